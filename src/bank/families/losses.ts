import { softmax, sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

const ORDINALS = ["first", "second", "third", "fourth"] as const;
const list = (values: readonly number[]) => `(${values.map((value) => num(value)).join(", ")})`;
const probability = (value: number) => value > 0.005 && value < 0.995;

interface Scores {
  z: readonly number[];
  t: number;
  i: number;
}

/** The probability of the asked class after every logit is passed through `change`. */
const chance = ({ z, i }: Scores, change: (logit: number) => number) => softmax(z.map(change))[i]!;

/** Softmax of logits over a temperature (Hinton, Vinyals and Dean 2015). */
export const softmaxTemp = defineFamily({
  id: "softmax-temp",
  topic: "losses",
  concept: "softmax-temperature",
  difficulty: "medium",
  asks: "Probability of a class at temperature T",
  draw: (random) => ({
    z: [0, 1, 2].map(() => random.int(2, 30) / 10),
    t: random.pick([0.5, 0.8, 1.5, 2, 2.5, 4]),
    i: random.int(0, 2),
    model: random.pick([
      { scores: "A decoder scores three tokens", one: "token" },
      { scores: "A teacher network scores three classes", one: "class" },
      { scores: "A bandit policy scores three actions", one: "action" },
    ]),
  }),
  stem: ({ z, t, i, model }) =>
    `${model.scores} with the logits ${list(z)} at temperature $T = ${num(t)}$: the logits are divided by T before the softmax. What probability does the ${ORDINALS[i]} ${model.one} get?`,
  key: (p) => chance(p, (logit) => logit / p.t),
  display: () => decimals(3),
  possible: probability,
  wrong: [
    {
      name: "T ignored",
      value: (p) => chance(p, (logit) => logit),
      because: ({ i }, shown) =>
        tex`${shown} is the ${ORDINALS[i]!} entry of the plain softmax: the logits were not divided by the temperature.`,
    },
    {
      name: "multiplied by T",
      value: (p) => chance(p, (logit) => logit * p.t),
      because: ({ z, t }, shown) =>
        tex`The softmax of ${list(z.map((logit) => logit * t))} gives ${shown}: here the logits were multiplied by ${t}, not divided.`,
    },
    {
      name: "probability raised to 1/T, not renormalized",
      value: (p) => chance(p, (logit) => logit) ** (1 / p.t),
      because: (p, shown) =>
        tex`The plain probability ${chance(p, (logit) => logit)} raised to the power $1/${p.t}$ gives ${shown}, but the three powers no longer sum to 1 and must be divided by their sum.`,
    },
    {
      name: "linear normalization",
      value: ({ z, i }) => z[i]! / sum(z),
      because: ({ z, i }, shown) =>
        tex`$${z[i]!}/${sum(z)} \approx ${shown}$ shares out the logits themselves, without exponentials; the temperature then cancels.`,
    },
    {
      name: "base 2",
      value: (p) => chance(p, (logit) => (logit / p.t) * Math.LN2),
      because: ({ t }, shown) =>
        tex`Powers of 2 in place of exponentials give ${shown}: the logits were divided by ${t} as they should, but the softmax uses the base e.`,
    },
    {
      name: "temperature applied twice",
      value: (p) => chance(p, (logit) => logit / p.t ** 2),
      because: ({ z, t }, shown) =>
        tex`The softmax of ${list(z.map((logit) => logit / t ** 2))} gives ${shown}: these logits were divided by ${t} twice.`,
    },
  ],
  solution: ({ z, t, i }, shown) =>
    tex`Divided by ${t} the logits are ${list(z.map((logit) => logit / t))}; their exponentials ${list(z.map((logit) => Math.exp(logit / t)))} sum to ${sum(z.map((logit) => Math.exp(logit / t)))}. The ${ORDINALS[i]!} has the share $${Math.exp(z[i]! / t)}/${sum(z.map((logit) => Math.exp(logit / t)))} \approx ${shown}$.`,
});

interface Labelled {
  z: readonly number[];
  /** The index of the true class. */
  y: number;
}

const logSumExp = (z: readonly number[]) => Math.log(sum(z.map(Math.exp)));
const nll = ({ z, y }: Labelled) => logSumExp(z) - z[y]!;

/** Cross-entropy of one example from logits, in nats (PyTorch `CrossEntropyLoss`). */
export const crossEntropy = defineFamily({
  id: "cross-entropy",
  topic: "losses",
  concept: "cross-entropy-variants",
  difficulty: "medium",
  asks: "Cross-entropy from logits",
  draw(random): Labelled & { asCode: boolean } {
    const z = Array.from({ length: random.pick([3, 4]) }, () => random.int(-20, 30) / 10);
    return { z, y: random.int(0, z.length - 1), asCode: random.pick([true, false]) };
  },
  stem: ({ z, y, asCode }) =>
    asCode
      ? `For one example PyTorch's \`nn.CrossEntropyLoss()\` gets the logits ${list(z)} and the label ${y}, with classes counted from 0. What is the loss, in nats?`
      : `A classifier outputs the logits ${list(z)} for ${z.length} classes that exclude each other; the ${ORDINALS[y]} class is the true one. What is the cross-entropy after a softmax, with natural logarithms?`,
  key: (p) => nll(p),
  display: () => decimals(3),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "log base 2",
      value: (p) => nll(p) / Math.LN2,
      because: (p, shown) =>
        tex`$${nll(p)}/\ln(2) \approx ${shown}$ is the loss in bits; with natural logarithms it is in nats.`,
    },
    {
      name: "log base 10",
      value: (p) => nll(p) / Math.LN10,
      because: (p, shown) =>
        tex`$${nll(p)}/\ln(10) \approx ${shown}$ takes the logarithm to base 10, but the loss is defined with the natural one.`,
    },
    {
      name: "1-p",
      value: (p) => 1 - Math.exp(-nll(p)),
      because: (p, shown) =>
        tex`$1 - ${Math.exp(-nll(p))} \approx ${shown}$ is the probability of the wrong classes together; the loss is minus the logarithm of the right one.`,
    },
    {
      name: "averaged over classes",
      value: (p) => nll(p) / p.z.length,
      because: (p, shown) =>
        tex`$${nll(p)}/${p.z.length} \approx ${shown}$ divides by the number of classes, but the mean is taken over examples, and here there is one.`,
    },
    {
      name: "softmax applied twice",
      value: (p) => nll({ z: softmax(p.z), y: p.y }),
      because: (p, shown) =>
        tex`The probabilities ${list(softmax(p.z))} taken for logits and passed through a second softmax give ${shown}, a loss that is far too flat.`,
    },
    {
      name: "forgot to subtract the true logit",
      value: ({ z }) => logSumExp(z),
      because: ({ z, y }, shown) =>
        tex`$\ln(${sum(z.map(Math.exp))}) \approx ${shown}$ is the normalizer alone; the logit of the true class, ${z[y]!}, must be subtracted.`,
    },
    {
      name: "one sigmoid per class, summed",
      value: ({ z, y }) => sum(z.map((logit, i) => Math.log1p(Math.exp(i === y ? -logit : logit)))),
      because: (_, shown) =>
        tex`Summing a binary cross-entropy over the classes gives ${shown}: that is the loss for labels that do not exclude each other.`,
    },
  ],
  solution: ({ z, y }, shown) =>
    tex`The exponentials ${list(z.map(Math.exp))} sum to ${sum(z.map(Math.exp))}, whose logarithm is ${logSumExp(z)}. Minus the logit of the true class: $${logSumExp(z)} - ${factor(z[y]!)} \approx ${shown}$.`,
});
