import type { AskedWhere } from "../engine/words/item.ts";
import type { WordId } from "../engine/words/say.ts";
import { clean } from "../words/inline.ts";
import type { Words } from "../words/words.ts";

const STYLE_IDS: Readonly<Record<string, WordId>> = {
  definition: "style.definition",
  conceptual: "style.conceptual",
  compare: "style.compare",
  decision: "style.decision",
  tradeoff: "style.tradeoff",
  diagnosis: "style.diagnosis",
  scenario: "style.scenario",
  walkthrough: "style.walkthrough",
  numeric: "style.numeric",
  coding: "style.coding",
  trick: "style.trick",
  opinion: "style.opinion",
};

/** How a question is asked, in the reader's words; a style that they have no word for by its own name. */
export function styleName(words: Words, style: string): string {
  const id = STYLE_IDS[style];
  return id === undefined ? style : words.plain(id);
}

/** How a question is asked, how often, of whom and where; nothing where no source says it. */
export function askedFacts(
  words: Words,
  { style, frequency, audiences, roles, companies }: AskedWhere,
): string[] {
  const list = (all: readonly { id: WordId }[]) => words.plain("sheet.list", { list: { list: all } });
  return [
    styleName(words, style),
    words.plain(`frequency.${frequency}`),
    words.plain("sheet.audiences", { list: list(audiences.map((one) => ({ id: `audience.${one}` }))) }),
    words.plain("sheet.roles", { list: list(roles.map((one) => ({ id: `role.${one}` }))) }),
    ...(companies.length === 0
      ? []
      : [words.plain("sheet.companies", { list: { list: companies.map(clean) } })]),
  ];
}

/** The same in one line of small print. */
export const askedLine = (words: Words, asked: AskedWhere): string => askedFacts(words, asked).join(" · ");
