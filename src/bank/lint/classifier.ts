import { hash32, randomFrom } from "../../engine/rules/random.ts";
import { BUCKETS, featuresOf, type OptionFeatures, SIGNALS } from "./features.ts";
import { firstPlace, type Gate, WORST_LISTED } from "./gate.ts";
import type { ChoiceCase } from "./rule.ts";

const FOLDS = 5;
/** The folds are dealt this many times, and the results averaged: one deal is off by some hundredths. */
const DEALS = 5;
const EPOCHS = 20;
const RATE = 0.1;
/** Ridge penalty of a hashed word each time it is seen: most are seen in a few items, and prove nothing. */
const PENALTY = 1;

/** With fewer items there is nothing to learn from. */
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
  let sum = 0;
  for (let i = 0; i < dense.length; i++) sum += (dense[i] ?? 0) * (option.dense[i] ?? 0);
  for (const bucket of option.sparse) sum += sparse[bucket] ?? 0;
  return sum;
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
  const weights: Weights = { dense: new Float64Array(SIGNALS.length), sparse: new Float64Array(BUCKETS) };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE / (1 + epoch / 4);
    for (const { options } of random.shuffle(examples)) {
      const guess = softmax(options.map((option) => score(weights, option)));
      for (const [i, option] of options.entries())
        step(weights, option, (i === 0 ? 1 : 0) - (guess[i] ?? 0), rate);
    }
  }
  return weights;
}

/** One step of descent for one option; `error` is what the guess lacks. */
function step({ dense, sparse }: Weights, option: OptionFeatures, error: number, rate: number): void {
  for (let i = 0; i < dense.length; i++) dense[i] = (dense[i] ?? 0) + rate * error * (option.dense[i] ?? 0);
  for (const bucket of option.sparse) {
    const weight = sparse[bucket] ?? 0;
    sparse[bucket] = weight + rate * (error - PENALTY * weight);
  }
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

/** Standard errors that a signal's mean lies from zero before it is worth naming. */
const TELLING = 2.5;

/** The signals in which keys differ from their distractors, and how, the clearest first. */
export function tellingSignals(items: readonly ChoiceCase[]): string[] {
  const features = items.map(featuresOf);
  return SIGNALS.map(([name], j) => {
    const differences = features.map((options) => {
      const [key = 0, ...others] = options.map(({ dense }) => dense[j] ?? 0);
      return key - others.reduce((sum, value) => sum + value, 0) / others.length;
    });
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / differences.length;
    // Where nothing differs, what is left of rounding must not count as a difference.
    return { name, strength: mean / (Math.sqrt(variance / differences.length) + 1e-9) };
  })
    .filter(({ strength }) => Math.abs(strength) > TELLING)
    .sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength))
    .map(({ name, strength }) => `keys have ${strength > 0 ? "more" : "less"} of: ${name}`);
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
      hints: tellingSignals(choice),
      worst: worst.map(({ id, belief }) => ({ id, weight: belief })),
    };
  },
};
