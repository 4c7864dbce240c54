import { DOUBT_SIGNALS, type Doubt } from "./doubts.ts";
import { type Reading, SENTENCE_SIGNALS } from "./signals.ts";

/** What each signal adds to the log-odds that a sentence is wrong. */
export interface Weights {
  /** From what on a statement is named: its log-odds and those of its worst word together. */
  named: number;
  bias: number;
  sentence: Readonly<Record<(typeof SENTENCE_SIGNALS)[number], number>>;
  doubtBias: number;
  doubt: Readonly<Record<(typeof DOUBT_SIGNALS)[number], number>>;
}

/**
 * Fitted on `tests/learning/answers/development.json` by `tests/learning/feedback-fit.ts`; `npm run bench -- feedback`
 * prints them anew, with what such weights do on topics that they were not fitted on.
 */
export const WEIGHTS: Weights = {
  named: 3.26,
  bias: -3.092,
  sentence: {
    absolute: 0.343,
    "like false": 0.703,
    "likelier false": 1.569,
    apart: 0.358,
    reversed: 0.25,
    against: 0.47,
    "with false": 2.304,
    "said where denied": 0.158,
  },
  doubtBias: 1.639,
  doubt: {
    thing: -0.331,
    number: -0.904,
    term: -0.745,
    own: -0.232,
    other: 0.91,
    ratio: 0.637,
    company: 0.152,
    negated: -1.888,
    both: -0.298,
    "known number": -0.686,
    unusual: 0.621,
  },
};

/** Log-odds that one word of a sentence is turned round, before all else. */
export const doubtOdds = ({ signals }: Doubt, { doubt, doubtBias }: Weights): number =>
  DOUBT_SIGNALS.reduce((sum, name, i) => sum + doubt[name] * (signals[i] ?? 0), doubtBias);

/** Log-odds that a sentence is wrong: what speaks for it as a whole, and each of its words that may be turned round. */
export function oddsOf({ signals, doubts }: Reading, weights: Weights): number {
  const whole = SENTENCE_SIGNALS.reduce(
    (sum, name, i) => sum + weights.sentence[name] * (signals[i] ?? 0),
    weights.bias,
  );
  const words = doubts.reduce((sum, doubt) => sum + Math.exp(doubtOdds(doubt, weights)), 1);
  return whole + Math.log(words);
}
