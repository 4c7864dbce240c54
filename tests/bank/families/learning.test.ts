import { describe, it } from "vitest";
import { backprop221 } from "../../../src/bank/families/backprop.ts";
import { clipNorm, reluGrad, vanishFactor } from "../../../src/bank/families/gradient-flow.ts";
import { glorotHe } from "../../../src/bank/families/initialization.ts";
import { lossScale } from "../../../src/bank/families/memory.ts";
import { perceptron } from "../../../src/bank/families/neural-nets.ts";
import { adamSteps, momentum } from "../../../src/bank/families/optimizers.ts";
import { dropoutScale, sgdL2 } from "../../../src/bank/families/regularization.ts";
import { warmupCosine } from "../../../src/bank/families/schedules.ts";
import { crossing, expectKeys, integrate, slopeAt } from "./draws.ts";

/** The sigmoid, by way of tanh. */
const squash = (z: number) => 0.5 + 0.5 * Math.tanh(z / 2);

const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

describe("forward and backward passes agree with finite differences of a network that is run", () => {
  it("perceptron", () => {
    expectKeys(perceptron, ({ w, x, b }) => {
      let z = b;
      for (const [i, weight] of w.entries()) z += weight * (x[i] ?? Number.NaN);
      return squash(z);
    });
  });

  it("backprop-221", () => {
    expectKeys(
      backprop221,
      ({ x, w, v, target, i, j }) => {
        const loss = (asked: number) => {
          let out = 0;
          for (const unit of [0, 1] as const) {
            let z = 0;
            for (const input of [0, 1] as const)
              z += x[input] * (unit === j && input === i ? asked : w[unit][input]);
            out += v[unit] * squash(z);
          }
          return 0.5 * (squash(out) - target) ** 2;
        };
        return slopeAt(loss, w[j][i], 1e-4);
      },
      1e-7,
    );
  });

  it("relu-grad", () => {
    expectKeys(
      reluGrad,
      ({ w, b, x }) =>
        slopeAt((input) => {
          let activation = input;
          for (const [i, weight] of w.entries()) {
            const z = weight * activation + (b[i] ?? Number.NaN);
            activation = Math.max(0, z);
          }
          return activation;
        }, x),
      1e-7,
    );
  });

  it("vanish-factor: the steepest slope of a sigmoid, found by looking", () => {
    let steepest = 0;
    for (let z = -3; z <= 3; z += 0.01) steepest = Math.max(steepest, slopeAt(squash, z, 1e-4));
    expectKeys(
      vanishFactor,
      ({ layers, c }) => {
        let carried = 1;
        for (let layer = 0; layer < layers; layer++) carried = carried * steepest * c;
        return carried;
      },
      1e-8,
    );
  });

  it("glorot-he: the standard deviation that keeps a signal's size", () => {
    const reluPower = integrate((z) => z * z * density(z), 0, 12, 400);
    expectKeys(
      glorotHe,
      ({ fanIn, fanOut, kind }) =>
        crossing(
          (sd) => {
            const forward = fanIn * sd * sd;
            const backward = fanOut * sd * sd;
            return kind === "He" ? forward * reluPower - 1 : (forward + backward) / 2 - 1;
          },
          0,
          2,
        ),
      1e-9,
    );
  });

  it("clip-norm: the shrinking that brings the norm to its limit", () => {
    expectKeys(clipNorm, ({ g, i, limit }) => {
      const scale = crossing((s) => Math.hypot(...g.map((value) => value * s)) - limit, 0, 1);
      return (g[i] ?? Number.NaN) * scale;
    });
  });

  it("loss-scale: doubling or halving, one power at a time", () => {
    expectKeys(
      lossScale,
      ({ given, power, up }) => {
        let value = given;
        for (let step = 0; step < power; step++) value = up ? value + value : value / 2;
        return value;
      },
      1e-12,
    );
  });
});

describe("updates agree with an optimizer that is run", () => {
  it("adam-step: the order of operations of PyTorch", () => {
    expectKeys(adamSteps, ({ g, lr, beta1, beta2 }) => {
      let [weight, before, average, square, first, second] = [0, 0, 0, 0, 1, 1];
      for (const slope of g) {
        before = weight;
        average += (slope - average) * (1 - beta1);
        square = square * beta2 + slope * slope * (1 - beta2);
        first *= beta1;
        second *= beta2;
        const denominator = Math.sqrt(square) / Math.sqrt(1 - second);
        weight -= (lr / (1 - first)) * (average / denominator);
      }
      return weight - before;
    });
  });

  it("momentum: each gradient's whole effect, summed", () => {
    expectKeys(momentum, ({ w, g, lr, beta }) => {
      let moved = 0;
      for (let step = 0; step < g.length; step++)
        for (let later = step; later < g.length; later++)
          moved += (g[step] ?? Number.NaN) * beta ** (later - step);
      return w - lr * moved;
    });
  });

  it("sgd-l2: the slope of the whole loss, by finite differences", () => {
    expectKeys(
      sgdL2,
      ({ w, g, lr, lambda }) => w - lr * slopeAt((at) => g * at + (lambda / 2) * at * at, w, 1e-3),
      1e-8,
    );
  });

  it("dropout-scale: the value that keeps the mean of a thousand units", () => {
    expectKeys(dropoutScale, ({ a, p }) => {
      const kept = 1000 - Math.round(1000 * p);
      return crossing((value) => kept * value - 1000 * a, 0, 100);
    });
  });

  it("warmup-cosine: the fall of the rate, integrated from the peak", () => {
    expectKeys(
      warmupCosine,
      ({ steps, warmup, t, max, min }) => {
        const length = steps - warmup;
        const fall = (step: number) =>
          (max - min) * (Math.PI / (2 * length)) * Math.sin((Math.PI * step) / length);
        return max - integrate(fall, 0, t - warmup);
      },
      1e-7,
    );
  });
});
