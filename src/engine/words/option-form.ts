import type { Say, WordId } from "./say.ts";

/** Something to choose; `label` as it stands, or in words. */
export interface FieldChoice {
  value: string;
  label: string | Say;
}

/** A field that fills in an option of a command; `name` is the option's, and what it is in is written as typed. */
export type OptionField = { name: string; label: WordId; optional: boolean } & (
  | { type: "channel"; value: string | null }
  /** Local wall time: 09:00. */
  | { type: "time"; value: string }
  | { type: "one"; choices: readonly FieldChoice[]; value: string | null }
  | { type: "several"; choices: readonly FieldChoice[]; values: readonly string[] }
  /** One of too many to be listed: found by what is typed, as when the option itself is completed. */
  | { type: "find"; command: string; subcommand: string | null; value: string | null }
);

export const OPTION_FORMS = ["ask", "daily"] as const;
export type OptionFormName = (typeof OPTION_FORMS)[number];

/** A form that fills in the options of a command. */
export interface OptionForm {
  form: OptionFormName;
  /** What is to be known before it is filled in; why there is nothing more to fill in. */
  lines: readonly Say[];
  fields: readonly OptionField[];
  /** Stands for the settings that it shows, which may be others once it is sent; "" where it shows none. */
  mark: string;
}

/** What is wrong with one field of a form. */
export interface FieldMistake {
  field: string;
  lines: readonly Say[];
}
