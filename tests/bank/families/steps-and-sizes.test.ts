import { describe, it } from "vitest";
import { bnParams, bottleneckParams } from "../../../src/bank/families/conv-blocks.ts";
import { moeParams, rnnParams, swigluParams } from "../../../src/bank/families/layer-params.ts";
import { adamwStep, nesterovStep, rmspropStep } from "../../../src/bank/families/update-steps.ts";
import { expectKeys, numel } from "./draws.ts";

describe("one update agrees with an optimizer that is run as a framework runs it", () => {
  it("adamw-step: decay first, then Adam with averages that start at 0", () => {
    expectKeys(adamwStep, ({ w, g, lr, decay }) => {
      const shrunk = w * (1 - lr * decay);
      const [m, v] = [(0.1 * g) / (1 - 0.9), (0.001 * g * g) / (1 - 0.999)];
      return shrunk - lr * (m / Math.sqrt(v)) - w;
    });
  });

  it("nesterov-step: a heavy-ball step of the velocity, then another one ahead", () => {
    expectKeys(nesterovStep, ({ v, g, lr, beta }) => {
      let velocity = v;
      velocity *= beta;
      velocity += g;
      let ahead = velocity;
      ahead *= beta;
      ahead += g;
      return 0 - lr * ahead;
    });
  });

  it("rmsprop-step: the mean moved towards the new square", () => {
    expectKeys(rmspropStep, ({ s, g, lr, rho }) => {
      const mean = s + (g ** 2 - s) * (1 - rho);
      return -(lr / mean ** 0.5) * g;
    });
  });
});

describe("sizes agree with the tensors that a framework would list", () => {
  it("rnn-params: layer by layer and direction by direction", () => {
    expectKeys(rnnParams, ({ x, h, layers, both }) => {
      const shapes: number[][] = [];
      let width = x;
      for (let layer = 0; layer < layers; layer++) {
        for (const _ of both ? ["forward", "backward"] : ["forward"]) shapes.push([h, width], [h, h], [h]);
        width = both ? h + h : h;
      }
      return numel(shapes);
    });
  });

  it("swiglu-params: gate, up and down", () => {
    expectKeys(swigluParams, ({ d, hidden, layers }) => {
      const shapes = [
        [hidden, d],
        [hidden, d],
        [d, hidden],
      ];
      return numel(Array.from({ length: layers }, () => shapes).flat());
    });
  });

  it("moe-params: the experts that count, one after another", () => {
    expectKeys(moeParams, ({ d, hidden, experts, top, layers, ask }) => {
      let count = 0;
      for (let layer = 0; layer < layers; layer++) {
        for (let expert = 0; expert < experts; expert++) {
          count += d;
          if (ask === "total" || expert < top) count += d * hidden + d * hidden + hidden * d;
        }
      }
      return count;
    });
  });

  it("bn-params: tensor by tensor of each layer", () => {
    expectKeys(bnParams, ({ channels, ask }) => {
      const kept = ["scale", "shift", ...(ask === "stored" ? ["mean", "variance"] : [])];
      return numel(channels.flatMap((c) => kept.map(() => [c])));
    });
  });

  it("bottleneck-params: three kernels", () => {
    expectKeys(bottleneckParams, ({ c, m, k }) =>
      numel([
        [m, c, 1, 1],
        [m, m, k, k],
        [c, m, 1, 1],
      ]),
    );
  });
});
