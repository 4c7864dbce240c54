import { CONFIDENCES, type Confidence } from "../../learning/review.ts";
import type { Source } from "../../learning/session.ts";
import type { Asked } from "./asked.ts";
import type { Period } from "./board.ts";
import type { DuelPress } from "./duel.ts";
import type { ExplainedPress } from "./explained.ts";
import type { InterviewWanted } from "./interview.ts";
import type { Difficulty, Role } from "./item.ts";
import type { LinkAct } from "./link.ts";
import type { LiveAct } from "./live.ts";
import { type MockAct, ON_SCORECARD, readMockRef } from "./mock.ts";
import { ON_SHEET, type PairPress } from "./pair.ts";
import type { Person, Place } from "./place.ts";
import type { RemindAct } from "./remind.ts";
import type { ReportKind } from "./report.ts";
import type { Choice, Letter } from "./round.ts";
import type { Say } from "./say.ts";
import type { Setup, SetupStep } from "./setup.ts";
import type { SheetForm, SheetWanted } from "./sheet.ts";
import type { WeeklyAct } from "./weekly-mock.ts";

/** How an answer came in. */
export type Via = "button" | "reaction" | "command";

/** Somebody who does something somewhere: the head of every press and command. */
export interface Actor {
  place: Place;
  person: Person;
  /**
   * The platform's own word on rights: Manage Server on Discord, workspace admin or owner on Slack. null: it
   * was asked and did not answer, which is not a no.
   */
  isAdmin: boolean | null;
  /** They stand in a thread of the group's channel. */
  inThread?: boolean;
  /** On a home page or in a direct message, which stand in no group: the round says which group it belongs to. */
  atHome?: boolean;
  /** BCP 47, as the platform reports it; null when it does not. */
  locale: string | null;
  /** IANA, as the platform reports it, perhaps one that is not known here; absent or null where it does not. */
  timezone?: string | null;
}

/** What a learner does in a session: an option, a confidence, or where to go. `show`: once more what is asked. */
export const SESSION_ACTS = ["0", "1", "2", "3", "4", "5", ...CONFIDENCES, "next", "stop", "show"] as const;
export type SessionAct = (typeof SESSION_ACTS)[number];

export const OPEN_PARTS = ["worked", "basic", "solid", "strong"] as const;
export type OpenPart = (typeof OPEN_PARTS)[number];

/** keep: below a question; drop and back: below what came of it, whose place the reply takes. */
export const KEEP_ACTS = ["keep", "drop", "back"] as const;
export type KeepAct = (typeof KEEP_ACTS)[number];

/** The help by what somebody wants to do; start: the way there, commands: all of them. */
export const HELP_PAGES = [
  "start",
  "ask",
  "study",
  "daily",
  "managers",
  "settings",
  "commands",
  "candidates",
  "interviewers",
] as const;
export type HelpPage = (typeof HELP_PAGES)[number];

/** What one chooses for oneself on a home page: a language (or "auto"), and "on" or "off". */
export const SETTINGS = ["language", "reminders", "hidden"] as const;
export type Setting = (typeof SETTINGS)[number];

export const PACK_ACTS = ["check", "release", "retire", "remove"] as const;
export type PackAct = (typeof PACK_ACTS)[number];

/** What a button of ours does. Encoded into the platforms' ids, at most 100 characters. */
export type Action =
  | { verb: "answer"; round: string; choice: Choice }
  /** One's own answer: what it is, and, once that may be told, why it is right or tempts and fails, and its points. */
  | { verb: "mine"; round: string }
  /** Strikes out an option, or, as the second hint, says what to start from; each halves the points of the answer. */
  | { verb: "hint"; round: string; number: 1 | 2 }
  /** Whoever asked a practice question for all shows who has it right so far. */
  | { verb: "who"; round: string }
  /** What the line with the seal of a question of the day proves; after the close, how to check it. */
  | { verb: "seal"; round: string }
  /** A page of the help. */
  | { verb: "help"; page: HelpPage }
  /** Opens the report form. */
  | { verb: "report"; item: string }
  /** Opens the form in which the question of a closed round is explained to the others; `item`: the round. */
  | { verb: "explain"; item: string }
  /** Says that a question is a good one; `item` may be a round's id. */
  | { verb: "praise"; item: string }
  /** What one does about an explanation. */
  | ({ verb: "explained" } & ExplainedPress)
  /** Says what a report means. */
  | { verb: "report-as"; item: string; kind: ReportKind }
  /** Shows the first look at the answer of an open question. */
  | { verb: "reveal"; item: string }
  /** Shows one more part of it: the worked answer, or a model answer of one level. */
  | { verb: "part"; item: string; part: OpenPart }
  /** Asks its follow-up with this number, from 0 on, or shows that one's answer. */
  | { verb: "follow"; item: string; number: number; answer: boolean }
  /** Has a language model read what was written last to an open question. */
  | { verb: "opinion"; item: string }
  /** Says whether it may read what one writes; after a yes it reads what was written last to this question. */
  | { verb: "consent"; item: string; sends: boolean }
  /** Opens the form in which an open question is answered in own words; of the question of the day by its round. */
  | { verb: "write"; item: string }
  /** Opens the form in which a learner ticks the key points that they made; hands them in where they are boxes already. */
  | { verb: "tick"; item: string }
  /** An open question of the day was answered aloud. */
  | { verb: "said"; round: string }
  /** After its close: the learner's own answer, to tick what was in it. */
  | { verb: "own"; round: string }
  /** Another question of what was asked for before. */
  | { verb: "another"; asked: Asked; private: boolean }
  /** A sheet for an interview, or one of its questions, as a list or a file; without a seed it is a new one. */
  | { verb: "sheet"; wanted: SheetWanted; seed: string; form: SheetForm }
  | { verb: "interview"; item: string; form: SheetForm }
  /** A step of a mock interview: `step` is the one that the message with this button shows. */
  | { verb: "mock"; mock: string; step: number; act: MockAct }
  /** Begins a mock interview; `anew`: also where one is under way. */
  | { verb: "mock-begin"; wanted: InterviewWanted; anew: boolean }
  /** Signs up for the mock interviews of a week, or takes it back; `date` names the week's round. */
  | { verb: "weekly"; group: string; date: string; act: WeeklyAct }
  /** A mock interview of two. */
  | ({ verb: "pair" } & PairPress)
  /** Sets up the daily question that was shown before; its settings are kept under this name for a while. */
  | { verb: "set-up"; plan: string }
  /** A step of setting up a question of the day by menus; `page`: of all zones, counted from 0. */
  | { verb: "setup"; step: SetupStep; setup: Setup; page?: number }
  /** Opens the form for a time that is in no menu; `item` is what was chosen so far. */
  | { verb: "time"; item: string }
  /** Removes what is kept of this learner, who alone may press it. */
  | { verb: "forget"; learner: string }
  /** Another page of a board, counted from 1. */
  | ({ verb: "board"; page: number } & BoardQuery)
  /** Asks the admins, before everybody, for leave to manage the daily question of a channel. */
  | { verb: "ask-leave"; group: string }
  /** An admin lets a member manage the daily question of a channel. */
  | { verb: "allow"; group: string; learner: string }
  /** How sure one is of an answer to the question of the day. */
  | { verb: "sure"; round: string; confidence: Confidence }
  /** A duel of two. */
  | ({ verb: "duel" } & DuelPress)
  /** Puts a question aside, or takes it off the list again; `item` may be a round's id. See `KEEP_ACTS`. */
  | { verb: "keep"; item: string; act: KeepAct }
  /** Begins a session of one's own; topic null: of all of them; group null: of where it is pressed. */
  | {
      verb: "review";
      source: Source;
      topic: string | null;
      group: string | null;
      difficulty?: Difficulty | undefined;
    }
  /** A step of it: `step` is the one that the message with this button shows. */
  | { verb: "session"; session: string; step: number; act: SessionAct }
  /** What is pressed in a reminder, and a pause of reviews; group null: of where it is pressed. */
  | { verb: "remind"; act: RemindAct; group: string | null }
  /** Chooses something for oneself. */
  | { verb: "prefer"; setting: Setting; value: string }
  /** Opens the form of a channel's settings; null: the channel is chosen in it. */
  | { verb: "manage"; group: string | null }
  /** Makes a plan of what a role is asked. */
  | { verb: "plan-role"; role: Role; date: string; minutes: number }
  /** Opens the form for a job description, for a plan until a date with so many minutes: `2027-02-01.15`. */
  | { verb: "job"; item: string }
  /** Opens the form for what else the plan until a date shall hold. */
  | { verb: "terms"; item: string }
  /** Takes a subject off what a job description names. */
  | { verb: "plan-drop"; subject: string }
  /** Opens the form for a file with questions, of a pack that is called so; "-": as the file. */
  | { verb: "pack"; item: string }
  /** What a manager does with a pack. */
  | { verb: "pack-act"; pack: string; act: PackAct }
  /** What a job description names, as it was corrected, becomes the plan until this date. */
  | { verb: "plan-use"; date: string }
  /** A step of a live round of the channel. */
  | { verb: "live"; game: string; act: LiveAct }
  /** A step of linking two accounts, or the end of it. */
  | { verb: "link"; run: string; act: LinkAct };

export const BOARD_SCOPES = ["group", "team", "groups"] as const;

/** Which board is meant; topic null: all of them together. */
export interface BoardQuery {
  period: Period;
  scope: (typeof BOARD_SCOPES)[number];
  topic: string | null;
  previous: boolean;
}

export interface Button {
  /** The letter of an option, or words. */
  label: Letter | Say;
  action: Action;
  primary?: boolean;
  /** Begins a row of its own where there are rows. */
  row?: boolean;
}

/**
 * The forms that buttons open, with the length of what is written: none where things are ticked. A platform opens
 * them at once.
 */
export const FORMS = {
  report: { minLength: 5, maxLength: 500 },
  write: { minLength: 1, maxLength: 1500 },
  explain: { minLength: 20, maxLength: 1000 },
  tick: { minLength: 0, maxLength: 0 },
  job: { minLength: 1, maxLength: 3000 },
  terms: { minLength: 1, maxLength: 3000 },
  time: { minLength: 1, maxLength: 60 },
  pack: { minLength: 0, maxLength: 3000 },
} as const;
export type FormName = keyof typeof FORMS;
/** The field of a form in which something is written, and the one in which things are ticked, by their ids. */
export const TEXT_FIELD = "text";
export const TICKS_FIELD = "ticks";
/** The one for a file, where there is one. */
export const FILE_FIELD = "file";

/** What is filled in: a text, "" in forms without one, and the values that are ticked. */
export interface Filled {
  text: string;
  ticked: readonly string[];
}

export type FormAction = Extract<Action, { verb: FormName }>;

/** What says that a question is good, and what says what is wrong with it. */
export const OF_QUESTIONS = { good: "praise", bad: "report" } as const satisfies Record<
  string,
  Action["verb"]
>;

export const opensForm = (action: Action): action is FormAction => action.verb in FORMS;

/**
 * The round whose private replies to one member follow each other: the newer one takes the place of the one before.
 * null: what is pressed stands for itself.
 */
export function questionOf(action: Action): string | null {
  switch (action.verb) {
    case "answer":
    case "mine":
    case "hint":
    case "said":
    case "sure":
      return action.round;
    default:
      return null;
  }
}

/** What is pressed on a private message whose place the reply takes, if it says what was asked for. */
export const takesItsPlace = (action: Action): boolean =>
  action.verb === "help" || questionOf(action) !== null;

/**
 * What is pressed on a question itself, which stays: it is read again with the verdict, and a hint taken. For platforms
 * that do not say on which message something was pressed.
 */
export const isOnQuestion = (action: Action): boolean =>
  action.verb === "answer" || action.verb === "said" || (action.verb === "hint" && action.number === 1);

/** What is pressed on a message of one's own whose place the reply may take. */
export const isStep = (action: Action): boolean =>
  action.verb === "session" ||
  (action.verb === "mock" && !ON_SCORECARD.includes(action.act)) ||
  ((action.verb === "write" || action.verb === "tick") && readMockRef(action.item) !== null) ||
  (action.verb === "pair" && ON_SHEET.includes(action.act)) ||
  action.verb === "plan-drop" ||
  (action.verb === "duel" && action.act === "answer") ||
  (action.verb === "keep" && action.act !== "keep") ||
  action.verb === "time" ||
  (action.verb === "setup" && action.step !== "start");

/** What is pressed in a menu of channels, once one was chosen there. */
export const withGroup = (action: Action, group: string): Action =>
  action.verb === "setup" ? { ...action, setup: { ...action.setup, group } } : action;
