import { defineFamily, tex } from "./define.ts";
import { decimals, whole } from "./display.ts";

interface ConvLayer {
  cin: number;
  cout: number;
  k: number;
  groups: number;
}

const filterSize = ({ cin, k, groups }: ConvLayer) => (k * k * cin) / groups;

/** Weights and biases of a convolution with groups (PyTorch `Conv2d`). */
export const convParams = defineFamily({
  id: "conv-params",
  topic: "cnn",
  concept: "conv-param-count",
  difficulty: "medium",
  asks: "Trainable values in a conv layer",
  draw(random) {
    const asCode = random.pick([true, false]);
    // A first layer on an image, a depthwise layer, and one in the middle of a network.
    const kind = random.pick(["first", "first", "depthwise", "depthwise", "inner"] as const);
    if (kind === "first")
      return { cin: random.int(1, 4), cout: 4 * random.int(1, 48), k: 3, groups: 1, asCode };
    const cin = 8 * random.int(1, 24);
    if (kind === "depthwise")
      return { cin, cout: cin * random.pick([1, 2]), k: random.pick([3, 3, 5]), groups: cin, asCode };
    const groups = random.pick([1, 2, 4, 8]);
    return { cin, cout: 8 * random.int(1, 16), k: random.pick([3, 3, 5]), groups, asCode };
  },
  stem({ cin, cout, k, groups, asCode }) {
    if (asCode) {
      return `How many trainable parameters does \`nn.Conv2d(${cin}, ${cout}, kernel_size=${k}, groups=${groups})\` hold in PyTorch, where the bias is on by default?`;
    }
    const split =
      groups === 1
        ? "without groups"
        : groups === cin
          ? "with a group for each channel"
          : `in ${groups} groups`;
    return `A ${k}×${k} convolution ${split} turns ${cin} channels into ${cout} and has a bias for each output channel. How many trainable parameters is that?`;
  },
  key: (p) => (filterSize(p) + 1) * p.cout,
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "no bias",
      value: (p) => filterSize(p) * p.cout,
      because: (p, shown) =>
        tex`$${filterSize(p)} \times ${p.cout} = ${shown}$ counts the weights alone; each of the ${p.cout} filters has a bias too.`,
    },
    {
      name: "one bias for the layer",
      value: (p) => filterSize(p) * p.cout + 1,
      because: (p, shown) =>
        tex`$${filterSize(p)} \times ${p.cout} + 1 = ${shown}$ adds a single bias, but each of the ${p.cout} output channels has its own.`,
    },
    {
      name: "forgot input channels",
      value: ({ k, cout }) => (k * k + 1) * cout,
      because: ({ k, cin, cout, groups }, shown) =>
        tex`$(${k} \times ${k} + 1) \times ${cout} = ${shown}$ lets a filter look at one channel, but each reaches through ${cin / groups} of them.`,
    },
    {
      name: "k instead of k squared",
      value: ({ k, cin, cout, groups }) => ((k * cin) / groups + 1) * cout,
      because: ({ k, cin, cout, groups }, shown) =>
        tex`$(${k} \times ${cin / groups} + 1) \times ${cout} = ${shown}$ takes a row of ${k} taps for the kernel, which has ${k} rows of them.`,
    },
    {
      name: "bias for each tap",
      value: (p) => (filterSize(p) + p.k * p.k) * p.cout,
      because: (p, shown) =>
        tex`$(${filterSize(p)} + ${p.k * p.k}) \times ${p.cout} = ${shown}$ adds a bias at each of the ${p.k * p.k} taps, but a filter adds one bias to its whole sum.`,
    },
    {
      name: "kernel as deep as it is wide",
      value: ({ k, cin, cout, groups }) => ((k ** 3 * cin) / groups + 1) * cout,
      because: ({ k, cin, cout, groups }, shown) =>
        tex`$(${k}^3 \times ${cin / groups} + 1) \times ${cout} = ${shown}$ gives the kernel a third side of ${k}, as in a 3D convolution; a 2D kernel has ${k}×${k} taps for each channel.`,
    },
    {
      name: "bias for each slice of a filter",
      value: ({ k, cin, cout, groups }) => ((k * k + 1) * cin * cout) / groups,
      because: ({ k, cin, cout, groups }, shown) =>
        tex`$(${k} \times ${k} + 1) \times ${cin / groups} \times ${cout} = ${shown}$ adds a bias to every ${k}×${k} slice, but a filter sums its slices and adds one bias.`,
    },
    {
      name: "ignored groups",
      value: ({ k, cin, cout }) => (k * k * cin + 1) * cout,
      because: ({ k, cin, cout, groups }, shown) =>
        tex`$(${k} \times ${k} \times ${cin} + 1) \times ${cout} = ${shown}$ connects each filter to all ${cin} channels; with ${groups} groups it sees ${cin / groups}.`,
    },
  ],
  solution: (p, shown) =>
    tex`A filter has $${p.k} \times ${p.k} \times ${p.cin / p.groups} = ${filterSize(p)}$ weights and one bias. With ${p.cout} filters that is $${filterSize(p) + 1} \times ${p.cout} = ${shown}$.`,
});

interface ConvCost {
  n: number;
  k: number;
  s: number;
  p: number;
  cin: number;
  cout: number;
}

const outSide = ({ n, k, s, p }: ConvCost) => Math.floor((n + 2 * p - k) / s) + 1;

/** Multiply-accumulates for one image; a multiplication with its addition is one. */
export const convMacs = defineFamily({
  id: "conv-macs",
  topic: "cnn",
  concept: "conv-param-count",
  difficulty: "hard",
  asks: "Multiply-accumulates of a conv layer",
  draw(random) {
    const k = random.pick([3, 3, 5]);
    return {
      n: random.pick([14, 28, 28, 56, 56]),
      k,
      s: random.pick([1, 2, 2]),
      p: random.pick([0, (k - 1) / 2, (k - 1) / 2]),
      cin: random.pick([3, 16, 32, 64, 64, 128]),
      cout: random.pick([24, 32, 64, 128, 128, 256]),
      device: random.pick(["a phone", "an embedded board", "a doorbell camera", "a drone"]),
    };
  },
  stem: ({ n, k, s, p, cin, cout, device }) =>
    `To fit a network on ${device}, you count multiply-accumulates; one MAC is a multiplication with its addition. A ${k}×${k} convolution without bias (stride ${s}, padding ${p}) reads ${cin} channels of ${n}×${n} and writes ${cout} channels. How many MACs does it take for one image?`,
  key: (c) => outSide(c) ** 2 * c.cout * c.k ** 2 * c.cin,
  display: () => decimals(2, " million", 1e6),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "input size instead of output",
      value: ({ n, k, cin, cout }) => n * n * cout * k * k * cin,
      because: (c, shown) =>
        tex`$${c.n}^2 \times ${c.cout} \times ${c.k ** 2} \times ${c.cin} = ${shown}$ applies the kernel at every input pixel, but the output has $${outSide(c)}^2$ positions.`,
    },
    {
      name: "FLOPs=2xMACs given as MACs",
      value: (c) => 2 * outSide(c) ** 2 * c.cout * c.k ** 2 * c.cin,
      because: (c, shown) =>
        tex`$2 \times ${outSide(c)}^2 \times ${c.cout} \times ${c.k ** 2} \times ${c.cin} = ${shown}$ counts multiplications and additions apart: these are FLOPs, two for each MAC.`,
    },
    {
      name: "forgot Cin",
      value: (c) => outSide(c) ** 2 * c.cout * c.k ** 2,
      because: (c, shown) =>
        tex`$${outSide(c)}^2 \times ${c.cout} \times ${c.k ** 2} = ${shown}$ is the work on one input channel; each output value sums over ${c.cin} channels.`,
    },
    {
      name: "one spatial axis",
      value: (c) => outSide(c) * c.cout * c.k ** 2 * c.cin,
      because: (c, shown) =>
        tex`$${outSide(c)} \times ${c.cout} \times ${c.k ** 2} \times ${c.cin} = ${shown}$ is the work for one row of the output, which has ${outSide(c)} rows.`,
    },
    {
      name: "k instead of k squared",
      value: (c) => outSide(c) ** 2 * c.cout * c.k * c.cin,
      because: (c, shown) =>
        tex`$${outSide(c)}^2 \times ${c.cout} \times ${c.k} \times ${c.cin} = ${shown}$ uses one row of the ${c.k}×${c.k} kernel in place of its ${c.k ** 2} taps.`,
    },
    {
      name: "forgot +1 in the output side",
      value: (c) => (outSide(c) - 1) ** 2 * c.cout * c.k ** 2 * c.cin,
      because: (c, shown) =>
        tex`$${outSide(c) - 1}^2 \times ${c.cout} \times ${c.k ** 2} \times ${c.cin} = ${shown}$ leaves out the kernel's first position in both directions; the output is ${outSide(c)}×${outSide(c)}.`,
    },
    {
      name: "another k for each channel",
      value: (c) => outSide(c) ** 2 * c.cout * c.k ** 3 * c.cin,
      because: (c, shown) =>
        tex`$${outSide(c)}^2 \times ${c.cout} \times ${c.k}^3 \times ${c.cin} = ${shown}$ slides the kernel along the channels as well, as a 3D convolution does; here it spans all ${c.cin}.`,
    },
  ],
  solution: (c, shown) =>
    tex`The output side is $\lfloor (${c.n} + 2 \times ${c.p} - ${c.k})/${c.s} \rfloor + 1 = ${outSide(c)}$, so there are $${outSide(c)}^2 \times ${c.cout} = ${outSide(c) ** 2 * c.cout}$ output values. Each takes $${c.k}^2 \times ${c.cin} = ${c.k ** 2 * c.cin}$ MACs, in all ${shown}.`,
});

/** Weights of a depthwise-separable convolution (Howard et al. 2017, MobileNets). */
export const dwsepParams = defineFamily({
  id: "dwsep-params",
  topic: "cnn-architectures",
  concept: "mobilenet-efficientnet",
  difficulty: "medium",
  asks: "Depthwise-separable conv weights (no bias)",
  draw: (random) => ({
    cin: 8 * random.int(1, 20),
    cout: 8 * random.int(2, 32),
    k: random.pick([3, 3, 5, 7]),
    asCode: random.pick([true, false]),
  }),
  stem: ({ cin, cout, k, asCode }) =>
    asCode
      ? `A block in PyTorch is \`nn.Conv2d(${cin}, ${cin}, ${k}, groups=${cin}, bias=False)\` followed by \`nn.Conv2d(${cin}, ${cout}, 1, bias=False)\`. How many weights does it hold?`
      : `A mobile network replaces a ${k}×${k} convolution from ${cin} to ${cout} channels by a depthwise convolution and a pointwise (1×1) one, without biases or normalization between them. How many weights does the pair hold?`,
  key: ({ cin, cout, k }) => k * k * cin + cin * cout,
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "ordinary conv",
      value: ({ cin, cout, k }) => k * k * cin * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$${k}^2 \times ${cin} \times ${cout} = ${shown}$ is the ordinary convolution that the pair replaces.`,
    },
    {
      name: "depthwise on Cout",
      value: ({ cin, cout, k }) => k * k * cout + cin * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$${k}^2 \times ${cout} + ${cin} \times ${cout} = ${shown}$ filters ${cout} channels one by one, but the depthwise step comes first and sees ${cin}.`,
    },
    {
      name: "only pointwise",
      value: ({ cin, cout }) => cin * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$${cin} \times ${cout} = ${shown}$ is the 1×1 convolution alone; the depthwise ${k}×${k} filters are missing.`,
    },
    {
      name: "pointwise uses k",
      value: ({ cin, cout, k }) => k * k * cin + k * cin * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$${k}^2 \times ${cin} + ${k} \times ${cin} \times ${cout} = ${shown}$ gives the pointwise step ${k} taps, but a 1×1 kernel has a single one.`,
    },
    {
      name: "depthwise with k instead of k squared",
      value: ({ cin, cout, k }) => k * cin + cin * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$${k} \times ${cin} + ${cin} \times ${cout} = ${shown}$ takes ${k} weights for each depthwise filter, which is ${k}×${k}.`,
    },
    {
      name: "one depthwise filter shared by all channels",
      value: ({ cin, cout, k }) => k * k + cin * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$${k}^2 + ${cin} \times ${cout} = ${shown}$ uses the same ${k}×${k} filter on all channels, but each of the ${cin} has its own.`,
    },
    {
      name: "counted biases",
      value: ({ cin, cout, k }) => (k * k + 1) * cin + (cin + 1) * cout,
      because: ({ cin, cout, k }, shown) =>
        tex`$(${k}^2 + 1) \times ${cin} + (${cin} + 1) \times ${cout} = ${shown}$ adds ${cin} and ${cout} biases, and neither of the two convolutions has any.`,
    },
  ],
  solution: ({ cin, cout, k }, shown) =>
    tex`The depthwise step has $${k}^2 \times ${cin} = ${k * k * cin}$ weights, the pointwise step $${cin} \times ${cout} = ${cin * cout}$. Together: ${shown}.`,
});
