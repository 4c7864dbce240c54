/** Jobs of a platform under way at once in a process: a slow channel holds up one place, not the others. */
export const PLACES = 64;
/** Quiet jobs of a platform under way at once, over all processes. */
export const QUIET_PLACES = 4;
/** Jobs that were given up and are kept for somebody to look at, of each platform. */
export const FAILED_KEPT = 1_000;
