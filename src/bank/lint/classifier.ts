import { hash32, randomFrom } from "../../engine/rules/random.ts";
import { BUCKETS, featuresOf, type OptionFeatures } from "./features.ts";
import { firstPlace, type Gate, WORST_LISTED } from "./gate.ts";
import type { ChoiceCase } from "./rule.ts";

const FOLDS = 5;
/** The folds are dealt this many times, and the results averaged: one deal is off by some hundredths. */
const DEALS = 3;
const EPOCHS = 12;
const RATE = 0.1;
/** Weight decay of the hashed words for each item seen. */
const DECAY = 1e-3;

/** With fewer items, or fewer concepts than folds, there is nothing to learn from. */
const FEWEST = 60;

interface Weights {
  dense: Float64Array;
  sparse: Float64Array;
}

interface Example {
  concept: string;
  id: string;
  /** Key first. */
  options: readonly OptionFeatures[];
}

function score({ dense, sparse }: Weights, option: OptionFeatures): number {
  const seen = option.dense.reduce((sum, value, i) => sum + value * (dense[i] ?? 0), 0);
  return option.sparse.reduce((sum, bucket) => sum + (sparse[bucket] ?? 0), seen);
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const weights = scores.map((value) => Math.exp(value - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Logistic regression over the four options of an item (McFadden's conditional logit: the probability that
 * an option is the key is the softmax of the four scores), fitted by stochastic gradient descent.
 */
function train(examples: readonly Example[], seed: string): Weights {
  const random = randomFrom(seed);
  const width = examples[0]?.options[0]?.dense.length ?? 0;
  const weights: Weights = { dense: new Float64Array(width), sparse: new Float64Array(BUCKETS) };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE / (1 + epoch / 4);
    for (const { options } of random.shuffle(examples)) {
      const guess = softmax(options.map((option) => score(weights, option)));
      for (const [i, option] of options.entries()) {
        const step = rate * ((i === 0 ? 1 : 0) - (guess[i] ?? 0));
        for (const [j, value] of option.dense.entries())
          weights.dense[j] = (weights.dense[j] ?? 0) + step * value;
        for (const bucket of option.sparse) {
          const weight = weights.sparse[bucket] ?? 0;
          weights.sparse[bucket] = weight + step - DECAY * weight;
        }
      }
    }
  }
  return weights;
}

/** What a learner who has seen other concepts makes of an item's options alone. */
export interface Guess {
  id: string;
  /** How much of the first place the key has, from 0 to 1. */
  found: number;
  /** The probability given to the key. */
  belief: number;
}

/**
 * Guesses every key from the options alone, with a classifier that has learned from other concepts only.
 * Deterministic: the same items in any order give the same guesses.
 */
export function guessKeys(items: readonly ChoiceCase[]): Guess[] {
  const examples = items
    .map((item): Example => ({ concept: item.concept, id: item.id, options: featuresOf(item) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const guesses = new Map<string, Guess>(examples.map(({ id }) => [id, { id, found: 0, belief: 0 }]));
  for (let deal = 0; deal < DEALS; deal++) {
    const order = (concept: string) => hash32(`${deal}/${concept}`);
    const concepts = [...new Set(examples.map(({ concept }) => concept))].sort((a, b) => order(a) - order(b));
    const foldOf = new Map(concepts.map((concept, i) => [concept, i % FOLDS]));
    for (let fold = 0; fold < FOLDS; fold++) {
      const isHeldOut = ({ concept }: Example) => foldOf.get(concept) === fold;
      const weights = train(
        examples.filter((example) => !isHeldOut(example)),
        `${deal}/${fold}`,
      );
      for (const { id, options } of examples.filter(isHeldOut)) {
        const scores = options.map((option) => score(weights, option));
        const guess = guesses.get(id)!;
        guess.found += firstPlace(scores) / DEALS;
        guess.belief += (softmax(scores)[0] ?? 0) / DEALS;
      }
    }
  }
  return [...guesses.values()];
}

export const classifierGate: Gate = {
  id: "options-only",
  what: "Items whose key a classifier finds that sees the options alone",
  shown: "share",
  atMost: 0.3,
  fewest: FEWEST,
  mend: "rewrite the items below: the key has a style of its own",
  measure: ({ choice }) => {
    if (choice.length < FEWEST) return { value: 0, cases: choice.length };
    const guesses = guessKeys(choice);
    const worst = guesses.sort((a, b) => b.belief - a.belief).slice(0, WORST_LISTED);
    return {
      value: guesses.reduce((sum, { found }) => sum + found, 0) / guesses.length,
      cases: guesses.length,
      worst: worst.map(({ id, belief }) => ({ id, weight: belief })),
    };
  },
};
