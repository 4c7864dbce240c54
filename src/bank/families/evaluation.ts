import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals } from "./display.ts";

interface Confusion {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
  ask: "F1 score" | "precision" | "recall";
}

const precision = ({ tp, fp }: Confusion) => tp / (tp + fp);
const recall = ({ tp, fn }: Confusion) => tp / (tp + fn);
const f1 = ({ tp, fp, fn }: Confusion) => (2 * tp) / (2 * tp + fp + fn);
const total = ({ tp, fp, fn, tn }: Confusion) => tp + fp + fn + tn;
const METRICS = { "F1 score": f1, precision, recall };

/** Precision, recall or F1 from the four counts. */
export const prf = defineFamily({
  id: "prf",
  topic: "data-eval",
  concept: "evaluation-metrics",
  difficulty: "easy",
  asks: "Precision / recall / F1 from a confusion matrix",
  draw: (random) => ({
    tp: random.int(12, 120),
    fp: random.int(4, 60),
    fn: random.int(4, 60),
    tn: random.int(40, 400),
    ask: random.pick(["F1 score", "F1 score", "precision", "recall"] as const),
    finds: random.pick(["fraud", "tumours", "spam", "cracks in rails", "toxic posts"]),
  }),
  stem: ({ tp, fp, fn, tn, ask, finds }) =>
    `A classifier looks for ${finds}. On the test set it has ${tp} true positives, ${fp} false positives, ${fn} false negatives and ${tn} true negatives. What is its ${ask}?`,
  key: (p) => METRICS[p.ask](p),
  display: () => decimals(3),
  possible: (value) => value > 0 && value < 1,
  wrong: [
    {
      name: "arithmetic mean",
      value: (p) => (precision(p) + recall(p)) / 2,
      because: (p, shown) =>
        tex`$(${precision(p)} + ${recall(p)})/2 \approx ${shown}$ is the plain mean of precision and recall${p.ask === "F1 score" ? "; F1 is their harmonic mean" : ", which mixes both kinds of error"}.`,
    },
    {
      name: "precision and recall mixed up",
      value: (p) => (p.ask === "precision" ? recall(p) : precision(p)),
      because: (p, shown) =>
        p.ask === "precision"
          ? tex`$${p.tp}/(${p.tp} + ${p.fn}) \approx ${shown}$ is the recall: it divides by what is truly positive.`
          : tex`$${p.tp}/(${p.tp} + ${p.fp}) \approx ${shown}$ is the precision: it divides by what was flagged.`,
    },
    {
      name: "another metric of the three",
      value: (p) => (p.ask === "F1 score" ? recall(p) : f1(p)),
      because: (p, shown) =>
        p.ask === "F1 score"
          ? tex`$${p.tp}/(${p.tp} + ${p.fn}) \approx ${shown}$ is the recall, which does not see the ${p.fp} false positives.`
          : tex`$2 \times ${p.tp}/(2 \times ${p.tp} + ${p.fp} + ${p.fn}) \approx ${shown}$ is F1, which punishes both kinds of error.`,
    },
    {
      name: "accuracy",
      value: (p) => (p.tp + p.tn) / total(p),
      because: (p, shown) =>
        tex`$(${p.tp} + ${p.tn})/${total(p)} \approx ${shown}$ is the accuracy, which also counts the ${p.tn} true negatives.`,
    },
    {
      name: "specificity",
      value: ({ tn, fp }) => tn / (tn + fp),
      because: ({ tn, fp }, shown) =>
        tex`$${tn}/(${tn} + ${fp}) \approx ${shown}$ is the specificity: the share of negatives that were left alone.`,
    },
    {
      name: "Jaccard",
      value: ({ tp, fp, fn }) => tp / (tp + fp + fn),
      because: ({ tp, fp, fn }, shown) =>
        tex`$${tp}/(${tp} + ${fp} + ${fn}) \approx ${shown}$ is the Jaccard index, which divides by both kinds of error at once.`,
    },
    {
      name: "PQ/(P+Q) without 2, or a share of all examples",
      value: (p) => (p.ask === "F1 score" ? f1(p) / 2 : p.tp / total(p)),
      because: (p, shown) =>
        p.ask === "F1 score"
          ? tex`$${precision(p)} \times ${recall(p)}/(${precision(p)} + ${recall(p)}) \approx ${shown}$ lacks the factor 2 of the harmonic mean.`
          : tex`$${p.tp}/${total(p)} \approx ${shown}$ divides by all examples, true negatives included.`,
    },
  ],
  solution(p, shown) {
    if (p.ask === "precision")
      return tex`Precision is the share of flagged examples that are truly positive: $${p.tp}/(${p.tp} + ${p.fp}) \approx ${shown}$.`;
    if (p.ask === "recall")
      return tex`Recall is the share of truly positive examples that were flagged: $${p.tp}/(${p.tp} + ${p.fn}) \approx ${shown}$.`;
    return tex`Precision is $${p.tp}/${p.tp + p.fp} \approx ${precision(p)}$ and recall $${p.tp}/${p.tp + p.fn} \approx ${recall(p)}$. Their harmonic mean is $2 \times ${p.tp}/(2 \times ${p.tp} + ${p.fp} + ${p.fn}) \approx ${shown}$.`;
  },
});

interface Classes {
  counts: readonly number[];
  /** The class whose weight is asked. */
  i: number;
}

const asked = ({ counts, i }: Classes) => counts[i]!;
const examples = ({ counts }: Classes) => sum(counts);
const balanced = (p: Classes) => examples(p) / (p.counts.length * asked(p));

/** Balanced weight of a class (scikit-learn `compute_class_weight`). */
export const classWeight = defineFamily({
  id: "class-weight",
  topic: "data-eval",
  concept: "class-imbalance",
  difficulty: "easy",
  asks: "Balanced class weight",
  draw(random): Classes {
    const counts = Array.from({ length: random.pick([2, 3, 3, 4]) }, (_, i) =>
      i === 0 ? 100 * random.int(20, 95) : 50 * random.int(4, 30),
    );
    return { counts, i: random.int(1, counts.length - 1) };
  },
  stem: ({ counts, i }) =>
    tex`A training set has ${counts.length} classes with ${counts
      .slice(0, -1)
      .map((n) => tex`${n}`)
      .join(
        ", ",
      )} and ${counts.at(-1)!} examples. Weights are "balanced" as in scikit-learn, so that all classes weigh the same in the loss and the mean weight of an example is 1. What weight does the class with ${counts[i]!} examples get?`,
  key: balanced,
  display: () => decimals(3),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "inverse frequency without K",
      value: (p) => examples(p) / asked(p),
      because: (p, shown) =>
        tex`$${examples(p)}/${asked(p)} \approx ${shown}$ is the inverse frequency; divided by the ${p.counts.length} classes it would leave the mean weight at 1.`,
    },
    {
      name: "ratio to majority",
      value: (p) => Math.max(...p.counts) / asked(p),
      because: (p, shown) =>
        tex`$${Math.max(...p.counts)}/${asked(p)} \approx ${shown}$ compares with the largest class, whose own weight would then be 1 and the mean above 1.`,
    },
    {
      name: "frequency itself",
      value: (p) => asked(p) / examples(p),
      because: (p, shown) =>
        tex`$${asked(p)}/${examples(p)} \approx ${shown}$ is the class's share, which would weigh a rare class down further.`,
    },
    {
      name: "weight of the other class",
      value: (p) => balanced({ ...p, i: 0 }),
      because: (p, shown) =>
        tex`$${examples(p)}/(${p.counts.length} \times ${p.counts[0]!}) \approx ${shown}$ is the weight of the class with ${p.counts[0]!} examples.`,
    },
    {
      name: "square root of the weight",
      value: (p) => Math.sqrt(balanced(p)),
      because: (p, shown) =>
        tex`$\sqrt{${balanced(p)}} \approx ${shown}$ softens the weight, which some do on purpose, but then classes do not weigh the same.`,
    },
    {
      name: "one class too many",
      value: (p) => examples(p) / ((p.counts.length + 1) * asked(p)),
      because: (p, shown) =>
        tex`$${examples(p)}/(${p.counts.length + 1} \times ${asked(p)}) \approx ${shown}$ divides by ${p.counts.length + 1}, and there are ${p.counts.length} classes.`,
    },
    {
      name: "rest over the class",
      value: (p) => (examples(p) - asked(p)) / asked(p),
      because: (p, shown) =>
        tex`$(${examples(p)} - ${asked(p)})/${asked(p)} \approx ${shown}$ is the weight of positives in a one-against-rest loss, with the rest at weight 1.`,
    },
  ],
  solution: (p, shown) =>
    tex`There are ${examples(p)} examples in ${p.counts.length} classes, so each class should weigh $${examples(p)}/${p.counts.length} \approx ${examples(p) / p.counts.length}$. Shared by ${asked(p)} examples, that is ${shown} each.`,
});

interface Focal {
  p: number;
  gamma: number;
  scene: string;
}

const ce = ({ p }: Focal) => -Math.log(p);

/** Focal loss of one example, in nats (Lin et al. 2017). */
export const focal = defineFamily({
  id: "focal",
  topic: "data-eval",
  concept: "class-imbalance",
  difficulty: "medium",
  asks: "Focal loss (alpha=1)",
  draw: (random): Focal => ({
    p: random.int(12, 75) / 100,
    gamma: random.pick([0.5, 1, 1.5, 2, 2, 3]),
    scene: random.pick([
      "A detector gives the true class of an anchor",
      "A segmentation network gives the true class of a pixel",
      "A fraud model gives the true class of a payment",
      "A tagger gives the true class of a word",
    ]),
  }),
  stem: ({ p, gamma, scene }) =>
    tex`${scene} the probability ${p}. What is its focal loss with $\gamma = ${gamma}$, $\alpha = 1$ and natural logarithms?`,
  key: (f) => (1 - f.p) ** f.gamma * ce(f),
  display: () => decimals(4),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "plain CE",
      value: ce,
      because: ({ p }, shown) =>
        tex`$-\ln(${p}) \approx ${shown}$ is the cross-entropy; the factor that plays down easy examples is missing.`,
    },
    {
      name: "p^g factor",
      value: (f) => f.p ** f.gamma * ce(f),
      because: ({ p, gamma }, shown) =>
        tex`With ${p} to the power ${gamma} as the factor the loss is ${shown}: that plays down hard examples; the factor is built on $1 - ${p}$.`,
    },
    {
      name: "g as multiplier",
      value: (f) => f.gamma * (1 - f.p) * ce(f),
      because: (f, shown) =>
        tex`$${f.gamma} \times (1 - ${f.p}) \times ${ce(f)} \approx ${shown}$ multiplies by $\gamma$, but $\gamma$ is an exponent.`,
    },
    {
      name: "log of 1-p",
      value: ({ p, gamma }) => -((1 - p) ** gamma) * Math.log(1 - p),
      because: ({ p }, shown) =>
        tex`${shown} uses $-\ln(1 - ${p})$, the loss if the class were false; ${p} is the probability of the true class.`,
    },
    {
      name: "log base 2",
      value: (f) => ((1 - f.p) ** f.gamma * ce(f)) / Math.LN2,
      because: (_, shown) =>
        tex`${shown} takes the logarithm to base 2; with natural logarithms the loss is smaller by the factor $\ln(2)$.`,
    },
    {
      name: "log base 10",
      value: (f) => ((1 - f.p) ** f.gamma * ce(f)) / Math.LN10,
      because: (_, shown) =>
        tex`${shown} takes the logarithm to base 10; with natural logarithms the loss is larger by the factor $\ln(10)$.`,
    },
    {
      name: "exponent doubled",
      value: (f) => (1 - f.p) ** (2 * f.gamma) * ce(f),
      because: ({ p, gamma }, shown) =>
        tex`$1 - ${p}$ to the power ${2 * gamma} gives ${shown}: the factor is applied twice.`,
    },
  ],
  solution: (f, shown) =>
    tex`The factor is $1 - ${f.p} = ${1 - f.p}$ to the power ${f.gamma}, about ${(1 - f.p) ** f.gamma}. Times $-\ln(${f.p}) \approx ${ce(f)}$ that is ${shown}.`,
});
