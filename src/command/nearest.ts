import { distance } from "fastest-levenshtein";

/**
 * The allowed word that a person most probably meant, or null where none is close: at most a third of
 * its letters (two at least) differ, or what was typed begins it.
 */
export function nearest(typed: string, allowed: readonly string[]): string | null {
  const wanted = typed.toLowerCase();
  if (wanted === "") return null;
  let best: { word: string; score: number } | null = null;
  for (const word of allowed) {
    const candidate = word.toLowerCase();
    const starts = candidate.startsWith(wanted) || candidate.split(/[-/_ ]/).includes(wanted);
    const score = starts ? 0.5 : distance(wanted, candidate);
    const limit = Math.max(2, Math.floor(candidate.length / 3));
    if (score <= limit && score < wanted.length && (best === null || score < best.score))
      best = { word, score };
  }
  return best?.word ?? null;
}
