import { sum } from "./arithmetic.ts";
import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

interface Gaussians {
  mean1: number;
  mean2: number;
  sd1: number;
  sd2: number;
}

const gap = ({ mean1, mean2 }: Gaussians) => Math.abs(mean1 - mean2);
const frechet = (p: Gaussians) => gap(p) ** 2 + (p.sd1 - p.sd2) ** 2;

/** FID of one feature (Heusel et al. 2017; Dowson and Landau 1982). */
export const fid1d = defineFamily({
  id: "fid-1d",
  topic: "generative",
  concept: "gan-metrics",
  difficulty: "hard",
  asks: "FID between two 1-D Gaussians (features)",
  draw: (random): Gaussians => ({
    mean1: random.int(-30, 40) / 10,
    mean2: random.int(-30, 40) / 10,
    sd1: random.int(5, 40) / 10,
    sd2: random.int(5, 40) / 10,
  }),
  stem: ({ mean1, mean2, sd1, sd2 }) =>
    `To check code for the Fréchet inception distance you feed it a single feature: real images have mean ${num(mean1)} and standard deviation ${num(sd1)}, generated ones mean ${num(mean2)} and standard deviation ${num(sd2)}. FID is a squared distance; which value should the code return?`,
  key: frechet,
  display: () => decimals(2),
  possible: (value) => value > 0.01,
  wrong: [
    {
      name: "mean not squared",
      value: (p) => gap(p) + (p.sd1 - p.sd2) ** 2,
      because: (p, shown) =>
        tex`$${gap(p)} + (${p.sd1} - ${p.sd2})^2 = ${shown}$ adds the distance of the means as it is; it enters squared.`,
    },
    {
      name: "sds used as variances",
      value: (p) => gap(p) ** 2 + p.sd1 + p.sd2 - 2 * Math.sqrt(p.sd1 * p.sd2),
      because: (p, shown) =>
        tex`$${gap(p)}^2 + ${p.sd1} + ${p.sd2} - 2 \sqrt{${p.sd1} \times ${p.sd2}} \approx ${shown}$ puts standard deviations where the formula has variances.`,
    },
    {
      name: "dropped cross term",
      value: (p) => gap(p) ** 2 + p.sd1 ** 2 + p.sd2 ** 2,
      because: (p, shown) =>
        tex`$${gap(p)}^2 + ${p.sd1}^2 + ${p.sd2}^2 = ${shown}$ lacks the cross term, so that even equal distributions would lie apart.`,
    },
    {
      name: "means only",
      value: (p) => gap(p) ** 2,
      because: (p, shown) =>
        tex`$${gap(p)}^2 = ${shown}$ compares the means alone; the spreads ${p.sd1} and ${p.sd2} differ too.`,
    },
    {
      name: "cross term without 2",
      value: (p) => gap(p) ** 2 + p.sd1 ** 2 + p.sd2 ** 2 - p.sd1 * p.sd2,
      because: (p, shown) =>
        tex`$${gap(p)}^2 + ${p.sd1}^2 + ${p.sd2}^2 - ${p.sd1} \times ${p.sd2} = ${shown}$ subtracts the cross term once; it counts twice.`,
    },
    {
      name: "spreads only",
      value: (p) => (p.sd1 - p.sd2) ** 2,
      because: (p, shown) =>
        tex`$(${p.sd1} - ${p.sd2})^2 = ${shown}$ compares the spreads alone; the means are ${gap(p)} apart.`,
    },
    {
      name: "root taken",
      value: (p) => Math.sqrt(frechet(p)),
      because: (p, shown) =>
        tex`$\sqrt{${frechet(p)}} \approx ${shown}$ is the Fréchet distance itself; FID is its square.`,
    },
  ],
  solution: (p, shown) =>
    tex`In one dimension the trace term is $${p.sd1}^2 + ${p.sd2}^2 - 2 \times ${p.sd1} \times ${p.sd2} = (${p.sd1} - ${p.sd2})^2 = ${(p.sd1 - p.sd2) ** 2}$. With the squared distance of the means: $${gap(p)}^2 + ${(p.sd1 - p.sd2) ** 2} = ${shown}$.`,
});

interface Posterior {
  mu: readonly number[];
  sigma: readonly number[];
}

/** Half the sum over the dimensions of `term`. */
const half = ({ mu, sigma }: Posterior, term: (mu: number, sigma: number) => number) =>
  sum(mu.map((mean, i) => term(mean, sigma[i]!))) / 2;
const exact = (mu: number, sigma: number) => mu ** 2 + sigma ** 2 - 1 - 2 * Math.log(sigma);
const pair = (values: readonly number[]) => `(${values.map((value) => num(value)).join(", ")})`;

/** KL divergence from a standard normal, in nats (Kingma and Welling 2014, appendix B). */
export const vaeKl = defineFamily({
  id: "vae-kl",
  topic: "generative",
  concept: "vae",
  difficulty: "hard",
  asks: "KL(N(mu,s^2)||N(0,1)) summed over dims",
  draw: (random): Posterior => ({
    mu: [0, 1].map(() => random.int(-15, 15) / 10),
    sigma: [0, 1].map(() => random.pick([0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.2, 1.5, 1.8, 2])),
  }),
  stem: ({ mu, sigma }) =>
    tex`For one image the encoder of a VAE outputs means ${pair(mu)} and standard deviations ${pair(sigma)} of two independent Gaussian latents. What is the KL term against a standard normal prior, summed over both, in nats?`,
  key: (p) => half(p, exact),
  display: () => decimals(3),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "forgot 1/2",
      value: (p) => 2 * half(p, exact),
      because: (p, shown) =>
        tex`${shown} is the sum of $\mu^2 + \sigma^2 - 1 - \ln \sigma^2$ without the factor 1/2: ${exact(p.mu[0]!, p.sigma[0]!)} and ${exact(p.mu[1]!, p.sigma[1]!)}.`,
    },
    {
      name: "ln sigma instead of ln sigma^2",
      value: (p) => half(p, (mu, sigma) => mu ** 2 + sigma ** 2 - 1 - Math.log(sigma)),
      because: ({ sigma }, shown) =>
        tex`${shown} subtracts $\ln(${sigma[0]!})$ and $\ln(${sigma[1]!})$; the formula has the logarithm of the variance, which is twice as large.`,
    },
    {
      name: "sigma not squared",
      value: (p) => half(p, (mu, sigma) => mu ** 2 + sigma - 1 - 2 * Math.log(sigma)),
      because: ({ sigma }, shown) =>
        tex`${shown} adds the standard deviations ${pair(sigma)} themselves; the formula has their squares.`,
    },
    {
      name: "sign of log flipped",
      value: (p) => half(p, (mu, sigma) => mu ** 2 + sigma ** 2 - 1 + 2 * Math.log(sigma)),
      because: (_, shown) =>
        tex`${shown} adds $\ln \sigma^2$ in place of subtracting it, which would reward a posterior that collapses to a point.`,
    },
    {
      name: "dropped the -1",
      value: (p) => half(p, (mu, sigma) => exact(mu, sigma) + 1),
      because: (_, shown) =>
        tex`${shown} leaves out the $-1$ of each dimension, so that even the prior itself would have a positive term.`,
    },
    {
      name: "averaged over dims",
      value: (p) => half(p, exact) / 2,
      because: (p, shown) =>
        tex`$${half(p, exact)}/2 \approx ${shown}$ is the mean over the two latents; the terms of independent latents add up.`,
    },
    {
      name: "mean not squared",
      value: (p) => half(p, (mu, sigma) => Math.abs(mu) + exact(0, sigma)),
      because: ({ mu }, shown) =>
        tex`${shown} adds the distances of the means ${pair(mu)} from 0 as they are; they enter squared.`,
    },
  ],
  solution: ({ mu, sigma }, shown) =>
    tex`A latent adds $(\mu^2 + \sigma^2 - 1 - \ln \sigma^2)/2$. The brackets are ${mu.map((mean, i) => tex`$${factor(mean)}^2 + ${sigma[i]!}^2 - 1 - ${factor(2 * Math.log(sigma[i]!))} \approx ${exact(mean, sigma[i]!)}$`).join(" and ")}; half of their sum is ${shown}.`,
});
