import { type Coverage, levelAbove } from "../rules/coverage.ts";
import { readRef } from "../words/asked.ts";
import { withFormulas } from "../words/formula.ts";
import { type KeyPoint, type OpenItem, whereAsked } from "../words/item.ts";
import type { Button, OpenPart } from "../words/press.ts";
import type {
  FoundInAnswer,
  OpenAnswerReply,
  OpenCoverageReply,
  OpenPartReply,
  OpenQuestionReply,
  OpenResultReply,
  OpinionReply,
  Visibility,
} from "../words/reply.ts";
import { type Round, SPOKEN, WRITTEN } from "../words/round.ts";
import { say } from "../words/say.ts";
import { explainButton } from "./explained-views.ts";
import { keepButton } from "./keeping.ts";
import { feedbackButtons } from "./views.ts";

/** An open question as its buttons name it: with what was asked for when it came; see `refOf`. */
export type OpenQuestion = OpenItem & { ref: string };

export function openQuestionReply(
  item: OpenQuestion,
  visibility: Visibility,
  asker: string | null,
): OpenQuestionReply {
  return {
    kind: "open-question",
    visibility,
    itemId: item.id,
    topic: item.topic.name,
    difficulty: item.difficulty,
    prompt: item.prompt,
    diagram: item.diagram,
    ...withFormulas([item.prompt], item.formulas),
    asked: whereAsked(item),
    asker,
    buttons: [
      { label: say("button.write"), primary: true, action: { verb: "write", item: item.ref } },
      { label: say("button.reveal"), action: { verb: "reveal", item: item.ref } },
      { label: say("button.interview"), action: { verb: "interview", item: item.ref, form: "list" } },
      keepButton(item.id),
      { label: say("button.report"), action: { verb: "report", item: item.id } },
    ],
  };
}

/** The first look at the answer, next to the learner's own where one was written. */
export function openAnswerReply(
  item: OpenQuestion,
  own: string | null,
  found: FoundInAnswer | null,
  canBeRead: boolean,
): OpenAnswerReply {
  const { prompt, shortAnswer, keyPoints, links } = item;
  return {
    kind: "open-answer",
    visibility: "private",
    prompt,
    own,
    found,
    shortAnswer,
    keyPoints,
    formulas: item.formulas,
    submit: { label: say("button.tick"), primary: true, action: { verb: "tick", item: item.ref } },
    links,
    buttons: [
      ...(canBeRead ? [opinionButton(item)] : []),
      workedButton(item),
      anotherOpen(item),
      keepButton(item.id),
      ...feedbackButtons(item.id, item.id),
    ],
  };
}

/** What a language model thinks of it; `instead` says why there is nothing, and that may be asked for once more. */
export function opinionReply(
  item: OpenQuestion,
  said: Pick<OpinionReply, "model" | "instead" | "found"> & { missing: readonly KeyPoint[] },
): OpinionReply {
  const { prompt } = item;
  const again = said.instead === null ? [] : [opinionButton(item)];
  return { kind: "opinion", visibility: "private", prompt, ...said, buttons: [...again, workedButton(item)] };
}

/** What the learner's own ticks come to. */
export function openCoverageReply(
  item: OpenQuestion,
  { covered, missed }: Coverage,
  counts: boolean,
): OpenCoverageReply {
  const level = levelAbove(covered);
  return {
    kind: "open-coverage",
    visibility: "private",
    prompt: item.prompt,
    covered,
    missed,
    trap: item.trap,
    next: { level, ...item.modelAnswers[level] },
    formulas: item.formulas,
    counts,
    buttons: [
      { ...workedButton(item), primary: true },
      ...levelButtons(item, level),
      ...followButton(item, 0),
      anotherOpen(item),
      keepButton(item.id),
      ...feedbackButtons(item.id, item.id),
    ],
  };
}

const opinionButton = ({ ref }: OpenQuestion): Button => ({
  label: say("button.opinion"),
  action: { verb: "opinion", item: ref },
});

const workedButton = ({ ref }: Pick<OpenQuestion, "ref">): Button => ({
  label: say("button.worked"),
  action: { verb: "part", item: ref, part: "worked" },
});

const LEVELS = ["basic", "solid", "strong"] as const;

/** The model answers, but the one that is shown. */
function levelButtons({ ref }: Pick<OpenQuestion, "ref">, shown: OpenPart | null): Button[] {
  return LEVELS.filter((level) => level !== shown).map((part) => ({
    label: say(`button.${part}`),
    action: { verb: "part", item: ref, part },
  }));
}

function followButton({ ref, followUps }: OpenQuestion, number: number): Button[] {
  if (number >= followUps.length) return [];
  return [
    {
      label: say("button.follow-up", { number: number + 1 }),
      action: { verb: "follow", item: ref, number, answer: false },
    },
  ];
}

function anotherOpen({ topic, ref }: OpenQuestion): Button {
  const asked = readRef(ref).asked ?? { topic: topic.id, kind: "open" };
  return { label: say("button.another"), action: { verb: "another", asked, private: true } };
}

/** One more part of an open answer. */
export function openPartReply(item: OpenQuestion, part: OpenPart): OpenPartReply {
  const { prompt, formulas } = item;
  const head = { kind: "open-part", visibility: "private", prompt, formulas } as const;
  if (part === "worked")
    return {
      ...head,
      part: { kind: "worked", answer: item.workedAnswer },
      buttons: [...levelButtons(item, null), ...followButton(item, 0), anotherOpen(item)],
    };
  return {
    ...head,
    part: { kind: "level", level: part, ...item.modelAnswers[part] },
    buttons: [...levelButtons(item, part), ...followButton(item, 0), anotherOpen(item)],
  };
}

/** A follow-up question, its answer behind a press; null where there is none with this number. */
export function followUpReply(item: OpenQuestion, number: number, withAnswer: boolean): OpenPartReply | null {
  const asked = item.followUps[number];
  if (asked === undefined) return null;
  const show: Button = {
    label: say("button.follow-up-answer"),
    primary: true,
    action: { verb: "follow", item: item.ref, number, answer: true },
  };
  return {
    kind: "open-part",
    visibility: "private",
    prompt: item.prompt,
    formulas: item.formulas,
    part: {
      kind: "follow-up",
      number: number + 1,
      of: item.followUps.length,
      question: asked.question,
      answer: withAnswer ? asked.answer : null,
    },
    buttons: [...(withAnswer ? [] : [show]), ...followButton(item, number + 1), anotherOpen(item)],
  };
}

/**
 * An open question of the day after its close: what counts is told, one's own answer is ticked in private.
 *
 * @param keyPoints none where the bank does not hold the question any more
 */
export function openResultReply(
  round: Round,
  tally: readonly number[],
  keyPoints: readonly KeyPoint[],
): OpenResultReply {
  const { question, id } = round;
  const { itemId } = question;
  return {
    kind: "open-result",
    visibility: "channel",
    roundId: id,
    topic: question.topic.name,
    difficulty: question.difficulty,
    prompt: question.stem,
    diagram: question.diagram,
    formulas: question.formulas,
    keyPoints,
    written: tally[WRITTEN] ?? 0,
    spoken: tally[SPOKEN] ?? 0,
    closedAt: round.closedAt ?? round.closesAt,
    buttons: [
      { label: say("button.tick-own"), primary: true, action: { verb: "own", round: id } },
      ...levelButtons({ ref: itemId }, null),
      workedButton({ ref: itemId }),
      explainButton(round),
      keepButton(itemId),
      ...feedbackButtons(id, itemId),
    ],
  };
}
