import { product, sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num, scientific } from "./display.ts";

interface Clipping {
  g: readonly number[];
  /** Which component is asked. */
  i: number;
  limit: number;
}

const squares = (g: readonly number[]) => sum(g.map((value) => value ** 2));
const scaled = ({ g, i, limit }: Clipping, size: number) => (g[i]! * limit) / size;

/** A component after clipping by global norm (Pascanu, Mikolov and Bengio 2013). */
export const clipNorm = defineFamily({
  id: "clip-norm",
  topic: "init-gradients",
  concept: "gradient-clipping",
  difficulty: "easy",
  asks: "Component after clipping by global norm",
  draw(random): Clipping {
    const g = Array.from(
      { length: random.pick([2, 3]) },
      () => (random.int(6, 20) / 2) * random.pick([1, 1, -1]),
    );
    return { g, i: random.int(0, g.length - 1), limit: random.pick([0.5, 1, 1.5, 2, 2.5, 3]) };
  },
  stem: ({ g, i, limit }) =>
    `A toy recurrent network with ${g.length === 2 ? "two" : "three"} parameters has the gradient (${g.map((value) => num(value)).join(", ")}). Before the update it is clipped to a global L2 norm of at most ${num(limit)}. What is the ${["first", "second", "third"][i]} component after clipping?`,
  key: (p) => scaled(p, Math.sqrt(squares(p.g))),
  display: () => decimals(3),
  possible: (value) => Math.abs(value) < 50,
  wrong: [
    {
      name: "clip by value",
      value: ({ g, i, limit }) => Math.sign(g[i]!) * Math.min(Math.abs(g[i]!), limit),
      because: ({ limit }, shown) =>
        tex`${shown} cuts each component at $\pm ${limit}$: that is clipping by value, which changes the direction; clipping by norm scales all alike.`,
    },
    {
      name: "L1 norm",
      value: (p) => scaled(p, sum(p.g.map(Math.abs))),
      because: (p, shown) =>
        tex`Scaling by ${p.limit}/${sum(p.g.map(Math.abs))} gives ${shown}: it divides by the sum of absolute values, where the L2 norm takes the root of the squares.`,
    },
    {
      name: "max norm",
      value: (p) => scaled(p, Math.max(...p.g.map(Math.abs))),
      because: (p, shown) =>
        tex`Scaling by ${p.limit}/${Math.max(...p.g.map(Math.abs))} gives ${shown}: it divides by the largest component, and the norm that is left exceeds ${p.limit}.`,
    },
    {
      name: "unchanged",
      value: ({ g, i }) => g[i]!,
      because: (p, shown) =>
        tex`${shown} would stay if the norm were below ${p.limit}, but it is ${Math.sqrt(squares(p.g))}, so the gradient is scaled.`,
    },
    {
      name: "divided by squared norm",
      value: (p) => scaled(p, squares(p.g)),
      because: (p, shown) =>
        tex`Scaling by ${p.limit}/${squares(p.g)} gives ${shown}: the sum of squares lacks its square root.`,
    },
    {
      name: "normalized to length 1",
      value: (p) => scaled({ ...p, limit: 1 }, Math.sqrt(squares(p.g))),
      because: (p, shown) =>
        tex`${shown} belongs to a gradient of norm 1; clipping leaves the norm at its limit, ${p.limit}.`,
    },
  ],
  solution: (p, shown) =>
    tex`The norm is $\sqrt{${squares(p.g)}} \approx ${Math.sqrt(squares(p.g))}$, above ${p.limit}, so all components are multiplied by $${p.limit}/${Math.sqrt(squares(p.g))} \approx ${p.limit / Math.sqrt(squares(p.g))}$. That turns ${p.g[p.i]!} into ${shown}.`,
});

/** Largest gradient factor of a sigmoid chain, whose slopes are at most 1/4. */
export const vanishFactor = defineFamily({
  id: "vanish-factor",
  topic: "init-gradients",
  concept: "vanishing-gradients",
  difficulty: "medium",
  asks: "Upper bound on gradient factor through L sigmoid layers (|w|<=c)",
  draw: (random) => ({
    layers: random.int(3, 10),
    c: random.int(40, 240) / 100,
  }),
  stem: ({ layers, c }) =>
    `In a chain of ${layers} sigmoid layers with one unit each, every weight is at most ${num(c)} in absolute value. What upper bound follows for the factor by which the gradient's size is multiplied on its way back from the output of the chain to its input?`,
  key: ({ layers, c }) => (c / 4) ** layers,
  display: () => scientific(2),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "slope 1/2",
      value: ({ layers, c }) => (c / 2) ** layers,
      because: ({ layers, c }, shown) =>
        tex`$(${c}/2)^{${layers}}$, about ${shown}, takes 1/2, the sigmoid's value at 0, for its slope there, which is 1/4.`,
    },
    {
      name: "tanh bound",
      value: ({ layers, c }) => c ** layers,
      because: ({ layers, c }, shown) =>
        tex`${c} to the power ${layers} is ${shown}: it takes 1 for the steepest slope, which is right for tanh, while the sigmoid reaches 1/4.`,
    },
    {
      name: "L-1 layers",
      value: ({ layers, c }) => (c / 4) ** (layers - 1),
      because: ({ layers, c }, shown) =>
        tex`$(${c}/4)^{${layers - 1}}$, about ${shown}, leaves out one of the ${layers} layers.`,
    },
    {
      name: "no weight",
      value: ({ layers }) => 0.25 ** layers,
      because: ({ layers, c }, shown) =>
        tex`$(1/4)^{${layers}}$, about ${shown}, multiplies the slopes alone; each layer also brings in a weight of up to ${c}.`,
    },
    {
      name: "one weight for the whole chain",
      value: ({ layers, c }) => c * 0.25 ** layers,
      because: ({ layers, c }, shown) =>
        tex`$${c} \times (1/4)^{${layers}}$, about ${shown}, uses one weight, but there is one in each of the ${layers} layers.`,
    },
    {
      name: "one layer too many",
      value: ({ layers, c }) => (c / 4) ** (layers + 1),
      because: ({ layers, c }, shown) =>
        tex`$(${c}/4)^{${layers + 1}}$, about ${shown}, counts a layer more than the ${layers} of the chain.`,
    },
    {
      name: "one slope too many",
      value: ({ layers, c }) => (c / 4) ** layers / 4,
      because: ({ layers, c }, shown) =>
        tex`$(${c}/4)^{${layers}}/4$, about ${shown}, multiplies by one slope more than there are sigmoids in the chain.`,
    },
  ],
  solution: ({ layers, c }, shown) =>
    tex`A layer multiplies the gradient by its weight and by the slope of the sigmoid, at most $1/4$: by $${c}/4 = ${c / 4}$ at most. Over ${layers} layers that is $(${c / 4})^{${layers}}$, which is ${shown}.`,
});

interface Chain {
  w: readonly number[];
  b: readonly number[];
  x: number;
}

/** What each unit receives before its ReLU. */
function potentials({ w, b, x }: Chain): number[] {
  let activation = x;
  return w.map((weight, i) => {
    const z = weight * activation + b[i]!;
    activation = Math.max(0, z);
    return z;
  });
}

const weights = ({ w }: Chain) => product(w);
const shut = (p: Chain) => potentials(p).filter((z) => z < 0).length;
const row = (values: readonly number[]) => `(${values.map((value) => num(value)).join(", ")})`;

/** Derivative through a chain of ReLU units; no sum lies at the kink. */
export const reluGrad = defineFamily({
  id: "relu-grad",
  topic: "activations",
  concept: "dying-relu",
  difficulty: "medium",
  asks: "dL/dx through ReLU chain",
  draw(random): Chain {
    const x = random.pick([-1.5, -1, 0.5, 1.5, 2]);
    const chain = { w: [] as number[], b: [] as number[], x };
    let activation = x;
    const layers = random.int(2, 3);
    // Rarely a shut unit: where 0 is offered, it is the key about as often as any other option.
    const shutAt = random.int(0, 9) === 0 ? random.int(0, layers - 1) : -1;
    for (let layer = 0; layer < layers; layer++) {
      const w = (random.int(3, 25) / 10) * random.pick([1, 1, -1]);
      const target = (random.int(2, 15) / 10) * (layer === shutAt ? -1 : 1);
      const b = Math.round((target - w * activation) * 10) / 10;
      chain.w.push(w);
      chain.b.push(b);
      activation = Math.max(0, w * activation + b);
    }
    return chain;
  },
  stem: (p) =>
    tex`A chain of ${p.w.length} ReLU units starts at $x = ${p.x}$. Each multiplies what it gets by its weight, adds its bias and applies ReLU. The weights are ${row(p.w)}, the biases ${row(p.b)}, in order. What is the derivative of the last output with respect to x?`,
  key: (p) => (shut(p) > 0 ? 0 : weights(p)),
  display: () => decimals(3),
  possible: (value) => Math.abs(value) < 100,
  wrong: [
    {
      name: "ignored the gates, or saw a shut one where none is",
      value: (p) => (shut(p) > 0 ? weights(p) : 0),
      because: (p, shown) =>
        shut(p) > 0
          ? tex`${shown} is the product of all weights; a unit that gets a negative sum passes no gradient, and the sums are ${row(potentials(p))}.`
          : tex`${shown} would hold if a unit got a negative sum, but the sums before ReLU are ${row(potentials(p))}; a negative weight alone shuts nothing.`,
    },
    {
      name: "slope 1 everywhere, last weight only",
      value: ({ w }) => w.at(-1)!,
      because: (_, shown) =>
        tex`${shown} is the weight of the last unit alone; the chain rule multiplies the weights and slopes of the whole chain.`,
    },
    {
      name: "sigmoid slope .25",
      value: (p) => weights(p) * 0.25 ** p.w.length,
      because: (p, shown) =>
        tex`${shown} multiplies the weights by ${p.w.length} slopes of 1/4, the steepest of a sigmoid; an open ReLU has slope 1, a shut one 0.`,
    },
    {
      name: "used activations",
      value: (p) => Math.max(0, potentials(p).at(-1)!),
      because: (_, shown) =>
        tex`${shown} is the output of the last unit; the question is how fast it changes with x.`,
    },
    {
      name: "leaky slope .01",
      value: (p) => weights(p) * 0.01 ** (shut(p) || p.w.filter((weight) => weight < 0).length),
      because: (p, shown) =>
        shut(p) > 0
          ? tex`${shown} gives the slope 0.01 to each unit with a negative sum, as a leaky ReLU does; in a plain ReLU it is 0. The sums are ${row(potentials(p))}.`
          : tex`${shown} gives the slope 0.01 of a leaky ReLU to each unit with a negative weight, but what counts is the sum, and the sums are ${row(potentials(p))}.`,
    },
    {
      name: "skipped units",
      value: (p) => product(p.w.filter((weight, i) => (shut(p) > 0 ? potentials(p)[i]! > 0 : weight > 0))),
      because: (p, shown) =>
        shut(p) > 0
          ? tex`${shown} multiplies the weights of the open units and leaves the shut ones out; the slope 0 of one shut unit makes the whole product 0.`
          : tex`${shown} multiplies the positive weights alone; a unit with a negative weight is open too where its sum is positive, and the sums are ${row(potentials(p))}.`,
    },
    {
      name: "output over input",
      value: (p) => Math.max(0, potentials(p).at(-1)!) / p.x,
      because: (p, shown) =>
        tex`$${Math.max(0, potentials(p).at(-1)!)}/${factor(p.x)} \approx ${shown}$ divides the output by the input, but biases shift the output without changing its slope.`,
    },
  ],
  solution: (p, shown) =>
    shut(p) > 0
      ? tex`The sums before ReLU are ${row(potentials(p))}. At least one is negative, so the slope there is 0, and with it the product of the chain rule: ${shown}.`
      : tex`The sums before ReLU are ${row(potentials(p))}, all positive, so all slopes are 1 and the derivative is $${p.w.map((weight) => factor(weight)).join(tex` \times `)} = ${shown}$.`,
});
