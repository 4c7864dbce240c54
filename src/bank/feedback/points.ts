import type { OpenEntry } from "../schema.ts";
import { denies, type Said, saidIn } from "./denial.ts";
import type { Known } from "./known.ts";
import { read, type Sentence, termsOf } from "./read.ts";

type Terms = ReadonlySet<string>;

/** A key point, and in which words it is made. */
export interface Point {
  point: string;
  weight: number;
  own: Terms;
  /** What it says itself, sentence by sentence. */
  said: readonly Said[];
  /** Sentences of the answers that make this point. */
  told: readonly { terms: Terms; said: Said }[];
  /** Other words for it that the file names; one of them is enough. */
  named: readonly Terms[];
}

/** Which share of a key point's words a sentence of an answer has, if it makes that point. */
const TELLS = 0.5;
/** How surely a sentence would make a point, did it not say the opposite, so that it is named for that. */
const DENIED = 1;
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

function answersOf({ short_answer, worked_answer, model_answers }: OpenEntry): string[] {
  const { basic, solid, strong } = model_answers;
  return [short_answer, worked_answer, basic.answer, solid.answer, strong.answer];
}

/** The key points of an open question, each with the sentences of its own answers that make it. */
export function pointsOf(open: OpenEntry, { rarity }: Pick<Known, "rarity">): Point[] {
  const sentences = answersOf(open)
    .flatMap(read)
    .map((sentence) => ({ terms: termsOf(sentence), said: saidIn(sentence) }));
  return open.key_points.map(({ point, weight, terms = [] }) => {
    const own = termsIn(point);
    return {
      point,
      weight,
      own,
      said: read(point).map(saidIn),
      told: sentences.filter(({ terms: has }) => share(own, has, rarity) >= TELLS),
      named: terms.map(termsIn),
    };
  });
}

/** How rare words are in what one open question says itself: much faster known than by its whole topic. */
export function rarityIn(open: OpenEntry): Pick<Known, "rarity"> {
  const sentences = answersOf(open).flatMap(read).map(termsOf);
  const counts = new Map<string, number>();
  for (const term of sentences.flatMap((terms) => [...terms])) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { rarity: (term) => Math.log((sentences.length + 2) / ((counts.get(term) ?? 0) + 1)) };
}

export interface Covering {
  /** 0 to 1: how surely the text makes this point. */
  covers: number;
  /** The sentence that does, as it was written; null where none seems to. */
  evidence: string | null;
  /** A sentence that speaks of it and says the opposite. */
  denied: string | null;
}

/** How far one sentence, or two that follow each other, make a point. */
function coversIn(point: Point, said: Terms, rarity: (term: string) => number): number {
  const named = point.named.some((terms) => [...terms].every((term) => said.has(term)));
  if (named) return 1;
  const own = share(point.own, said, rarity);
  const told = own === 0 ? 0 : Math.max(0, ...point.told.map(({ terms }) => share(terms, said, rarity)));
  return Math.max(own / COVERS, told / COVERS_TOLD) / 2;
}

/** Which share of the rare words of a key point, or of what makes it, words that speak of it have at least. */
const BEARS = 0.2;

/** Whether words speak of what a point speaks of, whoever says that they make it. */
export function bearsOn(point: Point, words: string, { rarity }: Known): boolean {
  const said = termsIn(words);
  return [point.own, ...point.told.map(({ terms }) => terms), ...point.named].some(
    (terms) => share(terms, said, rarity) >= BEARS,
  );
}

/** Whether a sentence says the opposite of a point: of its own words, or of the sentence that tells it most alike. */
function deniesPoint(point: Point, sentence: Sentence, rarity: (term: string) => number): boolean {
  const said = saidIn(sentence);
  if (point.said.some((own) => denies(said, own, rarity))) return true;
  const terms = termsOf(sentence);
  const [nearest] = point.told
    .map((told) => ({ ...told, like: share(told.terms, terms, rarity) }))
    .sort((a, b) => b.like - a.like);
  return nearest !== undefined && denies(said, nearest.said, rarity);
}

/** Whether a text seems to make a point, and where. A point may take two sentences; one that denies it makes none. */
export function coveringOf(
  point: Point,
  text: readonly Sentence[],
  { rarity }: Pick<Known, "rarity">,
): Covering {
  const opposite = text.map((sentence) => deniesPoint(point, sentence, rarity));
  let found: Omit<Covering, "denied"> = { covers: 0, evidence: null };
  text.forEach((sentence, i) => {
    if (opposite[i]) return;
    const said = termsOf(sentence);
    const next = text[i + 1];
    const alone = coversIn(point, said, rarity);
    if (alone > found.covers) found = { covers: Math.min(1, alone), evidence: sentence.text };
    if (next === undefined || opposite[i + 1]) return;
    const both = coversIn(point, new Set([...said, ...termsOf(next)]), rarity) * 0.9;
    if (both > found.covers) found = { covers: Math.min(1, both), evidence: `${sentence.text} ${next.text}` };
  });
  if (found.covers >= 0.5) return { ...found, denied: null };
  const [denied] = text
    .filter((_, i) => opposite[i])
    .map((sentence) => ({ text: sentence.text, sure: coversIn(point, termsOf(sentence), rarity) }))
    .filter(({ sure }) => sure >= DENIED)
    .sort((a, b) => b.sure - a.sure);
  return { covers: found.covers, evidence: null, denied: denied?.text ?? null };
}
