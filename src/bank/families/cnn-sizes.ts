import { code, defineFamily, tex } from "./define.ts";
import { whole } from "./display.ts";

/** Positions of a window of `span` values that moves by `stride` over `length` values and stays inside. */
function positions(length: number, span: number, stride: number): number {
  return Math.floor((length - span) / stride) + 1;
}

/** Rows of a convolution's output (Dumoulin and Visin 2016; PyTorch `Conv2d`). */
export const convOut = defineFamily({
  id: "conv-out",
  topic: "cnn",
  concept: "stride-padding",
  difficulty: "medium",
  asks: "Output side of a conv layer",
  draw(random) {
    const d = random.pick([1, 1, 1, 2]);
    const k = d === 2 ? 3 : random.pick([3, 3, 4, 5, 7]);
    return {
      n: random.pick([
        random.int(7, 40),
        random.int(7, 40),
        random.pick([48, 56, 64, 75, 96, 112, 224, 227]),
      ]),
      k,
      d,
      s: random.pick([1, 2, 2, 2, 3, 4]),
      p: d === 2 ? random.pick([0, 1, 2]) : random.pick([0, 1, k === 7 ? 3 : 1]),
      asCode: random.pick([true, false]),
    };
  },
  stem({ n, k, s, p, d, asCode }) {
    if (!asCode) {
      return `A ${k}×${k} convolution with stride ${s}, padding ${p} on each of the four sides and ${d === 1 ? "no dilation" : `dilation ${d}`} reads a feature map of ${n}×${n}. Fractions are rounded down, as in PyTorch. How many rows does the output have?`;
    }
    return `In PyTorch, \`nn.Conv2d(32, 64, ${k}, stride=${s}, padding=${p}${d === 1 ? "" : `, dilation=${d}`})\` reads feature maps of ${n}×${n}. How many rows does its output have?`;
  },
  key: ({ n, k, s, p, d }) => positions(n + 2 * p, d * (k - 1) + 1, s),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "forgot +1",
      value: ({ n, k, s, p, d }) => positions(n + 2 * p, d * (k - 1) + 1, s) - 1,
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} - ${d} \times ${k - 1} - 1)/${s} \rfloor = ${shown}$ counts the moves of the kernel and leaves out the position from which it starts.`,
    },
    {
      name: "kernel taken away at both borders",
      value: ({ n, k, s, p, d }) => positions(n + 2 * p, 2 * d * (k - 1) + 1, s),
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} - 2 \times ${d * (k - 1)} - 1)/${s} \rfloor + 1 = ${shown}$ takes the kernel's span away at both borders, but it reaches beyond its position on one side alone.`,
    },
    {
      name: "bare input, and forgot +1",
      value: ({ n, k, s, d }) => positions(n, d * (k - 1) + 1, s) - 1,
      because: ({ n, k, s, d }, shown) =>
        tex`$\lfloor (${n} - ${d} \times ${k - 1} - 1)/${s} \rfloor = ${shown}$ leaves out the padding as well as the position from which the kernel starts.`,
    },
    {
      name: "ceil instead of floor",
      value: ({ n, k, s, p, d }) => Math.ceil((n + 2 * p - d * (k - 1) - 1) / s) + 1,
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lceil (${n} + 2 \times ${p} - ${d} \times ${k - 1} - 1)/${s} \rceil + 1 = ${shown}$ rounds up, as if the kernel took a last step that reaches beyond the padded input.`,
    },
    {
      name: "ignored stride",
      value: ({ n, k, p, d }) => positions(n + 2 * p, d * (k - 1) + 1, 1),
      because: ({ n, k, s, p, d }, shown) =>
        tex`$${n} + 2 \times ${p} - ${d} \times ${k - 1} - 1 + 1 = ${shown}$ is the output for stride 1: the division by the stride ${s} is missing.`,
    },
    {
      name: "ignored padding",
      value: ({ n, k, s, d }) => positions(n, d * (k - 1) + 1, s),
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lfloor (${n} - ${d} \times ${k - 1} - 1)/${s} \rfloor + 1 = ${shown}$ slides the kernel over the bare input, without the padding of ${p} at either end.`,
    },
    {
      name: "used k instead of k-1",
      value: ({ n, k, s, p, d }) => positions(n + 2 * p, d * k + 1, s),
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} - ${d} \times ${k} - 1)/${s} \rfloor + 1 = ${shown}$ takes ${k} gaps between the taps, but ${k} taps have ${k - 1} gaps between them.`,
    },
    {
      name: "took the output to be input over stride",
      value: ({ n, s }) => Math.ceil(n / s),
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lceil ${n}/${s} \rceil = ${shown}$ holds for "same" padding; here the padding is ${p}, and a kernel that spans ${d * (k - 1) + 1} rows loses some at the border.`,
    },
    {
      name: "ignored dilation, or padded after the division",
      value: ({ n, k, s, p, d }) => (d > 1 ? positions(n + 2 * p, k, s) : positions(n, k, s) + 2 * p),
      because: ({ n, k, s, p, d }, shown) =>
        d > 1
          ? tex`$\lfloor (${n} + 2 \times ${p} - ${k})/${s} \rfloor + 1 = ${shown}$ lets the kernel span ${k} rows, but with dilation ${d} its ${k} taps span ${d * (k - 1) + 1}.`
          : tex`$\lfloor (${n} - ${k})/${s} \rfloor + 1 + 2 \times ${p} = ${shown}$ adds the padding to the output; it widens the input, before the stride divides.`,
    },
    {
      name: "added the kernel",
      value: ({ n, k, s, p, d }) => Math.floor((n + 2 * p + d * (k - 1)) / s) + 1,
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} + ${d} \times ${k - 1})/${s} \rfloor + 1 = ${shown}$ adds the kernel's span, as a transposed convolution does; a kernel that must stay inside takes it away.`,
    },
  ],
  solution: ({ n, k, s, p, d }, shown) =>
    tex`The kernel spans $${d} \times (${k} - 1) + 1 = ${d * (k - 1) + 1}$ rows, the padded input has $${n} + 2 \times ${p} = ${n + 2 * p}$. The output has $\lfloor (${n + 2 * p} - ${d * (k - 1) + 1})/${s} \rfloor + 1 = ${shown}$ rows.`,
});

/** Rows after a convolution and a pool, both rounding down (PyTorch `MaxPool2d`). */
export const poolChain = defineFamily({
  id: "pool-chain",
  topic: "cnn",
  concept: "pooling",
  difficulty: "medium",
  asks: "Side after conv then 2x2 pool",
  draw(random) {
    const k = random.pick([3, 5, 7, 7]);
    return {
      n: random.pick([random.int(12, 64), 2 * random.int(6, 32) + 1, random.pick([64, 96, 128, 150, 224])]),
      k,
      s: random.pick([1, 1, 1, 2]),
      p: random.int(1, Math.max(1, (k - 3) / 2)),
      place: random.pick([
        "An image classifier",
        "A digit reader",
        "A defect detector",
        "A spectrogram model",
      ]),
    };
  },
  stem: ({ n, k, s, p, place }) =>
    `${place} feeds an input of ${n}×${n} to a ${k}×${k} convolution (stride ${s}, padding ${p} on each side), then to a 2×2 max pool with stride 2 and no padding. Both round fractions down, as in PyTorch. How many rows leave the pool?`,
  key: ({ n, k, s, p }) => positions(positions(n + 2 * p, k, s), 2, 2),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "pooled before conv",
      value: ({ n, k, s, p }) => positions(positions(n, 2, 2) + 2 * p, k, s),
      because: ({ n, k, s, p }, shown) =>
        tex`Pooling the input first gives ${positions(n, 2, 2)} rows and then $\lfloor (${positions(n, 2, 2)} + 2 \times ${p} - ${k})/${s} \rfloor + 1 = ${shown}$, but here the convolution comes first.`,
    },
    {
      name: "forgot pooling",
      value: ({ n, k, s, p }) => positions(n + 2 * p, k, s),
      because: ({ n, k, s, p }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} - ${k})/${s} \rfloor + 1 = ${shown}$ is what leaves the convolution; the pool still halves it.`,
    },
    {
      name: "pool stride 1",
      value: ({ n, k, s, p }) => positions(positions(n + 2 * p, k, s), 2, 1),
      because: ({ n, k, s, p }, shown) =>
        tex`$${positions(n + 2 * p, k, s)} - 2 + 1 = ${shown}$ moves the pooling window by one row at a time, but its stride is 2.`,
    },
    {
      name: "dropped padding",
      value: ({ n, k, s }) => positions(positions(n, k, s), 2, 2),
      because: ({ n, k, s, p }, shown) =>
        tex`Without padding the convolution would give ${positions(n, k, s)} rows and the pool ${shown}; the padding of ${p} on each side adds $2 \times ${p}$ rows first.`,
    },
    {
      name: "ceil in pool",
      value: ({ n, k, s, p }) => Math.ceil(positions(n + 2 * p, k, s) / 2),
      because: ({ n, k, s, p }, shown) =>
        tex`$\lceil ${positions(n + 2 * p, k, s)}/2 \rceil = ${shown}$ rounds up, as with ${code("ceil_mode=True")}; by default a last row without a partner is dropped.`,
    },
    {
      name: "forgot +1 in the convolution",
      value: ({ n, k, s, p }) => positions(positions(n + 2 * p, k, s) - 1, 2, 2),
      because: ({ n, k, s, p }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} - ${k})/${s} \rfloor = ${positions(n + 2 * p, k, s) - 1}$ forgets the first position of the kernel, and half of that gives ${shown}.`,
    },
    {
      name: "the pool's stride taken twice",
      value: ({ n, k, s, p }) => positions(positions(positions(n + 2 * p, k, s), 2, 2), 2, 2),
      because: ({ n, k, s, p }, shown) =>
        tex`${shown} halves ${positions(n + 2 * p, k, s)} twice, once for the window and once for the stride, but a window of 2 with stride 2 halves it once.`,
    },
  ],
  solution: ({ n, k, s, p }, shown) =>
    tex`The convolution gives $\lfloor (${n} + 2 \times ${p} - ${k})/${s} \rfloor + 1 = ${positions(n + 2 * p, k, s)}$ rows. The pool takes them two by two: $\lfloor ${positions(n + 2 * p, k, s)}/2 \rfloor = ${shown}$.`,
});

/** Kernel, stride, padding and output padding, as generators and decoders have them. */
const UPSAMPLING = [
  [4, 2, 1, 0],
  [4, 2, 1, 0],
  [4, 2, 1, 0],
  [2, 2, 0, 0],
  [2, 2, 0, 0],
  [3, 2, 1, 1],
  [5, 2, 2, 1],
  [3, 2, 0, 0],
  [4, 1, 0, 0],
  [7, 3, 1, 0],
] as const;

interface Upsampling {
  n: number;
  k: number;
  s: number;
  p: number;
  op: number;
}

/** The rows, with so many strides between the first input and the last and so much cut off in all. */
const upsampled = ({ k, s, op }: Upsampling, moves: number, cut: number) => moves * s + k + op - cut;

/** Rows of a transposed convolution's output (PyTorch `ConvTranspose2d`). */
export const transposedConv = defineFamily({
  id: "transposed-conv",
  topic: "cnn",
  concept: "stride-padding",
  difficulty: "hard",
  asks: "Output side of a transposed conv",
  draw(random) {
    const [k, s, p, op] = random.pick(UPSAMPLING);
    return { n: random.int(4, 32), k, s, p, op, channels: random.pick([32, 64, 128, 256, 512]) };
  },
  stem({ n, k, s, p, op, channels }) {
    if (channels < 100) {
      return `The decoder of a segmentation network applies a ${k}×${k} transposed convolution to ${channels} maps of ${n}×${n}: stride ${s}, padding ${p} and output padding ${op}, all as PyTorch defines them. How many rows come out?`;
    }
    return `The generator of a GAN applies \`nn.ConvTranspose2d(${channels}, ${channels / 2}, ${k}, stride=${s}, padding=${p}, output_padding=${op})\` (PyTorch) to a map of ${n}×${n}. How many rows does the result have?`;
  },
  key: (t) => upsampled(t, t.n - 1, 2 * t.p),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "forgot the kernel's span",
      value: ({ n, s }) => (n - 1) * s,
      because: ({ n, k, s }, shown) =>
        tex`$${n - 1} \times ${s} = ${shown}$ is the way from the first input to the last; each input also spreads over ${k} rows.`,
    },
    {
      name: "used the conv formula",
      value: ({ n, k, s, p }) => positions(n + 2 * p, k, s),
      because: ({ n, k, s, p }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} - ${k})/${s} \rfloor + 1 = ${shown}$ is what an ordinary convolution returns, which shrinks the map.`,
    },
    {
      name: "n*s+k",
      value: ({ n, k, s }) => n * s + k,
      because: ({ n, k, s }, shown) =>
        tex`$${n} \times ${s} + ${k} = ${shown}$ adds a whole kernel after a whole stride for each input, and removes no padding.`,
    },
    {
      name: "added padding, or cut a row at either end",
      value: (t) => upsampled(t, t.n - 1, t.p > 0 ? -2 * t.p : 2),
      because: ({ n, k, s, p, op }, shown) =>
        p > 0
          ? tex`$${n - 1} \times ${s} + ${k} + ${op} + 2 \times ${p} = ${shown}$ adds the padding, but in a transposed convolution it is cut off the result.`
          : tex`$${n - 1} \times ${s} + ${k} + ${op} - 2 = ${shown}$ cuts off a row at either end, but the padding is 0.`,
    },
    {
      name: "n strides instead of n-1",
      value: (t) => upsampled(t, t.n, 2 * t.p),
      because: ({ n, k, s, p, op }, shown) =>
        tex`$${n} \times ${s} + ${k} + ${op} - 2 \times ${p} = ${shown}$ counts a stride for each of the ${n} inputs, but there are ${n - 1} steps between them.`,
    },
    {
      name: "kept the size",
      value: (t) => upsampled({ ...t, s: 1 }, t.n - 1, 2 * t.p),
      because: ({ n, k, p, op, s }, shown) =>
        tex`$${n - 1} + ${k} + ${op} - 2 \times ${p} = ${shown}$ sets the inputs side by side, but the stride puts them ${s} ${s === 1 ? "row" : "rows"} apart.`,
    },
    {
      name: "removed the padding once, or padded by one",
      value: (t) => upsampled(t, t.n - 1, t.p > 0 ? t.p : -1),
      because: ({ n, k, s, p, op }, shown) =>
        p > 0
          ? tex`$${n - 1} \times ${s} + ${k} + ${op} - ${p} = ${shown}$ cuts the padding of ${p} at one end, but it is cut at both.`
          : tex`$${n - 1} \times ${s} + ${k} + ${op} + 1 = ${shown}$ adds a row for an output padding of 1, which is ${op} here.`,
    },
    {
      name: "forgot +1",
      value: (t) => upsampled(t, t.n - 1, 2 * t.p) - 1,
      because: ({ n, k, s, p, op }, shown) =>
        tex`$${n - 1} \times ${s} + ${k - 1} + ${op} - 2 \times ${p} = ${shown}$ adds the gaps between the taps, and forgets that ${k} taps span one row more.`,
    },
  ],
  solution: ({ n, k, s, p, op }, shown) =>
    tex`From the first input to the last it is $${n} - 1 = ${n - 1}$ strides, each input spreads over ${k} rows, and the padding is cut off at both ends: $${n - 1} \times ${s} + ${k} - 2 \times ${p} + ${op} = ${shown}$.`,
});
