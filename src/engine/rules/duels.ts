import type { Duel, DuelAnswer, DuelMark, DuelSide } from "../words/duel.ts";
import { hash32 } from "./random.ts";

/** The life of a duel. Pure: what is to be done next, and who won, follow from what is kept. */

const DAY = 24 * 60 * 60_000;
/** How long a challenge stands, and how long both have for their questions, in milliseconds. */
const DUEL_TIME = DAY;
/** How long what came of it can be looked at again. */
export const DUEL_KEPT = 30 * DAY;
/** Questions for each. */
export const DUEL_QUESTIONS = 5;

/** Two members under one name, whoever comes first, which tells of neither. */
export function duelId(one: string, other: string): string {
  const both = [one, other].sort().join(" ");
  return hash32(both).toString(36) + hash32(`duel ${both}`).toString(36);
}

export const endOf = ({ at }: Pick<Duel, "at">): number => at + DUEL_TIME;

/** The place of one of the two, 0 for who challenged; -1: of neither. */
export const placeIn = ({ sides }: Duel, learner: string): number =>
  sides.findIndex((side) => side.learner === learner && learner !== "");

const isGone = ({ learner }: DuelSide): boolean => learner === "";
export const isAbandoned = ({ sides }: Duel): boolean => sides.some(isGone);

export const isDone = ({ questions, answers }: DuelSide): boolean => answers.length >= questions.length;

/** Whether it stands in the way of another one of the two. */
export const isPending = (duel: Duel, now: number): boolean =>
  (duel.state === "invited" || duel.state === "running") && now < endOf(duel) && !isAbandoned(duel);

export type DuelStep = "post" | "expire" | "show" | "tell" | "end" | "book" | "count" | "result";

/**
 * What the bot has to do next, of its own accord; null: nothing, now. The challenge is brought up to date last: where
 * its message is out of reach, the two play and read what came of it all the same.
 */
export function duelStep(duel: Duel, now: number): DuelStep | null {
  const late = now >= endOf(duel);
  const show = duel.message !== null && duel.shown !== duel.state ? "show" : null;
  if (duel.state === "invited") {
    if (late) return "expire";
    return duel.message === null ? "post" : null;
  }
  if (duel.state === "running") {
    if (late || isAbandoned(duel) || duel.sides.every(isDone)) return "end";
    return duel.told ? show : "tell";
  }
  if (duel.state !== "over" || (duel.waits !== null && now < duel.waits)) return show;
  if (!duel.booked) return "book";
  if (!duel.counted) return "count";
  return duel.posted ? show : "result";
}

/** When there is something to do, as far as is known now; null: not before somebody does something. */
export function duelDueAt(duel: Duel, now: number): number | null {
  if (duelStep(duel, now) !== null) return now;
  if (duel.state === "invited" || duel.state === "running") return endOf(duel);
  return duel.state === "over" && !duel.posted ? duel.waits : null;
}

/**
 * What became of each question, side by side. `keys`: of each side's questions, null where the bank has it no more as
 * it was asked; such a question counts for neither.
 */
export function marksOf(
  { sides }: Duel,
  keys: readonly [readonly (number | null)[], readonly (number | null)[]],
): [DuelMark, DuelMark][] {
  const mark = (answer: DuelAnswer | undefined, key: number | null | undefined): DuelMark =>
    answer === undefined ? "none" : answer === key ? "right" : "wrong";
  return sides[0].questions.map((_, i): [DuelMark, DuelMark] => {
    const isStruck = sides.some(
      (side, place) =>
        keys[place]?.[i] == null || side.answers[i] === "struck" || side.questions[i] === undefined,
    );
    if (isStruck) return ["struck", "struck"];
    return [mark(sides[0].answers[i], keys[0][i]), mark(sides[1].answers[i], keys[1][i])];
  });
}

export const rightOf = (marks: readonly (readonly [DuelMark, DuelMark])[], place: 0 | 1): number =>
  marks.filter((pair) => pair[place] === "right").length;

/** The place of who won; "drawn"; "void": nobody answered anything that counts. */
export function winnerOf(marks: readonly (readonly [DuelMark, DuelMark])[]): 0 | 1 | "drawn" | "void" {
  if (marks.flat().every((mark) => mark === "none" || mark === "struck")) return "void";
  const [first, second] = [rightOf(marks, 0), rightOf(marks, 1)];
  if (first === second) return "drawn";
  return first > second ? 0 : 1;
}
