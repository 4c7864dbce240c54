import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, num, scientific, whole } from "./display.ts";

interface Clipping {
  g: readonly number[];
  /** Which component is asked. */
  i: number;
  limit: number;
}

const squares = (g: readonly number[]) => sum(g.map((value) => value ** 2));
const scaled = ({ g, i, limit }: Clipping, size: number) => (g[i]! * limit) / size;

export const clipNorm = defineFamily({
  id: "clip-norm",
  topic: "init-gradients",
  concept: "gradient-clipping",
  difficulty: "easy",
  asks: "Component after clipping by global norm",
  draw(random): Clipping {
    const g = Array.from(
      { length: random.pick([2, 3]) },
      () => (random.int(4, 20) / 2) * random.pick([1, 1, -1]),
    );
    return { g, i: random.int(0, g.length - 1), limit: random.pick([0.5, 1, 1.5, 2, 2.5, 3]) };
  },
  stem: ({ g, i, limit }) =>
    `A recurrent network's gradient is (${g.map((value) => num(value)).join(", ")}) over all its parameters. Before the update it is clipped to a global L2 norm of ${num(limit)}. What is the ${["first", "second", "third"][i]} component after clipping?`,
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
    tex`The norm is $\sqrt{${squares(p.g)}} \approx ${Math.sqrt(squares(p.g))}$, above ${p.limit}, so all components are multiplied by $${p.limit}/${Math.sqrt(squares(p.g))} \approx ${p.limit / Math.sqrt(squares(p.g))}$. Of ${p.g[p.i]!} that leaves ${shown}.`,
});

interface Fan {
  fanIn: number;
  fanOut: number;
  kind: "He" | "Glorot";
}

const variance = ({ fanIn, fanOut, kind }: Fan) => (kind === "He" ? 2 / fanIn : 2 / (fanIn + fanOut));
const otherRule = (p: Fan): Fan => ({ ...p, kind: p.kind === "He" ? "Glorot" : "He" });
const denominator = ({ fanIn, fanOut, kind }: Fan) => (kind === "He" ? `${fanIn}` : `(${fanIn} + ${fanOut})`);

export const glorotHe = defineFamily({
  id: "glorot-he",
  topic: "init-gradients",
  concept: "weight-initialization",
  difficulty: "medium",
  asks: "Std of an initializer",
  draw: (random) => ({
    fanIn: random.pick([64, 100, 128, 200, 256, 300, 400, 512, 784, 1024]),
    fanOut: random.pick([10, 50, 64, 100, 128, 256, 300, 512, 1000]),
    kind: random.pick(["He", "Glorot"] as const),
  }),
  stem: ({ fanIn, fanOut, kind }) =>
    kind === "He"
      ? `A dense layer with ${num(fanIn)} inputs and ${num(fanOut)} ReLU units is initialized by the normal form of He's rule in fan-in mode. What is the standard deviation of its weights?`
      : `A dense layer with ${num(fanIn)} inputs and ${num(fanOut)} tanh units is initialized by the normal form of Glorot's (Xavier's) rule with gain 1. What is the standard deviation of its weights?`,
  key: (p) => Math.sqrt(variance(p)),
  display: () => decimals(4),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "the other rule",
      value: (p) => Math.sqrt(variance(otherRule(p))),
      because: (p, shown) =>
        tex`$\sqrt{2/${denominator(otherRule(p))}} \approx ${shown}$ is the rule of ${otherRule(p).kind}, which is made for ${p.kind === "He" ? "tanh-like units" : "ReLU units"}.`,
    },
    {
      name: "variance, not std",
      value: variance,
      because: (p, shown) =>
        tex`$2/${denominator(p)} \approx ${shown}$ is the variance of the weights; the standard deviation is its square root.`,
    },
    {
      name: "LeCun sqrt(1/fan_in)",
      value: ({ fanIn }) => Math.sqrt(1 / fanIn),
      because: ({ fanIn }, shown) =>
        tex`$\sqrt{1/${fanIn}} \approx ${shown}$ is LeCun's rule, which looks at the inputs alone and makes up for no ReLU.`,
    },
    {
      name: "uniform limit instead of std",
      value: (p) => Math.sqrt(3 * variance(p)),
      because: (p, shown) =>
        tex`$\sqrt{6/${denominator(p)}} \approx ${shown}$ is the limit of the uniform form; its standard deviation is smaller by a factor $\sqrt{3}$.`,
    },
    {
      name: "fan_out used",
      value: ({ fanOut }) => Math.sqrt(2 / fanOut),
      because: ({ fanOut, kind }, shown) =>
        tex`$\sqrt{2/${fanOut}} \approx ${shown}$ counts the outputs alone, ${kind === "He" ? "which is the fan-out mode" : "where Glorot's rule adds inputs and outputs"}.`,
    },
    {
      name: "root of the denominator alone",
      value: (p) => Math.sqrt(2 * variance(p)),
      because: (p, shown) =>
        tex`$2/\sqrt{${denominator(p)}} \approx ${shown}$ takes the root of the denominator and leaves the 2 above it as it is.`,
    },
  ],
  solution: (p, shown) =>
    tex`${p.kind}'s rule sets the variance to $2/${denominator(p)} \approx ${num(variance(p), 6)}$. Its square root is ${shown}.`,
});

export const convFan = defineFamily({
  id: "conv-fan",
  topic: "init-gradients",
  concept: "weight-initialization",
  difficulty: "easy",
  asks: "fan_in of a conv kernel",
  draw: (random) => ({
    cin: random.pick([3, 8, 16, 32, 48, 64, 96, 128]),
    cout: random.pick([8, 16, 24, 32, 64, 128, 256]),
    k: random.pick([3, 3, 5, 7]),
    asCode: random.pick([true, false]),
  }),
  stem: ({ cin, cout, k, asCode }) =>
    asCode
      ? `Which fan-in does \`nn.init.kaiming_normal_\` use for the weight of \`nn.Conv2d(${cin}, ${cout}, ${k})\` in PyTorch?`
      : `To initialize a ${k}×${k} convolution from ${cin} to ${cout} channels without groups, you need its fan-in: the number of inputs that feed one output value through weights. What is it?`,
  key: ({ cin, k }) => k * k * cin,
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "fan_out",
      value: ({ cout, k }) => k * k * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$${k}^2 \times ${cout} = ${shown}$ is the fan-out, which counts the ${cout} output channels; an output value reads ${cin} input channels.`,
    },
    {
      name: "channels only",
      value: ({ cin }) => cin,
      because: ({ k }, shown) =>
        tex`${shown} is right for a 1×1 kernel; here each channel is read at $${k}^2 = ${k * k}$ places.`,
    },
    {
      name: "k not squared",
      value: ({ cin, k }) => k * cin,
      because: ({ cin, k }, shown) =>
        tex`$${k} \times ${cin} = ${shown}$ counts one row of the kernel, which has ${k} rows.`,
    },
    {
      name: "all weights",
      value: ({ cin, cout, k }) => k * k * cin * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$${k}^2 \times ${cin} \times ${cout} = ${shown}$ are all weights of the layer; an output value uses those of one filter.`,
    },
    {
      name: "kernel only",
      value: ({ k }) => k * k,
      because: ({ cin, k }, shown) =>
        tex`$${k}^2 = ${shown}$ is what one input channel contributes, and there are ${cin}.`,
    },
    {
      name: "counted the bias",
      value: ({ cin, k }) => k * k * cin + 1,
      because: ({ cin, k }, shown) =>
        tex`$${k}^2 \times ${cin} + 1 = ${shown}$ counts the bias as an input, but it multiplies no input value.`,
    },
    {
      name: "mean of fan_in and fan_out",
      value: ({ cin, cout, k }) => (k * k * (cin + cout)) / 2,
      because: ({ cin, cout, k }, shown) =>
        tex`$${k}^2 \times (${cin} + ${cout})/2 = ${shown}$ averages inputs and outputs, as Glorot's rule does; fan-in is the inputs alone.`,
    },
  ],
  solution: ({ cin, k }, shown) =>
    tex`One output value reads a window of $${k} \times ${k} = ${k * k}$ places in each of ${cin} channels: $${k * k} \times ${cin} = ${shown}$.`,
});

export const vanishFactor = defineFamily({
  id: "vanish-factor",
  topic: "init-gradients",
  concept: "vanishing-gradients",
  difficulty: "medium",
  asks: "Upper bound on gradient factor through L sigmoid layers (|w|<=c)",
  draw: (random) => ({
    layers: random.int(3, 10),
    c: random.pick([0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.5, 1.6, 2]),
  }),
  stem: ({ layers, c }) =>
    `In a chain of ${layers} sigmoid layers with one unit each, every weight is at most ${num(c)} in absolute value. By which factor, at most, can the gradient change in size on its way back from the output of the chain to its input?`,
  key: ({ layers, c }) => (c / 4) ** layers,
  display: () => scientific(2),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "slope 1/2",
      value: ({ layers, c }) => (c / 2) ** layers,
      because: ({ layers, c }, shown) =>
        tex`$(${c}/2)^{${layers}} \approx ${shown}$ takes 1/2, the sigmoid's value at 0, for its slope there, which is 1/4.`,
    },
    {
      name: "tanh bound",
      value: ({ layers, c }) => c ** layers,
      because: ({ layers, c }, shown) =>
        tex`$${c}$ to the power ${layers} is ${shown}: it takes 1 for the steepest slope, which is right for tanh, while the sigmoid reaches 1/4.`,
    },
    {
      name: "L-1 layers",
      value: ({ layers, c }) => (c / 4) ** (layers - 1),
      because: ({ layers, c }, shown) =>
        tex`$(${c}/4)^{${layers - 1}} \approx ${shown}$ leaves out one of the ${layers} layers.`,
    },
    {
      name: "no weight",
      value: ({ layers }) => 0.25 ** layers,
      because: ({ layers, c }, shown) =>
        tex`$(1/4)^{${layers}} \approx ${shown}$ multiplies the slopes alone; each layer brings in a weight of up to ${c} too.`,
    },
    {
      name: "one weight for the whole chain",
      value: ({ layers, c }) => c * 0.25 ** layers,
      because: ({ layers, c }, shown) =>
        tex`$${c} \times (1/4)^{${layers}} \approx ${shown}$ uses one weight, but there is one in each of the ${layers} layers.`,
    },
    {
      name: "one layer too many",
      value: ({ layers, c }) => (c / 4) ** (layers + 1),
      because: ({ layers, c }, shown) =>
        tex`$(${c}/4)^{${layers + 1}} \approx ${shown}$ counts a layer more than the ${layers} of the chain.`,
    },
    {
      name: "slope of the loss added",
      value: ({ layers, c }) => (c / 4) ** layers / 4,
      because: ({ layers, c }, shown) =>
        tex`$(${c}/4)^{${layers}}/4 \approx ${shown}$ multiplies by one slope more than there are sigmoids in the chain.`,
    },
  ],
  solution: ({ layers, c }, shown) =>
    tex`A layer multiplies the gradient by its weight and by the slope of the sigmoid, at most $1/4$: by $${c}/4 = ${c / 4}$ at most. Over ${layers} layers that is $(${c / 4})^{${layers}} \approx ${shown}$.`,
});
