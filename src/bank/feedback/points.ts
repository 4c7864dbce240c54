import type { OpenEntry } from "../schema.ts";
import type { Known } from "./known.ts";
import { read, type Sentence, termsOf } from "./read.ts";

type Terms = ReadonlySet<string>;

/** A key point, and in which words it is made. */
export interface Point {
  point: string;
  weight: number;
  own: Terms;
  /** Sentences of the answers that make this point. */
  told: readonly Terms[];
  /** Other words for it that the file names; one of them is enough. */
  named: readonly Terms[];
}

/** Which share of a key point's words a sentence of an answer has, if it makes that point. */
const TELLS = 0.5;
/** Which share of its words a text needs to seem to make it. */
const COVERS = 0.45;
/** A whole sentence of the bank is longer than what a learner says of the same. */
const COVERS_TOLD = 0.42;

const termsIn = (text: string): Terms => new Set(read(text).flatMap((one) => [...termsOf(one)]));

/** Which share of the words of `of` is in `among`, by rarity. */
function share(of: Terms, among: Terms, rarity: (term: string) => number): number {
  let has = 0;
  let all = 0;
  for (const term of of) {
    const weight = rarity(term);
    all += weight;
    if (among.has(term)) has += weight;
  }
  return all === 0 ? 0 : has / all;
}

/** The key points of an open question, each with the sentences of its own answers that make it. */
export function pointsOf(open: OpenEntry, { rarity }: Known): Point[] {
  const { basic, solid, strong } = open.model_answers;
  const sentences = [open.short_answer, open.worked_answer, basic.answer, solid.answer, strong.answer]
    .flatMap(read)
    .map(termsOf);
  return open.key_points.map(({ point, weight, terms = [] }) => {
    const own = termsIn(point);
    return {
      point,
      weight,
      own,
      told: sentences.filter((sentence) => share(own, sentence, rarity) >= TELLS),
      named: terms.map(termsIn),
    };
  });
}

export interface Covering {
  /** 0 to 1: how surely the text makes this point. */
  covers: number;
  /** The sentence that does, as it was written; null where none seems to. */
  evidence: string | null;
}

/** How far one sentence, or two that follow each other, make a point. */
function coversIn(point: Point, said: Terms, rarity: (term: string) => number): number {
  const named = point.named.some((terms) => [...terms].every((term) => said.has(term)));
  if (named) return 1;
  const own = share(point.own, said, rarity);
  const told = own === 0 ? 0 : Math.max(0, ...point.told.map((terms) => share(terms, said, rarity)));
  return Math.max(own / COVERS, told / COVERS_TOLD) / 2;
}

/** Which share of the rare words of a key point, or of what makes it, words that speak of it have at least. */
const BEARS = 0.2;

/** Whether words speak of what a point speaks of, whoever says that they make it. */
export function bearsOn(point: Point, words: string, { rarity }: Known): boolean {
  const said = termsIn(words);
  return [point.own, ...point.told, ...point.named].some((terms) => share(terms, said, rarity) >= BEARS);
}

/** Whether a text seems to make a point, and where. A point may take two sentences. */
export function coveringOf(point: Point, text: readonly Sentence[], { rarity }: Known): Covering {
  let found: Covering = { covers: 0, evidence: null };
  text.forEach((sentence, i) => {
    const said = termsOf(sentence);
    const next = text[i + 1];
    const alone = coversIn(point, said, rarity);
    if (alone > found.covers) found = { covers: Math.min(1, alone), evidence: sentence.text };
    if (next === undefined) return;
    const both = coversIn(point, new Set([...said, ...termsOf(next)]), rarity) * 0.9;
    if (both > found.covers) found = { covers: Math.min(1, both), evidence: `${sentence.text} ${next.text}` };
  });
  return found.covers >= 0.5 ? found : { covers: found.covers, evidence: null };
}
