import { turnOf } from "../rules/interviews.ts";
import { RETENTION } from "../rules/retention.ts";
import { secretOf } from "../rules/secrets.ts";
import type { ComputedAsked, OpenAsked } from "../words/interview.ts";
import type { ChoiceItem, OpenItem } from "../words/item.ts";
import type { TeamId } from "../words/place.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { type Asking, askedNext } from "./interviewing.ts";
import { reviewsOf } from "./linked.ts";
import { type MockState, newest, readMock, runningOf } from "./mock-state.ts";
import { computedReply, OVER, openReply, replacedBy, setAside } from "./mock-views.ts";
import { guardOf } from "./reveal.ts";
import { onScorecard, scored } from "./scorecards.ts";

/** The course of a mock interview alone: where it is, its next step, its end. */

export type Step = Extract<Action, { verb: "mock" }>;

export async function running(deps: Deps, team: TeamId, learner: string): Promise<MockState | null> {
  const found = await deps.store.readDocument(team, runningOf(learner));
  return found === null ? null : readMock(found.value);
}

export async function askingOf(deps: Deps, team: TeamId, learner: string): Promise<Asking> {
  const [guard, { seen }] = await Promise.all([guardOf(deps, team), reviewsOf(deps, team, learner)]);
  return { guard, seen: new Set(seen.keys()) };
}

export const written = (state: MockState, learner: string, now: number) => ({
  ...{ value: JSON.stringify(state), of: [learner], dueAt: null },
  until: now + RETENTION.interview,
});

/** It is over, or another one took its place: its scorecard, or the way on. */
export async function elsewhere(
  deps: Deps,
  actor: Actor,
  here: MockState | null,
  mock: string,
): Promise<Reply> {
  const card = await onScorecard(deps, actor, mock, "show");
  return card ?? (here === null ? OVER : replacedBy(here));
}

/** Writes the next step; where another press took it, what that one led to. */
export async function move(
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

export async function onward(
  deps: Deps,
  actor: Actor,
  state: MockState,
  change: Partial<MockState>,
  asking?: Asking,
): Promise<Reply> {
  const next = await move(deps, actor, state, change);
  return "reply" in next ? next.reply : render(deps, actor, next, asking);
}

export async function goOn(deps: Deps, actor: Actor, state: MockState, asking: Asking): Promise<Reply> {
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
export async function finish(deps: Deps, actor: Actor, state: MockState): Promise<Reply> {
  const card = await scored(deps, actor, state);
  await changeDocument(deps, actor.place.team, runningOf(actor.person.id), (kept) => ({
    write: kept !== null && readMock(kept.value)?.id === state.id ? null : ("as-is" as const),
  }));
  return card ?? { ...notice("info", say("mock.nothing")), endsSteps: true };
}

/** Until when nothing may be told of the question that is asked, epoch milliseconds; null: it may be. */
export function heldUntil(
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
export async function render(
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
