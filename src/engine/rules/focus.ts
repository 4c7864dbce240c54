import type { BankEntry } from "../ports/bank.ts";
import { dayNumber } from "./calendar.ts";
import type { Random } from "./random.ts";
import { type Draw, drawNext } from "./selection.ts";

const DAY = 24 * 60 * 60_000;

/** Days that are counted together; what is older by one such month counts half as much. */
const MONTH = 28;
/** Months that are kept: this one and the two before it. */
export const MONTHS_KEPT = 3;
/** The share of right answers that counts as forgotten by now, by age in months: FSRS-6 of one right answer that was not repeated. */
const FORGOTTEN = [0, 0.3, 0.4];
/** Answers that are thought to be added and right, so that few answers make no concept weak. */
const PRIOR = 2;
/** A concept with fewer answers is not judged, whatever they were. */
const LEAST = 3;
/** From which share on a concept is weak. */
const WEAK = 0.2;
/** Of how many of the weakest concepts one is drawn. */
const WEAKEST = 5;
/** In so many windows in a row no concept comes twice. */
const WINDOWS = 10;
/** Fewer learners who were active lately, and nothing is drawn from what they got wrong, or told of it. */
const ENOUGH = 5;
/** Days in which an answer makes a learner active. */
export const ACTIVE_DAYS = 30;

/** What members of a group answered of a concept in a month. */
export interface Counted {
  answers: number;
  wrong: number;
}

/** What is counted of a group's unhidden answers. */
export interface GroupMemory {
  /** Learners with an answer in the last thirty days. */
  active: number;
  /** By concept, of this month and those before it, the newest first. */
  months: readonly ReadonlyMap<string, Counted>[];
}

/** The number of the month that holds a local date, counted from 1970. */
export const monthOf = (date: string): number => Math.floor(dayNumber(date) / MONTH);

/** When a month is forgotten, epoch milliseconds. */
export const monthEnds = (month: number): number => (month + MONTHS_KEPT) * MONTH * DAY;

/** The share of what a group answered of a concept that it got wrong or has forgotten by now; null: too little is known. */
function weaknessOf(concept: string, months: GroupMemory["months"]): number | null {
  let all = 0;
  let seen = 0;
  let lost = 0;
  for (const [age, month] of months.entries()) {
    const { answers, wrong } = month.get(concept) ?? { answers: 0, wrong: 0 };
    const share = 0.5 ** age;
    all += answers;
    seen += share * answers;
    lost += share * (wrong + (answers - wrong) * (FORGOTTEN[age] ?? 0));
  }
  return all < LEAST ? null : lost / (seen + PRIOR);
}

/** The concepts that a group is weakest in, the weakest first; none where few are active, so that nobody is recognised. */
export function weakConcepts({ active, months }: GroupMemory): string[] {
  if (active < ENOUGH) return [];
  const concepts = [...new Set(months.flatMap((month) => [...month.keys()]))];
  return concepts
    .map((id) => ({ id, weakness: weaknessOf(id, months) ?? 0 }))
    .filter(({ weakness }) => weakness >= WEAK)
    .sort((a, b) => b.weakness - a.weakness || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

/**
 * Draws the next item of a group that is asked what it is weak in: of one of its weakest concepts, by chance; where the
 * pool has nothing of them, as `drawNext` does. No concept comes twice in ten windows, as long as the pool has others.
 *
 * @param weak as `weakConcepts` gives them
 * @param asked ids that were asked daily, oldest first, each once
 */
export function drawWeak(
  pool: readonly BankEntry[],
  weak: readonly string[],
  asked: readonly string[],
  practised: readonly string[],
  random: Random,
  without: ReadonlySet<string> = new Set(),
): Draw | null {
  const lately = asked.slice(1 - WINDOWS);
  // A computed question is asked under the id of its family, which is the entry's, too.
  const conceptOf = new Map(pool.map(({ id, concept }) => [id, concept.id]));
  const rested = new Set(lately.map((id) => conceptOf.get(id)));
  const out = new Set(without);
  const entries = new Map<string, BankEntry[]>();
  for (const entry of pool) {
    const { id, concept } = entry;
    if (rested.has(concept.id)) out.add(id);
    if (!out.has(id)) entries.set(concept.id, [...(entries.get(concept.id) ?? []), entry]);
  }
  const open = weak.filter((id) => entries.has(id)).slice(0, WEAKEST);
  const drawn =
    open.length === 0
      ? drawNext(pool, asked, practised, random, out)
      : drawNext(entries.get(random.pick(open)) ?? [], asked, practised, random);
  const draw = drawn ?? drawNext(pool, asked, practised, random, without);
  // What was asked in the last windows stays known, also where a pool begins anew.
  return draw === null ? null : { ...draw, forget: draw.forget.filter((id) => !lately.includes(id)) };
}
