import { DIFFICULTIES, type Difficulty } from "../engine/words/item.ts";
import type { Kept } from "./memory.ts";
import type { ReviewMode } from "./review.ts";

/** Answers after which the difficulty follows the success; the first questions are easy or medium. */
const GENTLE = 3;
/** Newest answers that are looked at. */
const WINDOW = 10;
/** The share of right answers that is aimed for: hard enough to learn, not so hard as to give up. */
const AIM = { low: 0.7, high: 0.8 } as const;

interface Answered {
  at: number;
  mode: ReviewMode;
  difficulty: Difficulty;
  right: boolean;
}

/** The answers to choices that are still kept one by one, oldest first. */
export function answersOf(concepts: ReadonlyMap<string, Kept>): Answered[] {
  return [...concepts.values()]
    .flatMap(({ reviews }) => reviews)
    .flatMap(({ at, mode, outcome }) =>
      outcome.kind === "choice" ? [{ at, mode, difficulty: outcome.difficulty, right: outcome.right }] : [],
    )
    .sort((a, b) => a.at - b.at);
}

/**
 * The difficulties that suit a learner, by their newest answers, given oldest first. The first three questions
 * of practice are easy or medium; then one step up from what they had where more than 80% were right, one down under 70%.
 */
export function suitableLevels(answers: readonly Omit<Answered, "at">[]): readonly Difficulty[] {
  // A question of the day is the same for all of them.
  if (answers.filter(({ mode }) => mode !== "daily").length < GENTLE) return ["easy", "medium"];
  const recent = answers.slice(-WINDOW);
  const success = recent.filter(({ right }) => right).length / recent.length;
  const levels = recent.map(({ difficulty }) => DIFFICULTIES.indexOf(difficulty));
  const level = Math.round(levels.reduce((a, b) => a + b, 0) / recent.length);
  const step = success > AIM.high ? 1 : success < AIM.low ? -1 : 0;
  return [DIFFICULTIES[Math.max(0, Math.min(DIFFICULTIES.length - 1, level + step))] as Difficulty];
}
