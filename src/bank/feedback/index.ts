import type { Bank } from "../../engine/ports/bank.ts";
import type { Feedback } from "../../engine/ports/feedback.ts";
import type { ConceptFile, OpenEntry } from "../schema.ts";
import { beliefIn, type Claim, claimsOfConcept, turnedIn } from "./beliefs.ts";
import { doubtIn, type Sides, sidesOf } from "./doubts.ts";
import { type Known, knownOf } from "./known.ts";
import { bearsOn, coveringOf, type Point, pointsOf, rarityIn } from "./points.ts";
import { read, type Sentence, termsOf } from "./read.ts";

/** Longer answers are read as far as this: sentences are compared with all of a topic. */
const SENTENCES = 60;
/** Log-odds from which on a statement is named, and how many are at most. */
const NAMED = 3.4;
const MOST = 3;
/** From which share of words of this concept on a text is about the question. */
const ABOUT = { middle: 0.3, steepness: 25 };

/**
 * How likely a sentence is wrong, by the odds of a doubt in it and by how far it turns round what is true: for the
 * score, which weighs everything a little, where what is named has to be clear.
 */
const WRONG = { steepness: 0.6, turned: 4, middle: 3, costs: 0.6 };

/** Log-odds of a sentence of which the bank has nothing to hold against it. */
const UNKNOWN = -6;

/** Fewer different terms than these are no answer, whatever they are about. */
const ENOUGH = 10;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** How much of what a text is about belongs to a concept: 0 to 1, by what tells the concepts of a topic apart. */
function aboutness(text: readonly Sentence[], concept: string, { counts, tells }: Known): number {
  const own = counts.get(concept);
  const terms = new Set(text.flatMap((sentence) => [...termsOf(sentence)]));
  let has = 0;
  let all = 0;
  for (const term of terms) {
    const weight = Math.max(0.05, tells(term));
    const count = own?.get(term) ?? 0;
    all += weight;
    has += (weight * count) / (count + 1.5);
  }
  return all === 0 ? 0 : has / all;
}

function pointsAlone(open: OpenEntry): { points: readonly Point[]; rarity: Known["rarity"] } {
  const { rarity } = rarityIn(open);
  return { points: pointsOf(open, { rarity }), rarity };
}

interface Shelf {
  known: Known;
  sides: Sides;
  claims: Map<string, readonly Claim[]>;
  points: Map<string, readonly Point[]>;
}

/** What reads answers to open questions. */
export interface AnswerReader extends Pick<Bank, "feedback" | "bears" | "tells"> {}

/**
 * Reads answers to open questions with nothing but what the bank says: which key points a text seems to
 * make, and which statement the bank denies. A topic is taken apart when it is first asked for.
 */
export function createReader(concepts: readonly ConceptFile[]): AnswerReader {
  const byQuestion = new Map(
    concepts.flatMap((concept) => concept.open.map((open) => [open.id, { concept, open }] as const)),
  );
  const shelves = new Map<string, Shelf>();
  const shelfOf = (topic: string): Shelf => {
    const there = shelves.get(topic);
    if (there !== undefined) return there;
    const known = knownOf(concepts.filter((concept) => concept.topic === topic));
    const made = { known, sides: sidesOf(known), claims: new Map(), points: new Map() };
    shelves.set(topic, made);
    return made;
  };

  const wantedOf = ({ known, points }: Shelf, open: OpenEntry): readonly Point[] => {
    const wanted = points.get(open.id) ?? pointsOf(open, known);
    points.set(open.id, wanted);
    return wanted;
  };

  const bears: Bank["bears"] = (id, number, words) => {
    const asked = byQuestion.get(id);
    if (asked === undefined) return false;
    const shelf = shelfOf(asked.concept.topic);
    const point = wantedOf(shelf, asked.open)[number];
    return point !== undefined && bearsOn(point, words, shelf.known);
  };

  // Of questions of all topics together; whole topics are not taken apart for it.
  const alone = new Map<string, { points: readonly Point[]; rarity: Known["rarity"] }>();
  const tells: Bank["tells"] = (id, text) => {
    const asked = byQuestion.get(id);
    if (asked === undefined) return 0;
    const made = alone.get(id) ?? pointsAlone(asked.open);
    alone.set(id, made);
    const sentences = read(text).slice(0, SENTENCES);
    let told = 0;
    let all = 0;
    for (const point of made.points) {
      all += point.weight;
      if (coveringOf(point, sentences, made).evidence !== null) told += point.weight;
    }
    return told / all;
  };

  const feedback = (id: string, text: string): Feedback | null => {
    const asked = byQuestion.get(id);
    if (asked === undefined) return null;
    const { concept, open } = asked;
    const shelf = shelfOf(concept.topic);
    const { known, sides, claims } = shelf;
    const claimed = claims.get(concept.id) ?? claimsOfConcept(known, concept.id);
    claims.set(concept.id, claimed);
    const wanted = wantedOf(shelf, open);

    const sentences = read(text).slice(0, SENTENCES);
    const about = logistic(ABOUT.steepness * (aboutness(sentences, concept.id, known) - ABOUT.middle));
    const said = new Set(sentences.flatMap((sentence) => [...termsOf(sentence)]));
    const amount = Math.min(1, said.size / ENOUGH);
    const coverings = wanted.map((point) => ({ point, ...coveringOf(point, sentences, known) }));
    const denied = new Map(coverings.map(({ point, denied: by }) => [by, point.point]));
    const judged = sentences.map((sentence) => {
      const doubt = doubtIn(sentence, concept.id, known, sides);
      const belief = beliefIn(sentence, claimed, known);
      const instead = belief === null ? denied.get(sentence.text) : (belief.why ?? belief.text);
      return {
        statement: sentence.text,
        turned: turnedIn(sentence, claimed, known),
        odds: instead === undefined ? (doubt?.odds ?? UNKNOWN) : Math.max(NAMED + 1, doubt?.odds ?? 0),
        why: instead ?? doubt?.against.text ?? "",
      };
    });
    const named = judged
      .filter(({ odds }) => odds > NAMED)
      .sort((a, b) => b.odds - a.odds)
      .slice(0, MOST);
    // Each sentence may be the wrong one: how likely it is that none of them is.
    const holds = judged
      .map(({ odds, turned }) => logistic(WRONG.steepness * (odds + WRONG.turned * turned - WRONG.middle)))
      .reduce((all, wrong) => all * (1 - wrong), 1);

    // What is to be looked at again makes no point.
    const contradictions = about < 0.5 ? [] : named.map(({ statement, why }) => ({ statement, why }));
    const wrong = new Set(contradictions.map(({ statement }) => statement));
    const left = sentences.filter((sentence) => !wrong.has(sentence.text));
    const made =
      wrong.size === 0
        ? coverings
        : coverings.map(({ point }) => ({ point, ...coveringOf(point, left, known) }));

    const weights = wanted.reduce((sum, { weight }) => sum + weight, 0);
    const coverage = made.reduce((sum, { point, covers }) => sum + point.weight * covers, 0) / weights;
    return {
      covered: made.flatMap(({ point: { point, weight }, evidence }) =>
        evidence === null ? [] : [{ point, weight, evidence }],
      ),
      missing: made.flatMap(({ point: { point, weight }, evidence }) =>
        evidence === null ? [{ point, weight }] : [],
      ),
      contradictions,
      score: about * amount * (0.8 + 0.2 * coverage) * (1 - WRONG.costs * (1 - holds)),
    };
  };
  return { feedback, bears, tells };
}
