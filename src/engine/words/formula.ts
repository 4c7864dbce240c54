import type { MarkupText } from "./item.ts";

/** A formula that says more when it is set than on one line of text. */
export interface Formula {
  tex: string;
  /** As the texts have it, in Unicode. */
  text: string;
}

/**
 * Which formulas stand in texts that are shown: so nothing is set that the words beside it do not say.
 *
 * @param known the ones that have most to show first
 */
export const formulasIn = (
  texts: readonly MarkupText[],
  known: readonly Formula[] | undefined = [],
): Formula[] => known.filter(({ text }) => texts.some((one) => one.includes(text)));

/** As a field of what has texts; none where there are none. */
export function withFormulas(
  texts: readonly MarkupText[],
  known: readonly Formula[] | undefined,
): { formulas?: readonly Formula[] } {
  const formulas = formulasIn(texts, known);
  return formulas.length === 0 ? {} : { formulas };
}
