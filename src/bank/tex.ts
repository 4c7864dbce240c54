import type { Formula } from "../engine/words/formula.ts";
import { spans } from "../engine/words/text.ts";
import { showFormula } from "./tex/formula.ts";
import { Refusal } from "./tex/layout.ts";
import { worthSetting } from "./tex/setting.ts";

export type Shown = { ok: true; text: string } | { ok: false; problem: string };

/** A formula: no space inside its dollars, and no digit after them, so that prices are not taken for one. */
const DOLLARS = /\\\$|\\|\$(?=\S)((?:\\[\s\S]|[^$\\])*?)(?<!\s)\$(?!\d)|\$/g;

/**
 * Shows the formulas of a text, TeX between `$`, as Unicode: `$\sqrt{d_k}$` becomes √dₖ. Code stays as it
 * is, `\$` is a dollar. A formula that cannot be shown faithfully is refused, with what to write instead.
 */
export function showText(markup: string): Shown {
  if (!/[$\\]/.test(markup)) return { ok: true, text: markup };
  const problems: string[] = [];
  const show = (whole: string, tex: string | undefined): string => {
    if (whole === "\\$") return "$";
    if (tex === undefined || tex === "") {
      problems.push(
        whole.startsWith("$")
          ? "a $ that is not the start or end of a formula: write \\$ for a dollar"
          : "a backslash outside code and formulas: put the formula between $",
      );
      return whole;
    }
    try {
      return showFormula(tex);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(`$${tex}$: ${error.message}`);
      return whole;
    }
  };
  const parts = spans(markup).map((span) => {
    if (span.kind === "code") return `\`${span.text}\``;
    if (span.kind === "block") return `\`\`\`${span.lang ?? ""}\n${span.text}\n\`\`\``;
    return span.text.replace(DOLLARS, show);
  });
  return problems.length > 0
    ? { ok: false, problem: problems.join("; ") }
    : { ok: true, text: parts.join("") };
}

const textsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/**
 * The formulas that are worth to be set of all texts in something, as they are written: those that have most to show
 * first. The texts are ones that `showText` shows.
 */
export function formulasOf(written: unknown): Formula[] {
  const found = new Map<string, { formula: Formula; worth: number }>();
  for (const { kind, text } of textsIn(written).flatMap(spans)) {
    if (kind !== "text") continue;
    for (const [, tex = ""] of text.matchAll(DOLLARS)) {
      const worth = tex === "" ? 0 : worthSetting(tex);
      if (worth === 0) continue;
      const shown = showFormula(tex);
      if (!found.has(shown)) found.set(shown, { formula: { tex, text: shown }, worth });
    }
  }
  return [...found.values()].sort((a, b) => b.worth - a.worth).map(({ formula }) => formula);
}
