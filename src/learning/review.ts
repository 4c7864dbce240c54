import type { Difficulty } from "../engine/words/item.ts";
import type { CountedAs } from "./item-sums.ts";

/** How sure a learner was before knowing. */
export const CONFIDENCES = ["guess", "leaning", "sure"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Where an answer was given. */
export const REVIEW_MODES = ["practice", "daily", "session", "open", "mock"] as const;
export type ReviewMode = (typeof REVIEW_MODES)[number];

/** What a review says whatever came of it. */
export interface ReviewHead {
  /** Names this review among those of the learner and concept, so that it is appended once: a few letters and digits. */
  id: string;
  /** When it was judged, epoch milliseconds; kept to the second. */
  at: number;
  concept: string;
  item: string;
  mode: ReviewMode;
}

/**
 * One judged answer of a learner about a concept. Appended and never changed; a later entry may void one whose
 * question turned out wrong.
 */
export interface Review extends ReviewHead {
  outcome: Outcome;
}

/** A review of a choice whose answer has yet to be judged. */
export interface ReviewDraft extends ReviewHead {
  difficulty: Difficulty;
  /** How the answer is counted for its item; absent: not at all. */
  counted?: CountedAs | undefined;
}

export type Outcome =
  /** A choice: right or wrong, how sure (null: not said), how hard the item is, how many hints were taken. */
  | { kind: "choice"; right: boolean; confidence: Confidence | null; difficulty: Difficulty; hints: number }
  /**
   * An open answer: the share of its key points that was made, by weight, 0 to 1; kept in percent. own: by the
   * learner's own ticks; partner: by those of somebody who listened.
   */
  | { kind: "open"; covered: number; by: "own" | "partner" };
