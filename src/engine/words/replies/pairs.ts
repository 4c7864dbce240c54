import type { Diagram } from "../diagram.ts";
import type { InterviewWanted, Scorecard } from "../interview.ts";
import type { Difficulty, MarkupText } from "../item.ts";
import type { PairState } from "../pair.ts";
import type { Action, Button } from "../press.ts";
import type { Say } from "../say.ts";
import type { Visibility } from "./visibility.ts";

/** One member invites another to a mock interview, and what became of it. */
export interface PairInviteReply {
  kind: "pair-invite";
  visibility: "channel";
  by: string;
  invited: string;
  observer: string | null;
  wanted: InterviewWanted;
  drawn: boolean;
  state: PairState;
  until: number;
  buttons: readonly Button[];
}

/** What stands in the room of an interview: what is asked, and nothing of its answer. */
export interface PairPromptReply {
  kind: "pair-prompt";
  visibility: Visibility;
  interviewer: string;
  candidate: string;
  /** Of the question, from 1 on, and of how many; a follow-up has the number of its question. */
  number: number;
  of: number;
  followUp: boolean;
  prompt: MarkupText;
  diagram?: Diagram | undefined;
  minutes: number;
  difficulty: Difficulty;
  /** Said with the first question: how to talk, and who listens. */
  first: { voice: string | null; observer: string | null; missing: readonly (string | Say)[] | null } | null;
  buttons: readonly Button[];
}

/** The interviewer's own view of a question, to be ticked while they listen. */
export interface PairSheetReply {
  kind: "pair-sheet";
  visibility: "private";
  number: number;
  of: number;
  concept: string;
  difficulty: Difficulty;
  prompt: MarkupText;
  minutes: number;
  how: MarkupText;
  points: readonly { point: MarkupText; weight: number; ticked: boolean }[];
  flags: readonly { flag: MarkupText; ticked: boolean }[];
  /** The answer of one that was asked. */
  followUps: readonly { question: MarkupText; answer: MarkupText | null }[];
  /** What is chosen in the menus, in the order of the lists; of follow-ups those that were not asked. */
  choices: {
    points: readonly Action[];
    flags: readonly Action[];
    followUps: readonly { place: number; action: Action }[];
  };
  buttons: readonly Button[];
}

/** An interview is over: said in its room. */
export interface PairEndReply {
  kind: "pair-end";
  visibility: Visibility;
  interviewer: string;
  candidate: string;
  /** Questions that count. */
  asked: number;
  buttons: readonly Button[];
}

/** What came of it, for one of the two. */
export interface PairScoreReply {
  kind: "pair-score";
  visibility: "private";
  /** For whom it is. */
  reader: "candidate" | "interviewer";
  candidate: string;
  score: Scorecard;
  /** By question: what was missed, and the red flags that were ticked. */
  questions: readonly { missed: readonly MarkupText[]; flags: readonly MarkupText[] }[];
  /** How far from the easiest to the hardest the questions went. */
  from: Difficulty;
  to: Difficulty;
  /** The model answers, by question. */
  models: readonly Button[];
  buttons: readonly Button[];
}

/** A group's weekly round of mock interviews: who signed up, and, once drawn, who meets whom. */
export interface WeeklyMockReply {
  kind: "weekly-mock";
  visibility: "channel";
  /** When pairs are drawn, epoch milliseconds. */
  at: number;
  signed: readonly string[];
  /** Empty with `drawn`: fewer than two signed up. */
  drawn: boolean;
  pairs: readonly { one: string; other: string; observer: string | null }[];
  buttons: readonly Button[];
}
