import { distance } from "fastest-levenshtein";

/** Letters that may differ: a third of them, two at least. A part of a name must be closer. */
const tolerance = (word: string, isPart: boolean) => Math.max(isPart ? 1 : 2, Math.floor(word.length / 3));
/** Shorter parts of names are close to too much. */
const SHORTEST_PART = 4;

/** No allowed word is nearly as long; comparing takes time in the length. */
const LONGEST_LOOKED_AT = 60;

/** Without what people leave out or mix up: case, and how words are joined. */
const folded = (word: string) =>
  word
    .slice(0, LONGEST_LOOKED_AT)
    .toLowerCase()
    .replace(/[-_\s]+/g, " ");

/** Allowed words stay the same, and folding all of them takes longer than comparing. */
const FOLDED = new Map<string, string>();
function foldedAllowed(word: string): string {
  const known = FOLDED.get(word) ?? folded(word);
  FOLDED.set(word, known);
  return known;
}

/** How far apart, in letters; infinite beyond what a slip of the finger explains. */
function farness(wanted: string, candidate: string): number {
  const parts = [...candidate.split("/"), ...candidate.split(/[/ ]/)];
  if (candidate.startsWith(wanted) || parts.includes(wanted)) return 0.5;
  const slips = [candidate, ...parts.filter((part) => part.length >= SHORTEST_PART)].map((word, at) => {
    const allowed = tolerance(word, at > 0);
    // Words of such different lengths are further apart than that, without counting.
    if (Math.abs(wanted.length - word.length) > allowed) return Number.POSITIVE_INFINITY;
    const slip = distance(wanted, word);
    return slip <= allowed ? slip + (at > 0 ? 0.1 : 0) : Number.POSITIVE_INFINITY;
  });
  return Math.min(...slips);
}

const NUMBER = /^\d+$/;

/** Of numbers the one of the nearest size, the smaller of two; null where what is allowed holds none. */
function nearestNumber(wanted: number, allowed: readonly string[]): string | null {
  const far = (word: string) => Math.abs(Number(word) - wanted);
  const [best] = allowed
    .filter((word) => NUMBER.test(word))
    .sort((a, b) => far(a) - far(b) || Number(a) - Number(b));
  return best ?? null;
}

/**
 * The allowed word that a person most probably meant, or null where none is close: a few letters of it or
 * of one of its parts differ (Berlim for Europe/Berlin), or what was typed begins it. Of numbers the size counts.
 */
export function nearest(typed: string, allowed: readonly string[]): string | null {
  const wanted = folded(typed);
  if (wanted === "") return null;
  const number = NUMBER.test(wanted) ? nearestNumber(Number(wanted), allowed) : null;
  if (number !== null) return number;
  let best: { word: string; score: number } | null = null;
  for (const word of allowed) {
    const score = farness(wanted, foldedAllowed(word));
    if (score < wanted.length && (best === null || score < best.score)) best = { word, score };
  }
  return best?.word ?? null;
}

/** The allowed words that may have been meant, the nearest first: for a list of hundreds that nobody reads whole. */
export function lookalikes(typed: string, allowed: readonly string[]): string[] {
  const wanted = folded(typed);
  return allowed
    .map((word) => ({ word, score: farness(wanted, foldedAllowed(word)) }))
    .filter(({ score }) => score < wanted.length)
    .sort((a, b) => a.score - b.score)
    .map(({ word }) => word);
}
