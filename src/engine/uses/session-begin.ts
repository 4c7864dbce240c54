import { portion, type Source } from "../../learning/session.ts";
import type { Difficulty } from "../words/item.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import { emptied } from "./ask.ts";
import { available, choose, dueAmong, filterOf, type Standing, studiedOf } from "./choosing.ts";
import type { Deps } from "./deps.ts";
import { readKeptList } from "./keeping.ts";
import { isPaused, pauseButton } from "./reminders.ts";
import { lookAt, roundOf, termsOf } from "./session-question.ts";
import { encodeSession, type Running, roundIdOf, sessionIdOf } from "./session-state.ts";
import { type About, askedReply, mistakesButton, newButton } from "./session-views.ts";
import { running, show } from "./sessions.ts";

/** Questions of a session where nobody says how many. */
const USUAL_COUNT = 10;

export interface ReviewWanted {
  source?: Source | undefined;
  count?: number | undefined;
  topic?: string | undefined;
  difficulty?: Difficulty | undefined;
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
