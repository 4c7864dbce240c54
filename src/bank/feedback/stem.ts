/** Endings that say how a word stands in its sentence, not what it means; longest first. */
const ENDINGS: readonly (readonly [ending: RegExp, instead: string])[] = [
  [/(?:ization|isation)s?$/, "iz"],
  [/(?:izing|ising|ized|ised|izes|ises|izer|iser|ize|ise)s?$/, "iz"],
  [/(?:ational|ations?|ators?|ating|ated|ates?)$/, "at"],
  [/(?:iveness|fulness|ousness)$/, ""],
  [/ically$/, "ic"],
  [/ies$/, "y"],
  [/(?:ments?|ness|ities|ity|ance|ence|ances|ences|ancy|ency)$/, ""],
  [/(?:ants?|ents?)$/, ""],
  [/(?:ions?|ings?|edly|ed|ers?|ors?|able|ible|als?|ively|ive|ously|ous)$/, ""],
  [/(?:es|s|ly|y|e)$/, ""],
];

const seen = new Map<string, string>();

/** The part of a word that its forms share, roughly: "normalises" and "normalization" are one. */
export function stem(word: string): string {
  const known = seen.get(word);
  if (known !== undefined) return known;
  const found = stemOf(word);
  if (seen.size < 50_000) seen.set(word, found);
  return found;
}

function stemOf(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
  // "ss" and "us" are no plural: loss, class, focus.
  let left = /(?:ss|us|is)$/.test(word) ? word : word.replace(/(?<=[^s])s$/, "");
  for (const [ending, instead] of ENDINGS) {
    const cut = left.replace(ending, instead);
    if (cut === left || cut.length < 3 || !/[aeiouy]/.test(cut)) continue;
    left = cut;
    break;
  }
  // "stopped" and "stop", "running" and "run".
  return left.replace(/([bdgmnprt])\1$/, "$1").replace(/(?<=..)[ey]$/, "");
}
