import type { MarkupText } from "./item.ts";

/** A stretch of markup text. `lang` is the language a fenced block names, if it names one. */
export interface Span {
  kind: "text" | "code" | "block";
  text: string;
  lang?: string;
}

/** Columns of code that a narrow phone shows. */
export const PHONE_COLUMNS = 34;

/** A fenced block (its fences on lines of their own), or inline code on one line. */
const CODE = /```([\w+#-]*)\n([\s\S]*?)\n```|`([^`\n]+)`/g;

/**
 * Takes markup text apart, in order. Total: backticks that pair with nothing are text. Nothing is lost:
 * putting the fences and backticks back around the code spans gives the text again.
 */
export function spans(text: MarkupText): Span[] {
  const found: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(CODE)) {
    if (match.index > end) found.push({ kind: "text", text: text.slice(end, match.index) });
    const [whole, lang, block, code] = match;
    if (code !== undefined) found.push({ kind: "code", text: code });
    else found.push({ kind: "block", text: block ?? "", ...(lang ? { lang } : {}) });
    end = match.index + whole.length;
  }
  if (end < text.length) found.push({ kind: "text", text: text.slice(end) });
  return found;
}

/** The text as read aloud: code without its backticks and fences. */
export function plain(text: MarkupText): string {
  return spans(text)
    .map((span) => span.text)
    .join("");
}

/** Longest part of a question that a sentence quotes, in characters. */
const QUOTED = 80;

/** The beginning of a text on one line, to tell one question from another in a sentence. */
export function quote(text: MarkupText): string {
  const line = plain(text).replace(/\s+/g, " ").trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED - 1)}…` : line;
}
