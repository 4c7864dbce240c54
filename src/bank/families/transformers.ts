import { defineFamily, tex } from "./define.ts";
import { decimals, num, whole } from "./display.ts";

/** One attention layer: n tokens, width d shared by the heads. */
interface Attention {
  n: number;
  d: number;
  heads: number;
}

/** n²d in units of 10⁹. */
const squareTimesWidth = ({ n, d }: Attention) => (n * n * d) / 1e9;

/** FLOPs of both attention products (Vaswani et al. 2017), two for each multiply-accumulate. */
export const attnFlops = defineFamily({
  id: "attn-flops",
  topic: "transformers",
  concept: "attention-complexity",
  difficulty: "medium",
  asks: "FLOPs of QK^T and AV for one layer (2 per MAC)",
  draw(random) {
    const [d, heads] = random.pick([
      [512, 8],
      [768, 12],
      [1024, 16],
      [2048, 16],
      [2560, 32],
      [3072, 24],
      [4096, 32],
    ] as const);
    return {
      n: random.pick([128 * random.int(8, 72), 100 * random.int(10, 90)]),
      d,
      heads,
    };
  },
  stem: ({ n, d, heads }) =>
    tex`A self-attention layer of width ${d} with ${heads} heads reads one sequence of ${n} tokens. Count 2 FLOPs for each multiply-accumulate. What do the two products $QK^\top$ and attention weights times V cost, without projections, softmax or savings from a causal mask?`,
  key: ({ n, d }) => 4 * n * n * d,
  display: () => decimals(2, " GFLOP", 1e9),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "only QK^T",
      value: ({ n, d }) => 2 * n * n * d,
      because: (p, shown) =>
        tex`$2 n^2 d = 2 \times ${squareTimesWidth(p)} \times 10^9$ gives ${shown}: that is $QK^\top$ alone, and the product with V costs as much again.`,
    },
    {
      name: "one product, MACs not FLOPs",
      value: ({ n, d }) => n * n * d,
      because: (p, shown) =>
        tex`$n^2 d = ${squareTimesWidth(p)} \times 10^9$ gives ${shown}: one product, in multiply-accumulates, where two products in FLOPs are asked.`,
    },
    {
      name: "quadratic in the width, linear in n",
      value: ({ n, d }) => 4 * n * d * d,
      because: ({ n, d }, shown) =>
        tex`$4 n d^2 = 4 \times ${n} \times ${d}^2$ gives ${shown}: that is how the projections grow; the two products are quadratic in the tokens.`,
    },
    {
      name: "multiplied by heads again",
      value: ({ n, d, heads }) => 4 * n * n * d * heads,
      because: (p, shown) =>
        tex`$4 n^2 d \times ${p.heads}$ gives ${shown}, as if each head had the whole width ${p.d}; the ${p.heads} heads share it.`,
    },
    {
      name: "divided by heads",
      value: ({ n, d, heads }) => (4 * n * n * d) / heads,
      because: (p, shown) =>
        tex`$4 n^2 d / ${p.heads}$ gives ${shown}: that is the cost of one head, of width ${p.d / p.heads}, and there are ${p.heads}.`,
    },
    {
      name: "added the projections",
      value: ({ n, d }) => 4 * n * n * d + 8 * n * d * d,
      because: (_, shown) =>
        tex`$4 n^2 d + 8 n d^2$ gives ${shown}: this adds the four projections of queries, keys, values and output, which the question leaves out.`,
    },
    {
      name: "three products",
      value: ({ n, d }) => 6 * n * n * d,
      because: (_, shown) =>
        tex`$6 n^2 d$ gives ${shown}: it counts one product each for queries, keys and values, but there are two products in all.`,
    },
  ],
  solution: (p, shown) =>
    tex`Each product takes $n^2 d = ${p.n}^2 \times ${p.d} \approx ${squareTimesWidth(p)} \times 10^9$ multiply-accumulates over all heads. Two products with 2 FLOPs each make $4 n^2 d$, that is ${shown}.`,
});

const MIB = 2 ** 20;

interface Weights {
  batch: number;
  heads: number;
  n: number;
  bytes: number;
  type: string;
}

const cells = ({ batch, heads, n }: Weights) => batch * heads * n * n;

/** Bytes of the attention weights that a layer keeps, shown in MiB. */
export const attnMemory = defineFamily({
  id: "attn-memory",
  topic: "transformers",
  concept: "attention-complexity",
  difficulty: "medium",
  asks: "Bytes of stored attention weights",
  draw(random) {
    const [type, bytes] = random.pick([
      ["fp32", 4],
      ["fp16", 2],
      ["bf16", 2],
    ] as const);
    return {
      batch: random.pick([2, 3, 4, 6, 8, 12, 16]),
      heads: random.pick([4, 6, 8, 12, 16, 32]),
      n: 256 * random.int(2, 16),
      bytes,
      type,
    };
  },
  stem: ({ batch, heads, n, type }) =>
    `Without a fused kernel, a layer stores its attention weights after the softmax for the backward pass: batch ${batch}, ${heads} heads, ${num(n)} tokens, ${type}, full matrices. How much memory is that for this one layer (1 MiB = $2^{20}$ bytes)?`,
  key: (p) => cells(p) * p.bytes,
  display: () => decimals(1, " MiB", MIB),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "forgot heads",
      value: (p) => (cells(p) * p.bytes) / p.heads,
      because: ({ batch, heads, n, bytes }, shown) =>
        tex`$${batch} \times ${n}^2 \times ${bytes}$ bytes make ${shown}: one attention matrix per sequence, but each of the ${heads} heads has its own.`,
    },
    {
      name: "forgot batch",
      value: (p) => (cells(p) * p.bytes) / p.batch,
      because: ({ batch, heads, n, bytes }, shown) =>
        tex`$${heads} \times ${n}^2 \times ${bytes}$ bytes make ${shown}: that is a single sequence, and the batch holds ${batch}.`,
    },
    {
      name: "bits as bytes",
      value: (p) => cells(p) * p.bytes * 8,
      because: ({ type, bytes }, shown) =>
        tex`Taking the ${8 * bytes} of ${type} for bytes gives ${shown}; they are bits, and a value takes ${bytes} bytes.`,
    },
    {
      name: "wrong precision",
      value: (p) => cells(p) * (p.bytes === 4 ? 2 : 4),
      because: ({ type, bytes }, shown) =>
        tex`With ${bytes === 4 ? 2 : 4} bytes for each weight the result is ${shown}, but a value in ${type} takes ${bytes} bytes.`,
    },
    {
      name: "only the causal half",
      value: (p) => (cells(p) * p.bytes) / 2,
      because: ({ n }, shown) =>
        tex`$${n}^2/2$ weights for each head give ${shown}: about half is enough under a causal mask, but full matrices are stored, zeros included.`,
    },
    {
      name: "divided by 10^6",
      value: (p) => (cells(p) * p.bytes * MIB) / 1e6,
      because: (p, shown) =>
        tex`$${cells(p) * p.bytes}/10^6$ gives ${shown} in name alone: these are MB, and a MiB has $2^{20}$ bytes.`,
    },
    {
      name: "scores and weights both",
      value: (p) => cells(p) * p.bytes * 2,
      because: (_, shown) =>
        tex`${shown} counts the scores before the softmax too; the question is about the weights after it.`,
    },
  ],
  solution: (p, shown) =>
    tex`There are $${p.batch} \times ${p.heads} \times ${p.n}^2 = ${cells(p)}$ weights of ${p.bytes} bytes: ${cells(p) * p.bytes} bytes. Divided by $2^{20}$ that is ${shown}.`,
});

/** Weights of multi-head attention (Vaswani et al. 2017, section 3.2.2). */
export const mhaParams = defineFamily({
  id: "mha-params",
  topic: "transformers",
  concept: "multi-head-attention",
  difficulty: "easy",
  asks: "Parameters of one MHA block (no bias)",
  draw(random) {
    const heads = random.pick([2, 4, 6, 8, 10, 12, 16, 20, 24, 32]);
    const where = random.pick(["", "of an encoder ", "of a decoder ", "of an image model "]);
    return { heads, d: heads * 8 * random.int(2, 24), where, asCode: random.pick([true, false]) };
  },
  stem: ({ d, heads, where, asCode }) =>
    asCode
      ? `How many weights does \`nn.MultiheadAttention(embed_dim=${d}, num_heads=${heads}, bias=False)\` hold in PyTorch, with queries, keys and values of the same width?`
      : `A multi-head attention block ${where}of width ${num(d)} has ${heads} heads of width ${d / heads}, projections for queries, keys, values and the output, and no biases. How many weights does it hold?`,
  key: ({ d }) => 4 * d * d,
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "forgot output projection",
      value: ({ d }) => 3 * d * d,
      because: ({ d }, shown) =>
        tex`$3 \times ${d}^2 = ${shown}$ counts queries, keys and values; the concatenated heads still pass through an output projection.`,
    },
    {
      name: "times heads",
      value: ({ d, heads }) => 4 * d * d * heads,
      because: ({ d, heads }, shown) =>
        tex`$4 \times ${d}^2 \times ${heads} = ${shown}$ gives each head full matrices, but the ${heads} heads split the width among them.`,
    },
    {
      name: "per-head full projections",
      value: ({ d, heads }) => (3 * heads + 1) * d * d,
      because: ({ d, heads }, shown) =>
        tex`$(3 \times ${heads} + 1) \times ${d}^2 = ${shown}$ projects to the full width in each head; a head works with ${d / heads} of the ${d} columns.`,
    },
    {
      name: "divided by heads",
      value: ({ d, heads }) => (4 * d * d) / heads,
      because: ({ d, heads }, shown) =>
        tex`$4 \times ${d}^2/${heads} = ${shown}$ is the part of one head; all ${heads} of them count.`,
    },
    {
      name: "single projection",
      value: ({ d }) => d * d,
      because: ({ d }, shown) =>
        tex`$${d}^2 = ${shown}$ is one projection; queries, keys, values and the output have one each.`,
    },
    {
      name: "queries and keys alone",
      value: ({ d }) => 2 * d * d,
      because: ({ d }, shown) =>
        tex`$2 \times ${d}^2 = ${shown}$ counts what the scores need; the values and the output have projections of their own.`,
    },
    {
      name: "counted the feed-forward part",
      value: ({ d }) => 12 * d * d,
      because: ({ d }, shown) =>
        tex`$12 \times ${d}^2 = ${shown}$ is a whole transformer block, with a feed-forward part of $8 d^2$ beside the attention.`,
    },
  ],
  solution: ({ d, heads }, shown) =>
    tex`Split over ${heads} heads or not, each of the four projections is a matrix of $${d} \times ${d}$: $4 \times ${d * d} = ${shown}$.`,
});
