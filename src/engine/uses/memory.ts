import { calibrationOf } from "../../learning/calibration.ts";
import { type Memory, memoryOf, recall } from "../../learning/memory.ts";
import { packOf } from "../words/pack.ts";
import type { ProfileReply } from "../words/reply.ts";
import type { Standing } from "./choosing.ts";

/** Topics at either end that a profile names. */
const NAMED = 3;

/** What is known of each concept that a learner has answered anything about; of packs, of what is still asked. */
function memories(
  { reviews: { concepts } }: Standing,
  asked: ReadonlyMap<string, unknown>,
): Map<string, Memory> {
  return new Map(
    [...concepts].flatMap(([concept, kept]) => {
      if (packOf(concept) !== null && !asked.has(concept)) return [];
      const memory = memoryOf(kept);
      return memory === null ? [] : [[concept, memory] as const];
    }),
  );
}

/** What was right just now counts as remembered: “about 100%” is nothing to be called weak. */
const hasFaded = (recall: number) => Math.round(recall * 100) < 100;

/** Something of it was right last. */
const isRecalled = ({ recall }: { recall: number }) => recall > 0;

/**
 * How much is due, and which topics are remembered worst and best, by mean recall over what was seen of them.
 * What was answered wrong last counts as not recalled, as for how ready somebody is.
 *
 * @param asked what reviews may ask about now
 * @param paused reviews pause: what is due is not spoken of
 */
export function memoryOfLearner(
  standing: Standing,
  asked: ReadonlyMap<string, unknown>,
  now: number,
  paused: boolean,
): ProfileReply["memory"] {
  const { bank, reviews, progress } = standing;
  const slipped = new Set(progress.mistakes);
  const known = memories(standing, asked);
  if (known.size === 0) return null;
  const topics = new Map<string, { name: string; recalls: number[] }>();
  for (const [concept, memory] of known) {
    // Where the item left the bank, nothing says of which topic it was.
    const item = reviews.concepts.get(concept)?.reviews.at(-1)?.item ?? "";
    const topic = bank.find(item)?.topic;
    if (topic === undefined) continue;
    const { recalls } = topics.get(topic.id) ?? { recalls: [] };
    topics.set(topic.id, {
      name: topic.name,
      recalls: [...recalls, slipped.has(concept) ? 0 : recall(memory, now)],
    });
  }
  const all = [...topics].map(([topic, { name, recalls }]) => ({
    ...{ topic, name },
    recall: recalls.reduce((a, b) => a + b, 0) / recalls.length,
  }));
  const ranked = all
    .map(({ name, recall }) => ({ name, recall }))
    .sort((a, b) => a.recall - b.recall || (a.name < b.name ? -1 : 1));
  const due = paused ? 0 : [...known.values()].filter((one) => one.due <= now).length;
  return {
    due,
    next: paused || due > 0 ? null : Math.min(...[...known.values()].map((one) => one.due)),
    weakest: ranked.slice(0, NAMED).filter(({ recall }) => hasFaded(recall)),
    strongest: ranked.slice(NAMED).filter(isRecalled).slice(-NAMED).reverse(),
    topics: all.filter(isRecalled).map(({ topic, recall }) => ({ topic, recall })),
  };
}

/** How sure a learner was of the answers that are still kept one by one, and how right. */
export function calibrationOfLearner({ bank, reviews }: Standing): ProfileReply["calibration"] {
  const judged = [...reviews.concepts.values()]
    .flatMap(({ reviews }) => reviews)
    .map(({ item, outcome }) => ({ topic: bank.find(item)?.topic.name ?? null, outcome }));
  const found = calibrationOf(judged);
  if (found === null) return null;
  const topics = found.topics.slice(0, NAMED).map(({ topic, ...claimed }) => ({ name: topic, ...claimed }));
  return { ...found, topics };
}
