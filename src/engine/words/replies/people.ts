import type { Calibration } from "../../../learning/calibration.ts";
import type { GroupDay, Movement, Period, Standing, TopicRecord } from "../board.ts";
import type { Button } from "../press.ts";
import type { Say } from "../say.ts";
import type { Said } from "./explained.ts";
import type { PlanGlance } from "./plans.ts";
import type { Visibility } from "./visibility.ts";

/** What a line of a board says besides its points. `streak`: questions answered in a row, of two and more. */
interface BoardExtras {
  moved?: Movement;
  streak?: number | null;
}

export interface BoardReply {
  kind: "board";
  visibility: Visibility;
  period: Period;
  previous: boolean;
  scope: "group" | "team";
  topic: string | null;
  /** `you` marks the asker's line in a private reply; in a channel everybody reads it, and it marks nobody. */
  rows: readonly (Standing & BoardExtras & { you: boolean })[];
  /** The asker's own line where it is not among the rows; null when the asker has no points. */
  own: (Standing & BoardExtras) | null;
  /** Learners with points. */
  total: number;
  page: number;
  pages: number;
  /** The pages before and after this one. */
  buttons: readonly Button[];
}

/** Groups against each other. `mean`: points per active learner. */
export interface GroupsBoardReply {
  kind: "groups-board";
  visibility: Visibility;
  period: Period;
  previous: boolean;
  rows: readonly { rank: number; group: string; mean: number; active: number; here: boolean }[];
  page: number;
  pages: number;
  buttons: readonly Button[];
}

export interface ProfileReply {
  kind: "profile";
  visibility: "private";
  name: string;
  /** The group that streak, freezes and points are of. */
  group: string;
  /** The question of the day: it takes answers, or when the next one opens; null: none is to come. */
  today:
    | { kind: "open"; answered: boolean; closesAt: number }
    | { kind: "next"; answered: boolean; opensAt: number }
    | null;
  /** `frozen`: windows since the last answer for which a freeze stands in. */
  streak: { current: number; best: number; answeredToday: boolean; frozen: number };
  /** Held now, and different concepts reviewed that count towards the next one. */
  freezes: { held: number; towards: number };
  /** Points and rank in this group, by period; rank is null without points. */
  points: readonly { period: Period; points: number; rank: number | null; of: number }[];
  topics: readonly (TopicRecord & { name: string })[];
  /** What is remembered, by what was answered; null where nothing was. */
  memory: {
    /** Concepts that are due for a review. */
    due: number;
    /** When the next one is, where none is due now, epoch milliseconds. */
    next: number | null;
    /** Topics with the chance that what was seen of them is recalled now, 0 to 1: worst first, and best first of the rest. */
    weakest: readonly { name: string; recall: number }[];
    strongest: readonly { name: string; recall: number }[];
    /** The same by the topic's id, of every one of which not all was wrong last. */
    topics: readonly { topic: string; recall: number }[];
  } | null;
  /** How sure they were of their latest answers, and how right; null before they said so of any. */
  calibration:
    | (Pick<Calibration, "levels" | "brier"> & {
        /** Topics of which they are more, or less, sure than right: the furthest first. */
        topics: readonly { name: string; answers: number; right: number; claimed: number }[];
      })
    | null;
  /** How ready they are for what their plan is about; null where they have none, or its day is over. */
  plan: PlanGlance | null;
  /** How many questions were answered on each of the last 90 local dates; null before the first one. null: nothing was. */
  days: { from: string; answered: readonly (number | null)[] } | null;
  /** What they have earned, in the order in which they did. */
  badges: readonly Say[];
  /** Duels that are over; null: none was. */
  duels: { won: number; lost: number; drawn: number } | null;
  /** Questions that were put aside. */
  kept: number;
  /** Mock interviews that they gave. */
  interviews: number;
  /** Explanations of theirs that were voted best. */
  explained: number;
  hidden: boolean;
  buttons: readonly Button[];
}

export interface RecapReply {
  kind: "recap";
  visibility: "channel";
  /** The first day of the week that is over: 2026-11-16. */
  monday: string;
  rows: readonly Standing[];
  /** What the group earned on each day of the week, Monday first. */
  days: readonly GroupDay[];
  lines: readonly Say[];
  /** The explanation of the week. */
  said?: (Said & { about: string }) | undefined;
  /** Names of what the group got wrong or has forgotten, weakest first; each has its button. */
  forgot: readonly string[];
  buttons: readonly Button[];
}
