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
      "a part will fail",
      "a review is fake",
      "a loan will default",
      "a photo shows a cat",
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

/** Target of a wrong class, uniform over all classes (Szegedy et al. 2016; PyTorch). */
export const labelSmoothing = defineFamily({
  id: "label-smoothing",
  topic: "losses",
  concept: "cross-entropy-variants",
  difficulty: "easy",
  asks: "Smoothed target of a wrong class",
  draw: (random) => ({
    eps: random.int(4, 30) / 100,
    k: random.int(3, 24),
    asCode: random.pick([true, false]),
  }),
  stem: ({ eps, k, asCode }) =>
    asCode
      ? `\`nn.CrossEntropyLoss(label_smoothing=${eps})\` in PyTorch mixes the one-hot label with a uniform distribution over all ${k} classes, the true one included. What target does each wrong class get?`
      : `Label smoothing replaces the one-hot label by $(1 - \\epsilon)$ times itself plus $\\epsilon$ times the uniform distribution over all ${k} classes, the true one included. With $\\epsilon = ${eps}$, what target does each wrong class get?`,
  key: ({ eps, k }) => eps / k,
  display: () => decimals(4),
  possible: (value) => value >= 0 && value < 1,
  wrong: [
    {
      name: "shared by the wrong classes alone",
      value: ({ eps, k }) => eps / (k - 1),
      because: ({ eps, k }, shown) =>
        tex`$${eps}/${k - 1} \approx ${shown}$ spreads the ${eps} over the wrong classes alone; here the uniform part includes the true class.`,
    },
    {
      name: "target of the true class",
      value: ({ eps, k }) => 1 - eps + eps / k,
      because: ({ eps, k }, shown) =>
        tex`$1 - ${eps} + ${eps}/${k} \approx ${shown}$ is the target of the true class, which keeps its own part besides the share.`,
    },
    {
      name: "spread the wrong part",
      value: ({ eps, k }) => (1 - eps) / k,
      because: ({ eps, k }, shown) =>
        tex`$(1 - ${eps})/${k} \approx ${shown}$ spreads the part that the true class keeps; what is spread is the ${eps}.`,
    },
    {
      name: "the whole of eps",
      value: ({ eps }) => eps,
      because: ({ k }, shown) =>
        tex`${shown} is what all ${k} classes share among them, not what each one of them gets.`,
    },
    {
      name: "left at zero",
      value: () => 0,
      because: ({ eps }, shown) =>
        tex`${shown} is the target in the one-hot label; smoothing lifts each class by its share of ${eps}.`,
    },
    {
      name: "one class too many",
      value: ({ eps, k }) => eps / (k + 1),
      because: ({ eps, k }, shown) =>
        tex`$${eps}/${k + 1} \approx ${shown}$ adds the true class to the ${k}, but it is one of them already.`,
    },
    {
      name: "shrunk by the other factor too",
      value: ({ eps, k }) => (eps * (1 - eps)) / k,
      because: ({ eps, k }, shown) =>
        tex`$${eps} \times (1 - ${eps})/${k} \approx ${shown}$ multiplies the share by $1 - ${eps}$, which belongs to the one-hot part alone.`,
    },
    {
      name: "half for the true class",
      value: ({ eps, k }) => eps / (2 * k),
      because: ({ eps, k }, shown) =>
        tex`$${eps}/(2 \times ${k}) \approx ${shown}$ keeps half of the ${eps} for the true class, but all ${k} classes get the same share.`,
    },
  ],
  solution: ({ eps, k }, shown) =>
    tex`A wrong class has 0 in the one-hot label, so only the uniform part is left: $${eps}/${k} \approx ${shown}$.`,
});
