import { localDate } from "../rules/calendar.ts";
import { coverageOf } from "../rules/coverage.ts";
import { ownReview } from "../rules/reviews.ts";
import type { KeyPoint } from "../words/item.ts";
import { readMockRef } from "../words/mock.ts";
import type { Action, Actor } from "../words/press.ts";
import type { Reply } from "../words/reply.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { withYours } from "./explained-views.ts";
import { ticksFor } from "./mock-views.ts";
import { openItem, shown } from "./open-items.ts";
import { followUpReply, openAnswerReply, openCoverageReply, openPartReply } from "./open-views.ts";
import { keepForOpinion } from "./opinions.ts";
import { withSaidOfItem } from "./said.ts";

/** What there is to tick of a question that was shown. */
export function keyPoints(deps: Deps, ref: string): readonly KeyPoint[] {
  const mock = readMockRef(ref);
  const inMock = mock === null ? null : openItem(deps, mock.item);
  if (inMock !== null) return ticksFor(inMock);
  return openItem(deps, ref)?.keyPoints ?? [];
}

/** The first look at the answer, next to the learner's own where there is one, which comes back in any case. */
export async function reveal(deps: Deps, actor: Actor, ref: string, own: string | null): Promise<Reply> {
  const reply = await shown(deps, actor, ref, async (item) => {
    if (own === null) return openAnswerReply(item, null, null, false);
    const found = deps.bank.feedback(item.id, own);
    return openAnswerReply(item, own, found, await keepForOpinion(deps, actor, { item: item.id, text: own }));
  });
  return own !== null && reply.kind === "notice" ? withYours(reply, own) : reply;
}

/** The learner's own word on what they said: a review, no points, and the model answer above theirs. */
export function tick(deps: Deps, actor: Actor, ref: string, ticked: readonly string[]): Promise<Reply> {
  return shown(deps, actor, ref, async (item) => {
    const coverage = coverageOf(item.keyPoints, ticked);
    const now = await deps.store.now();
    const review = ownReview(item, coverage.covered, now);
    const { schedule } = await deps.store.readGroup(actor.place);
    const day = localDate(now, schedule?.timezone ?? DEFAULT_ZONE);
    const counts = await deps.store.recordReview(actor.place.team, actor.person.id, review, day);
    return openCoverageReply(item, coverage, counts);
  });
}

/** One more part of it. */
export function revealPart(
  deps: Deps,
  actor: Actor,
  { item, part }: Action & { verb: "part" },
): Promise<Reply> {
  return shown(deps, actor, item, async (open) => {
    const reply = openPartReply(open, part);
    return part === "worked" ? withSaidOfItem(deps, actor.place, open.id, reply) : reply;
  });
}

/** A follow-up question, or its answer. */
export function revealFollowUp(
  deps: Deps,
  actor: Actor,
  { item, number, answer }: Action & { verb: "follow" },
): Promise<Reply> {
  return shown(deps, actor, item, (open) => followUpReply(open, number, answer));
}
