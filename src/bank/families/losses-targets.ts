import { defineFamily, tex } from "./define.ts";
import { decimals, num } from "./display.ts";

/** The probability that the model gives to what is true. */
const ofTruth = ({ p, y }: { p: number; y: number }) => (y === 1 ? p : 1 - p);

/** Binary cross-entropy of one example, in nats. */
export const bce = defineFamily({
  id: "bce",
  topic: "losses",
  concept: "cross-entropy-variants",
  difficulty: "easy",
  asks: "Binary cross-entropy for one example",
  draw: (random) => ({
    p: random.int(4, 96) / 100,
    y: random.pick([0, 1]),
    what: random.pick([
      "an e-mail is spam",
      "a payment is fraud",
      "a scan shows a fracture",
      "a user will click",
    ]),
  }),
  stem: ({ p, y, what }) =>
    `A model says that ${what} with probability ${num(p)}. The label is ${y}, where 1 means yes. What is the binary cross-entropy of this example, with natural logarithms?`,
  key: (p) => -Math.log(ofTruth(p)),
  display: () => decimals(3),
  possible: (value) => value > 0,
  wrong: [
    {
      name: "label swapped",
      value: (p) => -Math.log(1 - ofTruth(p)),
      because: (p, shown) =>
        tex`$-\ln(${1 - ofTruth(p)}) \approx ${shown}$ is the loss for the label ${1 - p.y}: it takes the probability of what did not happen.`,
    },
    {
      name: "squared error",
      value: (p) => (1 - ofTruth(p)) ** 2,
      because: (p, shown) =>
        tex`$${1 - ofTruth(p)}^2 \approx ${shown}$ is the squared error (the Brier score); cross-entropy takes a logarithm.`,
    },
    {
      name: "log base 2",
      value: (p) => -Math.log2(ofTruth(p)),
      because: (p, shown) =>
        tex`$-\log_2(${ofTruth(p)}) \approx ${shown}$ is the loss in bits, where the question asks for natural logarithms.`,
    },
    {
      name: "absolute error",
      value: (p) => 1 - ofTruth(p),
      because: (p, shown) =>
        tex`${shown} is the distance between the prediction ${p.p} and the label ${p.y}; cross-entropy takes a logarithm.`,
    },
    {
      name: "log base 10",
      value: (p) => -Math.log10(ofTruth(p)),
      because: (p, shown) =>
        tex`$-\log_{10}(${ofTruth(p)}) \approx ${shown}$ uses base 10, the log key of a calculator; the loss needs ln.`,
    },
    {
      name: "both terms, whatever the label",
      value: ({ p }) => -Math.log(p) - Math.log(1 - p),
      because: ({ p, y }, shown) =>
        tex`$-\ln(${p}) - \ln(${1 - p}) \approx ${shown}$ adds both terms, but the label ${y} multiplies one of them by zero.`,
    },
  ],
  solution: (p, shown) =>
    tex`With the label ${p.y} ${p.y === 1 ? "the first" : "the second"} term of $-(y \ln p + (1 - y) \ln(1 - p))$ is left, so the loss is $-\ln(${ofTruth(p)}) \approx ${shown}$.`,
});

/** Target of the true class, uniform over all classes (Szegedy et al. 2016; PyTorch). */
export const labelSmoothing = defineFamily({
  id: "label-smoothing",
  topic: "losses",
  concept: "cross-entropy-variants",
  difficulty: "easy",
  asks: "Smoothed target of the true class",
  draw: (random) => ({
    eps: random.pick([0.05, 0.1, 0.1, 0.15, 0.2, 0.3]),
    k: random.pick([3, 4, 5, 6, 7, 8, 10, 12, 15, 20]),
    asCode: random.pick([true, false]),
  }),
  stem: ({ eps, k, asCode }) =>
    asCode
      ? `\`nn.CrossEntropyLoss(label_smoothing=${eps})\` in PyTorch mixes the one-hot label with a uniform distribution over all ${k} classes, the true one included. What target does the true class get?`
      : `Label smoothing replaces the one-hot label by $(1 - \\epsilon)$ times itself plus $\\epsilon$ times the uniform distribution over all ${k} classes, the true one included. With $\\epsilon = ${eps}$, what target does the true class get?`,
  key: ({ eps, k }) => 1 - eps + eps / k,
  display: () => decimals(4),
  possible: (value) => value > 0 && value < 1,
  wrong: [
    {
      name: "the eps goes to the other classes alone",
      value: ({ eps }) => 1 - eps,
      because: ({ eps, k }, shown) =>
        tex`$1 - ${eps} = ${shown}$ spreads the ${eps} over the ${k - 1} wrong classes; here the uniform part includes the true class.`,
    },
    {
      name: "added nothing back but divided",
      value: ({ eps, k }) => (1 - eps) / k,
      because: ({ eps, k }, shown) =>
        tex`$(1 - ${eps})/${k} \approx ${shown}$ spreads the wrong part: the true class keeps the share $1 - ${eps}$ whole.`,
    },
    {
      name: "eps/K subtracted",
      value: ({ eps, k }) => 1 - eps / k,
      because: ({ eps, k }, shown) =>
        tex`$1 - ${eps}/${k} \approx ${shown}$ takes away one class's share, but the true class gives up ${eps} and gets that share back.`,
    },
    {
      name: "1-eps+eps/(K-1)",
      value: ({ eps, k }) => 1 - eps + eps / (k - 1),
      because: ({ eps, k }, shown) =>
        tex`$1 - ${eps} + ${eps}/${k - 1} \approx ${shown}$ divides by the number of wrong classes, but the uniform distribution covers all ${k}.`,
    },
    {
      name: "subtracted twice",
      value: ({ eps, k }) => 1 - eps - eps / k,
      because: ({ eps, k }, shown) =>
        tex`$1 - ${eps} - ${eps}/${k} \approx ${shown}$ also subtracts the uniform share, which is added back to the true class.`,
    },
    {
      name: "half of eps",
      value: ({ eps }) => 1 - eps / 2,
      because: ({ eps, k }, shown) =>
        tex`$1 - ${eps}/2 = ${shown}$ gives half of the ${eps} back, as if there were two classes and not ${k}.`,
    },
  ],
  solution: ({ eps, k }, shown) =>
    tex`The true class keeps $1 - ${eps} = ${1 - eps}$ and gets the uniform share $${eps}/${k}$ on top: $${1 - eps} + ${eps}/${k} \approx ${shown}$.`,
});
