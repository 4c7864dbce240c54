import type { StudyCard } from "../engine/ports/packs.ts";
import type { PackQuestion } from "../engine/words/pack.ts";
import { type Choice, LETTERS, letterOf } from "../engine/words/round.ts";

/** A cell that a spreadsheet would take for a formula begins with a quotation mark, which importing takes away again. */
const harmless = (cell: string) => (/^['=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string, separator: string) =>
  cell.includes(separator) || /["\n\r]/.test(cell) || cell !== cell.trim()
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;

const csvLine = (cells: readonly string[]) => cells.map((cell) => quoted(harmless(cell), ",")).join(",");

const OPTIONS = LETTERS.map((letter) => `option ${letter}`);
const REASONS = LETTERS.map((letter) => `why ${letter}`);
const LAST = ["explanation", "difficulty", "tags", "link"];

/** A letter; with a bracket where a letter or a number alone might be meant for an option. */
const keyIn = (options: PackQuestion["options"], key: number) =>
  options.some(({ text }) => text.length === 1) ? `${letterOf(key as Choice)})` : letterOf(key as Choice);

/** As a table that importing reads again without loss. Reasons of wrong options have columns where there are some. */
export function packCsv(questions: readonly PackQuestion[]): string {
  const hasReasons = questions.some(({ options, key }) =>
    options.some(({ because }, i) => i !== key && because !== ""),
  );
  const head = ["question", ...OPTIONS, "answer", ...LAST, ...(hasReasons ? REASONS : [])];
  const lines = questions.map(({ stem, options, key, difficulty, tags, link }) =>
    csvLine([
      stem,
      ...LETTERS.map((_, i) => options[i]?.text ?? ""),
      keyIn(options, key),
      ...[options[key]?.because ?? "", difficulty ?? "", tags.join("; "), link ?? ""],
      ...(hasReasons ? LETTERS.map((_, i) => (i === key ? "" : (options[i]?.because ?? ""))) : []),
    ]),
  );
  return `${[csvLine(head), ...lines].join("\r\n")}\r\n`;
}

export function packJson(name: string, questions: readonly PackQuestion[]): string {
  const shown = questions.map(({ stem, options, key, difficulty, tags, link }) => ({
    question: stem,
    options: options.map(({ text, because }, i) => ({
      text,
      ...(because === "" ? {} : { because }),
      ...(i === key ? { correct: true } : {}),
    })),
    ...(difficulty === null ? {} : { difficulty }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(link === null ? {} : { link }),
  }));
  return `${JSON.stringify({ name, questions: shown }, null, 2)}\n`;
}

/** Anki parts tags by spaces. */
const tag = (text: string) => text.replace(/\s+/g, "_");

export function ankiText(cards: readonly StudyCard[]): string {
  const lines = cards.map(({ front, back, tags }) =>
    [front, back, tags.map(tag).join(" ")].map((cell) => quoted(cell, "\t")).join("\t"),
  );
  return ["#separator:tab", "#html:false", "#columns:Front\tBack\tTags", "#tags column:3", ...lines, ""].join(
    "\n",
  );
}

export const cardTable = (cards: readonly StudyCard[]): string =>
  `${[["front", "back", "tags"], ...cards.map(({ front, back, tags }) => [front, back, tags.join("; ")])]
    .map(csvLine)
    .join("\r\n")}\r\n`;

/** How questions are written; its own questions can be imported. */
export const TEMPLATE = packCsv([
  {
    id: "",
    stem: "Which planet is the largest of the solar system?",
    options: [
      { text: "Saturn", because: "" },
      {
        text: "Jupiter",
        because: "Its mass is two and a half times that of all the other planets together.",
      },
      { text: "Neptune", because: "" },
    ],
    key: 1,
    difficulty: "easy",
    tags: ["astronomy", "planets"],
    link: null,
  },
  {
    id: "",
    stem: "Water boils at a lower temperature on a mountain.",
    options: [
      { text: "True", because: "The air presses less on it." },
      { text: "False", because: "" },
    ],
    key: 0,
    difficulty: null,
    tags: [],
    link: null,
  },
]);
