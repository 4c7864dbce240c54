import type { Outcome } from "./review.ts";

/** FSRS's grades: 1 again, 2 hard, 3 good, 4 easy; what lies between two is half of each. */
export type Grade = number;

export const AGAIN = 1;
export const HARD = 2;
export const GOOD = 3;
const EASY = 4;

/** Shares of an open answer's key points, by weight, from which on a grade is reached. */
const COVERED: readonly (readonly [share: number, grade: Grade])[] = [
  [0.9, EASY],
  [0.7, GOOD],
  [0.4, HARD],
];

/** People are kind to themselves: what rests on one's own word counts for half a grade less. */
const OWN_WORD = 0.5;

/**
 * The grade of an answer. Choice: wrong is again; right with a guess or a hint is hard; right is good; right and
 * sure on a hard item is easy. Open: by the share of key points, under 40% again, under 70% hard, under 90% good,
 * else easy; half a grade less by one's own ticks, never under again.
 */
export function gradeOf(outcome: Outcome): Grade {
  if (outcome.kind === "open") {
    const [, grade] = COVERED.find(([share]) => outcome.covered >= share) ?? [0, AGAIN];
    return outcome.by === "own" ? Math.max(AGAIN, grade - OWN_WORD) : grade;
  }
  const { right, confidence, difficulty, hints } = outcome;
  if (!right) return AGAIN;
  if (confidence === "guess" || hints > 0) return HARD;
  return confidence === "sure" && difficulty === "hard" ? EASY : GOOD;
}
