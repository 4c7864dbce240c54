import type { TeamId } from "../../words/place.ts";
import type { Reminders } from "../../words/remind.ts";

/** What is kept of the reminders of a learner. */
export interface Reminding {
  /** null: they are off. `next`: when it is looked whether there is something to say, epoch milliseconds. */
  reminders: (Reminders & { next: number }) | null;
  /** The local date of the newest message, which outlives switching them off: there is one a day at most. */
  sent: string | null;
  /** The round whose result was told last. */
  told: string | null;
  /** Reviews and reminders pause until then, epoch milliseconds, whether or not that is over; null: they do not. */
  pausedUntil: number | null;
}

/** A look that is over. `from`: the instant that it was planned for; `sent`, `told`: what changes of these. */
export interface ReminderMove {
  from: number;
  to: number;
  sent?: string | null;
  told?: string | null;
}

/** Reminders of each learner: work of the due index, one entry a learner, in the team's shard. */
export interface ReminderStore {
  readReminding(team: TeamId, learner: string): Promise<Reminding>;
  /** Switches them on, or changes them, and makes the next look due; null: off, and nothing is due. */
  setReminders(
    team: TeamId,
    learner: string,
    reminders: NonNullable<Reminding["reminders"]> | null,
  ): Promise<void>;
  /**
   * Plans the next look in place of the one at `from`, and notes what is sent with this one. Once: false where somebody
   * else has moved it, or where they were changed or switched off meanwhile; then nothing may be sent.
   */
  moveReminder(team: TeamId, learner: string, move: ReminderMove): Promise<boolean>;
  /** null: the pause is over. */
  pauseReviews(team: TeamId, learner: string, until: number | null): Promise<void>;
}
