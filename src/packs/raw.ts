/** A question as a file has it, before anything of it is judged. */
export interface RawQuestion {
  /** Where it begins, counted from 1. */
  line: number;
  stem: string;
  options: readonly { text: string; because: string }[];
  /** An option's text, a letter, or a place; "" where there is none. */
  key: string;
  /** The field's name says that places count from 0. */
  fromZero?: boolean;
  /** The file says nothing of a place: the key is this option. */
  keyAt?: number;
  explanation: string;
  difficulty: string;
  tags: readonly string[];
  link: string;
  /** What its formulas have in them that cannot be shown. */
  unshown?: string | undefined;
}

/** What cannot be read at all; the rest of the file may be. */
export interface Unreadable {
  line: number;
  why: string;
}

export type Rows =
  | { ok: true; rows: readonly RawQuestion[]; unreadable: readonly Unreadable[] }
  | { ok: false; code: "broken" | "no-header" | "none"; values: Readonly<Record<string, string | number>> };
