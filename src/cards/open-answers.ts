import type { OpenAnswerReply, OpenPartReply } from "../engine/words/reply.ts";
import { type Rich, text } from "../words/inline.ts";
import {
  buttonsOf,
  callout,
  card,
  lead,
  linkBlock,
  markup,
  paragraph,
  paragraphs,
  type Reader,
  rich,
} from "./build.ts";
import type { Block, Card } from "./model.ts";

/** How much a key point weighs, as stars. */
const STARS = ["", "★", "★★", "★★★"];
const stars = (weight: number): string => STARS[weight] ?? STARS[3] ?? "";

/** First what one says first, what many get wrong, and what counts; the rest is a press away. */
export function openAnswer(reply: OpenAnswerReply, reader: Reader): Card {
  const { words } = reader;
  const { trap } = reply;
  const title = words.plain("open.title");
  const keyPoint = ({ point, weight }: OpenAnswerReply["keyPoints"][number]): Rich => [
    ...markup(point),
    text(` ${stars(weight)}`),
  ];
  return card(reply, {
    title,
    spoken: [text(`${title}: `), ...markup(reply.shortAnswer)],
    blocks: [
      lead(reply.prompt),
      ...(reply.own === null
        ? []
        : [{ ...callout("plain", words.plain("open.own"), ""), text: [[text(reply.own)]] } as Block]),
      callout("right", words.plain("open.short"), reply.shortAnswer),
      callout("trap", words.plain("trap"), trap.why, trap.mistake),
      { type: "list", label: words.plain("open.key-points"), items: reply.keyPoints.map(keyPoint) },
      ...linkBlock(reader, reply.links),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

function partTitle({ part }: OpenPartReply, { words }: Reader): string {
  switch (part.kind) {
    case "worked":
      return words.plain("open.worked");
    case "level":
      return words.plain(`open.${part.level}`);
    case "follow-up":
      return words.plain("open.follow-up", { number: part.number, of: part.of });
    default:
      return part satisfies never;
  }
}

function partBlocks({ part }: OpenPartReply, reader: Reader): Block[] {
  const { words } = reader;
  switch (part.kind) {
    case "worked":
      return paragraphs(part.answer).map((one) => paragraph(one));
    case "level":
      return [
        ...paragraphs(part.answer).map((one) => paragraph(one)),
        callout("plain", words.plain("open.lifts"), part.lifts),
      ];
    case "follow-up":
      return [
        { type: "text", look: "lead", text: markup(part.question) },
        ...(part.answer === null
          ? [paragraph(rich(reader, "open.think-first"))]
          : [callout("right", words.plain("open.follow-up-answer"), part.answer)]),
      ];
    default:
      return part satisfies never;
  }
}

/** One more part of an open answer, asked for by a press. */
export function openPart(reply: OpenPartReply, reader: Reader): Card {
  const title = partTitle(reply, reader);
  return card(reply, {
    title,
    spoken: [text(title)],
    blocks: [...(reply.part.kind === "follow-up" ? [] : [lead(reply.prompt)]), ...partBlocks(reply, reader)],
    buttons: buttonsOf(reader.words, reply.buttons),
  });
}
