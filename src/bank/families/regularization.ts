import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

interface Step {
  w: number;
  g: number;
  lr: number;
  lambda: number;
}

/** A weight after a step with the penalty lambda/2 times its square. */
export const sgdL2 = defineFamily({
  id: "sgd-l2",
  topic: "regularization",
  concept: "l2-weight-decay",
  difficulty: "medium",
  asks: "One SGD step with L2 penalty (lambda/2)|w|^2",
  draw: (random): Step => ({
    w: (random.int(30, 250) / 100) * random.pick([1, 1, -1]),
    g: (random.int(2, 90) / 100) * random.pick([1, -1]),
    lr: random.pick([0.1, 0.2, 0.5]),
    lambda: random.pick([0.1, 0.2, 0.3, 0.4]),
  }),
  stem: ({ w, g, lr, lambda }) =>
    tex`A weight is ${w}, and the gradient of the data loss is ${g} there. The penalty $(\lambda/2) w^2$ with $\lambda = ${lambda}$ is added to the loss. What is the weight after one step of plain SGD with learning rate ${lr}?`,
  key: ({ w, g, lr, lambda }) => w - lr * (g + lambda * w),
  display: () => decimals(4),
  possible: (value) => Math.abs(value) < 10,
  wrong: [
    {
      name: "L1 instead",
      value: ({ w, g, lr, lambda }) => w - lr * (g + lambda * Math.sign(w)),
      because: ({ w, g, lr, lambda }, shown) =>
        tex`$${w} - ${lr} \times (${g} ${w < 0 ? "-" : "+"} ${lambda}) = ${shown}$ uses the slope of $\lambda |w|$, which does not depend on the size of the weight.`,
    },
    {
      name: "penalty lambda|w|^2 (factor 2)",
      value: ({ w, g, lr, lambda }) => w - lr * (g + 2 * lambda * w),
      because: ({ w, g, lr, lambda }, shown) =>
        tex`$${w} - ${lr} \times (${g} + 2 \times ${lambda} \times ${factor(w)}) = ${shown}$ is for a penalty without the half, whose slope is twice as steep.`,
    },
    {
      name: "no penalty",
      value: ({ w, g, lr }) => w - lr * g,
      because: ({ w, g, lr }, shown) =>
        tex`$${w} - ${lr} \times ${factor(g)} = ${shown}$ follows the data loss alone and leaves the penalty out.`,
    },
    {
      name: "decay not scaled by lr",
      value: ({ w, g, lr, lambda }) => w - lr * g - lambda * w,
      because: ({ w, g, lr, lambda }, shown) =>
        tex`$${w} - ${lr} \times ${factor(g)} - ${lambda} \times ${factor(w)} = ${shown}$ takes the penalty's slope without the learning rate, which scales the whole gradient.`,
    },
    {
      name: "sign of decay flipped",
      value: ({ w, g, lr, lambda }) => w - lr * (g - lambda * w),
      because: ({ w, g, lr, lambda }, shown) =>
        tex`$${w} - ${lr} \times (${g} - ${lambda} \times ${factor(w)}) = ${shown}$ pushes the weight away from 0, but the penalty pulls it there.`,
    },
    {
      name: "gradient not scaled by lr",
      value: ({ w, g, lr, lambda }) => w - g - lr * lambda * w,
      because: ({ w, g, lr, lambda }, shown) =>
        tex`$${w} - ${factor(g)} - ${lr} \times ${lambda} \times ${factor(w)} = ${shown}$ applies the learning rate to the penalty and forgets it for the data loss.`,
    },
    {
      name: "climbed the data loss",
      value: ({ w, g, lr, lambda }) => w - lr * (lambda * w - g),
      because: ({ w, g, lr, lambda }, shown) =>
        tex`$${w} + ${lr} \times ${factor(g)} - ${lr} \times ${lambda} \times ${factor(w)} = ${shown}$ adds the gradient of the data loss, which descent subtracts.`,
    },
  ],
  solution: ({ w, g, lr, lambda }, shown) =>
    tex`The slope of the penalty is $\lambda w = ${lambda} \times ${factor(w)} = ${lambda * w}$, the whole gradient $${g} + ${factor(lambda * w)} = ${g + lambda * w}$. The step gives $${w} - ${lr} \times ${factor(g + lambda * w)} = ${shown}$.`,
});

/** What inverted dropout passes on for a kept unit; p is the probability of dropping. */
export const dropoutScale = defineFamily({
  id: "dropout-scale",
  topic: "regularization",
  concept: "dropout",
  difficulty: "easy",
  asks: "Value of a kept unit (inverted dropout)",
  draw: (random) => ({
    a: random.int(5, 60) / 10,
    p: random.pick([0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.6, 0.7]),
    asCode: random.pick([true, false]),
  }),
  stem: ({ a, p, asCode }) =>
    asCode
      ? `In PyTorch, \`nn.Dropout(p=${p})\` is in training mode, where p is the probability of dropping a unit. A unit with activation ${num(a)} is kept. What value does the layer pass on for it?`
      : `A network trains with inverted dropout and drops each hidden unit with probability ${num(p)}. In this pass a unit with activation ${num(a)} is kept. What value reaches the next layer?`,
  key: ({ a, p }) => a / (1 - p),
  display: () => decimals(3),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "a*(1-p): test-time scaling",
      value: ({ a, p }) => a * (1 - p),
      because: ({ a, p }, shown) =>
        tex`$${a} \times (1 - ${p}) = ${shown}$ is what dropout without inversion does at test time; inverted dropout scales up in training.`,
    },
    {
      name: "a/p",
      value: ({ a, p }) => a / p,
      because: ({ a, p }, shown) =>
        tex`$${a}/${p} \approx ${shown}$ takes ${p} for the probability of keeping a unit; it is the probability of dropping one.`,
    },
    {
      name: "unchanged",
      value: ({ a }) => a,
      because: ({ p }, shown) =>
        tex`${shown} passes the activation on as it is, so the mean over many passes would fall to $1 - ${p}$ of it.`,
    },
    {
      name: "a*p",
      value: ({ a, p }) => a * p,
      because: ({ a, p }, shown) =>
        tex`$${a} \times ${p} = ${shown}$ shrinks what is left by the share that is dropped, but a kept unit must make up for the others.`,
    },
    {
      name: "a*(1+p)",
      value: ({ a, p }) => a * (1 + p),
      because: ({ a, p }, shown) =>
        tex`$${a} \times (1 + ${p}) = ${shown}$ adds the dropped share, but times $1 - ${p}$ that does not give ${a} back on average.`,
    },
    {
      name: "doubled, as for p = 0.5",
      value: ({ a }) => 2 * a,
      because: ({ a, p }, shown) =>
        tex`$2 \times ${a} = ${shown}$ is right when half of the units are dropped; here the share is ${p}.`,
    },
    {
      name: "scaled twice",
      value: ({ a, p }) => a / (1 - p) ** 2,
      because: ({ a, p }, shown) =>
        tex`$${a}/(1 - ${p})^2 \approx ${shown}$ divides twice, once more than it takes to keep the mean at ${a}.`,
    },
  ],
  solution: ({ a, p }, shown) =>
    tex`A unit is kept with probability $1 - ${p} = ${1 - p}$. To keep the mean, what is kept is divided by that: $${a}/${1 - p} \approx ${shown}$.`,
});
