import type {
  OpenAnswerReply,
  OpenCoverageReply,
  OpenPartReply,
  OpenResultReply,
  OpenSealedReply,
} from "../engine/words/reply.ts";
import { text } from "../words/inline.ts";
import {
  before,
  buttonsOf,
  callout,
  card,
  footnote,
  keyPoint,
  lead,
  linkBlock,
  markup,
  paragraph,
  paragraphs,
  type Reader,
  rich,
  ticksOf,
} from "./build.ts";
import { saidBlocks } from "./explained.ts";
import { foundBlocks } from "./found.ts";
import type { Block, Card } from "./model.ts";
import { diagramBlocks, shownBeside } from "./pictured.ts";
import { chips } from "./questions.ts";

/** A learner's own words, word for word. */
export const ownWords = (own: string, { words }: Reader): Block => ({
  ...{ type: "callout", look: "plain", label: words.plain("open.own"), quote: [] },
  text: [[text(own)]],
});

/** First what one says first, and what counts, to be ticked; the rest is a press away. */
export function openAnswer(reply: OpenAnswerReply, reader: Reader): Card {
  const { words } = reader;
  const title = words.plain("open.title");
  const note = reply.note === undefined ? [] : [words.rich(reply.note)];
  const [submit] = buttonsOf(words, [reply.submit]);
  return card(reply, {
    title,
    spoken: [
      before(words, title),
      ...note.flatMap((line) => [...line, text(" ")]),
      ...markup(reply.shortAnswer),
    ],
    blocks: [
      ...note.map((line) => paragraph(line)),
      lead(reply.prompt),
      ...(reply.own === null ? [] : [ownWords(reply.own, reader)]),
      ...(reply.found === null ? [] : foundBlocks(reply.found, reader)),
      callout("right", words.plain("open.short"), reply.shortAnswer),
      ...shownBeside(reply.shortAnswer, reply.formulas),
      ...linkBlock(reader, reply.links),
      ...(submit === undefined
        ? []
        : [
            {
              type: "checklist",
              label: words.plain("open.which"),
              hint: words.plain("open.stars"),
              items: ticksOf(words, reply.keyPoints),
              submit,
            } as const,
          ]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** An answer in words to the question of the day is in: what counts in it is told at the close. */
export function openSealed(reply: OpenSealedReply, reader: Reader): Card {
  const { words } = reader;
  const { own, changed, answered, closesAt } = reply;
  const title = words.plain("open.in", {
    how: own === null ? "spoken" : "written",
    changed: changed ? "yes" : "no",
  });
  return card(reply, {
    tone: changed ? "info" : "done",
    title,
    spoken: [text(title)],
    blocks: [
      ...(own === null ? [] : [ownWords(own, reader)]),
      footnote(rich(reader, "open.until", { answered, closes: { time: closesAt, style: "relative" } })),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** What an open question of the day becomes: what counts, for everybody; their own answers are ticked in private. */
export function openResult(reply: OpenResultReply, reader: Reader): Card {
  const { words } = reader;
  const { keyPoints, written, spoken, closedAt } = reply;
  const title = words.plain("result.title", { mode: "daily" });
  const counts = words.plain("open.counted-in");
  return card(reply, {
    title,
    level: reply.difficulty,
    chips: chips(reader, reply),
    spoken: [text(`${title}. `), ...markup(reply.prompt)],
    blocks: [
      lead(reply.prompt),
      ...shownBeside(reply.prompt, reply.formulas),
      ...diagramBlocks(reply.diagram),
      ...(keyPoints.length === 0
        ? [paragraph(rich(reader, "open.gone"))]
        : [{ type: "list", label: counts, items: keyPoints.map(keyPoint) } as const]),
      ...(keyPoints.length === 0 ? [] : [paragraph(rich(reader, "open.compare"))]),
      ...saidBlocks(reader, reply.said),
      footnote(rich(reader, "open.closed", { written, spoken, at: { time: closedAt, style: "moment" } })),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** What the ticks come to, and what the next better answer has that theirs had not. */
export function openCoverage(reply: OpenCoverageReply, reader: Reader): Card {
  const { words } = reader;
  const { covered, missed, next, trap } = reply;
  const percent = Math.round(100 * covered);
  const title = words.plain("open.covered");
  const share = words.plain("open.by-weight", { percent });
  return card(reply, {
    title,
    spoken: [before(words, title), text(share)],
    blocks: [
      lead(reply.prompt),
      { type: "progress", done: percent, total: 100, text: share },
      ...(missed.length === 0
        ? []
        : [{ type: "list", label: words.plain("open.missed"), items: missed.map(keyPoint) } as const]),
      callout("trap", words.plain("trap"), trap.why, trap.mistake),
      callout("right", words.plain(`open.${next.level}`), next.answer),
      ...shownBeside(next.answer, reply.formulas),
      callout("plain", words.plain("open.lifts"), next.lifts),
      footnote(rich(reader, reply.counts ? "open.counts" : "open.counted")),
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

function partBlocks({ part, formulas }: OpenPartReply, reader: Reader): Block[] {
  const { words } = reader;
  switch (part.kind) {
    case "worked":
      return [
        ...paragraphs(part.answer).map((one) => paragraph(one)),
        ...shownBeside(part.answer, formulas, 2),
      ];
    case "level":
      return [
        ...paragraphs(part.answer).map((one) => paragraph(one)),
        ...shownBeside(part.answer, formulas),
        callout("plain", words.plain("open.lifts"), part.lifts),
      ];
    case "follow-up":
      return [
        { type: "text", look: "lead", text: markup(part.question) },
        ...shownBeside(part.question, formulas),
        ...(part.answer === null
          ? [paragraph(rich(reader, "open.think-first"))]
          : [
              callout("right", words.plain("open.follow-up-answer"), part.answer),
              ...shownBeside(part.answer, formulas),
            ]),
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
    blocks: [
      ...(reply.part.kind === "follow-up" ? [] : [lead(reply.prompt)]),
      ...partBlocks(reply, reader),
      ...saidBlocks(reader, reply.said),
    ],
    buttons: buttonsOf(reader.words, reply.buttons),
  });
}
