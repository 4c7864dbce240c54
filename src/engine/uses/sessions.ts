import { CONFIDENCES } from "../../learning/review.ts";
import { portion, type Source, type Terms } from "../../learning/session.ts";
import type { ButtonPress } from "../ports/platform.ts";
import { localDate } from "../rules/calendar.ts";
import { PRACTICE_OPEN } from "../rules/retention.ts";
import type { Difficulty } from "../words/item.ts";
import type { TeamId } from "../words/place.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply, type Reviewed, type SessionEndReply } from "../words/reply.ts";
import { type Choice, type ChoiceRound, hasOptions, isOffered, type Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import { judge, recallRound } from "./answer.ts";
import { emptied, startRound } from "./ask.ts";
import {
  available,
  type Chosen,
  choose,
  dueAmong,
  filterOf,
  type Standing,
  standingOf,
  studiedOf,
} from "./choosing.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { streakNow } from "./freezes.ts";
import { readKeptList } from "./keeping.ts";
import { linkedTo } from "./link-state.ts";
import { plannedFor } from "./plans.ts";
import { isPaused, pauseButton } from "./reminders.ts";
import { waitOf } from "./reveal.ts";
import { withSaid } from "./said.ts";
import {
  decodeSession,
  encodeSession,
  isTheirs,
  type Running,
  roundIdOf,
  type SessionState,
  sessionIdOf,
} from "./session-state.ts";
import {
  type About,
  againButton,
  askedReply,
  heldReply,
  mistakesButton,
  NOT_YOURS,
  newButton,
  OVER,
  replacedBy,
  slippedButton,
  toldReply,
} from "./session-views.ts";

/** Questions of a session where nobody says how many. */
const USUAL_COUNT = 10;

export interface ReviewWanted {
  source?: Source | undefined;
  count?: number | undefined;
  topic?: string | undefined;
  difficulty?: Difficulty | undefined;
}

const running = async (deps: Deps, team: TeamId, learner: string) =>
  decodeSession(await deps.store.readSession(team, learner));

function termsOf(
  deps: Deps,
  state: Pick<SessionState, "source" | "answered" | "due">,
  planned: Terms["planned"],
): Terms {
  const done = new Set(state.answered.map(([concept]) => concept));
  return { now: deps.clock(), source: state.source, done, due: state.due, planned };
}

/** Where a learner stands, what they plan, and whose days count: all that is asked of the store before a question. */
async function lookAt(deps: Deps, actor: Actor, group: string, source: Source | undefined) {
  const { team } = actor.place;
  const learner = actor.person.id;
  const linked = linkedTo(deps, team, learner);
  const [standing, plan, { schedule }] = await Promise.all([
    standingOf(deps, team, learner, source, linked),
    plannedFor(deps, actor, linked),
    deps.store.readGroup({ team, group }),
  ]);
  return { standing, plan, timezone: schedule?.timezone ?? DEFAULT_ZONE };
}

/** The round of a question, which is one of practice for its learner alone. */
async function roundOf(
  deps: Deps,
  actor: Actor,
  { group, timezone }: { group: string; timezone: string },
  id: string,
  chosen: Chosen,
): Promise<ChoiceRound> {
  const place = { team: actor.place.team, group };
  const round = {
    ...startRound(deps, chosen.item, chosen.seed),
    ...{ id, place, mode: "practice" as const, onlyFor: actor.person.id },
    closesAt: deps.clock() + PRACTICE_OPEN,
    date: localDate(deps.clock(), timezone),
    timezone,
    ...{ thread: "off" as const, answers: "buttons" as const, ping: null },
    asked: { topic: chosen.item.topic.id },
    ...(chosen.isDue ? { isDue: true } : {}),
  } satisfies Round;
  await deps.store.addPractice(round);
  deps.rounds.put(round);
  deps.meter.count("rounds", { mode: "practice", kind: chosen.item.kind });
  return round;
}

/** `/dlq-review`: goes on where one was left, or begins one, which takes the place of any other. */
export async function beginReview(deps: Deps, actor: Actor, wanted: ReviewWanted): Promise<Reply> {
  const { team, group } = actor.place;
  const learner = actor.person.id;
  const left = Object.values(wanted).every((value) => value === undefined)
    ? await running(deps, team, learner)
    : null;
  if (left !== null) return show(deps, actor, left, say("session.resumed"));
  const { standing, plan, timezone } = await lookAt(deps, actor, group, wanted.source);
  const { topic = null, difficulty = null } = wanted;
  const isPlain = wanted.source === undefined && topic === null && difficulty === null;
  const inLastDays = isPlain && plan?.isLast === true;
  const { source = inLastDays ? "exam" : "due", count = USUAL_COUNT } = wanted;
  const about = { topic, difficulty, group };
  const subjects = studiedOf(standing, topic, difficulty);
  if (subjects.size === 0) return emptied(deps, filterOf(deps.bank, topic, difficulty), wanted.topic);
  const now = deps.clock();
  const dueNow = source === "due" ? dueAmong(standing, subjects, now) : [];
  if (source === "due" && dueNow.length === 0)
    return nothingDue(standing, subjects, about, await isPaused(deps, team, learner));
  if (source === "mistakes" && standing.progress.mistakes.every((id) => !subjects.has(id)))
    return { ...notice("info", say("session.no-mistakes")), buttons: [newButton(about)] };
  const { kept } = standing.progress;
  if (source === "kept" && kept.every(({ concept }) => !subjects.has(concept))) {
    // A pack that is removed took its questions off what the bank knows, not off the list.
    const count = (await readKeptList(deps, team, learner)).length;
    const isNamed = topic !== null || difficulty !== null;
    return notice(
      "info",
      count === 0 ? say("keep.none") : say(isNamed ? "keep.none-here" : "keep.gone", { count }),
    );
  }
  const taken = portion(dueNow.length);
  const more = taken < dueNow.length;
  // A backlog gets no new concepts on top.
  const most = more ? Math.min(count, taken) : count;
  const due = Math.min(most, taken);
  const terms = termsOf(deps, { source, answered: [], due }, plan?.order ?? []);
  const total = Math.min(most, available(standing, subjects, terms));
  const id = sessionIdOf(learner, deps.token(10));
  const chosen = choose(standing, subjects, roundIdOf(id, 1), terms);
  if (chosen === null) return { ...notice("info", say("session.nothing")), buttons: [] };
  const round = await roundOf(deps, actor, { group, timezone }, roundIdOf(id, 1), chosen);
  const begun: Running = {
    id,
    version: 1,
    state: {
      ...{ group, source, topic, difficulty, total, due, more: more || dueNow.length > due },
      began: await deps.store.now(),
      ...{ answered: [], points: 0, told: false, earned: null, confidence: null },
      ...{ round: round.id, concept: chosen.concept, isDue: chosen.isDue },
    },
  };
  await deps.store.putSession(team, learner, encodeSession(begun));
  const exam = inLastDays && plan !== null ? say("session.exam", { days: plan.days }) : undefined;
  return askedReply(begun, round, source === "kept" ? say("keep.count", { count: kept.length }) : exam);
}

/** A button that begins one; in the group that it names, which need not be where it is pressed. */
export function pressReview(
  deps: Deps,
  actor: Actor,
  { source, topic, difficulty, group }: Extract<Action, { verb: "review" }>,
): Promise<Reply> {
  const place = group === null ? actor.place : { ...actor.place, group };
  return beginReview(deps, { ...actor, place }, { source, topic: topic ?? undefined, difficulty });
}

/** When something is due again, and what to do until then. */
function nothingDue(
  { progress }: Standing,
  subjects: ReadonlyMap<string, unknown>,
  about: About,
  paused: boolean,
): Reply {
  const dues = [...progress.memory].filter(([id]) => subjects.has(id)).map(([, { due }]) => due);
  const next = Math.min(...dues);
  const line = Number.isFinite(next)
    ? say("session.nothing-due", { at: { time: next, style: "moment" } })
    : say("session.nothing-yet");
  const isWrong = progress.mistakes.some((id) => subjects.has(id));
  return {
    ...notice("info", line, say("session.offer-new")),
    buttons: [
      newButton(about),
      ...(isWrong ? [mistakesButton(about)] : []),
      // Before anything was answered there is nothing to pause.
      ...(Number.isFinite(next) ? [pauseButton(paused)] : []),
    ],
  };
}

type Step = Extract<Action, { verb: "session" }>;
type Pressed = Actor & Partial<Pick<ButtonPress, "delivery" | "at">>;

/** A press on a button of a session. */
export async function stepSession(deps: Deps, press: Pressed, action: Step): Promise<Reply> {
  const learner = press.person.id;
  if (!isTheirs(action.session, learner)) return NOT_YOURS;
  const here = await running(deps, press.place.team, learner);
  if (here === null) return OVER;
  if (here.id !== action.session) return replacedBy(here);
  // What is shown there was overtaken, by a press that came twice or on an older message.
  if (here.version !== action.step || action.act === "show") return show(deps, press, here);
  switch (action.act) {
    case "stop":
      return finish(deps, press, here);
    case "next":
      return here.state.told ? goOn(deps, press, here) : show(deps, press, here);
    default: {
      const round = await recallRound(deps, press.place.team, here.state.round);
      if (round === null || !hasOptions(round)) return finish(deps, press, here);
      if (here.state.told) return show(deps, press, here);
      const confidence = CONFIDENCES.find((one) => one === action.act);
      if (confidence === undefined) {
        const choice = Number(action.act) as Choice;
        return isOffered(round.question, choice)
          ? answer(deps, press, here, round, choice)
          : show(deps, press, here);
      }
      await deps.store.setConfidence(press.place.team, round.id, learner, confidence);
      const next = await move(deps, press, here, { confidence });
      return "reply" in next ? next.reply : askedReply(next, round);
    }
  }
}

/** Writes the next step; where another press took it, what that one led to. */
async function move(
  deps: Deps,
  actor: Actor,
  { id, version, state }: Running,
  change: Partial<SessionState>,
): Promise<Running | { reply: Reply }> {
  const next: Running = { id, version: version + 1, state: { ...state, ...change } };
  const { team } = actor.place;
  const written = await deps.store.putSession(team, actor.person.id, encodeSession(next));
  if (written === "written") return next;
  const here = await running(deps, team, actor.person.id);
  if (here === null) return { reply: OVER };
  return { reply: here.id === id ? await show(deps, actor, here) : replacedBy(here) };
}

async function answer(
  deps: Deps,
  press: Pressed,
  here: Running,
  round: ChoiceRound,
  choice: Choice,
): Promise<Reply> {
  const { delivery, at } = press;
  const given = { choice, via: "button", delivery, at } as const;
  const outcome = await judge(deps, { ...press, place: round.place }, round, given, "session");
  const { answered, concept, points, due, isDue } = here.state;
  const told = { told: true, due: isDue ? due - 1 : due };
  switch (outcome.kind) {
    case "judged":
    case "stands": {
      const earned = outcome.kind === "judged" ? { points: outcome.points, capped: outcome.capped } : null;
      const result = outcome.choice === round.question.key ? "right" : "wrong";
      const next = await move(deps, press, here, {
        ...told,
        earned,
        answered: [...answered, [concept, result]],
        points: points + (earned?.points ?? 0),
      });
      if ("reply" in next) return next.reply;
      // It may have become the question of the day since it was judged.
      const until = earned === null ? await waitOf(deps, round) : null;
      if (until !== null) return heldReply(next, until);
      return withSaid(deps, round, toldReply(next, round, outcome.choice, earned));
    }
    case "held": {
      const next = await move(deps, press, here, { ...told, answered: [...answered, [concept, "held"]] });
      return "reply" in next ? next.reply : heldReply(next, outcome.until);
    }
    // Left for longer than its question was open, or forgotten meanwhile.
    default:
      return finish(deps, press, here);
  }
}

/** Where a session is, shown once more. */
async function show(deps: Deps, actor: Actor, here: Running, note?: Say): Promise<Reply> {
  const { team } = actor.place;
  const round = await recallRound(deps, team, here.state.round);
  if (round === null || !hasOptions(round)) return finish(deps, actor, here);
  if (!here.state.told) return askedReply(here, round, note);
  const [choice, until] = await Promise.all([
    deps.store.answerOf(team, round.id, actor.person.id),
    waitOf(deps, round),
  ]);
  if (until !== null) return heldReply(here, until);
  if (choice === null) return finish(deps, actor, here);
  if (here.state.answered.at(-1)?.[1] !== "held")
    return withSaid(deps, round, toldReply(here, round, choice, here.state.earned));
  // What was held is judged once the question of the day has closed, whoever asks for it first.
  const given = { choice, via: "button" } as const;
  const outcome = await judge(deps, { ...actor, place: round.place }, round, given, "session");
  return withSaid(deps, round, toldReply(here, round, choice, outcome.kind === "judged" ? outcome : null));
}

async function goOn(deps: Deps, actor: Actor, here: Running): Promise<Reply> {
  const { state } = here;
  if (state.answered.length >= state.total) return finish(deps, actor, here);
  const { standing, plan, timezone } = await lookAt(deps, actor, state.group, state.source);
  const subjects = studiedOf(standing, state.topic, state.difficulty);
  const id = roundIdOf(here.id, here.version + 1);
  const chosen = choose(standing, subjects, id, termsOf(deps, state, plan?.order ?? []));
  if (chosen === null) return finish(deps, actor, here);
  const round = await roundOf(deps, actor, { group: state.group, timezone }, id, chosen);
  const next = await move(deps, actor, here, {
    ...{ round: round.id, concept: chosen.concept, isDue: chosen.isDue },
    ...{ told: false, earned: null, confidence: null },
  });
  return "reply" in next ? next.reply : askedReply(next, round);
}

/** The session is over: what was kept, what slipped, and when it comes again. */
async function finish(deps: Deps, actor: Actor, { id, state }: Running): Promise<Reply> {
  const { team } = actor.place;
  const standing = await standingOf(deps, team, actor.person.id);
  const subjects = studiedOf(standing, null);
  const of = (outcome: "right" | "wrong"): Reviewed[] =>
    state.answered
      .filter(([, one]) => one === outcome)
      .map(([concept]) => ({
        name: subjects.get(concept)?.name ?? concept,
        due: standing.progress.memory.get(concept)?.due ?? null,
      }));
  const slipped = of("wrong");
  const paused = await isPaused(deps, team, actor.person.id);
  const more = !paused && (state.more || state.due > 0);
  const place = { team, group: state.group };
  const [group, { streak }] = await Promise.all([
    deps.store.readGroup(place),
    deps.store.readLearner(place, actor.person.id),
  ]);
  const { held, gained } = await streakNow(deps, group, actor.person.id, streak, false);
  const reply: SessionEndReply = {
    kind: "session-end",
    visibility: "private",
    kept: of("right"),
    slipped,
    points: state.points,
    freeze: gained.some((at) => at >= (state.began ?? Number.POSITIVE_INFINITY)) ? { held } : null,
    more,
    buttons: [
      ...(slipped.length > 0 ? [slippedButton(state)] : []),
      more ? againButton(state) : newButton(state),
      pauseButton(paused),
    ].map((button, i) => ({ ...button, primary: i === 0 })),
  };
  await deps.store.endSession(team, actor.person.id, id);
  return reply;
}
