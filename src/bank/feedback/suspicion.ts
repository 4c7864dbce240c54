import type { Evidence } from "./evidence.ts";
import type { Sentence } from "./read.ts";
import { readingOf } from "./signals.ts";
import { doubtOdds, oddsOf, type Weights } from "./weights.ts";

/** Log-odds that a statement is wrong that the bank has as a mistake, or that denies a key point, if words of it say so as well. */
const SAID = 1.5;

/** How likely a statement is wrong, and what the bank says instead. */
export interface Suspicion {
  statement: string;
  /** Log-odds that it is wrong. */
  odds: number;
  /** It is clear enough to be named, the more the higher. */
  named: number | null;
  why: string;
}

/** @param denied a key point whose opposite it clearly says */
export function suspicionOf(
  sentence: Sentence,
  denied: string | null,
  evidence: Evidence,
  weights: Weights,
): Suspicion {
  const statement = sentence.text;
  const reading = readingOf(sentence, evidence);
  const odds = oddsOf(reading, weights);
  // Much that is a little odd lowers the score; what is named has one word that the bank has otherwise.
  const [worst] = reading.doubts
    .map((doubt) => ({ against: doubt.against, odds: doubtOdds(doubt, weights) }))
    .sort((a, b) => b.odds - a.odds);
  const clear = odds + (worst?.odds ?? 0);
  const { belief } = reading;
  const instead = belief === null ? denied : (belief.why ?? belief.text);
  if (instead !== null && clear > 0)
    return { statement, odds: Math.max(odds, SAID), named: clear + weights.named, why: instead };
  const against = worst?.against ?? null;
  // A sentence with an exception is held against nothing.
  const named = clear > weights.named && against !== null && !sentence.excepts ? clear : null;
  return { statement, odds, named, why: against?.text ?? "" };
}
