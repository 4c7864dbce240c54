const DAY = 24 * 60 * 60_000;

/** How long things are kept, in milliseconds. docs/running.md shows this table. */
export const RETENTION = {
  /** A daily round and its answers; from its opening on. */
  dailyRound: 9 * DAY,
  /** A practice round and its answers; from its opening on. */
  practiceRound: 3 * DAY,
  /** Boards of one day, from its beginning on: the rolling 30 days and the 30 before them. */
  dayBoard: 62 * DAY,
  /** From the beginning of the ISO week on. */
  weekBoard: 70 * DAY,
  /** From the first of the month on. */
  monthBoard: 400 * DAY,
  /**
   * How many practice points a learner has had on a date, from its beginning on. The last round of a date takes
   * answers for a day, and where the date ends last that is 60 hours after its beginning in UTC.
   */
  practiceSpent: 3 * DAY,
  /** Everything of a learner who left the team, from when that was noticed. */
  absentLearner: 400 * DAY,
  /** Everything of a team that removed the bot, from when that was noticed. */
  removedTeam: 30 * DAY,
} as const;

/**
 * When what is booked under a local date (2026-11-20) is forgotten, epoch milliseconds. All that is booked
 * under one label goes at one instant, so that a board never outlives its sums.
 */
export function bookingExpiries(date: string): { day: number; week: number; month: number; spent: number } {
  const day = Date.parse(date);
  const monday = day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
  return {
    day: day + RETENTION.dayBoard,
    week: monday + RETENTION.weekBoard,
    month: Date.parse(`${date.slice(0, 7)}-01`) + RETENTION.monthBoard,
    spent: day + RETENTION.practiceSpent,
  };
}

/** How many practised items of a group are remembered. */
export const PRACTISED_KEPT = 200;

/** How many rounds of a group `answerable` looks back over. */
export const RECENT_ROUNDS = 20;

/** How long a practice round takes answers. */
export const PRACTICE_OPEN = DAY;

/** How many of those who stand out in a round are kept: more than are shown, because some may hide by then. */
export const STANDOUTS_KEPT = 20;
