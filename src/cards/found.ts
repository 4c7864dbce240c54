import type { FoundInAnswer } from "../engine/words/reply.ts";
import { text } from "../words/inline.ts";
import { callout, footnote, markup, paragraph, type Reader, rich } from "./build.ts";
import type { Block } from "./model.ts";

/** So much of a learner's own words is shown again; a card is short. */
const EVIDENCE = 160;

/** On one line, and cut between two words where there are more. */
export function shortened(words: string): string {
  const line = words.replace(/\s+/g, " ").trim();
  if (line.length <= EVIDENCE) return line;
  return `${line.slice(0, EVIDENCE).replace(/\s+\S*$/, "")} …`;
}

/** What seems to be in somebody's own answer: a suggestion, and said to be one. */
export function foundBlocks(found: FoundInAnswer, reader: Reader): Block[] {
  const { words } = reader;
  const { covered, contradictions } = found;
  return [
    covered.length === 0
      ? paragraph(rich(reader, "open.found.nothing"))
      : {
          type: "list",
          label: words.plain("open.found"),
          items: covered.map(({ point, evidence }) => [
            ...markup(point),
            text(words.plain("colon")),
            ...rich(reader, "open.found.evidence", { words: shortened(evidence) }),
          ]),
        },
    ...contradictions.map(({ statement, why }): Block => {
      const label = words.plain("open.found.look");
      return { ...callout("wrong", label, why), quote: [[text(shortened(statement))]] } as Block;
    }),
    // Where nothing was found, it has just been said what was compared.
    ...(covered.length + contradictions.length === 0 ? [] : [footnote(rich(reader, "open.found.about"))]),
  ];
}
