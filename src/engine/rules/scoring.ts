import type { Difficulty } from "../words/item.ts";

/** Points of a right daily answer, before the streak's share. */
export const DAILY_POINTS: Readonly<Record<Difficulty, number>> = { easy: 10, medium: 20, hard: 30 };

/** Points of a right practice answer. */
export const PRACTICE_POINTS: Readonly<Record<Difficulty, number>> = { easy: 2, medium: 4, hard: 6 };

/** Most practice points of a learner on one local date. */
export const PRACTICE_LIMIT = 30;

/** Most points that a streak adds. */
export const STREAK_LIMIT = 10;

/**
 * Points of a daily answer: by difficulty, plus one for each window of the streak (this one counted), ten
 * at most. A wrong answer earns nothing and still keeps the streak. Speed does not count.
 */
export function dailyPoints(difficulty: Difficulty, right: boolean, streakLength: number): number {
  return right ? DAILY_POINTS[difficulty] + Math.min(streakLength, STREAK_LIMIT) : 0;
}

/** What is left of the points of an answer after hints: each halves them, rounded up. */
export function afterHints(points: number, hints: number): number {
  return hints <= 0 ? points : afterHints(Math.ceil(points / 2), hints - 1);
}
