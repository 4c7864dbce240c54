import type { Award, Streak } from "../../words/board.ts";
import type { Place, TeamId } from "../../words/place.ts";
import type { Via } from "../../words/press.ts";
import type { Choice, Round } from "../../words/round.ts";

/** The calendar labels under which points are booked: of the group's local date. */
export interface Labels {
  day: string;
  week: string;
  month: string;
}

/** What a practice answer earns, to be booked in the same step as the answer. */
export interface PracticeTerms {
  /** What of the round's question may be an open question of the day; see `secretOf`. */
  secret: string;
  /** The topic of the round's question. */
  topic: string;
  pointsIfRight: number;
  /** Most practice points of one learner in one team on `labels.day`. */
  dailyLimit: number;
  labels: Labels;
}

export type AnswerOutcome =
  /** Daily: taken or changed. `answered` counts learners. */
  | { kind: "taken"; previous: Choice | null; answered: number }
  /** Practice: the first answer, judged and booked. */
  | { kind: "judged"; choice: Choice; right: boolean; points: number; capped: boolean; answered: number }
  /** Daily: what is recorded was done later, or is this very act; nothing was changed. */
  | { kind: "older"; choice: Choice; answered: number }
  /** Practice: an earlier answer stands. */
  | { kind: "stands"; choice: Choice; answered: number }
  /**
   * Practice: the answer is taken, and judged when it is asked for after `until`: its question is the team's
   * open question of the day.
   */
  | { kind: "held"; choice: Choice; until: number; answered: number }
  | { kind: "late"; closedAt: number }
  /** No such round in this team and group, or it is another learner's own. */
  | { kind: "unknown" };

export interface FrozenAnswer {
  learner: string;
  name: string;
  choice: Choice;
  hidden: boolean;
  /** The learner's streak in this group before this round. */
  streak: Streak | null;
}

export interface DailyAward extends Award {
  streak: Streak;
}

export interface Effects {
  /** The message shows the result. */
  edited: boolean;
  /** The summary is in the thread. */
  summarised: boolean;
}

/** Answers, and the close of a round. */
export interface AnswerStore {
  /**
   * An answer: checks that the round is there, open by the store's clock and theirs to answer; daily
   * answers can be changed, the first practice answer stands and is booked on every board at once.
   * `practice` is null for a daily round and only for one; otherwise the round is unknown. A provisional
   * name is kept where none is known. Of two daily answers that say when they were given (`at`, by one clock
   * of the platform), the later one counts, whichever comes first; one that was `found` later counts only
   * where there is none. The same `delivery` of a first practice answer that comes again is judged the same
   * again. A practice answer to an open question of the day is held, and judged when it comes again later.
   */
  recordAnswer(
    place: Place,
    round: string,
    answer: {
      learner: string;
      name: string;
      provisional?: boolean | undefined;
      choice: Choice;
      via: Via;
      at?: number | undefined;
      delivery?: string | undefined;
      found?: boolean | undefined;
    },
    practice: PracticeTerms | null,
  ): Promise<AnswerOutcome>;
  /**
   * Ends the taking of answers (from its closing time on, or at once with `early`) and returns all of
   * them; repeated calls return the same. null: no such round, or not yet time.
   */
  freezeRound(
    team: TeamId,
    round: string,
    early: boolean,
  ): Promise<{ round: Round; answers: readonly FrozenAnswer[]; effects: Effects } | null>;
  /** Books points, streaks, accuracy and every board of each learner, each learner once per round. */
  applyAwards(team: TeamId, round: string, awards: readonly DailyAward[], labels: Labels): Promise<void>;
  /**
   * Somebody begins to show a frozen round. From now on `beginEffect` lets nobody else do anything: whoever
   * began before and is only slow, or was stopped in between, finds out there.
   */
  takeClose(team: TeamId, round: string, token: string): Promise<void>;
  /**
   * Asked before an effect of a close. `first`: nobody has begun it. `again`: somebody has, and may have done
   * it. `lost`: another token took the close over, or the round is not being closed.
   */
  beginEffect(
    team: TeamId,
    round: string,
    effect: keyof Effects,
    token: string,
  ): Promise<"first" | "again" | "lost">;
  markEffect(team: TeamId, round: string, effect: keyof Effects): Promise<void>;
  /** The close is complete: status closed, nothing due any more. */
  finishRound(team: TeamId, round: string): Promise<void>;
}
