import type { OpinionReply } from "../engine/words/reply.ts";
import { text } from "../words/inline.ts";
import {
  buttonsOf,
  callout,
  card,
  footnote,
  keyPoint,
  lead,
  markup,
  paragraph,
  type Reader,
  rich,
} from "./build.ts";
import { foundBlocks, shortened } from "./found.ts";
import type { Block, Card } from "./model.ts";

/** What the model said, each point by words of the learner's own. */
function saidBlocks({ model, found, missing }: OpinionReply, reader: Reader): Block[] {
  const { words } = reader;
  const { covered, contradictions } = found ?? { covered: [], contradictions: [] };
  return [
    covered.length === 0
      ? paragraph(rich(reader, "opinion.nothing"))
      : {
          type: "list",
          label: words.plain("opinion.found"),
          items: covered.map(({ point, evidence }) => [
            ...markup(point),
            text(words.plain("colon")),
            ...rich(reader, "open.found.evidence", { words: shortened(evidence) }),
          ]),
        },
    ...contradictions.map(({ statement, why }): Block => {
      const label = words.plain("opinion.wrong");
      return { ...callout("wrong", label, why), quote: [[text(shortened(statement))]] } as Block;
    }),
    ...(missing.length === 0
      ? []
      : [{ type: "list", label: words.plain("opinion.missing"), items: missing.map(keyPoint) } as const]),
    footnote(rich(reader, "opinion.about", { model: { strong: model } })),
  ];
}

/** A language model's opinion, and never a mark; where there is none, why, and what was found without it. */
export function opinion(reply: OpinionReply, reader: Reader): Card {
  const { words } = reader;
  const { prompt, instead, found } = reply;
  const title = words.plain(instead === null ? "opinion.title" : "opinion.none");
  return card(reply, {
    title,
    spoken: [text(title)],
    tone: instead === null ? "plain" : "info",
    blocks: [
      lead(prompt),
      ...(instead === null
        ? saidBlocks(reply, reader)
        : [paragraph(words.rich(instead)), ...(found === null ? [] : foundBlocks(found, reader))]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
