import { defineFamily, tex } from "./define.ts";
import { whole } from "./display.ts";

/** Positions of a window of `span` values that moves by `stride` over `length` values and stays inside. */
function positions(length: number, span: number, stride: number): number {
  return Math.floor((length - span) / stride) + 1;
}

export const convOut = defineFamily({
  id: "conv-out",
  topic: "cnn",
  concept: "stride-padding",
  difficulty: "medium",
  asks: "Output side of a conv layer",
  draw(random) {
    const k = random.pick([3, 5, 7]);
    const d = random.pick([1, 1, 2]);
    return {
      n: random.pick([28, 32, 48, 56, 64, 75, 96, 100, 112, 128, 150, 224, 227, 256]),
      k,
      d,
      s: random.pick([1, 2, 2, 3, 4]),
      p: random.int(0, (d * (k - 1)) / 2),
      asCode: random.pick([true, false]),
    };
  },
  stem({ n, k, s, p, d, asCode }) {
    if (!asCode) {
      return `A ${k}×${k} convolution with stride ${s}, padding ${p} on each of the four sides and dilation ${d} reads a feature map of ${n}×${n}. Fractions are rounded down, as in PyTorch. How many rows does the output have?`;
    }
    return `In PyTorch, \`nn.Conv2d(32, 64, ${k}, stride=${s}, padding=${p}, dilation=${d})\` reads feature maps of ${n}×${n}. How many rows does its output have?`;
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
      name: "padding on one side only",
      value: ({ n, k, s, p, d }) => positions(n + p, d * (k - 1) + 1, s),
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lfloor (${n} + ${p} - ${d} \times ${k - 1} - 1)/${s} \rfloor + 1 = ${shown}$ adds the padding once, but ${p} rows are added above and ${p} below.`,
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
        tex`$\lfloor (${n} - ${d} \times ${k - 1} - 1)/${s} \rfloor + 1 = ${shown}$ slides the kernel over the bare input, without the ${p} rows of padding at either end.`,
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
      name: "ignored dilation",
      value: ({ n, k, s, p }) => positions(n + 2 * p, k, s),
      because: ({ n, k, s, p, d }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} - ${k})/${s} \rfloor + 1 = ${shown}$ lets the kernel span ${k} rows, but with dilation ${d} its ${k} taps span ${d * (k - 1) + 1}.`,
    },
  ],
  solution: ({ n, k, s, p, d }, shown) =>
    tex`The kernel spans $${d} \times (${k} - 1) + 1 = ${d * (k - 1) + 1}$ rows, the padded input has $${n} + 2 \times ${p} = ${n + 2 * p}$. The output has $\lfloor (${n + 2 * p} - ${d * (k - 1) + 1})/${s} \rfloor + 1 = ${shown}$ rows.`,
});

export const poolChain = defineFamily({
  id: "pool-chain",
  topic: "cnn",
  concept: "pooling",
  difficulty: "medium",
  asks: "Side after conv then 2x2 pool",
  draw(random) {
    const k = random.pick([3, 5, 7]);
    return {
      n: random.pick([28, 32, 33, 48, 50, 64, 75, 96, 99, 112, 128, 150, 224]),
      k,
      s: random.pick([1, 1, 2]),
      p: random.int(0, (k - 1) / 2),
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
        tex`$\lceil ${positions(n + 2 * p, k, s)}/2 \rceil = ${shown}$ rounds up, as with \`ceil_mode=True\`; by default a last row without a partner is dropped.`,
    },
    {
      name: "forgot +1 in the convolution",
      value: ({ n, k, s, p }) => positions(positions(n + 2 * p, k, s) - 1, 2, 2),
      because: ({ n, k, s, p }, shown) =>
        tex`$\lfloor (${n} + 2 \times ${p} - ${k})/${s} \rfloor = ${positions(n + 2 * p, k, s) - 1}$ forgets the first position of the kernel, and half of that gives ${shown}.`,
    },
    {
      name: "padded one side only",
      value: ({ n, k, s, p }) => positions(positions(n + p, k, s), 2, 2),
      because: ({ n, k, s, p }, shown) =>
        tex`With $${n} + ${p}$ rows the convolution would give ${positions(n + p, k, s)} and the pool ${shown}, but the padding of ${p} is added at both ends.`,
    },
  ],
  solution: ({ n, k, s, p }, shown) =>
    tex`The convolution gives $\lfloor (${n} + 2 \times ${p} - ${k})/${s} \rfloor + 1 = ${positions(n + 2 * p, k, s)}$ rows. The pool takes them two by two: $\lfloor ${positions(n + 2 * p, k, s)}/2 \rfloor = ${shown}$.`,
});
