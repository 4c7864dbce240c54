import { planOrder } from "../../learning/plan.ts";
import { DIFFICULTIES, type Difficulty, FREQUENCY_WEIGHT, type OpenItem } from "../words/item.ts";
import type { Seniority } from "../words/sheet.ts";
import { hash32 } from "./random.ts";

/** What of an open question decides whether it goes on a sheet. */
export type Candidate = Pick<OpenItem, "id" | "difficulty" | "style" | "frequency"> & {
  concept: { id: string };
};

/** Styles that put somebody before a case: a symptom to explain, or something to design and decide. */
const CASES: readonly string[] = ["decision", "tradeoff", "diagnosis", "scenario"];
export const isCase = ({ style }: Pick<Candidate, "style">): boolean => CASES.includes(style);

/** Which questions somebody is asked: how hard, and what is beside the point at their level. */
export const LEVEL_TERMS: Readonly<
  Record<Seniority, { difficulties: readonly Difficulty[]; without: readonly string[] }>
> = {
  junior: { difficulties: ["easy", "medium"], without: ["opinion", "trick"] },
  mid: { difficulties: DIFFICULTIES, without: [] },
  senior: { difficulties: ["medium", "hard"], without: ["definition"] },
};

/** How hard the questions are, one after the other: never easier than the one before. */
export function ramp(level: Seniority, count: number): Difficulty[] {
  const third = Math.ceil(count / 3);
  return Array.from({ length: count }, (_, i): Difficulty => {
    if (level === "junior") return i < Math.ceil(count / 2) ? "easy" : "medium";
    if (level === "senior") return i < third ? "medium" : "hard";
    if (i < third) return "easy";
    return i < count - Math.floor(count / 3) ? "medium" : "hard";
  });
}

export const rankOf = (difficulty: Difficulty) => DIFFICULTIES.indexOf(difficulty);

export interface SheetTerms<C> {
  level: Seniority;
  count: number;
  seed: string;
  /** What a concept builds on. */
  prerequisitesOf(concept: string): readonly string[];
  /** Whether who has heard or answered one of them knows what counts in the other. */
  givesAway(one: C, other: C): boolean;
  /** Whether it tells nothing that has to wait. Asked last, since it may take long to find out. */
  keepsQuiet?(one: C): boolean;
}

/** Sheets that are tried where one does not get full; the fullest is taken. */
const TRIES = 6;

/**
 * Open questions that fit together, from the warm-up to the hardest: each of another concept, none that gives another
 * away, what builds on something after it, and one that is a case where there is one. The same seed gives the same
 * sheet, and a question that is missing in the pool changes no more than it has to. Fewer where there are not enough.
 */
export function pickSheet<C extends Candidate>(pool: readonly C[], terms: SheetTerms<C>): C[] {
  const { difficulties, without } = LEVEL_TERMS[terms.level];
  const fits = pool.filter((one) => difficulties.includes(one.difficulty) && !without.includes(one.style));
  const apart = apartness(terms);

  let best: C[] = [];
  for (let tries = 0; tries < TRIES && best.length < terms.count; tries++) {
    const found = filled(
      drawn(fits, `${terms.seed}/${tries}`),
      ramp(terms.level, terms.count),
      apart,
      terms.keepsQuiet,
    );
    if (found.length > best.length) best = found;
  }
  return inOrder(best, terms.prerequisitesOf);
}

/**
 * Whether two questions can be asked of the same person: of two concepts, in an order from easy to hard that puts what
 * is built on first, and neither tells the other. Found out once for each two of them.
 */
export function apartness<C extends Candidate>(
  terms: Pick<SheetTerms<C>, "prerequisitesOf" | "givesAway">,
): (one: C, other: C) => boolean {
  const buildsOn = reach(terms.prerequisitesOf);
  const known = new Map<string, boolean>();
  const goTogether = (one: C, other: C) =>
    one.concept.id !== other.concept.id &&
    !(buildsOn(one.concept.id).has(other.concept.id) && rankOf(other.difficulty) > rankOf(one.difficulty)) &&
    !(buildsOn(other.concept.id).has(one.concept.id) && rankOf(one.difficulty) > rankOf(other.difficulty)) &&
    !terms.givesAway(one, other) &&
    !terms.givesAway(other, one);
  return (one, other) => {
    const pair = one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`;
    const found = known.get(pair) ?? goTogether(one, other);
    known.set(pair, found);
    return found;
  };
}

/** A drawing order of each question's own, in which what interviews ask often tends to be early. */
export function drawn<C extends Candidate>(pool: readonly C[], seed: string): C[] {
  const lot = ({ id, frequency }: C) =>
    -Math.log((hash32(`${seed}:${id}`) + 1) / 0x1_0000_0001) / FREQUENCY_WEIGHT[frequency];
  return pool
    .map((one) => ({ one, at: lot(one) }))
    .sort((a, b) => a.at - b.at || (a.one.id < b.one.id ? -1 : 1))
    .map(({ one }) => one);
}

/** The case first, as late in the interview as it can be; then each place by how hard it shall be; then what is left. */
function filled<C extends Candidate>(
  pool: readonly C[],
  slots: readonly Difficulty[],
  goTogether: (one: C, other: C) => boolean,
  keepsQuiet: (one: C) => boolean = () => true,
): C[] {
  const chosen: C[] = [];
  const open = [...slots];
  const take = (wanted: (one: C) => boolean): boolean => {
    const found = pool.find(
      (one) => wanted(one) && chosen.every((other) => goTogether(one, other)) && keepsQuiet(one),
    );
    if (found === undefined) return false;
    chosen.push(found);
    const own = open.lastIndexOf(found.difficulty);
    open.splice(own < 0 ? open.length - 1 : own, 1);
    return true;
  };
  const hardestFirst = [...new Set(slots)].reverse();
  const hasCase =
    hardestFirst.some((difficulty) => take((one) => isCase(one) && one.difficulty === difficulty)) ||
    (slots.length > 0 && take(isCase));
  // A short interview of cases alone would have nothing to warm up with.
  const rest = (one: C) => !hasCase || !isCase(one);
  for (const difficulty of [...open]) take((one) => rest(one) && one.difficulty === difficulty);
  for (const difficulty of [...open]) take((one) => one.difficulty === difficulty);
  while (open.length > 0) {
    const wanted = rankOf(open[0] ?? "easy");
    const nearest = [...DIFFICULTIES].sort(
      (a, b) => Math.abs(rankOf(a) - wanted) - Math.abs(rankOf(b) - wanted),
    );
    if (!nearest.some((difficulty) => take((one) => one.difficulty === difficulty))) break;
  }
  return chosen;
}

/** All that a concept builds on, be it through others. */
export function reach(prerequisitesOf: (concept: string) => readonly string[]) {
  const known = new Map<string, ReadonlySet<string>>();
  return (concept: string): ReadonlySet<string> => {
    const there = known.get(concept);
    if (there !== undefined) return there;
    const met = new Set<string>();
    const left = [...prerequisitesOf(concept)];
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      if (met.has(one)) continue;
      met.add(one);
      left.push(...prerequisitesOf(one));
    }
    known.set(concept, met);
    return met;
  };
}

function inOrder<C extends Candidate>(
  chosen: readonly C[],
  prerequisitesOf: (concept: string) => readonly string[],
): C[] {
  const order = planOrder(
    chosen.map(({ concept, frequency }) => ({ id: concept.id, weight: FREQUENCY_WEIGHT[frequency] })),
    prerequisitesOf,
  );
  const place = ({ concept, difficulty }: C) => rankOf(difficulty) * order.length + order.indexOf(concept.id);
  return [...chosen].sort((a, b) => place(a) - place(b));
}

/** How much longer a harder question takes, of the time of an interview. */
export const LENGTH: Readonly<Record<Difficulty, number>> = { easy: 2, medium: 3, hard: 4 };
/** What a question takes that is asked outside of an interview, in minutes. */
export const MINUTES_ALONE: Readonly<Record<Difficulty, number>> = { easy: 6, medium: 8, hard: 12 };
/** The least a question is worth asking for, on average. */
const LEAST_MINUTES = 3;

/** What is left at the end for the questions of the candidate. */
export const reserveOf = (minutes: number): number => Math.round(minutes / 10);

/** How many questions an interview of so many minutes has room for. */
export const roomIn = (minutes: number): number => Math.floor((minutes - reserveOf(minutes)) / LEAST_MINUTES);

/** Whole minutes for each question, which together are what the interview has for questions. */
export function timesOf(asked: readonly Pick<Candidate, "difficulty">[], minutes: number): number[] {
  const all = minutes - reserveOf(minutes);
  const total = asked.reduce((sum, { difficulty }) => sum + LENGTH[difficulty], 0);
  const exact = asked.map(({ difficulty }) => (all * LENGTH[difficulty]) / total);
  const times = exact.map(Math.floor);
  const left = all - times.reduce((sum, time) => sum + time, 0);
  const byRest = exact.map((time, i) => ({ i, rest: time % 1 })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRest.slice(0, left)) times[i] = (times[i] ?? 0) + 1;
  return times;
}
