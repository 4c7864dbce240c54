import { calibrationOf } from "../../learning/calibration.ts";
import { type Memory, memoryOf, recall } from "../../learning/memory.ts";
import { progressOf } from "../../learning/session.ts";
import type { LearnerReviews } from "../ports/store.ts";
import { packOf } from "../words/pack.ts";
import type { ProfileReply } from "../words/reply.ts";
import type { Deps } from "./deps.ts";

/** Topics at either end that a profile names. */
const NAMED = 3;

/** What is known of each concept that a learner has answered anything about. */
function memories({ concepts }: LearnerReviews): Map<string, Memory> {
  return new Map(
    [...concepts].flatMap(([concept, kept]) => {
      // A session asks the bank alone.
      if (packOf(concept) !== null) return [];
      const memory = memoryOf(kept);
      return memory === null ? [] : [[concept, memory] as const];
    }),
  );
}

/** What was answered just now counts as remembered, right or wrong: “about 100%” is nothing to be called weak. */
const hasFaded = (recall: number) => Math.round(recall * 100) < 100;

/**
 * How much is due, and which topics are remembered worst and best, by mean recall over what was seen of them.
 *
 * @param paused reviews pause: what is due is not spoken of
 */
export function memoryOfLearner(
  deps: Deps,
  reviews: LearnerReviews,
  paused: boolean,
): ProfileReply["memory"] {
  const now = deps.clock();
  const known = memories(reviews);
  if (known.size === 0) return null;
  const topics = new Map<string, { name: string; recalls: number[] }>();
  for (const [concept, memory] of known) {
    // Where the item left the bank, nothing says of which topic it was.
    const item = reviews.concepts.get(concept)?.reviews.at(-1)?.item ?? "";
    const topic = deps.bank.find(item)?.topic;
    if (topic === undefined) continue;
    const { recalls } = topics.get(topic.id) ?? { recalls: [] };
    topics.set(topic.id, { name: topic.name, recalls: [...recalls, recall(memory, now)] });
  }
  const ranked = [...topics.values()]
    .map(({ name, recalls }) => ({ name, recall: recalls.reduce((a, b) => a + b, 0) / recalls.length }))
    .sort((a, b) => a.recall - b.recall || (a.name < b.name ? -1 : 1));
  const due = paused ? 0 : [...known.values()].filter((one) => one.due <= now).length;
  return {
    due,
    next: paused || due > 0 ? null : Math.min(...[...known.values()].map((one) => one.due)),
    weakest: ranked.slice(0, NAMED).filter(({ recall }) => hasFaded(recall)),
    strongest: ranked.slice(NAMED).slice(-NAMED).reverse(),
  };
}

/** Concepts whose newest answer was wrong, the newest first. */
export const mistakesOf = ({ concepts, seen }: LearnerReviews): readonly string[] =>
  progressOf(concepts, seen).mistakes;

/** How sure a learner was of the answers that are still kept one by one, and how right. */
export function calibrationOfLearner(
  { bank }: Deps,
  { concepts }: LearnerReviews,
): ProfileReply["calibration"] {
  const judged = [...concepts.values()]
    .flatMap(({ reviews }) => reviews)
    .map(({ item, outcome }) => ({ topic: bank.find(item)?.topic.name ?? null, outcome }));
  const found = calibrationOf(judged);
  if (found === null) return null;
  const topics = found.topics.slice(0, NAMED).map(({ topic, ...claimed }) => ({ name: topic, ...claimed }));
  return { ...found, topics };
}
