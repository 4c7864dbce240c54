import { plain } from "../../engine/words/text.ts";
import { CHOICE_STYLES } from "../schema.ts";
import { firstPlace, type Gate, type Measure, margin, WORST_LISTED } from "./gate.ts";
import { addExample, emptyNormal, fitWithout, type Normal } from "./ridge.ts";
import type { ChoiceCase } from "./rule.ts";
import { SIGNAL_NAMES, seenFeatures } from "./stem-features.ts";
import { wordsOf } from "./words.ts";

/** Words that options share most often; rarer ones prove nothing. */
const MOST_WORDS = 150;
const FEWEST_ITEMS_OF_A_WORD = 12;
const RIDGES = [10, 100, 1000] as const;

/** With fewer items there is nothing to learn from, or to judge a style by. */
const FEWEST = 90;

/** How many of the strongest signals are named. */
const HINTS = 10;

interface Guess {
  id: string;
  style: ChoiceCase["style"];
  found: number;
  lead: number;
}

/** The words that stand in the options of most items. */
function frequentWords(items: readonly ChoiceCase[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { options } of items)
    for (const word of new Set(options.flatMap(({ text }) => wordsOf(plain(text)))))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts]
    .filter(([, count]) => count >= FEWEST_ITEMS_OF_A_WORD)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS);
  return new Map(words.map(([word], i) => [word, SIGNAL_NAMES.length + i]));
}

/** The features of the options, as differences from their mean: only what differs within an item can tell. */
function centred(item: ChoiceCase, words: ReadonlyMap<string, number>): Float64Array[] {
  const seen = seenFeatures(item).map((signals, i) => {
    const features = new Float64Array(SIGNAL_NAMES.length + words.size);
    features.set(signals);
    for (const word of wordsOf(plain(item.options[i]!.text))) {
      const at = words.get(word);
      if (at !== undefined) features[at] = 1;
    }
    return features;
  });
  return seen.map((own) =>
    own.map((value, j) => value - seen.reduce((sum, other) => sum + other[j]! / 4, 0)),
  );
}

/** Signals of one spread, so that one ridge fits all. */
function scale(examples: readonly { options: readonly Float64Array[] }[]): void {
  const size = examples[0]?.options[0]?.length ?? 0;
  for (let j = 0; j < size; j++) {
    let squares = 0;
    for (const { options } of examples) for (const option of options) squares += option[j]! ** 2;
    const spread = Math.sqrt(squares / (4 * examples.length)) || 1;
    for (const { options } of examples) for (const option of options) option[j] = option[j]! / spread;
  }
}

interface Guesses {
  guesses: readonly Guess[];
  /** What the model goes by, strongest first. */
  hints: readonly string[];
}

function hintsOf(weights: Float64Array, words: ReadonlyMap<string, number>): string[] {
  const names = [...SIGNAL_NAMES, ...[...words.keys()].map((word) => `the word "${word}"`)];
  return names
    .map((name, i) => ({ name, weight: weights[i] ?? 0 }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, HINTS)
    .map(({ name, weight }) => `keys have ${weight > 0 ? "more" : "less"} of: ${name}`);
}

/**
 * Guesses every key from stem and options with a linear model that has learned from all other topics, once for each
 * ridge; the guesses of the ridge that finds most keys. Deterministic whatever the order of the items.
 */
export function bestGuesses(items: readonly ChoiceCase[]): Guesses {
  const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const words = frequentWords(sorted);
  const examples = sorted.map((item) => ({ item, options: centred(item, words) }));
  scale(examples);
  const size = SIGNAL_NAMES.length + words.size;
  const all = emptyNormal(size);
  const byTopic = new Map<string, Normal>();
  for (const { item, options } of examples) {
    const own = byTopic.get(item.topic) ?? emptyNormal(size);
    byTopic.set(item.topic, own);
    for (const [i, option] of options.entries())
      for (const normal of [all, own]) addExample(normal, option, i === 0 ? 0.75 : -0.25);
  }
  const guessesOf = (ridge: number): Guess[] => {
    const weights = new Map([...byTopic].map(([topic, own]) => [topic, fitWithout(all, own, ridge)]));
    return examples.map(({ item, options }) => {
      const learned = weights.get(item.topic)!;
      const scores = options.map((option) => option.reduce((sum, value, j) => sum + value * learned[j]!, 0));
      return { id: item.id, style: item.style, found: firstPlace(scores), lead: margin(scores) };
    });
  };
  const found = (guesses: readonly Guess[]) => guesses.reduce((sum, guess) => sum + guess.found, 0);
  const [best] = RIDGES.map((ridge) => ({ ridge, guesses: guessesOf(ridge) })).sort(
    (a, b) => found(b.guesses) - found(a.guesses),
  );
  const { ridge, guesses } = best!;
  return { guesses, hints: hintsOf(fitWithout(all, emptyNormal(size), ridge), words) };
}

/** All gates of this kind look at the same guesses. */
const known = new WeakMap<readonly ChoiceCase[], Guesses>();

function measure(choice: readonly ChoiceCase[], style?: ChoiceCase["style"]): Measure {
  const items = style === undefined ? choice : choice.filter((item) => item.style === style);
  if (choice.length < FEWEST || items.length < FEWEST) return { value: 0, cases: items.length };
  const all = known.get(choice) ?? bestGuesses(choice);
  known.set(choice, all);
  const guesses = all.guesses.filter((guess) => style === undefined || guess.style === style);
  return {
    value: guesses.reduce((sum, { found }) => sum + found, 0) / guesses.length,
    cases: guesses.length,
    ...(style === undefined ? { hints: all.hints } : {}),
    worst: guesses
      .toSorted((a, b) => b.lead - a.lead)
      .slice(0, WORST_LISTED)
      .map(({ id, lead }) => ({ id, weight: lead })),
  };
}

const MEND =
  "rewrite the items below: their key can be told from stem and options without knowing the subject";

export const stemClassifierGates: readonly Gate[] = [
  {
    id: "stem-and-options",
    what: "Items whose key a model finds that sees stem and options and has learned from other topics",
    shown: "share",
    atMost: 0.3,
    fewest: FEWEST,
    mend: MEND,
    measure: ({ choice }) => measure(choice),
  },
  ...CHOICE_STYLES.map(
    (style): Gate => ({
      id: `stem-and-options-${style}`,
      what: `The same among items of the style "${style}"`,
      shown: "share",
      atMost: 0.33,
      fewest: FEWEST,
      mend: MEND,
      measure: ({ choice }) => measure(choice, style),
    }),
  ),
];
