import { alikeIn } from "./beliefs.ts";
import { type Doubt, doubtsIn } from "./doubts.ts";
import type { Evidence } from "./evidence.ts";
import type { Statement } from "./known.ts";
import { fitOf } from "./links.ts";
import type { Sentence } from "./read.ts";
import { laidOut } from "./stands.ts";

/** Words that claim more than is mostly true. */
const ABSOLUTE =
  /\b(?:always|never|only|all|every|any|none|nothing|must|completely|fully|entirely|impossible|guarantee[sd]?|at all|alone|exactly|alike|no matter|whatever)\b/gi;

/** From here below the usual, in nats, a denial counts. */
const RARELY = 3;

/** What is weighed of a whole sentence; `weights.ts` says how. */
export const SENTENCE_SIGNALS = [
  "absolute",
  "like false",
  "likelier false",
  "apart",
  "reversed",
  "against",
  "with false",
  "said where denied",
] as const;

/** A sentence by what tells right ones from wrong ones. */
export interface Reading {
  signals: readonly number[];
  doubts: readonly Doubt[];
  /** The wrong statement of the bank that it makes. */
  belief: Statement | null;
}

/** How surely a word stands here without the denial that the concept has with it: log-odds, from a little on. */
function saidThoughDenied(sentence: Sentence, { denials }: Evidence): number {
  let most = 0;
  for (const { token, negated } of laidOut(sentence)) {
    const count = negated || token.term === "" ? undefined : denials.get(token.term);
    if (count !== undefined)
      most = Math.max(most, Math.log((count.denied + 0.5) / (count.said + 0.5)) + RARELY);
  }
  return most;
}

export function readingOf(sentence: Sentence, evidence: Evidence): Reading {
  const { known, claims, holds, fails } = evidence;
  const { right, wrong, belief } = alikeIn(sentence, claims, known);
  const fit = fitOf(sentence, holds, fails, known.rarity);
  const signals = [
    [...sentence.text.matchAll(ABSOLUTE)].length,
    wrong,
    wrong - right,
    fit.apart,
    fit.reversed,
    fit.against,
    fit.withFalse,
    saidThoughDenied(sentence, evidence),
  ];
  return { signals, doubts: doubtsIn(sentence, evidence), belief };
}
