import type { Diagram } from "../../engine/words/diagram.ts";
import type { ChoiceEntry } from "../schema.ts";
import type { Path } from "../yaml.ts";

/** error: the check fails. warning: the whole bank fails when there are too many, or it is only shown. */
export type Severity = "error" | "warning";

/** What is wrong with one item; the path starts at the item. */
export interface Finding {
  path: Path;
  message: string;
}

/** A rule of the bank as data. */
export interface Rule<T> {
  id: string;
  severity: Severity;
  /** What it asks, as a sentence. */
  what: string;
  check(subject: T): readonly Finding[];
}

export interface OptionCase {
  /** Of the text, from the item. */
  path: Path;
  text: string;
  because: string;
  becausePath: Path;
}

/** A choice item as the rules look at it. The key is the first option. */
export interface ChoiceCase {
  id: string;
  concept: string;
  topic: string;
  stem: string;
  diagram?: Diagram | undefined;
  options: readonly [OptionCase, OptionCase, OptionCase, OptionCase];
  style: ChoiceEntry["style"];
  difficulty: ChoiceEntry["difficulty"];
  /** The words that the concept's file writes in lower case somewhere: they are not names. */
  commonWords: ReadonlySet<string>;
}

/** Any text that a learner may see. */
export interface TextCase {
  path: Path;
  text: string;
}

/** A finding that says one thing about one place, or nothing. */
export function when(condition: boolean, path: Path, message: string): Finding[] {
  return condition ? [{ path, message }] : [];
}
