import type { Calibration } from "../../learning/calibration.ts";
import type { Confidence } from "../../learning/review.ts";
import type { Period, Standing, TopicRecord } from "./board.ts";
import type { Difficulty, ItemKind, KeyPoint, Link, MarkupText, ModelAnswers } from "./item.ts";
import type { Button } from "./press.ts";
import type { AnswerMode, Choice, Letter, RoundMode } from "./round.ts";
import { type Say, say, type WordId } from "./say.ts";
import type { GroupRecord, Opening } from "./schedule.ts";

/**
 * What the engine says, as data without words: ids of the catalogue and values. The cards say it in
 * somebody's language. Names and everything else are shown literally.
 * `private`: for the person who asked alone. `channel`: for the group.
 */
export type Visibility = "private" | "channel";

export interface LetteredOption {
  letter: Letter;
  text: MarkupText;
}

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

/** A multiple-choice round that takes answers (or did, when `closed`). */
export interface QuestionReply {
  kind: "question";
  visibility: Visibility;
  roundId: string;
  mode: RoundMode;
  topic: string;
  difficulty: Difficulty;
  stem: MarkupText;
  options: readonly LetteredOption[];
  /** How many have answered so far; kept up to date for daily rounds alone, so only theirs is shown. */
  answered: number;
  /** Epoch milliseconds. */
  closesAt: number;
  /** The hash that binds the bot to the key; daily rounds alone. */
  commitment: string | null;
  answers: AnswerMode;
  ping: string | null;
  /** What became of the daily question before; null where there is nothing to say. */
  previous: Say | null;
  /** Who asked for a practice question; null for the daily one. */
  asker: string | null;
  /** Why it is not quite what was asked for. */
  note?: Say | undefined;
  /** It is a session's question; the card takes the place of the one before. */
  session?: SessionProgress | undefined;
  /** The answer buttons A to D (absent where a group answers by reactions alone), then the rest. */
  buttons: readonly Button[];
}

export interface OpenQuestionReply {
  kind: "open-question";
  visibility: Visibility;
  itemId: string;
  topic: string;
  difficulty: Difficulty;
  prompt: MarkupText;
  askedAt: readonly string[];
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
  /** What was found in it, as a suggestion; null where nothing was written. */
  found: FoundInAnswer | null;
  shortAnswer: MarkupText;
  keyPoints: readonly KeyPoint[];
  submit: Button;
  links: readonly Link[];
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

/** A daily answer was taken; nothing is said of its correctness before the close. */
export interface SealedReply {
  kind: "sealed";
  visibility: "private";
  letter: Letter;
  option: MarkupText;
  changedFrom: Letter | null;
  closesAt: number;
  answered: number;
  /** Which question it was taken for, where that was not clear from a press on it. */
  question: MarkupText | null;
  buttons: readonly Button[];
}

/** What one answer was worth: at once in practice, after the close of a daily round. */
export interface VerdictReply {
  kind: "verdict";
  visibility: "private";
  mode: RoundMode;
  /** practice: the answer just given; standing: an earlier practice answer that stands; review: asked for later. */
  moment: "practice" | "standing" | "review";
  /** null: did not answer. */
  chosen: { letter: Letter; text: MarkupText; because: MarkupText } | null;
  right: boolean;
  key: { letter: Letter; text: MarkupText; because: MarkupText };
  trap: MarkupText | null;
  links: readonly Link[];
  /** Points of this answer; null where none are known (an earlier answer). */
  points: number | null;
  /** The daily limit of practice points was reached. */
  capped: boolean;
  /** Which question it was taken for, where that was not clear from a press on it. */
  question: MarkupText | null;
  /** It is a session's verdict; the card takes the place of the question. */
  session?: SessionProgress | undefined;
  buttons: readonly Button[];
}

/** What came of a session. */
export interface SessionEndReply {
  kind: "session-end";
  visibility: "private";
  kept: readonly Reviewed[];
  slipped: readonly Reviewed[];
  points: number;
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

/** A round after its close: what its message becomes. */
export interface ResultReply {
  kind: "result";
  visibility: "channel";
  roundId: string;
  mode: RoundMode;
  topic: string;
  difficulty: Difficulty;
  stem: MarkupText;
  options: readonly (LetteredOption & { chosenBy: number; isKey: boolean })[];
  key: Letter;
  explanation: MarkupText;
  trap: MarkupText | null;
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
  buttons: readonly Button[];
}

/** What goes into the thread of a closed daily round. */
export interface SummaryReply {
  kind: "summary";
  visibility: "channel";
  lines: readonly Say[];
  top: readonly Standing[];
}

export interface BoardReply {
  kind: "board";
  visibility: Visibility;
  period: Period;
  previous: boolean;
  scope: "group" | "team";
  topic: string | null;
  /** `you` marks the asker's line in a private reply; in a channel everybody reads it, and it marks nobody. */
  rows: readonly (Standing & { you: boolean })[];
  /** The asker's own line where it is not among the rows; null when the asker has no points. */
  own: Standing | null;
  /** Learners with points. */
  total: number;
  page: number;
  pages: number;
  /** The pages before and after this one. */
  buttons: readonly Button[];
}

/** Groups against each other. `mean`: points per active learner. */
export interface GroupsBoardReply {
  kind: "groups-board";
  visibility: Visibility;
  period: Period;
  previous: boolean;
  rows: readonly { rank: number; group: string; mean: number; active: number; here: boolean }[];
  page: number;
  pages: number;
  buttons: readonly Button[];
}

export interface ProfileReply {
  kind: "profile";
  visibility: "private";
  name: string;
  streak: { current: number; best: number; answeredToday: boolean };
  /** Points and rank in this group, by period; rank is null without points. */
  points: readonly { period: Period; points: number; rank: number | null; of: number }[];
  topics: readonly (TopicRecord & { name: string })[];
  /** What is remembered, by what was answered; null where nothing was. */
  memory: {
    /** Concepts that are due for a review. */
    due: number;
    /** Topics with the chance that what was seen of them is recalled now, 0 to 1: worst first, and best first of the rest. */
    weakest: readonly { name: string; recall: number }[];
    strongest: readonly { name: string; recall: number }[];
  } | null;
  /** How sure they were of their latest answers, and how right; null before they said so of any. */
  calibration:
    | (Pick<Calibration, "levels" | "brier"> & {
        /** Topics of which they are more, or less, sure than right: the furthest first. */
        topics: readonly { name: string; answers: number; right: number; claimed: number }[];
      })
    | null;
  hidden: boolean;
}

/** Slack's App Home, and the playground's side panel. */
export interface HomeReply {
  kind: "home";
  visibility: "private";
  /** The daily question that is open where the person answered last. */
  question: QuestionReply | null;
  profile: ProfileReply | null;
  board: BoardReply | null;
  lines: readonly Say[];
  /** What there is to press besides the question. */
  buttons: readonly Button[];
}

export interface TopicsReply {
  kind: "topics";
  visibility: "private";
  total: number;
  kinds: Readonly<Record<ItemKind, number>>;
  topics: readonly {
    id: string;
    name: string;
    about: string;
    difficulties: Readonly<Record<Difficulty, number>>;
    kinds: Readonly<Record<ItemKind, number>>;
  }[];
}

export interface ScheduleReply {
  kind: "schedule";
  visibility: "private";
  group: GroupRecord;
  next: Opening | null;
  /** "The daily question is set ..." and warnings, as sentences. */
  lines: readonly Say[];
  /** What a question in `lines` is answered with. */
  buttons: readonly Button[];
}

export interface HelpReply {
  kind: "help";
  visibility: "private";
  /** One entry per command and subcommand: how it is typed after `/dlq`, what it does, and examples. */
  commands: readonly { line: string; description: Say; examples: readonly string[] }[];
  lines: readonly Say[];
  pages: readonly { title: WordId; points: readonly WordId[] }[];
}

export interface RecapReply {
  kind: "recap";
  visibility: "channel";
  /** The first day of the week that is over: 2026-11-16. */
  monday: string;
  rows: readonly Standing[];
  lines: readonly Say[];
}

/** A file for the person who asked. */
export interface ExportReply {
  kind: "export";
  visibility: "private";
  filename: string;
  json: string;
}

/**
 * A few plain sentences. done: it worked. info: an answer. refusal: not possible, and why; where a word
 * was mistyped, what is allowed. trouble: our fault, nothing was recorded.
 */
export interface NoticeReply {
  kind: "notice";
  visibility: Visibility;
  tone: "done" | "info" | "refusal" | "trouble";
  lines: readonly Say[];
  /** Allowed values, shown as a list, cut where a platform has no room. */
  allowed: readonly string[];
  /** "Did you mean ...?" */
  nearest: string | null;
  /** It is said within a session; the card takes the place of the question. */
  session?: SessionProgress | undefined;
  /** What a question in `lines` is answered with. */
  buttons: readonly Button[];
}

export type Reply =
  | QuestionReply
  | OpenQuestionReply
  | OpenAnswerReply
  | OpenCoverageReply
  | OpenPartReply
  | HintReply
  | SealedReply
  | VerdictReply
  | SessionEndReply
  | MistakesReply
  | ResultReply
  | SummaryReply
  | BoardReply
  | GroupsBoardReply
  | ProfileReply
  | HomeReply
  | TopicsReply
  | ScheduleReply
  | HelpReply
  | RecapReply
  | ExportReply
  | NoticeReply;

export function notice(tone: NoticeReply["tone"], ...lines: readonly Say[]): NoticeReply {
  return { kind: "notice", visibility: "private", tone, lines, allowed: [], nearest: null, buttons: [] };
}

/** Something unforeseen came in the way: nobody can say whether what was asked was done. */
export const BROKEN = notice("trouble", say("away.broken"));

/** How an option's letter is written on a reaction: Discord has letters, Slack's standard set has digits. */
export function choiceOfDigit(digit: number): Choice | null {
  return digit >= 1 && digit <= 4 ? ((digit - 1) as Choice) : null;
}
