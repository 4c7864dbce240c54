import type { Review } from "../../learning/review.ts";
import type { Pair, PairAct, PairQuestion, PairRound } from "../words/pair.ts";
import { coveredIn } from "./interviews.ts";
import { hash32 } from "./random.ts";

/** The life of a mock interview of two. Pure: what is up, and what is to be done next, follow from what is kept. */

const HOUR = 60 * 60_000;
/** How long an invitation stands, and how long an interview waits for its interviewer, in milliseconds. */
export const PATIENCE = 24 * HOUR;
/** How long what came of it can be looked at again. */
export const KEPT = 30 * 24 * HOUR;
/** Invitations of one member in a day. */
export const MOST_INVITATIONS = 5;

export const roundOf = ({ rounds }: Pair): PairRound | null => rounds.at(-1) ?? null;
export const questionAt = (round: PairRound): PairQuestion | null => round.questions[round.at] ?? null;

/** The other of the two. */
export const otherOf = ({ by, invited }: Pair, one: string): string => (one === by ? invited : by);
export const candidateOf = (pair: Pair, { interviewer }: PairRound): string => otherOf(pair, interviewer);
export const isOfPair = ({ by, invited }: Pair, learner: string): boolean =>
  learner === by || learner === invited;

/** Follow-ups over all questions, in the order in which they were asked. */
export const followUpsOf = ({ questions }: PairRound): { question: number; place: number }[] =>
  questions.flatMap(({ followed }, question) => followed.map((place) => ({ question, place })));

export type PairStep =
  | "post"
  | "expire"
  | "show"
  | "open"
  | "prompt"
  | "follow"
  | "lapse"
  | "close"
  | "book"
  | "leave";

/** What the bot has to do next, of its own accord; null: nothing, now. */
export function stepOf(pair: Pair, now: number): PairStep | null {
  const late = now - pair.at >= PATIENCE;
  if (pair.state === "invited") {
    if (late) return "expire";
    return pair.message === null ? "post" : null;
  }
  const show = pair.message !== null && pair.shown !== pair.state ? "show" : null;
  const round = roundOf(pair);
  if (round === null) return show;
  if (pair.state === "running" && round.ended === null) {
    if (pair.missing !== null) return "leave";
    if (late) return "lapse";
    if (pair.room === null) return "open";
    if (round.prompted <= round.at) return "prompt";
    if (round.followed < followUpsOf(round).length) return "follow";
    return show;
  }
  if (round.ended !== null && !round.booked) return "book";
  return round.ended !== null && !round.closed && pair.room !== null ? "close" : show;
}

/** When there is something to do, as far as is known now; null: not before somebody does something. */
export function dueOf(pair: Pair, now: number): number | null {
  if (stepOf(pair, now) !== null) return now;
  const waits = pair.state === "invited" || (pair.state === "running" && roundOf(pair)?.ended === null);
  return waits ? pair.at + PATIENCE : null;
}

export const withRound = (pair: Pair, round: PairRound): Pair => ({
  ...pair,
  rounds: [...pair.rounds.slice(0, -1), round],
});

const put = (all: readonly number[], place: number): readonly number[] =>
  all.includes(place) ? all : [...all, place].sort((a, b) => a - b);

/** A round after what its interviewer pressed about its question; the same where it changes nothing. */
export function afterPress(
  round: PairRound,
  act: PairAct,
  [question, place]: readonly number[],
  { now, followUps, flags }: { now: number; followUps: number; flags: number },
): PairRound {
  const current = questionAt(round);
  // A press on a sheet of before finds its question gone by, and changes nothing.
  if (current === null || question !== round.at || round.ended !== null) return round;
  const marked = (change: Partial<PairQuestion>): PairRound => ({
    ...round,
    questions: round.questions.map((one, i) => (i === round.at ? { ...one, ...change } : one)),
  });
  const isOf = (count: number) => place !== undefined && place < count;
  switch (act) {
    case "tick":
      return isOf(current.weights.length) ? marked({ points: put(current.points, place ?? 0) }) : round;
    case "untick":
      return marked({ points: current.points.filter((one) => one !== place) });
    case "flag":
      return isOf(flags) ? marked({ flags: put(current.flags, place ?? 0) }) : round;
    case "unflag":
      return marked({ flags: current.flags.filter((one) => one !== place) });
    case "ask":
      return isOf(followUps) && !current.followed.includes(place ?? 0)
        ? marked({ followed: [...current.followed, place ?? 0] })
        : round;
    case "next": {
      const done = marked({ judged: true, how: "aloud", ended: now });
      const next = done.questions[done.at + 1];
      if (next === undefined) return { ...done, ended: now };
      const questions = done.questions.map((one) => (one === next ? { ...one, began: now } : one));
      return { ...done, questions, at: done.at + 1 };
    }
    case "end":
      return ended(round, now);
    default:
      return round;
  }
}

/** A round that ends where it is: the question that it is at counts if something of it was marked. */
export function ended(round: PairRound, now: number): PairRound {
  const current = questionAt(round);
  const isMarked = current !== null && current.points.length + current.flags.length > 0;
  const questions = round.questions.map((one, i) =>
    i === round.at && isMarked ? { ...one, judged: true, how: "aloud" as const, ended: now } : one,
  );
  return { ...round, questions, ended: now };
}

/** What becomes of the candidate's memory: by the word of who listened. */
export const reviewsOf = ({ run, rounds }: Pair, round: PairRound): Review[] =>
  round.questions
    .filter(({ judged }) => judged)
    .map((one) => ({
      id: hash32(`${run}|${rounds.indexOf(round)}|${one.item}`).toString(36),
      ...{ at: one.ended ?? one.began, concept: one.concept.id, item: one.item, mode: "mock" as const },
      outcome: { kind: "open", covered: coveredIn(one), by: "partner" },
    }));
