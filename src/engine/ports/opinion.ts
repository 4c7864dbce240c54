import type { KeyPoint, MarkupText, OpenItem } from "../words/item.ts";

/** What a language model says of an answer, as far as the answer's own words hold it. */
export interface Held {
  /** Key points, each with the learner's words that make it. */
  covered: readonly (KeyPoint & { evidence: string })[];
  missing: readonly KeyPoint[];
  /** Statements of the learner that the model takes for wrong, and why, in its words. */
  contradictions: readonly { statement: string; why: MarkupText }[];
}

/** Why there is none: no answer in time, too many requests, refused, broken, out of reach, or nothing that makes sense. */
export type Unavailable = "slow" | "busy" | "refused" | "broken" | "away" | "nonsense";

/** `tokens`: how many it took, as the server said; null: it did not say, and may have taken any. */
export type Opinion = { tokens: number | null } & (
  | { kind: "held"; held: Held }
  | { kind: "none"; why: Unavailable }
);

/** A language model that reads answers to open questions. Its host pays for it. */
export interface Opinions {
  /** What people read before they say whether it may read their texts. */
  readonly model: string;
  readonly host: string;
  /** Tokens, read and written, that a team may use in a day (UTC). */
  readonly perDay: number;
  /** The most tokens that one asking can take. */
  most(item: OpenItem, answer: string): number;
  /** Never throws: no opinion is the worst that comes of it, after a while that is bounded. */
  of(item: OpenItem, answer: string): Promise<Opinion>;
}
