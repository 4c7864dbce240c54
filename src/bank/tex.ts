import { spans } from "../engine/words/text.ts";
import { showFormula } from "./tex/formula.ts";
import { Refusal } from "./tex/layout.ts";

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
