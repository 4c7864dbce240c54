import { hash32 } from "../../engine/rules/random.ts";
import { plain } from "../../engine/words/text.ts";
import { comparable } from "../numbers.ts";
import type { ChoiceCase } from "./rule.ts";
import { similarity } from "./similarity.ts";
import { ABSOLUTES, HEDGES, wordsOf } from "./words.ts";

/** What can be seen of an option beside its three neighbours, without the stem. */
export interface OptionFeatures {
  /** Hand-made numbers, in the order of `SIGNALS`, comparable over items. */
  dense: Float64Array;
  /** Buckets of hashed words and pairs of words, each once. */
  sparse: Int32Array;
}

/** Number of buckets for hashed words. */
export const BUCKETS = 4096;

/** One item's options, as the signals look at them. */
interface Options {
  /** With backticks, and without. */
  marked: readonly string[];
  texts: readonly string[];
  lengths: readonly number[];
  words: readonly (readonly string[])[];
  alike: readonly number[];
  values: readonly number[] | null;
}

type Signal = readonly [name: string, of: (options: Options, i: number) => number];

const REASONING = new Set(
  "because so since while but by until unless instead rather thus therefore not no".split(" "),
);

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);

const isTop = (values: readonly number[], i: number) =>
  Number(values.every((value, j) => j === i || value < (values[i] ?? 0)));

const isBottom = (values: readonly number[], i: number) =>
  Number(values.every((value, j) => j === i || value > (values[i] ?? 0)));

const hits = (words: readonly string[] = [], list: ReadonlySet<string>) =>
  words.filter((word) => list.has(word)).length;

const matches = (text: string | undefined, pattern: RegExp) => (text?.match(pattern) ?? []).length;

function sharedWords({ words }: Options, i: number): number {
  return mean(
    (words[i] ?? []).map((word) => Number(words.some((other, j) => j !== i && other.includes(word)))),
  );
}

/** What people go by who do not know the answer. */
export const SIGNALS: readonly Signal[] = [
  ["length", ({ lengths }, i) => (lengths[i] ?? 0) / mean(lengths) - 1],
  ["being the longest", ({ lengths }, i) => isTop(lengths, i)],
  ["being the shortest", ({ lengths }, i) => isBottom(lengths, i)],
  ["number of words", ({ words }, i) => (words[i] ?? []).length / 10],
  ["length of words", ({ words }, i) => mean((words[i] ?? []).map(({ length }) => length)) / 5],
  ["absolute words", ({ words }, i) => hits(words[i], ABSOLUTES)],
  ["hedges", ({ words }, i) => hits(words[i], HEDGES)],
  ["words of reasoning", ({ words }, i) => hits(words[i], REASONING)],
  ["commas and colons", ({ texts }, i) => matches(texts[i], /[,;:]/g)],
  ["digits", ({ texts }, i) => matches(texts[i], /\d/g) / 5],
  ["code", ({ marked }, i) => matches(marked[i], /`/)],
  ["parentheses", ({ texts }, i) => matches(texts[i], /\(/)],
  ["mathematical signs", ({ texts }, i) => matches(texts[i], /[=<>≤≥√Σ∂²×·]/)],
  ["similarity to the other options", ({ alike }, i) => (alike[i] ?? 0) * 3],
  ["being the most similar", ({ alike }, i) => isTop(alike, i)],
  ["being the least similar", ({ alike }, i) => isBottom(alike, i)],
  ["words shared with other options", sharedWords],
  ["smallest or largest number", ({ values }, i) => (values ? isTop(values, i) + isBottom(values, i) : 0)],
  ["large number", ({ values }, i) => (values ? Number((values[i] ?? 0) > mean(values)) : 0)],
  ["round number", ({ values, texts }, i) => (values ? matches(texts[i], /[1-9]0+$/) : 0)],
];

/** The features of the four options of an item, key first. */
export function featuresOf(item: ChoiceCase): OptionFeatures[] {
  const marked = item.options.map(({ text }) => text);
  const texts = marked.map(plain);
  const options: Options = {
    marked,
    texts,
    lengths: texts.map(({ length }) => length),
    words: texts.map(wordsOf),
    alike: similarity(item),
    values: comparable(texts),
  };
  return options.words.map((words, i) => {
    const tokens = new Set([...words, ...words.slice(1).map((word, j) => `${words[j]} ${word}`)]);
    return {
      dense: Float64Array.from(SIGNALS, ([, of]) => of(options, i)),
      sparse: Int32Array.from(tokens, (token) => hash32(token) % BUCKETS),
    };
  });
}
