import type { Given, SealedReply, VerdictReply } from "../engine/words/reply.ts";
import { type Choice, LETTERS, type Letter } from "../engine/words/round.ts";
import { text } from "../words/inline.ts";
import {
  buttonsOf,
  callout,
  card,
  footnote,
  lead,
  linkBlock,
  paragraph,
  type Reader,
  rich,
} from "./build.ts";
import { saidBlocks } from "./explained.ts";
import type { Block, Card } from "./model.ts";
import { shownBeside } from "./pictured.ts";
import { progressBlocks } from "./sessions.ts";

/** What one answered: while it is locked in, and what became of it. */

export const trap = ({ words }: Reader, mistake: string | null): Block[] =>
  mistake === null ? [] : [callout("trap", words.plain("trap"), mistake)];

/** What the reader answered, for a platform that marks it where the question stands. */
const ownOf = (round: string, letter: Letter) => ({
  own: { round, choice: LETTERS.indexOf(letter) as Choice },
});

/** How an answer was given, where that is known. */
function givenBlocks(reader: Reader, given: Given | null): Block[] {
  if (given === null) return [];
  const { confidence, hints } = given;
  return [
    ...(confidence === null ? [] : [footnote(rich(reader, "mine.confidence", { confidence }))]),
    ...(hints === 0 ? [] : [footnote(rich(reader, "mine.hints", { hints }))]),
  ];
}

/** Which question an answer was taken for, where nobody pressed on it. */
const about = (question: string | null): Block[] => (question === null ? [] : [lead(question)]);

export function sealed(reply: SealedReply, reader: Reader): Card {
  const { words } = reader;
  const { letter, changedFrom: before } = reply;
  const title =
    before === null
      ? words.plain("sealed.in", { letter })
      : words.plain("sealed.changed", { letter, before });
  return card(reply, {
    // Whoever changes an answer is to know it.
    tone: before === null ? "done" : "info",
    title,
    spoken: [text(title)],
    ...ownOf(reply.roundId, letter),
    blocks: [
      ...about(reply.question),
      callout("plain", letter, reply.option),
      footnote(
        rich(reader, reply.locked ? "sealed.locked" : "sealed.until", {
          answered: reply.answered,
          closes: { time: reply.closesAt, style: "relative" },
        }),
      ),
      ...givenBlocks(reader, reply.given),
      ...(reply.buttons.length === 0 || reply.given?.confidence
        ? []
        : [footnote(rich(reader, "sealed.sure"))]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

function verdictTitle({ chosen, right, moment, points }: VerdictReply, { words }: Reader): string {
  const outcome = chosen === null ? "none" : right ? "right" : "wrong";
  const worth = moment === "standing" ? "standing" : (points ?? 0) > 0 ? "points" : "none";
  return words.plain("verdict.title", { outcome, worth, points: points ?? 0 });
}

/** A card on one's own answer, with how far one is and which question it was. */
function onAnswer(reply: VerdictReply, reader: Reader, shown: Pick<Card, "tone" | "title" | "blocks">): Card {
  const { chosen } = reply;
  return card(reply, {
    ...shown,
    spoken: [text(shown.title ?? "")],
    inPlace: reply.session !== undefined,
    ...(chosen === null ? {} : ownOf(reply.roundId, chosen.letter)),
    blocks: [...progressBlocks(reader, reply.session), ...about(reply.question), ...shown.blocks],
    buttons: buttonsOf(reader.words, reply.buttons),
  });
}

/** One's own answer to a question whose key turned out wrong: neither right nor wrong. */
function withdrawnVerdict(reply: VerdictReply, reader: Reader): Card {
  const { words } = reader;
  const { chosen } = reply;
  return onAnswer(reply, reader, {
    tone: "info",
    title: words.plain("withdrawn.title"),
    blocks: [
      ...(chosen === null
        ? []
        : [callout("plain", words.plain("verdict.chose", { letter: chosen.letter }), "", chosen.text)]),
      paragraph(rich(reader, "withdrawn.line")),
    ],
  });
}

export function verdict(reply: VerdictReply, reader: Reader): Card {
  if (reply.withdrawn) return withdrawnVerdict(reply, reader);
  const { words } = reader;
  const { chosen, key, right } = reply;
  const wrong =
    chosen === null || right
      ? []
      : [
          callout(
            "wrong",
            words.plain("verdict.chose", { letter: chosen.letter }),
            chosen.because,
            chosen.text,
          ),
          ...shownBeside(chosen.because, reply.formulas),
        ];
  return onAnswer(reply, reader, {
    tone: right ? "right" : "wrong",
    title: verdictTitle(reply, reader),
    blocks: [
      ...wrong,
      callout("right", words.plain("verdict.key", { letter: key.letter }), key.because, key.text),
      ...shownBeside(key.because, reply.formulas),
      ...trap(reader, reply.trap),
      ...saidBlocks(reader, reply.said),
      ...givenBlocks(reader, reply.given),
      ...(reply.session === undefined && (reply.points ?? 0) > 0 && !reply.capped
        ? [footnote(rich(reader, `points.${reply.mode}`))]
        : []),
      ...(reply.capped ? [footnote(rich(reader, "verdict.capped"))] : []),
      ...(reply.seen === true ? [footnote(rich(reader, "verdict.seen"))] : []),
      ...linkBlock(reader, reply.links),
    ],
  });
}
