import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals } from "./display.ts";

interface Decoding {
  n: number;
  bits: number;
  bandwidth: number;
  cache: number;
}

const speed = ({ n, bits, bandwidth, cache }: Decoding) => bandwidth / ((n * bits) / 8 + cache);

/** The most tokens a second at batch size 1, when every token reads all weights and the cache. */
export const decodeSpeed = defineFamily({
  id: "decode-speed",
  topic: "llm-inference",
  concept: "llm-serving-slo",
  difficulty: "medium",
  asks: "Decode speed from memory bandwidth",
  draw: (random): Decoding => ({
    n: random.pick([3, 7, 8, 9, 13, 14, 27, 32]),
    bits: random.pick([4, 8, 16]),
    bandwidth: random.pick([273, 864, 1008, 1555, 2039, 3350]),
    cache: random.int(5, 40) / 10,
  }),
  stem: ({ n, bits, bandwidth, cache }) =>
    `A dense model of ${n} billion weights with ${bits} bits each answers one request at a time on an accelerator whose memory delivers ${bandwidth} GB per second. Each new token reads all weights and a KV cache of ${cache} GB. How many tokens per second does the bandwidth allow at most?`,
  key: speed,
  display: () => decimals(1),
  possible: (value) => value > 1 && value < 1e5,
  wrong: [
    {
      name: "cache forgotten",
      value: (p) => speed({ ...p, cache: 0 }),
      because: ({ cache }, shown) =>
        tex`${shown} reads the weights alone, but the cache of ${cache} GB is read for each token too.`,
    },
    {
      name: "bits as bytes",
      value: ({ n, bits, bandwidth, cache }) => bandwidth / (n * bits + cache),
      because: ({ bits }, shown) =>
        tex`${shown} reads ${bits} bytes for each weight, but they are bits, 8 to a byte.`,
    },
    {
      name: "16 bits, or 32",
      value: (p) => speed({ ...p, bits: p.bits === 16 ? 32 : 16 }),
      because: ({ bits }, shown) =>
        tex`${shown} reads ${bits === 16 ? 4 : 2} bytes for each weight, where ${bits} bits are stored.`,
    },
    {
      name: "one byte, or half",
      value: (p) => speed({ ...p, bits: p.bits === 8 ? 4 : 8 }),
      because: ({ bits }, shown) =>
        tex`${shown} reads ${bits === 8 ? "half a byte" : "one byte"} for each weight, where ${bits} bits are stored.`,
    },
    {
      name: "cache alone",
      value: ({ bandwidth, cache }) => bandwidth / cache,
      because: (_, shown) =>
        tex`${shown} reads the cache alone, as if the weights stayed on the chip; they do not fit there.`,
    },
    {
      name: "weights read twice",
      value: (p) => p.bandwidth / ((2 * p.n * p.bits) / 8 + p.cache),
      because: (_, shown) =>
        tex`${shown} reads each weight twice, for multiplying and adding, but it is loaded once.`,
    },
    {
      name: "read and written",
      value: (p) => speed(p) / 2,
      because: (_, shown) =>
        tex`${shown} writes everything back as well; weights are only read, and the cache grows by one entry.`,
    },
  ],
  solution: (p, shown) =>
    tex`The weights take $${p.n} \times ${p.bits}/8 = ${(p.n * p.bits) / 8}$ GB, with the cache ${(p.n * p.bits) / 8 + p.cache} GB for each token. $${p.bandwidth}/${(p.n * p.bits) / 8 + p.cache} \approx ${shown}$.`,
});

interface Speculation {
  rate: number;
  drafts: number;
  cost: number;
}

const accepted = ({ rate, drafts }: Speculation) => (1 - rate ** (drafts + 1)) / (1 - rate);

/** Expected speed-up with independent acceptance (Leviathan, Kalman and Matias 2023). */
export const speculationSpeedup = defineFamily({
  id: "speculation-speedup",
  topic: "llm-inference",
  concept: "speculative-decoding",
  difficulty: "hard",
  asks: "Speed-up of speculative decoding from the acceptance rate",
  draw: (random): Speculation => ({
    rate: random.int(50, 92) / 100,
    drafts: random.int(2, 7),
    cost: random.int(2, 15) / 100,
  }),
  stem: ({ rate, drafts, cost }) =>
    tex`A draft model proposes ${drafts} tokens, each accepted with probability ${rate} independently until the first rejection. A draft step costs ${cost} of a step of the large model, which checks all proposals in one step and adds a token of its own. What speed-up over plain decoding is expected?`,
  key: (p) => accepted(p) / (1 + p.drafts * p.cost),
  display: () => decimals(2),
  possible: (value) => value > 0.1 && value < 20,
  wrong: [
    {
      name: "drafts for free",
      value: accepted,
      because: ({ drafts, cost }, shown) =>
        tex`${shown} is the expected number of tokens for each check; the ${drafts} draft steps cost $${drafts} \times ${cost}$ besides.`,
    },
    {
      name: "acceptance without order",
      value: (p) => (1 + p.rate * p.drafts) / (1 + p.drafts * p.cost),
      because: ({ rate, drafts }, shown) =>
        tex`${shown} expects $${rate} \times ${drafts}$ accepted proposals, but all behind the first rejection are lost.`,
    },
    {
      name: "no token of its own",
      value: (p) => (accepted(p) - 1) / (1 + p.drafts * p.cost),
      because: (_, shown) =>
        tex`${shown} counts accepted proposals alone; the large model adds one token in each check.`,
    },
    {
      name: "all or nothing",
      value: (p) => (1 + p.drafts * p.rate ** p.drafts) / (1 + p.drafts * p.cost),
      because: ({ drafts }, shown) =>
        tex`${shown} keeps the proposals only if each of the ${drafts} is accepted, but those before a rejection stay.`,
    },
    {
      name: "one draft step paid",
      value: (p) => accepted(p) / (1 + p.cost),
      because: ({ drafts }, shown) =>
        tex`${shown} pays for one draft step, but the draft model takes ${drafts} in a row.`,
    },
    {
      name: "all accepted",
      value: (p) => (p.drafts + 1) / (1 + p.drafts * p.cost),
      because: (_, shown) =>
        tex`${shown} takes every proposal for accepted, which is the best case and not the expected one.`,
    },
    {
      name: "one term of the series short",
      value: (p) => (1 - p.rate ** p.drafts) / (1 - p.rate) / (1 + p.drafts * p.cost),
      because: (p, shown) =>
        tex`${shown} ends the series at the power ${p.drafts - 1}, but if each of the ${p.drafts} proposals is accepted one more token follows.`,
    },
  ],
  solution: (p, shown) =>
    tex`A check yields $(1 - ${p.rate}^{${p.drafts + 1}})/(1 - ${p.rate}) \approx ${accepted(p)}$ tokens on average and costs $1 + ${p.drafts} \times ${p.cost} = ${1 + p.drafts * p.cost}$ steps: ${shown} times faster.`,
});

interface Nucleus {
  /** Probabilities in percent, largest first. */
  percents: readonly number[];
  cut: number;
  by: "top-k" | "top-p" | "min-p";
}

/** How many tokens stay, largest probabilities first. */
function staying({ percents, cut, by }: Nucleus): number {
  if (by === "top-k") return cut;
  if (by === "min-p") return percents.filter((p) => p * 100 >= cut * percents[0]!).length;
  return percents.findIndex((_, i) => sum(percents.slice(0, i + 1)) >= cut) + 1;
}
const kept = (p: Nucleus, count = staying(p)) => sum(p.percents.slice(0, Math.max(1, count)));
const RULES = {
  "top-k": (cut: number) => `top-k with k = ${cut}`,
  "top-p": (cut: number) => `top-p with p = ${cut / 100} (the smallest set that reaches it)`,
  "min-p": (cut: number) => `min-p with ${cut / 100} (relative to the largest probability)`,
};

/** The largest token's probability after truncation: Fan et al. 2018, Holtzman et al. 2020, Nguyen et al. 2024. */
export const samplingSurvivors = defineFamily({
  id: "sampling-survivors",
  topic: "llm-inference",
  concept: "decoding-sampling",
  difficulty: "medium",
  asks: "Top token's probability after top-k, top-p or min-p",
  draw(random): Nucleus {
    const raw = Array.from({ length: 7 }, () => random.int(2, 30)).sort((a, b) => b - a);
    const percents = raw.map((value) => Math.max(1, Math.round((100 * value) / sum(raw))));
    const by = random.pick(["top-k", "top-p", "min-p"] as const);
    const cut = by === "top-k" ? random.int(2, 5) : by === "top-p" ? random.int(50, 90) : random.int(30, 80);
    return { percents: [percents[0]! + 100 - sum(percents), ...percents.slice(1)], cut, by };
  },
  stem: (p) =>
    `The next token has the probabilities ${p.percents.map((value) => value / 100).join(", ")}. Sampling is cut by ${RULES[p.by](p.cut)}, and what stays is normalized. With which probability is the most likely token drawn?`,
  key: (p) => p.percents[0]! / kept(p),
  display: () => decimals(3),
  possible: (value) => value > 0 && value <= 1,
  wrong: [
    {
      name: "not normalized",
      value: ({ percents }) => percents[0]! / 100,
      because: (_, shown) =>
        tex`${shown} is the probability before the cut; the tokens that stay share what the others had.`,
    },
    {
      name: "one token fewer",
      value: (p) => p.percents[0]! / kept(p, staying(p) - 1),
      because: (p, shown) =>
        tex`${shown} keeps one token fewer than the ${staying(p)} that stay under this rule.`,
    },
    {
      name: "one token more",
      value: (p) => p.percents[0]! / kept(p, staying(p) + 1),
      because: (p, shown) =>
        tex`${shown} keeps one token more than the ${staying(p)} that stay under this rule.`,
    },
    {
      name: "two tokens more",
      value: (p) => p.percents[0]! / kept(p, staying(p) + 2),
      because: (p, shown) =>
        tex`${shown} keeps two tokens more than the ${staying(p)} that stay under this rule.`,
    },
    {
      name: "all alike",
      value: (p) => 1 / staying(p),
      because: (p, shown) =>
        tex`${shown} draws the ${staying(p)} tokens that stay alike, but they keep their proportions.`,
    },
    {
      name: "greedy pair",
      value: (p) => p.percents[0]! / kept(p, 2),
      because: (_, shown) => tex`${shown} keeps the two most likely tokens whatever the rule says.`,
    },
    {
      name: "share of the rest added",
      value: (p) => (p.percents[0]! + (100 - kept(p)) / staying(p)) / 100,
      because: (_, shown) =>
        tex`${shown} spreads what was cut off evenly over the tokens that stay; it is shared in proportion.`,
    },
    {
      name: "all of what was cut",
      value: (p) => (p.percents[0]! + 100 - kept(p)) / 100,
      because: (_, shown) =>
        tex`${shown} gives the most likely token all that was cut off, but every token that stays gets its share.`,
    },
  ],
  solution: (p, shown) =>
    tex`${staying(p)} tokens stay, with the sum ${kept(p) / 100}. Divided by it, the largest becomes $${p.percents[0]! / 100}/${kept(p) / 100} \approx ${shown}$.`,
});
