import { defineFamily, tex } from "./define.ts";
import { decimals, factor } from "./display.ts";

const sign = (value: number) => (value < 0 ? "-" : "+");

interface Decoupled {
  w: number;
  g: number;
  lr: number;
  decay: number;
}

/** The first step of AdamW (Loshchilov and Hutter 2019): the sign of the gradient, and decay beside it. */
export const adamwStep = defineFamily({
  id: "adamw-step",
  topic: "regularization",
  concept: "l2-weight-decay",
  difficulty: "hard",
  asks: "First AdamW step",
  draw: (random): Decoupled => ({
    w: (random.int(50, 300) / 100) * random.pick([1, 1, -1]),
    g: (random.int(30, 300) / 100) * random.pick([1, -1]),
    lr: random.pick([0.05, 0.1, 0.2]),
    decay: random.pick([0.05, 0.1, 0.2, 0.3, 0.5]),
  }),
  stem: ({ w, g, lr, decay }) =>
    tex`AdamW makes its first step with bias correction, learning rate ${lr}, weight decay ${decay} and a negligible $\epsilon$. The weight is ${w}, its gradient ${g}. What does the step add to the weight, with the decay scaled by the learning rate as in PyTorch?`,
  key: ({ w, g, lr, decay }) => -lr * (Math.sign(g) + decay * w),
  display: () => decimals(4),
  possible: (value) => Math.abs(value) < 10,
  wrong: [
    {
      name: "L2 in the gradient",
      value: ({ w, g, lr, decay }) => -lr * Math.sign(g + decay * w),
      because: ({ lr }, shown) =>
        tex`${shown} adds the decay to the gradient, as Adam with L2 does; then the first step is ${lr} times a sign, whatever the decay.`,
    },
    {
      name: "no decay",
      value: ({ g, lr }) => -lr * Math.sign(g),
      because: ({ lr }, shown) =>
        tex`${shown} is the learning rate ${lr} times the sign of the gradient alone; AdamW also shrinks the weight.`,
    },
    {
      name: "decay not scaled by the rate",
      value: ({ w, g, lr, decay }) => -lr * Math.sign(g) - decay * w,
      because: ({ w, decay }, shown) =>
        tex`${shown} takes $${decay} \times ${factor(w)}$ off without the learning rate, which scales both parts here.`,
    },
    {
      name: "SGD with decay",
      value: ({ w, g, lr, decay }) => -lr * (g + decay * w),
      because: ({ w, g, lr, decay }, shown) =>
        tex`$-${lr} \times (${g} + ${decay} \times ${factor(w)}) = ${shown}$ is gradient descent; the first step of Adam takes the sign of the gradient.`,
    },
    {
      name: "sign of the decay flipped",
      value: ({ w, g, lr, decay }) => -lr * (Math.sign(g) - decay * w),
      because: (_, shown) =>
        tex`${shown} pushes the weight away from 0 by the decay, but weight decay pulls it towards 0.`,
    },
    {
      name: "decay by sign",
      value: ({ w, g, lr, decay }) => -lr * (Math.sign(g) + decay * Math.sign(w)),
      because: ({ decay }, shown) =>
        tex`${shown} decays by ${decay} whatever the size of the weight, as an L1 penalty would; the decay is in proportion to the weight.`,
    },
    {
      name: "decay alone",
      value: ({ w, lr, decay }) => -lr * decay * w,
      because: ({ w, lr, decay }, shown) =>
        tex`$-${lr} \times ${decay} \times ${factor(w)} = ${shown}$ is the decay alone, without the step along the gradient.`,
    },
    {
      name: "climbed the loss",
      value: ({ w, g, lr, decay }) => lr * (Math.sign(g) - decay * w),
      because: (_, shown) =>
        tex`${shown} decays the weight but goes up the gradient, which descent subtracts.`,
    },
  ],
  solution: ({ w, g, lr, decay }, shown) =>
    tex`The first corrected step is the sign of the gradient, ${Math.sign(g)}; the decay adds $${decay} \times ${factor(w)} = ${decay * w}$ beside it. Times the rate: $-${lr} \times (${Math.sign(g)} ${sign(w)} ${Math.abs(decay * w)}) = ${shown}$.`,
});

interface LookAhead {
  v: number;
  g: number;
  lr: number;
  beta: number;
}

/** One step of Nesterov momentum as PyTorch computes it. */
export const nesterovStep = defineFamily({
  id: "nesterov-step",
  topic: "optimization",
  concept: "nesterov",
  difficulty: "medium",
  asks: "One Nesterov step",
  draw: (random): LookAhead => ({
    v: (random.int(20, 300) / 100) * random.pick([1, -1]),
    g: (random.int(20, 300) / 100) * random.pick([1, -1]),
    lr: random.pick([0.1, 0.2, 0.5]),
    beta: random.pick([0.5, 0.6, 0.8, 0.9]),
  }),
  stem: ({ v, g, lr, beta }) =>
    tex`SGD with Nesterov momentum as in PyTorch first updates the velocity, $v \leftarrow ${beta} v + g$, then subtracts ${lr} times $g + ${beta} v$ from the weight. Before the step $v = ${v}$, and the gradient is $g = ${g}$. What is added to the weight?`,
  key: ({ v, g, lr, beta }) => -lr * (g + beta * (beta * v + g)),
  display: () => decimals(4),
  possible: (value) => Math.abs(value) < 20,
  wrong: [
    {
      name: "heavy ball",
      value: ({ v, g, lr, beta }) => -lr * (beta * v + g),
      because: ({ v, g, lr, beta }, shown) =>
        tex`$-${lr} \times (${beta} \times ${factor(v)} + ${factor(g)}) = ${shown}$ subtracts the new velocity, the heavy-ball step without a look ahead.`,
    },
    {
      name: "old velocity in the look ahead",
      value: ({ v, g, lr, beta }) => -lr * (g + beta * beta * v),
      because: ({ v, g, beta }, shown) =>
        tex`${shown} uses $${factor(g)} + ${beta} \times ${beta} \times ${factor(v)}$: the velocity decays once more, but the new gradient never enters it.`,
    },
    {
      name: "plain SGD",
      value: ({ g, lr }) => -lr * g,
      because: ({ g, lr }, shown) =>
        tex`$-${lr} \times ${factor(g)} = ${shown}$ is plain gradient descent, without any velocity.`,
    },
    {
      name: "gradient added twice whole",
      value: ({ v, g, lr, beta }) => -lr * (g + beta * v + g),
      because: ({ beta }, shown) =>
        tex`${shown} adds the gradient to the new velocity whole; the rule multiplies the velocity by ${beta} first.`,
    },
    {
      name: "velocity not decayed",
      value: ({ v, g, lr, beta }) => -lr * (g + beta * (v + g)),
      because: ({ beta }, shown) =>
        tex`${shown} adds the gradient to the old velocity without shrinking that by ${beta} first.`,
    },
    {
      name: "climbed",
      value: ({ v, g, lr, beta }) => lr * (g + beta * (beta * v + g)),
      because: (_, shown) =>
        tex`${shown} has the sign of the sum itself; the optimizer subtracts it from the weight.`,
    },
    {
      name: "forgot the rate",
      value: ({ v, g, beta }) => -(g + beta * (beta * v + g)),
      because: ({ lr }, shown) =>
        tex`${shown} leaves out the learning rate ${lr}, which scales the whole step.`,
    },
  ],
  solution: ({ v, g, lr, beta }, shown) =>
    tex`The new velocity is $${beta} \times ${factor(v)} + ${factor(g)} = ${beta * v + g}$. The step is $-${lr} \times (${g} + ${beta} \times ${factor(beta * v + g)}) = ${shown}$.`,
});

interface Squares {
  s: number;
  g: number;
  lr: number;
  rho: number;
}

const average = ({ s, g, rho }: Squares) => rho * s + (1 - rho) * g * g;

/** One step of RMSProp (Tieleman and Hinton 2012). */
export const rmspropStep = defineFamily({
  id: "rmsprop-step",
  topic: "optimization",
  concept: "adaptive-optimizers",
  difficulty: "medium",
  asks: "One RMSProp step",
  draw: (random): Squares => ({
    s: random.int(4, 300) / 100,
    g: (random.int(20, 300) / 100) * random.pick([1, -1]),
    lr: random.pick([0.01, 0.05, 0.1, 0.2]),
    rho: random.pick([0.5, 0.8, 0.9]),
  }),
  stem: ({ s, g, lr, rho }) =>
    tex`RMSProp keeps a running mean of squared gradients with decay ${rho}. It stands at ${s} when the gradient ${g} comes in; the learning rate is ${lr}, $\epsilon$ is negligible, there is no momentum. What does the step add to the weight?`,
  key: (p) => (-p.lr * p.g) / Math.sqrt(average(p)),
  display: () => decimals(4),
  possible: (value) => Math.abs(value) < 20,
  wrong: [
    {
      name: "old mean",
      value: ({ s, g, lr }) => (-lr * g) / Math.sqrt(s),
      because: ({ s }, shown) =>
        tex`${shown} divides by the root of the old mean ${s}; the new square enters the mean before the division.`,
    },
    {
      name: "forgot the root",
      value: (p) => (-p.lr * p.g) / average(p),
      because: (p, shown) =>
        tex`${shown} divides by the mean of squares, ${average(p)}, itself; the step divides by its square root.`,
    },
    {
      name: "Adagrad",
      value: ({ s, g, lr }) => (-lr * g) / Math.sqrt(s + g * g),
      because: ({ s, g }, shown) =>
        tex`${shown} divides by $\sqrt{${s} + ${g * g}}$: that is Adagrad's sum of squares, not a mean that decays.`,
    },
    {
      name: "weights swapped",
      value: ({ s, g, lr, rho }) => (-lr * g) / Math.sqrt((1 - rho) * s + rho * g * g),
      because: ({ rho }, shown) =>
        tex`${shown} gives the new square the weight ${rho} and the old mean the rest; the decay belongs to the old mean.`,
    },
    {
      name: "sign alone",
      value: ({ g, lr }) => -lr * Math.sign(g),
      because: ({ lr }, shown) =>
        tex`${shown} is the learning rate ${lr} times the sign, which divides by this gradient's own size and not by a running mean.`,
    },
    {
      name: "plain SGD",
      value: ({ g, lr }) => -lr * g,
      because: ({ g, lr }, shown) =>
        tex`$-${lr} \times ${factor(g)} = ${shown}$ is gradient descent, without the division by the size of recent gradients.`,
    },
    {
      name: "gradient not squared",
      value: ({ s, g, lr, rho }) => (-lr * g) / Math.sqrt(rho * s + (1 - rho) * Math.abs(g)),
      because: ({ g }, shown) =>
        tex`${shown} puts the size ${Math.abs(g)} of the gradient into the mean, where its square belongs.`,
    },
  ],
  solution: (p, shown) =>
    tex`The mean becomes $${p.rho} \times ${p.s} + ${1 - p.rho} \times ${p.g * p.g} = ${average(p)}$. The step is $-${p.lr} \times ${factor(p.g)}/\sqrt{${average(p)}} \approx ${shown}$.`,
});
