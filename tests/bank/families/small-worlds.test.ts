import { describe, expect, it } from "vitest";
import { infoNce, tripletLoss } from "../../../src/bank/families/contrast.ts";
import { cfgGuidance, diffusionForward } from "../../../src/bank/families/noise.ts";
import { klSmall, softmaxGrad } from "../../../src/bank/families/probabilities.ts";
import { bitsPerByte, intEight, vitTokens } from "../../../src/bank/families/quantities.ts";
import { beamNorm, ropePair } from "../../../src/bank/families/sequences.ts";
import { draws, expectKeys, slopeAt, surprise } from "./draws.ts";

const lossOf = (z: readonly number[], y: number) => {
  let rivals = 0;
  for (const other of z) rivals += Math.exp(other - z[y]!);
  return Math.log(rivals);
};

describe("losses of a few numbers agree with a slower way", () => {
  it("softmax-grad: the slope of the loss by finite differences", () => {
    expectKeys(
      softmaxGrad,
      ({ z, y, i }) =>
        slopeAt(
          (at) =>
            lossOf(
              z.map((value, j) => (j === i ? at : value)),
              y,
            ),
          z[i]!,
          1e-4,
        ),
      1e-5,
    );
  });

  it("kl-small: how much more Q is surprised than P, with areas for logarithms", () => {
    expectKeys(
      klSmall,
      ({ p, q }) => p.reduce((sum, value, i) => sum + value * (surprise(q[i]!) - surprise(value)), 0),
      1e-5,
    );
  });

  it("info-nce: how far the others rise over the positive", () => {
    expectKeys(infoNce, ({ own, others, t }) => lossOf([own / t, ...others.map((s) => s / t)], 0));
  });

  it("triplet-loss: distances as lengths of vectors", () => {
    expectKeys(tripletLoss, ({ a, p, n, margin }) => {
      const far = (x: readonly number[]) => Math.hypot(a[0]! - x[0]!, a[1]! - x[1]!);
      return Math.max(0, far(p) ** 2 + margin - far(n) ** 2);
    });
  });
});

describe("diffusion, beams and rotations agree with another formula", () => {
  it("cfg-guidance: both predictions weighed", () => {
    expectKeys(cfgGuidance, ({ free, led, scale }) => scale * led + (1 - scale) * free);
  });

  it("diffusion-forward: two steps in place of one", () => {
    expectKeys(diffusionForward, ({ x, noise, kept }) => {
      // The mean shrinks step by step; the variance of two independent noises adds up to one draw.
      const first = Math.sqrt(kept);
      const mean = Math.sqrt(first) * (Math.sqrt(first) * x);
      const variance = first * (1 - first) + (1 - first);
      return mean + Math.sqrt(variance) * noise;
    });
  });

  it("beam-norm: token by token, and the better of two", () => {
    expectKeys(beamNorm, ({ logs, alpha }) => {
      let best = Number.NEGATIVE_INFINITY;
      for (const one of logs) {
        let probability = 1;
        for (const log of one) probability *= Math.exp(log);
        best = Math.max(best, Math.log(probability) / Math.exp(alpha * Math.log(one.length)));
      }
      return best;
    });
  });

  it("rope-pair: length and angle", () => {
    expectKeys(ropePair, ({ q, pos, theta }) => {
      const angle = Math.atan2(q[1], q[0]) + theta * pos;
      return Math.hypot(q[0], q[1]) * Math.cos(angle);
    });
  });
});

describe("counts agree with counting", () => {
  it("vit-tokens: patch by patch", () => {
    expectKeys(vitTokens, ({ height, width, patch }) => {
      let tokens = 1;
      for (let top = 0; top < height; top += patch) for (let left = 0; left < width; left += patch) tokens++;
      return tokens;
    });
  });

  it("bits-per-byte: all bits of the text, then its bytes", () => {
    expectKeys(bitsPerByte, ({ loss, tokens, bytes }) => {
      const bits = tokens * Math.log2(Math.exp(loss));
      return bits / bytes;
    });
  });

  it("int-eight: both parts counted in steps", () => {
    expectKeys(intEight, ({ low, high, x }) => {
      const steps = (value: number) => Math.round((value * 255) / (high - low));
      return steps(x) + steps(-low);
    });
  });

  it("int-eight: an option outside the 256 levels would give itself away, so there is none", () => {
    const offered = draws(intEight).flatMap((p) => intEight.wrong.map(({ value }) => value(p)));
    expect(offered.filter((level) => level < 0 || level > 255)).toEqual([]);
  });
});
