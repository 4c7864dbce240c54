import type {
  MockAskedReply,
  MockFollowReply,
  MockJudgedReply,
  MockRateReply,
  MockTickReply,
  MockToldReply,
} from "../engine/words/reply.ts";
import { type Rich, text } from "../words/inline.ts";
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
  ticksOf,
} from "./build.ts";
import { foundBlocks } from "./found.ts";
import type { Block, Card } from "./model.ts";
import { ownWords } from "./open-answers.ts";
import { diagramBlocks, shownBeside } from "./pictured.ts";
import { chips } from "./questions.ts";

/** A step of a mock interview, headed by which question it is about; it takes the place of the one before. */
function step(
  reply: Parameters<typeof card>[0] & { number: number; total: number; buttons: MockAskedReply["buttons"] },
  reader: Reader,
  parts: { blocks: readonly Block[]; spoken: Rich; isOver?: boolean } & Partial<Card>,
): Card {
  const { words } = reader;
  const { number, total } = reply;
  const { blocks, spoken, isOver = false, ...rest } = parts;
  const title = words.plain("mock.title");
  const text = words.plain("mock.progress", { number, total });
  return card(reply, {
    title,
    spoken,
    inPlace: true,
    blocks: [{ type: "progress", done: isOver ? number : number - 1, total, text }, ...blocks],
    buttons: buttonsOf(words, reply.buttons),
    ...rest,
  });
}

/** The prompt alone, with its clock; nothing of its answer. */
export function mockAsked(reply: MockAskedReply, reader: Reader): Card {
  const { words } = reader;
  const { began, minutes, note } = reply;
  const isOpen = reply.options.length === 0;
  return step(reply, reader, {
    level: reply.difficulty,
    chips: chips(reader, reply),
    spoken: markup(reply.prompt),
    blocks: [
      ...(note === undefined ? [] : [paragraph(words.rich(note))]),
      lead(reply.prompt),
      ...shownBeside(reply.prompt, reply.formulas),
      ...diagramBlocks(reply.diagram),
      ...(isOpen
        ? []
        : [
            {
              type: "options" as const,
              rows: reply.options.map(({ letter, text: option }) => ({
                letter,
                text: markup(option),
                result: null,
              })),
            },
          ]),
      footnote(rich(reader, "mock.clock", { began: { time: began, style: "relative" }, minutes })),
      footnote(rich(reader, isOpen ? "mock.how" : "mock.computed", { command: { command: "mock" } })),
    ],
  });
}

const own = (said: string | null, reader: Reader): Block[] => (said === null ? [] : [ownWords(said, reader)]);

export function mockRate(reply: MockRateReply, reader: Reader): Card {
  const question = rich(reader, "mock.rate");
  return step(reply, reader, {
    spoken: question,
    blocks: [
      lead(reply.prompt),
      ...own(reply.own, reader),
      paragraph(question),
      footnote(rich(reader, "mock.rate-before")),
    ],
  });
}

export function mockTick(reply: MockTickReply, reader: Reader): Card {
  const { words } = reader;
  const [submit] = buttonsOf(words, [reply.submit]);
  const label = words.plain("mock.which");
  return step(reply, reader, {
    spoken: [text(label)],
    blocks: [
      lead(reply.prompt),
      ...own(reply.own, reader),
      ...(reply.found === null ? [] : foundBlocks(reply.found, reader)),
      ...(submit === undefined
        ? []
        : [
            {
              type: "checklist" as const,
              ...{ label, hint: words.plain("open.stars"), items: ticksOf(words, reply.points), submit },
            },
          ]),
    ],
  });
}

const share = ({ words }: Reader, covered: number): string =>
  words.plain("open.by-weight", { percent: Math.round(100 * covered) });

export function mockFollow(reply: MockFollowReply, reader: Reader): Card {
  const { words } = reader;
  return step(reply, reader, {
    spoken: markup(reply.question),
    blocks: [
      {
        type: "progress",
        done: Math.round(100 * reply.covered),
        total: 100,
        text: share(reader, reply.covered),
      },
      callout("plain", words.plain("mock.follow-up"), reply.question),
      footnote(rich(reader, "mock.follow-how")),
    ],
  });
}

export function mockTold(reply: MockToldReply, reader: Reader): Card {
  const { words } = reader;
  const { how, strength, missed, flags, followUp, next } = reply;
  const percent = Math.round(100 * reply.covered);
  const said =
    strength === null || how === "skipped"
      ? []
      : [paragraph(rich(reader, "mock.claimed", { strength, percent }))];
  return step(reply, reader, {
    isOver: true,
    spoken: [text(share(reader, reply.covered))],
    blocks: [
      lead(reply.prompt),
      ...(how === "skipped"
        ? [paragraph(rich(reader, "mock.skipped"))]
        : [{ type: "progress", done: percent, total: 100, text: share(reader, reply.covered) } as const]),
      ...said,
      ...(missed.length === 0
        ? []
        : [{ type: "list", label: words.plain("open.missed"), items: missed.map(keyPoint) } as const]),
      ...(flags.length === 0
        ? []
        : [{ type: "list", label: words.plain("sheet.red-flags"), items: flags.map(markup) } as const]),
      ...(followUp === null
        ? []
        : [
            callout("plain", words.plain("mock.follow-up"), followUp.question),
            ...own(followUp.own, reader),
            callout("right", words.plain("open.follow-up-answer"), followUp.answer),
          ]),
      callout("right", words.plain(`open.${next.level}`), next.answer),
      ...(reply.counts ? [] : [footnote(rich(reader, "open.counted"))]),
    ],
  });
}

export function mockJudged(reply: MockJudgedReply, reader: Reader): Card {
  const { words } = reader;
  const { right, key, chosen } = reply;
  const title = words.plain("verdict.title", {
    outcome: right ? "right" : "wrong",
    worth: "none",
    points: 0,
  });
  return step(reply, reader, {
    isOver: true,
    tone: right ? "right" : "wrong",
    title,
    spoken: [text(title)],
    blocks: [
      lead(reply.prompt),
      ...(right ? [] : [paragraph(rich(reader, "mock.chose", { letter: { strong: chosen } }))]),
      callout("right", words.plain("verdict.key", { letter: key.letter }), key.because, key.text),
    ],
  });
}
