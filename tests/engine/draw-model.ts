import type { BankEntry } from "../../src/engine/ports/bank.ts";

/** The rule of the draw, step by step as it reads: every ticket, of which one is drawn. */
export function ticketsOf(
  pool: readonly BankEntry[],
  asked: readonly string[],
  practised: readonly string[],
): { tickets: readonly BankEntry[]; forget: readonly string[] } {
  const known = new Map(pool.map((entry) => [entry.id, entry]));
  const askedHere = asked.filter((id) => known.has(id));
  let fresh = without(pool, askedHere);
  let forget: readonly string[] = [];
  if (fresh.length === 0) {
    forget = askedHere;
    fresh = without(pool, askedHere.slice(askedHere.length - Math.floor(pool.length / 2)));
  }
  const used = forget.length > 0 ? [] : askedHere.map((id) => known.get(id) as BankEntry);
  const notPractised = without(fresh, practised);
  const candidates = notPractised.length > 0 ? notPractised : fresh;
  const lastTopic = known.get(askedHere.at(-1) ?? "")?.topic.id;
  const elsewhere = candidates.filter((entry) => entry.topic.id !== lastTopic);
  const byTopic = leastUsed(elsewhere.length > 0 ? elsewhere : candidates, pool, used, (e) => e.topic.id);
  const byDifficulty = leastUsed(byTopic, pool, used, (e) => e.difficulty);
  return { tickets: byDifficulty.flatMap((entry) => Array(weightOf(entry)).fill(entry)), forget };
}

const weightOf = ({ frequency }: BankEntry) => ({ common: 4, regular: 2, occasional: 1 })[frequency];

function without(entries: readonly BankEntry[], ids: readonly string[]): BankEntry[] {
  return entries.filter(({ id }) => !ids.includes(id));
}

/** The candidates of the class whose share of the pool was used least. */
function leastUsed(
  candidates: readonly BankEntry[],
  pool: readonly BankEntry[],
  used: readonly BankEntry[],
  classOf: (entry: BankEntry) => string,
): BankEntry[] {
  const share = (name: string) => {
    const size = pool.filter((e) => classOf(e) === name).reduce((sum, e) => sum + weightOf(e), 0);
    return used.filter((e) => classOf(e) === name).length / size;
  };
  const least = Math.min(...candidates.map((entry) => share(classOf(entry))));
  return candidates.filter((entry) => share(classOf(entry)) === least);
}
