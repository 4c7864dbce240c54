import { normalised } from "./words.ts";

/** Stems at least this similar ask the same. */
const ALIKE = 0.8;
const GRAM = 5;

/** The character 5-grams of a text, as sorted hashes. */
function grams(text: string): Uint32Array {
  const clean = ` ${normalised(text)} `;
  const found = new Set<number>();
  for (let i = 0; i + GRAM <= clean.length; i++) {
    let hash = 0;
    for (let j = i; j < i + GRAM; j++) hash = (Math.imul(hash, 0x01000193) ^ clean.charCodeAt(j)) >>> 0;
    found.add(hash);
  }
  return Uint32Array.from(found).sort();
}

function jaccard(a: Uint32Array, b: Uint32Array): number {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) both++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return both === 0 ? 0 : both / (a.length + b.length - both);
}

/** Pairs of texts that are almost the same, by character 5-grams; each later text with the first it resembles. */
export function nearDuplicates(texts: readonly string[]): { first: number; second: number; alike: number }[] {
  const all = texts.map(grams);
  return all.flatMap((own, second) => {
    for (let first = 0; first < second; first++) {
      const other = all[first]!;
      // The index cannot exceed the quotient of the sizes.
      if (Math.min(own.length, other.length) < ALIKE * Math.max(own.length, other.length)) continue;
      const alike = jaccard(own, other);
      if (alike >= ALIKE) return [{ first, second, alike }];
    }
    return [];
  });
}
