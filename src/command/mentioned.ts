import { exactly, loosely } from "../engine/words/spelling.ts";
import { LIMITS } from "./limits.ts";
import type { Value } from "./options.ts";

/** Names that are everyday words as well: alone in a text they are hardly meant, unless they stand in capitals. */
const EVERYDAY = new Set(
  `ae agent alignment amp analogy anchors ann annotation applications architecture attribution audit bandwidth
  baselines basics batch bias biology cam capacity channels checkpoint circuits coding collapse comparison
  compression compute conditional context dag data debugging definition density deployment depth detection
  diagnosis dino documentation efficiency elbo ethics evaluation eval experiments explanation faces factuality
  features filters foundations frameworks ft generation go guidance hardware he hidden history hybrid import
  inference information infra infrastructure init initialization input instability instance intro introduction
  iteration key kernel labels language latency layers leakage libraries lime limitations lion lr margin memory
  merging metric mixture mobile momentum monitoring norm o1 objective optim output parameters patches pe
  pipelines positions precision privacy probability production profiling query rank react reasoning recall reg
  representation reproducibility responsibility routing sam scaling score security sequences serving shapes
  shapley significance soap speech stability stride supervised systems taxonomy temperature terminology test
  text theory thresholds throughput tradeoffs training transfer transparency troubleshooting truncation tuning
  uncertainty validation value variance velocity vision visualization vocabulary width zero aktivierung
  aufmerksamkeit einbettung ethik normalisierung optimierer optimierung segmentierung verlust`
    .split(/\s+/)
    .map((word) => loosely(word)),
);

/** Words of a text that are looked at, and words of the longest name that is found in one. */
const WORDS = 300;
const LONGEST = 6;

interface Names {
  exact: ReadonlyMap<string, Value>;
  loose: ReadonlyMap<string, Value>;
}

const TABLES = new WeakMap<readonly Value[], Names>();

/** Of two things that are called the same, the first one of the list has the name. */
function namesOf(values: readonly Value[]): Names {
  const known = TABLES.get(values);
  if (known !== undefined) return known;
  const exact = new Map<string, Value>();
  const loose = new Map<string, Value>();
  for (const value of values)
    for (const name of [value.value, value.label, ...(value.aliases ?? [])]) {
      if (!exact.has(exactly(name))) exact.set(exactly(name), value);
      if (!loose.has(loosely(name))) loose.set(loosely(name), value);
    }
  const names = { exact, loose };
  TABLES.set(values, names);
  return names;
}

/** The words of a text as they are written; addresses are none. */
function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, LIMITS.line)
    .replace(/https?:\/\/\S+/g, " ")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, WORDS);
}

interface Mention {
  value: Value;
  /** Words of the text that name it. */
  words: number;
  at: number;
}

/**
 * What a text names, the most telling first: names of several words before single ones, then as they come. Words that
 * belong to a longer name name nothing by themselves, and everyday words count in capitals alone ("SAM", not "Sam").
 */
export function mentionedIn(values: readonly Value[], text: string, most: number): readonly Value[] {
  const { exact, loose } = namesOf(values);
  const words = wordsOf(text);
  // In a text that is all capitals they say nothing.
  const tellsCase = words.some((word) => word !== word.toUpperCase());
  const isTelling = (word: string) =>
    !EVERYDAY.has(loosely(word)) || (tellsCase && word.length > 2 && word === word.toUpperCase());
  const found = new Map<Value, Mention>();
  for (let at = 0; at < words.length; ) {
    let taken = 1;
    for (let count = Math.min(LONGEST, words.length - at); count >= 1; count--) {
      const name = words.slice(at, at + count).join(" ");
      if (name.length < 2 || (count === 1 && !isTelling(name))) continue;
      const value = exact.get(exactly(name)) ?? loose.get(loosely(name));
      if (value === undefined) continue;
      const before = found.get(value);
      if (before === undefined || before.words < count)
        found.set(value, { value, words: count, at: before?.at ?? at });
      taken = count;
      break;
    }
    at += taken;
  }
  return [...found.values()]
    .sort((a, b) => b.words - a.words || a.at - b.at)
    .slice(0, most)
    .map(({ value }) => value);
}
