import { coverageOf } from "../rules/coverage.ts";
import { ownReview } from "../rules/reviews.ts";
import { readRef } from "../words/asked.ts";
import type { KeyPoint, OpenItem } from "../words/item.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { guardOf, waits } from "./reveal.ts";
import {
  followUpReply,
  type OpenQuestion,
  openAnswerReply,
  openCoverageReply,
  openPartReply,
} from "./views.ts";

/** What somebody reads of an open question that the bank does not hold any more. */
const GONE = notice("refusal", say("ask.gone", { command: { command: "" } }));

/** Shows something of the answer of an open question, where it is there and may be told. */
async function shown(
  deps: Deps,
  { place }: Actor,
  ref: string,
  of: (item: OpenQuestion) => Reply | null | Promise<Reply>,
): Promise<Reply> {
  const item = openItem(deps, ref);
  if (item === null) return GONE;
  const until = (await guardOf(deps, place.team)).until(item.id);
  return until === null ? ((await of({ ...item, ref })) ?? GONE) : waits(until);
}

function openItem(deps: Deps, ref: string): OpenItem | null {
  const item = deps.bank.item(readRef(ref).itemId, "");
  return item?.kind === "open" ? item : null;
}

/** What there is to tick of a question that was shown. */
export function keyPoints(deps: Deps, ref: string): readonly KeyPoint[] {
  return openItem(deps, ref)?.keyPoints ?? [];
}

/** The first look at the answer, next to the learner's own where there is one. */
export function reveal(deps: Deps, actor: Actor, ref: string, own: string | null): Promise<Reply> {
  return shown(deps, actor, ref, (item) =>
    openAnswerReply(item, own, own === null ? null : deps.bank.feedback(item.id, own)),
  );
}

/** The learner's own word on what they said: a review, no points, and the model answer above theirs. */
export function tick(deps: Deps, actor: Actor, ref: string, ticked: readonly string[]): Promise<Reply> {
  return shown(deps, actor, ref, async (item) => {
    const coverage = coverageOf(item.keyPoints, ticked);
    const review = ownReview(item, coverage.covered, await deps.store.now());
    const counts = await deps.store.recordReview(actor.place.team, actor.person.id, review);
    return openCoverageReply(item, coverage, counts);
  });
}

/** One more part of it. */
export function revealPart(
  deps: Deps,
  actor: Actor,
  { item, part }: Action & { verb: "part" },
): Promise<Reply> {
  return shown(deps, actor, item, (open) => openPartReply(open, part));
}

/** A follow-up question, or its answer. */
export function revealFollowUp(
  deps: Deps,
  actor: Actor,
  { item, number, answer }: Action & { verb: "follow" },
): Promise<Reply> {
  return shown(deps, actor, item, (open) => followUpReply(open, number, answer));
}
