import type { Confidence } from "../../../learning/review.ts";
import type { Standing } from "../board.ts";
import type { Diagram } from "../diagram.ts";
import type { Formula } from "../formula.ts";
import type { AskedWhere, Difficulty, Link, MarkupText } from "../item.ts";
import type { Button } from "../press.ts";
import type { AnswerMode, Letter, RoundMode } from "../round.ts";
import type { Say } from "../say.ts";
import type { Said } from "./explained.ts";
import type { LiveNumber, LiveTable } from "./live.ts";
import type { SessionProgress } from "./sessions.ts";
import type { Visibility } from "./visibility.ts";

export interface LetteredOption {
  letter: Letter;
  text: MarkupText;
}

/** A round that takes answers (or did, when `closed`). */
export interface QuestionReply {
  kind: "question";
  visibility: Visibility;
  roundId: string;
  mode: RoundMode;
  topic: string;
  difficulty: Difficulty;
  stem: MarkupText;
  diagram?: Diagram | undefined;
  formulas?: readonly Formula[] | undefined;
  /** Of an open one. */
  asked?: AskedWhere | undefined;
  options: readonly LetteredOption[];
  /** How many have answered so far; kept up to date where all may answer, so only there it is shown. */
  answered: number;
  /** A practice question for all: who had it right so far, once that is told. */
  right?: ResultReply["right"] | undefined;
  /** Epoch milliseconds. */
  closesAt: number;
  /** The hash that binds the bot to the key; daily rounds alone. */
  commitment: string | null;
  /** "words": it has no options. */
  answers: AnswerMode | "words";
  ping: string | null;
  /** What became of the daily question before; null where there is nothing to say. */
  previous: Say | null;
  /** Who asked for a practice question; null for the daily one. */
  asker: string | null;
  /** Why it is not quite what was asked for. */
  note?: Say | undefined;
  /** It is a session's question; the card takes the place of the one before. */
  session?: SessionProgress | undefined;
  /** It is a question of a live round, and takes answers for so many seconds. */
  live?: (LiveNumber & { seconds: number }) | undefined;
  /** It is one of a duel, of which both have until then; the card takes the place of the one before. */
  duel?: { number: number; total: number; until: number } | undefined;
  /** The answer buttons, one for each option (absent where a group answers by reactions alone), then the rest. */
  buttons: readonly Button[];
}

/** A hint, and what it costs: an option that is struck out, then what to start from. */
export interface HintReply {
  kind: "hint";
  visibility: "private";
  mode: RoundMode;
  /** How many were taken. */
  hints: 1 | 2;
  stem: MarkupText;
  /** `because`: why it is wrong; null where that might say too much. */
  struck: LetteredOption & { because: MarkupText | null };
  start: MarkupText | null;
  buttons: readonly Button[];
}

/** How an answer was given, as its learner is told again. */
export interface Given {
  confidence: Confidence | null;
  hints: number;
}

/** A daily answer was taken; nothing is said of its correctness before the close. */
export interface SealedReply {
  kind: "sealed";
  visibility: "private";
  roundId: string;
  letter: Letter;
  option: MarkupText;
  changedFrom: Letter | null;
  closesAt: number;
  answered: number;
  /** Which question it was taken for, where that was not clear from a press on it. */
  question: MarkupText | null;
  /** What is kept beside it, where it was asked for; null: it was given just now. */
  given: Given | null;
  /** It cannot be changed: an answer to a question of a live round. */
  locked?: boolean | undefined;
  buttons: readonly Button[];
}

/** What one answer was worth: at once in practice, after the close of a daily round. */
export interface VerdictReply {
  kind: "verdict";
  visibility: "private";
  roundId: string;
  mode: RoundMode;
  /** practice: the answer just given; standing: an earlier practice answer that stands; review: asked for later. */
  moment: "practice" | "standing" | "review";
  /** null: did not answer. */
  chosen: { letter: Letter; text: MarkupText; because: MarkupText } | null;
  right: boolean;
  key: { letter: Letter; text: MarkupText; because: MarkupText };
  trap: MarkupText | null;
  said?: Said | undefined;
  /** Its key turned out wrong, and is not named. */
  withdrawn?: boolean | undefined;
  links: readonly Link[];
  /** Points of this answer; null where none are known (an earlier answer). */
  points: number | null;
  /** The daily limit of practice points was reached. */
  capped: boolean;
  /** They have seen the keys of the pack that it is of. */
  seen?: boolean | undefined;
  /** Which question it was taken for, where that was not clear from a press on it. */
  question: MarkupText | null;
  /** How it was given, where that was asked for. */
  given: Given | null;
  /** It is a session's verdict; the card takes the place of the question. */
  session?: SessionProgress | undefined;
  formulas?: readonly Formula[] | undefined;
  buttons: readonly Button[];
}

/** A round after its close: what its message becomes. */
export interface ResultReply {
  kind: "result";
  visibility: "channel";
  roundId: string;
  mode: RoundMode;
  topic: string;
  difficulty: Difficulty;
  stem: MarkupText;
  diagram?: Diagram | undefined;
  formulas?: readonly Formula[] | undefined;
  options: readonly (LetteredOption & { chosenBy: number; isKey: boolean })[];
  key: Letter;
  explanation: MarkupText;
  trap: MarkupText | null;
  said?: Said | undefined;
  /** Its key turned out wrong: no option is marked, and no key named. */
  withdrawn?: boolean | undefined;
  links: readonly Link[];
  answered: number;
  /** Names of those who were right and show themselves on boards, at most 20, and how many more there are. */
  right: { names: readonly string[]; more: number };
  /**
   * What was announced with the question, unchanged, and a line for a shell that prints it: the SHA-256 of
   * salt, item and key. null where nothing was: in practice.
   */
  seal: { commitment: string; check: string } | null;
  closedAt: number;
  /** It was a question of a live round; who leads now, and whether another one comes in a moment. */
  live?: (LiveNumber & { table: LiveTable; next: boolean }) | undefined;
  buttons: readonly Button[];
}

/** What goes into the thread of a closed daily round. */
export interface SummaryReply {
  kind: "summary";
  visibility: "channel";
  lines: readonly Say[];
  top: readonly Standing[];
}
