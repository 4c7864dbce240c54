import type { MarkupText } from "../words/item.ts";

/** What a reader finds in somebody's own answer to an open question: a suggestion, never a mark. */
export interface Feedback {
  /** Key points that the text seems to make, each with the words that do, as they were written. */
  covered: readonly { point: MarkupText; weight: number; evidence: string }[];
  missing: readonly { point: MarkupText; weight: number }[];
  /** Statements that seem to be wrong, as they were written, and what the bank says instead. */
  contradictions: readonly { statement: string; why: MarkupText }[];
  /** 0 to 1: how far the text answers this question, and truly. Not shown to anybody. */
  score: number;
}
