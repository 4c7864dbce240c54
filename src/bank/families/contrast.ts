import { softmax, sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

const list = (values: readonly number[]) => `(${values.map((value) => num(value)).join(", ")})`;

interface Contrast {
  own: number;
  others: readonly number[];
  t: number;
}

const infoLoss = ({ own, others, t }: Contrast) => -Math.log(softmax([own, ...others].map((s) => s / t))[0]!);

/** Contrastive loss of one anchor (van den Oord, Li and Vinyals 2018). */
export const infoNce = defineFamily({
  id: "info-nce",
  topic: "llm",
  concept: "embedding-retrieval",
  difficulty: "medium",
  asks: "InfoNCE loss of one anchor",
  draw: (random): Contrast => ({
    own: random.int(30, 90) / 100,
    others: [0, 1, 2].map(() => random.int(-20, 70) / 100),
    t: random.pick([0.1, 0.2, 0.25, 0.5]),
  }),
  stem: ({ own, others, t }) =>
    `An anchor has cosine similarity ${num(own)} to its positive and ${others.map((s) => num(s)).join(", ")} to three negatives. What is its InfoNCE loss with temperature ${t} and natural logarithms?`,
  key: infoLoss,
  display: () => decimals(3),
  possible: (value) => value > -10 && value < 20,
  wrong: [
    {
      name: "no temperature",
      value: (p) => infoLoss({ ...p, t: 1 }),
      because: ({ t }, shown) =>
        tex`${shown} leaves the temperature out; each similarity is divided by ${t} first.`,
    },
    {
      name: "multiplied by the temperature",
      value: (p) => infoLoss({ ...p, t: 1 / p.t }),
      because: ({ t }, shown) =>
        tex`${shown} multiplies the similarities by ${t}, which flattens them; they are divided by it.`,
    },
    {
      name: "positive left out below",
      value: ({ own, others, t }) => Math.log(sum(others.map((s) => Math.exp(s / t)))) - own / t,
      because: (_, shown) =>
        tex`${shown} sums over the negatives alone in the denominator; the positive stands there too.`,
    },
    {
      name: "hardest negative alone",
      value: (p) => infoLoss({ ...p, others: [Math.max(...p.others)] }),
      because: (p, shown) =>
        tex`${shown} contrasts with the hardest negative, ${num(Math.max(...p.others))}, alone; all three count.`,
    },
    {
      name: "base 2",
      value: (p) => infoLoss(p) / Math.LN2,
      because: (_, shown) =>
        tex`${shown} is the loss in bits, with the logarithm to base 2 in place of the natural one.`,
    },
    {
      name: "probability",
      value: (p) => Math.exp(-infoLoss(p)),
      because: (_, shown) =>
        tex`${shown} is the softmax probability of the positive; the loss is its negative logarithm.`,
    },
    {
      name: "mean of the negatives",
      value: (p) => infoLoss({ ...p, others: [sum(p.others) / 3] }),
      because: (_, shown) =>
        tex`${shown} contrasts with the mean of the negatives once, but each has an exponential of its own.`,
    },
  ],
  solution: (p, shown) =>
    tex`Over ${p.t} the similarities are ${list([p.own, ...p.others].map((s) => s / p.t))}; the softmax gives the positive ${Math.exp(-infoLoss(p))}, and minus its logarithm is ${shown}.`,
});

interface Triplet {
  a: readonly number[];
  p: readonly number[];
  n: readonly number[];
  margin: number;
}

const square = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => (value - b[i]!) ** 2));
const triplet = (near: number, far: number, margin: number) => Math.max(0, near - far + margin);

/** Triplet loss on squared distances (Schroff, Kalenichenko and Philbin 2015). */
export const tripletLoss = defineFamily({
  id: "triplet-loss",
  topic: "vision-tasks",
  concept: "face-recognition",
  difficulty: "easy",
  asks: "Triplet loss on squared distances",
  draw(random): Triplet {
    const point = () => [random.int(-12, 12) / 10, random.int(-12, 12) / 10];
    return { a: point(), p: point(), n: point(), margin: random.pick([0.2, 0.3, 0.5, 1]) };
  },
  stem: ({ a, p, n, margin }) =>
    `A face model embeds an anchor at ${list(a)}, a positive at ${list(p)} and a negative at ${list(n)}. What is the triplet loss on squared Euclidean distances with margin ${margin}?`,
  key: ({ a, p, n, margin }) => triplet(square(a, p), square(a, n), margin),
  display: () => decimals(3),
  possible: (value) => value >= 0 && value < 40,
  wrong: [
    {
      name: "not squared",
      value: ({ a, p, n, margin }) => triplet(Math.sqrt(square(a, p)), Math.sqrt(square(a, n)), margin),
      because: (_, shown) => tex`${shown} takes the distances themselves, where their squares are asked for.`,
    },
    {
      name: "margin forgotten",
      value: ({ a, p, n }) => triplet(square(a, p), square(a, n), 0),
      because: ({ margin }, shown) =>
        tex`${shown} leaves out the margin of ${margin}, by which the negative has to be farther.`,
    },
    {
      name: "margin subtracted",
      value: ({ a, p, n, margin }) => triplet(square(a, p), square(a, n), -margin),
      because: ({ margin }, shown) =>
        tex`${shown} subtracts the margin ${margin}, but it is added so that a tie still costs.`,
    },
    {
      name: "positive and negative swapped",
      value: ({ a, p, n, margin }) => triplet(square(a, n), square(a, p), margin),
      because: (_, shown) =>
        tex`${shown} pulls the negative near and pushes the positive away, the wrong way round.`,
    },
    {
      name: "negative to positive",
      value: ({ a, p, n, margin }) => triplet(square(a, p), square(p, n), margin),
      because: (_, shown) =>
        tex`${shown} takes the distance from negative to positive; both distances start at the anchor.`,
    },
    {
      name: "positive distance alone",
      value: ({ a, p, margin }) => square(a, p) + margin,
      because: (_, shown) =>
        tex`${shown} is the squared distance to the positive with the margin; the negative is left out.`,
    },
    {
      name: "manhattan",
      value: ({ a, p, n, margin }) => {
        const distance = (x: readonly number[]) => sum(a.map((value, i) => Math.abs(value - x[i]!)));
        return triplet(distance(p), distance(n), margin);
      },
      because: (_, shown) =>
        tex`${shown} adds absolute differences, the Manhattan distance; squares are asked for.`,
    },
  ],
  solution: ({ a, p, n, margin }, shown) =>
    tex`The squared distances are ${square(a, p)} to the positive and ${square(a, n)} to the negative. The loss is the larger of 0 and $${square(a, p)} - ${factor(square(a, n))} + ${margin}$: ${shown}.`,
});
