import { dot, sigmoid } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

interface Net {
  x: readonly [number, number];
  /** Weights of the two hidden units, a row for each. */
  w: readonly [readonly [number, number], readonly [number, number]];
  v: readonly [number, number];
  target: number;
  /** The asked weight leads from input `i` to hidden unit `j`. */
  i: 0 | 1;
  j: 0 | 1;
}

const sums = ({ x, w }: Net) => w.map((row) => dot(row, x));
const hidden = (p: Net) => sums(p).map(sigmoid);
const output = (p: Net) => sigmoid(dot(p.v, hidden(p)));
const slope = (a: number) => a * (1 - a);

/** The factors of the chain rule, from the loss to the asked weight. */
const factors = (p: Net) => ({
  error: output(p) - p.target,
  outSlope: slope(output(p)),
  v: p.v[p.j],
  h: hidden(p)[p.j]!,
  hiddenSlope: slope(hidden(p)[p.j]!),
  x: p.x[p.i],
});

const gradient = (p: Net) => {
  const { error, outSlope, v, hiddenSlope, x } = factors(p);
  return error * outSlope * v * hiddenSlope * x;
};

const pair = (values: readonly number[]) => `(${values.map((value) => num(value)).join(", ")})`;

/** Derivative of half the squared error (Rumelhart, Hinton and Williams 1986). */
export const backprop221 = defineFamily({
  id: "backprop-221",
  topic: "backprop",
  concept: "backpropagation",
  difficulty: "hard",
  asks: "dL/dw of a first-layer weight in a 2-2-1 sigmoid net, squared loss .5(y-t)^2",
  draw(random): Net {
    const [x1, x2] = random.shuffle([0.5, 1, 1.5, 2]) as [number, number];
    const weight = () => (random.int(3, 20) / 10) * random.pick([1, -1]);
    return {
      x: [x1, x2],
      w: [
        [weight(), weight()],
        [weight(), weight()],
      ],
      v: [weight(), weight()],
      target: random.pick([0, 1]),
      i: random.pick([0, 1] as const),
      j: random.pick([0, 1] as const),
    };
  },
  stem: ({ x, w, v, target, i, j }) =>
    tex`Sigmoid hidden units 1 and 2 weigh the two inputs by ${pair(w[0])} and ${pair(w[1])}; a sigmoid output y weighs them by ${pair(v)}. There are no biases. The input is ${pair(x)}, the target $t = ${target}$, the loss $(y - t)^2/2$. What is its derivative with respect to the weight from input ${i + 1} to hidden unit ${j + 1}?`,
  key: gradient,
  display: () => decimals(4),
  possible: (value) => Math.abs(value) > 0.0015 && Math.abs(value) < 1,
  wrong: [
    {
      name: "forgot hidden sigmoid slope",
      value: (p) => gradient(p) / factors(p).hiddenSlope,
      because: (p, shown) =>
        tex`${shown} leaves out the slope of the hidden unit, $h(1 - h) \approx ${factors(p).hiddenSlope}$ at $h \approx ${factors(p).h}$.`,
    },
    {
      name: "forgot output slope",
      value: (p) => gradient(p) / factors(p).outSlope,
      because: (p, shown) =>
        tex`${shown} leaves out the slope of the output unit, $y(1 - y) \approx ${factors(p).outSlope}$; it cancels with cross-entropy, not with a squared loss.`,
    },
    {
      name: "sign (t-y)",
      value: (p) => -gradient(p),
      because: (p, shown) =>
        tex`${shown} starts from target minus output; the loss grows with the output's excess, $${output(p)} - ${p.target} = ${factors(p).error}$.`,
    },
    {
      name: "wrong output weight",
      value: (p) => (gradient(p) * p.v[p.j === 0 ? 1 : 0]) / p.v[p.j],
      because: (p, shown) =>
        tex`${shown} goes back through the output weight ${p.v[p.j === 0 ? 1 : 0]}, which belongs to the other hidden unit; this one has ${p.v[p.j]}.`,
    },
    {
      name: "used h instead of x",
      value: (p) => (gradient(p) * factors(p).h) / factors(p).x,
      because: (p, shown) =>
        tex`${shown} multiplies by the hidden activation ${factors(p).h} at the end; a first-layer weight is fed by its input, ${factors(p).x}.`,
    },
    {
      name: "gradient of output weight",
      value: (p) => factors(p).error * factors(p).outSlope * factors(p).h,
      because: (p, shown) =>
        tex`$${factors(p).error} \times ${factors(p).outSlope} \times ${factors(p).h} \approx ${shown}$ is the derivative with respect to the output weight of that hidden unit, one layer too late.`,
    },
    {
      name: "other input",
      value: (p) => (gradient(p) * p.x[p.i === 0 ? 1 : 0]) / p.x[p.i],
      because: (p, shown) =>
        tex`${shown} ends with the input ${p.x[p.i === 0 ? 1 : 0]}, but the asked weight multiplies the input ${p.x[p.i]}.`,
    },
  ],
  solution(p, shown) {
    const { error, outSlope, v, h, hiddenSlope, x } = factors(p);
    return tex`The hidden sums ${pair(sums(p))} give the activations ${pair(hidden(p))}; the output sum ${dot(p.v, hidden(p))} gives ${output(p)}. The chain rule multiplies the error ${error}, the output slope ${outSlope}, the weight ${v}, the hidden slope ${hiddenSlope} (of ${h}) and the input ${x}: $${factor(error)} \times ${outSlope} \times ${factor(v)} \times ${hiddenSlope} \times ${x} \approx ${shown}$.`;
  },
});
