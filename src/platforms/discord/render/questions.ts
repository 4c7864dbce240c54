import type { Difficulty, Link } from "../../../engine/words/item.ts";
import type {
  OpenAnswerReply,
  OpenQuestionReply,
  QuestionReply,
  ResultReply,
  SealedReply,
  VerdictReply,
} from "../../../engine/words/reply.ts";
import { COLORS } from "./colors.ts";
import { code, joined, literal, markup, person, raw, strong, type Text, text } from "./markup.ts";
import type { Doc } from "./pages.ts";
import { isId, sentence, time } from "./phrases.ts";

/** A reaction is taken away where the bot may do that, and stays where it may not. */
const HINTS = {
  both: "Answer with a button, with a reaction, or with `/dlq-answer`. Others may see a reaction, but nothing else of your answer.",
  buttons: "Answer with a button or with `/dlq-answer`. Only you see your answer.",
  reactions: "Answer with a reaction, which others may see, or privately with `/dlq-answer`.",
} as const;

function heading(topic: string, difficulty: Difficulty): string {
  return `${topic} · ${difficulty}`;
}

function asked(asker: string | null): Text[] {
  return asker === null ? [] : [text`Asked by ${person(asker)}`];
}

export function question(reply: QuestionReply): Doc {
  const daily = reply.mode === "daily";
  const title = `${daily ? "Question of the day · " : ""}${heading(reply.topic, reply.difficulty)}`;
  const options = reply.options.map(({ letter, text: option }) => text`${strong(letter)}  ${markup(option)}`);
  const hint = daily
    ? `${HINTS[reply.answers]} You can change it until the close.`
    : "Your first answer counts. Only you see whether it is right.";
  const closes = text`${time(reply.closesAt, "relative")} (${time(reply.closesAt, "clock")})`;
  const closing = daily ? text`${reply.answered} answered · closes ${closes}` : text`Open until ${closes}`;
  const sealed = text`The answer is already fixed: its seal is ${code(reply.commitment ?? "")}, and the close shows how to check it.`;
  return {
    lead: text`${strong(title)}\n${markup(reply.stem)}`,
    color: COLORS[reply.difficulty],
    parts: [
      joined(options, "\n"),
      ...asked(reply.asker),
      closing,
      [raw(hint)],
      ...(reply.commitment === null ? [] : [sealed]),
      ...(reply.previous === null ? [] : [sentence(reply.previous)]),
    ],
    buttons: reply.buttons,
    ping: daily && reply.ping !== null && isId(reply.ping) ? reply.ping : null,
  };
}

export function openQuestion(reply: OpenQuestionReply): Doc {
  return {
    lead: text`${strong(heading(reply.topic, reply.difficulty))}\n${markup(reply.prompt)}`,
    color: COLORS[reply.difficulty],
    parts: [
      ...(reply.askedAt.length === 0 ? [] : [text`Asked at ${reply.askedAt.join(", ")}`]),
      ...asked(reply.asker),
    ],
    buttons: reply.buttons,
  };
}

/** Links that can be followed; of any other address the title alone is shown. */
function sources(links: readonly Link[]): Text[] {
  if (links.length === 0) return [];
  const lines = links.map(({ title, url }) => {
    const address = URL.canParse(url) ? new URL(url) : null;
    if (address === null || !/^https?:$/.test(address.protocol)) return [literal(title)];
    const target = address.href.replaceAll("(", "%28").replaceAll(")", "%29");
    return [{ ...literal(title.trim() || address.host), open: "[", close: `](${target})` }];
  });
  return [text`**Read on**\n${joined(lines, "\n")}`];
}

const trap = (mistake: Text): Text => text`**The trap**\n${mistake}`;

export function openAnswer(reply: OpenAnswerReply): Doc {
  const { basic, solid, strong: best } = reply.modelAnswers;
  const points = reply.keyPoints.map(({ point, weight }) => text`• ${markup(point)} (${weight})`);
  const followUps = reply.followUps.map((f) => text`${markup(f.question)}\n→ ${markup(f.answer)}`);
  return {
    title: "The worked answer",
    color: COLORS.info,
    parts: [
      markup(reply.prompt),
      ...(reply.own === null ? [] : [text`**Your answer**\n${reply.own}`]),
      text`**In short**\n${markup(reply.shortAnswer)}`,
      text`**Worked out**\n${markup(reply.workedAnswer)}`,
      trap(text`${markup(reply.trap.mistake)}\n${markup(reply.trap.why)}`),
      text`**What counts** (weight)\n${joined(points, "\n")}`,
      text`**A basic answer**\n${markup(basic.answer)}`,
      text`**A solid answer**\n${markup(solid.answer)}\nWhat lifts it: ${markup(solid.lifts)}`,
      text`**A strong answer**\n${markup(best.answer)}\nWhat lifts it: ${markup(best.lifts)}`,
      ...(followUps.length === 0 ? [] : [text`**Then they ask**\n${joined(followUps, "\n")}`]),
      ...sources(reply.links),
    ],
    buttons: reply.buttons,
  };
}

/** Which question an answer was taken for, where nobody pressed on it. */
const about = (question: string | null): Text[] => (question === null ? [] : [markup(question)]);

export function sealed(reply: SealedReply): Doc {
  const change = reply.changedFrom === null ? "" : ` It was ${reply.changedFrom}.`;
  return {
    color: COLORS.done,
    parts: [
      ...about(reply.question),
      text`Your answer is ${strong(reply.letter)}.${change}\n${markup(reply.option)}`,
      text`You can change it until the close ${time(reply.closesAt, "relative")}. ${reply.answered} answered so far.`,
    ],
    buttons: reply.buttons,
  };
}

function points(reply: VerdictReply): Text[] {
  const worth =
    reply.points === null ? [] : [text`${reply.points} ${reply.points === 1 ? "point" : "points"}`];
  const limit = reply.capped ? [text`You have reached today's limit of practice points.`] : [];
  return [...worth, ...limit];
}

export function verdict(reply: VerdictReply): Doc {
  const { chosen, key } = reply;
  const outcome = chosen === null ? "You did not answer" : reply.right ? "Right" : "Not right";
  return {
    title: reply.moment === "standing" ? `${outcome}: your first answer stands` : outcome,
    color: reply.right ? COLORS.done : COLORS.refusal,
    parts: [
      ...about(reply.question),
      ...(chosen === null || reply.right
        ? []
        : [text`You chose ${strong(chosen.letter)}  ${markup(chosen.text)}`, markup(chosen.because)]),
      text`The answer is ${strong(key.letter)}  ${markup(key.text)}`,
      markup(key.because),
      ...(reply.trap === null ? [] : [trap(markup(reply.trap))]),
      ...points(reply),
      ...sources(reply.links),
    ],
    buttons: reply.buttons,
  };
}

export function result(reply: ResultReply): Doc {
  const options = reply.options.map(
    (o) => text`${strong(o.letter)}  ${markup(o.text)} · ${o.chosenBy}${o.isKey ? " ✅" : ""}`,
  );
  const names = joined(
    reply.right.names.map((name) => [person(name)]),
    ", ",
  );
  const more = reply.right.more > 0 ? ` and ${reply.right.more} more` : "";
  const nobody = reply.right.names.length === 0 && reply.right.more === 0;
  return {
    lead: text`${strong(`Result · ${heading(reply.topic, reply.difficulty)}`)}\nThe answer is ${strong(reply.key)}.`,
    color: COLORS[reply.difficulty],
    parts: [
      markup(reply.stem),
      joined(options, "\n"),
      markup(reply.explanation),
      ...(reply.trap === null ? [] : [trap(markup(reply.trap))]),
      nobody
        ? text`${reply.answered} answered, nobody was right.`
        : text`${reply.answered} answered. Right: ${names}${more}`,
      ...sources(reply.links),
      reply.seal === null
        ? text`Closed ${time(reply.closedAt, "moment")}.`
        : text`Closed ${time(reply.closedAt, "moment")}. The seal announced with the question: ${code(reply.seal.commitment)}. Check it: ${code(reply.seal.check)}`,
    ],
    buttons: reply.buttons,
  };
}
