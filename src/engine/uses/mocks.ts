import { localDate } from "../rules/calendar.ts";
import { coverageOf } from "../rules/coverage.ts";
import { deal } from "../rules/deal.ts";
import { turnOf } from "../rules/interviews.ts";
import { hash32 } from "../rules/random.ts";
import { RETENTION } from "../rules/retention.ts";
import { ownReview } from "../rules/reviews.ts";
import { secretOf } from "../rules/secrets.ts";
import {
  type ComputedAsked,
  type InterviewWanted,
  type InterviewWish,
  LEAST_INTERVIEW,
  type OpenAsked,
  STRENGTHS,
} from "../words/interview.ts";
import type { ChoiceItem, OpenItem } from "../words/item.ts";
import { readMockRef } from "../words/mock.ts";
import type { TeamId } from "../words/place.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import type { Choice } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import { SHEET_DEFAULTS } from "../words/sheet.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { type Asking, askedNext, followUpOf, newInterview, ticksIn } from "./interviewing.ts";
import { reviewsOf } from "./linked.ts";
import { nearestMock, shortMock } from "./mock-nearest.ts";
import { type MockState, newest, readMock, runningOf, withNewest } from "./mock-state.ts";
import { alreadyIn, computedReply, NOT_YOURS, OVER, openReply, replacedBy, setAside } from "./mock-views.ts";
import { reveal } from "./open-answers.ts";
import { guardOf } from "./reveal.ts";
import { onScorecard, scored } from "./scorecards.ts";
import { isTheirs, sessionIdOf } from "./session-state.ts";

/** A mock interview alone: a question at a time, on any replica, for two days after each step. */

const TOKEN = 6;

type Step = Extract<Action, { verb: "mock" }>;

async function running(deps: Deps, team: TeamId, learner: string): Promise<MockState | null> {
  const found = await deps.store.readDocument(team, runningOf(learner));
  return found === null ? null : readMock(found.value);
}

async function askingOf(deps: Deps, team: TeamId, learner: string): Promise<Asking> {
  const [guard, { seen }] = await Promise.all([guardOf(deps, team), reviewsOf(deps, team, learner)]);
  return { guard, seen: new Set(seen.keys()) };
}

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

const written = (state: MockState, learner: string, now: number) => ({
  ...{ value: JSON.stringify(state), of: [learner], dueAt: null },
  until: now + RETENTION.interview,
});

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

/** It is over, or another one took its place: its scorecard, or the way on. */
async function elsewhere(deps: Deps, actor: Actor, here: MockState | null, mock: string): Promise<Reply> {
  const card = await onScorecard(deps, actor, mock, "show");
  return card ?? (here === null ? OVER : replacedBy(here));
}

/** Writes the next step; where another press took it, what that one led to. */
async function move(
  deps: Deps,
  actor: Actor,
  state: MockState,
  change: Partial<MockState>,
): Promise<MockState | { reply: Reply }> {
  const learner = actor.person.id;
  const now = await deps.store.now();
  const next: MockState = { ...state, ...change, step: state.step + 1 };
  const { here } = await changeDocument(deps, actor.place.team, runningOf(learner), (kept) => {
    const there = kept === null ? null : readMock(kept.value);
    const isMine = there?.id === state.id && there.step === state.step;
    return isMine
      ? { write: written(next, learner, now), here: next }
      : { write: "as-is" as const, here: there };
  });
  if (here === next) return next;
  if (here !== null && here.id === state.id) return { reply: await render(deps, actor, here) };
  return { reply: await elsewhere(deps, actor, here, state.id) };
}

async function onward(
  deps: Deps,
  actor: Actor,
  state: MockState,
  change: Partial<MockState>,
  asking?: Asking,
): Promise<Reply> {
  const next = await move(deps, actor, state, change);
  return "reply" in next ? next.reply : render(deps, actor, next, asking);
}

async function answerOpen(
  deps: Deps,
  actor: Actor,
  state: MockState,
  last: OpenAsked,
  act: Step["act"],
  asking: Asking,
): Promise<Reply> {
  const change = (question: Partial<OpenAsked>, stage: MockState["stage"]) =>
    onward(deps, actor, state, { stage, interview: withNewest(state, { ...last, ...question }) }, asking);
  const strength = STRENGTHS.find((one) => one === act);
  if (state.stage === "asked" && act === "aloud")
    return change({ how: "aloud", ended: await deps.store.now() }, "rate");
  if (state.stage === "asked" && act === "skip")
    return change({ how: "skipped", ended: await deps.store.now() }, "told");
  if (state.stage === "rate" && strength !== undefined) return change({ strength }, "tick");
  if (state.stage === "follow" && (act === "aloud" || act === "skip")) return change({}, "told");
  return render(deps, actor, state, asking);
}

async function answerComputed(
  deps: Deps,
  actor: Actor,
  state: MockState,
  last: ComputedAsked,
  act: Step["act"],
  asking: Asking,
): Promise<Reply> {
  const item = deps.bank.item(last.item, last.seed);
  if (state.stage !== "asked") return render(deps, actor, state, asking);
  if (act === "skip") return goOn(deps, actor, state, asking);
  if (!/^[0-5]$/.test(act) || item === null || item.kind === "open")
    return render(deps, actor, state, asking);
  const choice = Number(act) as Choice;
  const { key, options } = deal(item, last.seed);
  if (options[choice] === undefined) return render(deps, actor, state, asking);
  const right = key === choice;
  const at = await deps.store.now();
  const review = {
    id: hash32(`${state.id}|${state.interview.questions.length}`).toString(36),
    ...{ at, concept: last.concept.id, item: last.item, mode: "mock" as const },
    outcome: { kind: "choice" as const, right, confidence: null, difficulty: last.difficulty, hints: 0 },
  };
  await deps.store.recordReview(
    actor.place.team,
    actor.person.id,
    review,
    await dayOf(deps, actor, state, at),
  );
  const interview = withNewest(state, { ...last, choice, right, ended: at });
  return onward(deps, actor, state, { stage: "told", interview }, asking);
}

/** The local date in the group in which it was begun. */
async function dayOf(deps: Deps, { place }: Actor, { group }: MockState, at: number): Promise<string> {
  const { schedule } = await deps.store.readGroup({ team: place.team, group });
  return localDate(at, schedule?.timezone ?? DEFAULT_ZONE);
}

/** A form of a mock interview was handed in: an answer, or what was ticked. */
export async function mockForm(
  deps: Deps,
  actor: Actor,
  ref: string,
  filled: { text: string } | { ticked: readonly string[] },
): Promise<Reply> {
  const about = readMockRef(ref);
  if (about === null) return OVER;
  if (!isTheirs(about.mock, actor.person.id)) return NOT_YOURS;
  const here = await running(deps, actor.place.team, actor.person.id);
  const last = here?.id === about.mock ? newest(here) : null;
  if (here === null || last === null || last.kind !== "open" || last.item !== about.item) {
    // What somebody wrote is not for nothing: it is compared at once.
    if ("text" in filled) return reveal(deps, actor, about.item, filled.text);
    return elsewhere(deps, actor, here, about.mock);
  }
  const item = deps.bank.item(last.item, "");
  const asking = await askingOf(deps, actor.place.team, actor.person.id);
  const held = heldUntil(deps, last, asking);
  if (held !== null) return setAside(here, held);
  if (item?.kind !== "open") return render(deps, actor, here, asking);
  if ("ticked" in filled)
    return here.stage === "tick"
      ? judge(deps, actor, here, last, item, filled.ticked, asking)
      : render(deps, actor, here, asking);
  return takeText(deps, actor, here, last, filled.text, asking);
}

async function takeText(
  deps: Deps,
  actor: Actor,
  here: MockState,
  last: OpenAsked,
  text: string,
  asking: Asking,
): Promise<Reply> {
  // Nothing of the answer was seen yet, so what is written counts where it was said to be aloud before.
  if (here.stage === "asked" || here.stage === "rate") {
    const ended = last.ended ?? (await deps.store.now());
    const interview = withNewest(here, { ...last, how: "written", ended });
    return onward(deps, actor, here, { stage: "rate", own: text, interview }, asking);
  }
  if (here.stage === "follow") return onward(deps, actor, here, { stage: "told", followUp: text }, asking);
  return render(deps, actor, here, asking);
}

/** The key points are ticked: a review by one's own word, and a follow-up aimed at what was missed. */
async function judge(
  deps: Deps,
  actor: Actor,
  here: MockState,
  last: OpenAsked,
  item: OpenItem,
  ticked: readonly string[],
  asking: Asking,
): Promise<Reply> {
  const made = { ...last, ...ticksIn(item, ticked), judged: true };
  const now = await deps.store.now();
  const { covered } = coverageOf(item.keyPoints, made.points.map(String));
  const day = await dayOf(deps, actor, here, now);
  const review = ownReview(item, covered, now, "mock");
  const counts = await deps.store.recordReview(actor.place.team, actor.person.id, review, day);
  const followUp = followUpOf(deps, item, made);
  const interview = withNewest(here, { ...made, followUp });
  const stage = followUp === null ? "told" : "follow";
  return onward(deps, actor, here, { stage, counts, interview }, asking);
}

async function goOn(deps: Deps, actor: Actor, state: MockState, asking: Asking): Promise<Reply> {
  const last = newest(state);
  // A question that must not be told any more is none of this interview.
  const questions =
    heldUntil(deps, last, asking) === null
      ? state.interview.questions
      : state.interview.questions.slice(0, -1);
  const interview = askedNext(deps, { ...state.interview, questions }, asking, await deps.store.now());
  if (interview === null)
    return finish(deps, actor, { ...state, interview: { ...state.interview, questions } });
  return onward(
    deps,
    actor,
    state,
    { stage: "asked", interview, own: null, followUp: null, counts: false },
    asking,
  );
}

/** It is over: its scorecard is kept, then the interview goes. */
async function finish(deps: Deps, actor: Actor, state: MockState): Promise<Reply> {
  const card = await scored(deps, actor, state);
  await changeDocument(deps, actor.place.team, runningOf(actor.person.id), (kept) => ({
    write: kept !== null && readMock(kept.value)?.id === state.id ? null : ("as-is" as const),
  }));
  return card ?? { ...notice("info", say("mock.nothing")), endsSteps: true };
}

/** Until when nothing may be told of the question that is asked, epoch milliseconds; null: it may be. */
function heldUntil(
  deps: Deps,
  { kind, item, ...asked }: OpenAsked | ComputedAsked,
  { guard }: Asking,
): number | null {
  if (kind === "open") return guard.until(item);
  const found = deps.bank.item(item, "seed" in asked ? asked.seed : "");
  return found === null || found.kind === "open"
    ? null
    : guard.until(secretOf({ itemId: item, kind: found.kind, stem: found.stem }));
}

/** Where a mock interview is. */
async function render(
  deps: Deps,
  actor: Actor,
  state: MockState,
  known?: Asking,
  note?: Say,
): Promise<Reply> {
  const last = newest(state);
  const asking = known ?? (await askingOf(deps, actor.place.team, actor.person.id));
  const held = heldUntil(deps, last, asking);
  if (held !== null) return setAside(state, held);
  const item = deps.bank.item(last.item, last.kind === "computed" ? last.seed : "");
  // The bank lost it with a new version of the bot.
  if (item === null) return goOn(deps, actor, state, asking);
  const isLast = turnOf(state.interview) === "end";
  if (last.kind === "computed") return computedReply(state, last, item as ChoiceItem, isLast, note);
  const found = (own: string) => deps.bank.feedback(last.item, own);
  return openReply(state, last, item as OpenItem, found, isLast, note);
}
