import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

interface Run {
  w: number;
  /** The gradient at each step. */
  g: readonly number[];
  lr: number;
}

interface AdamRun extends Run {
  beta1: number;
  beta2: number;
}

/** The weight after all steps, where `step` turns Adam's averages at step t into the change per unit of rate. */
function adam(
  { w, g, lr, beta1, beta2 }: AdamRun,
  step: (m: number, v: number, t: number) => number,
): number {
  let [weight, m, v] = [w, 0, 0];
  g.forEach((slope, i) => {
    m = beta1 * m + (1 - beta1) * slope;
    v = beta2 * v + (1 - beta2) * slope ** 2;
    weight -= lr * step(m, v, i + 1);
  });
  return weight;
}

const corrected = ({ beta1, beta2 }: AdamRun) => ({
  m: (m: number, t: number) => m / (1 - beta1 ** t),
  v: (v: number, t: number) => v / (1 - beta2 ** t),
});

/** Adam's step with both averages corrected. */
const adamStep = (p: AdamRun) => (m: number, v: number, t: number) =>
  corrected(p).m(m, t) / Math.sqrt(corrected(p).v(v, t));

/** The weight after steps of momentum, `v = beta v + g`, where `use` picks what is subtracted. */
function withMomentum({ w, g, lr }: Run, beta: number, use: (v: number, slope: number) => number): number {
  let [weight, v] = [w, 0];
  for (const slope of g) {
    v = beta * v + slope;
    weight -= lr * use(v, slope);
  }
  return weight;
}

const gradients = (g: readonly number[]) => g.map((slope) => num(slope)).join(", ");

/** A weight after two steps (Kingma and Ba 2015, algorithm 1). */
export const adamSteps = defineFamily({
  id: "adam-step",
  topic: "optimization",
  concept: "adam",
  difficulty: "hard",
  asks: "Weight after t Adam steps by hand",
  draw: (random) => ({
    w: random.int(-99, 99) / 100,
    g: [0, 1].map(() => (random.int(20, 200) / 100) * random.pick([1, 1, -1])),
    lr: random.pick([0.1, 0.05, 0.2]),
    beta1: 0.9,
    beta2: random.pick([0.99, 0.999, 0.9]),
  }),
  stem: ({ w, g, lr, beta1, beta2 }) =>
    tex`A weight starts at ${w}. Adam with bias correction, $\beta_1 = ${beta1}$, $\beta_2 = ${beta2}$, learning rate ${lr} and a negligible $\epsilon$ sees the gradients ${gradients(g)} in two steps, both averages starting at 0. What is the weight after the second step?`,
  key: (p) => adam(p, adamStep(p)),
  display: () => ({ ...decimals(4), apart: 10 }),
  possible: (value) => Math.abs(value) < 10,
  wrong: [
    {
      name: "no bias correction",
      value: (p) => adam(p, (m, v) => m / Math.sqrt(v)),
      because: (_, shown) =>
        tex`The raw averages give ${shown}: both start at 0 and are too small at first, which dividing by $1 - \beta^t$ makes good.`,
    },
    {
      name: "forgot the square root",
      value: (p) => adam(p, (m, v, t) => corrected(p).m(m, t) / corrected(p).v(v, t)),
      because: (_, shown) =>
        tex`Dividing by the corrected average of the squares itself gives ${shown}; Adam divides by its square root.`,
    },
    {
      name: "plain SGD",
      value: ({ w, g, lr }) => w - lr * sum(g),
      because: ({ w, g, lr }, shown) =>
        tex`$${w} - ${lr} \times ${factor(sum(g))} = ${shown}$ is gradient descent, which does not divide by the size of recent gradients.`,
    },
    {
      name: "SGD momentum",
      value: (p) => withMomentum(p, p.beta1, (v) => v),
      because: ({ beta1 }, shown) =>
        tex`${shown} is heavy-ball momentum with the factor ${beta1}: it sums gradients and does not scale them.`,
    },
    {
      name: "sign descent",
      value: ({ w, g, lr }) => w - lr * sum(g.map(Math.sign)),
      because: ({ lr }, shown) =>
        tex`Two steps of ${lr} by sign alone lead to ${shown}: that holds for Adam's first step, after which both averages mix two gradients.`,
    },
    {
      name: "ascent: added the step",
      value: (p) => 2 * p.w - adam(p, adamStep(p)),
      because: (_, shown) =>
        tex`${shown} adds both steps, which climbs the loss; an optimizer subtracts them.`,
    },
  ],
  solution(p, shown) {
    const [first = 0, second = 0] = p.g;
    const m = (p.beta1 * first + second) / (1 + p.beta1);
    const v = (p.beta2 * first ** 2 + second ** 2) / (1 + p.beta2);
    return tex`The first corrected step is the sign of the gradient, so the weight becomes ${p.w - p.lr * Math.sign(first)}. After the second gradient the corrected averages are ${m} and ${v}, so the step is $${p.lr} \times ${factor(m)}/\sqrt{${v}} \approx ${(p.lr * m) / Math.sqrt(v)}$, which leaves ${shown}.`;
  },
});

interface Heavy extends Run {
  beta: number;
}

/** A weight after three steps of heavy-ball momentum without dampening (PyTorch `SGD`). */
export const momentum = defineFamily({
  id: "momentum",
  topic: "optimization",
  concept: "momentum",
  difficulty: "medium",
  asks: "Weight after 3 momentum steps",
  draw: (random): Heavy => ({
    w: random.int(-20, 20) / 10,
    g: [0, 1, 2].map(() => (random.int(1, 12) / 10) * random.pick([1, 1, 1, -1])),
    lr: random.pick([0.1, 0.2, 0.5]),
    beta: random.pick([0.5, 0.8, 0.9]),
  }),
  stem: ({ w, g, lr, beta }) =>
    tex`SGD with momentum as in PyTorch ($v \leftarrow ${beta} v + g$, then $w \leftarrow w - ${lr} v$) starts at $w = ${w}$ with $v = 0$ and meets the gradients ${gradients(g)}. What is $w$ after these three steps?`,
  key: (p) => withMomentum(p, p.beta, (v) => v),
  display: () => decimals(4),
  possible: (value) => Math.abs(value) < 20,
  wrong: [
    {
      name: "EMA form (1-beta)",
      value: (p) => withMomentum({ ...p, lr: p.lr * (1 - p.beta) }, p.beta, (v) => v),
      because: ({ beta }, shown) =>
        tex`Weighting each gradient with $1 - ${beta} = ${1 - beta}$, as an average would, gives ${shown}; PyTorch adds the gradient whole.`,
    },
    {
      name: "Nesterov",
      value: (p) => withMomentum(p, p.beta, (v, slope) => slope + p.beta * v),
      because: ({ beta }, shown) =>
        tex`Subtracting $g + ${beta} v$ in each step is Nesterov's form and gives ${shown}; the rule stated subtracts v.`,
    },
    {
      name: "no momentum",
      value: (p) => withMomentum(p, 0, (v) => v),
      because: ({ w, g, lr }, shown) =>
        tex`$${w} - ${lr} \times ${factor(sum(g))} = ${shown}$ is plain gradient descent: no velocity is carried over.`,
    },
    {
      name: "last velocity only",
      value: ({ w, g, lr, beta }) => w - lr * g.reduce((v, slope) => beta * v + slope, 0),
      because: ({ g, beta }, shown) =>
        tex`The last velocity ${g.reduce((v, slope) => beta * v + slope, 0)} applied once gives ${shown}; the first two steps moved the weight as well.`,
    },
    {
      name: "velocity never decays",
      value: (p) => withMomentum(p, 1, (v) => v),
      because: ({ beta }, shown) =>
        tex`Adding up gradients without the factor ${beta} gives ${shown}: the velocity must shrink before the next gradient is added.`,
    },
    {
      name: "remembers one step back",
      value: (p) => p.w - p.lr * sum(p.g.map((slope, i) => slope + p.beta * (p.g[i - 1] ?? 0))),
      because: ({ beta }, shown) =>
        tex`Adding ${beta} times the previous gradient alone gives ${shown}; the velocity carries all earlier ones, the first with $${beta}^2$ in step three.`,
    },
  ],
  solution(p, shown) {
    const v: number[] = [];
    for (const slope of p.g) v.push(p.beta * (v.at(-1) ?? 0) + slope);
    return tex`The velocities are ${v.map((value) => num(value)).join(", ")}; they sum to ${sum(v)}. The weight is $${p.w} - ${p.lr} \times ${factor(sum(v))} \approx ${shown}$.`;
  },
});
