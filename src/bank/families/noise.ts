import { defineFamily, tex } from "./define.ts";
import { decimals, factor, num } from "./display.ts";

interface Guidance {
  free: number;
  led: number;
  scale: number;
}

/** Guided prediction, with scale 1 for no guidance (Ho and Salimans 2022, as libraries write it). */
export const cfgGuidance = defineFamily({
  id: "cfg-guidance",
  topic: "generative",
  concept: "diffusion",
  difficulty: "easy",
  asks: "Classifier-free guidance of one value",
  draw: (random): Guidance => ({
    free: random.int(-90, 90) / 100,
    led: random.int(-90, 90) / 100,
    scale: random.pick([1.5, 2, 3, 4, 5, 7, 7.5]),
  }),
  stem: ({ free, led, scale }) =>
    `For one pixel a diffusion model predicts the noise ${num(free)} without the prompt and ${num(led)} with it. With classifier-free guidance of scale ${scale}, where scale 1 means the prediction with the prompt as it is, which noise is used?`,
  key: ({ free, led, scale }) => free + scale * (led - free),
  display: () => decimals(3),
  possible: (value) => Math.abs(value) < 40,
  wrong: [
    {
      name: "from the prompted one",
      value: ({ free, led, scale }) => led + scale * (led - free),
      because: (_, shown) =>
        tex`${shown} starts at the prediction with the prompt; then scale 0, not scale 1, would leave it as it is.`,
    },
    {
      name: "swapped",
      value: ({ free, led, scale }) => led + scale * (free - led),
      because: (_, shown) =>
        tex`${shown} moves away from the prompt: the roles of the two predictions are swapped.`,
    },
    {
      name: "scaled prompt alone",
      value: ({ led, scale }) => scale * led,
      because: ({ led, scale }, shown) =>
        tex`$${scale} \times ${factor(led)} = ${shown}$ scales the prompted prediction and forgets the other.`,
    },
    {
      name: "difference alone",
      value: ({ free, led, scale }) => scale * (led - free),
      because: (_, shown) =>
        tex`${shown} is the scaled difference; it is added to the prediction without the prompt.`,
    },
    {
      name: "mean",
      value: ({ free, led }) => (led + free) / 2,
      because: (_, shown) =>
        tex`${shown} is the mean of both predictions, but guidance goes beyond the prompted one.`,
    },
    {
      name: "sum",
      value: ({ free, led, scale }) => free + scale * led,
      because: (_, shown) =>
        tex`${shown} adds the scaled prompted prediction whole; its difference from the other one is scaled.`,
    },
  ],
  solution: ({ free, led, scale }, shown) =>
    tex`The difference is $${led} - ${factor(free)} = ${led - free}$. Guidance gives $${free} + ${scale} \times ${factor(led - free)} = ${shown}$.`,
});

interface Noised {
  x: number;
  noise: number;
  kept: number;
}

/** A noised value in one step from the data (Ho, Jain and Abbeel 2020). */
export const diffusionForward = defineFamily({
  id: "diffusion-forward",
  topic: "generative",
  concept: "diffusion",
  difficulty: "medium",
  asks: "Forward diffusion of one value",
  draw: (random): Noised => ({
    x: random.int(-100, 100) / 100,
    noise: random.int(-200, 200) / 100,
    kept: random.int(5, 95) / 100,
  }),
  stem: ({ x, noise, kept }) =>
    tex`In a DDPM the product of all $1 - \beta$ up to step t is ${kept}. A pixel of the data is ${x}, and the drawn standard normal noise for it is ${noise}. What is the noised pixel at step t?`,
  key: ({ x, noise, kept }) => Math.sqrt(kept) * x + Math.sqrt(1 - kept) * noise,
  display: () => decimals(3),
  possible: (value) => Math.abs(value) < 10,
  wrong: [
    {
      name: "no roots",
      value: ({ x, noise, kept }) => kept * x + (1 - kept) * noise,
      because: ({ kept }, shown) =>
        tex`${shown} weighs with ${kept} and ${1 - kept}; their square roots keep the variance at 1.`,
    },
    {
      name: "roots swapped",
      value: ({ x, noise, kept }) => Math.sqrt(1 - kept) * x + Math.sqrt(kept) * noise,
      because: ({ kept }, shown) =>
        tex`${shown} gives the noise the root of ${kept}, which belongs to the data.`,
    },
    {
      name: "noise added whole",
      value: ({ x, noise, kept }) => Math.sqrt(kept) * x + noise,
      because: (_, shown) =>
        tex`${shown} shrinks the data and adds the noise whole, so the variance would exceed 1.`,
    },
    {
      name: "root over the data alone",
      value: ({ x, noise, kept }) => Math.sqrt(kept) * x + (1 - kept) * noise,
      because: ({ kept }, shown) =>
        tex`${shown} takes the noise times ${1 - kept}; its weight is the root of that.`,
    },
    {
      name: "noise taken away",
      value: ({ x, noise, kept }) => Math.sqrt(kept) * x - Math.sqrt(1 - kept) * noise,
      because: (_, shown) =>
        tex`${shown} subtracts the noise, as a step of denoising does; the forward process adds it.`,
    },
    {
      name: "data kept whole",
      value: ({ x, noise, kept }) => x + Math.sqrt(1 - kept) * noise,
      because: (_, shown) =>
        tex`${shown} keeps the data whole, as a process with exploding variance does; a DDPM shrinks it.`,
    },
  ],
  solution: ({ x, noise, kept }, shown) =>
    tex`The weights are $\sqrt{${kept}} \approx ${Math.sqrt(kept)}$ and $\sqrt{${1 - kept}} \approx ${Math.sqrt(1 - kept)}$: $${Math.sqrt(kept)} \times ${factor(x)} + ${Math.sqrt(1 - kept)} \times ${factor(noise)} \approx ${shown}$.`,
});
