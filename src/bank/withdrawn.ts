import type { Bank, BankEntry, FILTERS } from "../engine/ports/bank.ts";
import { blamed } from "./blamed.ts";

export interface Withdrawing {
  /** The bank as it is asked from: nothing draws what is withdrawn. */
  bank: Bank;
  /** From now on these are, and nothing else. */
  withdraw(ids: ReadonlySet<string>): void;
}

/**
 * A bank of which some entries are drawn no more. What was asked already goes on: `find` and `item` know everything.
 */
export function withdrawing(bank: Bank): Withdrawing {
  let gone: ReadonlySet<string> = new Set();
  /** The same list for the same filter, as long as nothing else is withdrawn. */
  let left = new WeakMap<readonly BankEntry[], readonly BankEntry[]>();
  const pool: Bank["pool"] = (filter) => {
    const all = bank.pool(filter);
    if (gone.size === 0) return all;
    const known = left.get(all) ?? all.filter(({ id }) => !gone.has(id));
    left.set(all, known);
    return known;
  };
  return {
    bank: {
      ...bank,
      pool,
      get size() {
        return bank.size - [...gone].filter((id) => bank.find(id) !== null).length;
      },
      topics: () =>
        bank.topics().map((topic) => {
          const entries = [...gone]
            .flatMap((id) => bank.find(id) ?? [])
            .filter((one) => one.topic.id === topic.id);
          if (entries.length === 0) return topic;
          const [difficulties, kinds] = [{ ...topic.difficulties }, { ...topic.kinds }];
          for (const { difficulty, kind } of entries) {
            difficulties[difficulty]--;
            kinds[kind]--;
          }
          return { ...topic, difficulties, kinds };
        }),
      pick: (filter, random) => {
        if (gone.size === 0) return bank.pick(filter, random);
        const entries = pool(filter);
        return entries.length === 0 ? null : (entries[random.int(0, entries.length - 1)] ?? null);
      },
      emptiedBy: (filter) => {
        const parts = (names: readonly (typeof FILTERS)[number][]) =>
          Object.fromEntries(names.map((name) => [name, filter[name]]));
        return blamed((names) => pool(parts(names)).length === 0);
      },
    },
    withdraw: (ids) => {
      if (ids.size === gone.size && [...ids].every((id) => gone.has(id))) return;
      gone = new Set(ids);
      left = new WeakMap();
    },
  };
}
