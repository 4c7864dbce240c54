import { defineFamily, tex } from "./define.ts";
import { decimals, num } from "./display.ts";

interface Training {
  n: number;
  tokens: number;
  gpus: number;
  peak: number;
  use: number;
}

/** Days of training, `factor` FLOPs for each parameter and token; parameters in 1e9, tokens in 1e12, peak in 1e12. */
const days = ({ n, tokens, gpus, peak, use }: Training, flops = 6) =>
  (flops * n * 1e9 * tokens * 1e12) / (gpus * peak * 1e12 * use) / 86400;

/** Days of training a dense model (Kaplan et al. 2020: 6 FLOPs for each parameter and token). */
export const trainDays = defineFamily({
  id: "train-days",
  topic: "llm-training",
  concept: "scaling-laws",
  difficulty: "medium",
  asks: "Days of training from 6ND",
  draw: (random): Training => ({
    n: random.pick([1, 1.5, 2, 3, 7, 8, 13, 14, 27, 32, 70]),
    tokens: random.pick([0.3, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 10, 12, 15]),
    gpus: 64 * random.pick([1, 2, 4, 8, 16, 24, 32]),
    peak: random.pick([312, 989]),
    use: random.pick([0.3, 0.35, 0.4, 0.45, 0.5]),
  }),
  stem: ({ n, tokens, gpus, peak, use }) =>
    `A dense language model of ${n} billion parameters trains on ${tokens} trillion tokens, with ${num(gpus)} GPUs that reach ${use * 100}% of a peak of ${peak} teraFLOP per second each. By the rule of 6 FLOPs for each parameter and token, how many days does it take?`,
  key: (p) => days(p),
  display: () => decimals(1),
  possible: (value) => value > 0.5 && value < 1e6,
  wrong: [
    {
      name: "forward pass alone",
      value: (p) => days(p, 2),
      because: (_, shown) =>
        tex`${shown} counts 2 FLOPs for each parameter and token, the forward pass; the backward pass takes 4 more.`,
    },
    {
      name: "backward pass alone",
      value: (p) => days(p, 4),
      because: (_, shown) =>
        tex`${shown} counts 4 FLOPs for each parameter and token, the backward pass; the forward pass takes 2 more.`,
    },
    {
      name: "recomputation added",
      value: (p) => days(p, 8),
      because: (_, shown) =>
        tex`${shown} counts 8 FLOPs, a second forward pass included, as with recomputed activations; the rule says 6.`,
    },
    {
      name: "peak reached",
      value: (p) => days({ ...p, use: 1 }),
      because: ({ use }, shown) =>
        tex`${shown} takes the whole peak, but the GPUs reach ${use * 100}% of it.`,
    },
    {
      name: "utilisation twice",
      value: (p) => days({ ...p, use: p.use ** 2 }),
      because: ({ use }, shown) =>
        tex`${shown} divides by the utilisation ${use} twice, where once is enough.`,
    },
    {
      name: "MACs and FLOPs counted apart",
      value: (p) => days(p, 12),
      because: (_, shown) =>
        tex`${shown} counts 12 FLOPs: it doubles for multiplications and additions, but the 6 hold both already.`,
    },
    {
      name: "multiplied by the idle share",
      value: (p) => days({ ...p, use: 1 - p.use }),
      because: ({ use }, shown) =>
        tex`${shown} divides by ${1 - use}, the part of the peak that is lost, and not by what is reached.`,
    },
  ],
  solution: (p, shown) =>
    tex`The run takes $6 \times ${p.n} \times ${p.tokens} = ${6 * p.n * p.tokens}$ times $10^{21}$ FLOPs. The GPUs do $${p.gpus} \times ${p.peak} \times ${p.use} = ${p.gpus * p.peak * p.use}$ times $10^{12}$ a second. Over 86,400 seconds a day: ${shown}.`,
});

interface Budget {
  /** FLOPs in units of 1e21. */
  flops: number;
  ratio: number;
}

const size = ({ flops, ratio }: Budget, cost = 6) => Math.sqrt((flops * 1e21) / (cost * ratio)) / 1e9;

/** The size of a model for a budget and a number of tokens for each parameter (Hoffmann et al. 2022). */
export const tokensPerParam = defineFamily({
  id: "tokens-per-param",
  topic: "llm-training",
  concept: "scaling-laws",
  difficulty: "hard",
  asks: "Model size for a FLOP budget and tokens per parameter",
  draw: (random): Budget => ({
    flops: (random.pick([1, 10, 100]) * random.int(10, 99)) / 10,
    ratio: random.pick([15, 20, 20, 25, 30, 40, 50, 80, 100, 200]),
  }),
  stem: ({ flops, ratio }) =>
    tex`You have a budget of $${flops} \times 10^{21}$ FLOPs and want to train a dense model on ${ratio} tokens for each parameter. With 6 FLOPs for each parameter and token, how many billion parameters should it have?`,
  key: (p) => size(p),
  display: () => decimals(2),
  possible: (value) => value > 0.02,
  wrong: [
    {
      name: "forward cost",
      value: (p) => size(p, 2),
      because: (_, shown) =>
        tex`${shown} takes 2 FLOPs, the forward pass alone; training takes 6 with the backward pass.`,
    },
    {
      name: "twice the cost",
      value: (p) => size(p, 12),
      because: (_, shown) =>
        tex`${shown} takes 12 FLOPs and counts multiplications and additions apart once more.`,
    },
    {
      name: "ratio forgotten",
      value: (p) => size({ ...p, ratio: 1 }),
      because: ({ ratio }, shown) =>
        tex`${shown} trains on one token for each parameter, but there shall be ${ratio}.`,
    },
    {
      name: "tokens in billions",
      value: (p) => size(p) * p.ratio,
      because: ({ ratio }, shown) =>
        tex`${shown} is the number of tokens in billions, ${ratio} times the number of parameters.`,
    },
    {
      name: "ratio not under the root",
      value: (p) => Math.sqrt((p.flops * 1e21) / 6) / p.ratio / 1e9,
      because: ({ ratio }, shown) =>
        tex`${shown} divides by ${ratio} outside the root; the tokens grow with the parameters, so it stands under it.`,
    },
    {
      name: "ratio of 20 or 10",
      value: (p) => size({ ...p, ratio: p.ratio === 20 ? 10 : 20 }),
      because: ({ ratio }, shown) =>
        tex`${shown} assumes ${ratio === 20 ? 10 : 20} tokens for each parameter, where ${ratio} are wanted.`,
    },
    {
      name: "recomputation added",
      value: (p) => size(p, 8),
      because: (_, shown) =>
        tex`${shown} takes 8 FLOPs, with a second forward pass for recomputed activations; the rule says 6.`,
    },
    {
      name: "cost forgotten",
      value: (p) => size(p, 1),
      because: (_, shown) =>
        tex`${shown} takes one FLOP for each parameter and token, where training takes 6.`,
    },
  ],
  solution: (p, shown) =>
    tex`The tokens are ${p.ratio} times the parameters N, so $6 \times ${p.ratio} \times N^2 = ${p.flops} \times 10^{21}$. N is the root of ${p.flops} × 10²¹ over ${6 * p.ratio}; in billions: ${shown}.`,
});
