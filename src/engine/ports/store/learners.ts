import type { Kept } from "../../../learning/memory.ts";
import type { Confidence } from "../../../learning/review.ts";
import type { Streak, TopicRecord } from "../../words/board.ts";
import type { Place, TeamId } from "../../words/place.ts";
import type { ReportKind } from "../../words/report.ts";
import type { Choice } from "../../words/round.ts";
import type { RunningSession } from "./learning.ts";
import type { Consent, Written } from "./opinions.ts";
import type { KeptPlans } from "./plans.ts";
import type { Reminding } from "./reminders.ts";

export interface LearnerRecord {
  streak: Streak | null;
  topics: readonly TopicRecord[];
  hidden: boolean;
  /** The group of this team in which the learner answered last. */
  lastGroup: string | null;
  /** All in which the learner answered, in order of their ids. */
  groups: readonly string[];
}

/** A learner who left. Epoch milliseconds: since when it is known, and when it was looked up last. */
export interface Absence {
  learner: string;
  since: number;
  checked: number;
}

/** What is kept of a learner, as it is handed out. */
export interface LearnerExport {
  learner: string;
  name: string | null;
  language: string | null;
  hidden: boolean;
  lastGroup: string | null;
  groups: readonly string[];
  /** May manage the daily questions of the team. */
  manager: boolean;
  /** Groups whose daily question the learner set up, and those that the learner was named for. */
  manages: readonly string[];
  absent: Omit<Absence, "learner"> | null;
  /** By group. */
  streaks: Readonly<Record<string, Streak>>;
  /** By group: the local date of the newest answer that was counted for it; see `groupMemory`. */
  answeredOn: Readonly<Record<string, string>>;
  topics: readonly TopicRecord[];
  /** Points by board of a group: group, topic or *, kind and label of the span. A team's are the sums of its groups'. */
  boards: Readonly<Record<string, number>>;
  /** Points by group, local date and topic, as long as boards are summed out of them. */
  earned: Readonly<Record<string, number>>;
  /** Practice points had by date, as long as their daily limit needs them. */
  practicePoints: Readonly<Record<string, number>>;
  /** By round; `givenAt`: as the platform said, until the award is booked; `awarded`: its points are booked; `points`: those of a
   * practice answer that was judged; `confidence`: how sure they said to be, of a daily answer until its award is booked. */
  answers: Readonly<
    Record<
      string,
      {
        choice: Choice;
        item: string;
        givenAt: number | null;
        awarded: boolean;
        points: number | null;
        confidence: Confidence | null;
      }
    >
  >;
  /** Questions that the learner asked for privately and has not answered, by round. */
  asked: Readonly<Record<string, { item: string; confidence: Confidence | null }>>;
  /** How many hints were taken, by round; of a daily one until its award is booked. */
  hints: Readonly<Record<string, number>>;
  /** What the learner wrote in answer to open questions of the day, by round, as long as it is kept. */
  texts: Readonly<Record<string, string>>;
  /** By concept: the newest reviews one by one, and what those before say. */
  reviews: Readonly<Record<string, Kept>>;
  /** When each item was seen last, epoch milliseconds; to the day. */
  seen: Readonly<Record<string, number>>;
  /** How many questions were answered, by local date. */
  days: Readonly<Record<string, number>>;
  /** When freezes were earned, and by concept what counts towards the next; those of a streak stand with it. */
  freezes: { earned: readonly number[]; towards: Readonly<Record<string, number>> };
  session: RunningSession | null;
  /** Whether a language model may read what they write; null: not asked. */
  consent: Consent | null;
  /** The answer to an open question that one may read now. */
  written: Written | null;
  reminding: Reminding;
  plans: KeptPlans;
  reports: readonly Omit<Report, "learner">[];
}

export interface Report {
  item: string;
  /** The version that was seen; of an open question 1. */
  version: number;
  kind: ReportKind;
  learner: string;
  reason: string;
  group: string;
  /** When what its learner knows of was decided, epoch milliseconds; absent: they know of nothing. */
  told?: number | undefined;
}

/** What is kept of each learner. */
export interface LearnerStore {
  readLearner(place: Place, learner: string): Promise<LearnerRecord>;
  /** What a learner chose to read, BCP 47; null: nothing. */
  readLanguage(team: TeamId, learner: string): Promise<string | null>;
  setLanguage(team: TeamId, learner: string, language: string | null): Promise<void>;
  /** The names of the first `count` learners who do not hide, and how many of all these do. */
  shownNames(
    team: TeamId,
    learners: readonly string[],
    count: number,
  ): Promise<{ names: readonly string[]; hidden: number }>;
  setHidden(team: TeamId, learner: string, hidden: boolean): Promise<void>;
  /** Everything kept of a learner, as plain data. */
  exportLearner(team: TeamId, learner: string): Promise<LearnerExport>;
  /** Removes everything kept of a learner: answers, boards, streaks, names, reports, rights. Open answers too. */
  forgetLearner(team: TeamId, learner: string): Promise<void>;
  /** Who may manage the daily questions of the whole team, or those that are named for one group alone. */
  managers(team: TeamId, group?: string | null): Promise<readonly string[]>;
  /** Groups whose daily question this learner set up, or changed last. */
  setUpBy(team: TeamId, learner: string): Promise<readonly string[]>;
  setManager(team: TeamId, learner: string, on: boolean, group?: string | null): Promise<void>;
  /** Gives a learner whose name is kept another name; nothing is kept of somebody who never answered. */
  rename(team: TeamId, learner: string, name: string): Promise<void>;
  /** Learners who are on no board because they left the team, as far as it is known. */
  absent(team: TeamId): Promise<readonly Absence[]>;
  /** null: the learner is there again. */
  setAbsent(team: TeamId, learner: string, absence: Omit<Absence, "learner"> | null): Promise<void>;
  /** Keeps for `ttl` ms what a platform said of a member, as an opaque text, so that no other replica has to ask. */
  keepMember(team: TeamId, learner: string, text: string, ttl: number): Promise<void>;
  /** null: nothing is kept, or not any more. */
  recallMember(team: TeamId, learner: string): Promise<string | null>;
}
