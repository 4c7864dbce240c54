import type { Random } from "../../engine/rules/random.ts";
import { sum } from "./arithmetic.ts";
import { code, defineFamily, tex } from "./define.ts";
import { decimals } from "./display.ts";

interface Pair {
  reference: readonly string[];
  output: readonly string[];
}

const REFERENCES = [
  "the cat sat on the mat near the door",
  "a man on a horse rode to a farm",
  "the red car and the blue car left the lot",
  "we saw the ship and the ship saw us",
  "she put the book on the table by the lamp",
  "the dog and the boy ran to the old house",
  "it was cold and it was dark in the hall",
  "he gave the map to the guide at the gate",
  "the more you read the more you know",
  "one bird on the roof and one bird in the tree",
];

/** The n-grams of a text with how often each occurs. */
function grams(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join(" ");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

const many = ({ output }: Pair, n: number) => output.length - n + 1;
const matches = ({ reference, output }: Pair, n: number, clip = true) => {
  const known = grams(reference, n);
  return sum(
    [...grams(output, n)].map(([gram, count]) =>
      clip ? Math.min(count, known.get(gram) ?? 0) : known.has(gram) ? count : 0,
    ),
  );
};
/** The n-grams that were found, each as often as it counts. */
const found = ({ reference, output }: Pair, n: number) => {
  const known = grams(reference, n);
  return [...grams(output, n)]
    .map(([gram, count]) => [gram, Math.min(count, known.get(gram) ?? 0)] as const)
    .filter(([, count]) => count > 0)
    .map(([gram, count]) => (count === 1 ? gram : `${gram} ${count} times`))
    .join(", ");
};
const share = (p: Pair, n: number, clip = true) => matches(p, n, clip) / many(p, n);
const brevity = ({ reference, output }: Pair) => Math.min(1, Math.exp(1 - reference.length / output.length));
const mean = (p: Pair) => Math.sqrt(share(p, 1) * share(p, 2));

/** A worse copy of a sentence, one to three words shorter: words left out, one said twice, one perhaps replaced. */
function garble(words: readonly string[], random: Random): string[] {
  const copy = [...words];
  if (random.pick([true, false]))
    copy[random.int(0, copy.length - 1)] = random.pick(["quickly", "green", "their"]);
  const left = words.length - random.int(2, 4);
  while (copy.length > left) copy.splice(random.int(0, copy.length - 1), 1);
  const at = random.int(0, copy.length - 1);
  copy.splice(at, 0, copy[at]!);
  return copy;
}

/** BLEU with 1-grams and 2-grams, one reference, no smoothing (Papineni et al. 2002). */
export const bleu = defineFamily({
  id: "bleu",
  topic: "data-eval",
  concept: "evaluation-metrics",
  difficulty: "hard",
  asks: "BLEU-2 with brevity penalty",
  draw(random): Pair {
    const reference = random.pick(REFERENCES).split(" ");
    return { reference, output: garble(reference, random) };
  },
  stem: ({ reference, output }) =>
    `Reference: ${code(reference.join(" "))}. Output: ${code(output.join(" "))}. What is BLEU-2: the geometric mean of the clipped 1-gram and 2-gram precisions, times the brevity penalty $\\exp(1 - r/c)$ for r reference and c output words, unsmoothed?`,
  key: (p) => brevity(p) * mean(p),
  display: () => ({ ...decimals(3), apart: 6 }),
  possible: (value) => value > 0 && value < 1,
  wrong: [
    {
      name: "no brevity penalty",
      value: mean,
      because: (p, shown) =>
        tex`${shown} leaves out the brevity penalty: the output has ${p.output.length} words, the reference ${p.reference.length}.`,
    },
    {
      name: "unclipped counts",
      value: (p) => brevity(p) * Math.sqrt(share(p, 1, false) * share(p, 2, false)),
      because: (p, shown) =>
        tex`${shown} counts ${matches(p, 1, false)} words and ${matches(p, 2, false)} pairs as found; clipped to how often the reference has them, they are ${matches(p, 1)} and ${matches(p, 2)}.`,
    },
    {
      name: "arithmetic mean",
      value: (p) => (brevity(p) * (share(p, 1) + share(p, 2))) / 2,
      because: (p, shown) =>
        tex`${shown} takes the plain mean of ${share(p, 1)} and ${share(p, 2)}; BLEU takes the root of their product.`,
    },
    {
      name: "unigram only",
      value: (p) => brevity(p) * share(p, 1),
      because: (p, shown) =>
        tex`$${brevity(p)} \times ${matches(p, 1)}/${many(p, 1)} \approx ${shown}$ looks at single words alone and sees no word order.`,
    },
    {
      name: "BP as length ratio",
      value: (p) => (p.output.length / p.reference.length) * mean(p),
      because: (p, shown) =>
        tex`${shown} uses ${p.output.length}/${p.reference.length} for the brevity penalty, which is $\exp(1 - ${p.reference.length}/${p.output.length}) \approx ${brevity(p)}$.`,
    },
    {
      name: "recall denominator",
      value: (p) =>
        brevity(p) *
        Math.sqrt((matches(p, 1) * matches(p, 2)) / (p.reference.length * (p.reference.length - 1))),
      because: (p, shown) =>
        tex`${shown} divides by the ${p.reference.length} words and ${p.reference.length - 1} pairs of the reference; precision divides by those of the output.`,
    },
    {
      name: "bigram only",
      value: (p) => brevity(p) * share(p, 2),
      because: (p, shown) =>
        tex`$${brevity(p)} \times ${matches(p, 2)}/${many(p, 2)} \approx ${shown}$ leaves the precision of single words out of the mean.`,
    },
    {
      name: "product without the root",
      value: (p) => brevity(p) * share(p, 1) * share(p, 2),
      because: (p, shown) =>
        tex`${shown} multiplies ${share(p, 1)} by ${share(p, 2)} and takes no square root, which a geometric mean of two needs.`,
    },
  ],
  solution: (p, shown) =>
    tex`${matches(p, 1)} of ${many(p, 1)} words are found (${found(p, 1)}) and ${matches(p, 2)} of ${many(p, 2)} pairs (${found(p, 2)}), so the mean is $\sqrt{${share(p, 1)} \times ${share(p, 2)}} \approx ${mean(p)}$. The penalty is $\exp(1 - ${p.reference.length}/${p.output.length}) \approx ${brevity(p)}$, and the product ${shown}.`,
});
