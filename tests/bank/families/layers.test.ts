import { describe, it } from "vitest";
import { blockParams } from "../../../src/bank/families/attention.ts";
import { kvCache, paramEmbed } from "../../../src/bank/families/language-models.ts";
import { memAdam, quantMem } from "../../../src/bank/families/memory.ts";
import { denseParams } from "../../../src/bank/families/neural-nets.ts";
import { gruParams, lstmParams } from "../../../src/bank/families/rnn.ts";
import { effBatch, epochsIters } from "../../../src/bank/families/schedules.ts";
import { loraParams } from "../../../src/bank/families/transfer.ts";
import { attnFlops, attnMemory, mhaParams } from "../../../src/bank/families/transformers.ts";
import { expectKeys, numel } from "./draws.ts";

const BYTES = { fp32: Float32Array.BYTES_PER_ELEMENT, fp16: 2, bf16: 2 };

/** The tensors of a recurrent layer whose gates are stacked, as PyTorch and Keras store them. */
const recurrent = (gates: number, x: number, h: number, biases: number) => [
  [gates * h, x],
  [gates * h, h],
  ...Array.from({ length: biases }, () => [gates * h]),
];

describe("parameter counts agree with the tensors of a simulated layer", () => {
  it("dense-params: unit by unit", () => {
    expectKeys(denseParams, ({ sizes }) => {
      let count = 0;
      let below = sizes[0]!;
      for (const units of sizes.slice(1)) {
        for (let unit = 0; unit < units; unit++) {
          for (let input = 0; input < below; input++) count++;
          count++;
        }
        below = units;
      }
      return count;
    });
  });

  it("lstm-params", () => {
    expectKeys(lstmParams, ({ x, h, biases }) => numel(recurrent(4, x, h, biases)));
  });

  it("gru-params", () => {
    expectKeys(gruParams, ({ x, h, biases }) => numel(recurrent(3, x, h, biases)));
  });

  it("mha-params: head by head", () => {
    expectKeys(mhaParams, ({ d, heads }) => {
      const each = d / heads;
      const perHead = Array.from({ length: heads }, () => [
        [d, each],
        [d, each],
        [d, each],
        [each, d],
      ]);
      return numel(perHead.flat());
    });
  });

  it("block-params: the matrices of each block", () => {
    expectKeys(blockParams, ({ d, layers }) => {
      const block = [
        [3 * d, d],
        [d, d],
        [4 * d, d],
        [d, 4 * d],
      ];
      return numel(Array.from({ length: layers }, () => block).flat());
    });
  });

  it("lora-params: two factors for each matrix", () => {
    expectKeys(loraParams, ({ inputs, outputs, rank, matrices }) => {
      const factors = [
        [rank, inputs],
        [outputs, rank],
      ];
      return numel(Array.from({ length: matrices }, () => factors).flat());
    });
  });

  it("param-embed: a row for each token", () => {
    expectKeys(paramEmbed, ({ vocabulary, d, tied }) => {
      let count = 0;
      for (let token = 0; token < vocabulary; token++) count += tied ? d : d + d;
      return count;
    });
  });
});

describe("memory and work agree with what is stored and done", () => {
  it("attn-memory: row by row, in the bytes of typed arrays", () => {
    expectKeys(attnMemory, ({ batch, heads, n, type }) => {
      const row = BYTES[type] === 4 ? new Float32Array(n).byteLength : new Uint16Array(n).byteLength;
      let bytes = 0;
      for (let matrix = 0; matrix < batch * heads; matrix++) for (let i = 0; i < n; i++) bytes += row;
      return bytes;
    });
  });

  it("attn-flops: head by head and query by query", () => {
    expectKeys(attnFlops, ({ n, d, heads }) => {
      const width = d / heads;
      let multiplications = 0;
      for (let head = 0; head < heads; head++) {
        for (let query = 0; query < n; query++) {
          multiplications += n * width;
          multiplications += width * n;
        }
      }
      return multiplications + multiplications;
    });
  });

  it("kv-cache: what one token leaves in each layer", () => {
    expectKeys(kvCache, ({ layers, kv, width, tokens, batch }) => {
      let perToken = 0;
      for (let layer = 0; layer < layers; layer++)
        for (let head = 0; head < kv; head++)
          for (const _ of ["key", "value"]) perToken += new Uint16Array(width).byteLength;
      let total = 0;
      for (let sequence = 0; sequence < batch; sequence++) total += perToken * tokens;
      return total;
    });
  });

  it("mem-adam: the tensors of a training run, one after another", () => {
    expectKeys(memAdam, ({ n }) => {
      const tensors = {
        weights: BYTES.fp16,
        gradients: BYTES.fp16,
        master: BYTES.fp32,
        firstMoment: BYTES.fp32,
        secondMoment: BYTES.fp32,
      };
      let bytes = 0;
      for (const each of Object.values(tensors)) bytes += each * n * 1e9;
      return bytes;
    });
  });

  it("quant-mem: eight weights packed into whole bytes", () => {
    expectKeys(quantMem, ({ n, bits }) => {
      const packed = "1".repeat(bits).repeat(8).length / 8;
      return ((n * 1e9) / 8) * packed;
    });
  });
});

describe("training runs agree with a run that is played through", () => {
  it("epochs-iters: batch by batch", () => {
    expectKeys(epochsIters, ({ samples, batch, epochs, accumulate, drop }) => {
      let updates = 0;
      for (let epoch = 0; epoch < epochs; epoch++) {
        let gathered = 0;
        for (let left = samples; left > 0; left -= batch) {
          gathered += Math.min(batch, left);
          if (gathered === batch * accumulate) {
            updates++;
            gathered = 0;
          }
        }
        if (gathered > 0 && !drop) updates++;
      }
      return updates;
    });
  });

  it("eff-batch: example by example", () => {
    expectKeys(effBatch, ({ micro, accumulate, gpus, parallel }) => {
      const seen = new Set<string>();
      for (let gpu = 0; gpu < gpus; gpu++)
        for (let round = 0; round < accumulate; round++)
          for (let example = 0; example < micro; example++)
            seen.add(`${Math.floor(gpu / parallel)} ${round} ${example}`);
      return seen.size;
    });
  });
});
