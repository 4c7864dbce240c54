import type { LearnerReviews, LearningStore, RunningSession } from "../../engine/ports/store.ts";
import { RETENTION } from "../../engine/rules/retention.ts";
import type { TeamId } from "../../engine/words/place.ts";
import {
  compacted,
  dayOf,
  entryOf,
  partsOf,
  seenOf,
  shortItem,
  signOf,
  voidOf,
} from "../../learning/kept.ts";
import type { ReviewDraft, ReviewHead } from "../../learning/review.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";

/** Of an item, as the scripts note that it was seen. */
const sight = (head: ReviewHead) => ({ concept: head.concept, short: shortItem(head), day: dayOf(head.at) });

/** What a script makes a review of when it judges an answer. */
export function draftArgs(draft: ReviewDraft) {
  return { ...sight(draft), ...partsOf(draft) };
}

type Texts = Readonly<Record<string, string>>;

export async function textsOf({ client }: Context, team: TeamId, learner: string): Promise<[Texts, Texts]> {
  const keys = keysOf(team);
  return Promise.all([client.hgetall(keys.reviews(learner)), client.hgetall(keys.seen(learner))]);
}

export function reviewsOf({ readKept }: Context, [reviews, seen]: readonly [Texts, Texts]): LearnerReviews {
  return {
    concepts: new Map(Object.entries(reviews).map(([concept, text]) => [concept, readKept(concept, text)])),
    seen: new Map(Object.entries(seen).flatMap(([concept, text]) => seenOf(concept, text))),
  };
}

export async function sessionOf({ client }: Context, team: TeamId, learner: string) {
  const { id, version, state } = await client.hgetall(keysOf(team).session(learner));
  if (id === undefined || version === undefined || state === undefined) return null;
  return { id, version: Number(version), state } satisfies RunningSession;
}

export function learningPart(context: Context): LearningStore {
  const { run } = context;
  return {
    readReviews: async (team, learner) => {
      const [reviews, seen] = await textsOf(context, team, learner);
      const texts = Object.entries(reviews).flatMap(([concept, was]) => {
        const becomes = compacted(concept, was);
        return becomes === null ? [] : [{ concept, was, becomes }];
      });
      if (texts.length === 0) return reviewsOf(context, [reviews, seen]);
      await run("compact_reviews", [keysOf(team).reviews(learner)], { texts });
      const shorter = Object.fromEntries(texts.map(({ concept, becomes }) => [concept, becomes]));
      return reviewsOf(context, [{ ...reviews, ...shorter }, seen]);
    },

    recordReview: async (team, learner, review) => {
      const keys = keysOf(team);
      const args = { ...sight(review), id: review.id, entry: entryOf(review) };
      return (await run("record_review", [keys.reviews(learner), keys.seen(learner)], args)) === 1;
    },

    voidReview: async (team, learner, { id, concept }, at) => {
      const keys = keysOf(team);
      const args = { concept, id, entry: voidOf(id, at), voids: true };
      return (await run("record_review", [keys.reviews(learner), keys.seen(learner)], args)) === 1;
    },

    setConfidence: async (team, id, learner, confidence) => {
      const keys = keysOf(team);
      return (
        (await run("set_confidence", [keys.round(id), keys.answers(id)], [learner, signOf(confidence)])) === 1
      );
    },

    readSession: (team, learner) => sessionOf(context, team, learner),

    putSession: async (team, learner, { id, version, state }) =>
      (await run("put_session", [keysOf(team).session(learner)], [id, version, state, RETENTION.session])) as
        | "written"
        | "moved"
        | "gone",

    endSession: async (team, learner, id) => {
      await run("end_session", [keysOf(team).session(learner)], [id]);
    },
  };
}
