import type { Inline, Rich } from "../../words/inline.ts";
import { plainOf } from "../../words/inline.ts";
import type { Words } from "../../words/words.ts";
import type { Section, SheetDoc, SheetPage } from "./doc.ts";

/** What Markdown would read as markup; a line's first mark, too. */
export const escaped = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|~$&!]/g, "\\$&").replace(/^(\s*)([-+=]|\d+[.)])/gm, "$1\\$2");

/** Between more backticks than it holds in a row. */
function fenced(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(Math.max(least, longest + 1));
}

function inline(one: Inline): string {
  if (one.type === "code") {
    const fence = fenced(one.text, 1);
    const space = /^`|`$/.test(one.text) ? " " : "";
    return `${fence}${space}${one.text.replace(/\n/g, " ")}${space}${fence}`;
  }
  if (one.type === "block") {
    const fence = fenced(one.text, 3);
    return `\n\n${fence}${one.lang ?? ""}\n${one.text.replace(/\n$/, "")}\n${fence}\n\n`;
  }
  return escaped(plainOf([one]));
}

/** A label, before a place to write in or a mark. */
const labelled = (words: Words, label: string): string => escaped(label) + words.plain("colon").trimEnd();

const written = (rich: Rich): string => rich.map(inline).join("").trim();
/** In a list or a table, where a line may not end. */
export const onOneLine = (rich: Rich): string =>
  written(rich.map((one) => (one.type === "block" ? { type: "code", text: one.text } : one))).replace(
    /\s*\n\s*/g,
    " ",
  );

function section(words: Words, one: Section): string[] {
  const head = `### ${escaped(one.label)}`;
  switch (one.kind) {
    case "text":
      return [
        head,
        ...one.paragraphs.map(written),
        ...(one.foot === null
          ? []
          : [`*${labelled(words, words.plain("open.lifts"))}* ${onOneLine(one.foot)}`]),
      ];
    case "list":
      return [head, one.items.map((item) => `- ${one.ticks ? "[ ] " : ""}${onOneLine(item)}`).join("\n")];
    case "pairs":
      return [head, ...one.rows.flatMap((row) => [`**${onOneLine(row.head)}**`, ...row.body.map(written)])];
    case "score": {
      const columns = ["point", "weight", "not-said", "in-part", "said"] as const;
      const names = columns.map((name) => escaped(words.plain(`sheet.${name}`)));
      return [
        head,
        [
          `| ${names.join(" | ")} |`,
          "| --- | ---: | :-: | :-: | :-: |",
          ...one.rows.map(({ point, weight }) => `| ${onOneLine(point)} | ${weight} | ☐ | ☐ | ☐ |`),
        ].join("\n"),
        `${labelled(words, words.plain("sheet.sum", { most: one.most }))} \\_\\_\\_\\_`,
      ];
    }
    default:
      return one satisfies never;
  }
}

const page = (words: Words, { title, facts, prompt, sections }: SheetPage): string[] => [
  "---",
  `## ${escaped(title)}`,
  escaped(facts.join(" · ")),
  ...prompt.map((one) => `> ${written(one).replace(/\n/g, "\n> ")}`),
  ...sections.flatMap((one) => section(words, one)),
  labelled(words, words.plain("sheet.notes")),
];

/** A sheet as a file in Markdown. */
export const sheetMarkdown = (doc: SheetDoc, words: Words): string =>
  `${[`# ${escaped(doc.title)}`, ...doc.lines.map(escaped), ...doc.pages.flatMap((one) => page(words, one))].join("\n\n")}\n`;
