import { countingAt, NO_REVIEWS } from "../../learning/freezes.ts";
import type { FrozenAnswer } from "../ports/store.ts";
import { currentStreak, hasMissed, type StreakFreezes, streakFreezes } from "../rules/streak.ts";
import type { Streak } from "../words/board.ts";
import type { Round } from "../words/round.ts";
import type { GroupRecord } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";

/**
 * What freezes do for those who answered a window after they had missed some; null for all others. Nothing is read
 * where nobody has.
 */
export async function freezesBefore(
  deps: Deps,
  { place, windowNo }: Pick<Round, "place" | "windowNo">,
  answers: readonly FrozenAnswer[],
): Promise<(answer: FrozenAnswer) => StreakFreezes | null> {
  const late = windowNo === null ? [] : answers.filter(({ streak }) => hasMissed(streak, windowNo));
  if (windowNo === null || late.length === 0) return () => null;
  const { closes, due } = await deps.store.readFreezes(
    place,
    late.map(({ learner }) => learner),
  );
  return ({ learner, streak }) =>
    hasMissed(streak, windowNo)
      ? streakFreezes(streak, windowNo, closes, due.get(learner) ?? NO_REVIEWS, Number.NEGATIVE_INFINITY)
      : null;
}

/**
 * A learner's streak in a group now, its freezes, and how many concepts count towards the next one.
 *
 * @param isOpen the newest window takes answers
 */
export async function streakNow(
  deps: Deps,
  { place, windows }: Pick<GroupRecord, "place" | "windows">,
  learner: string,
  streak: Streak | null,
  isOpen: boolean,
): Promise<StreakFreezes & { current: number; towards: number }> {
  const { closes, due } = await deps.store.readFreezes(place, [learner]);
  const own = due.get(learner) ?? NO_REVIEWS;
  // Earned by the store's clock, which may be a moment ahead of this one's: all that is there was earned.
  const until = Number.POSITIVE_INFINITY;
  const freezes = streakFreezes(streak, isOpen ? windows : windows + 1, closes, own, until);
  return {
    ...freezes,
    current: currentStreak(streak, windows, isOpen, freezes),
    towards: countingAt(own, deps.clock()).length,
  };
}

/**
 * The streaks of several learners in a group now, of two and more. All are read at once, and due reviews of those alone
 * who have missed a window.
 */
export async function streaksNow(
  deps: Deps,
  group: GroupRecord,
  learners: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { place, windows, current } = group;
  if (learners.length === 0 || windows === 0) return new Map();
  const [streaks, newest] = await Promise.all([
    deps.store.readStreaks(place, learners),
    current === null ? null : deps.store.readRound(place.team, current),
  ]);
  const isOpen = newest !== null && newest.status !== "closed" && newest.windowNo === windows;
  const next = isOpen ? windows : windows + 1;
  const late = [...streaks].filter(([, streak]) => hasMissed(streak, next)).map(([learner]) => learner);
  const { closes, due } =
    late.length === 0 ? { closes: new Map(), due: new Map() } : await deps.store.readFreezes(place, late);
  const lengths = [...streaks].map(([learner, streak]) => {
    const own = due.get(learner) ?? NO_REVIEWS;
    const freezes = streakFreezes(streak, next, closes, own, Number.POSITIVE_INFINITY);
    return [learner, currentStreak(streak, windows, isOpen, freezes)] as const;
  });
  return new Map(lengths.filter(([, length]) => length > 1));
}
