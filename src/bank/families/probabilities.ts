import { softmax, sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, num } from "./display.ts";

const list = (values: readonly number[]) => `(${values.map((value) => num(value)).join(", ")})`;

interface Logits {
  z: readonly number[];
  /** The true class, and the class whose logit is asked about. */
  y: number;
  i: number;
}

const probability = ({ z, i }: Logits) => softmax(z)[i]!;
const isTrue = ({ y, i }: Logits) => Number(y === i);

/** Slope of the cross-entropy in a logit: probability minus target. */
export const softmaxGrad = defineFamily({
  id: "softmax-grad",
  topic: "losses",
  concept: "softmax",
  difficulty: "medium",
  asks: "Gradient of cross-entropy in a logit",
  draw: (random): Logits => ({
    z: [0, 1, 2].map(() => random.int(-20, 30) / 10),
    y: random.int(0, 2),
    i: random.int(0, 2),
  }),
  stem: ({ z, y, i }) =>
    `A classifier has the logits ${list(z)}; the true class is the ${["first", "second", "third"][y]}. What is the derivative of the softmax cross-entropy (natural logarithm) with respect to the ${["first", "second", "third"][i]} logit?`,
  key: (p) => probability(p) - isTrue(p),
  display: () => decimals(3),
  possible: (value) => Math.abs(value) < 10,
  wrong: [
    {
      name: "target minus probability",
      value: (p) => isTrue(p) - probability(p),
      because: (_, shown) =>
        tex`${shown} is target minus probability; the loss rises with the probability, so the sign is the other.`,
    },
    {
      name: "slope of the softmax",
      value: (p) => probability(p) * (1 - probability(p)),
      because: (_, shown) =>
        tex`${shown} is the slope of the probability in its own logit; the logarithm of the loss divides the probability out.`,
    },
    {
      name: "target of the other kind",
      value: (p) => probability(p) - 1 + isTrue(p),
      because: (p, shown) =>
        tex`${shown} takes ${1 - isTrue(p)} for the target of this class, but it is ${p.y === p.i ? "the true class" : "a wrong class"}.`,
    },
    {
      name: "through the logarithm alone",
      value: (p) => -1 / softmax(p.z)[p.y]!,
      because: (_, shown) =>
        tex`${shown} is the derivative in the probability of the true class, before the softmax.`,
    },
    {
      name: "logit minus target",
      value: (p) => p.z[p.i]! - isTrue(p),
      because: (p, shown) =>
        tex`${shown} takes the target from the logit ${p.z[p.i]!} itself, as a squared loss on logits would.`,
    },
    {
      name: "divided by the classes",
      value: (p) => (probability(p) - isTrue(p)) / 3,
      because: (_, shown) =>
        tex`${shown} averages over the three classes, but the loss of one example has a single logarithm.`,
    },
  ],
  solution: (p, shown) =>
    tex`The probabilities are ${list(softmax(p.z))}. The derivative is probability minus target: $${probability(p)} - ${isTrue(p)} \approx ${shown}$.`,
});

interface Two {
  p: readonly number[];
  q: readonly number[];
}

const kl = ({ p, q }: Two) => sum(p.map((value, i) => value * Math.log(value / q[i]!)));
const entropy = (p: readonly number[]) => -sum(p.map((value) => value * Math.log(value)));

/** Divergence of two distributions over three outcomes, in nats (Kullback and Leibler 1951). */
export const klSmall = defineFamily({
  id: "kl-small",
  topic: "losses",
  concept: "kl-divergence",
  difficulty: "medium",
  asks: "KL divergence of two small distributions",
  draw(random): Two {
    const three = () => {
      const [a, b] = [random.int(1, 8), random.int(1, 8)];
      const whole = Math.max(10, a + b + random.int(1, 4));
      return [a, b, whole - a - b].map((value) => Math.round((100 * value) / whole) / 100);
    };
    const fixed = (values: number[]) => [
      values[0]!,
      values[1]!,
      Math.round((1 - values[0]! - values[1]!) * 100) / 100,
    ];
    return { p: fixed(three()), q: fixed(three()) };
  },
  stem: ({ p, q }) =>
    `Over three outcomes P is ${list(p)} and Q is ${list(q)}. What is the Kullback-Leibler divergence of P from Q, KL(P || Q), with natural logarithms?`,
  key: kl,
  display: () => decimals(3),
  possible: (value) => value >= -3 && value < 5,
  wrong: [
    {
      name: "other direction",
      value: ({ p, q }) => kl({ p: q, q: p }),
      because: (_, shown) =>
        tex`${shown} is KL(Q || P): it weighs the log ratios with Q, and the divergence is not symmetric.`,
    },
    {
      name: "cross-entropy",
      value: ({ p, q }) => kl({ p, q }) + entropy(p),
      because: (p, shown) =>
        tex`${shown} is the cross-entropy, which contains the entropy of P, ${entropy(p.p)}, as well.`,
    },
    {
      name: "base 2",
      value: (two) => kl(two) / Math.LN2,
      because: (_, shown) =>
        tex`${shown} is the divergence in bits; natural logarithms give nats, which are fewer.`,
    },
    {
      name: "total variation",
      value: ({ p, q }) => sum(p.map((value, i) => Math.abs(value - q[i]!))) / 2,
      because: (_, shown) =>
        tex`${shown} is half the sum of absolute differences, the total variation distance; no logarithm is in it.`,
    },
    {
      name: "unweighed",
      value: ({ p, q }) => sum(p.map((value, i) => Math.log(value / q[i]!))),
      because: (_, shown) =>
        tex`${shown} adds the three log ratios as they are; each is weighed with its probability under P.`,
    },
    {
      name: "difference of entropies",
      value: ({ p, q }) => entropy(q) - entropy(p),
      because: (_, shown) =>
        tex`${shown} is the entropy of Q minus that of P, which can be negative; the divergence cannot.`,
    },
    {
      name: "half the symmetric sum",
      value: ({ p, q }) => (kl({ p, q }) + kl({ p: q, q: p })) / 2,
      because: (_, shown) => tex`${shown} is the mean of both directions, but one direction is asked for.`,
    },
    {
      name: "squared differences",
      value: ({ p, q }) => sum(p.map((value, i) => (value - q[i]!) ** 2)),
      because: (_, shown) =>
        tex`${shown} is the sum of squared differences, which treats rare and common outcomes alike.`,
    },
  ],
  solution: ({ p, q }, shown) =>
    tex`The terms are ${p.map((value, i) => tex`${value} ln(${value}/${q[i]!})`).join(" + ")}, which is ${shown}.`,
});
