import type { BankEntry } from "../ports/bank.ts";
import type { Frequency } from "../words/item.ts";
import type { Random } from "./random.ts";

export interface Draw {
  entry: BankEntry;
  /** Ids to drop from the asked ones: the pool was used up and begins anew. */
  forget: readonly string[];
}

/** Share of a pool that is kept back at the start of a new turn, so that nothing comes twice in a row. */
const REST = 0.5;

/** How much sooner an item comes: what interviews ask comes often in the first years, the rest still comes. */
const WEIGHT: Readonly<Record<Frequency, number>> = { common: 4, regular: 2, occasional: 1 };

const weightOf = ({ frequency }: BankEntry) => WEIGHT[frequency];

/**
 * Draws the next item of a group. None of the pool comes again until all of it was asked; topics and
 * difficulties are used up evenly (the least used share first, never the topic of the item before where
 * there is another), where an item weighs by how often interviews ask for its concept; what was practised
 * lately comes later. null: the pool is empty.
 *
 * @param asked ids that were asked daily, oldest first
 */
export function drawNext(
  pool: readonly BankEntry[],
  asked: readonly string[],
  practised: readonly string[],
  random: Random,
): Draw | null {
  if (pool.length === 0) return null;
  const known = new Map(pool.map((entry) => [entry.id, entry]));
  const askedHere = asked.filter((id) => known.has(id));
  let fresh = without(pool, askedHere);
  let forget: readonly string[] = [];
  if (fresh.length === 0) {
    forget = askedHere;
    fresh = without(pool, askedHere.slice(askedHere.length - Math.floor(pool.length * REST)));
  }
  const used = forget.length > 0 ? [] : askedHere.map((id) => known.get(id) as BankEntry);
  const notPractised = without(fresh, practised);
  const candidates = notPractised.length > 0 ? notPractised : fresh;

  const lastTopic = known.get(askedHere.at(-1) ?? "")?.topic.id;
  const elsewhere = candidates.filter((entry) => entry.topic.id !== lastTopic);
  const byTopic = leastUsed(elsewhere.length > 0 ? elsewhere : candidates, pool, used, (e) => e.topic.id);
  const byDifficulty = leastUsed(byTopic, pool, used, (e) => e.difficulty);
  const tickets = byDifficulty.flatMap((entry) => Array.from({ length: weightOf(entry) }, () => entry));
  return { entry: random.pick(tickets), forget };
}

function without(entries: readonly BankEntry[], ids: readonly string[]): BankEntry[] {
  const left = new Set(ids);
  return entries.filter((entry) => !left.has(entry.id));
}

/** The candidates of the class whose share of the pool was used least. */
function leastUsed(
  candidates: readonly BankEntry[],
  pool: readonly BankEntry[],
  used: readonly BankEntry[],
  classOf: (entry: BankEntry) => string,
): BankEntry[] {
  const sizes = countBy(pool, classOf, weightOf);
  const spent = countBy(used, classOf, () => 1);
  const share = (name: string) => (spent.get(name) ?? 0) / (sizes.get(name) ?? 1);
  const least = Math.min(...new Set(candidates.map((entry) => share(classOf(entry)))));
  return candidates.filter((entry) => share(classOf(entry)) === least);
}

function countBy(
  entries: readonly BankEntry[],
  classOf: (entry: BankEntry) => string,
  worth: (entry: BankEntry) => number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(classOf(entry), (counts.get(classOf(entry)) ?? 0) + worth(entry));
  return counts;
}
