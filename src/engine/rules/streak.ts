import { CLOSES_KEPT, type DueReviews, type Freezes, freezesOf } from "../../learning/freezes.ts";
import type { Streak } from "../words/board.ts";

/** When windows of a group closed, by their number: of the newest ones. */
export type Closes = ReadonlyMap<number, number>;

/** When the windows between the last one answered and another closed; of all before the newest ones nobody knows. */
function missedCloses(last: number, next: number, closes: Closes): (number | null)[] {
  const known = next - CLOSES_KEPT;
  const first = Math.max(last + 1, known - 1);
  const numbers = Array.from({ length: Math.max(0, next - first) }, (_, i) => first + i);
  return numbers.map((windowNo) => (windowNo < known ? null : (closes.get(windowNo) ?? null)));
}

/** What freezes do for a streak, with how many windows were missed. */
export type StreakFreezes = Freezes & { missed: number };

/** What the freezes of a streak did for the windows that were missed before window `next`, and what is held at an instant. */
export function streakFreezes(
  streak: Streak | null,
  next: number,
  closes: Closes,
  { earned }: Pick<DueReviews, "earned">,
  at: number,
): StreakFreezes {
  const missed = streak === null ? [] : missedCloses(streak.last, next, closes);
  return { ...freezesOf(streak?.freezes ?? null, earned, missed, at), missed: missed.length };
}

/** Whether windows lie between a streak and this one, which freezes may stand in for. */
export const hasMissed = (streak: Streak | null, windowNo: number): boolean =>
  streak !== null && streak.last < windowNo - 1;

/**
 * A streak after window `windowNo` was answered: windows answered in a row, right or wrong. Windows are
 * numbered per group without gaps and only those that reached the channel have a number, so days without
 * a question, skipped, paused or failed ones break nothing. A window that a freeze stands in for neither breaks the
 * streak nor counts.
 *
 * @param freezes of the windows that were missed; null: nothing is known of any
 */
export function extendStreak(
  before: Streak | null,
  windowNo: number,
  freezes: Pick<StreakFreezes, "covered" | "missed" | "after"> | null = null,
): Streak {
  if (before !== null && before.last >= windowNo) return before;
  const isBridged = freezes !== null && freezes.covered === freezes.missed;
  const goesOn = before !== null && (before.last === windowNo - 1 || isBridged);
  const length = before !== null && goesOn ? before.length + 1 : 1;
  const kept = freezes?.after ?? before?.freezes;
  return {
    ...{ last: windowNo, length, best: Math.max(length, before?.best ?? 0) },
    ...(kept === undefined ? {} : { freezes: kept }),
  };
}

/**
 * The length that a learner may call theirs now. `newest` is the number of the group's newest window; while
 * it takes answers (`isOpen`), not having answered it yet breaks nothing, and nor do windows that a freeze stands in for.
 */
export function currentStreak(
  streak: Streak | null,
  newest: number,
  isOpen: boolean,
  freezes: Pick<StreakFreezes, "covered" | "missed"> | null = null,
): number {
  if (streak === null) return 0;
  const isWhole = freezes !== null && freezes.covered === freezes.missed;
  return isWhole || streak.last >= (isOpen ? newest - 1 : newest) ? streak.length : 0;
}
