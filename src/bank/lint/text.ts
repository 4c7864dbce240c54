import { PHONE_COLUMNS, spans } from "../../engine/words/text.ts";
import { type Finding, type Rule, type TextCase, when } from "./rule.ts";
import { withoutCode } from "./words.ts";

/** What a phone shows of a code block without scrolling. */
const BLOCK_LINES = 10;
const BLOCK_COLUMNS = 60;

/** Markup that chats would show raw, or turn into something else, and what to write. */
const FOREIGN: readonly { pattern: RegExp; what: string }[] = [
  { pattern: /\]\(|https?:\/\/\S*|\bwww\.\S+/, what: "links belong into the concept's references" },
  { pattern: /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?>/i, what: "write it as inline code" },
  {
    pattern: /\*\*|~~|(?<!\S)\*\p{L}[^*\n]*\*(?!\w)|(?<![\w])_{1,2}\p{L}[^_\n]*_{1,2}(?!\w)/u,
    what: "no bold or italics",
  },
  { pattern: /^\s*(?:[*•]\s|\d+\)\s|#{1,6}\s|>\s)/m, what: "no headings or quotations: write sentences" },
  { pattern: /[\p{L}\p{N})]\^[\p{L}\p{N}({+−-]/u, what: "put the formula between $, or write inline code" },
  {
    pattern: /(?<![\p{L}\p{N}])[\p{L}\p{N}]+_[\p{L}\p{N}{][\p{L}\p{N}_{}]*/u,
    what: "write inline code, or a formula between $",
  },
  {
    pattern: /`/,
    what: "a backtick without a partner on its line, or a code block whose fences do not stand on their own lines",
  },
  {
    pattern: /[^\P{Cc}\n]|\p{Cf}/u,
    what: "an invisible character",
  },
  { pattern: /\{\{|\}\}|\[\[|\]\]|\[sound:/i, what: "no marks of a flash card: write the sentence itself" },
];

/** Left over from a web page; code holds none either. */
const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/i;

/** A list shows how many things there are, which is worth its lines in a long answer alone. */
const LIST = /^\s*(?:-\s|\d+\.\s)/m;
const mayHoldLists = (field: PropertyKey | undefined) => field === "worked_answer";

export const textRules: readonly Rule<TextCase>[] = [
  {
    id: "foreign-markup",
    severity: "error",
    what: "Text holds no markup but inline code, code blocks and formulas",
    check: ({ path, text }) => {
      const read = withoutCode(text);
      const entity = ENTITY.exec(text)?.[0];
      return [
        ...FOREIGN.flatMap(({ pattern, what }) => {
          const found = pattern.exec(read)?.[0].trim();
          return found === undefined ? [] : [{ path, message: `"${found}": ${what}` }];
        }),
        ...when(entity !== undefined, path, `"${entity}" is an HTML entity: write the character itself`),
        ...when(
          LIST.test(read) && !mayHoldLists(path.at(-1)),
          path,
          "no lists but in worked answers: write sentences",
        ),
      ];
    },
  },
  {
    id: "minus-sign",
    severity: "error",
    what: "Numbers below zero have the minus sign (−), as formulas and computed questions do; code keeps its hyphen",
    check: ({ path, text }) => {
      const found = HYPHEN_AS_MINUS.exec(withoutCode(text))?.[0];
      return when(found !== undefined, path, `"${found}" has a hyphen: write −${found?.slice(1)}`);
    },
  },
  {
    id: "code-block-size",
    severity: "error",
    what: `Code blocks have at most ${BLOCK_LINES} lines of ${BLOCK_COLUMNS} columns, and stand in stems and prompts`,
    check: ({ path, text }) =>
      spans(text)
        .filter(({ kind }) => kind === "block")
        .flatMap((block): Finding[] => {
          const lines = block.text.split("\n");
          const widest = Math.max(...lines.map((line) => line.length));
          return [
            ...when(
              lines.length > BLOCK_LINES,
              path,
              `${lines.length} lines of code: ${BLOCK_LINES} fit a phone`,
            ),
            ...when(
              widest > BLOCK_COLUMNS,
              path,
              `a line of ${widest} columns: ${BLOCK_COLUMNS} fit a phone`,
            ),
            ...when(
              !mayHoldBlocks(path.at(-1)),
              path,
              "a code block cannot be shown here: write inline code",
            ),
          ];
        }),
  },
  {
    id: "code-columns",
    severity: "warning",
    what: `Lines of code blocks have at most ${PHONE_COLUMNS} columns where that keeps the meaning`,
    check: ({ path, text }) =>
      spans(text)
        .filter(({ kind }) => kind === "block")
        .flatMap((block): Finding[] => {
          const widest = Math.max(...block.text.split("\n").map((line) => line.length));
          return when(
            widest > PHONE_COLUMNS,
            path,
            `a line of ${widest} columns: a narrow phone shows ${PHONE_COLUMNS}, so break it where it reads well`,
          );
        }),
  },
];

/** A hyphen in place of the minus sign before a number; a range and a name with a number have something before theirs. */
const HYPHEN_AS_MINUS = /(?<![\p{L}\p{N}_)\]}.'’-])-(?:\d|\.\d)[\d.,]*/u;

const mayHoldBlocks = (field: PropertyKey | undefined) =>
  field === "stem" || field === "prompt" || field === "worked_answer" || field === "answer";

/** Fields that are no running text. */
const PLAIN = new Set(
  "id topic tags prerequisites sections references misconception section difficulty style frequency audiences roles companies checked numeric formulas".split(
    " ",
  ),
);

/** Every text of an entry, with its place. */
export function textsOf(value: unknown, path: TextCase["path"] = []): TextCase[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((entry, i) => textsOf(entry, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    PLAIN.has(key) ? [] : textsOf(entry, [...path, key]),
  );
}
