import type { Diagram } from "../diagram.ts";
import type { Formula } from "../formula.ts";
import type { HowAnswered, InterviewWanted, Scorecard, Strength } from "../interview.ts";
import type { Difficulty, KeyPoint, MarkupText, ModelAnswers } from "../item.ts";
import type { Button } from "../press.ts";
import type { Letter } from "../round.ts";
import type { Say } from "../say.ts";
import type { FoundInAnswer } from "./open-questions.ts";
import type { LetteredOption } from "./questions.ts";

/** A step of a mock interview. Each takes the place of the one before. */
interface MockHead {
  visibility: "private";
  /** Of how many questions it is about which, from 1 on. */
  number: number;
  total: number;
  /** The question as it was asked. */
  prompt: MarkupText;
  buttons: readonly Button[];
}

/** A question: an open one, or a computed one with its options. Nothing of its answer is in it. */
export interface MockAskedReply extends MockHead {
  kind: "mock-asked";
  topic: string;
  difficulty: Difficulty;
  diagram?: Diagram | undefined;
  formulas?: readonly Formula[] | undefined;
  /** Of a computed one. */
  options: readonly LetteredOption[];
  /** When it was asked, epoch milliseconds, and how long it is meant to take. */
  began: number;
  minutes: number;
  note?: Say | undefined;
}

/** The answer is in: how strong was it? Nothing of what counts is in it. */
export interface MockRateReply extends MockHead {
  kind: "mock-rate";
  /** What was written; null: it was said aloud. */
  own: string | null;
}

/** What counts, to be ticked; then the red flags, which weigh nothing. `submit` hands the ticks in. */
export interface MockTickReply extends MockHead {
  kind: "mock-tick";
  own: string | null;
  found: FoundInAnswer | null;
  points: readonly KeyPoint[];
  submit: Button;
}

/** A follow-up, aimed at what was missed, without its answer. */
export interface MockFollowReply extends MockHead {
  kind: "mock-follow";
  covered: number;
  question: MarkupText;
}

/** The end of an open question: what was missed, and answers to compare with. */
export interface MockToldReply extends MockHead {
  kind: "mock-told";
  how: HowAnswered;
  covered: number;
  strength: Strength | null;
  missed: readonly KeyPoint[];
  /** The red flags that were ticked. */
  flags: readonly MarkupText[];
  followUp: { question: MarkupText; answer: MarkupText; own: string | null } | null;
  next: { level: keyof ModelAnswers; answer: MarkupText };
  /** false: a review of it was kept earlier on this day. */
  counts: boolean;
}

/** The end of a computed question. */
export interface MockJudgedReply extends MockHead {
  kind: "mock-judged";
  chosen: Letter;
  right: boolean;
  key: LetteredOption & { because: MarkupText };
}

/** A mock interview that is over, as it is compared with others. */
export interface EarlierMock {
  /** When it ended, epoch milliseconds. */
  at: number;
  wanted: InterviewWanted;
  covered: number;
}

/** What came of a mock interview. */
export interface ScorecardReply {
  kind: "scorecard";
  visibility: "private";
  at: number;
  card: Scorecard;
  /** What was asked for: topic, role, company. */
  parts: readonly Say[];
  /** Red flags that were ticked, by question. */
  flags: readonly { concept: string; flag: MarkupText }[];
  /** The newest first. */
  earlier: readonly EarlierMock[];
  /** As a file. */
  form: "card" | "markdown";
  buttons: readonly Button[];
}
