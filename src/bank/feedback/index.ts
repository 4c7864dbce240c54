import type { Bank } from "../../engine/ports/bank.ts";
import type { Feedback } from "../../engine/ports/feedback.ts";
import type { ConceptFile, OpenEntry } from "../schema.ts";
import type { Known } from "./known.ts";
import { bearsOn, coveringOf, type Point, pointsOf, rarityIn } from "./points.ts";
import { read, type Sentence, termsOf } from "./read.ts";
import { shelvesOf } from "./shelf.ts";
import { suspicionOf } from "./suspicion.ts";
import { WEIGHTS, type Weights } from "./weights.ts";

/** Longer answers are read as far as this: sentences are compared with all of a topic. */
const SENTENCES = 60;
/** How many statements are named at most. */
const MOST = 3;
/** From which share of words of this concept on a text is about the question. */
const ABOUT = { middle: 0.3, steepness: 25 };

/** How much of the score is lost where a sentence is surely wrong, and where no key point is made. */
const COSTS = { wrong: 0.7, uncovered: 0.15 };

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

/** What reads answers to open questions. */
export interface AnswerReader extends Pick<Bank, "feedback" | "bears" | "tells"> {}

/**
 * Reads answers to open questions with nothing but what the bank says: which key points a text seems to
 * make, and which statement the bank denies. A topic is taken apart when it is first asked for.
 */
export function createReader(concepts: readonly ConceptFile[], weights: Weights = WEIGHTS): AnswerReader {
  const askedBy = shelvesOf(concepts);

  const bears: Bank["bears"] = (id, number, words) => {
    const asked = askedBy(id);
    const point = asked?.points()[number];
    return asked !== null && point !== undefined && bearsOn(point, words, asked.known());
  };

  // Of questions of all topics together; whole topics are not taken apart for it.
  const alone = new Map<string, { points: readonly Point[]; rarity: Known["rarity"] }>();
  const tells: Bank["tells"] = (id, text) => {
    const asked = askedBy(id);
    if (asked === null) return 0;
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
    const asked = askedBy(id);
    if (asked === null) return null;
    const known = asked.known();
    const wanted = asked.points();
    const sentences = read(text).slice(0, SENTENCES);
    const about = logistic(ABOUT.steepness * (aboutness(sentences, asked.concept.id, known) - ABOUT.middle));
    const said = new Set(sentences.flatMap((sentence) => [...termsOf(sentence)]));
    const amount = Math.min(1, said.size / ENOUGH);
    const coverings = wanted.map((point) => ({ point, ...coveringOf(point, sentences, known) }));
    const denied = new Map(coverings.map(({ point, denied: by }) => [by, point.point]));
    const suspicions = sentences.map((sentence) =>
      suspicionOf(sentence, denied.get(sentence.text) ?? null, asked.evidence(), weights),
    );
    const named = suspicions
      .flatMap(({ named: clear, statement, why }) => (clear === null ? [] : [{ clear, statement, why }]))
      .sort((a, b) => b.clear - a.clear)
      .slice(0, MOST);
    // Each sentence may be the wrong one: how likely it is that none of them is.
    const holds = suspicions.reduce((all, { odds }) => all * (1 - logistic(odds)), 1);

    // What is to be looked at again makes no point.
    const contradictions = about < 0.5 ? [] : named.map(({ statement, why }) => ({ statement, why }));
    const wrong = new Set(contradictions.map(({ statement }) => statement));
    const left = sentences.filter((sentence) => !wrong.has(sentence.text));
    const made =
      wrong.size === 0
        ? coverings
        : coverings.map(({ point }) => ({ point, ...coveringOf(point, left, known) }));

    const total = wanted.reduce((sum, { weight }) => sum + weight, 0);
    const coverage = made.reduce((sum, { point, covers }) => sum + point.weight * covers, 0) / total;
    return {
      covered: made.flatMap(({ point: { point, weight }, evidence }) =>
        evidence === null ? [] : [{ point, weight, evidence }],
      ),
      missing: made.flatMap(({ point: { point, weight }, evidence }) =>
        evidence === null ? [{ point, weight }] : [],
      ),
      contradictions,
      score: about * amount * (1 - COSTS.uncovered * (1 - coverage)) * (1 - COSTS.wrong * (1 - holds)),
    };
  };
  return { feedback, bears, tells };
}
