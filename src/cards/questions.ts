import type { HintReply, OpenQuestionReply, QuestionReply, ResultReply } from "../engine/words/reply.ts";
import { joined, type Rich, text } from "../words/inline.ts";
import { askedLine } from "./asked.ts";
import {
  before,
  buttonsOf,
  callout,
  card,
  footnote,
  lead,
  levelName,
  markup,
  type Reader,
  rich,
} from "./build.ts";
import { liveQuestionTitle, liveState } from "./live.ts";
import type { Block, Card } from "./model.ts";
import { diagramBlocks, shownBeside } from "./pictured.ts";
import { progressBlocks } from "./sessions.ts";

export const chips = (
  { words }: Reader,
  reply: { topic: string; difficulty: QuestionReply["difficulty"] },
) => [reply.topic, levelName(words, reply.difficulty)];

const askedBy = (reader: Reader, asker: string | null): Rich =>
  asker === null ? [] : rich(reader, "question.asked-by", { asker: { name: asker } });

const noteOf = ({ words }: Reader, { note }: Pick<QuestionReply, "note">): Block[] =>
  note === undefined ? [] : [footnote(words.rich(note))];

/** The whole hash, in small print: hidden it would bind nobody. What it proves is behind a button. */
export const sealBlock = (reader: Reader, commitment: string | null): Block[] =>
  commitment === null ? [] : [footnote(rich(reader, "question.seal", { seal: { code: commitment } }))];

/** How to answer, in words that are true on this platform. */
function howToAnswer(reader: Reader, reply: QuestionReply): Rich {
  const { can } = reader;
  const signs = can("letter-reactions") ? "letters" : "digits";
  const seen = can("hides-reactions") ? "briefly" : "always";
  const letters = reply.options.map(({ letter }) => letter).join(" ");
  const digits = reply.options.map((_, i) => i + 1).join(" ");
  return rich(reader, "question.how", { answers: reply.answers, signs, seen, letters, digits });
}

export function question(reply: QuestionReply, reader: Reader): Card {
  const { words } = reader;
  const { answered, closesAt, commitment } = reply;
  const isDaily = reply.mode === "daily";
  const { live } = reply;
  const title =
    live === undefined
      ? words.plain(
          reply.duel !== undefined ? "duel.title" : isDaily ? "question.daily" : "question.practice",
        )
      : liveQuestionTitle(reader, live);
  const closes = { time: closesAt, style: "relative" } as const;
  const at = { time: closesAt, style: "moment" } as const;
  const { session, duel } = reply;
  const state =
    live !== undefined
      ? [liveState(reader, reply, live)]
      : duel !== undefined
        ? [rich(reader, "duel.how", { until: { time: duel.until, style: "moment" } })]
        : session !== undefined
          ? [
              session.confidence === null
                ? rich(reader, "session.sure")
                : rich(reader, "session.said", { confidence: session.confidence }),
              rich(reader, "session.how", {
                command: { command: "review" },
                stop: words.plain("button.stop"),
              }),
            ]
          : isDaily
            ? [rich(reader, "question.state", { answered, closes, at }), howToAnswer(reader, reply)]
            : [
                ...(reply.answered > 0
                  ? [rich(reader, "question.answered", { answered: reply.answered })]
                  : []),
                ...(reply.right === undefined || reply.answered === 0
                  ? []
                  : [whoWasRight(reply.right, reply.answered, reader)]),
                rich(reader, "question.practice-state", { closes }),
              ];
  return card(reply, {
    title,
    level: reply.difficulty,
    chips: chips(reader, reply),
    spoken: [before(words, title), ...markup(reply.stem)],
    blocks: [
      ...progressBlocks(reader, session, "open"),
      ...(duel === undefined ? [] : [duelProgress(reader, duel)]),
      lead(reply.stem),
      ...shownBeside(reply.stem, reply.formulas),
      ...diagramBlocks(reply.diagram),
      ...(reply.options.length === 0
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
      ...(reply.asked === undefined ? [] : [footnote([text(askedLine(words, reply.asked))])]),
      ...[askedBy(reader, reply.asker), ...state]
        .filter((part) => part.length > 0)
        .map((part) => footnote(part)),
      // Above the question it would keep that from standing first, which is what a notification says.
      ...(reply.previous === null ? [] : [footnote(words.rich(reply.previous))]),
      ...noteOf(reader, reply),
      ...sealBlock(reader, commitment),
    ],
    buttons: buttonsOf(words, reply.buttons),
    ping: isDaily ? reply.ping : null,
    round: reply.roundId,
    inPlace: session !== undefined || duel !== undefined,
  });
}

/** Who was right, by name; some are only counted. */
export function whoWasRight({ names, more }: ResultReply["right"], answered: number, reader: Reader): Rich {
  if (names.length === 0 && more === 0)
    return rich(reader, answered === 0 ? "result.nobody-answered" : "result.nobody-right");
  const shown = joined(
    names.map((one) => [reader.words.name(one)]),
    ", ",
  );
  return joined(
    [rich(reader, "result.right"), shown, more === 0 ? [] : rich(reader, "result.more", { more })],
    " ",
  );
}

/** How far one is in a duel. */
const duelProgress = ({ words }: Reader, { number, total }: NonNullable<QuestionReply["duel"]>): Block => ({
  type: "progress",
  done: number - 1,
  total,
  text: words.plain("session.progress", { number, total, due: 0 }),
});

export function openQuestion(reply: OpenQuestionReply, reader: Reader): Card {
  const { words } = reader;
  const title = words.plain("question.open");
  return card(reply, {
    title,
    level: reply.difficulty,
    chips: chips(reader, reply),
    spoken: [before(words, title), ...markup(reply.prompt)],
    blocks: [
      lead(reply.prompt),
      ...shownBeside(reply.prompt, reply.formulas),
      ...diagramBlocks(reply.diagram),
      footnote([text(askedLine(words, reply.asked))]),
      ...(reply.asker === null ? [] : [footnote(askedBy(reader, reply.asker))]),
      ...noteOf(reader, reply),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

export function hint(reply: HintReply, reader: Reader): Card {
  const { words } = reader;
  const { hints, start, struck } = reply;
  const not = words.plain("hint.not", { letter: struck.letter });
  return card(reply, {
    title: words.plain("hint.title"),
    spoken: [text(`${not} `), ...markup(start ?? "")],
    blocks: [
      lead(reply.stem),
      callout("wrong", not, struck.because ?? "", struck.text),
      ...(start === null ? [] : [callout("trap", words.plain("hint.start"), start)]),
      footnote(rich(reader, "hint.cost", { hints })),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
