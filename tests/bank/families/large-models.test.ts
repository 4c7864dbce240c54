import { describe, it } from "vitest";
import { pipelineBubble, ringAllreduce, zeroMemory } from "../../../src/bank/families/parallelism.ts";
import { rooflineRate } from "../../../src/bank/families/roofline.ts";
import { tokensPerParam, trainDays } from "../../../src/bank/families/scaling.ts";
import { decodeSpeed, samplingSurvivors, speculationSpeedup } from "../../../src/bank/families/serving.ts";
import { crossing, expectKeys } from "./draws.ts";

describe("training on many accelerators agrees with a run that is played through", () => {
  it("zero-memory: tensor by tensor, whole or in shards", () => {
    expectKeys(zeroMemory, ({ n, gpus, stage }) => {
      const tensors = [
        { bytes: 2, shardedFrom: 3 },
        { bytes: 2, shardedFrom: 2 },
        { bytes: 4, shardedFrom: 1 },
        { bytes: 4, shardedFrom: 1 },
        { bytes: 4, shardedFrom: 1 },
      ];
      let held = 0;
      for (const { bytes, shardedFrom } of tensors)
        held += ((stage >= shardedFrom ? n / gpus : n) * bytes) / 1e-9;
      return held;
    });
  });

  it("pipeline-bubble: slot by slot of the first stage", () => {
    expectKeys(pipelineBubble, ({ stages, batches }) => {
      // A forward slot takes one unit, a backward slot two; the last stage turns the batches round.
      const forwardDone = batches + (stages - 1);
      const allDone = forwardDone + 2 * (stages - 1) + 2 * batches;
      const busy = batches + 2 * batches;
      return (allDone - busy) / allDone;
    });
  });

  it("ring-allreduce: piece by piece round the ring, twice", () => {
    expectKeys(ringAllreduce, ({ n, gpus, bandwidth }) => {
      const piece = (n * 2) / gpus;
      let seconds = 0;
      for (const _ of ["reduce-scatter", "all-gather"])
        for (let step = 1; step < gpus; step++) seconds += piece / bandwidth;
      return seconds;
    });
  });

  it("train-days: forward and backward pass, day by day", () => {
    expectKeys(trainDays, ({ n, tokens, gpus, peak, use }) => {
      const work = 2 * n * tokens + 4 * n * tokens;
      const perDay = (gpus * peak * use * 24 * 3600) / 1e9;
      return work / perDay;
    });
  });

  it("tokens-per-param: the size at which the budget is spent", () => {
    expectKeys(tokensPerParam, ({ flops, ratio }) =>
      crossing((n) => (6 * n * (ratio * n) * 1e18) / 1e21 - flops, 0, 1000),
    );
  });
});

describe("inference agrees with a model that is run", () => {
  it("roofline-rate: the slower of computing and moving, in seconds", () => {
    expectKeys(rooflineRate, ({ m, n, k, peak, bandwidth }) => {
      const work = 2 * m * n * k;
      let bytes = 0;
      for (const [rows, columns] of [
        [m, k],
        [k, n],
        [m, n],
      ] as const)
        bytes += rows * columns * Uint16Array.BYTES_PER_ELEMENT;
      const seconds = Math.max(work / (peak * 1e12), bytes / (bandwidth * 1e9));
      return work / seconds / 1e12;
    });
  });

  it("decode-speed: seconds for a token, turned round", () => {
    expectKeys(decodeSpeed, ({ n, bits, bandwidth, cache }) => {
      const seconds = cache / bandwidth + (n * 1e9 * (bits / 8)) / (bandwidth * 1e9);
      return 1 / seconds;
    });
  });

  it("speculation-speedup: every way in which a check can end", () => {
    expectKeys(speculationSpeedup, ({ rate, drafts, cost }) => {
      let tokens = 0;
      for (let good = 0; good < drafts; good++) tokens += rate ** good * (1 - rate) * (good + 1);
      tokens += rate ** drafts * (drafts + 1);
      let price = 1;
      for (let draft = 0; draft < drafts; draft++) price += cost;
      return tokens / price;
    });
  });

  it("sampling-survivors: tokens taken in one after another", () => {
    expectKeys(samplingSurvivors, ({ percents, cut, by }) => {
      let [mass, count] = [0, 0];
      for (const percent of percents) {
        const stays =
          by === "top-k" ? count < cut : by === "top-p" ? mass < cut : percent / percents[0]! >= cut / 100;
        if (!stays) break;
        mass += percent;
        count++;
      }
      return percents[0]! / mass;
    });
  });
});
