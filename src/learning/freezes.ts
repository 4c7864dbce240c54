const DAY = 86_400_000;

/** Due reviews of so many different concepts, within so long, earn a freeze. */
export const REVIEWS_FOR_FREEZE = 10;
export const FREEZE_SPAN = 7 * DAY;
/** Freezes that can be held at once. */
export const MOST_FREEZES = 2;
/** The newest windows of a group whose closes are kept: a streak is carried over as many at most. */
export const CLOSES_KEPT = 30;
/** The newest freezes that are kept: more than a streak can use before its learner answers. */
export const EARNED_KEPT = CLOSES_KEPT + MOST_FREEZES;

/** What a learner's due reviews came to, in whichever groups: when freezes were earned, and what counts towards the next. */
export interface DueReviews {
  /** Epoch milliseconds, oldest first. */
  earned: readonly number[];
  /** By concept, when it was reviewed last; those that earned one do not count again. */
  towards: ReadonlyMap<string, number>;
}

export const NO_REVIEWS: DueReviews = { earned: [], towards: new Map() };

/** What counts at an instant towards the next freeze. */
export const countingAt = ({ towards }: DueReviews, at: number): [concept: string, at: number][] =>
  [...towards].filter(([, reviewed]) => reviewed > at - FREEZE_SPAN);

/** After one more review of a concept that was due. Reviews come in the order of the store's clock. */
export function afterDue(before: DueReviews, concept: string, at: number): DueReviews {
  const others = countingAt(before, at).filter(([other]) => other !== concept);
  if (others.length + 1 < REVIEWS_FOR_FREEZE)
    return { earned: before.earned, towards: new Map([...others, [concept, at]]) };
  return { earned: [...before.earned, at].slice(-EARNED_KEPT), towards: new Map() };
}

/** The freezes of a streak, as they stood at an instant. */
export interface Held {
  held: number;
  at: number;
}

export interface Freezes {
  /** How many of the missed windows, the first ones, a freeze stands in for. */
  covered: number;
  /** As they stood after the last window that was missed; null where none was, or there never was a freeze. */
  after: Held | null;
  /** Held at the end. */
  held: number;
  /** When those were earned that could be held, oldest first. */
  gained: readonly number[];
}

/**
 * What freezes do for a streak: each missed window uses one that is held at its close, until one finds none; there the
 * streak ends, and what is missed from then on uses nothing. More than two are never held: what is earned on top is lost.
 *
 * @param before as they stood after the window that was missed last, before these; null: none ever was
 * @param closes when the windows that were missed closed, in their order; null of one that nobody knows any more
 * @param until epoch milliseconds: what was earned later does not count
 */
export function freezesOf(
  before: Held | null,
  earned: readonly number[],
  closes: readonly (number | null)[],
  until: number,
): Freezes {
  let { held, at } = before ?? { held: 0, at: Number.NEGATIVE_INFINITY };
  const gained: number[] = [];
  const goTo = (instant: number) => {
    for (const one of earned) {
      if (one <= at || one > instant || held === MOST_FREEZES) continue;
      held++;
      gained.push(one);
    }
    at = Math.max(at, instant);
  };
  let covered = 0;
  let isAlive = true;
  for (const close of closes) {
    if (close !== null) goTo(close);
    isAlive &&= close !== null && held > 0;
    if (!isAlive) continue;
    held--;
    covered++;
  }
  const isTold = closes.some((close) => close !== null) && (before !== null || earned.length > 0);
  const after = isTold ? { held, at } : null;
  goTo(until);
  return { covered, after, held, gained };
}
