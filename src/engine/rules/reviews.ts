import type { Review, ReviewDraft, ReviewMode } from "../../learning/review.ts";
import type { OpenItem } from "../words/item.ts";
import type { Round } from "../words/round.ts";
import { hash32 } from "./random.ts";

const DAY = 24 * 60 * 60_000;

/** The review that an answer to a round becomes when it is judged at an instant. */
export function draftOf({ id, question }: Round, mode: ReviewMode, at: number): ReviewDraft {
  const { itemId: item, difficulty } = question;
  // Of one that was changed in the bank since, the item alone says which concept it was: it is named after it.
  const concept = question.changed === undefined ? question.concept.id : item.slice(0, item.lastIndexOf("."));
  return { id: hash32(id).toString(36), ...{ at, mode, concept, item, difficulty } };
}

/**
 * The review of an open question by the learner's own ticks. One a day: whoever ticks again has read the answer by
 * then, and is not asked again in the same sitting.
 */
export function ownReview({ id: item, concept }: OpenItem, covered: number, at: number): Review {
  return {
    id: hash32(`${item}|${Math.floor(at / DAY)}`).toString(36),
    ...{ at, item, concept: concept.id, mode: "open" },
    outcome: { kind: "open", covered, by: "own" },
  };
}
