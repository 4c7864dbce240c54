import type { FormName } from "../../../engine/words/press.ts";
import type { Reply } from "../../../engine/words/reply.ts";
import type { Choice } from "../../../engine/words/round.ts";

/** What the page is sent: replies laid out as plain data. The page writes every text as text. */
export type Inline =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "block"; text: string; lang: string | null }
  | { type: "strong"; text: string }
  /** A person's name; its direction stays its own. */
  | { type: "name"; text: string }
  /** A channel, member or role, with its sign. */
  | { type: "mention"; text: string }
  /** A line that can be typed after `/dlq`. */
  | { type: "command"; line: string }
  /** Epoch milliseconds. */
  | { type: "time"; at: number; style: "relative" | "moment" | "clock" };

export type Rich = readonly Inline[];

export interface OptionRow {
  letter: string;
  text: Rich;
  /** After the close: how many chose it, which share that is (0 to 1), and whether it is the key. */
  result: { count: number; share: number; isKey: boolean } | null;
}

export interface BoardRow {
  rank: number;
  name: Inline;
  value: string;
  note: string | null;
  /** Whose line it is, so that each reader finds the own one; null for a channel's. */
  member: string | null;
}

export type Block =
  | { type: "text"; look: "plain" | "lead" | "small"; text: Rich }
  | {
      type: "callout";
      look: "plain" | "right" | "wrong" | "trap";
      label: string;
      /** What the text is about. */
      quote: Rich;
      text: Rich;
    }
  | { type: "options"; rows: readonly OptionRow[] }
  | { type: "standings"; label: string; rows: readonly BoardRow[] }
  | { type: "facts"; rows: readonly { label: string; value: Rich }[] }
  | { type: "meters"; label: string; rows: readonly { label: string; part: number; whole: number }[] }
  | { type: "list"; label: string; items: readonly Rich[] }
  | { type: "entry"; head: Rich; text: Rich; foot: Rich }
  | { type: "details"; summary: string; blocks: readonly Block[] }
  | { type: "links"; links: readonly { title: string; url: string }[] }
  | { type: "words"; label: string; words: readonly string[] }
  | { type: "file"; name: string; text: string };

export interface ButtonView {
  /** The encoded action. */
  id: string;
  label: string;
  primary: boolean;
  /** The option that it answers with, where it does. */
  choice: Choice | null;
  /** The form that it opens, where it does. */
  form: { name: FormName; item: string } | null;
}

export interface View {
  kind: Reply["kind"];
  tone: "plain" | "right" | "wrong" | "done" | "info" | "refusal" | "trouble";
  title: string;
  /** Short facts beside the title. */
  chips: readonly string[];
  blocks: readonly Block[];
  buttons: readonly ButtonView[];
}
