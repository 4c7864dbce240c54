import { type PlanConcept, planOrder } from "../../learning/plan.ts";
import type { Bank, BankEntry } from "../ports/bank.ts";
import { FREQUENCY_WEIGHT } from "../words/item.ts";
import type { PlanAbout } from "../words/plan.ts";

/** What a plan is about, in the words of the bank. */
export interface PlanScope {
  concepts: readonly PlanConcept[];
  /** Their ids, in the order in which to learn them. */
  order: readonly string[];
  names: ReadonlyMap<string, string>;
  topics: ReadonlyMap<string, string>;
}

/** Scopes that are remembered of a bank, the newest ones. */
const REMEMBERED = 100;
const known = new WeakMap<Bank, Map<string, PlanScope>>();

/** What a plan asks about: of a role the open questions that are typical for it, as often as they are asked. */
function entriesOf(bank: Bank, about: PlanAbout): readonly BankEntry[] {
  if ("role" in about) return bank.pool({ role: about.role, kinds: ["open"] });
  return about.subjects.flatMap((id) => {
    const filter = bank.subject(id)?.filter;
    return filter === undefined ? [] : bank.pool(filter);
  });
}

function scopeFrom(bank: Bank, entries: readonly BankEntry[]): PlanScope {
  const concepts = new Map<string, PlanConcept>();
  for (const { concept, topic, frequency } of entries) {
    const weight = Math.max(FREQUENCY_WEIGHT[frequency], concepts.get(concept.id)?.weight ?? 0);
    concepts.set(concept.id, { id: concept.id, topic: topic.id, weight });
  }
  const all = [...concepts.values()];
  return {
    concepts: all,
    order: planOrder(all, (id) => bank.prerequisites(id)),
    names: new Map(entries.map(({ concept }) => [concept.id, concept.name])),
    topics: new Map(entries.map(({ topic }) => [topic.id, topic.name])),
  };
}

/** The concepts of a plan, how much each counts, and in which order they are learned. What left the bank is left out. */
export function scopeOf(bank: Bank, about: PlanAbout): PlanScope {
  const scopes = known.get(bank) ?? new Map<string, PlanScope>();
  known.set(bank, scopes);
  const key = JSON.stringify(about);
  const scope = scopes.get(key) ?? scopeFrom(bank, entriesOf(bank, about));
  scopes.delete(key);
  scopes.set(key, scope);
  const [oldest] = scopes.size > REMEMBERED ? scopes.keys() : [];
  if (oldest !== undefined) scopes.delete(oldest);
  return scope;
}
