import type {
  OpenAnswerReply,
  OpenQuestionReply,
  QuestionReply,
  ResultReply,
  SealedReply,
  VerdictReply,
} from "../../../engine/words/reply.ts";
import { counted } from "../../../engine/words/wording.ts";
import type { Block, Inline, Rich, View } from "./model.ts";
import {
  buttonView,
  clean,
  linkBlock,
  markup,
  name,
  oneLine,
  paragraphs,
  role,
  sentence,
  text,
  time,
} from "./text.ts";

/** A topic's name as a short fact. */
const TOPIC = 60;

const plain = (...inlines: Inline[]): Block => ({ type: "text", look: "plain", text: inlines });
const small = (...inlines: Inline[]): Block => ({ type: "text", look: "small", text: inlines });

const callout = (
  look: "plain" | "right" | "wrong" | "trap",
  label: string,
  body: Rich,
  quote: Rich = [],
): Block => ({ type: "callout", look, label, quote, text: body });

const theTrap = (trap: string | null): Block[] =>
  trap === null ? [] : [callout("trap", "The trap", markup(trap))];

const chips = (reply: { topic: string; difficulty: string }) => [
  oneLine(reply.topic, TOPIC),
  reply.difficulty,
];

const seal = (commitment: string, ...more: Block[]): Block => ({
  type: "details",
  summary: `Sealed: ${clean(commitment)}`,
  blocks: [
    small(
      text(
        "This is the SHA-256 of a secret salt, the question and its key. It was shown before anybody answered, so the key cannot be changed without everybody noticing.",
      ),
    ),
    ...more,
  ],
});

export function question(reply: QuestionReply): View {
  const { asker, ping, answered, closesAt, commitment } = reply;
  const isDaily = reply.mode === "daily";
  return {
    kind: reply.kind,
    tone: "plain",
    title: isDaily ? "Question of the day" : "Practice question",
    chips: chips(reply),
    blocks: [
      ...(ping === null ? [] : [plain(role(ping))]),
      { type: "text", look: "lead", text: markup(reply.stem) },
      {
        type: "options",
        rows: reply.options.map(({ letter, text: option }) => ({
          letter,
          text: markup(option),
          result: null,
        })),
      },
      small(
        ...(asker === null ? [] : [text("Asked by "), name(asker), text(". ")]),
        ...(isDaily
          ? [
              text(answered === 0 ? "Nobody has answered yet" : `${answered} answered`),
              text(" · closes "),
              time(closesAt, "relative"),
              text(", "),
              time(closesAt, "moment"),
            ]
          : [text("Your first answer counts.")]),
      ),
      ...(isDaily
        ? [small(text("Your answer stays private until the close, and you can change it until then."))]
        : []),
      ...(reply.previous === null ? [] : [small(...sentence(reply.previous))]),
      ...(commitment === null ? [] : [seal(commitment)]),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}

export function result(reply: ResultReply): View {
  const { answered, key, right } = reply;
  const share = (count: number) => (answered === 0 ? 0 : Math.min(1, count / answered));
  const names = right.names.flatMap((one, i): Inline[] => (i === 0 ? [name(one)] : [text(", "), name(one)]));
  const more = right.more === 0 ? [] : [text(` and ${right.more} more`)];
  return {
    kind: reply.kind,
    tone: "plain",
    title: reply.mode === "daily" ? "Result of the day" : "Practice question: the result",
    chips: chips(reply),
    blocks: [
      { type: "text", look: "lead", text: markup(reply.stem) },
      {
        type: "options",
        rows: reply.options.map(({ letter, text: option, chosenBy, isKey }) => ({
          letter,
          text: markup(option),
          result: { count: chosenBy, share: share(chosenBy), isKey },
        })),
      },
      callout("right", `Why it is ${key}`, markup(reply.explanation)),
      ...theTrap(reply.trap),
      names.length === 0
        ? plain(
            text(
              answered === 0 ? "Nobody answered this one." : "Nobody on the boards had it right this time.",
            ),
          )
        : plain(text("Right: "), ...names, ...more),
      ...linkBlock(reply.links),
      small(text(`${answered} answered · closed `), time(reply.closedAt, "moment")),
      ...(reply.seal === null
        ? []
        : [
            seal(
              reply.seal.commitment,
              small(text("Check it yourself in a shell:")),
              plain({ type: "code", text: clean(reply.seal.check) }),
            ),
          ]),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}

export function sealed(reply: SealedReply): View {
  const { letter, changedFrom, closesAt } = reply;
  return {
    kind: reply.kind,
    tone: "done",
    title: changedFrom === null ? `${letter} is in` : `Changed from ${changedFrom} to ${letter}`,
    chips: [],
    blocks: [
      ...(reply.question === null ? [] : [plain(...markup(reply.question))]),
      callout("plain", letter, markup(reply.option)),
      small(
        text(`${reply.answered} answered. You can change your mind until the close, `),
        time(closesAt, "relative"),
        text("."),
      ),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}

function verdictTitle({ chosen, right, moment, points }: VerdictReply): string {
  if (chosen === null) return "You did not answer this one";
  const head = right ? "Right" : "Not this time";
  if (moment === "standing") return `${head}. Your first answer stands`;
  return points === null || points === 0 ? head : `${head}: ${counted(points, "point")}`;
}

export function verdict(reply: VerdictReply): View {
  const { chosen, key, right } = reply;
  const wrong =
    chosen === null || right
      ? []
      : [callout("wrong", `You chose ${chosen.letter}`, markup(chosen.because), markup(chosen.text))];
  return {
    kind: reply.kind,
    tone: right ? "right" : "wrong",
    title: verdictTitle(reply),
    chips: [],
    blocks: [
      ...(reply.question === null ? [] : [plain(...markup(reply.question))]),
      ...wrong,
      callout(
        "right",
        right ? `${key.letter} is right` : `The key is ${key.letter}`,
        markup(key.because),
        markup(key.text),
      ),
      ...theTrap(reply.trap),
      ...(reply.capped
        ? [small(text("That is the most that practice earns in a day; daily questions still count."))]
        : []),
      ...linkBlock(reply.links),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}

export function openQuestion(reply: OpenQuestionReply): View {
  const { asker, askedAt } = reply;
  return {
    kind: reply.kind,
    tone: "plain",
    title: "Interview question",
    chips: chips(reply),
    blocks: [
      { type: "text", look: "lead", text: markup(reply.prompt) },
      ...(askedAt.length === 0 ? [] : [small(text(`Asked at ${askedAt.join(", ")}`))]),
      ...(asker === null ? [] : [small(text("Asked by "), name(asker))]),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}

export function openAnswer(reply: OpenAnswerReply): View {
  const { modelAnswers: models, trap } = reply;
  const model = (label: string, { answer, lifts }: { answer: string; lifts: string }) =>
    callout("plain", label, markup(lifts), markup(answer));
  const own = reply.own === null ? [] : [callout("plain", "Your answer", [text(reply.own)])];
  return {
    kind: reply.kind,
    tone: "plain",
    title: "Worked answer",
    chips: [],
    blocks: [
      { type: "text", look: "lead", text: markup(reply.prompt) },
      ...own,
      callout("right", "In short", markup(reply.shortAnswer)),
      ...paragraphs(reply.workedAnswer).map((part): Block => ({ type: "text", look: "plain", text: part })),
      callout("trap", "The trap", markup(trap.why), markup(trap.mistake)),
      {
        type: "list",
        label: "What a strong answer names",
        items: reply.keyPoints.map(({ point }) => markup(point)),
      },
      {
        type: "details",
        summary: "From a basic to a strong answer",
        blocks: [model("Basic", models.basic), model("Solid", models.solid), model("Strong", models.strong)],
      },
      {
        type: "details",
        summary: `Follow-up questions (${reply.followUps.length})`,
        blocks: reply.followUps.map(({ question: asked, answer }) => ({
          type: "entry",
          head: markup(asked),
          text: markup(answer),
          foot: [],
        })),
      },
      ...linkBlock(reply.links),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}
