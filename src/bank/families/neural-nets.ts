import { dot, sigmoid, sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num, whole } from "./display.ts";

interface Mlp {
  sizes: readonly number[];
}

/** The sum of `term(inputs, outputs)` over the layers of weights. */
const layerSum = ({ sizes }: Mlp, term: (inputs: number, outputs: number) => number) =>
  sum(sizes.slice(1).map((outputs, i) => term(sizes[i]!, outputs)));

const layerText = ({ sizes }: Mlp, term: (inputs: number, outputs: number) => string) =>
  sizes
    .slice(1)
    .map((outputs, i) => term(sizes[i]!, outputs))
    .join(" + ");

/** Weights and biases of a fully connected network. */
export const denseParams = defineFamily({
  id: "dense-params",
  topic: "neural-nets",
  concept: "weights-biases",
  difficulty: "easy",
  asks: "Parameters of an MLP",
  draw(random) {
    const task = random.pick(["predicts who will leave", "screens samples", "ranks offers", "prices houses"]);
    const hidden = Array.from({ length: random.int(1, 2) }, () =>
      random.pick([8, 10, 12, 16, 20, 24, 32, 40, 48, 64]),
    );
    return { sizes: [random.int(6, 40), ...hidden, random.pick([2, 3, 4, 5, 8, 10])], task };
  },
  stem({ sizes, task }) {
    const hidden = sizes.slice(1, -1);
    const layers = hidden.length === 1 ? "one hidden layer" : "hidden layers";
    return `A fully connected network that ${task} has ${sizes[0]} inputs, ${layers} of ${hidden.join(" and ")} units and ${sizes.at(-1)} outputs. Each hidden and each output unit has a bias. How many trainable parameters does it have?`;
  },
  key: (p) => layerSum(p, (n, m) => (n + 1) * m),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "no biases",
      value: (p) => layerSum(p, (n, m) => n * m),
      because: (p, shown) =>
        tex`$${layerText(p, (n, m) => tex`${n} \times ${m}`)} = ${shown}$ counts the weights alone and leaves out the ${sum(p.sizes.slice(1))} biases.`,
    },
    {
      name: "forgot the first matrix",
      value: (p) => layerSum({ sizes: p.sizes.slice(1) }, (n, m) => (n + 1) * m),
      because: (p, shown) =>
        tex`${shown} begins at the first hidden layer: its ${p.sizes[1]!} units read ${p.sizes[0]!} inputs, which is $(${p.sizes[0]!} + 1) \times ${p.sizes[1]!}$ parameters more.`,
    },
    {
      name: "one bias per layer",
      value: (p) => layerSum(p, (n, m) => n * m + 1),
      because: (p, shown) =>
        tex`$${layerText(p, (n, m) => tex`(${n} \times ${m} + 1)`)} = ${shown}$ shares a single bias within a layer, but each unit has its own.`,
    },
    {
      name: "skipped output layer",
      value: (p) => layerSum({ sizes: p.sizes.slice(0, -1) }, (n, m) => (n + 1) * m),
      because: (p, shown) =>
        tex`${shown} stops at the last hidden layer: the step to the ${p.sizes.at(-1)!} outputs has $(${p.sizes.at(-2)!} + 1) \times ${p.sizes.at(-1)!}$ parameters more.`,
    },
    {
      name: "bias on both sides",
      value: (p) => layerSum(p, (n, m) => (n + 1) * (m + 1)),
      because: (p, shown) =>
        tex`$${layerText(p, (n, m) => tex`(${n} + 1) \times (${m} + 1)`)} = ${shown}$ also learns weights into the constant unit that carries the bias, but nothing feeds it.`,
    },
    {
      name: "weights for both directions",
      value: (p) => layerSum(p, (n, m) => (2 * n + 1) * m),
      because: (p, shown) =>
        tex`$${layerText(p, (n, m) => tex`(2 \times ${n} + 1) \times ${m}`)} = ${shown}$ keeps other weights for the way back, but backpropagation uses the same ones.`,
    },
    {
      name: "units of a layer joined to each other",
      value: (p) => layerSum(p, (n, m) => (n + 1) * m) + sum(p.sizes.slice(1, -1).map((h) => h * h)),
      because: (p, shown) =>
        tex`${shown} adds weights within each hidden layer, $${p.sizes
          .slice(1, -1)
          .map((h) => `${h}^2`)
          .join(" + ")}$, as a recurrent layer has; units of one layer are not joined.`,
    },
  ],
  solution: (p, shown) =>
    tex`Each unit has one weight per input and a bias: $${layerText(p, (n, m) => tex`(${n} + 1) \times ${m}`)} = ${shown}$.`,
});

interface Neuron {
  w: readonly number[];
  x: readonly number[];
  b: number;
  use: string;
}

const weighted = ({ w, x }: Neuron) => dot(w, x);
const potential = (p: Neuron) => weighted(p) + p.b;

/** A sum with its signs, as in "0.5 - 0.3". */
const plus = (a: number, b: number) => `${num(a)} ${b < 0 ? "-" : "+"} ${num(Math.abs(b))}`;

/** Output of a sigmoid neuron, between 0 and 1. */
export const perceptron = defineFamily({
  id: "perceptron",
  topic: "neural-nets",
  concept: "perceptron",
  difficulty: "easy",
  asks: "Sigmoid neuron output",
  draw: (random) => ({
    w: [0, 1, 2].map(() => random.int(-9, 9) / 10),
    x: [0, 1, 2].map(() => random.pick([0.5, 1, 1, 1.5, 2, -1])),
    b: (random.int(1, 8) / 10) * random.pick([1, -1]),
    use: random.pick(["spam", "fraud", "churn", "defects"]),
  }),
  stem: ({ w, x, b, use }) =>
    `A single neuron with a sigmoid output, $\\sigma(z) = 1/(1 + \\exp(-z))$, scores ${use}. Its weights are (${w.map((v) => num(v)).join(", ")}), its bias is ${num(b)}, the input is (${x.map((v) => num(v)).join(", ")}). What is its output?`,
  key: (p) => sigmoid(potential(p)),
  display: () => decimals(3),
  possible: (value) => value > 0.02 && value < 0.98,
  wrong: [
    {
      name: "forgot bias",
      value: (p) => sigmoid(weighted(p)),
      because: (p, shown) =>
        tex`$\sigma(${weighted(p)}) \approx ${shown}$ applies the sigmoid to the weighted sum alone; the bias of ${p.b} is missing.`,
    },
    {
      name: "no activation",
      value: potential,
      because: (p, shown) =>
        tex`$${plus(weighted(p), p.b)} \approx ${shown}$ is the sum before the activation, which the sigmoid has yet to squash.`,
    },
    {
      name: "tanh",
      value: (p) => Math.tanh(potential(p)),
      because: (p, shown) =>
        tex`$\tanh(${potential(p)}) \approx ${shown}$ uses the other S-shaped function, which runs from $-1$ to 1; the stem gives the sigmoid.`,
    },
    {
      name: "sign of exponent",
      value: (p) => sigmoid(-potential(p)),
      because: (p, shown) =>
        tex`$1/(1 + \exp(${potential(p)})) \approx ${shown}$ loses the minus in the exponent, which gives one minus the output.`,
    },
    {
      name: "bias multiplied",
      value: (p) => sigmoid(weighted(p) * p.b),
      because: (p, shown) =>
        tex`$\sigma(${factor(weighted(p))} \times ${factor(p.b)}) \approx ${shown}$ scales the weighted sum by the bias, but a bias is added.`,
    },
    {
      name: "derivative",
      value: (p) => sigmoid(potential(p)) * (1 - sigmoid(potential(p))),
      because: (p, shown) =>
        tex`$\sigma(z)(1 - \sigma(z)) \approx ${shown}$ at $z = ${potential(p)}$ is the slope of the sigmoid, which backpropagation needs; the output is $\sigma(z)$.`,
    },
    {
      name: "bias subtracted",
      value: (p) => sigmoid(weighted(p) - p.b),
      because: (p, shown) =>
        tex`$\sigma(${weighted(p)} - ${factor(p.b)}) \approx ${shown}$ treats ${p.b} as a threshold to subtract, but a bias is added as it stands.`,
    },
  ],
  solution: (p, shown) =>
    tex`The weighted sum is $${p.w.map((w, i) => tex`${factor(w)} \times ${factor(p.x[i]!)}`).join(" + ")} = ${weighted(p)}$; with the bias, $z = ${potential(p)}$. The output is $1/(1 + \exp(${-potential(p)})) \approx ${shown}$.`,
});
