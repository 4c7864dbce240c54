import { hash32 } from "../../engine/rules/random.ts";
import { plain } from "../../engine/words/text.ts";
import { comparable } from "../numbers.ts";
import type { ChoiceCase } from "./rule.ts";
import { similarity } from "./tells.ts";
import { ABSOLUTES, HEDGES, wordsOf } from "./words.ts";

/** What can be seen of an option beside its three neighbours, without the stem. */
export interface OptionFeatures {
  /** Hand-made numbers, each comparable over items. */
  dense: readonly number[];
  /** Hashed words and pairs of words, each once. */
  sparse: readonly number[];
}

/** Number of buckets for hashed words. */
export const BUCKETS = 4096;

const REASONING = new Set(
  "because so since while but by until unless instead rather thus therefore not no".split(" "),
);

const rank = (values: readonly number[], i: number) =>
  values.filter((value) => value < (values[i] ?? 0)).length +
  values.filter((value) => value === values[i]).length / 2;

const rate = (words: readonly string[], list: ReadonlySet<string>) =>
  words.filter((word) => list.has(word)).length;

/** The features of the four options of an item, key first. */
export function featuresOf(item: ChoiceCase): OptionFeatures[] {
  const texts = item.options.map(({ text }) => plain(text));
  const lengths = texts.map(({ length }) => length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / texts.length;
  const alike = similarity(item);
  const values = comparable(texts);
  const all = texts.map(wordsOf);
  return texts.map((text, i) => {
    const words = all[i] ?? [];
    const shared = words.filter((word) => all.some((other, j) => j !== i && other.includes(word))).length;
    const place = values ? rank(values, i) : 0;
    return {
      dense: [
        (lengths[i] ?? 0) / mean - 1,
        rank(lengths, i) === 3.5 ? 1 : 0,
        rank(lengths, i) === 0.5 ? 1 : 0,
        words.length / 10,
        words.reduce((sum, word) => sum + word.length, 0) / (words.length || 1) / 5,
        rate(words, ABSOLUTES),
        rate(words, HEDGES),
        rate(words, REASONING),
        (text.match(/[,;:]/g) ?? []).length,
        (text.match(/\d/g) ?? []).length / 5,
        /`/.test(item.options[i]?.text ?? "") ? 1 : 0,
        /\(/.test(text) ? 1 : 0,
        /[=<>≤≥√Σ∂²×·]/.test(text) ? 1 : 0,
        (alike[i] ?? 0) * 3,
        rank(alike, i) === 3.5 ? 1 : 0,
        rank(alike, i) === 0.5 ? 1 : 0,
        words.length === 0 ? 0 : shared / words.length,
        values && (place === 0.5 || place === 3.5) ? 1 : 0,
        values && place > 2 ? 1 : 0,
        values && /[1-9]0+$/.test(text) ? 1 : 0,
      ],
      sparse: [...new Set([...words, ...words.slice(1).map((word, j) => `${words[j]} ${word}`)])].map(
        (token) => hash32(token) % BUCKETS,
      ),
    };
  });
}
