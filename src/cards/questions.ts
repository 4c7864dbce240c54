import type {
  Given,
  HintReply,
  OpenQuestionReply,
  QuestionReply,
  ResultReply,
  SealedReply,
  VerdictReply,
} from "../engine/words/reply.ts";
import { type Choice, LETTERS, type Letter } from "../engine/words/round.ts";
import type { Piece } from "../engine/words/say.ts";
import { code, joined, type Rich, text } from "../words/inline.ts";
import { askedLine } from "./asked.ts";
import {
  before,
  buttonsOf,
  callout,
  card,
  footnote,
  lead,
  levelName,
  linkBlock,
  markup,
  paragraph,
  type Reader,
  rich,
} from "./build.ts";
import { saidBlocks } from "./explained.ts";
import { leadBlocks, liveQuestionTitle, liveResultTitle, liveState } from "./live.ts";
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

const trap = ({ words }: Reader, mistake: string | null): Block[] =>
  mistake === null ? [] : [callout("trap", words.plain("trap"), mistake)];

/** The whole hash, in small print: hidden it would bind nobody. What it proves is behind a button. */
const sealBlock = (reader: Reader, commitment: string | null): Block[] =>
  commitment === null ? [] : [footnote(rich(reader, "question.seal", { seal: { code: commitment } }))];

/** After the close: the same hash, and how whoever has the two messages alone can make it again. */
const checkBlocks = (reader: Reader, { commitment, check }: NonNullable<ResultReply["seal"]>): Block[] => [
  ...sealBlock(reader, commitment),
  {
    type: "details",
    summary: reader.words.plain("button.seal"),
    blocks: [footnote(rich(reader, "seal.proves")), footnote([code(check)])],
  },
];

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

/** One's own answer to a question whose key turned out wrong: neither right nor wrong. */
function withdrawnVerdict(reply: VerdictReply, reader: Reader): Card {
  const { words } = reader;
  const { chosen } = reply;
  const title = words.plain("withdrawn.title");
  return card(reply, {
    tone: "info",
    title,
    spoken: [text(title)],
    inPlace: reply.session !== undefined,
    ...(chosen === null ? {} : ownOf(reply.roundId, chosen.letter)),
    blocks: [
      ...progressBlocks(reader, reply.session),
      ...about(reply.question),
      ...(chosen === null
        ? []
        : [callout("plain", words.plain("verdict.chose", { letter: chosen.letter }), "", chosen.text)]),
      paragraph(rich(reader, "withdrawn.line")),
    ],
    buttons: buttonsOf(words, reply.buttons),
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
  const title = verdictTitle(reply, reader);
  return card(reply, {
    tone: right ? "right" : "wrong",
    title,
    spoken: [text(title)],
    inPlace: reply.session !== undefined,
    ...(chosen === null ? {} : ownOf(reply.roundId, chosen.letter)),
    blocks: [
      ...progressBlocks(reader, reply.session),
      ...about(reply.question),
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
    buttons: buttonsOf(words, reply.buttons),
  });
}

function whoWasRight({ names, more }: ResultReply["right"], answered: number, reader: Reader): Rich {
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
