/** Milliseconds before work that another replica may be doing is looked at again. */
export const SOON = 5_000;
/** Longest that what depends on somebody else waits before it is looked at again, in milliseconds. */
export const RARELY = 15 * 60_000;
