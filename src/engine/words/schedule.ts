import type { Difficulty } from "./item.ts";
import type { Place, PlatformName } from "./place.ts";
import type { GroupPlan } from "./plan.ts";
import type { AnswerMode, ThreadMode } from "./round.ts";

/** ISO weekdays: 1 is Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Where the summary of a closed question is read: in its thread alone, or in the channel as well. */
export const RESULT_PLACES = ["thread", "channel"] as const;
export type ResultPlace = (typeof RESULT_PLACES)[number];

/** What a question of the day may be: one with options, or one that is answered in words. */
export const DAILY_KINDS = ["quiz", "open"] as const;
export type DailyKind = (typeof DAILY_KINDS)[number];

/** What the question of the day is chosen by: evenly from all, from what the group is weak in, or from its plan. */
export const FOCUSES = ["balanced", "weak", "plan"] as const;
export type Focus = (typeof FOCUSES)[number];

/**
 * What a schedule has where nothing was said. On Slack nobody can take a member's reaction away, so answers
 * by reaction stay visible; and whoever pressed a button does not follow the thread.
 */
export const PLATFORM_DEFAULTS: Readonly<
  Record<PlatformName, { answers: AnswerMode; results: ResultPlace }>
> = {
  discord: { answers: "both", results: "thread" },
  slack: { answers: "buttons", results: "channel" },
  web: { answers: "both", results: "thread" },
};

export interface Schedule {
  /** Local wall time, 24 hours: 09:00. */
  time: string;
  /** IANA zone: Europe/Berlin. */
  timezone: string;
  /** Ascending, at least one. */
  days: readonly Weekday[];
  /** How long a window stays open, in minutes; null: until the next one, 24 h at most. */
  openFor: number | null;
  /** Topic ids; empty: all. */
  topics: readonly string[];
  /** Empty: a mix of all. */
  difficulties: readonly Difficulty[];
  /** At least one. */
  kinds: readonly DailyKind[];
  answers: AnswerMode;
  results: ResultPlace;
  thread: ThreadMode;
  /** A role (Discord) or user group (Slack) to mention; null: nobody. */
  ping: string | null;
  /** BCP 47: what is said in the channel is said in it; null: the server's own language. */
  language: string | null;
  /** Local dates, from today on, on which nothing is asked because somebody said so; ascending. */
  skipped: readonly string[];
  /** Until the day, questions follow what a role is asked; null: a mix of all. */
  plan: GroupPlan | null;
  /** "plan": as long as there is one; "weak" and "plan" are like "balanced" where there is nothing to choose by. */
  focus: Focus;
}

/** A schedule that was shown to somebody before it is set up in a group. */
export interface SetUpPlan {
  group: string;
  schedule: Schedule;
}

/** A window to come: the scheduled local date and the instant at which it opens (epoch milliseconds). */
export interface Opening {
  date: string;
  at: number;
}

/** manager: somebody said so. The others are the bot's own pauses, of which a manager is told once. */
export const PAUSE_REASONS = [
  "manager",
  "channel-gone",
  "bot-removed",
  "not-a-member",
  "permission-lost",
  "nothing-to-ask",
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** All that is kept of a group, apart from its rounds and boards. */
export interface GroupRecord {
  place: Place;
  /** Counts the changes of settings; a write names the version it has seen. 0: never written. */
  version: number;
  schedule: Schedule | null;
  paused: { reason: PauseReason; since: number } | null;
  /** Who set the schedule up: the one who is told when it breaks. */
  managedBy: string | null;
  next: Opening | null;
  /** The local date of the newest window that was opened. */
  lastDate: string | null;
  /** How many windows have reached the channel so far; the newest has this number. */
  windows: number;
  /** The newest daily round, open or closed. */
  current: string | null;
  /** When the weekly recap is next looked at, and the ISO week of the newest recap that was posted. */
  recap: { at: number; done: string | null } | null;
}
