import type { Streak } from "../words/board.ts";

/**
 * A streak after window `windowNo` was answered: windows answered in a row, right or wrong. Windows are
 * numbered per group without gaps and only those that reached the channel have a number, so days without
 * a question, skipped, paused or failed ones break nothing.
 */
export function extendStreak(before: Streak | null, windowNo: number): Streak {
  if (before !== null && before.last >= windowNo) return before;
  const length = before !== null && before.last === windowNo - 1 ? before.length + 1 : 1;
  return { last: windowNo, length, best: Math.max(length, before?.best ?? 0) };
}

/**
 * The length that a learner may call theirs now. `newest` is the number of the group's newest window; while
 * it takes answers (`isOpen`), not having answered it yet breaks nothing.
 */
export function currentStreak(streak: Streak | null, newest: number, isOpen: boolean): number {
  if (streak === null) return 0;
  return streak.last >= (isOpen ? newest - 1 : newest) ? streak.length : 0;
}
