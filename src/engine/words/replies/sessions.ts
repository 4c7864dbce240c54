import type { Confidence } from "../../../learning/review.ts";
import type { MarkupText } from "../item.ts";
import type { Button } from "../press.ts";

/** Where a session is: its question by number, and how many due concepts it has still to ask about. */
export interface SessionProgress {
  number: number;
  total: number;
  due: number;
  /** What the learner has said of how sure they are, before the verdict. */
  confidence: Confidence | null;
}

/** A concept of a session that is over. `due`: when it is asked about next, epoch milliseconds; null: not known. */
export interface Reviewed {
  name: string;
  due: number | null;
}

/** What came of a session. */
export interface SessionEndReply {
  kind: "session-end";
  visibility: "private";
  kept: readonly Reviewed[];
  slipped: readonly Reviewed[];
  points: number;
  /** A freeze was earned by it, and how many are held; null: none was. */
  freeze: { held: number } | null;
  /** More is due, for another day. */
  more: boolean;
  buttons: readonly Button[];
}

/** Concepts that a learner got wrong last, the newest first. */
export interface MistakesReply {
  kind: "mistakes";
  visibility: "private";
  rows: readonly {
    concept: string;
    /** Epoch milliseconds. */
    at: number;
    /** The item, and why its key is right. waits: that must not be told now; gone: it is not in the bank any more. */
    shown:
      | "waits"
      | "gone"
      | {
          stem: MarkupText;
          key: MarkupText;
          /** null for an open question, whose short answer stands as the key. */
          because: MarkupText | null;
          trap: MarkupText | null;
          /** A computed question: its numbers are others than they were. */
          drawn: boolean;
        };
  }[];
  /** How many more there are. */
  more: number;
  buttons: readonly Button[];
}

/** A question was put aside, or taken off the list. */
export interface KeptReply {
  kind: "kept";
  visibility: "private";
  /** Whether it is on the list now, and whether that changed anything. */
  on: boolean;
  changed: boolean;
  /** How many are, and how many may be. */
  count: number;
  most: number;
  /** It takes the place of the message that was pressed. */
  inPlace: boolean;
  buttons: readonly Button[];
}
