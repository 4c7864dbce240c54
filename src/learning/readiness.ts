import { recall } from "./memory.ts";
import type { PlanConcept } from "./plan.ts";
import type { Progress } from "./session.ts";

/** Shares, 0 to 1, of concepts by their weight. */
export interface Readiness {
  /** Mean recall, where what was never asked counts as unknown. */
  mean: number;
  /** Between these it lies with 90%, if memory is right. */
  low: number;
  high: number;
  /** What was never asked. */
  unknown: number;
  /** The part of the mean that rests on one's own ticks. */
  own: number;
  /** How many concepts were asked about, of how many. */
  asked: number;
  of: number;
}

/** Quantile of the normal distribution for a two-sided interval of 90%. */
const Z = 1.645;
/** Answers that are made up for the interval, over all concepts, half of them right. */
const MADE_UP = 4;

const within = (value: number) => Math.min(1, Math.max(0, value));

/**
 * How much of some concepts would be recalled now: the mean of their recall by weight. What was answered wrong last
 * counts as not recalled: FSRS takes what was read a moment ago for remembered, and no answer has shown that it is.
 *
 * The interval is that of Price and Bonett for a weighted sum of shares ("An improved confidence interval for a linear
 * function of binomial proportions", Computational Statistics & Data Analysis 45, 2004): of m concepts each is given
 * 4/m answers more, half of them right, and z standard errors are taken on either side. Recall stands for the share of
 * right answers, and the reviews for their number. It is widened to hold the mean, which of few reviews may lie outside.
 * What was never asked adds nothing to it: of that nothing is known, which no interval says.
 */
export function readinessOf(
  concepts: readonly Pick<PlanConcept, "id" | "weight">[],
  { memory, mistakes }: Pick<Progress, "memory" | "mistakes">,
  now: number,
): Readiness {
  const slipped = new Set(mistakes);
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const known = concepts.flatMap(({ id, weight }) => {
    const one = memory.get(id);
    return one === undefined
      ? []
      : [
          {
            share: weight / total,
            recall: slipped.has(id) ? 0 : recall(one, now),
            n: one.reviews,
            own: one.own,
          },
        ];
  });
  const sum = (of: (one: (typeof known)[number]) => number) => known.reduce((all, one) => all + of(one), 0);
  const more = MADE_UP / Math.max(1, known.length);
  const smoothed = (one: (typeof known)[number]) => (one.recall * one.n + more / 2) / (one.n + more);
  const mean = sum((one) => one.share * one.recall);
  const centre = sum((one) => one.share * smoothed(one));
  const variance = sum((one) => (one.share ** 2 * smoothed(one) * (1 - smoothed(one))) / (one.n + more));
  const margin = Z * Math.sqrt(variance);
  return {
    mean,
    low: Math.min(mean, within(centre - margin)),
    high: Math.max(
      mean,
      within(
        Math.min(
          centre + margin,
          sum((one) => one.share),
        ),
      ),
    ),
    unknown: total === 0 ? 0 : within(1 - sum((one) => one.share)),
    own: sum((one) => one.share * one.recall * one.own),
    asked: known.length,
    of: concepts.length,
  };
}

/** The same by topic, those that count most first. */
export function readinessByTopic(
  concepts: readonly PlanConcept[],
  progress: Pick<Progress, "memory" | "mistakes">,
  now: number,
): readonly ({ topic: string } & Readiness)[] {
  const topics = new Map<string, PlanConcept[]>();
  for (const concept of concepts) topics.set(concept.topic, [...(topics.get(concept.topic) ?? []), concept]);
  const weigh = (of: readonly PlanConcept[]) => of.reduce((sum, { weight }) => sum + weight, 0);
  return [...topics]
    .sort(([a, x], [b, y]) => weigh(y) - weigh(x) || (a < b ? -1 : 1))
    .map(([topic, of]) => ({ topic, ...readinessOf(of, progress, now) }));
}
