import { CONFIDENCES, type ReviewMode } from "../../learning/review.ts";
import type { Caller } from "../ports/bot.ts";
import type { ButtonPress, OpenQuestion, ReactionPress } from "../ports/platform.ts";
import type { AnswerOutcome, PracticeTerms } from "../ports/store.ts";
import { labelsOf, localDate } from "../rules/calendar.ts";
import { meantOf } from "../rules/meant.ts";
import { countedDraft } from "../rules/reviews.ts";
import { PRACTICE_LIMIT, PRACTICE_POINTS } from "../rules/scoring.ts";
import { secretOf } from "../rules/secrets.ts";
import type { TeamId } from "../words/place.ts";
import type { Actor, Via } from "../words/press.ts";
import { notice, type Reply, type SealedReply } from "../words/reply.ts";
import {
  type Choice,
  type ChoiceRound,
  hasOptions,
  isOffered,
  letterOf,
  optionOf,
  type Round,
} from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import { quote } from "../words/text.ts";
import type { Deps } from "./deps.ts";
import { keepButton } from "./keeping.ts";
import { hurry } from "./live.ts";
import { currentRound } from "./manage.ts";
import { knowersOf } from "./packs/shelf.ts";
import { waitOf, waits } from "./reveal.ts";
import { withSaid } from "./said.ts";
import { inWords, lettersOf, reportButton, verdictReply, whichOf } from "./views.ts";
import { isFoundWrong } from "./wrong-keys.ts";

export const UNKNOWN = notice("refusal", say("answer.unknown", { command: { command: "" } }));

/** The round, from the cache where it was seen lately; its status may be out of date there. */
export async function recallRound(deps: Deps, team: TeamId, id: string): Promise<Round | null> {
  const cached = deps.rounds.get(team, id);
  if (cached !== undefined) return cached;
  const round = await deps.store.readRound(team, id);
  if (round !== null) deps.rounds.put(round);
  return round;
}

/** An answer by button. */
export async function pressAnswer(deps: Deps, press: Pressed, id: string, choice: Choice): Promise<Reply> {
  const round = await recallRound(deps, press.place.team, id);
  if (round === null || !hasOptions(round)) return UNKNOWN;
  const actor = press.atHome ? { ...press, place: round.place } : press;
  if (!isOffered(round.question, choice)) return noSuch(round, choice);
  const { delivery, at } = press;
  return told(deps, round, choice, await judge(deps, actor, round, { choice, via: "button", delivery, at }));
}

export type Pressed = Actor & Partial<Pick<ButtonPress, "delivery" | "at">>;

/** Without a letter: which one, to be pressed. */
function letterFor(round: ChoiceRound, line?: Say): Reply {
  return {
    ...notice("info", line ?? say("answer.letter", { quoted: quote(round.question.stem) })),
    buttons: [...lettersOf(round), reportButton(round)],
  };
}

/** A letter that the question has not. */
const noSuch = (round: ChoiceRound, choice: Choice): Reply => {
  const last = letterOf((round.question.options.length - 1) as Choice);
  const line = say("answer.no-such", { letter: { strong: letterOf(choice) }, last: { strong: last } });
  return letterFor(round, line);
};

/**
 * `/dlq-answer`: answers the round here that is meant, and says which; asks where two could be. Without a letter (null)
 * it offers all of them.
 */
export async function answerNewest(deps: Deps, caller: Caller, choice: Choice | null): Promise<Reply> {
  const { daily, practice } = await deps.store.answerable(caller.place, caller.person.id);
  const inLetters = daily === null || hasOptions(daily.round) ? daily : null;
  const meant = meantOf({ daily: inLetters, practice });
  if (meant.kind === "none" && daily !== null)
    return { ...notice("info", say("answer.in-words")), buttons: inWords(daily.round) };
  switch (meant.kind) {
    case "none":
      return notice("refusal", say("answer.none", { command: { command: "" } }));
    case "either":
      if (choice === null)
        return whichOf(meant.rounds, say("answer.which-one"), ({ id }) => ({ verb: "mine", round: id }));
      return whichOf(meant.rounds, say("answer.which", { name: { strong: letterOf(choice) } }), ({ id }) => ({
        verb: "answer",
        round: id,
        choice,
      }));
    case "one": {
      const { round } = meant;
      if (!hasOptions(round)) return UNKNOWN;
      if (choice === null) return letterFor(round);
      if (!isOffered(round.question, choice)) return noSuch(round, choice);
      const { delivery } = caller;
      const outcome = await judge(deps, caller, round, { choice, via: "command", delivery });
      const reply = await told(deps, round, choice, outcome);
      return reply.kind === "sealed" || reply.kind === "verdict"
        ? { ...reply, question: round.question.stem }
        : reply;
    }
    default:
      return meant satisfies never;
  }
}

/**
 * A reaction counts like a button; null where the message is none of our daily rounds, and where the same
 * reaction, or a later one, was taken before.
 */
export async function reactAnswer(deps: Deps, press: ReactionPress): Promise<Reply | null> {
  const { team } = press.place;
  let round = deps.rounds.byMessage(team, press.message) ?? null;
  if (round === null) {
    round = await deps.store.roundByMessage(team, press.message);
    if (round !== null) deps.rounds.put(round);
  }
  if (round === null || round.mode !== "daily" || round.answers === "buttons" || !hasOptions(round))
    return null;
  const { choice, at, found } = press;
  if (!isOffered(round.question, choice)) return null;
  const outcome = await judge(deps, press, round, { choice, via: "reaction", at, found });
  if (outcome.kind === "older") return null;
  return told(deps, round, choice, outcome);
}

/** The questions of the day of a team that are up and take answers. */
export async function openQuestions(deps: Deps, team: TeamId): Promise<OpenQuestion[]> {
  const now = await deps.store.now();
  const found: OpenQuestion[] = [];
  for (const group of await deps.store.groupsOf(team)) {
    const round = await currentRound(deps, group);
    if (round === null || round.status !== "open" || now >= round.closesAt) continue;
    if (round.message === null) continue;
    const reactions = round.answers !== "buttons" && hasOptions(round);
    found.push({ place: round.place, message: round.message, reactions });
  }
  return found;
}

/** What a practice answer earns that becomes known now. */
export function practiceTerms(deps: Deps, round: Round, mode: ReviewMode): PracticeTerms {
  return {
    secret: secretOf(round.question),
    topic: round.question.topic.id,
    pointsIfRight: PRACTICE_POINTS[round.question.difficulty],
    dailyLimit: PRACTICE_LIMIT,
    // Under the day on which they become known, which is today: not the one on which the question was asked.
    labels: labelsOf(localDate(deps.clock(), round.timezone)),
    review: countedDraft(deps.bank, round, mode, deps.clock()),
    isDue: round.isDue,
  };
}

/** Takes an answer, and judges it where it is a practice answer. `mode`: as what it is remembered. */
export async function judge(
  deps: Deps,
  actor: Actor,
  round: Round,
  answer: {
    choice: Choice;
    via: Via;
    at?: number | undefined;
    delivery?: string | undefined;
    found?: boolean | undefined;
    text?: string | undefined;
  },
  mode: ReviewMode = "practice",
): Promise<AnswerOutcome> {
  const { id, name, provisional } = actor.person;
  const terms = round.mode === "practice" ? practiceTerms(deps, round, mode) : null;
  const knows = await knowersOf(deps, actor.place.team, round.question.itemId);
  const practice = terms === null || !knows.has(id) ? terms : { ...terms, pointsIfRight: 0 };
  const outcome = await deps.store.recordAnswer(
    actor.place,
    round.id,
    { learner: id, name, provisional, ...answer, day: localDate(deps.clock(), round.timezone) },
    practice,
  );
  deps.meter.count("answers", { mode: round.mode, via: answer.via, outcome: outcome.kind });
  const isFirst = outcome.kind === "taken" ? outcome.previous === null : outcome.kind === "judged";
  const isHeld = round.live !== undefined && outcome.kind === "held";
  if ((isFirst || isHeld) && round.onlyFor === null) deps.countChanged(round);
  // Nobody's acknowledgement waits for the end of the question.
  if (isHeld && outcome.answered === round.live?.awaited) void hurry(deps, round);
  return outcome;
}

/** What the learner reads of an answer. */
export async function told(
  deps: Deps,
  round: ChoiceRound,
  choice: Choice,
  outcome: AnswerOutcome,
): Promise<Reply> {
  switch (outcome.kind) {
    case "taken":
      return sealed(round, choice, outcome.previous, outcome.answered);
    case "older":
      return sealed(round, outcome.choice, null, outcome.answered);
    case "judged":
      return withSaid(deps, round, verdictReply(round, outcome.choice, "practice", outcome));
    case "held":
      return heldReply(round, outcome.choice, outcome.until, outcome.answered);
    case "stands": {
      // It may have become the question of the day since it was judged.
      const until = await waitOf(deps, round);
      if (until !== null) return waits(until);
      return withSaid(deps, round, verdictReply(round, outcome.choice, "standing", null));
    }
    case "late":
      return late(deps, round, outcome.closedAt);
    case "unknown":
      return UNKNOWN;
    default:
      return outcome satisfies never;
  }
}

/**
 * A practice answer that is known, and not judged: its question has become the one of the day, or is one of a live
 * round that takes answers.
 */
export function heldReply(round: ChoiceRound, choice: Choice, until: number, answered: number): Reply {
  const { id, live, closedAt } = round;
  if (live !== undefined && closedAt === null)
    return { ...sealed(round, choice, null, answered), locked: true, buttons: [] };
  const at = { time: until, style: "relative" } as const;
  return {
    ...notice("info", say("answer.held", { name: { strong: letterOf(choice) }, at })),
    buttons: [{ label: say("button.was-right"), action: { verb: "mine", round: id } }, keepButton(id)],
  };
}

/** An answer that came too late; a practice question has its key to show by then. */
async function late(deps: Deps, round: ChoiceRound, closedAt: number): Promise<Reply> {
  const line = say("answer.late", { at: { time: closedAt, style: "relative" } });
  if (round.mode === "daily" || (await waitOf(deps, round)) !== null || (await isFoundWrong(deps, round)))
    return notice("refusal", line);
  const { key } = round.question;
  return {
    ...notice(
      "refusal",
      line,
      say("answer.late-key", {
        letter: { strong: letterOf(key) },
        option: quote(optionOf(round.question, key).text),
      }),
    ),
    buttons: [{ label: say("button.why-short"), action: { verb: "mine", round: round.id } }],
  };
}

export function sealed(
  round: ChoiceRound,
  choice: Choice,
  previous: Choice | null,
  answered: number,
): SealedReply {
  return {
    kind: "sealed",
    visibility: "private",
    roundId: round.id,
    letter: letterOf(choice),
    option: optionOf(round.question, choice).text,
    changedFrom: previous === null || previous === choice ? null : letterOf(previous),
    closesAt: round.closesAt,
    answered,
    question: null,
    given: null,
    buttons: [
      ...CONFIDENCES.map((confidence) => ({
        label: say(`confidence.${confidence}`),
        action: { verb: "sure", round: round.id, confidence } as const,
      })),
      { ...keepButton(round.id), row: true },
    ],
  };
}
