import { defineFamily, tex } from "./define.ts";
import { decimals } from "./display.ts";

interface Sharded {
  n: number;
  gpus: number;
  stage: 1 | 2 | 3;
}

/** Bytes for a billion parameters: weights, gradients and Adam's states, each sharded from some stage on. */
const shardedBytes = ({ n, gpus, stage }: Sharded) =>
  n * 1e9 * (2 / (stage >= 3 ? gpus : 1) + 2 / (stage >= 2 ? gpus : 1) + 12 / gpus);
const PARTS = {
  1: "the optimizer states",
  2: "optimizer states and gradients",
  3: "optimizer states, gradients and weights",
};

/** Model states on one GPU under ZeRO (Rajbhandari et al. 2020). */
export const zeroMemory = defineFamily({
  id: "zero-memory",
  topic: "systems",
  concept: "distributed-training",
  difficulty: "hard",
  asks: "ZeRO memory per GPU by stage",
  draw: (random): Sharded => ({
    n: random.int(10, 400) / 10,
    gpus: random.pick([4, 8, 16, 32, 64]),
    stage: random.pick([1, 2, 3] as const),
  }),
  stem: ({ n, gpus, stage }) =>
    `A model of ${n} billion parameters trains with mixed-precision Adam (2 bytes for a weight, 2 for a gradient, 12 for the optimizer states) on ${gpus} GPUs with ZeRO stage ${stage}. How much memory do the model states take on each GPU (1 GB = $10^9$ bytes)?`,
  key: shardedBytes,
  display: () => decimals(2, " GB", 1e9),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "nothing sharded",
      value: ({ n }) => n * 16e9,
      because: ({ n, stage }, shown) =>
        tex`$${n} \times 16$ makes ${shown}: that is plain data parallelism; stage ${stage} shards ${PARTS[stage]}.`,
    },
    {
      name: "everything sharded, or nothing but weights",
      value: (p) => (p.stage === 3 ? p.n * 1e9 * (14 + 2 / p.gpus) : shardedBytes({ ...p, stage: 3 })),
      because: ({ stage }, shown) =>
        stage === 3
          ? tex`${shown} shards the weights alone; stage 3 shards ${PARTS[3]}.`
          : tex`${shown} shards everything, as stage 3 does; stage ${stage} shards ${PARTS[stage]} alone.`,
    },
    {
      name: "another stage",
      value: (p) => shardedBytes({ ...p, stage: p.stage === 2 ? 1 : 2 }),
      because: ({ stage }, shown) =>
        tex`${shown} belongs to stage ${stage === 2 ? 1 : 2}; stage ${stage} shards ${PARTS[stage]}.`,
    },
    {
      name: "states of 8 bytes",
      value: (p) => shardedBytes(p) - (4e9 * p.n) / p.gpus,
      because: (_, shown) =>
        tex`${shown} leaves out the master copy: two fp32 moments have 8 bytes, and the copy of the weights 4 more.`,
    },
    {
      name: "gradients left out",
      value: (p) => shardedBytes(p) - (2e9 * p.n) / (p.stage >= 2 ? p.gpus : 1),
      because: (_, shown) =>
        tex`${shown} leaves the gradients out, which take 2 bytes for each parameter before sharding.`,
    },
    {
      name: "gradients in fp32",
      value: (p) => shardedBytes(p) + (2e9 * p.n) / (p.stage >= 2 ? p.gpus : 1),
      because: (_, shown) => tex`${shown} gives a gradient 4 bytes, as in fp32, but it has 2 here.`,
    },
    {
      name: "half the GPUs",
      value: (p) => shardedBytes({ ...p, gpus: p.gpus / 2 }),
      because: ({ gpus }, shown) =>
        tex`${shown} divides among ${gpus / 2} GPUs, as if each part were held twice; all ${gpus} hold different parts.`,
    },
  ],
  solution: (p, shown) =>
    tex`Stage ${p.stage} shards ${PARTS[p.stage]}. Per parameter, a GPU holds ${p.stage >= 3 ? `2/${p.gpus}` : "2"} + ${p.stage >= 2 ? `2/${p.gpus}` : "2"} + 12/${p.gpus} bytes, times ${p.n} billion: ${shown}.`,
});

interface Pipeline {
  stages: number;
  batches: number;
}

/** Idle share of a pipeline with equal stages (Huang et al. 2019, GPipe). */
export const pipelineBubble = defineFamily({
  id: "pipeline-bubble",
  topic: "systems",
  concept: "distributed-training",
  difficulty: "medium",
  asks: "Pipeline bubble as a share of the time",
  draw: (random): Pipeline => ({ stages: random.int(3, 32), batches: random.int(4, 64) }),
  stem: ({ stages, batches }) =>
    `A model is split over ${stages} equal pipeline stages. Each step sends ${batches} micro-batches through, forward and backward, in the schedule of GPipe, and then waits for all. What share of the time is a stage idle, transfers apart?`,
  key: ({ stages, batches }) => (stages - 1) / (batches + stages - 1),
  display: () => decimals(3),
  possible: (value) => value >= 0 && value < 20,
  wrong: [
    {
      name: "over the useful time",
      value: ({ stages, batches }) => (stages - 1) / batches,
      because: ({ stages, batches }, shown) =>
        tex`$${stages - 1}/${batches} \approx ${shown}$ compares idle with useful time; the share is of all the time.`,
    },
    {
      name: "busy share",
      value: ({ stages, batches }) => batches / (batches + stages - 1),
      because: ({ stages, batches }, shown) =>
        tex`$${batches}/(${batches} + ${stages - 1}) \approx ${shown}$ is the share of time in which a stage works.`,
    },
    {
      name: "bubble on either side",
      value: ({ stages, batches }) => (2 * (stages - 1)) / (batches + 2 * (stages - 1)),
      because: ({ stages }, shown) =>
        tex`${shown} counts ${stages - 1} slots for filling and as many for draining; a stage that waits early is done late, it waits ${stages - 1} slots in all.`,
    },
    {
      name: "one stage of the bubble alone",
      value: ({ stages, batches }) => 1 / (batches + stages - 1),
      because: ({ stages }, shown) =>
        tex`${shown} takes one idle slot, but the pipeline needs ${stages - 1} slots to fill.`,
    },
    {
      name: "half the bubble",
      value: ({ stages, batches }) => (stages - 1) / 2 / (batches + (stages - 1) / 2),
      because: (_, shown) =>
        tex`${shown} halves the bubble as if stages in the middle waited less, but each waits equally long, some of it later.`,
    },
    {
      name: "stages in place of micro-batches",
      value: ({ stages, batches }) => (batches - 1) / (batches + stages - 1),
      because: ({ batches }, shown) =>
        tex`${shown} mixes up the two numbers: more of the ${batches} micro-batches make the bubble smaller.`,
    },
    {
      name: "one over the stages",
      value: ({ stages }) => 1 / stages,
      because: ({ stages }, shown) =>
        tex`$1/${stages} \approx ${shown}$ does not depend on the number of micro-batches, but more of them fill the pipeline.`,
    },
  ],
  solution: ({ stages, batches }, shown) =>
    tex`A stage works ${batches} slots and waits ${stages - 1}, so the idle share is $${stages - 1}/(${batches} + ${stages - 1}) \approx ${shown}$.`,
});

interface Ring {
  n: number;
  gpus: number;
  bandwidth: number;
}

const ringTime = ({ n, gpus, bandwidth }: Ring) => (2 * n * 2 * (gpus - 1)) / gpus / bandwidth;

/** Time of a ring all-reduce of 16-bit gradients (Patarasuk and Yuan 2009), latency apart. */
export const ringAllreduce = defineFamily({
  id: "ring-allreduce",
  topic: "systems",
  concept: "distributed-training",
  difficulty: "hard",
  asks: "Ring all-reduce time",
  draw: (random): Ring => ({
    n: random.int(5, 140) / 10,
    gpus: random.pick([2, 3, 4, 4, 6, 8]),
    bandwidth: random.pick([10, 12.5, 25, 50, 100]),
  }),
  stem: ({ n, gpus, bandwidth }) =>
    `${gpus} GPUs average the bf16 gradients of ${n} billion parameters by a ring all-reduce. Each GPU sends ${bandwidth} GB per second and receives as much at the same time. How many seconds does it take, latency apart (1 GB = $10^9$ bytes)?`,
  key: ringTime,
  display: () => decimals(3),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "one pass of two",
      value: (p) => ringTime(p) / 2,
      because: (_, shown) =>
        tex`${shown} covers the reduce-scatter alone; an all-gather of the same length hands the sums round.`,
    },
    {
      name: "gradients sent once",
      value: ({ n, bandwidth }) => (2 * n) / bandwidth,
      because: ({ n }, shown) =>
        tex`${shown} sends the ${2 * n} GB once; in a ring each GPU sends nearly twice that.`,
    },
    {
      name: "all to all",
      value: ({ n, gpus, bandwidth }) => (2 * n * (gpus - 1)) / bandwidth,
      because: ({ gpus }, shown) =>
        tex`${shown} sends all gradients to each of the ${gpus - 1} others; a ring cuts them into ${gpus} pieces.`,
    },
    {
      name: "fp32",
      value: (p) => 2 * ringTime(p),
      because: (_, shown) => tex`${shown} takes 4 bytes for a gradient, as in fp32; bf16 has 2.`,
    },
    {
      name: "sent and received one after the other",
      value: ({ n, bandwidth }) => (8 * n) / bandwidth,
      because: (_, shown) =>
        tex`${shown} takes four whole passes, as if sending and receiving were done in turn; they go on at the same time.`,
    },
    {
      name: "one piece",
      value: ({ n, gpus, bandwidth }) => (2 * n) / gpus / bandwidth,
      because: ({ gpus }, shown) =>
        tex`${shown} is the time for one piece of ${gpus}; each GPU sends $2 \times ${gpus - 1}$ pieces.`,
    },
    {
      name: "piece for each GPU more",
      value: ({ n, gpus, bandwidth }) => (4 * n * (gpus + 1)) / gpus / bandwidth,
      because: ({ gpus }, shown) =>
        tex`${shown} sends ${gpus + 1} pieces in each of two passes, but after ${gpus - 1} of them each GPU has what it needs.`,
    },
  ],
  solution: (p, shown) =>
    tex`The gradients take $${p.n} \times 2 = ${2 * p.n}$ GB in ${p.gpus} pieces; each GPU sends $2 \times ${p.gpus - 1}$ of them, ${ringTime(p) * p.bandwidth} GB. Over ${p.bandwidth} GB a second: ${shown}.`,
});
