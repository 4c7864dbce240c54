import { scorecardOf } from "../rules/interviews.ts";
import { candidateOf, PATIENCE, questionAt } from "../rules/pairs.ts";
import { DIFFICULTIES, type OpenItem } from "../words/item.ts";
import { type Pair, type PairAct, type PairRound, pairId } from "../words/pair.ts";
import type { Action, Button } from "../words/press.ts";
import type {
  PairEndReply,
  PairInviteReply,
  PairPromptReply,
  PairScoreReply,
  PairSheetReply,
  Visibility,
} from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";

/** What is read of a mock interview of two. What the room gets is made of prompts alone. */

function acting({ by, invited, run }: Pair, act: PairAct, at: readonly number[]): Action {
  return { verb: "pair", pair: pairId(by, invited), run, act, at };
}

function press(pair: Pair, act: PairAct, label: Say, at: readonly number[] = [], primary = false): Button {
  return { label, ...(primary ? { primary } : {}), action: acting(pair, act, at) };
}

const placeOf = (pair: Pair, round: PairRound) => pair.rounds.indexOf(round);

export function pairInviteReply(pair: Pair): PairInviteReply {
  const { by, invited, observer, wanted, drawn, state, at } = pair;
  return {
    kind: "pair-invite",
    visibility: "channel",
    ...{ by, invited, observer, wanted, drawn, state, until: at + PATIENCE },
    buttons:
      state === "invited"
        ? [
            press(pair, "accept", say("button.pair-accept"), [], true),
            press(pair, "decline", say("button.pair-decline")),
            press(pair, "refuse-all", say("button.pair-refuse-all")),
            press(pair, "cancel", say("button.pair-cancel")),
          ]
        : [],
  };
}

/** A question, or with `followUp` one of its follow-ups, as the candidate gets it. */
export function pairPromptReply(
  pair: Pair,
  round: PairRound,
  question: number,
  item: OpenItem,
  followUp: number | null,
  visibility: Visibility,
): PairPromptReply | null {
  const asked = round.questions[question];
  const prompt = followUp === null ? item.prompt : item.followUps[followUp]?.question;
  if (asked === undefined || prompt === undefined) return null;
  const { room, observer } = pair;
  const first = {
    ...{ voice: room?.kind === "room" ? room.voice : null, observer },
    missing: room?.kind === "direct" ? room.missing : null,
  };
  return {
    kind: "pair-prompt",
    visibility,
    interviewer: round.interviewer,
    candidate: candidateOf(pair, round),
    ...{ number: question + 1, of: round.questions.length, followUp: followUp !== null, prompt },
    diagram: followUp === null ? item.diagram : undefined,
    ...{ minutes: asked.minutes, difficulty: asked.difficulty },
    first: question === 0 && followUp === null ? first : null,
    buttons: [press(pair, "sheet", say("button.pair-sheet"), [placeOf(pair, round)], true)],
  };
}

export function pairSheetReply(pair: Pair, round: PairRound, item: OpenItem): PairSheetReply | null {
  const asked = questionAt(round);
  if (asked === null) return null;
  const { points, flags, followed } = asked;
  const of = (place: number) => [placeOf(pair, round), round.at, place];
  const toggle = (all: readonly number[], on: PairAct, off: PairAct) => (_: unknown, i: number) =>
    acting(pair, all.includes(i) ? off : on, of(i));
  const isLast = round.at === round.questions.length - 1;
  return {
    kind: "pair-sheet",
    visibility: "private",
    ...{ number: round.at + 1, of: round.questions.length, concept: item.concept.name },
    ...{ difficulty: item.difficulty, prompt: item.prompt, minutes: asked.minutes },
    how: item.interviewer.how,
    points: item.keyPoints.map((one, i) => ({ ...one, ticked: points.includes(i) })),
    flags: item.interviewer.redFlags.map((flag, i) => ({ flag, ticked: flags.includes(i) })),
    followUps: item.followUps.map(({ question, answer }, i) => ({
      question,
      answer: followed.includes(i) ? answer : null,
    })),
    choices: {
      points: item.keyPoints.map(toggle(points, "tick", "untick")),
      flags: item.interviewer.redFlags.map(toggle(flags, "flag", "unflag")),
      followUps: item.followUps.flatMap((_, place) =>
        followed.includes(place) ? [] : [{ place, action: acting(pair, "ask", of(place)) }],
      ),
    },
    buttons: [
      press(pair, "next", say(isLast ? "button.pair-finish" : "button.pair-next"), of(0).slice(0, 2), true),
      { label: say("button.pair-whole"), action: { verb: "interview", item: item.id, form: "list" } },
      ...(isLast ? [] : [press(pair, "end", say("button.pair-end"), of(0).slice(0, 2))]),
    ],
  };
}

export const scoreButton = (pair: Pair, round: PairRound): Button =>
  press(pair, "score", say("button.pair-score"), [placeOf(pair, round)], true);

export function pairEndReply(pair: Pair, round: PairRound, visibility: Visibility): PairEndReply {
  return {
    kind: "pair-end",
    visibility,
    interviewer: round.interviewer,
    candidate: candidateOf(pair, round),
    asked: round.questions.filter(({ judged }) => judged).length,
    buttons: [
      scoreButton(pair, round),
      ...(pair.missing === null && pair.state === "running"
        ? [press(pair, "swap", say("button.pair-swap"), [placeOf(pair, round)])]
        : []),
    ],
  };
}

/** @param itemOf null: the bank has it no more, or it may not be told now */
export function pairScoreReply(
  pair: Pair,
  round: PairRound,
  reader: PairScoreReply["reader"],
  itemOf: (item: string) => OpenItem | null,
): PairScoreReply {
  const judged = round.questions.filter((one) => one.judged);
  const ranks = judged.map(({ difficulty }) => DIFFICULTIES.indexOf(difficulty));
  return {
    kind: "pair-score",
    visibility: "private",
    reader,
    candidate: candidateOf(pair, round),
    score: scorecardOf({ wanted: pair.wanted, questions: judged }),
    questions: judged.map((one) => {
      const item = itemOf(one.item);
      return {
        missed: (item?.keyPoints ?? []).filter((_, i) => !one.points.includes(i)).map(({ point }) => point),
        flags: (item?.interviewer.redFlags ?? []).filter((_, i) => one.flags.includes(i)),
      };
    }),
    from: DIFFICULTIES[ranks[0] ?? 0] ?? "easy",
    to: DIFFICULTIES[Math.max(...ranks, 0)] ?? "easy",
    models: judged.flatMap((one, i): Button[] =>
      itemOf(one.item) === null
        ? []
        : [
            {
              label: say("button.pair-model", { number: i + 1, concept: one.concept.name }),
              action: { verb: "part", item: one.item, part: "strong" },
            },
          ],
    ),
    buttons: [],
  };
}
