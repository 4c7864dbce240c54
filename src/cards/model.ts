import type { Difficulty } from "../engine/words/item.ts";
import type { OptionFormName } from "../engine/words/option-form.ts";
import type { Action, FormName } from "../engine/words/press.ts";
import type { Reply, Visibility } from "../engine/words/reply.ts";
import type { Choice } from "../engine/words/round.ts";
import type { Rich } from "../words/inline.ts";
import type { Drawing } from "./drawing.ts";

/**
 * What people read, in one language and for no platform in particular: a small, closed set of blocks as
 * plain data. A platform draws every block in its own form and applies its own limits; where it lacks a
 * form, the block's comment says what it may do instead. Words are never added or left out on the way.
 */
export interface Card {
  kind: Reply["kind"];
  visibility: Visibility;
  /** How it went; a platform may show it as a colour or a sign. */
  tone: "plain" | "right" | "wrong" | "done" | "info" | "refusal" | "trouble";
  /** The level that a question's colour may show; null where the card is no question. */
  level: Difficulty | null;
  /** "" where the card has none. */
  title: string;
  /** Short facts beside the title; a platform without room for them there puts them below it. */
  chips: readonly string[];
  /** What a notification shows and a screen reader reads first: the gist in a line or two. */
  spoken: Rich;
  blocks: readonly Block[];
  buttons: readonly CardButton[];
  /** The role that is notified, by the platform's id. */
  ping: string | null;
  /** Members who are notified, by the platform's ids: those whom it asks something. */
  calls?: readonly string[];
  /** The round that this message asks about, or whose result it is, so that a platform can tell where it ended up. */
  round: string | null;
  /** What its reader answered to a round, so that a platform may mark it where the question stands. */
  own?: { round: string; choice: Choice };
  /** It takes the place of the private message whose button led to it; elsewhere it is a message like others. */
  inPlace?: boolean;
}

export interface CardButton {
  label: string;
  action: Action;
  /** The one that most people press. */
  primary: boolean;
  /** Begins a row of its own where there are rows. */
  row?: boolean;
}

export type Block =
  | TextBlock
  | CalloutBlock
  | OptionsBlock
  | StandingsBlock
  | FactsBlock
  | MetersBlock
  | ListBlock
  | EntryBlock
  | DetailsBlock
  | LinksBlock
  | WordsBlock
  | FileBlock
  | TableBlock
  | ChartBlock
  | PictureBlock
  | ChecklistBlock
  | SelectBlock
  | ChannelsBlock
  | ProgressBlock
  | FootnoteBlock;

/** A paragraph. lead: what the card is about (a question's stem); larger where there is a larger type. */
export interface TextBlock {
  type: "text";
  look: "plain" | "lead";
  text: Rich;
}

/**
 * A labelled passage that stands out. `quote`: what it is about, set off from what is said of it; both may
 * be several paragraphs. Without a form of its own: label in bold, then quote, then text, on lines of their own.
 */
export interface CalloutBlock {
  type: "callout";
  look: "plain" | "right" | "wrong" | "trap";
  label: string;
  quote: readonly Rich[];
  text: readonly Rich[];
}

/**
 * The lettered options of a question, in order. `result`: after the close, how many chose it, which share
 * that is (0 to 1), and whether it is the key. Shares may be bars; the key carries a sign.
 */
export interface OptionsBlock {
  type: "options";
  rows: readonly {
    letter: string;
    text: Rich;
    result: { count: number; share: number; isKey: boolean } | null;
  }[];
}

/**
 * Ranks, best first. `label`: what ranks these are; null where the title says it. `heads` stand above the columns
 * where they are drawn as a table; elsewhere each line says by itself what it holds.
 */
export interface StandingsBlock {
  type: "standings";
  label: string | null;
  heads: StandingHeads;
  rows: readonly StandingRow[];
}

export type StandingHeads = Readonly<Record<"rank" | "who" | "value" | "note", string>> & {
  /** Where a line may have a streak. */
  streak?: string;
};

/**
 * `value` says `amount` in words. `mark`: that it is the reader's own. `note`: what else there is to say. `bare`: what
 * stands in a table, whose heads say already what it is.
 */
export interface StandingRow {
  rank: number;
  who: Rich;
  value: string;
  amount: number;
  mark: string | null;
  note: string | null;
  /** How many questions they answered in a row, in words. */
  streak?: string | null;
  bare?: { value: string; streak?: string | null; note?: string | null };
  /** Whose line it is, so that a private page can mark the reader's own; null for a channel's line. */
  member: string | null;
}

/** What stands in text alone between a label and what it says, with its spaces: a language has its own. */
interface Labelled {
  colon: string;
}

/** Labels and their values. Without a table: "label: value" on a line each. */
export interface FactsBlock extends Labelled {
  type: "facts";
  rows: readonly { label: string; value: Rich }[];
}

/** Parts of wholes: bars, or "label: part of whole" in words, which `value` holds ready. */
export interface MetersBlock extends Labelled {
  type: "meters";
  label: string;
  rows: readonly { label: string; part: number; whole: number; value: string }[];
}

/**
 * Items under a label ("" for none), each a line or more; bullets where there are bullets, unless the items are
 * `marked` already, by numbers or ticks that are part of what they say.
 */
export interface ListBlock {
  type: "list";
  label: string;
  items: readonly Rich[];
  marked?: boolean;
}

/** A thing with a name: head, what it is, and small print; empty parts are left out. */
export interface EntryBlock {
  type: "entry";
  head: Rich;
  text: Rich;
  foot: Rich;
}

/** Folded behind its summary where that is possible, else shown in full below it. */
export interface DetailsBlock {
  type: "details";
  summary: string;
  blocks: readonly Block[];
}

/** Where to read more. An address that is not of the web is shown as its title alone. */
export interface LinksBlock {
  type: "links";
  label: string;
  links: readonly { title: string; url: string }[];
}

/** Words to choose from, as typed. A platform may cut the list, and then says `more` of what is left. */
export interface WordsBlock extends Labelled {
  type: "words";
  label: string;
  words: readonly string[];
  /** What to say of words that are not shown: a function of their number would not be data. */
  more: string | null;
}

/** A file for the reader; where there is no way to hand one over, its text. */
export interface FileBlock {
  type: "file";
  name: string;
  text: string;
}

/**
 * Rows under headings, sorted as they are meant to be read. Numbers are texts already. Without tables:
 * the first column in front, the others behind it, a line a row. `page`: rows that are shown at once where
 * the platform can page; elsewhere all of them.
 */
export interface TableBlock {
  type: "table";
  caption: string;
  columns: readonly { label: string; align: "start" | "end" }[];
  rows: readonly (readonly Rich[])[];
  page: number;
}

/**
 * Data to be seen. `text` says the same in words, for screen readers and where no chart can be drawn.
 * bars and lines: one value for each category in each series; calendar: one value a day from `from`
 * (local date) on, null before anything happened; heat: a value for each row and column, 0 to 1, null where there is none.
 */
export interface ChartBlock extends Labelled {
  type: "chart";
  /** BCP 47: how numbers and days are written in it. */
  lang: string;
  title: string;
  data:
    | {
        form: "bars" | "lines";
        categories: readonly string[];
        series: readonly { label: string; values: readonly number[] }[];
      }
    | { form: "calendar"; from: string; days: readonly (number | null)[] }
    | {
        form: "heat";
        columns: readonly string[];
        rows: readonly { label: string; values: readonly (number | null)[] }[];
      };
  text: Rich;
}

/**
 * A picture, by its address or made by the bot. `alt` says all of it, and reads well aloud. `instead`: what is
 * shown where there is no picture, and in its place where a platform has forms of its own for it; none where
 * the picture only stands beside what it shows. null: `alt` is.
 */
export interface PictureBlock {
  type: "picture";
  alt: string;
  source: { kind: "url"; url: string } | { kind: "made"; make: Drawing };
  instead: readonly Block[] | null;
}

/**
 * Things to tick, sent together by the button that `submit` names. Where a message has no boxes, the items
 * are shown as a list and the button opens them as a form. `hint`: small print below the items, on how to read them.
 */
export interface ChecklistBlock {
  type: "checklist";
  label: string;
  hint: string;
  items: readonly { value: string; text: string; note: string | null; ticked: boolean }[];
  submit: CardButton;
}

/**
 * One of several, chosen from a menu. Where there is none: a button for each. `chosen`: the one that the menu begins
 * with, by its place; absent or null: none is.
 */
export interface SelectBlock {
  type: "select";
  label: string;
  choices: readonly CardButton[];
  chosen?: number | null;
}

/**
 * A channel of the team, chosen from the platform's own menu of channels, which begins with the chosen one. What is
 * done then is `action` with that channel, see `withGroup`.
 */
export interface ChannelsBlock {
  type: "channels";
  label: string;
  chosen: string | null;
  action: Action;
}

/** How far along a row of things is; a bar where there is one, else `text` alone. */
export interface ProgressBlock {
  type: "progress";
  done: number;
  total: number;
  text: string;
}

/** Small print. */
export interface FootnoteBlock {
  type: "footnote";
  text: Rich;
}

/** A form that a button opens: a modal where there are modals. */
export interface Form {
  name: FormName;
  title: string;
  submit: string;
  cancel: string;
  fields: readonly FormField[];
}

/**
 * What a form asks for. text: in one's own words, on one line or on several. ticks: any of several things; where there
 * are no boxes in a form, a menu of which several can be chosen. file: one that is sent along, where a form of the
 * platform's can do that.
 */
export type FormField =
  | {
      type: "text";
      id: string;
      label: string;
      placeholder: string;
      isLine: boolean;
      minLength: number;
      maxLength: number;
    }
  | { type: "file"; id: string; label: string }
  | {
      type: "ticks";
      id: string;
      label: string;
      items: readonly { value: string; text: string; note: string | null }[];
    };

/** A form that fills in the options of a command, in somebody's words. */
export interface OptionsForm {
  form: OptionFormName;
  title: string;
  submit: string;
  cancel: string;
  lines: readonly string[];
  fields: readonly OptionsField[];
  mark: string;
}

/** Something to choose, as it is read. */
export interface ShownChoice {
  value: string;
  label: string;
}

/** As `OptionField`, with its words. `placeholder`: what stands where nothing is chosen. */
export type OptionsField = { name: string; label: string; optional: boolean; placeholder: string } & (
  | { type: "channel"; value: string | null }
  | { type: "time"; value: string }
  | { type: "one"; choices: readonly ShownChoice[]; value: string | null }
  | { type: "several"; choices: readonly ShownChoice[]; values: readonly string[] }
  | { type: "find"; command: string; subcommand: string | null; value: string | null }
);

/**
 * What a platform can and cannot do where the words have to fit it. The builder of a card asks by name.
 * hides-reactions: a member's reaction is taken away at once, so others hardly see it.
 * letter-reactions: reactions are letters; else the digits 1 to 4 stand for A to D.
 * types-lines: a command is typed as a line; else its options are fields of their own.
 * home-settings: a home page is where one changes one's settings; else commands are.
 * praise: what is good and what is wrong are two small marks beside each other; else one can say what is wrong alone.
 */
export type Capability = "hides-reactions" | "letter-reactions" | "types-lines" | "home-settings" | "praise";
export type Can = (capability: Capability) => boolean;
