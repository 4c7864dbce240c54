const DAY = 24 * 60 * 60_000;

/** How long things are kept, in milliseconds. docs/running.md shows this table. */
export const RETENTION = {
  /** A daily round, its answers and who was awarded what; from its opening on. */
  dailyRound: 9 * DAY,
  /** A practice round and its answers; from its opening on. */
  practiceRound: 3 * DAY,
  /** Boards of one day: the rolling 30 days and the 30 before them. */
  dayBoard: 62 * DAY,
  weekBoard: 70 * DAY,
  monthBoard: 400 * DAY,
  /** How many practice points a learner has had today. */
  practiceSpent: 2 * DAY,
} as const;

/** How many practised items of a group are remembered. */
export const PRACTISED_KEPT = 200;

/** How many rounds of a group `newestOpen` looks back over. */
export const RECENT_ROUNDS = 20;

/** How long a practice round takes answers. */
export const PRACTICE_OPEN = DAY;
