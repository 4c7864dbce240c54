import type { Difficulty, ItemKind } from "../item.ts";
import type { Button, HelpPage } from "../press.ts";
import type { Say, WordId } from "../say.ts";
import type { GroupRecord, Opening } from "../schedule.ts";
import type { BoardReply, ProfileReply } from "./people.ts";
import type { QuestionReply } from "./questions.ts";
import type { SessionProgress } from "./sessions.ts";
import type { Visibility } from "./visibility.ts";

/** Slack's App Home, and the playground's side panel. */
export interface HomeReply {
  kind: "home";
  visibility: "private";
  /** The daily question that is open where the person answered last. */
  question: QuestionReply | null;
  profile: ProfileReply | null;
  board: BoardReply | null;
  lines: readonly Say[];
  /** What the person chose for themselves; null language: none. `manages`: they may manage this channel, null in it: any; null: none. */
  own: {
    language: string | null;
    languages: readonly string[];
    reminders: boolean;
    hidden: boolean;
    manages: { group: string | null } | null;
  };
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
  /** What the topics and packs that it asks from are called, by id; one that was removed is not among them. */
  names: Readonly<Record<string, string>>;
  next: Opening | null;
  /** "The daily question is set ..." and warnings, as sentences. */
  lines: readonly Say[];
  /** It ends the steps in which it was set up; the card takes the place of the last one. */
  endsSteps?: boolean;
  /** What a question in `lines` is answered with. */
  buttons: readonly Button[];
}

export interface HelpReply {
  kind: "help";
  visibility: "private";
  page: HelpPage;
  /** One entry per command and subcommand: how it is typed after `/dlq`, what it does, and examples. */
  commands: readonly { line: string; description: Say; examples: readonly string[] }[];
  lines: readonly Say[];
  pages: readonly { title: WordId; points: readonly WordId[] }[];
  /** The other pages. */
  buttons: readonly Button[];
}

/** A file for the person who asked. */
export interface ExportReply {
  kind: "export";
  visibility: "private";
  filename: string;
  json: string;
  /** What is not in it. */
  lines?: readonly Say[];
}

/** A value that may stand somewhere, as it is typed; `label`: what a person reads for it, where that is another. */
export type Allowed = string | { value: string; label: WordId };

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
  allowed: readonly Allowed[];
  /** What may stand there, to be pressed: each does what was meant with it. Shown in place of the allowed values. */
  choose?: readonly Button[];
  /** "Did you mean ...?" */
  nearest: string | null;
  /** It is said within a session; the card takes the place of the question. */
  session?: SessionProgress | undefined;
  /** It is said where steps end, or go on elsewhere; the card takes the place of the last one. */
  endsSteps?: boolean;
  /** What a question in `lines` is answered with. */
  buttons: readonly Button[];
}
