import { DIFFICULTIES, type Difficulty, type MarkupText, type Option } from "./item.ts";

/** Questions of a team's own, which somebody brought in as a file. */

/** What a pack may be: a file of so many bytes, so many questions, so many packs in a team. */
export const PACK_LIMITS = {
  bytes: 2 * 1024 * 1024,
  questions: 500,
  packs: 20,
  name: 60,
  /** Characters of a question, an option, a reason, and of a question with its options. */
  stem: 700,
  option: 250,
  reason: 900,
  whole: 1_600,
  tags: 8,
  tag: 40,
} as const;

export interface PackQuestion {
  /** Follows from the question's text, so that it stays what it is when the pack comes again. */
  id: string;
  stem: MarkupText;
  /** Two to six, in the order of the file; a reason that was not given is "". */
  options: readonly Option[];
  /** Which of them is right. */
  key: number;
  /** null: the file does not say. */
  difficulty: Difficulty | null;
  tags: readonly string[];
  link: string | null;
}

/** What is wrong with a question, so that it is left out. */
export const PACK_ERRORS = [
  "shape",
  "no-question",
  "few-options",
  "many-options",
  "empty-option",
  "no-key",
  "key-unknown",
  "key-several",
  "key-ambiguous",
  "key-count",
  "same-options",
  "asked-twice",
  "long-question",
  "long-option",
  "long-reason",
  "long-whole",
  "given-away",
  "reference",
  "cloze",
  "sound",
  "html",
  "entity",
  "hidden",
  "tex",
] as const;

/** What could be better. */
export const PACK_ADVICE = [
  "no-reason",
  "no-level",
  "longest-key",
  "one-case",
  "looks-tex",
  "counted",
] as const;

/** Why a file is not read at all. */
export const PACK_REFUSALS = [
  "empty",
  "large",
  "archive",
  "apkg",
  "spreadsheet",
  "encoding",
  "nul",
  "broken",
  "no-header",
  "none",
  "many",
  "complicated",
] as const;

export type PackError = (typeof PACK_ERRORS)[number];
export type PackAdvice = (typeof PACK_ADVICE)[number];
export type PackRefusal = (typeof PACK_REFUSALS)[number];

type Values = Readonly<Record<string, string | number>>;

export type PackProblem =
  | { line: number; severity: "error"; code: PackError; values: Values }
  | { line: number; severity: "advice"; code: PackAdvice; values: Values };

/** What a file says. */
export type PackRead =
  | { kind: "refused"; code: PackRefusal; values: Values }
  /** `found`: how many questions the file has; those with an error are not among `questions`. */
  | { kind: "read"; found: number; questions: readonly PackQuestion[]; problems: readonly PackProblem[] };

export const packLevel = (text: string): Difficulty | null =>
  DIFFICULTIES.find((one) => one === text.trim().toLowerCase()) ?? null;

/** What ids of packs, their items and their subjects begin with; nothing in the bank does. */
const PREFIX = "pk.";

/** What is asked for where a question of a pack is. */
export const packTopic = (pack: string): string => `${PREFIX}${pack}`;

/** A question of a pack is a concept of its own, since nothing says what it has in common with others. */
export const packConcept = (pack: string, question: string): string => `${PREFIX}${pack}.${question}`;
export const packItem = (pack: string, question: string): string => `${packConcept(pack, question)}.1`;

/** The pack that an item, a concept or a topic is of; null: it is the bank's. */
export function packOf(id: string): string | null {
  return id.startsWith(PREFIX) ? (id.split(".")[1] ?? null) : null;
}
