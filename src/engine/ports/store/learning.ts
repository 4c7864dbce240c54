import type { DueReviews } from "../../../learning/freezes.ts";
import type { Told } from "../../../learning/reader.ts";
import type { Confidence, Review } from "../../../learning/review.ts";
import type { Streak } from "../../words/board.ts";
import type { Place, TeamId } from "../../words/place.ts";

/** All that memory is computed from, and when each item was seen last. */
export type LearnerReviews = Told;

/** A private row of questions that a learner is in; what is asked next stands in `state`, a text of whoever runs it. */
export interface RunningSession {
  id: string;
  /** 1 when it begins, and one more with every step. */
  version: number;
  state: string;
}

/** What a learner has answered, how sure they were, and the session that they are in. */
export interface LearningStore {
  readReviews(team: TeamId, learner: string): Promise<LearnerReviews>;
  /**
   * Appends a review that comes with no answer of a round: those are appended by `recordAnswer` when they are judged,
   * and by `awardPage`. Once by its id; false where it is there. `day`: the local date, to be counted among the
   * learner's days.
   */
  recordReview(team: TeamId, learner: string, review: Review, day?: string): Promise<boolean>;
  /** How many questions a learner answered, by local date; of the last 400 days at least, days without any left out. */
  readDays(team: TeamId, learner: string): Promise<ReadonlyMap<string, number>>;
  /** The streaks of some learners in a group, as they were booked last; nothing of those who have none. */
  readStreaks(place: Place, learners: readonly string[]): Promise<ReadonlyMap<string, Streak>>;
  /**
   * What the freezes of some learners in a group follow from: their due reviews, and when the newest windows of the
   * group closed, by number. A close is known once its awards are booked.
   */
  readFreezes(
    place: Place,
    learners: readonly string[],
  ): Promise<{ closes: ReadonlyMap<number, number>; due: ReadonlyMap<string, DueReviews> }>;
  /**
   * The question of a review turned out wrong: the review counts no more, unless it is so old that it is part of a
   * snapshot. False where it was voided before.
   */
  voidReview(
    team: TeamId,
    learner: string,
    review: Pick<Review, "id" | "concept">,
    at: number,
  ): Promise<boolean>;
  /**
   * How sure a learner is of an answer that nobody has judged: one to an open daily round, which a change of the answer
   * takes back; one to a practice round that is held; or, before it is given, to one that is theirs alone. False where
   * there is none.
   */
  setConfidence(team: TeamId, round: string, learner: string, confidence: Confidence): Promise<boolean>;
  /**
   * A learner takes this many hints, 1 or 2, with a question that takes answers: of a practice question of their own
   * before it is answered, of a daily one a single hint, before or after an answer, whose change does not take it back.
   * What is right is worth less from then on, see `afterHints`. Fewer than were taken change nothing. False where none
   * may be taken.
   */
  takeHints(team: TeamId, round: string, learner: string, hints: 1 | 2): Promise<boolean>;
  /** null: none, or it was left more than a day ago. */
  readSession(team: TeamId, learner: string): Promise<RunningSession | null>;
  /**
   * Writes the next step of a session, or begins one, which takes the place of any other. `moved`: this step was taken
   * before, here or on another replica. `gone`: another session took its place, or it is over.
   */
  putSession(team: TeamId, learner: string, session: RunningSession): Promise<"written" | "moved" | "gone">;
  /** The session is over, if it is still this one. */
  endSession(team: TeamId, learner: string, id: string): Promise<void>;
}
