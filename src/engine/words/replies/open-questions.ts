import type { Diagram } from "../diagram.ts";
import type { Formula } from "../formula.ts";
import type { AskedWhere, Difficulty, KeyPoint, Link, MarkupText, ModelAnswers } from "../item.ts";
import type { Button } from "../press.ts";
import type { Say } from "../say.ts";
import type { Said } from "./explained.ts";
import type { Visibility } from "./visibility.ts";

export interface OpenQuestionReply {
  kind: "open-question";
  visibility: Visibility;
  itemId: string;
  topic: string;
  difficulty: Difficulty;
  prompt: MarkupText;
  diagram?: Diagram | undefined;
  formulas?: readonly Formula[] | undefined;
  asked: AskedWhere;
  asker: string | null;
  /** Why it is not quite what was asked for. */
  note?: Say | undefined;
  buttons: readonly Button[];
}

/** What seems to be in somebody's own answer. `statement` and `evidence` are theirs, word for word. */
export interface FoundInAnswer {
  covered: readonly { point: MarkupText; evidence: string }[];
  contradictions: readonly { statement: string; why: MarkupText }[];
}

/**
 * The first look at the answer of an open question, and the learner's own where one was written: what to
 * say first, and what counts, to be ticked where it was said. `submit` hands the ticks in.
 */
export interface OpenAnswerReply {
  kind: "open-answer";
  visibility: "private";
  prompt: MarkupText;
  own: string | null;
  /** Why it was not recorded. */
  note?: Say | undefined;
  /** What was found in it, as a suggestion; null where nothing was written. */
  found: FoundInAnswer | null;
  shortAnswer: MarkupText;
  keyPoints: readonly KeyPoint[];
  submit: Button;
  links: readonly Link[];
  formulas?: readonly Formula[] | undefined;
  buttons: readonly Button[];
}

/** An answer in words to the question of the day was taken; nothing is said of it before the close. */
export interface OpenSealedReply {
  kind: "open-sealed";
  visibility: "private";
  /** What was written; null: it was said aloud. */
  own: string | null;
  /** There was an answer before. */
  changed: boolean;
  closesAt: number;
  answered: number;
  buttons: readonly Button[];
}

/** An open question of the day after its close: what its message becomes. */
export interface OpenResultReply {
  kind: "open-result";
  visibility: "channel";
  roundId: string;
  topic: string;
  difficulty: Difficulty;
  prompt: MarkupText;
  diagram?: Diagram | undefined;
  said?: Said | undefined;
  formulas?: readonly Formula[] | undefined;
  keyPoints: readonly KeyPoint[];
  /** How many wrote an answer, and how many said one aloud. */
  written: number;
  spoken: number;
  closedAt: number;
  buttons: readonly Button[];
}

/**
 * What a learner's own ticks come to: how much of the answer they made, what was missing, what many get wrong, and
 * the model answer one level above theirs. The buttons open the rest, a part at a time.
 */
export interface OpenCoverageReply {
  kind: "open-coverage";
  visibility: "private";
  prompt: MarkupText;
  /** The share of the key points that was made, by weight, 0 to 1. */
  covered: number;
  missed: readonly KeyPoint[];
  trap: { mistake: MarkupText; why: MarkupText };
  next: { level: keyof ModelAnswers; answer: MarkupText; lifts: MarkupText };
  /** false: ticks for the same question were counted before on this day, and these are not. */
  counts: boolean;
  formulas?: readonly Formula[] | undefined;
  buttons: readonly Button[];
}

/**
 * What a language model thinks of an answer, held to the answer's own words. Where it has said nothing, what was found
 * without one, and why.
 */
export interface OpinionReply {
  kind: "opinion";
  visibility: "private";
  prompt: MarkupText;
  /** Who says so. */
  model: string;
  /** null: the model did. */
  instead: Say | null;
  found: FoundInAnswer | null;
  missing: readonly KeyPoint[];
  buttons: readonly Button[];
}

/** One more part of an open answer. `answer` of a follow-up is null until it is asked for. */
export interface OpenPartReply {
  kind: "open-part";
  visibility: "private";
  prompt: MarkupText;
  part:
    | { kind: "worked"; answer: MarkupText }
    | { kind: "level"; level: keyof ModelAnswers; answer: MarkupText; lifts: MarkupText }
    | { kind: "follow-up"; number: number; of: number; question: MarkupText; answer: MarkupText | null };
  said?: Said | undefined;
  formulas?: readonly Formula[] | undefined;
  buttons: readonly Button[];
}
