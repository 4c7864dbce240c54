import { localDate } from "../rules/calendar.ts";
import { coverageOf } from "../rules/coverage.ts";
import { deal } from "../rules/deal.ts";
import { hash32 } from "../rules/random.ts";
import { ownReview } from "../rules/reviews.ts";
import { type ComputedAsked, type OpenAsked, STRENGTHS } from "../words/interview.ts";
import type { OpenItem } from "../words/item.ts";
import { readMockRef } from "../words/mock.ts";
import type { Actor } from "../words/press.ts";
import type { Reply } from "../words/reply.ts";
import type { Choice } from "../words/round.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { type Asking, followUpOf, ticksIn } from "./interviewing.ts";
import { askingOf, elsewhere, goOn, heldUntil, onward, render, running, type Step } from "./mock-course.ts";
import { type MockState, newest, withNewest } from "./mock-state.ts";
import { NOT_YOURS, OVER, setAside } from "./mock-views.ts";
import { reveal } from "./open-answers.ts";
import { isTheirs } from "./session-state.ts";

/** What is answered in a mock interview alone, and what was named in it. */

export async function answerOpen(
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

export async function answerComputed(
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
