import type { HighlighterCore } from "shiki/core";
import type { Look } from "../cards/ports.ts";

const THEMES = { dark: "github-dark-default", light: "github-light-default" } as const satisfies Record<
  Look,
  string
>;
/** What the bank's code is written in; other code has one colour. */
const SYNTAXES: ReadonlySet<string> = new Set(["python", "py"]);

let highlighter: HighlighterCore | undefined;

/** Reads what colours code, once. */
export async function readyToColor(): Promise<void> {
  if (highlighter !== undefined) return;
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/javascript"),
  ]);
  highlighter = await createHighlighterCore({
    langs: [import("shiki/langs/python.mjs")],
    themes: [import("shiki/themes/github-dark-default.mjs"), import("shiki/themes/github-light-default.mjs")],
    engine: createJavaScriptRegexEngine(),
  });
}

/** A stretch of a line in one colour; null: in that of all text. */
export interface Colored {
  text: string;
  color: string | null;
}

/** Lines of code in colours. */
export function colored(code: string, syntax: string | null, look: Look): Colored[][] {
  if (highlighter === undefined) throw new Error("what colours code was not read");
  if (syntax === null || !SYNTAXES.has(syntax))
    return code.split("\n").map((text) => [{ text, color: null }]);
  return highlighter
    .codeToTokens(code, { lang: syntax, theme: THEMES[look] })
    .tokens.map((line) => line.map(({ content, color }) => ({ text: content, color: color ?? null })));
}
