import { CONFIDENCES, type Confidence, type Outcome } from "./review.ts";

/** Fewer answers than these say little: of how right a confidence is, and of a score. */
export const ENOUGH_TO_TELL = 5;
export const ENOUGH_TO_SCORE = 10;
/** Fewer answers about a topic than this say nothing of over- or under-confidence. */
const ENOUGH = 20;
/** How many standard deviations of chance lie between claim and success where they are said to differ. */
const NOTABLE = 2;

/** What the bank's questions have; a review does not say how many there were. */
const OPTIONS = 4;

/**
 * What a confidence claims, as a probability of being right: a guess stands for chance among the options that are
 * left (the first hint strikes one out), leaning for 0.6, sure for 0.9.
 */
function claimOf(confidence: Confidence, hints: number): number {
  if (confidence === "guess") return 1 / (OPTIONS - (hints > 0 ? 1 : 0));
  return confidence === "leaning" ? 0.6 : 0.9;
}

/** Answers with what was claimed of them on average, 0 to 1, and how many were right. */
interface Claimed {
  answers: number;
  right: number;
  claimed: number;
}

export interface Calibration {
  /** By confidence, those that were said alone: guesses first. */
  levels: readonly (Claimed & { confidence: Confidence })[];
  /**
   * Mean squared distance between claim and outcome (Brier 1950), 0 at best; and that of having claimed of every
   * answer one's own share of right ones. null: too few for that.
   */
  brier: { own: number; baseline: number } | null;
  /** Topics with enough answers whose claims and success differ by more than chance lets them, the furthest first. */
  topics: readonly (Claimed & { topic: string })[];
}

/** A judged answer with its topic; null where nobody knows any more which it was of. */
export interface Judged {
  topic: string | null;
  outcome: Outcome;
}

interface Claim {
  topic: string | null;
  confidence: Confidence;
  claim: number;
  right: boolean;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function summed(claims: readonly Claim[]): Claimed {
  return {
    answers: claims.length,
    right: claims.filter(({ right }) => right).length,
    claimed: mean(claims.map(({ claim }) => claim)),
  };
}

const biasOf = ({ answers, right, claimed }: Claimed) => claimed - right / answers;

/** How far success would stray from the claims, were they true. */
const chanceOf = (claims: readonly Claim[]) =>
  Math.sqrt(claims.reduce((sum, { claim }) => sum + claim * (1 - claim), 0)) / claims.length;

function claimsOf({ topic, outcome }: Judged): Claim[] {
  if (outcome.kind !== "choice" || outcome.confidence === null) return [];
  const { confidence, right, hints } = outcome;
  return [{ topic, confidence, right, claim: claimOf(confidence, hints) }];
}

/** How well somebody knows what they know, by the answers of which they said how sure they were; null: too few. */
export function calibrationOf(judged: readonly Judged[]): Calibration | null {
  const claims = judged.flatMap(claimsOf);
  if (claims.length < ENOUGH_TO_TELL) return null;
  const rate = summed(claims).right / claims.length;
  const distance = (claim: number, right: boolean) => (claim - (right ? 1 : 0)) ** 2;
  const levels = CONFIDENCES.map((confidence) => ({
    confidence,
    of: claims.filter((claim) => claim.confidence === confidence),
  }));
  const topics = new Set(claims.flatMap(({ topic }) => topic ?? []));
  return {
    levels: levels.flatMap(({ confidence, of }) => (of.length === 0 ? [] : [{ confidence, ...summed(of) }])),
    brier:
      claims.length < ENOUGH_TO_SCORE
        ? null
        : {
            own: mean(claims.map(({ claim, right }) => distance(claim, right))),
            baseline: mean(claims.map(({ right }) => distance(rate, right))),
          },
    topics: [...topics]
      .flatMap((topic) => {
        const of = claims.filter((claim) => claim.topic === topic);
        const found = { topic, ...summed(of) };
        const differs = Math.abs(biasOf(found)) > NOTABLE * chanceOf(of);
        return of.length >= ENOUGH && differs ? [found] : [];
      })
      .sort((a, b) => Math.abs(biasOf(b)) - Math.abs(biasOf(a)) || (a.topic < b.topic ? -1 : 1)),
  };
}
