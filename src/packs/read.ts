import {
  PACK_LIMITS,
  type PackProblem,
  type PackQuestion,
  type PackRead,
  packLevel,
} from "../engine/words/pack.ts";
import { LETTERS } from "../engine/words/round.ts";
import { isAnki, readAnki } from "./anki.ts";
import { decode } from "./encoding.ts";
import { readJson } from "./json.ts";
import { countedAdvice, countingOf, keyOf } from "./key.ts";
import { lint, short } from "./lint.ts";
import { questionId } from "./names.ts";
import type { RawQuestion, Rows } from "./raw.ts";
import { readTable } from "./table.ts";
import { readYamlQuestions } from "./yaml.ts";

/** A file with questions: its text is found out, its rows are read, and each is judged on its own. */

/** More problems than this are counted, not listed. */
const MOST_PROBLEMS = 2_000;

function rowsIn(name: string, text: string): Rows {
  const first = text.trimStart().charAt(0);
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (isAnki(text)) return readAnki(text);
  if (first === "[" || first === "{") return readJson(text);
  if (ending === "yaml" || ending === "yml") return readYamlQuestions(text);
  if (/^(?:- |---\n|questions:|choice:)/m.test(text.slice(0, 2_000)) && ending !== "csv")
    return readYamlQuestions(text);
  const table = readTable(text);
  // Notes of an older Anki have no lines that say what they are.
  const isNotes = !table.ok && table.code === "no-header" && ending === "txt" && /^[^\n]*\t/.test(text);
  return isNotes ? readAnki(text) : table;
}

const clean = (text: string) => text.replace(/[ \t]+$/gm, "").trim();

/** "A) one", "B. two" in one text, as flash cards have them: the text before, and the options. */
function unfolded(row: RawQuestion): RawQuestion {
  if (row.options.length > 0) return row;
  const lines = row.stem.split("\n");
  const marks = lines.map((line) => /^\s*\(?([A-Fa-f1-6])[).:]\s+(\S.*)$/.exec(line));
  const from = marks.findIndex((mark) => mark !== null && /^[Aa1]$/.test(mark[1] ?? ""));
  if (from < 1) return row;
  const options = marks.slice(from).map((mark) => mark?.[2]?.trim() ?? "");
  if (options.includes("") || options.length < 2) return row;
  const [key = "", ...why] = row.key.split("\n");
  return {
    ...row,
    stem: lines.slice(0, from).join("\n"),
    options: options.map((text) => ({ text, because: "" })),
    key: key.replace(/^(?:answer|correct(?: answer)?)\s*:\s*/i, ""),
    explanation: row.explanation || why.join("\n").trim(),
  };
}

const OWN_LETTER = /^\s*\(?([A-Fa-f])[).:]\s+(?=\S)/;

/** Options that carry their own letters, in order, lose them: they are dealt in another. */
function unlettered(row: RawQuestion): RawQuestion {
  const own = row.options.map(({ text }) => OWN_LETTER.exec(text)?.[1]?.toUpperCase());
  const inOrder = own.length > 1 && own.every((letter, i) => letter === LETTERS[i]);
  if (!inOrder) return row;
  // What is left may be lettered once more.
  const bare = (text: string) => text.replace(OWN_LETTER, "");
  const [, letter] = OWN_LETTER.exec(row.key) ?? [];
  return unlettered({
    ...row,
    options: row.options.map(({ text, because }) => ({ text: bare(text), because })),
    key: letter === undefined || !row.options.some(({ text }) => text === row.key) ? row.key : `${letter})`,
  });
}

const tidied = (row: RawQuestion): RawQuestion => ({
  ...row,
  stem: clean(row.stem),
  key: clean(row.key),
  explanation: clean(row.explanation),
  options: row.options.map(({ text, because }) => ({ text: clean(text), because: clean(because) })),
});

type Values = Record<string, string | number>;

/** What is missing so that a question cannot be asked at all. */
function incomplete(row: RawQuestion): PackProblem[] {
  const error = (
    code: Extract<PackProblem, { severity: "error" }>["code"],
    values: Values = {},
  ): PackProblem => ({
    ...{ line: row.line, severity: "error", code, values },
  });
  const count = row.options.length;
  const empty = row.options.findIndex(({ text }) => text === "");
  return [
    ...(row.stem === "" ? [error("no-question")] : []),
    ...(count < 2 ? [error("few-options", { count })] : []),
    ...(count > LETTERS.length ? [error("many-options", { count, most: LETTERS.length })] : []),
    ...(row.unshown === undefined ? [] : [error("tex", { text: short(row.unshown) })]),
    ...(empty >= 0 ? [error("empty-option", { place: empty + 1 })] : []),
  ];
}

const isWeb = (text: string) => /^https?:\/\/\S+$/.test(text) && URL.canParse(text);

/** Judges what was read, row by row; all that is wrong is said at once. */
export function judged(rows: readonly RawQuestion[]): { questions: PackQuestion[]; problems: PackProblem[] } {
  const all = rows.map((row) => unlettered(unfolded(tidied(row))));
  const { counting } = countingOf(all);
  const questions: PackQuestion[] = [];
  const problems: PackProblem[] = [...countedAdvice(all)];
  const asked = new Map<string, number>();
  for (const row of all) {
    const found = incomplete(row);
    const key = found.length === 0 ? keyOf(row, counting) : null;
    if (key?.ok === false)
      found.push({ line: row.line, severity: "error", code: key.code, values: { key: short(row.key) } });
    const at = key?.ok === true ? key.at : null;
    const options = row.options.map(({ text, because }, i) => ({
      text,
      because: i === at && because === "" ? row.explanation : because,
    }));
    const level = packLevel(row.difficulty);
    if (at !== null)
      found.push(...lint({ line: row.line, stem: row.stem, options, key: at, hasLevel: level !== null }));
    const name = row.stem.replace(/\s+/g, " ").toLowerCase();
    const before = asked.get(name);
    if (before !== undefined && row.stem !== "")
      found.push({ line: row.line, severity: "error", code: "asked-twice", values: { before } });
    problems.push(...found);
    if (at === null || found.some(({ severity }) => severity === "error")) continue;
    asked.set(name, row.line);
    questions.push({
      id: questionId(row.stem, new Set(questions.map(({ id }) => id))),
      ...{ stem: row.stem, options, key: at, difficulty: level },
      tags: [
        ...new Set(
          row.tags.map((tag) =>
            tag
              .replace(/[\s,;|]+/g, " ")
              .trim()
              .slice(0, PACK_LIMITS.tag)
              .trim(),
          ),
        ),
      ]
        .filter((tag) => tag !== "")
        .slice(0, PACK_LIMITS.tags),
      link: isWeb(row.link) ? row.link : null,
    });
  }
  return { questions, problems };
}

/** @param name the file's name */
export function readPack(name: string, bytes: Uint8Array): PackRead {
  if (bytes.length > PACK_LIMITS.bytes)
    return { kind: "refused", code: "large", values: { most: PACK_LIMITS.bytes / 1024 / 1024 } };
  const decoded = decode(name, bytes);
  if (!decoded.ok) return { kind: "refused", code: decoded.code, values: decoded.values };
  const read = rowsIn(name, decoded.text);
  if (!read.ok) return { kind: "refused", code: read.code, values: read.values };
  const found = read.rows.length + read.unreadable.length;
  if (found === 0) return { kind: "refused", code: "none", values: {} };
  if (found > PACK_LIMITS.questions)
    return { kind: "refused", code: "many", values: { count: found, most: PACK_LIMITS.questions } };
  const { questions, problems } = judged(read.rows);
  const shapes = read.unreadable.map(
    ({ line, why }): PackProblem => ({ line, severity: "error", code: "shape", values: { text: why } }),
  );
  const sorted = [...shapes, ...problems].sort((a, b) => a.line - b.line);
  return { kind: "read", found, questions, problems: sorted.slice(0, MOST_PROBLEMS) };
}
