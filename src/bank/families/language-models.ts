import { defineFamily, tex } from "./define.ts";
import { decimals, num } from "./display.ts";

const GIB = 2 ** 30;

interface Cache {
  layers: number;
  heads: number;
  kv: number;
  width: number;
  tokens: number;
  batch: number;
}

const cacheBytes = ({ layers, kv, width, tokens, batch }: Cache) =>
  2 * layers * kv * width * tokens * batch * 2;

/** Bytes of cached keys and values in fp16 with grouped queries (Ainslie et al. 2023), shown in GiB. */
export const kvCache = defineFamily({
  id: "kv-cache",
  topic: "llm",
  concept: "attention-complexity",
  difficulty: "hard",
  asks: "KV-cache size in GiB",
  draw(random) {
    const [layers, heads, kv, width] = random.pick([
      [22, 32, 4, 64],
      [28, 24, 8, 128],
      [32, 32, 8, 128],
      [40, 40, 8, 128],
      [36, 32, 4, 128],
      [48, 48, 8, 128],
      [64, 40, 8, 128],
      [80, 64, 8, 128],
    ] as const);
    const tokens = 1024 * random.pick([1, 2, 3, 4, 6, 8, 12, 16, 24, 32]);
    return { layers, heads, kv, width, tokens, batch: random.pick([2, 3, 4, 6, 8, 12, 16, 24, 32]) };
  },
  stem: ({ layers, heads, kv, width, tokens, batch }) =>
    `A decoder has ${layers} layers; each has ${heads} query heads and ${kv} key-value heads (grouped-query attention) of width ${width}. It serves ${batch} sequences of ${num(tokens)} tokens. How large is the cache of keys and values in fp16, with 1 GiB = $2^{30}$ bytes?`,
  key: cacheBytes,
  display: () => decimals(2, " GiB", GIB),
  possible: (value) => value > 0.02 * GIB,
  wrong: [
    {
      name: "forgot the factor 2 for K and V",
      value: (p) => cacheBytes(p) / 2,
      because: (_, shown) =>
        tex`${shown} holds the keys alone; the values have the same size and are cached too.`,
    },
    {
      name: "used query heads (no GQA)",
      value: (p) => cacheBytes({ ...p, kv: p.heads }),
      because: ({ heads, kv }, shown) =>
        tex`${shown} stores keys and values for all ${heads} query heads, but groups of ${heads / kv} share one of the ${kv} key-value heads.`,
    },
    {
      name: "one key-value head",
      value: (p) => cacheBytes({ ...p, kv: 1 }),
      because: ({ kv }, shown) =>
        tex`${shown} would be multi-query attention with a single key-value head; this model has ${kv} of them.`,
    },
    {
      name: "fp32",
      value: (p) => cacheBytes(p) * 2,
      because: (_, shown) =>
        tex`${shown} takes 4 bytes for each number, as in fp32; an fp16 number has 2 bytes.`,
    },
    {
      name: "forgot batch",
      value: (p) => cacheBytes({ ...p, batch: 1 }),
      because: ({ batch }, shown) =>
        tex`${shown} is the cache of one sequence; there are ${batch} of them, and they share nothing.`,
    },
    {
      name: "queries cached too",
      value: (p) => (cacheBytes(p) * (2 * p.kv + p.heads)) / (2 * p.kv),
      because: ({ heads, kv }, shown) =>
        tex`${shown} counts ${heads} heads of queries beside $2 \times ${kv}$ heads of keys and values, but a past query is never used again.`,
    },
    {
      name: "divided by 10^9",
      value: (p) => (cacheBytes(p) * GIB) / 1e9,
      because: (p, shown) =>
        tex`$${cacheBytes(p)}/10^9$ gives ${shown} in name alone: these are GB, and a GiB has $2^{30}$ bytes.`,
    },
  ],
  solution: (p, shown) =>
    tex`Keys and values (2) of ${p.layers} layers, ${p.kv} heads, width ${p.width}, 2 bytes: $2 \times ${p.layers} \times ${p.kv} \times ${p.width} \times 2 = ${cacheBytes({ ...p, tokens: 1, batch: 1 })}$ bytes a token. Times $${p.tokens} \times ${p.batch}$ tokens, over $2^{30}$: ${shown}.`,
});

/** Exponential of the mean negative log-likelihood in nats; at least 1. */
export const perplexity = defineFamily({
  id: "perplexity",
  topic: "llm",
  concept: "gpt",
  difficulty: "medium",
  asks: "Perplexity from mean NLL (nats)",
  draw(random) {
    const tokens = random.int(8, 40);
    return { tokens, total: Math.round(tokens * random.int(120, 390)) / 100 };
  },
  stem: ({ tokens, total }) =>
    `A language model predicts a text of ${tokens} tokens; the negative log-likelihoods of all ${tokens}, with natural logarithms, sum to ${num(total)}. What is its perplexity per token?`,
  key: ({ tokens, total }) => Math.exp(total / tokens),
  display: () => decimals(2),
  possible: (value) => value >= 1,
  wrong: [
    {
      name: "2^nll",
      value: ({ tokens, total }) => 2 ** (total / tokens),
      because: ({ tokens, total }, shown) =>
        tex`2 to the power ${total / tokens} is ${shown}: that would be right for bits, but these logarithms are natural.`,
    },
    {
      name: "10^nll",
      value: ({ tokens, total }) => 10 ** (total / tokens),
      because: ({ tokens, total }, shown) =>
        tex`10 to the power ${total / tokens} is ${shown}, which undoes a logarithm to base 10, not a natural one.`,
    },
    {
      name: "nll itself",
      value: ({ tokens, total }) => total / tokens,
      because: ({ tokens, total }, shown) =>
        tex`$${total}/${tokens} \approx ${shown}$ is the mean negative log-likelihood; perplexity is its exponential.`,
    },
    {
      name: "exp(n)/n",
      value: ({ tokens, total }) => Math.exp(total / tokens) / (total / tokens),
      because: ({ tokens, total }, shown) =>
        tex`$\exp(${total / tokens})/${total / tokens} \approx ${shown}$ divides once more by the mean, which was already taken.`,
    },
    {
      name: "nats turned into bits, then e",
      value: ({ tokens, total }) => Math.exp(total / tokens / Math.LN2),
      because: ({ tokens, total }, shown) =>
        tex`$\exp(${total / tokens / Math.LN2}) \approx ${shown}$ turns the mean into bits and then uses the base e; bits need the base 2.`,
    },
    {
      name: "divided by one token less",
      value: ({ tokens, total }) => Math.exp(total / (tokens - 1)),
      because: ({ tokens, total }, shown) =>
        tex`$\exp(${total}/${tokens - 1}) \approx ${shown}$ averages over ${tokens - 1} tokens, but all ${tokens} are predicted and counted in the sum.`,
    },
  ],
  solution: ({ tokens, total }, shown) =>
    tex`The mean is $${total}/${tokens} \approx ${total / tokens}$ nats, and the perplexity is its exponential: $\exp(${total / tokens}) \approx ${shown}$.`,
});

interface Embedding {
  vocabulary: number;
  d: number;
  tied: boolean;
  positions: number;
}

const tables = (p: Embedding) => (p.tied ? 1 : 2) * p.vocabulary * p.d;

/** Parameters of embedding and output layer, tied (Press and Wolf 2017) or not. */
export const paramEmbed = defineFamily({
  id: "param-embed",
  topic: "llm",
  concept: "embeddings",
  difficulty: "easy",
  asks: "Embedding + tied/untied head parameters",
  draw: (random) => ({
    vocabulary: random.pick([8000, 16000, 24000, 30522, 32000, 40000, 50257, 50304, 64000, 100000, 128000]),
    d: 64 * random.int(12, 64),
    tied: random.pick([true, false]),
    positions: 1024 * random.int(2, 8),
  }),
  stem: ({ vocabulary, d, tied, positions }) =>
    `A language model has a vocabulary of ${num(vocabulary)} tokens, width ${num(d)} and rotary positions, computed for up to ${num(positions)} tokens. The output layer has no bias and ${tied ? "is tied to" : "shares nothing with"} the input embedding. How many parameters do embedding and output layer have together?`,
  key: tables,
  display: () => decimals(2, " million", 1e6),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "wrong tying",
      value: (p) => tables({ ...p, tied: !p.tied }),
      because: ({ vocabulary, d, tied }, shown) =>
        tied
          ? tex`$2 \times ${vocabulary} \times ${d}$ makes ${shown} and counts the shared matrix twice; tied layers have one.`
          : tex`$${vocabulary} \times ${d}$ makes ${shown}, the count for tied layers; here the output layer has a matrix of its own.`,
    },
    {
      name: "positions counted too",
      value: (p) => tables(p) + p.positions * p.d,
      because: ({ positions, d }, shown) =>
        tex`${shown} includes a table of $${positions} \times ${d}$ for positions, but rotary positions are computed, not learned.`,
    },
    {
      name: "a row for each position",
      value: (p) => (p.tied ? 1 : 2) * p.positions * p.d,
      because: ({ positions, d, tied, vocabulary }, shown) =>
        tex`$${tied ? "" : tex`2 \times `}${positions} \times ${d}$ makes ${shown}: a row for each place in the context, but the tables have a row for each of ${vocabulary} tokens.`,
    },
    {
      name: "extra square projection",
      value: (p) => tables(p) + p.d * p.d,
      because: ({ d }, shown) =>
        tex`${shown} includes a matrix of $${d} \times ${d}$ before the output, as masked language models have; none is mentioned here.`,
    },
    {
      name: "output layer from token to token",
      value: (p) => (p.tied ? 0 : p.vocabulary * p.d) + p.vocabulary ** 2,
      because: ({ vocabulary, d }, shown) =>
        tex`${shown} holds a matrix of $${vocabulary} \times ${vocabulary}$, as if the output layer read tokens; it reads vectors of ${d}.`,
    },
    {
      name: "square matrix for the output layer",
      value: (p) => (p.tied ? 0 : p.vocabulary * p.d) + p.d ** 2,
      because: ({ vocabulary, d }, shown) =>
        tex`${shown} takes a matrix of $${d} \times ${d}$ for the output layer, but it gives a score to each of ${vocabulary} tokens.`,
    },
    {
      name: "half of the tables",
      value: (p) => tables(p) / 2,
      because: ({ vocabulary, d, tied }, shown) =>
        tied
          ? tex`$${vocabulary} \times ${d}/2$ makes ${shown} and halves the matrix because two layers use it; sharing does not make it smaller.`
          : tex`$2 \times ${vocabulary} \times ${d}/2$ makes ${shown} and halves the two matrices, as if the layers shared one.`,
    },
  ],
  solution: ({ vocabulary, d, tied }, shown) =>
    tied
      ? tex`Tied layers share one matrix with a row of ${d} for each token: $${vocabulary} \times ${d}$ makes ${shown}.`
      : tex`Each of the two layers has a matrix with ${d} numbers for each token: $2 \times ${vocabulary} \times ${d}$ makes ${shown}.`,
});
