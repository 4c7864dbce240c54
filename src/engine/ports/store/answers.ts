import type { ReviewDraft } from "../../../learning/review.ts";
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
  /** Without hints. */
  pointsIfRight: number;
  /** Most practice points of one learner in one team on `labels.day`. */
  dailyLimit: number;
  labels: Labels;
  /** What is appended to the learner's reviews. */
  review: ReviewDraft;
  /** It is a review of a concept that was due when it was asked: it counts towards a freeze. */
  isDue?: boolean | undefined;
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

/** How many chose each option, in the dealt order; of an answer in words, how it was given. */
export type Tally = readonly number[];

/** What a close does to be seen. Each is begun at most once at a time, and done once. */
export const EFFECTS = [
  /** The letters to react with are below the question. */
  "seeded",
  /** The message shows the result. */
  "edited",
  /** The summary is in the thread. */
  "summarised",
] as const;
export type Effect = (typeof EFFECTS)[number];
export type Effects = Readonly<Record<Effect, "no" | "begun" | "done">>;

/** A round that takes no more answers. */
export interface FrozenRound {
  round: Round;
  effects: Effects;
  tally: Tally;
  /** The place of the last answer whose award is booked; 0: none is. */
  booked: number;
}

export interface FrozenAnswer {
  learner: string;
  choice: Choice;
  /** The learner's streak in this group, as it stands now. */
  streak: Streak | null;
  hints: number;
}

/** Answers of a frozen round in the order in which they came. */
export interface AnswerPage {
  answers: readonly FrozenAnswer[];
  /** The place of the last one of them; what comes after it is the next page. */
  upTo: number;
  isLast: boolean;
}

export interface DailyAward extends Award {
  streak: Streak;
  /** What a right answer would have earned, where this one is wrong: it is kept as long as the round. */
  ifRight?: number | undefined;
}

/** Who stands out among those whose awards of a round are booked; who hides is left out. */
export interface Standouts {
  /** Most points first, ties by learner id. */
  top: readonly { learner: string; name: string; points: number }[];
  /** The longest streak of two and more. */
  longest: { name: string; length: number } | null;
}

/** Answers, and the close of a round. */
export interface AnswerStore {
  /**
   * An answer: checks that the round is there, open by the store's clock and theirs to answer; daily
   * answers can be changed, the first practice answer stands and is booked on every board and as a review at once. A
   * first answer is counted among the learner's days, one of practice when it is judged.
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
      /** What was written, to an open question of the day; it is kept as long as `writtenBy` gives it. */
      text?: string | undefined;
      /** The local date on which a daily answer is given, to be counted among the learner's days. */
      day?: string | undefined;
    },
    practice: PracticeTerms | null,
  ): Promise<AnswerOutcome>;
  /**
   * What a learner wrote in answer to an open question of the day, until a day after the time at which it was to close;
   * an answer that takes the place of it takes it away. null: nothing.
   */
  writtenBy(team: TeamId, round: string, learner: string): Promise<string | null>;
  /**
   * Ends the taking of answers (from its closing time on, or at once with `early`) and does nothing else, however
   * many there are; repeated calls return the same. A close before its time is due at once. null: no such round, or
   * not yet time.
   */
  freezeRound(team: TeamId, round: string, early: boolean): Promise<FrozenRound | null>;
  /** At most `count` answers of a round that is frozen, or of practice, from the first one after the place `after` on. */
  readAnswers(place: Place, round: string, after: number, count: number): Promise<AnswerPage>;
  /**
   * Books points, streaks, accuracy, reviews and every board of the learners of a page, if all before it are booked
   * and it is not: each learner once per round, whoever comes with the same page. With the last one the round is there to
   * be shown, and its close is known to `readFreezes`. Returns up to which place awards are booked now; null: nothing is left to book.
   */
  awardPage(
    team: TeamId,
    round: string,
    page: { after: number; upTo: number; isLast: boolean; awards: readonly DailyAward[] },
    labels: Labels,
    review: ReviewDraft,
  ): Promise<number | null>;
  /** At most `count` of each kind, out of what was kept while awards were booked. */
  standouts(team: TeamId, round: string, count: number): Promise<Standouts>;
  /**
   * Somebody begins to show a frozen round. From now on `beginEffect` lets nobody else do anything: whoever
   * began before and is only slow, or was stopped in between, finds out there.
   */
  takeClose(team: TeamId, round: string, token: string): Promise<void>;
  /**
   * Asked before an effect of a close. `first`: nobody has begun it. `again`: somebody has, and may have done
   * it. `lost`: another token took the close over, or the round is not to be shown.
   */
  beginEffect(
    team: TeamId,
    round: string,
    effect: Effect,
    token: string,
  ): Promise<"first" | "again" | "lost">;
  /**
   * Notes that an effect is done: of a close by the one alone who shows it, of an open question (its letters are
   * below it) by anybody. Otherwise false, and nothing is noted.
   */
  markEffect(team: TeamId, round: string, effect: Effect, token: string | null): Promise<boolean>;
  /**
   * The close is complete: status closed, nothing due any more. What a daily round says of the one before is gone, and
   * so are those who stood out; its texts are those of the bank from now on.
   */
  finishRound(team: TeamId, round: string): Promise<void>;
}
