import { spans } from "../../engine/words/text.ts";

/** Words that make a statement total; learners know that total statements are mostly wrong. */
export const ABSOLUTES: ReadonlySet<string> = new Set(
  "always never only all every must none cannot entirely completely totally impossible guaranteed guarantees".split(
    " ",
  ),
);

/** Words that soften a statement; learners know that soft statements are mostly right. */
export const HEDGES: ReadonlySet<string> = new Set(
  "may might can could often usually typically generally sometimes probably likely mostly commonly tends tend".split(
    " ",
  ),
);

const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "the and for with from that this these those its their his her our your are was were has have had not but " +
    "into than then them they what which who whom when where why how does did will would should could can may " +
    "might one two three per via each any some more most less least much many few such same other another " +
    "both between about after before over under while because since during through being been only also very " +
    "just out off use used uses using you him she all every"
  ).split(" "),
);

/** The text without fenced blocks: what has to be read as sentences. */
export function prose(markup: string): string {
  return spans(markup)
    .filter(({ kind }) => kind !== "block")
    .map(({ kind, text }) => (kind === "code" ? `\`${text}\`` : text))
    .join(" ")
    .trim();
}

/** What stands for a piece of code: U+FFFC, the object replacement character. */
const OBJECT = "\ufffc";

/** The text with a placeholder for each piece of code. */
export function withoutCode(markup: string): string {
  return spans(markup)
    .map(({ kind, text }) => (kind === "text" ? text : OBJECT))
    .join("");
}

/** Number of words, as a word processor counts them; fenced blocks are not read. */
export function countWords(markup: string): number {
  return prose(markup).split(/\s+/).filter(Boolean).length;
}

/** All words and numbers in lower case, code included. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.'_-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Words that carry meaning, cut to a rough stem so that "weights" and "weight" are one. */
export function contentWords(text: string): Set<string> {
  return new Set(meaningful(text).map(roughStem));
}

const meaningful = (text: string) => wordsOf(text).filter((word) => word.length > 2 && !STOP_WORDS.has(word));

const EMPTY_WORDS: ReadonlySet<string> = new Set(
  (
    "a an as at be by do if in is it no of on or so to we wrong right correct incorrect true false answer option " +
    "choice because"
  ).split(" "),
);

/** Words, numbers and symbols of an explanation that say something, whatever their length. */
export function sayingWords(text: string): Set<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => !STOP_WORDS.has(word) && !EMPTY_WORDS.has(word))
      .map(roughStem),
  );
}

function roughStem(word: string): string {
  if (!/^[a-z]{5,}$/.test(word)) return word;
  return word.replace(/(?:ies|ing|ed|es|s|y|e)$/, "");
}

/** Text as it is compared: case, spaces, quotes and final punctuation make no difference. */
export function normalised(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[`"'“”‘’]/g, "")
    .replace(/\s+/g, " ")
    .replace(/[\s.;:,!?]+$/, "")
    .trim();
}
