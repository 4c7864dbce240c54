import type {
  Interview,
  InterviewQuestion,
  Named,
  OpenAsked,
  Scorecard,
  ScoredQuestion,
  Strength,
} from "../words/interview.ts";
import type { Difficulty } from "../words/item.ts";
import type { Seniority } from "../words/sheet.ts";
import { hash32 } from "./random.ts";
import {
  apartness,
  type Candidate,
  drawn,
  isCase,
  LENGTH,
  LEVEL_TERMS,
  MINUTES_ALONE,
  pickSheet,
  ramp,
  rankOf,
  reach,
  reserveOf,
  type SheetTerms,
} from "./sheets.ts";

export const FEWEST_OPEN = 3;
export const MOST_OPEN = 8;
const MOST_COMPUTED = 3;
/** What a computed question takes, in minutes; they have what is left for the candidate's own questions elsewhere. */
export const MINUTES_COMPUTED = 2;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** How many open questions an interview has: three to eight, fewer of the hard ones. */
export function openIn(minutes: number, level: Seniority): number {
  const { difficulties } = LEVEL_TERMS[level];
  const each = difficulties.reduce((sum, one) => sum + MINUTES_ALONE[one], 0) / difficulties.length;
  return clamp(Math.round((minutes - reserveOf(minutes)) / each), FEWEST_OPEN, MOST_OPEN);
}

/** How many short computed ones come in between, where somebody is asked by the bot. */
export const computedIn = (minutes: number, open: number): number =>
  clamp(Math.floor(reserveOf(minutes) / MINUTES_COMPUTED), 1, Math.min(MOST_COMPUTED, open - 1));

/**
 * Minutes for the next open question, of what those before have left; the last one gets all of it. How hard those after
 * it will be is not known yet: as hard as their places ask for.
 */
export function minutesFor(
  { wanted, plan, questions }: Pick<Interview, "wanted" | "plan" | "questions">,
  difficulty: Difficulty,
): number {
  const before = questions.filter(({ kind }) => kind === "open");
  const all = wanted.minutes - reserveOf(wanted.minutes);
  const left = all - before.reduce((sum, { minutes }) => sum + minutes, 0);
  const after = ramp(wanted.level, plan.open).slice(before.length + 1);
  const total = after.reduce((sum, one) => sum + LENGTH[one], LENGTH[difficulty]);
  return Math.max(1, Math.floor((left * LENGTH[difficulty]) / total));
}

/** What comes next: computed ones stand between the open ones, as evenly as they can. */
export function turnOf({
  plan,
  questions,
}: Pick<Interview, "plan" | "questions">): "open" | "computed" | "end" {
  const open = questions.filter(({ kind }) => kind === "open").length;
  const computed = questions.length - open;
  const due = Math.ceil(((computed + 1) * plan.open) / (plan.computed + 1));
  if (computed < plan.computed && open >= due) return "computed";
  return open < plan.open ? "open" : "end";
}

/** Shares of the key points by which the next question is harder, or a bridge to what was asked. */
const GOOD = 0.7;
const POOR = 0.4;

/** Where an interview goes after an answer; null: nothing is known of it. */
export function bearingAfter(covered: number | null): "harder" | "bridge" | "on" {
  if (covered === null || (covered >= POOR && covered < GOOD)) return "on";
  return covered >= GOOD ? "harder" : "bridge";
}

export type InterviewCandidate = Candidate & { topic: { id: string } };
type ComputedCandidate = Pick<InterviewCandidate, "id" | "concept" | "topic" | "difficulty">;

/** What counts against a question: a step of difficulty, and at the end that there was no case yet, a little more. */
const STEP = 10;
const AGAINST = { otherTopic: 4, otherConcept: 4, early: 3, another: 3, none: 12 } as const;

/**
 * The next open question: the first as on a sheet; then harder after good coverage, after poor coverage a bridge (one
 * about what the question before builds on, else an easier one of its topic), else as hard as its place asks for. No
 * concept twice, nothing that an earlier question gives away, one case, at the end if none came before. null: there is
 * nothing left to ask. The same seed asks the same.
 */
export function nextOpen<C extends InterviewCandidate>(
  pool: readonly C[],
  asked: readonly { one: C; covered: number | null }[],
  terms: SheetTerms<C>,
): C | null {
  const last = asked.at(-1);
  if (last === undefined) return pickSheet(pool, terms)[0] ?? null;
  if (asked.length >= terms.count) return null;
  const { difficulties, without } = LEVEL_TERMS[terms.level];
  const bearing = bearingAfter(last.covered);
  const before = rankOf(last.one.difficulty);
  const apart = apartness(terms);
  const fits = drawn(pool, `${terms.seed}/next`).filter(
    (one) =>
      !without.includes(one.style) &&
      // A bridge may be easier than what is usual at this level.
      (difficulties.includes(one.difficulty) || (bearing === "bridge" && rankOf(one.difficulty) <= before)),
  );
  const below = reach(terms.prerequisitesOf)(last.one.concept.id);
  const hasCase = asked.some(({ one }) => isCase(one));
  const isLast = asked.length === terms.count - 1;
  const hardest = Math.max(...difficulties.map(rankOf));
  const wanted = {
    harder: Math.min(hardest, before + 1),
    bridge: Math.max(0, before - 1),
    on: rankOf(ramp(terms.level, terms.count)[asked.length] ?? last.one.difficulty),
  }[bearing];
  const against = (one: C): number => {
    const rank = rankOf(one.difficulty);
    const far = bearing === "bridge" && rank <= before ? 0 : Math.abs(rank - wanted);
    const aside =
      bearing !== "bridge" || below.has(one.concept.id)
        ? 0
        : AGAINST.otherConcept + (one.topic.id === last.one.topic.id ? 0 : AGAINST.otherTopic);
    const asCase = isCase(one)
      ? hasCase
        ? AGAINST.another
        : isLast
          ? 0
          : AGAINST.early
      : isLast && !hasCase
        ? AGAINST.none
        : 0;
    return far * STEP + aside + asCase;
  };
  const goesWith = (one: C) => asked.every((other) => other.one.id !== one.id && apart(one, other.one));
  // What a question tells takes long to find out, so the best are looked at first.
  return (
    fits
      .map((one) => ({ one, at: against(one) }))
      .sort((a, b) => a.at - b.at)
      .find(({ one }) => goesWith(one) && (terms.keepsQuiet?.(one) ?? true))?.one ?? null
  );
}

/**
 * A computed question in between: as hard as the level has them and of what was asked about last, as far as there is
 * one; of no concept twice.
 */
export function nextComputed<C extends ComputedCandidate>(
  pool: readonly C[],
  asked: readonly Pick<InterviewQuestion, "concept" | "topic">[],
  seed: string,
  level: Seniority,
): readonly C[] {
  const { difficulties } = LEVEL_TERMS[level];
  const concepts = new Set(asked.map(({ concept }) => concept.id));
  const topics = new Set(asked.map(({ topic }) => topic.id));
  const at = (one: C) =>
    (difficulties.includes(one.difficulty) ? 0 : 2) +
    (topics.has(one.topic.id) ? 0 : 1) +
    hash32(`${seed}:${one.id}`) / 2 ** 32;
  return pool
    .filter(({ concept }) => !concepts.has(concept.id))
    .map((one) => ({ one, at: at(one) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** The share of an open question's key points that was made, by weight, 0 to 1. */
export function coveredIn({ weights, points }: Pick<OpenAsked, "weights" | "points">): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const made = weights.reduce((sum, weight, i) => sum + (points.includes(i) ? weight : 0), 0);
  return all === 0 ? 0 : made / all;
}

/**
 * The follow-up to ask, by its place: the one that speaks of the heaviest key points that were missed; the last one
 * where none was, which goes furthest; null where there is none.
 */
export function followUpFor(
  followUps: number,
  asked: Pick<OpenAsked, "weights" | "points">,
  speaksOf: (followUp: number, point: number) => boolean,
): number | null {
  if (followUps === 0) return null;
  const missed = asked.weights
    .map((weight, i) => ({ weight, i }))
    .filter(({ i }) => !asked.points.includes(i));
  if (missed.length === 0) return followUps - 1;
  const worth = Array.from({ length: followUps }, (_, place) =>
    missed.reduce((sum, { weight, i }) => sum + (speaksOf(place, i) ? weight : 0), 0),
  );
  return worth.indexOf(Math.max(...worth));
}

/** What a claim of strength claims: shares from and below which it says too much or too little. */
const CLAIMED: Readonly<Record<Strength, readonly [low: number, high: number]>> = {
  weak: [0, POOR],
  fair: [POOR, GOOD],
  strong: [GOOD, Number.POSITIVE_INFINITY],
};

/** Whether somebody said too much of an answer, too little, or what it was. */
export function claimed(strength: Strength, covered: number): "over" | "under" | "fitting" {
  const [low, high] = CLAIMED[strength];
  if (covered < low) return "over";
  return covered >= high ? "under" : "fitting";
}

const isScored = (one: InterviewQuestion): one is OpenAsked =>
  one.kind === "open" && (one.judged || one.how === "skipped");

/** What nobody has to study next. */
const WELL = 0.9;
const STUDY = 3;
/** What a red flag and a wrong number weigh beside a key point's share that is missing. */
const FLAG = 0.25;
const WRONG: Readonly<Record<Difficulty, number>> = { easy: 0.8, medium: 0.6, hard: 0.5 };

/** The concepts that are worth studying next, the most urgent first. */
function toStudy(questions: readonly InterviewQuestion[]): Named[] {
  const need = (one: InterviewQuestion): number => {
    if (one.kind === "computed") return one.right === false ? WRONG[one.difficulty] : 0;
    if (!isScored(one)) return 0;
    const covered = coveredIn(one);
    return (covered >= WELL ? 0 : 1 - covered) + FLAG * one.flags.length;
  };
  return questions
    .map((one) => ({ concept: one.concept, need: need(one) }))
    .filter((one) => one.need > 0)
    .sort((a, b) => b.need - a.need)
    .filter(({ concept }, i, all) => all.findIndex((other) => other.concept.id === concept.id) === i)
    .slice(0, STUDY)
    .map(({ concept }) => concept);
}

/** What came of an interview, as far as it went: a question that was begun alone is none. */
export function scorecardOf({ wanted, questions }: Pick<Interview, "wanted" | "questions">): Scorecard {
  const open = questions.filter(isScored);
  const all = (some: readonly OpenAsked[]): number => {
    const weigh = (one: OpenAsked) => one.weights.reduce((sum, weight) => sum + weight, 0);
    const total = some.reduce((sum, one) => sum + weigh(one), 0);
    return total === 0 ? 0 : some.reduce((sum, one) => sum + coveredIn(one) * weigh(one), 0) / total;
  };
  const topics = [...new Map(open.map(({ topic }) => [topic.id, topic])).values()];
  const scored = open.map(
    (one): ScoredQuestion => ({
      ...{ item: one.item, concept: one.concept, topic: one.topic, difficulty: one.difficulty },
      ...{ how: one.how ?? "aloud", covered: coveredIn(one), strength: one.strength },
      ...{ minutes: one.minutes, spent: Math.max(0, (one.ended ?? one.began) - one.began), flags: one.flags },
    }),
  );
  const calibration = { over: 0, under: 0, fitting: 0 };
  for (const { strength, covered, how } of scored)
    if (strength !== null && how !== "skipped") calibration[claimed(strength, covered)]++;
  const computed = questions.filter((one) => one.kind === "computed" && one.right !== null);
  return {
    wanted,
    covered: all(open),
    questions: scored,
    topics: topics.map((topic) => {
      const of = open.filter((one) => one.topic.id === topic.id);
      return { topic, covered: all(of), questions: of.length };
    }),
    computed: {
      right: computed.filter((one) => one.kind === "computed" && one.right).length,
      asked: computed.length,
    },
    calibration,
    study: toStudy(questions),
  };
}
