/** Milliseconds before work that another replica may be doing, or that just failed, is looked at again. */
export const SOON = 5_000;
/** Longest that what goes on failing, or depends on somebody else, waits for its next try, unless the platform says more. */
export const RARELY = 15 * 60_000;

/** The next try of what has failed since `since` ms, later the longer it has; `retryAfter`: as the platform says. */
export function nextTry(since: number, retryAfter: number): number {
  return Math.max(retryAfter, SOON, Math.min(since / 4, RARELY));
}
