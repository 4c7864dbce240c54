import { dot, softmax, sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

/** The factor for several blocks, to be read. */
const times = (layers: number) => (layers === 1 ? "" : tex`${layers} \times `);

/** Weights of encoder blocks, 12 times the squared width each (Vaswani et al. 2017). */
export const blockParams = defineFamily({
  id: "block-params",
  topic: "transformers",
  concept: "transformer-architecture",
  difficulty: "medium",
  asks: "Encoder block weights (no biases or norms), FFN=4d",
  draw: (random) => ({
    d: random.pick([256, 312, 384, 512, 640, 768, 896, 1024, 1152, 1280, 1536, 1600, 2048, 2560, 4096]),
    layers: random.pick([1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 30, 32, 36, 40, 48]),
    of: random.pick(["texts", "images", "audio"]),
  }),
  stem({ d, layers, of }) {
    const what =
      layers === 1
        ? `A transformer encoder block for ${of}`
        : `A transformer encoder for ${of}, of ${layers} identical blocks,`;
    return `${what} has width ${num(d)}, self-attention with four projections${layers === 1 ? "" : " in each block"} and a feed-forward part with one hidden layer of four times the width. Without biases, normalization or embeddings, how many weights is that?`;
  },
  key: ({ d, layers }) => layers * 12 * d * d,
  display: () => decimals(2, " million", 1e6),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "forgot second FFN matrix",
      value: ({ d, layers }) => layers * 8 * d * d,
      because: ({ d, layers }, shown) =>
        tex`$${times(layers)}(4 + 4) \times ${d}^2 = ${shown}$ widens to ${4 * d} and forgets the second matrix that leads back to ${d}.`,
    },
    {
      name: "attention only",
      value: ({ d, layers }) => layers * 4 * d * d,
      because: ({ d, layers }, shown) =>
        tex`$${times(layers)}4 \times ${d}^2 = ${shown}$ counts the attention alone; the feed-forward part has twice as many weights.`,
    },
    {
      name: "FFN=d",
      value: ({ d, layers }) => layers * 6 * d * d,
      because: ({ d, layers }, shown) =>
        tex`$${times(layers)}(4 + 2) \times ${d}^2 = ${shown}$ keeps the hidden layer at ${d}, but it is four times as wide.`,
    },
    {
      name: "three projections",
      value: ({ d, layers }) => layers * 11 * d * d,
      because: ({ d, layers }, shown) =>
        tex`$${times(layers)}(3 + 8) \times ${d}^2 = ${shown}$ leaves out the output projection of the attention.`,
    },
    {
      name: "cross-attention counted too",
      value: ({ d, layers }) => layers * 16 * d * d,
      because: ({ d, layers }, shown) =>
        tex`$${times(layers)}(4 + 4 + 8) \times ${d}^2 = ${shown}$ has a second attention, as in a decoder that reads an encoder; an encoder block has one.`,
    },
    {
      name: "both FFN matrices square",
      value: ({ d, layers }) => layers * 36 * d * d,
      because: ({ d, layers }, shown) =>
        tex`$${times(layers)}(4 + 16 + 16) \times ${d}^2 = ${shown}$ makes both matrices ${4 * d} by ${4 * d}, but one side of each is ${d}.`,
    },
    {
      name: "a third square matrix of the hidden layer",
      value: ({ d, layers }) => layers * 28 * d * d,
      because: ({ d, layers }, shown) =>
        tex`$${times(layers)}(12 + 16) \times ${d}^2 = ${shown}$ puts a matrix of ${4 * d} by ${4 * d} between the two, but there is one hidden layer.`,
    },
  ],
  solution: ({ d, layers }, shown) =>
    tex`Attention has $4 d^2$ weights, the feed-forward part $2 \times d \times 4d = 8 d^2$. With $d^2 = ${d * d}$${layers === 1 ? "" : ` and ${layers} blocks`} that is $${times(layers)}12 \times ${d * d} = ${shown}$.`,
});

interface Place {
  d: number;
  pos: number;
  i: number;
}

/** Sine for even dimensions, cosine for odd ones, of `pos` over `base` to the power `exponent`. */
const wave = ({ pos, i }: Place, base: number, exponent: number, turn = i % 2) => {
  const angle = pos / base ** exponent;
  return turn === 0 ? Math.sin(angle) : Math.cos(angle);
};
const paired = ({ d, i }: Place) => (2 * Math.floor(i / 2)) / d;
/** A value of the sinusoidal positional encoding (Vaswani et al. 2017, section 3.5). */
export const posenc = defineFamily({
  id: "posenc",
  topic: "transformers",
  concept: "positional-encoding",
  difficulty: "medium",
  asks: "Sinusoidal PE value at (pos,i)",
  draw(random) {
    const d = random.pick([8, 16, 32, 64, 128, 512]);
    // The first pair that turns 10 times more slowly, or the one that turns 100 times more slowly.
    const slow = random.pick([1, 2]);
    const pos = slow === 1 ? random.int(2, 40) : random.int(12, 250);
    return { d, pos, i: (slow * d) / 4 + random.int(0, 1) };
  },
  stem: ({ d, pos, i }) =>
    `Sinusoidal positional encodings of width ${d} pair the dimensions: 2k holds the sine and 2k + 1 the cosine of the position over 10000 to the power 2k/${d}, in radians. Positions and dimensions count from 0. What is the value at position ${pos}, dimension ${i}?`,
  key: (p) => wave(p, 10000, paired(p)),
  display: () => decimals(3),
  possible: (value) => Math.abs(value) <= 1,
  wrong: [
    {
      name: "sin and cos swapped",
      value: (p) => wave(p, 10000, paired(p), 1 - (p.i % 2)),
      because: (p, shown) =>
        tex`The ${p.i % 2 === 0 ? "cosine" : "sine"} of the right angle is ${shown}, but dimension ${p.i} is ${p.i % 2 === 0 ? "even and holds the sine" : "odd and holds the cosine"}.`,
    },
    {
      name: "exponent 2i/d with i not paired",
      value: (p) => wave(p, 10000, (2 * p.i) / p.d),
      because: ({ d, i }, shown) =>
        tex`With the exponent $2 \times ${i}/${d}$ the result is ${shown}: it takes the dimension ${i} itself for k, which is ${Math.floor(i / 2)}.`,
    },
    {
      name: "exponent k/d",
      value: (p) => wave(p, 10000, Math.floor(p.i / 2) / p.d),
      because: ({ d, i }, shown) =>
        tex`With the exponent $${Math.floor(i / 2)}/${d}$ the result is ${shown}: the factor 2 in 2k/${d} is missing.`,
    },
    {
      name: "base 1000",
      value: (p) => wave(p, 1000, paired(p)),
      because: (p, shown) =>
        tex`With the base 1000 the angle is ${p.pos / 1000 ** paired(p)} and the result ${shown}; the base of the encoding is 10000.`,
    },
    {
      name: "degrees",
      value: (p) => wave({ ...p, pos: (p.pos * Math.PI) / 180 }, 10000, paired(p)),
      because: (p, shown) =>
        tex`Reading the angle ${p.pos / 10000 ** paired(p)} as degrees gives ${shown}; it is in radians.`,
    },
    {
      name: "first frequency for all dimensions",
      value: (p) => wave(p, 10000, 0),
      because: (p, shown) =>
        tex`The ${p.i % 2 === 0 ? "sine" : "cosine"} of ${p.pos} itself, ${shown}, is the value of the first pair; dimension ${p.i} turns more slowly.`,
    },
  ],
  solution: (p, shown) =>
    tex`Dimension ${p.i} belongs to $k = ${Math.floor(p.i / 2)}$, so the exponent is ${2 * Math.floor(p.i / 2)}/${p.d} and the angle $${p.pos}/${10000 ** paired(p)} \approx ${p.pos / 10000 ** paired(p)}$. The ${p.i % 2 === 0 ? "even dimension takes the sine" : "odd dimension takes the cosine"}: ${shown}.`,
});

interface Query {
  q: readonly number[];
  keys: readonly [readonly number[], readonly number[]];
  /** Which key's weight is asked. */
  i: 0 | 1;
}

const scores = ({ q, keys }: Query) => keys.map((key) => dot(q, key));
const weight = (p: Query, scale: (score: number) => number) => softmax(scores(p).map(scale))[p.i]!;
const logits = (p: Query) => scores(p).map((score) => score / root(p));
const root = ({ q }: Query) => Math.sqrt(q.length);
const vector = (v: readonly number[]) => `(${v.map((value) => num(value)).join(", ")})`;

/** Weight of one of two keys (Vaswani et al. 2017, section 3.2.1). */
export const attnByHand = defineFamily({
  id: "attn-by-hand",
  topic: "transformers",
  concept: "self-attention",
  difficulty: "medium",
  asks: "Attention weight for 2 keys",
  draw(random) {
    const d = random.pick([2, 3, 4]);
    const key = () => Array.from({ length: d }, () => random.int(-2, 5) / 2);
    const q = Array.from({ length: d }, () => random.int(0, 2));
    return { q, keys: [key(), key()] as const, i: random.pick([0, 1] as const) };
  },
  stem: ({ q, keys, i }) =>
    `One head with scaled dot-product attention compares the query ${vector(q)} with the keys ${vector(keys[0])} and ${vector(keys[1])}; there is no mask. What weight does the ${i === 0 ? "first" : "second"} key get?`,
  key: (p) => weight(p, (score) => score / root(p)),
  display: () => decimals(3),
  possible: (value) => value > 0.003 && value < 0.997,
  wrong: [
    {
      name: "no scaling",
      value: (p) => weight(p, (score) => score),
      because: (p, shown) =>
        tex`The softmax of the bare scores ${vector(scores(p))} gives ${shown}; they must be divided by $\sqrt{${p.q.length}}$ first.`,
    },
    {
      name: "divided by d",
      value: (p) => weight(p, (score) => score / p.q.length),
      because: (p, shown) =>
        tex`Scores divided by ${p.q.length} give ${shown}, but the divisor is the square root of the width, not the width.`,
    },
    {
      name: "multiplied by sqrt d",
      value: (p) => weight(p, (score) => score * root(p)),
      because: (p, shown) =>
        tex`Scores multiplied by $\sqrt{${p.q.length}}$ give ${shown}: the scaling goes the wrong way and sharpens the weights.`,
    },
    {
      name: "normalized linearly",
      value: (p) => scores(p)[p.i]! / (scores(p)[0]! + scores(p)[1]!),
      because: (p, shown) =>
        tex`$${scores(p)[p.i]!}/${factor(scores(p)[0]! + scores(p)[1]!)} \approx ${shown}$ divides a score by the sum of scores, where a softmax takes exponentials.`,
    },
    {
      name: "weight of the other key",
      value: (p) => 1 - weight(p, (score) => score / root(p)),
      because: ({ i }, shown) =>
        tex`${shown} is what the ${i === 0 ? "second" : "first"} key gets; the two weights sum to 1.`,
    },
    {
      name: "scaled one score only",
      value: (p) => 1 / (1 + Math.exp(scores(p)[1 - p.i]! - scores(p)[p.i]! / root(p))),
      because: (p, shown) =>
        tex`Dividing the score ${factor(scores(p)[p.i]!)} alone by $\sqrt{${p.q.length}}$ and leaving the other at ${factor(scores(p)[1 - p.i]!)} gives ${shown}; both are scaled.`,
    },
  ],
  solution: (p, shown) =>
    tex`The dot products are ${vector(scores(p))}; over $\sqrt{${p.q.length}}$ they are ${vector(logits(p))}. Their exponentials are ${vector(logits(p).map(Math.exp))}, so the ${p.i === 0 ? "first" : "second"} key gets $${Math.exp(logits(p)[p.i]!)}/${sum(logits(p).map(Math.exp))} \approx ${shown}$.`,
});
