import type {
  OpenAnswerReply,
  OpenQuestionReply,
  QuestionReply,
  ResultReply,
  SealedReply,
  VerdictReply,
} from "../../engine/words/reply.ts";
import { counted } from "../../engine/words/wording.ts";
import { type Block, buttonBlocks, type Fit, heading, lines, paragraph, smallPrint } from "./blocks.ts";
import { linkLine } from "./render-parts.ts";
import { bold, code, literal, markup, mention, moment, name, phraseRuns, type Run, token } from "./text.ts";

/** Nobody can take a member's reaction away on Slack, so people have to know. */
function reactionsHint(answers: QuestionReply["answers"]): Run {
  const how = answers === "reactions" ? "React" : "Or react";
  return token(
    `${how} with :one: :two: :three: :four: for A B C D. Reactions are visible to everyone; to change your answer, react anew.`,
  );
}

function about(topic: string, difficulty: string, more: readonly Run[]): Run[] {
  return [name(topic), literal(` · ${difficulty}`), ...more];
}

const askedBy = (asker: string | null) => (asker === null ? [] : [literal(" · asked by "), name(asker)]);

const option = (letter: string, text: string) => [bold(letter), literal("  "), ...markup(text)];

export function question(reply: QuestionReply, fit: Fit): Block[] {
  const count = reply.answered === 0 ? "No answers yet" : `${counted(reply.answered, "answer")} so far`;
  const closes =
    reply.mode === "daily"
      ? [literal(`${count} · closes `), moment(reply.closesAt, "relative")]
      : [literal("Your first answer counts · open until "), moment(reply.closesAt, "relative")];
  const commitment =
    reply.commitment === null
      ? []
      : [
          literal(" · the answer is already fixed: its seal is "),
          code(reply.commitment),
          literal(", and the close shows how to check it"),
        ];
  const reacting = reply.mode === "daily" && reply.answers !== "buttons";
  return [
    ...(reply.ping === null ? [] : paragraph([mention(reply.ping)], fit)),
    heading(reply.mode === "daily" ? "Question of the day" : "Question"),
    ...smallPrint(...about(reply.topic, reply.difficulty, askedBy(reply.asker))),
    ...paragraph(markup(reply.stem), fit),
    ...reply.options.flatMap((o) => paragraph(option(o.letter, o.text), fit)),
    ...smallPrint(...closes, ...commitment),
    ...(reply.previous === null ? [] : smallPrint(...phraseRuns(reply.previous))),
    ...(reacting ? smallPrint(reactionsHint(reply.answers)) : []),
    ...buttonBlocks(reply.buttons),
  ];
}

/** What is read out where there are no blocks: the question with its options. */
export function questionText(reply: QuestionReply): Run[] {
  return lines(
    [literal(reply.mode === "daily" ? "Question of the day: " : "Question: "), ...markup(reply.stem)],
    ...reply.options.map((o) => [literal(`${o.letter}  `), ...markup(o.text)]),
  );
}

export function openQuestion(reply: OpenQuestionReply, fit: Fit): Block[] {
  const companies = reply.askedAt.flatMap((company, i) => [
    literal(i === 0 ? " · asked at " : ", "),
    name(company),
  ]);
  return [
    heading("Interview question"),
    ...smallPrint(...about(reply.topic, reply.difficulty, [...companies, ...askedBy(reply.asker)])),
    ...paragraph(markup(reply.prompt), fit),
    ...buttonBlocks(reply.buttons),
  ];
}

function part(title: string, text: readonly Run[], fit: Fit): Block[] {
  return paragraph(lines([bold(title)], text), fit);
}

export function openAnswer(reply: OpenAnswerReply, fit: Fit): Block[] {
  const { basic, solid, strong } = reply.modelAnswers;
  const model = (title: string, { answer, lifts }: typeof basic) =>
    part(title, lines(markup(answer), [literal("What lifts it: "), ...markup(lifts)]), fit);
  return [
    heading("Worked answer"),
    ...paragraph(markup(reply.prompt), fit),
    ...(reply.own === null ? [] : part("Your answer", [literal(reply.own)], fit)),
    ...part("In short", markup(reply.shortAnswer), fit),
    ...part("Worked out", markup(reply.workedAnswer), fit),
    ...part("Trap", lines(markup(reply.trap.mistake), markup(reply.trap.why)), fit),
    ...reply.keyPoints.flatMap(({ point, weight }, i) =>
      part(`Key point ${i + 1}, weight ${weight}`, markup(point), fit),
    ),
    ...model("A basic answer", basic),
    ...model("A solid answer", solid),
    ...model("A strong answer", strong),
    ...reply.followUps.flatMap(({ question: asked, answer }) =>
      part("Follow-up", lines(markup(asked), markup(answer)), fit),
    ),
    ...linkLine(reply.links),
    ...buttonBlocks(reply.buttons),
  ];
}

export function sealedText(reply: SealedReply): Run[] {
  const changed = reply.changedFrom === null ? [] : [literal(` (changed from ${reply.changedFrom})`)];
  return [literal("Your answer: "), ...option(reply.letter, reply.option), ...changed];
}

export function sealed(reply: SealedReply, fit: Fit): Block[] {
  return [
    ...paragraph(reply.question === null ? [] : markup(reply.question), fit),
    ...paragraph(sealedText(reply), fit),
    ...smallPrint(
      literal(`You can change it until `),
      moment(reply.closesAt, "relative"),
      literal(`; then you see whether it is right. ${counted(reply.answered, "answer")} so far.`),
    ),
    ...buttonBlocks(reply.buttons),
  ];
}

export function verdictText(reply: VerdictReply): Run[] {
  if (reply.chosen === null)
    return [literal("You did not answer this one. The key is "), bold(reply.key.letter), literal(".")];
  if (reply.right) return [token("✅ "), literal("Right: "), bold(reply.key.letter), literal(".")];
  return [
    token("❌ "),
    literal("Not quite: you chose "),
    bold(reply.chosen.letter),
    literal(", the key is "),
    bold(reply.key.letter),
    literal("."),
  ];
}

function verdictNotes(reply: VerdictReply): Run[] {
  const standing = reply.moment === "standing" ? "Your first answer stands. " : "";
  const points = reply.points ? `${counted(reply.points, "point")}. ` : "";
  const capped = reply.capped ? "You have reached the practice points of the day. " : "";
  const text = standing + points + capped;
  return text === "" ? [] : [literal(text.trim())];
}

export function verdict(reply: VerdictReply, fit: Fit): Block[] {
  const { chosen, key } = reply;
  const isExtra = chosen !== null && chosen.because !== key.because;
  return [
    ...paragraph(reply.question === null ? [] : markup(reply.question), fit),
    ...paragraph(verdictText(reply), fit),
    ...(isExtra
      ? part(
          reply.right ? `About ${chosen.letter}` : `Why ${chosen.letter} tempts and fails`,
          lines(markup(chosen.text), markup(chosen.because)),
          fit,
        )
      : []),
    ...part(`Why ${key.letter} is right`, lines(markup(key.text), markup(key.because)), fit),
    ...(reply.trap === null ? [] : part("Trap", markup(reply.trap), fit)),
    ...linkLine(reply.links),
    ...smallPrint(...verdictNotes(reply)),
    ...buttonBlocks(reply.buttons),
  ];
}

function whoWasRight({ names, more }: ResultReply["right"]): Run[] {
  const shown = names.flatMap((n, i) => [literal(i === 0 ? "Right: " : ", "), name(n)]);
  if (more === 0) return shown;
  return [...shown, literal(names.length === 0 ? `Right: ${more}` : ` and ${more} more`)];
}

export function result(reply: ResultReply, fit: Fit): Block[] {
  const share = (n: number) => (reply.answered === 0 ? "" : ` (${Math.round((100 * n) / reply.answered)}%)`);
  return [
    heading(reply.mode === "daily" ? "Question of the day: closed" : "Practice question: closed"),
    ...smallPrint(
      ...about(reply.topic, reply.difficulty, [
        literal(` · ${counted(reply.answered, "answer")} · closed `),
        moment(reply.closedAt, "moment"),
      ]),
    ),
    ...paragraph(markup(reply.stem), fit),
    ...reply.options.flatMap((o) =>
      paragraph(
        [
          token(o.isKey ? "✅ " : "▫️ "),
          ...option(o.letter, o.text),
          literal(`  ${o.chosenBy}${share(o.chosenBy)}`),
        ],
        fit,
      ),
    ),
    ...part(`Why ${reply.key}`, markup(reply.explanation), fit),
    ...(reply.trap === null ? [] : part("Trap", markup(reply.trap), fit)),
    ...paragraph(whoWasRight(reply.right), fit),
    ...linkLine(reply.links),
    ...(reply.seal === null
      ? []
      : smallPrint(
          literal("The seal announced with the question: "),
          code(reply.seal.commitment),
          literal(". Check it: "),
          code(reply.seal.check),
        )),
    ...buttonBlocks(reply.buttons),
  ];
}
