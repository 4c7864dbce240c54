import type { Bank } from "../ports/bank.ts";
import { endOf, isDone, rightOf, winnerOf } from "../rules/duels.ts";
import type { Duel, DuelAct } from "../words/duel.ts";
import { packOf } from "../words/pack.ts";
import type { Button } from "../words/press.ts";
import type {
  DuelDoneReply,
  DuelInviteReply,
  DuelResultReply,
  DuelResultSide,
  QuestionReply,
  VerdictReply,
  Visibility,
} from "../words/reply.ts";
import { type Choice, type ChoiceRound, choicesOf, LETTERS } from "../words/round.ts";
import { say } from "../words/say.ts";
import { keepButton } from "./keeping.ts";
import { feedbackButtons, questionReply, verdictReply } from "./views.ts";

/** What is read of a duel. Before its end nothing says which answer was right. */

const press = (
  { id, run }: Duel,
  act: DuelAct,
  label: Button["label"],
  at: readonly number[] = [],
): Button => ({
  label,
  action: { verb: "duel", duel: id, run, act, at },
});

const primary = (button: Button): Button => ({ ...button, primary: true });

/** Opens one's own questions where one left them. */
export const playButton = (duel: Duel): Button => primary(press(duel, "play", say("button.duel-play")));

function invitationButtons(duel: Duel): Button[] {
  if (duel.state === "running") return [playButton(duel)];
  if (duel.state !== "invited") return [];
  return [
    primary(press(duel, "accept", say("button.duel-accept"))),
    press(duel, "decline", say("button.duel-decline")),
    press(duel, "refuse-all", say("button.pair-refuse-all")),
    press(duel, "cancel", say("button.duel-cancel")),
  ];
}

export function duelInviteReply({ bank }: { bank: Pick<Bank, "subject"> }, duel: Duel): DuelInviteReply {
  const { sides, topic, difficulty, own, state } = duel;
  return {
    kind: "duel-invite",
    visibility: "channel",
    ...{ by: sides[0].learner, invited: sides[1].learner },
    // A pack that was taken out has its id left.
    about: topic === null ? null : (bank.subject(topic)?.name ?? packOf(topic) ?? topic),
    ...{ difficulty: own ? null : difficulty, own, state, until: endOf(duel) },
    buttons: invitationButtons(duel),
  };
}

/** The question with this number, from 0 on, for one side. */
export function duelQuestionReply(
  duel: Duel,
  round: ChoiceRound,
  place: number,
  index: number,
): QuestionReply {
  return {
    ...questionReply(round, 0, null),
    duel: { number: index + 1, total: duel.sides[place]?.questions.length ?? 0, until: endOf(duel) },
    buttons: choicesOf(round.question).map((choice) =>
      primary(press(duel, "answer", LETTERS[choice], [index, choice])),
    ),
  };
}

export function duelDoneReply(duel: Duel, place: number): DuelDoneReply {
  const own = duel.sides[place];
  const other = duel.sides[1 - place];
  const struck = own?.answers.filter((one) => one === "struck").length ?? 0;
  const isWaiting = duel.state === "running" && other !== undefined && !isDone(other);
  return {
    kind: "duel-done",
    visibility: "private",
    answered: (own?.answers.length ?? 0) - struck,
    of: own?.questions.length ?? 0,
    struck,
    waits: isWaiting ? { member: other.learner, until: endOf(duel) } : null,
    buttons: [],
  };
}

/** What a question is about; null: its pack does not say of each. */
function nameIn(bank: Pick<Bank, "find">, item: string): string | null {
  const found = bank.find(item);
  return found === null || found.concept.name === found.topic.name ? null : found.concept.name;
}

export function duelResultReply(
  { bank }: { bank: Pick<Bank, "find"> },
  duel: Duel,
  visibility: Visibility,
): DuelResultReply {
  const marks = duel.marks ?? [];
  const side = (place: 0 | 1): DuelResultSide => {
    const { learner, name } = duel.sides[place];
    return { member: learner, name, right: rightOf(marks, place), late: !isDone(duel.sides[place]) };
  };
  return {
    kind: "duel-result",
    visibility,
    sides: [side(0), side(1)],
    winner: winnerOf(marks),
    rows: marks.map((pair, i) => {
      const item = duel.own ? undefined : duel.sides[0].questions[i]?.item;
      return { name: item === undefined ? null : nameIn(bank, item), marks: pair };
    }),
    own: duel.own,
    knew: duel.sides.filter((_, place) => duel.knew?.[place] === true).map(({ learner }) => learner),
    buttons: marks.map((_, i) => press(duel, "verdict", say("button.duel-question", { number: i + 1 }), [i])),
  };
}

/** One's own answer to a question of a duel that is over. */
export function duelVerdictReply(round: ChoiceRound, choice: Choice | null): VerdictReply {
  const { itemId } = round.question;
  return {
    ...verdictReply(round, choice, "review", null),
    question: round.question.stem,
    buttons: [keepButton(itemId), ...feedbackButtons(itemId, itemId)],
  };
}
