import { type InterviewWanted, type InterviewWish, LEAST_INTERVIEW } from "../words/interview.ts";
import type { Action, Actor } from "../words/press.ts";
import type { Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import { SHEET_DEFAULTS } from "../words/sheet.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { askedNext, newInterview } from "./interviewing.ts";
import { answerComputed, answerOpen } from "./mock-answers.ts";
import {
  askingOf,
  elsewhere,
  finish,
  goOn,
  heldUntil,
  move,
  render,
  running,
  type Step,
  written,
} from "./mock-course.ts";
import { nearestMock, shortMock } from "./mock-nearest.ts";
import { type MockState, newest, runningOf, withNewest } from "./mock-state.ts";
import { alreadyIn, NOT_YOURS, OVER, setAside } from "./mock-views.ts";
import { onScorecard } from "./scorecards.ts";
import { isTheirs, sessionIdOf } from "./session-state.ts";

/** A mock interview alone: a question at a time, on any replica, for two days after each step. */

const TOKEN = 6;

/** `/dlq-mock`: without any wish it goes on where one was left. */
export async function mock(deps: Deps, actor: Actor, wanted: InterviewWish): Promise<Reply> {
  const isPlain = Object.values(wanted).every((value) => value === undefined);
  const left = isPlain ? await running(deps, actor.place.team, actor.person.id) : null;
  if (left !== null) return resume(deps, actor, left);
  const { level = SHEET_DEFAULTS.level, minutes = SHEET_DEFAULTS.minutes, ...about } = wanted;
  return begin(deps, actor, { ...about, level, minutes }, false);
}

export const pressMock = (
  deps: Deps,
  actor: Actor,
  action: Action & { verb: "mock-begin" },
): Promise<Reply> => begin(deps, actor, action.wanted, action.anew);

async function begin(deps: Deps, actor: Actor, wanted: InterviewWanted, anew: boolean): Promise<Reply> {
  const { team, group } = actor.place;
  const learner = actor.person.id;
  if (wanted.minutes < LEAST_INTERVIEW) return shortMock(wanted);
  const before = await running(deps, team, learner);
  if (before !== null && !anew) {
    const begins = { verb: "mock-begin", wanted, anew: true } as const;
    return alreadyIn(before, { label: say("button.mock-anew"), action: begins });
  }
  const asking = await askingOf(deps, team, learner);
  const seed = deps.token(TOKEN);
  const interview = newInterview(deps, wanted, seed, asking, true);
  const asked = interview && askedNext(deps, interview, asking, await deps.store.now());
  if (asked === null) return nearestMock(deps, wanted, asking);
  const state: MockState = {
    ...{ id: sessionIdOf(learner, seed), group, step: 1, stage: "asked", interview: asked },
    ...{ own: null, followUp: null, counts: false },
  };
  const now = await deps.store.now();
  await changeDocument(deps, team, runningOf(learner), () => ({ write: written(state, learner, now) }));
  deps.meter.count("rounds", { mode: "practice", kind: "open" });
  return render(deps, actor, state, asking);
}

/** Goes on: a question that was left for longer than it takes gets its time again. */
async function resume(deps: Deps, actor: Actor, state: MockState): Promise<Reply> {
  const last = newest(state);
  const now = await deps.store.now();
  const isLate = state.stage === "asked" && now - last.began > 2 * last.minutes * 60_000;
  const here = isLate
    ? await move(deps, actor, state, { interview: withNewest(state, { ...last, began: now }) })
    : state;
  if ("reply" in here) return here.reply;
  return render(deps, actor, here, undefined, say(isLate ? "mock.resumed-late" : "mock.resumed"));
}

/** A press on a button of a mock interview, or of its scorecard. */
export async function stepMock(deps: Deps, actor: Actor, action: Step): Promise<Reply> {
  const learner = actor.person.id;
  const { act } = action;
  if (!isTheirs(action.mock, learner)) return NOT_YOURS;
  if (act === "file" || act === "study") return (await onScorecard(deps, actor, action.mock, act)) ?? OVER;
  const here = await running(deps, actor.place.team, learner);
  if (here === null || here.id !== action.mock) return elsewhere(deps, actor, here, action.mock);
  // What is shown there was overtaken, by a press that came twice or on an older message.
  if (here.step !== action.step || act === "show") return render(deps, actor, here);
  if (act === "stop") return finish(deps, actor, here);
  const last = newest(here);
  const asking = await askingOf(deps, actor.place.team, learner);
  const held = heldUntil(deps, last, asking);
  if (act === "next")
    return here.stage === "told" || held !== null
      ? goOn(deps, actor, here, asking)
      : render(deps, actor, here);
  if (held !== null) return setAside(here, held);
  return last.kind === "open"
    ? answerOpen(deps, actor, here, last, act, asking)
    : answerComputed(deps, actor, here, last, act, asking);
}
