import type { Held } from "../../learning/freezes.ts";

/** Boards are kept by local date, ISO week and month of the group in which points were earned. */
export const PERIODS = ["today", "week", "month", "rolling", "all"] as const;
export type Period = (typeof PERIODS)[number];

/**
 * One span of a board. The labels are calendar labels: day 2026-11-20, week 2026-W47, month 2026-11.
 * rolling: the 30 local dates that end with `until`.
 */
export type Span =
  | { kind: "day"; label: string }
  | { kind: "week"; label: string }
  | { kind: "month"; label: string }
  | { kind: "rolling"; until: string }
  | { kind: "all" };

/** Whose points: of one group or of the whole team; of every topic or of one. */
export interface BoardScope {
  group: string | null;
  topic: string | null;
}

/** A line of a board. Ties share a rank: 1, 2, 2, 4. */
export interface Standing {
  rank: number;
  learner: string;
  name: string;
  points: number;
}

/** Places won since the period before, negative where lost; "new": was not on the board; null: not known. */
export type Movement = number | "new" | null;

/** A group's line on the board of groups: points of all its learners, and how many earned any. */
export interface GroupTotal {
  group: string;
  points: number;
  active: number;
}

/** What the learners of a group earned on a day, and how many earned any; those who hide count, too. */
export interface GroupDay {
  points: number;
  active: number;
}

/** Points that a round gives, with the labels of every board they go to. */
export interface Award {
  learner: string;
  points: number;
  right: boolean;
}

/** Windows answered in a row in one group. `last` is the number of the newest window answered. */
export interface Streak {
  last: number;
  length: number;
  best: number;
  /** Its freezes, as they stood when the last window that was missed had closed; none: nothing was missed since they are kept. */
  freezes?: Held | undefined;
}

export interface TopicRecord {
  topic: string;
  right: number;
  answered: number;
}
