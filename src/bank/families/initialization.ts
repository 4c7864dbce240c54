import { defineFamily, tex } from "./define.ts";
import { decimals, num, whole } from "./display.ts";

interface Fan {
  fanIn: number;
  fanOut: number;
  kind: "He" | "Glorot";
}

const variance = ({ fanIn, fanOut, kind }: Fan) => (kind === "He" ? 2 / fanIn : 2 / (fanIn + fanOut));
const otherRule = (p: Fan): Fan => ({ ...p, kind: p.kind === "He" ? "Glorot" : "He" });
const denominator = ({ fanIn, fanOut, kind }: Fan) =>
  kind === "He" ? tex`${fanIn}` : tex`(${fanIn} + ${fanOut})`;

/** Standard deviation of Glorot and Bengio 2010 or He et al. 2015, normal forms. */
export const glorotHe = defineFamily({
  id: "glorot-he",
  topic: "init-gradients",
  concept: "weight-initialization",
  difficulty: "medium",
  asks: "Std of an initializer",
  draw: (random) => ({
    fanIn: 8 * random.int(6, 128),
    fanOut: 8 * random.int(2, 128),
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
        tex`$\sqrt{2/${denominator(otherRule(p))}} \approx ${shown}$ is the rule of ${otherRule(p).kind}, made for ${p.kind === "He" ? "tanh-like units" : "ReLU units"}.`,
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
      because: ({ fanIn, kind }, shown) =>
        tex`$\sqrt{1/${fanIn}} \approx ${shown}$ is LeCun's rule, ${kind === "He" ? "without the factor 2 that makes up for the ReLU" : "which looks at the inputs alone; Glorot's rule weighs the outputs as well"}.`,
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
    tex`${p.kind}'s rule sets the variance to $2/${denominator(p)}$. The standard deviation is its square root: $\sqrt{2/${denominator(p)}} \approx ${shown}$.`,
});

/** Fan-in of a convolution kernel, as PyTorch counts it. */
export const convFan = defineFamily({
  id: "conv-fan",
  topic: "init-gradients",
  concept: "weight-initialization",
  difficulty: "easy",
  asks: "fan_in of a conv kernel",
  draw: (random) => ({
    cin: random.pick([3, 8 * random.int(1, 24)]),
    cout: 8 * random.int(1, 32),
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
      name: "mean of fan_in and fan_out",
      value: ({ cin, cout, k }) => Math.ceil((k * k * (cin + cout)) / 2),
      because: ({ cin, cout, k }, shown) =>
        tex`${shown} is the mean of $${k}^2 \times ${cin}$ and $${k}^2 \times ${cout}$, rounded up: the fan-average of some rules, not the fan-in.`,
    },
    {
      name: "sum of fan_in and fan_out",
      value: ({ cin, cout, k }) => k * k * (cin + cout),
      because: ({ cin, cout, k }, shown) =>
        tex`$${k}^2 \times (${cin} + ${cout}) = ${shown}$ adds inputs and outputs, as in Glorot's rule; fan-in is the inputs alone.`,
    },
  ],
  solution: ({ cin, k }, shown) =>
    tex`One output value reads a window of $${k} \times ${k} = ${k * k}$ places in each of ${cin} channels: $${k * k} \times ${cin} = ${shown}$.`,
});
