import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals } from "./display.ts";

interface Ranked {
  /** Whether each result, best first, is relevant. */
  hits: readonly boolean[];
  /** Relevant ones that were not retrieved at all. */
  missed: number;
  use: string;
}

const places = ({ hits }: Ranked) => hits.flatMap((hit, i) => (hit ? [i + 1] : []));
const precisions = (p: Ranked) => places(p).map((place, i) => (i + 1) / place);
const relevant = (p: Ranked) => places(p).length + p.missed;
const listed = (p: Ranked) => places(p).join(", ");

/** Average precision of one ranked list, without interpolation (Manning, Raghavan and Schütze 2008). */
export const avgPrecision = defineFamily({
  id: "avg-precision",
  topic: "data-eval",
  concept: "evaluation-metrics",
  difficulty: "hard",
  asks: "Average precision of a ranked list",
  draw: (random): Ranked => ({
    hits: Array.from({ length: random.int(6, 10) }, () => random.int(0, 9) < 4),
    missed: random.int(0, 2),
    use: random.pick(["A search", "A detector's list for one class", "A recommender"]),
  }),
  stem: (p) =>
    `${p.use} returns ${p.hits.length} results; those at the ranks ${listed(p)} are relevant. In all there are ${relevant(p)} relevant ones. What is the average precision, without interpolation: the mean over all relevant ones of the precision at their rank, 0 for those that are missing?`,
  key: (p) => sum(precisions(p)) / relevant(p),
  display: () => decimals(3),
  possible: (value) => value > 0 && value <= 1,
  wrong: [
    {
      name: "mean over the found ones, or over one more",
      value: (p) => sum(precisions(p)) / (p.missed > 0 ? places(p).length : relevant(p) + 1),
      because: (p, shown) =>
        p.missed > 0
          ? tex`${shown} averages over the ${places(p).length} found ones, but a missing one counts as 0.`
          : tex`${shown} divides by one more than the ${relevant(p)} relevant ones that there are.`,
    },
    {
      name: "precision of the whole list",
      value: (p) => places(p).length / p.hits.length,
      because: (p, shown) =>
        tex`$${places(p).length}/${p.hits.length} \approx ${shown}$ is the precision of the whole list, which does not see the order.`,
    },
    {
      name: "reciprocal ranks averaged",
      value: (p) => sum(places(p).map((place) => 1 / place)) / relevant(p),
      because: (_, shown) =>
        tex`${shown} averages one over the rank; at the rank of the second hit the precision is 2 over it, at the third 3 over it.`,
    },
    {
      name: "mean over the list",
      value: (p) => sum(precisions(p)) / p.hits.length,
      because: (p, shown) =>
        tex`${shown} divides by all ${p.hits.length} results, but only the relevant ones are averaged over.`,
    },
    {
      name: "precision at every rank",
      value: (p) =>
        sum(p.hits.map((_, i) => places(p).filter((place) => place <= i + 1).length / (i + 1))) /
        p.hits.length,
      because: (p, shown) =>
        tex`${shown} averages the precision over all ${p.hits.length} ranks, where it counts at the ranks of relevant results alone.`,
    },
    {
      name: "reciprocal rank of the first",
      value: (p) => 1 / places(p)[0]!,
      because: (p, shown) =>
        tex`${shown} is the reciprocal of ${places(p)[0]!}, the rank of the first relevant result, and looks no further.`,
    },
    {
      name: "recall",
      value: (p) => places(p).length / relevant(p),
      because: (p, shown) =>
        tex`$${places(p).length}/${relevant(p)} \approx ${shown}$ is the recall, the share of relevant ones that were found.`,
    },
  ],
  solution: (p, shown) =>
    tex`The precisions at the ranks ${listed(p)} are ${precisions(p)
      .map((value) => value.toFixed(3))
      .join(", ")}, with the sum ${sum(precisions(p))}. Over ${relevant(p)} relevant ones that is ${shown}.`,
});

interface Scores {
  positives: readonly number[];
  negatives: readonly number[];
}

const pairs = (p: Scores) => p.positives.length * p.negatives.length;
const won = (p: Scores, tie: number) =>
  sum(p.positives.flatMap((a) => p.negatives.map((b) => (a > b ? 1 : a === b ? tie : 0))));
const texts = (list: readonly number[]) => list.map((value) => value.toFixed(1)).join(", ");

/** Area under the ROC curve from pairs (Hanley and McNeil 1982). */
export const aucPairs = defineFamily({
  id: "auc-pairs",
  topic: "data-eval",
  concept: "evaluation-metrics",
  difficulty: "medium",
  asks: "ROC AUC from pairs",
  draw(random): Scores {
    const score = (low: number, high: number) => random.int(low, high) / 10;
    return {
      positives: Array.from({ length: random.int(2, 4) }, () => score(3, 9)),
      negatives: Array.from({ length: random.int(3, 5) }, () => score(1, 8)),
    };
  },
  stem: (p) =>
    `A classifier gives the positives the scores ${texts(p.positives)} and the negatives ${texts(p.negatives)}. What is the area under its ROC curve?`,
  key: (p) => won(p, 0.5) / pairs(p),
  display: () => decimals(3),
  possible: (value) => value >= 0 && value <= 1,
  wrong: [
    {
      name: "ties count in full",
      value: (p) => won(p, 1) / pairs(p),
      because: (p, shown) =>
        tex`$${won(p, 1)}/${pairs(p)} \approx ${shown}$ counts a tie between a positive and a negative as a win; it counts half.`,
    },
    {
      name: "ties count nothing",
      value: (p) => won(p, 0) / pairs(p),
      because: (p, shown) =>
        tex`$${won(p, 0)}/${pairs(p)} \approx ${shown}$ counts a tie between a positive and a negative as a loss; it counts half.`,
    },
    {
      name: "accuracy at 0.5",
      value: (p) =>
        (p.positives.filter((s) => s >= 0.5).length + p.negatives.filter((s) => s < 0.5).length) /
        (p.positives.length + p.negatives.length),
      because: (_, shown) =>
        tex`${shown} is the accuracy with the threshold 0.5; the area looks at all thresholds at once.`,
    },
    {
      name: "losses",
      value: (p) => 1 - won(p, 0.5) / pairs(p),
      because: (_, shown) =>
        tex`${shown} counts the pairs in which the negative is ahead, which is one minus the area.`,
    },
    {
      name: "difference of wins and losses",
      value: (p) => Math.abs((2 * won(p, 0.5)) / pairs(p) - 1),
      because: (_, shown) =>
        tex`${shown} is twice the area minus 1, the Gini coefficient and not the area itself.`,
    },
    {
      name: "positives above every negative",
      value: (p) => p.positives.filter((s) => s > Math.max(...p.negatives)).length / p.positives.length,
      because: (p, shown) =>
        tex`${shown} is the share of positives above the highest negative, ${Math.max(...p.negatives)}: the hit rate without a false alarm.`,
    },
    {
      name: "positives above the mean negative",
      value: (p) =>
        p.positives.filter((s) => s > sum(p.negatives) / p.negatives.length).length / p.positives.length,
      because: (p, shown) =>
        tex`${shown} compares each positive with the mean of the negatives, ${sum(p.negatives) / p.negatives.length}; every single pair counts.`,
    },
    {
      name: "negatives below every positive",
      value: (p) => p.negatives.filter((s) => s < Math.min(...p.positives)).length / p.negatives.length,
      because: (p, shown) =>
        tex`${shown} is the share of negatives below the lowest positive, ${Math.min(...p.positives)}; the other pairs count as well.`,
    },
  ],
  solution: (p, shown) =>
    tex`There are $${p.positives.length} \times ${p.negatives.length} = ${pairs(p)}$ pairs. The positive is ahead in ${won(p, 0)} and ties, which count half, make it ${won(p, 0.5)}: $${won(p, 0.5)}/${pairs(p)} \approx ${shown}$.`,
});

interface Bins {
  counts: readonly number[];
  confidence: readonly number[];
  accuracy: readonly number[];
}

const gaps = ({ confidence, accuracy }: Bins) => confidence.map((c, i) => Math.abs(c - accuracy[i]!));
const total = ({ counts }: Bins) => sum(counts);

/** Expected calibration error from bins (Naeini, Cooper and Hauskrecht 2015). */
export const calibrationError = defineFamily({
  id: "calibration-error",
  topic: "data-eval",
  concept: "uncertainty-conformal",
  difficulty: "medium",
  asks: "Expected calibration error from bins",
  draw: (random): Bins => ({
    counts: [0, 1, 2].map(() => 10 * random.int(2, 40)),
    confidence: [random.int(30, 45), random.int(55, 75), random.int(85, 97)].map((v) => v / 100),
    accuracy: [random.int(15, 60), random.int(40, 85), random.int(60, 99)].map((v) => v / 100),
  }),
  stem: ({ counts, confidence, accuracy }) =>
    `Predictions fall into three confidence bins of ${counts.join(", ")} examples. Their mean confidences are ${confidence.join(", ")}, their accuracies ${accuracy.join(", ")}. What is the expected calibration error?`,
  key: (p) => sum(gaps(p).map((gap, i) => (gap * p.counts[i]!) / total(p))),
  display: () => decimals(3),
  possible: (value) => value >= 0 && value < 1,
  wrong: [
    {
      name: "bins weighed alike",
      value: (p) => sum(gaps(p)) / 3,
      because: (_, shown) =>
        tex`${shown} is the plain mean of the three gaps, but a bin counts by how many examples it holds.`,
    },
    {
      name: "signed gaps",
      value: (p) =>
        Math.abs(sum(p.confidence.map((c, i) => ((c - p.accuracy[i]!) * p.counts[i]!) / total(p)))),
      because: (_, shown) =>
        tex`${shown} lets gaps of different sign cancel, as the difference of mean confidence and accuracy does; absolute gaps are averaged.`,
    },
    {
      name: "largest gap",
      value: (p) => Math.max(...gaps(p)),
      because: (_, shown) => tex`${shown} is the gap of the worst bin, the maximum calibration error.`,
    },
    {
      name: "squared gaps",
      value: (p) => Math.sqrt(sum(gaps(p).map((gap, i) => (gap * gap * p.counts[i]!) / total(p)))),
      because: (_, shown) =>
        tex`${shown} is the root of the mean squared gap, which weighs large gaps more than the expected error does.`,
    },
    {
      name: "smallest gap",
      value: (p) => Math.min(...gaps(p)),
      because: (_, shown) => tex`${shown} is the gap of the best bin alone; all three are averaged by size.`,
    },
    {
      name: "sum of gaps",
      value: (p) => sum(gaps(p)),
      because: (_, shown) => tex`${shown} adds the three gaps and averages over nothing.`,
    },
    {
      name: "largest bin",
      value: (p) => gaps(p)[p.counts.indexOf(Math.max(...p.counts))]!,
      because: (p, shown) =>
        tex`${shown} is the gap of the largest bin, with ${Math.max(...p.counts)} examples; the others count in proportion.`,
    },
    {
      name: "share of each bin left out once",
      value: (p) => sum(gaps(p).map((gap, i) => (gap * (total(p) - p.counts[i]!)) / total(p))) / 2,
      because: (_, shown) =>
        tex`${shown} weighs each gap with the examples outside its bin, halved; a gap counts with those inside.`,
    },
  ],
  solution: (p, shown) =>
    tex`The gaps are ${gaps(p)
      .map((gap) => gap.toFixed(2))
      .join(
        ", ",
      )}, the bins hold ${p.counts.join(", ")} of ${total(p)} examples. The gaps weighed by these shares sum to ${shown}.`,
});
