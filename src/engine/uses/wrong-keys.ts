import type { Bank, BankEntry } from "../ports/bank.ts";
import type { ItemStore } from "../ports/store.ts";
import { type Item, versionOf } from "../words/item.ts";
import { packOf } from "../words/pack.ts";
import type { Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";

/** Keys that turned out wrong, by somebody's decision: nothing names them as right any more. */

type Decides = { store: Pick<ItemStore, "decisions"> };

const fieldOf = ({ item, version }: { item: string; version: number }) => `${item}@${version}`;

/** The items whose key is wrong, each with its version. */
async function wrongKeys({ store }: Decides): Promise<ReadonlySet<string>> {
  const decisions = await store.decisions();
  return new Set(decisions.filter(({ wrongKey, what }) => wrongKey && what !== "released").map(fieldOf));
}

/** Items without those whose key is wrong as the bank has them now. */
export async function withoutWrong(deps: Decides, items: readonly Item[]): Promise<Item[]> {
  const wrong = await wrongKeys(deps);
  return items.filter((item) => !wrong.has(fieldOf({ item: item.id, version: versionOf(item) })));
}

/** Whether the key of a round's question is wrong. */
export async function isKeyWrong(deps: Decides, { question }: Round): Promise<boolean> {
  // What becomes of a question of a pack is its team's to decide, and brings no points.
  if (question.kind === "open" || packOf(question.itemId) !== null) return false;
  return (await wrongKeys(deps)).has(fieldOf({ item: question.itemId, version: question.version }));
}

const drawn = new WeakMap<readonly BankEntry[], ReadonlySet<string>>();

/** The ids of what a bank draws: all that is not withdrawn. */
function drawnFrom(bank: Pick<Bank, "pool">): ReadonlySet<string> {
  const pool = bank.pool({});
  const ids = drawn.get(pool) ?? new Set(pool.map(({ id }) => id));
  drawn.set(pool, ids);
  return ids;
}

/**
 * The same where it is asked with each answer: nothing is looked up for what the bank draws as it was asked. A decision
 * is known everywhere within a minute.
 */
export async function isFoundWrong(deps: Decides & Pick<Deps, "bank">, round: Round): Promise<boolean> {
  const { question, seed } = round;
  const item = drawnFrom(deps.bank).has(question.itemId) ? deps.bank.item(question.itemId, seed) : null;
  const isSame = item !== null && question.kind !== "open" && versionOf(item) === question.version;
  return !isSame && (await isKeyWrong(deps, round));
}
