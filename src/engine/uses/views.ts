import { checkOf, proofOf } from "../rules/commitment.ts";
import { canStrike, struckOf } from "../rules/hints.ts";
import { withFormulas } from "../words/formula.ts";
import { packOf } from "../words/pack.ts";
import type { Action, Button } from "../words/press.ts";
import {
  type HintReply,
  type NoticeReply,
  notice,
  type QuestionReply,
  type ResultReply,
  type VerdictReply,
} from "../words/reply.ts";
import {
  type Choice,
  type ChoiceRound,
  choicesOf,
  hasOptions,
  letterOf,
  optionOf,
  type PreviousQuestion,
  type Round,
} from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import { plain, quote } from "../words/text.ts";
import { explainButton } from "./explained-views.ts";
import { keepButton } from "./keeping.ts";

/** Names listed of those who were right. */
export const NAMES_SHOWN = 20;

function lettered(round: ChoiceRound) {
  return round.question.options.map((option, i) => ({ letter: letterOf(i as Choice), text: option.text }));
}

/** Option texts can be long; the line that tells of the one before is not. */
const PREVIOUS_TEXT = 120;

function previousLine({ date, key, option, url }: PreviousQuestion): Say {
  const text = plain(option).replace(/\s+/g, " ").trim();
  const shown = text.length > PREVIOUS_TEXT ? `${text.slice(0, PREVIOUS_TEXT - 1)}…` : text;
  const before = { link: say("question.of-date", { date: { date } }), url: url ?? "" };
  return say("question.previous", { before, key: { strong: key }, option: shown });
}

/** What the thread of a daily question is called. */
export function threadNameOf({ question, date }: Round): Say {
  return say("thread.name", { topic: question.topic.name, date: { date } });
}

/** A round that takes answers. */
export function questionReply(round: Round, answered: number, asker: string | null): QuestionReply {
  const daily = round.mode === "daily";
  return {
    kind: "question",
    visibility: round.onlyFor === null ? "channel" : "private",
    roundId: round.id,
    mode: round.mode,
    topic: round.question.topic.name,
    difficulty: round.question.difficulty,
    stem: round.question.stem,
    diagram: round.question.diagram,
    ...withFormulas([round.question.stem], round.question.formulas),
    asked: round.question.kind === "open" ? round.question.asked : undefined,
    options: hasOptions(round) ? lettered(round) : [],
    answered,
    closesAt: round.closesAt,
    commitment: daily && hasOptions(round) ? round.commitment : null,
    answers: hasOptions(round) ? round.answers : "words",
    ping: round.ping,
    previous: round.previous ? previousLine(round.previous) : null,
    asker,
    buttons: [
      ...waysToAnswer(round),
      ...(daily || round.onlyFor !== null ? hintFor(round) : []),
      ...(round.onlyFor === null ? [mineButton(round)] : []),
      ...(daily || round.onlyFor !== null ? [] : [whoButton(round)]),
      ...(daily && hasOptions(round) ? [sealButton(round)] : []),
      reportButton(round),
    ],
  };
}

/** One's own answer, and what came of it: on every message that all see. */
export const mineButton = ({ id }: Pick<Round, "id">): Button => ({
  label: say("button.mine"),
  action: { verb: "mine", round: id },
});

/** Who had a practice question right: for whoever asked it. */
const whoButton = ({ id }: Pick<Round, "id">): Button => ({
  label: say("button.who"),
  action: { verb: "who", round: id },
});

/** What the seal of a question of the day proves. */
const sealButton = ({ id }: Pick<Round, "id">): Button => ({
  label: say("button.seal"),
  action: { verb: "seal", round: id },
});

export function waysToAnswer(round: Round): Button[] {
  if (!hasOptions(round)) return inWords(round);
  return round.answers === "reactions" ? [] : lettersOf(round);
}

/** A button for each letter of a question. */
export const lettersOf = ({ id, question }: ChoiceRound): Button[] => choicesOf(question).map(answerWith(id));

const answerWith =
  (round: string) =>
  (choice: Choice): Button => ({
    label: letterOf(choice),
    primary: true,
    action: { verb: "answer", round, choice },
  });

export const reportButton = ({ id }: Pick<Round, "id">): Button => ({
  label: say("button.report"),
  action: { verb: "report", item: id },
});

/**
 * What one says of a question once it is answered: that it is good, or what is wrong with it. That a team likes a
 * question of its own is told to nobody.
 *
 * @param target as in `Action`
 */
export const feedbackButtons = (target: string, item: string): Button[] => [
  ...(packOf(item) === null
    ? [{ label: say("button.praise"), action: { verb: "praise", item: target } as const }]
    : []),
  reportButton({ id: target }),
];

/** The two ways to answer an open question of the day. */
export const inWords = ({ id }: Pick<Round, "id">): Button[] => [
  { label: say("button.write"), primary: true, action: { verb: "write", item: id } },
  { label: say("button.said"), primary: true, action: { verb: "said", round: id } },
];

/** The first hint to a question, where there is one. */
export const hintFor = (round: Round): Button[] =>
  hasOptions(round) && canStrike(round.question) ? [hintButton(round, 1)] : [];

/** What a hint costs is said before the press. */
export function hintButton({ id }: Round, number: 1 | 2): Button {
  return { label: say(`button.hint-${number}`), action: { verb: "hint", round: id, number } };
}

/**
 * @param start what to start from, where there is something to say
 * @param answers whether it has the letters that are left to answer with
 */
export function hintReply(
  round: ChoiceRound,
  hints: 1 | 2,
  start: string | null,
  answers: boolean,
): HintReply {
  const { mode, question } = round;
  const struck = struckOf(question);
  const { text, because } = optionOf(question, struck);
  const left = choicesOf(question).filter((choice) => choice !== struck);
  return {
    kind: "hint",
    visibility: "private",
    ...{ mode, hints, stem: question.stem },
    struck: { letter: letterOf(struck), text, because: mode === "daily" ? null : because },
    start: hints === 2 ? start : null,
    buttons: [
      ...(answers ? left.map(answerWith(round.id)) : []),
      ...(hints === 1 && start !== null ? [hintButton(round, 2)] : []),
    ],
  };
}

/** A round after its close. `tally`: how many chose each option; `right`: names that may be shown, and how many more. */
export function resultReply(
  round: ChoiceRound,
  tally: readonly number[],
  right: ResultReply["right"],
): ResultReply {
  const { question } = round;
  return {
    kind: "result",
    visibility: "channel",
    roundId: round.id,
    mode: round.mode,
    topic: question.topic.name,
    difficulty: question.difficulty,
    stem: question.stem,
    diagram: question.diagram,
    formulas: question.formulas,
    options: lettered(round).map((o, i) => ({ ...o, chosenBy: tally[i] ?? 0, isKey: i === question.key })),
    key: letterOf(question.key),
    explanation: optionOf(question, question.key).because,
    trap: question.trap ?? null,
    links: question.links,
    answered: tally.reduce((sum, count) => sum + count, 0),
    right,
    seal:
      round.mode === "daily"
        ? { commitment: round.commitment, check: checkOf(proofOf(question, round.salt)) }
        : null,
    closedAt: round.closedAt ?? round.closesAt,
    buttons: [
      { ...mineButton(round), primary: true },
      ...(round.mode === "daily" ? [explainButton(round)] : []),
      keepButton(question.itemId),
      ...feedbackButtons(round.id, question.itemId),
    ],
  };
}

/** The same once its key turned out wrong: nothing of it is called right, and nobody. */
export const withdrawnResult = (result: ResultReply): ResultReply => ({
  ...result,
  withdrawn: true,
  options: result.options.map((option) => ({ ...option, isKey: false })),
  ...{ explanation: "", trap: null, right: { names: [], more: 0 } },
  buttons: result.buttons.slice(0, 1),
});

/** What a choice was worth, with the reason why it tempts and fails. */
export function verdictReply(
  round: ChoiceRound,
  choice: Choice | null,
  moment: VerdictReply["moment"],
  earned: { points: number; capped: boolean } | null,
): VerdictReply {
  const { question } = round;
  const option = (index: Choice) => ({ letter: letterOf(index), ...optionOf(question, index) });
  const buttons: Button[] = [keepButton(question.itemId), ...feedbackButtons(round.id, question.itemId)];
  if (round.mode === "practice") {
    const asked = round.asked ?? { topic: question.topic.id, difficulty: question.difficulty };
    buttons.unshift({
      label: say("button.another"),
      primary: true,
      action: { verb: "another", asked, private: true },
    });
  }
  return {
    kind: "verdict",
    visibility: "private",
    roundId: round.id,
    mode: round.mode,
    moment,
    chosen: choice === null ? null : option(choice),
    right: choice === question.key,
    key: option(question.key),
    trap: question.trap ?? null,
    links: question.links,
    points: earned?.points ?? null,
    capped: earned?.capped ?? false,
    question: null,
    given: null,
    formulas: question.formulas,
    buttons,
  };
}

/** Asks which of several rounds is meant. */
export function whichOf(
  rounds: readonly Round[],
  asked: Say,
  actionOf: (round: Round) => Action,
): NoticeReply {
  return {
    ...notice(
      "info",
      asked,
      ...rounds.map(({ mode, question }) => say("which.line", { mode, quoted: quote(question.stem) })),
    ),
    buttons: rounds.map((round) => ({ label: say(`button.which.${round.mode}`), action: actionOf(round) })),
  };
}
