import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

interface Run {
  w: number;
  /** The gradient at each step. */
  g: readonly number[];
  lr: number;
}

interface AdamRun extends Omit<Run, "w"> {
  beta1: number;
  beta2: number;
}

/** What is added to the weight in the last step, where `step` turns Adam's averages into the change per unit of rate. */
function lastStep(
  { g, lr, beta1, beta2 }: AdamRun,
  step: (m: number, v: number, t: number) => number,
): number {
  let [change, m, v] = [0, 0, 0];
  g.forEach((slope, i) => {
    m = beta1 * m + (1 - beta1) * slope;
    v = beta2 * v + (1 - beta2) * slope ** 2;
    change = -lr * step(m, v, i + 1);
  });
  return change;
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

/** The second of two steps (Kingma and Ba 2015, algorithm 1). */
export const adamSteps = defineFamily({
  id: "adam-step",
  topic: "optimization",
  concept: "adam",
  difficulty: "hard",
  asks: "Second Adam step by hand",
  draw: (random) => ({
    g: [0, 1].map(() => (random.int(20, 200) / 100) * random.pick([1, 1, -1])),
    lr: random.pick([0.1, 0.05, 0.2]),
    beta1: 0.9,
    beta2: random.pick([0.99, 0.999, 0.9]),
  }),
  stem: ({ g, lr, beta1, beta2 }) =>
    tex`Adam with bias correction, $\beta_1 = ${beta1}$, $\beta_2 = ${beta2}$, learning rate ${lr} and a negligible $\epsilon$ sees the gradients ${gradients(g)} of one weight in two steps, both averages starting at 0. What does the second step add to the weight?`,
  key: (p) => lastStep(p, adamStep(p)),
  display: () => ({ ...decimals(4), apart: 10 }),
  possible: (value) => Math.abs(value) < 10,
  wrong: [
    {
      name: "no bias correction",
      value: (p) => lastStep(p, (m, v) => m / Math.sqrt(v)),
      because: (_, shown) =>
        tex`The raw averages give ${shown}: both start at 0 and are too small at first, which dividing by $1 - \beta^t$ makes good.`,
    },
    {
      name: "forgot the square root",
      value: (p) => lastStep(p, (m, v, t) => corrected(p).m(m, t) / corrected(p).v(v, t)),
      because: (_, shown) =>
        tex`Dividing by the corrected average of the squares itself gives ${shown}; Adam divides by its square root.`,
    },
    {
      name: "plain SGD",
      value: ({ g, lr }) => -lr * g[1]!,
      because: ({ g, lr }, shown) =>
        tex`$-${lr} \times ${factor(g[1]!)} = ${shown}$ is gradient descent, which does not divide by the size of recent gradients.`,
    },
    {
      name: "SGD momentum",
      value: ({ g, lr, beta1 }) => -lr * (beta1 * g[0]! + g[1]!),
      because: ({ g, lr, beta1 }, shown) =>
        tex`$-${lr} \times (${beta1} \times ${factor(g[0]!)} + ${factor(g[1]!)}) = ${shown}$ is heavy-ball momentum, which sums gradients and does not scale them.`,
    },
    {
      name: "sign descent",
      value: ({ g, lr }) => -lr * Math.sign(g[1]!),
      because: ({ lr }, shown) =>
        tex`${shown} is the learning rate ${lr} times the sign: that holds for Adam's first step, after which both averages mix two gradients.`,
    },
    {
      name: "ascent: added the step",
      value: (p) => -lastStep(p, adamStep(p)),
      because: (_, shown) => tex`${shown} climbs the loss: an optimizer goes against the averaged gradient.`,
    },
    {
      name: "both steps together",
      value: (p) => lastStep(p, adamStep(p)) - p.lr * Math.sign(p.g[0]!),
      because: ({ lr }, shown) =>
        tex`${shown} adds the first step, the learning rate ${lr} times the sign of the first gradient; the second step alone is asked.`,
    },
  ],
  solution({ g, lr, beta1, beta2 }, shown) {
    const [first = 0, second = 0] = g;
    const m = (beta1 * first + second) / (1 + beta1);
    const v = (beta2 * first ** 2 + second ** 2) / (1 + beta2);
    return tex`The first step is the learning rate times the sign. After the second gradient the corrected averages are $(${beta1} \times ${factor(first)} + ${factor(second)})/${1 + beta1} \approx ${m}$ and $(${beta2} \times ${first ** 2} + ${second ** 2})/${1 + beta2} \approx ${v}$, so the step is $-${lr} \times ${factor(m)}/\sqrt{${v}} \approx ${shown}$.`;
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
