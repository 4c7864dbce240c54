/**
 * How much of a formula one line of text can hardly show: rows of a matrix or of cases, fractions that have sums or
 * fractions in them, sums and products from one limit to another. 0: it reads as well on its line.
 */

const ROWS = 4;
const FRACTION = 2;
const LIMITS = 2;

const BIG = /\\(?:sum|prod|int)(?![A-Za-z])/;
/** What is raised or lowered is no term of its own. */
const SCRIPTS = /[_^]\s*(?:\{[^{}]*\}|\\[A-Za-z]+|\S)/g;
/** What stands between two terms; a sign before the first is none. */
const TERMS = /\S\s*(?:[+\-−·×]|\\(?:cdot|times|odot|pm)(?![A-Za-z]))/;
const BOTH_LIMITS =
  /\\(?:sum|prod|int)\s*(?:_(?:\{[^{}]*\}|\S)\s*\^|\^(?:\{[^{}]*\}|\S)\s*_)(?:\{[^{}]*\}|\\[A-Za-z]+|\S)/g;

/** The {group} that begins there, without its braces, and where it ends. */
function groupAt(tex: string, from: number): { inside: string; end: number } {
  let depth = 0;
  for (let at = from; at < tex.length; at++) {
    if (tex[at] === "\\") at++;
    else if (tex[at] === "{") depth++;
    else if (tex[at] === "}" && --depth === 0) return { inside: tex.slice(from + 1, at), end: at + 1 };
  }
  return { inside: tex.slice(from + 1), end: tex.length };
}

function fractionsOf(tex: string): number {
  let worth = 0;
  for (const { index } of tex.matchAll(/\\frac\s*(?=\{)/g)) {
    const above = groupAt(tex, tex.indexOf("{", index));
    const next = tex.slice(above.end).search(/\S/) + above.end;
    const parts = [above.inside, tex[next] === "{" ? groupAt(tex, next).inside : ""];
    if (
      parts.some((part) => TERMS.test(part.replace(SCRIPTS, "")) || BIG.test(part) || part.includes("\\frac"))
    )
      worth += FRACTION;
  }
  return worth;
}

export function worthSetting(tex: string): number {
  const rows = tex.match(/\\begin\{/g)?.length ?? 0;
  const limits = tex.match(BOTH_LIMITS)?.length ?? 0;
  return ROWS * rows + LIMITS * limits + fractionsOf(tex);
}
