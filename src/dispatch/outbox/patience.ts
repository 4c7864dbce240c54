/** How jobs are tried, in milliseconds. */
export interface Patience {
  /** How often a job is tried before it is given up. */
  tries: number;
  /** The pause after the first try that failed; it grows by a quarter with every further one. */
  first: number;
  longest: number;
  /** The pause of a job that nobody could do because the store was away: no try of its own. */
  storeAway: number;
  /** The pause of a job that another version of the bot added and this one does not know. */
  unknown: number;
  /** The longest that one try may take. */
  timeLimit: number;
}

/** Tries come to a quarter of an hour between two; a job is given up after some twelve hours. */
export const PATIENCE: Patience = {
  tries: 67,
  first: 5_000,
  longest: 15 * 60_000,
  storeAway: 5_000,
  unknown: 60_000,
  timeLimit: 120_000,
};

/** So that a pause is about a quarter of the time for which it has failed: what works again is found out soon after. */
const GROWTH = 1.25;

/**
 * The pause after a try that failed: longer each time, never shorter than the platform asked, and by chance up to a
 * quarter longer, so that what failed together does not come back together.
 *
 * @param tries how many have failed
 * @param chance in [0, 1)
 */
export function pauseAfter(
  { first, longest }: Pick<Patience, "first" | "longest">,
  tries: number,
  asked: number,
  chance: number,
): number {
  const own = Math.min(first * GROWTH ** (tries - 1), longest);
  return Math.ceil(Math.max(own, asked) * (1 + chance / 4));
}
