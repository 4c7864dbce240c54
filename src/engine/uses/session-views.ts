import { CONFIDENCES } from "../../learning/review.ts";
import type { Source } from "../../learning/session.ts";
import type { Difficulty } from "../words/item.ts";
import type { Button, SessionAct } from "../words/press.ts";
import {
  type NoticeReply,
  notice,
  type QuestionReply,
  type SessionProgress,
  type VerdictReply,
} from "../words/reply.ts";
import { type Choice, type ChoiceRound, choicesOf, letterOf } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import { isAboutConcepts } from "./choosing.ts";
import { keepButton } from "./keeping.ts";
import type { Running } from "./session-state.ts";
import { feedbackButtons, hintFor, questionReply, verdictReply } from "./views.ts";

function progressOf({ state }: Running): SessionProgress {
  const { answered, told, total, due, confidence } = state;
  return { number: answered.length + (told ? 0 : 1), total, due, confidence };
}

const press = ({ id, version }: Running, act: SessionAct) =>
  ({ verb: "session", session: id, step: version, act }) as const;

const report = (round: string): Button => ({
  label: say("button.report"),
  action: { verb: "report", item: round },
});

/** A session's question, answered by buttons of the session. */
export function askedReply(running: Running, round: ChoiceRound, note?: Say): QuestionReply {
  const sure: Button[] = CONFIDENCES.map((confidence, i) => ({
    label: say(`confidence.${confidence}`),
    action: press(running, confidence),
    ...(i === 0 ? { row: true } : {}),
    primary: running.state.confidence === confidence,
  }));
  return {
    ...questionReply(round, 0, null),
    ...(note === undefined ? {} : { note }),
    session: progressOf(running),
    buttons: [
      ...choicesOf(round.question).map((choice) => ({
        label: letterOf(choice),
        primary: true,
        action: press(running, `${choice}`),
      })),
      ...sure,
      { label: say("button.stop"), action: press(running, "stop"), row: true },
      ...hintFor(round),
      report(round.id),
    ],
  };
}

function onward(running: Running): Button[] {
  const { answered, total } = running.state;
  const isLast = answered.length >= total;
  return [
    {
      label: say(isLast ? "button.finish" : "button.next"),
      action: press(running, "next"),
      primary: true,
    },
    ...(isLast ? [] : [{ label: say("button.stop"), action: press(running, "stop") }]),
  ];
}

export function toldReply(
  running: Running,
  round: ChoiceRound,
  choice: Choice,
  earned: { points: number; capped: boolean } | null,
): VerdictReply {
  return {
    ...verdictReply(round, choice, earned === null ? "standing" : "practice", earned),
    session: progressOf(running),
    buttons: [
      ...onward(running),
      keepButton(round.question.itemId),
      ...feedbackButtons(round.id, round.question.itemId),
    ],
  };
}

/** The answer is kept, and its verdict waits. */
export function heldReply(running: Running, until: number): NoticeReply {
  return {
    ...notice("info", say("session.held", { at: { time: until, style: "relative" } })),
    session: progressOf(running),
    buttons: [
      ...onward(running),
      { label: say("button.was-right"), action: { verb: "mine", round: running.state.round } },
      keepButton(running.state.round),
    ],
  };
}

/** What a session that a button begins is about. */
export interface About {
  topic: string | null;
  difficulty?: Difficulty | null;
  group: string | null;
}

const begin = (label: Say, source: Source, { topic, difficulty, group }: About): Button => ({
  label,
  // Several concepts are no subject, and have no room in a button.
  action: {
    ...{ verb: "review", source, group },
    topic: topic !== null && isAboutConcepts(topic) ? null : topic,
    ...(difficulty ? { difficulty } : {}),
  },
  primary: true,
});

export const reviewButton = (about: About): Button => begin(say("button.review"), "due", about);
export const againButton = (about: About): Button => begin(say("button.review-more"), "due", about);
export const newButton = (about: About): Button => begin(say("button.review-new"), "new", about);
export const theseButton = (about: About): Button => begin(say("button.practise-these"), "mistakes", about);
export const slippedButton = (about: About): Button =>
  begin(say("button.practise-slipped"), "mistakes", about);
export const mistakesButton = (about: About): Button => ({
  ...begin(say("button.review-mistakes"), "mistakes", about),
  primary: false,
});

export const NOT_YOURS = notice("refusal", say("session.others", { command: { command: "review" } }));

export const OVER: NoticeReply = {
  ...notice("info", say("session.over", { command: { command: "review" } })),
  buttons: [reviewButton({ topic: null, group: null })],
};

/** Said by the buttons of a session in whose place another one was begun. */
export const replacedBy = (running: Running): NoticeReply => ({
  ...notice("info", say("session.replaced")),
  buttons: [{ label: say("button.session-newer"), action: press(running, "show"), primary: true }],
});
