import type { ResultReply } from "../engine/words/reply.ts";
import type { Piece } from "../engine/words/say.ts";
import { code, text } from "../words/inline.ts";
import { trap } from "./answers.ts";
import {
  buttonsOf,
  callout,
  card,
  footnote,
  lead,
  linkBlock,
  markup,
  paragraph,
  type Reader,
  rich,
} from "./build.ts";
import { saidBlocks } from "./explained.ts";
import { leadBlocks, liveResultTitle } from "./live.ts";
import type { Block, Card } from "./model.ts";
import { diagramBlocks, shownBeside } from "./pictured.ts";
import { chips, sealBlock, whoWasRight } from "./questions.ts";

/** After the close: the same hash, and how whoever has the two messages alone can make it again. */
const checkBlocks = (reader: Reader, { commitment, check }: NonNullable<ResultReply["seal"]>): Block[] => [
  ...sealBlock(reader, commitment),
  {
    type: "details",
    summary: reader.words.plain("button.seal"),
    blocks: [footnote(rich(reader, "seal.proves")), footnote([code(check)])],
  },
];

export function result(reply: ResultReply, reader: Reader): Card {
  const { words } = reader;
  const { answered, key } = reply;
  const share = (count: number) => (answered === 0 ? 0 : Math.min(1, count / answered));
  const { live, withdrawn } = reply;
  const title =
    live === undefined ? words.plain("result.title", { mode: reply.mode }) : liveResultTitle(reader, live);
  const answer = (letter: Piece) =>
    withdrawn ? rich(reader, "withdrawn.line") : rich(reader, "result.answer", { letter });
  return card(reply, {
    title,
    level: reply.difficulty,
    chips: chips(reader, reply),
    spoken: [text(`${title}. `), ...answer(key), text(" "), ...markup(reply.explanation)],
    blocks: [
      paragraph(answer({ strong: key })),
      lead(reply.stem),
      ...shownBeside(reply.stem, reply.formulas),
      ...diagramBlocks(reply.diagram),
      {
        type: "options",
        rows: reply.options.map(({ letter, text: option, chosenBy, isKey }) => ({
          letter,
          text: markup(option),
          result: { count: chosenBy, share: share(chosenBy), isKey },
        })),
      },
      ...(reply.explanation === "" ? [] : [callout("right", words.plain("result.why"), reply.explanation)]),
      ...shownBeside(reply.explanation, reply.formulas),
      ...trap(reader, reply.trap),
      ...saidBlocks(reader, reply.said),
      ...(withdrawn ? [] : [paragraph(whoWasRight(reply.right, answered, reader))]),
      ...leadBlocks(reader, live),
      ...linkBlock(reader, reply.links),
      footnote(rich(reader, "result.closed", { answered, at: { time: reply.closedAt, style: "moment" } })),
      ...(reply.seal === null ? [] : checkBlocks(reader, reply.seal)),
    ],
    buttons: buttonsOf(words, reply.buttons),
    round: reply.roundId,
  });
}
