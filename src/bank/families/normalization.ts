import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

interface Inference {
  x: number;
  mean: number;
  variance: number;
  batchMean: number;
  batchVariance: number;
  gamma: number;
  beta: number;
}

const standard = ({ x, mean, variance }: Inference) => (x - mean) / Math.sqrt(variance);

/** BatchNorm in evaluation mode (Ioffe and Szegedy 2015, algorithm 2). */
export const bnInfer = defineFamily({
  id: "bn-infer",
  topic: "normalization",
  concept: "batch-norm",
  difficulty: "medium",
  asks: "BatchNorm output at inference",
  draw(random): Inference {
    const mean = random.int(-15, 20) / 10;
    const variance = random.pick([0.25, 0.64, 1.44, 2.25, 4, 6.25]);
    return {
      x: Math.round(10 * mean + Math.sqrt(variance) * random.int(-22, 22)) / 10,
      mean,
      variance,
      batchMean: Math.round(10 * mean + Math.sqrt(variance) * random.int(-8, 8)) / 10,
      batchVariance: Math.round(variance * random.pick([0.36, 0.64, 1.44, 2.25, 4]) * 1e4) / 1e4,
      gamma: random.pick([0.5, 0.8, 1.5, 2, 2.5]),
      beta: random.pick([-1, -0.5, -0.2, 0.3, 0.5, 1]),
    };
  },
  stem: (p) =>
    tex`A BatchNorm channel has $\gamma = ${p.gamma}$, $\beta = ${p.beta}$, running mean ${p.mean} and running variance ${p.variance}; $\epsilon$ is negligible. In evaluation mode the value ${p.x} arrives in a batch with mean ${p.batchMean} and variance ${p.batchVariance}. What does the layer output for it?`,
  key: (p) => p.gamma * standard(p) + p.beta,
  display: () => decimals(3),
  possible: (value) => Math.abs(value) < 40,
  wrong: [
    {
      name: "batch statistics",
      value: (p) => p.gamma * standard({ ...p, mean: p.batchMean, variance: p.batchVariance }) + p.beta,
      because: (p, shown) =>
        tex`With the batch's own mean ${p.batchMean} and variance ${p.batchVariance} the result is ${shown}, as in training mode; evaluation uses the running statistics.`,
    },
    {
      name: "divided by variance",
      value: (p) => (p.gamma * (p.x - p.mean)) / p.variance + p.beta,
      because: (p, shown) =>
        tex`$${p.gamma} \times ${factor(p.x - p.mean)}/${p.variance} + ${factor(p.beta)} \approx ${shown}$ divides by the variance; its square root is meant.`,
    },
    {
      name: "forgot gamma and beta",
      value: standard,
      because: (p, shown) =>
        tex`$${factor(p.x - p.mean)}/${Math.sqrt(p.variance)} \approx ${shown}$ stops after standardizing; the learned scale ${p.gamma} and shift ${p.beta} still apply.`,
    },
    {
      name: "beta before scaling",
      value: (p) => p.gamma * (standard(p) + p.beta),
      because: (p, shown) =>
        tex`$${p.gamma} \times (${standard(p)} + ${factor(p.beta)}) \approx ${shown}$ scales the shift too, but $\beta$ is added after $\gamma$.`,
    },
    {
      name: "mean not removed",
      value: (p) => (p.gamma * p.x) / Math.sqrt(p.variance) + p.beta,
      because: (p, shown) =>
        tex`$${p.gamma} \times ${factor(p.x)}/${Math.sqrt(p.variance)} + ${factor(p.beta)} \approx ${shown}$ divides the value itself; the running mean ${p.mean} must be subtracted first.`,
    },
    {
      name: "gamma and beta swapped",
      value: (p) => p.beta * standard(p) + p.gamma,
      because: (p, shown) =>
        tex`$${p.beta} \times ${factor(standard(p))} + ${p.gamma} \approx ${shown}$ scales by $\beta$ and shifts by $\gamma$; it is the other way round.`,
    },
  ],
  solution: (p, shown) =>
    tex`With the running statistics the value becomes $(${p.x} - ${factor(p.mean)})/\sqrt{${p.variance}} \approx ${standard(p)}$. Scaled and shifted: $${p.gamma} \times ${factor(standard(p))} + ${factor(p.beta)} \approx ${shown}$.`,
});

interface Running {
  run: number;
  batch: number;
  m: number;
}

const blend = (old: number, fresh: number, weight: number) => (1 - weight) * old + weight * fresh;

/** Running mean after one batch; the momentum weighs the batch, as in PyTorch. */
export const bnRunning = defineFamily({
  id: "bn-running",
  topic: "normalization",
  concept: "batch-norm",
  difficulty: "easy",
  asks: "Running mean after an update (PyTorch momentum)",
  draw: (random): Running => ({
    run: random.int(10, 300) / 100,
    batch: random.int(10, 300) / 100,
    m: random.pick([0.1, 0.1, 0.2, 0.3]),
  }),
  stem: ({ run, batch, m }) =>
    `In PyTorch, one channel of \`nn.BatchNorm1d\` with \`momentum=${m}\` has a running mean of ${num(run)}. In training mode it sees one batch whose mean is ${num(batch)}. What is the running mean after that?`,
  key: ({ run, batch, m }) => blend(run, batch, m),
  display: () => decimals(3),
  possible: (value) => value > -3,
  wrong: [
    {
      name: "Keras convention: m*run+(1-m)*batch",
      value: ({ run, batch, m }) => blend(batch, run, m),
      because: ({ run, batch, m }, shown) =>
        tex`$${m} \times ${run} + ${1 - m} \times ${batch} = ${shown}$ weighs the old value with the momentum, as Keras does; in PyTorch it weighs the new batch.`,
    },
    {
      name: "plain average",
      value: ({ run, batch }) => (run + batch) / 2,
      because: ({ run, batch, m }, shown) =>
        tex`$(${run} + ${batch})/2 = ${shown}$ gives both the same weight, but the momentum gives the batch ${m}.`,
    },
    {
      name: "replaced by batch",
      value: ({ batch }) => batch,
      because: ({ run }, shown) =>
        tex`${shown} is the mean of the last batch alone; the running mean keeps most of its old value ${run}.`,
    },
    {
      name: "added without decay",
      value: ({ run, batch, m }) => run + m * batch,
      because: ({ run, batch, m }, shown) =>
        tex`$${run} + ${m} \times ${batch} = ${shown}$ adds the batch's share and does not shrink the old value to $1 - ${m}$ of itself.`,
    },
    {
      name: "not updated",
      value: ({ run }) => run,
      because: (_, shown) =>
        tex`${shown} would be left in evaluation mode; in training mode each batch moves the running mean.`,
    },
    {
      name: "moved the wrong way",
      value: ({ run, batch, m }) => run - m * (batch - run),
      because: ({ run, batch, m }, shown) =>
        tex`$${run} - ${m} \times (${batch} - ${run}) = ${shown}$ moves away from the batch mean, but the update goes towards it.`,
    },
    {
      name: "decayed without adding",
      value: ({ run, m }) => (1 - m) * run,
      because: ({ run, batch, m }, shown) =>
        tex`$(1 - ${m}) \times ${run} = ${shown}$ shrinks the old value and forgets to add ${m} times the batch mean ${batch}.`,
    },
  ],
  solution: ({ run, batch, m }, shown) =>
    tex`In PyTorch the momentum is the weight of the new batch: $(1 - ${m}) \times ${run} + ${m} \times ${batch} = ${(1 - m) * run} + ${m * batch} = ${shown}$.`,
});

interface Features {
  x: readonly number[];
}

const mean = ({ x }: Features) => sum(x) / x.length;
const deviations = (p: Features) => sum(p.x.map((value) => (value - mean(p)) ** 2));
const spread = (p: Features) => deviations(p) / p.x.length;
const first = ({ x }: Features) => x[0]!;

/** First output of LayerNorm, with the population variance (Ba, Kiros and Hinton 2016). */
export const layernorm = defineFamily({
  id: "layernorm",
  topic: "normalization",
  concept: "layer-norm",
  difficulty: "medium",
  asks: "First output of LayerNorm (gamma=1,beta=0)",
  draw: (random): Features => ({ x: [0, 1, 2, 3].map(() => random.int(-4, 9)) }),
  stem: ({ x }) =>
    tex`LayerNorm with $\gamma = 1$, $\beta = 0$ and a negligible $\epsilon$ normalizes one token with the four features (${x.map((value) => num(value)).join(", ")}). What is the first output?`,
  key: (p) => (first(p) - mean(p)) / Math.sqrt(spread(p)),
  display: () => decimals(3),
  possible: (value) => Math.abs(value) < 10,
  wrong: [
    {
      name: "sample variance (n-1)",
      value: (p) => (first(p) - mean(p)) / Math.sqrt(deviations(p) / (p.x.length - 1)),
      because: (p, shown) =>
        tex`Dividing ${deviations(p)} by 3 gives the variance ${deviations(p) / 3} and the output ${shown}; LayerNorm divides by the number of features, 4.`,
    },
    {
      name: "divided by variance",
      value: (p) => (first(p) - mean(p)) / spread(p),
      because: (p, shown) =>
        tex`$${factor(first(p) - mean(p))}/${spread(p)} \approx ${shown}$ divides by the variance; its square root is meant.`,
    },
    {
      name: "mean not removed",
      value: (p) => first(p) / Math.sqrt(spread(p)),
      because: (p, shown) =>
        tex`$${first(p)}/\sqrt{${spread(p)}} \approx ${shown}$ scales the feature but does not subtract the mean ${mean(p)}.`,
    },
    {
      name: "RMSNorm",
      value: (p) => first(p) / Math.sqrt(sum(p.x.map((value) => value ** 2)) / p.x.length),
      because: (p, shown) =>
        tex`$${first(p)}/\sqrt{${sum(p.x.map((value) => value ** 2)) / 4}} \approx ${shown}$ divides by the root mean square, as RMSNorm does, which subtracts no mean.`,
    },
    {
      name: "min-max scaling",
      value: ({ x }) => (x[0]! - Math.min(...x)) / (Math.max(...x) - Math.min(...x)),
      because: ({ x }, shown) =>
        tex`$(${x[0]!} - ${factor(Math.min(...x))})/(${Math.max(...x)} - ${factor(Math.min(...x))}) \approx ${shown}$ maps the features to the range from 0 to 1; LayerNorm gives them mean 0 and variance 1.`,
    },
    {
      name: "divided by the mean absolute deviation",
      value: (p) => ((first(p) - mean(p)) * p.x.length) / sum(p.x.map((value) => Math.abs(value - mean(p)))),
      because: (p, shown) =>
        tex`Dividing by the mean distance from the mean, ${sum(p.x.map((value) => Math.abs(value - mean(p)))) / 4}, gives ${shown}; LayerNorm takes the root of the mean square.`,
    },
  ],
  solution: (p, shown) =>
    tex`The mean is ${mean(p)}, the squared deviations sum to ${deviations(p)}, so the variance is ${spread(p)}. The first output is $${factor(first(p) - mean(p))}/\sqrt{${spread(p)}} \approx ${shown}$.`,
});
