import { describe, it } from "vitest";
import { convMacs, convParams, dwsepParams } from "../../../src/bank/families/cnn-costs.ts";
import { convOut, poolChain, transposedConv } from "../../../src/bank/families/cnn-sizes.ts";
import { convFan } from "../../../src/bank/families/initialization.ts";
import { receptiveField } from "../../../src/bank/families/vision.ts";
import { expectKeys } from "./draws.ts";

interface Window {
  taps: number;
  stride: number;
  padding?: number;
  dilation?: number;
}

/** Slides a window over a row, tap by tap, and counts where all its taps lie on the padded row. */
function slide(length: number, { taps, stride, padding = 0, dilation = 1 }: Window): number {
  let stops = 0;
  for (let start = -padding; ; start += stride) {
    let last = start;
    for (let tap = 1; tap < taps; tap++) last += dilation;
    if (last >= length + padding) return stops;
    stops++;
  }
}

/** The taps of a square kernel, one by one. */
function kernel(side: number): [number, number][] {
  const taps: [number, number][] = [];
  for (let row = 0; row < side; row++) for (let column = 0; column < side; column++) taps.push([row, column]);
  return taps;
}

/** Builds a grouped convolution filter by filter and counts the weights that connect it to its channels. */
function convWeights(cin: number, cout: number, side: number, groups: number): number {
  const taps = kernel(side).length;
  let weights = 0;
  for (let filter = 0; filter < cout; filter++) {
    const group = Math.floor((filter * groups) / cout);
    for (let channel = 0; channel < cin; channel++)
      if (Math.floor((channel * groups) / cin) === group) weights += taps;
  }
  return weights;
}

describe("convolution families agree with a kernel that is really slid", () => {
  it("conv-out", () => {
    expectKeys(convOut, ({ n, k, s, p, d }) => slide(n, { taps: k, stride: s, padding: p, dilation: d }));
  });

  it("pool-chain", () => {
    expectKeys(poolChain, ({ n, k, s, p }) =>
      slide(slide(n, { taps: k, stride: s, padding: p }), { taps: 2, stride: 2 }),
    );
  });

  it("transposed-conv: scatters each input and crops", () => {
    expectKeys(transposedConv, ({ n, k, s, p, op }) => {
      const written = new Set<number>();
      for (let input = 0; input < n; input++) for (let tap = 0; tap < k; tap++) written.add(input * s + tap);
      return Math.max(...written) + 1 - p - p + op;
    });
  });

  it("receptive-field: walks back from one output to the inputs that it sees", () => {
    expectKeys(receptiveField, ({ layers }) => {
      let seen = new Set([0]);
      for (const { k, s } of layers.toReversed())
        seen = new Set([...seen].flatMap((at) => Array.from({ length: k }, (_, tap) => at * s + tap)));
      return seen.size;
    });
  });
});

describe("cost families agree with a layer that is built and counted", () => {
  it("conv-params", () => {
    expectKeys(convParams, ({ cin, cout, k, groups }) => {
      let biases = 0;
      for (let filter = 0; filter < cout; filter++) biases++;
      return convWeights(cin, cout, k, groups) + biases;
    });
  });

  it("conv-macs: visits every output position", () => {
    expectKeys(convMacs, ({ n, k, s, p, cin, cout }) => {
      const side = slide(n, { taps: k, stride: s, padding: p });
      const perPosition = convWeights(cin, cout, k, 1);
      let macs = 0;
      for (let row = 0; row < side; row++) for (let column = 0; column < side; column++) macs += perPosition;
      return macs;
    });
  });

  it("dwsep-params: a convolution with a group for each channel, then a 1×1", () => {
    expectKeys(
      dwsepParams,
      ({ cin, cout, k }) => convWeights(cin, cin, k, cin) + convWeights(cin, cout, 1, 1),
    );
  });

  it("conv-fan: the inputs under one filter", () => {
    expectKeys(convFan, ({ cin, k }) => {
      const inputs = new Set<string>();
      for (let channel = 0; channel < cin; channel++)
        for (const [row, column] of kernel(k)) inputs.add(`${channel} ${row} ${column}`);
      return inputs.size;
    });
  });
});
