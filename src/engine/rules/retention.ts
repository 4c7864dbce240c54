const DAY = 24 * 60 * 60_000;

/** How long things are kept, in milliseconds. docs/running.md shows this table. */
export const RETENTION = {
  /** A daily round and its answers; from its opening on. */
  dailyRound: 9 * DAY,
  /** What somebody wrote in answer to an open question of the day; from the time on at which it is to close. */
  sealedText: DAY,
  /** A practice round and its answers; from its opening on. */
  practiceRound: 3 * DAY,
  /** The board of one day, from its beginning on: today and yesterday, in every zone. */
  dayBoard: 4 * DAY,
  /** From the beginning of the ISO week on: this week and the last one. */
  weekBoard: 17 * DAY,
  /** From the first of the month on: this month and the last one. */
  monthBoard: 66 * DAY,
  /**
   * What a learner earned by day and topic, from the beginning of its ISO week on: the rolling 30 days and the 30
   * before them, and any day of this month and the last one.
   */
  ledger: 70 * DAY,
  /**
   * How many practice points a learner has had on a date, from its beginning on. The last round of a date takes
   * answers for a day, and where the date ends last that is 60 hours after its beginning in UTC.
   */
  practiceSpent: 3 * DAY,
  /** Where a learner is in a session, from its last step on. */
  session: DAY,
  /** The course of a live round, from when it was to go on, and who joined it, from when its lobby opened on. */
  live: DAY / 4,
  /** A mock interview, from its last step on. */
  interview: 2 * DAY,
  /** What came of mock interviews, from the end of each on; the newest of them, see `SCORECARDS_KEPT`. */
  scorecard: 400 * DAY,
  /** What was explained of a question of the day, from the end of its vote on. */
  explained: 9 * DAY,
  /** The explanation that was voted best, beside its question; from the vote on. */
  said: 400 * DAY,
  /** What a learner wrote, where a language model can read it; from when it was written. */
  written: DAY / 24,
  /** What a learner set for a plan, from its date on. */
  plan: 30 * DAY,
  /** Everything of a learner who left the team, from when that was noticed. */
  absentLearner: 400 * DAY,
  /** Everything of a team that removed the bot, from when that was noticed. */
  removedTeam: 30 * DAY,
} as const;

/** When what stays is forgotten, epoch milliseconds. */
export const NEVER = Date.UTC(2100, 0, 1);

/**
 * When what is booked under a local date (2026-11-20) is forgotten, epoch milliseconds. All that is booked
 * under one label goes at one instant, so that a board never outlives its sums.
 */
export function bookingExpiries(date: string): Record<"day" | "week" | "month" | "ledger" | "spent", number> {
  const day = Date.parse(date);
  const monday = day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
  return {
    day: day + RETENTION.dayBoard,
    week: monday + RETENTION.weekBoard,
    month: Date.parse(`${date.slice(0, 7)}-01`) + RETENTION.monthBoard,
    ledger: monday + RETENTION.ledger,
    spent: day + RETENTION.practiceSpent,
  };
}

/** ISO weeks of which it is kept on which days a learner answered: 400 days and those of the week that runs. */
export const WEEKS_KEPT = 58;

/** How many practised items of a group are remembered. */
export const PRACTISED_KEPT = 200;

/** How many scorecards of a learner are kept. */
export const SCORECARDS_KEPT = 20;

/** How many rounds of a group `answerable` looks back over. */
export const RECENT_ROUNDS = 20;

/** How long a practice round takes answers. */
export const PRACTICE_OPEN = DAY;

/** How many of those who stand out in a round are kept: more than are shown, because some may hide by then. */
export const STANDOUTS_KEPT = 20;
