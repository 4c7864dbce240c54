import { createFlow, type Run, runOf, type Text } from "../../../words/flow.ts";
import { clean } from "../../../words/inline.ts";
import { graphemes, isolated, oneLine } from "../../../words/line.ts";
import { remembered } from "../../../words/remembered.ts";
import { SHOWN_NAME } from "../limits.ts";

export const { write, split, cut } = createFlow(false);

const ZERO_WIDTH = "\u200B";

const showable = (text: string): string => clean(text).replaceAll("\t", "    ");

const ALWAYS_MARKUP = new Set("\\*_~|>#<[]`");

/** Longest beginning of a list's item that is looked at: Discord counts to nine digits. */
const LIST_BEGINNING = 20;

/** Whether what stands before on the line is this and no more. A text may begin a line itself. */
function begins(at: number, all: readonly string[], before: RegExp): boolean {
  const near = all.slice(Math.max(0, at - LIST_BEGINNING), at);
  const line = near.slice(near.lastIndexOf("\n") + 1);
  return before.test(line.join(""));
}

/** One grapheme in its surroundings, with a backslash or a break where Discord would read markup. */
function escaped(at: number, all: readonly string[]): string {
  const grapheme = all[at] ?? "";
  const first = grapheme[0] ?? "";
  if (ALWAYS_MARKUP.has(first)) return `\\${grapheme}`;
  const next = all[at + 1];
  const endsWord = next === undefined || /^\s/.test(next);
  if (first === "-" && endsWord && begins(at, all, /^ *$/)) return `\\${grapheme}`;
  if (first === "." && endsWord && begins(at, all, /^ *\d+$/)) return `\\${grapheme}`;
  if (first === ":" && next?.[0] === "/") return `\\${grapheme}`;
  if (first === "@" && /^(everyone|here)/i.test(all.slice(at + 1, at + 9).join("")))
    return grapheme + ZERO_WIDTH;
  return grapheme;
}

const escapedRun = (all: readonly string[]): Run => runOf(all.map((_, at) => escaped(at, all)));

/** Shown as it is, whatever it holds. */
export const literal = remembered((text) => escapedRun(graphemes(showable(text))));

/** Our own markup, kept in one piece: a time stamp, a mention, a heading. */
export const raw = (markup: string): Run => runOf([markup]);

export function strong(text: string): Run {
  return { ...literal(text.trim()), open: "**", close: "**" };
}

/** Text in a fixed-width font on one line. */
export function code(text: string): Run {
  const line = showable(text).replaceAll("\n", " ");
  if (!line.includes("`")) return runOf(graphemes(line), "`", "`");
  return runOf(graphemes(line.replaceAll("`", `\`${ZERO_WIDTH}`)), "`` ", " ``");
}

export function block(text: string, lang = ""): Run {
  const lines = showable(text).replaceAll("```", `\`${ZERO_WIDTH}\`\``);
  return runOf(graphemes(lines), `\`\`\`${lang}\n`, "\n```");
}

/** A person's name as plain text: on one line, cut, and with its direction kept to itself. */
export const shownName = (name: string): string => isolated(oneLine(name, SHOWN_NAME));

/** `shownName` inside other text. Not through `literal`, which would take the isolation away. */
export function person(name: string): Run {
  return escapedRun(graphemes(shownName(name)));
}

/** Texts one after the other with our own markup between them. */
export function joined(texts: readonly Text[], between: string): Text {
  return texts.flatMap((one, i) => (i === 0 ? one : [raw(between), ...one]));
}
