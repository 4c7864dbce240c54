import { defineFamily, tex } from "./define.ts";
import { decimals, superscript, whole } from "./display.ts";

interface Epochs {
  samples: number;
  batch: number;
  epochs: number;
  accumulate: number;
  drop: boolean;
}

const share = ({ samples, batch, accumulate }: Epochs) => samples / (batch * accumulate);
const perEpoch = (p: Epochs) => (p.drop ? Math.floor(share(p)) : Math.ceil(share(p)));
const groupText = ({ batch, accumulate }: Epochs) =>
  accumulate === 1 ? `${batch}` : tex`(${batch} \times ${accumulate})`;

/** Optimizer updates of a run; what is left at the end of an epoch is used or dropped. */
export const epochsIters = defineFamily({
  id: "epochs-iters",
  topic: "optimization",
  concept: "epoch-iteration-step",
  difficulty: "medium",
  asks: "Optimizer updates in a run",
  draw: (random) => ({
    samples: random.int(8, 90) * 50,
    batch: random.pick([16, 32, 48, 64, 100, 128]),
    epochs: random.pick([3, 4, 5, 8, 10, 12, 20]),
    accumulate: random.pick([1, 2, 4, 8]),
    drop: random.pick([false, false, true]),
  }),
  stem({ samples, batch, epochs, accumulate, drop }) {
    const update =
      accumulate === 1
        ? "and updates after each batch"
        : `and updates after every ${accumulate} batches (gradient accumulation)`;
    const rest = drop ? "are dropped, with no update" : "are still used, for a smaller last update";
    return tex`A run goes through ${samples} examples for ${epochs} epochs in batches of ${batch} ${update}. At the end of each epoch, the examples that do not fill an update ${rest}. How many optimizer updates does the run make?`;
  },
  key: (p) => p.epochs * perEpoch(p),
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "the other rounding (drop_last)",
      value: (p) => p.epochs * perEpoch({ ...p, drop: !p.drop }),
      because: (p, shown) =>
        tex`$${p.epochs} \times ${perEpoch({ ...p, drop: !p.drop })} = ${shown}$ ${p.drop ? "keeps the rest of an epoch for one more update, but it is dropped" : "drops the rest of an epoch, but it still makes an update"}.`,
    },
    {
      name: "rounded after multiplying epochs",
      value: (p) => (p.drop ? Math.floor(p.epochs * share(p)) : Math.ceil(p.epochs * share(p))),
      because: (p, shown) =>
        tex`$${p.epochs} \times ${p.samples}/${groupText(p)}$ rounded at the end gives ${shown}, as if the rest of one epoch ran into the next.`,
    },
    {
      name: "forgot accumulation",
      value: (p) => p.epochs * perEpoch({ ...p, accumulate: 1 }),
      because: (p, shown) =>
        tex`$${p.epochs} \times ${perEpoch({ ...p, accumulate: 1 })} = ${shown}$ counts batches; the optimizer moves once for ${p.accumulate} of them.`,
    },
    {
      name: "one epoch too many",
      value: (p) => (p.epochs + 1) * perEpoch(p),
      because: (p, shown) =>
        tex`$${p.epochs + 1} \times ${perEpoch(p)} = ${shown}$ counts from epoch 0 to epoch ${p.epochs}, which is one more than were run.`,
    },
    {
      name: "one epoch too few",
      value: (p) => (p.epochs - 1) * perEpoch(p),
      because: (p, shown) =>
        tex`$${p.epochs - 1} \times ${perEpoch(p)} = ${shown}$ takes the number of the last epoch, counted from 0, for the number of epochs.`,
    },
    {
      name: "one extra update per epoch",
      value: (p) => p.epochs * (perEpoch(p) + 1),
      because: (p, shown) =>
        tex`$${p.epochs} \times (${perEpoch(p)} + 1) = ${shown}$ adds an update for the rest of each epoch, but ${perEpoch(p)} is the whole count already.`,
    },
  ],
  solution: (p, shown) =>
    tex`One update takes ${p.batch * p.accumulate} examples. An epoch makes $${p.samples}/${p.batch * p.accumulate} \approx ${share(p)}$, rounded ${p.drop ? "down" : "up"} to ${perEpoch(p)}; ${p.epochs} epochs make ${shown}.`,
});

/** Examples in one update with gradient accumulation, data and tensor parallelism. */
export const effBatch = defineFamily({
  id: "eff-batch",
  topic: "systems",
  concept: "gradient-accumulation",
  difficulty: "medium",
  asks: "Effective batch size",
  draw(random) {
    const parallel = random.pick([1, 2, 4]);
    // No two factors alike: an explanation has to show which is which.
    const [micro = 1, accumulate = 1, copies = 1, workers = 1] = random.shuffle([2, 3, 4, 5, 6, 8, 12, 16]);
    return { micro, accumulate, gpus: parallel * copies, parallel, workers };
  },
  stem({ micro, accumulate, gpus, parallel, workers }) {
    const layout =
      parallel === 1
        ? `${gpus} GPUs, each with a copy of the model`
        : `${gpus} GPUs in groups of ${parallel}, each group holding one copy of the model by tensor parallelism`;
    return `Training runs on ${layout}. Each copy reads micro-batches of ${micro} examples from ${workers} loader workers and accumulates the gradients of ${accumulate} micro-batches before all copies update together. How many examples go into one update?`;
  },
  key: ({ micro, accumulate, gpus, parallel }) => (micro * accumulate * gpus) / parallel,
  display: () => whole(),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "forgot devices",
      value: ({ micro, accumulate }) => micro * accumulate,
      because: ({ micro, accumulate, gpus, parallel }, shown) =>
        tex`$${micro} \times ${accumulate} = ${shown}$ is what one copy of the model sees, and there are ${gpus / parallel} copies.`,
    },
    {
      name: "forgot accumulation",
      value: ({ micro, gpus, parallel }) => (micro * gpus) / parallel,
      because: ({ micro, accumulate, gpus, parallel }, shown) =>
        tex`$${micro} \times ${gpus / parallel} = ${shown}$ is one micro-batch of each copy; the update waits for ${accumulate} of them.`,
    },
    {
      name: "the last micro-batch not counted",
      value: ({ micro, accumulate, gpus, parallel }) => (micro * (accumulate - 1) * gpus) / parallel,
      because: ({ micro, accumulate, gpus, parallel }, shown) =>
        tex`$${micro} \times (${accumulate} - 1) \times ${gpus / parallel} = ${shown}$ takes the last micro-batch for the update, but its gradients are added like the others.`,
    },
    {
      name: "counted loader workers",
      value: ({ micro, accumulate, gpus, parallel, workers }) =>
        (micro * accumulate * gpus * workers) / parallel,
      because: ({ micro, accumulate, gpus, parallel, workers }, shown) =>
        tex`$${micro} \times ${accumulate} \times ${gpus / parallel} \times ${workers} = ${shown}$ multiplies by the ${workers} workers, but they only prepare the batches.`,
    },
    {
      name: "each GPU counted as a copy",
      value: ({ micro, accumulate, gpus }) => micro * accumulate * gpus,
      because: ({ micro, accumulate, gpus, parallel }, shown) =>
        tex`$${micro} \times ${accumulate} \times ${gpus} = ${shown}$ gives each GPU examples of its own, but ${parallel} of them work on the same ones.`,
    },
    {
      name: "one accumulation step too many",
      value: ({ micro, accumulate, gpus, parallel }) => (micro * (accumulate + 1) * gpus) / parallel,
      because: ({ micro, accumulate, gpus, parallel }, shown) =>
        tex`$${micro} \times (${accumulate} + 1) \times ${gpus / parallel} = ${shown}$ takes one more micro-batch for the update itself, but it comes after the last of the ${accumulate}.`,
    },
  ],
  solution: ({ micro, accumulate, gpus, parallel }, shown) =>
    tex`There are ${parallel === 1 ? gpus : tex`$${gpus}/${parallel} = ${gpus / parallel}$`} copies of the model, each with ${accumulate} micro-batches of ${micro}: $${micro} \times ${accumulate} \times ${gpus / parallel} = ${shown}$.`,
});

interface Schedule {
  steps: number;
  warmup: number;
  t: number;
  max: number;
  min: number;
  /** The shown unit is ten to this power. */
  power: number;
}

const progress = ({ steps, warmup, t }: Schedule) => (t - warmup) / (steps - warmup);
const cosine = ({ max, min }: Schedule, x: number) => min + 0.5 * (max - min) * (1 + Math.cos(Math.PI * x));
const rate = (value: number, power: number) => tex`${value / 10 ** power} × 10${superscript(power)}`;

/** Learning rate in the cosine part of a schedule (Loshchilov and Hutter 2017), restarts aside. */
export const warmupCosine = defineFamily({
  id: "warmup-cosine",
  topic: "optimization",
  concept: "lr-schedule-warmup",
  difficulty: "hard",
  asks: "Learning rate at step t",
  draw(random) {
    const steps = random.pick([1000, 2000, 5000, 10000, 20000]);
    const warmup = steps * random.pick([0.05, 0.1, 0.2]);
    const [mantissa, power] = random.pick([
      [1, -3],
      [6, -4],
      [3, -4],
      [2, -4],
      [5, -5],
    ] as const);
    const max = mantissa * 10 ** power;
    const t = warmup + Math.round((steps - warmup) * (random.int(15, 85) / 100));
    return { steps, warmup, t, max, min: max * random.pick([0.01, 0.05, 0.1]), power };
  },
  stem: ({ steps, warmup, t, max, min, power }) =>
    tex`A schedule of ${steps} steps rises linearly from 0 to ${rate(max, power)} over the first ${warmup}, then falls to ${rate(min, power)} at step ${steps} along half a cosine wave. What is the learning rate at step ${t}?`,
  key: (p) => cosine(p, progress(p)),
  display: ({ power }) => ({ ...decimals(3, ` × 10${superscript(power)}`, 10 ** power), apart: 20 }),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "warm-up not subtracted",
      value: (p) => cosine(p, p.t / p.steps),
      because: ({ t, steps, warmup }, shown) =>
        tex`Progress $${t}/${steps} = ${t / steps}$ gives ${shown}: the cosine starts at step ${warmup}, not at step 0.`,
    },
    {
      name: "linear decay",
      value: (p) => p.min + (p.max - p.min) * (1 - progress(p)),
      because: (p, shown) =>
        tex`${shown} lies on a straight line at the progress ${progress(p)}; the fall follows a cosine.`,
    },
    {
      name: "half period error (pi/2)",
      value: (p) => p.min + (p.max - p.min) * Math.cos((Math.PI / 2) * progress(p)),
      because: (p, shown) =>
        tex`$\cos(\pi/2 \times ${progress(p)})$ as the falling factor gives ${shown}: a quarter of a wave, not half of one.`,
    },
    {
      name: "inverse sqrt",
      value: (p) => p.max * Math.sqrt(p.warmup / p.t),
      because: ({ warmup, t }, shown) =>
        tex`The peak times $\sqrt{${warmup}/${t}}$ gives ${shown}: that is the inverse square root schedule of the first transformer.`,
    },
    {
      name: "ignored the minimum",
      value: (p) => cosine({ ...p, min: 0 }, progress(p)),
      because: ({ min, power }, shown) =>
        tex`Falling to 0 in place of ${rate(min, power)} gives ${shown} at this step; the floor is missing.`,
    },
    {
      name: "divided by all steps",
      value: (p) => cosine(p, (p.t - p.warmup) / p.steps),
      because: ({ t, warmup, steps }, shown) =>
        tex`Progress $(${t} - ${warmup})/${steps} = ${(t - warmup) / steps}$ gives ${shown}: the fall has ${steps - warmup} steps, not ${steps}.`,
    },
    {
      name: "added the minimum on top",
      value: (p) => p.min + cosine({ ...p, min: 0 }, progress(p)),
      because: ({ min, power }, shown) =>
        tex`Adding ${rate(min, power)} to a fall from the whole peak gives ${shown}; the cosine spans the peak minus the floor.`,
    },
  ],
  solution: (p, shown) =>
    tex`The progress is $(${p.t} - ${p.warmup})/(${p.steps} - ${p.warmup}) \approx ${progress(p)}$ and $(1 + \cos(\pi \times ${progress(p)}))/2 \approx ${(1 + Math.cos(Math.PI * progress(p))) / 2}$. The floor plus that share of ${rate(p.max - p.min, p.power)} is ${shown}.`,
});
