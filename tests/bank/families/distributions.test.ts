import { describe, it } from "vitest";
import { attnByHand, posenc } from "../../../src/bank/families/attention.ts";
import { fid1d, vaeKl } from "../../../src/bank/families/generative.ts";
import { perplexity } from "../../../src/bank/families/language-models.ts";
import { crossEntropy, softmaxTemp } from "../../../src/bank/families/losses.ts";
import { bce, labelSmoothing } from "../../../src/bank/families/losses-targets.ts";
import { bnInfer, bnRunning, layernorm } from "../../../src/bank/families/normalization.ts";
import { expectKeys, integrate, surprise } from "./draws.ts";

/** The probability of class `i`, from how much the others lie above it. */
const against = (z: readonly number[], i: number) => {
  let rivals = 0;
  for (const other of z) rivals += Math.exp(other - (z[i] ?? Number.NaN));
  return 1 / rivals;
};

const gauss = (x: number, mean: number, sd: number) =>
  Math.exp(-((x - mean) ** 2) / (2 * sd * sd)) / (sd * Math.sqrt(2 * Math.PI));

describe("probabilities and losses agree with a distribution that is written out", () => {
  it("softmax-temp", () => {
    expectKeys(softmaxTemp, ({ z, t, i }) => {
      const scaled: number[] = [];
      for (const logit of z) scaled.push(logit / t);
      return against(scaled, i);
    });
  });

  it("cross-entropy: the area under 1/x", () => {
    expectKeys(crossEntropy, ({ z, y }) => surprise(against(z, y)), 1e-7);
  });

  it("bce: the area under 1/x", () => {
    expectKeys(bce, ({ p, y }) => y * surprise(p) + (1 - y) * surprise(1 - p), 1e-7);
  });

  it("label-smoothing: the mixture, class by class", () => {
    expectKeys(labelSmoothing, ({ eps, k }) => {
      const mixture = Array.from({ length: k }, (_, i) => (1 - eps) * (i === 0 ? 1 : 0) + eps * (1 / k));
      return mixture.at(-1) ?? Number.NaN;
    });
  });

  it("perplexity: the geometric mean of how surprised the model is by each token", () => {
    expectKeys(
      perplexity,
      ({ tokens, total }) => {
        let product = 1;
        for (let token = 1; token <= tokens; token++) {
          const uneven = (total * 2 * token) / (tokens * (tokens + 1));
          product *= Math.exp(-uneven) ** (-1 / tokens);
        }
        return product;
      },
      1e-7,
    );
  });

  it("attn-by-hand: the logistic function of the difference", () => {
    expectKeys(attnByHand, ({ q, keys, i }) => {
      const [asked, other] = [keys[i], keys[i === 0 ? 1 : 0]];
      let lead = 0;
      for (const [at, value] of q.entries()) lead += value * ((asked[at] ?? 0) - (other[at] ?? 0));
      return 0.5 * (1 + Math.tanh(lead / Math.sqrt(q.length) / 2));
    });
  });

  it("posenc: the whole code, filled in pair by pair", () => {
    expectKeys(posenc, ({ d, pos, i }) => {
      const code = new Array<number>(d).fill(0);
      for (let pair = 0; pair < d / 2; pair++) {
        const frequency = Math.exp((-Math.log(10000) * 2 * pair) / d);
        code[2 * pair] = Math.sin(pos * frequency);
        code[2 * pair + 1] = Math.cos(pos * frequency);
      }
      return code[i] ?? Number.NaN;
    });
  });
});

describe("distances between distributions agree with integrals", () => {
  it("vae-kl: the mean of the log ratio, latent by latent", () => {
    expectKeys(
      vaeKl,
      ({ mu, sigma }) => {
        let total = 0;
        for (const [i, mean] of mu.entries()) {
          const sd = sigma[i] ?? Number.NaN;
          const logRatio = (x: number) => x ** 2 / 2 - (x - mean) ** 2 / (2 * sd * sd) - Math.log(sd);
          total += integrate((x) => gauss(x, mean, sd) * logRatio(x), mean - 10 * sd, mean + 10 * sd);
        }
        return total;
      },
      1e-7,
    );
  });

  it("fid-1d: the cost of moving one Gaussian onto the other", () => {
    expectKeys(
      fid1d,
      ({ mean1, mean2, sd1, sd2 }) =>
        integrate((z) => (mean1 + sd1 * z - (mean2 + sd2 * z)) ** 2 * gauss(z, 0, 1), -12, 12),
      1e-7,
    );
  });
});

describe("normalization agrees with another way to the same statistics", () => {
  it("bn-infer: folded into one scale and one shift", () => {
    expectKeys(bnInfer, ({ x, mean, variance, gamma, beta }) => {
      const scale = gamma * variance ** -0.5;
      const shift = beta - mean * scale;
      return scale * x + shift;
    });
  });

  it("bn-running: ten votes, of which the batch casts its share", () => {
    expectKeys(bnRunning, ({ run, batch, m }) => {
      let total = 0;
      for (let vote = 0; vote < 10; vote++) total += vote < Math.round(10 * m) ? batch : run;
      return total / 10;
    });
  });

  it("layernorm: the variance from the differences of all pairs", () => {
    expectKeys(layernorm, ({ x }) => {
      let [ahead, squares] = [0, 0];
      for (const [i, one] of x.entries()) {
        ahead += ((x[0] ?? Number.NaN) - one) / x.length;
        for (const two of x.slice(0, i)) squares += (one - two) ** 2 / x.length ** 2;
      }
      return ahead / Math.sqrt(squares);
    });
  });
});
