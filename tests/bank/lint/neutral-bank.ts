import type { BankCases } from "../../../src/bank/lint/gate.ts";
import type { ChoiceCase, OptionCase } from "../../../src/bank/lint/rule.ts";
import { type Random, randomFrom } from "../../../src/engine/rules/random.ts";

/** Made-up words of one length, so that texts of as many words are equally long. */
const VOCABULARY = [..."bdfgklmnprst"].flatMap((first) =>
  [..."aeiou"].flatMap((second) => [..."bdgklmnprst"].map((third) => `${first}${second}${third}${second}`)),
);

const words = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(VOCABULARY)).join(" ");

const CONCEPTS = 40;
const TOPICS = 8;

export type Options = readonly [string, string, string, string];

export function caseOf(i: number, options: Options, changes: Partial<ChoiceCase> = {}): ChoiceCase {
  const option = (text: string): OptionCase => ({ path: [], becausePath: [], text, because: "" });
  const [key, one, two, three] = options;
  return {
    id: `concept-${i % CONCEPTS}.c${i}`,
    concept: `concept-${i % CONCEPTS}`,
    topic: `topic-${i % TOPICS}`,
    stem: words(randomFrom(`what is asked, ${i * 7919}`), 12),
    options: [option(key), option(one), option(two), option(three)],
    style: i % 2 === 0 ? "concept" : "code",
    difficulty: (["easy", "medium", "hard"] as const)[i % 3] ?? "easy",
    commonWords: new Set(),
    ...changes,
  };
}

/** Four numbers whose key takes each place in turn. */
export function numericOptions(i: number, place = i % 4): Options {
  const values = [1, 2, 3, 4].map((step) => String(step * 10 + (i % 9)));
  const [key = ""] = values.splice(place, 1);
  const [one = "", two = "", three = ""] = values;
  return [key, one, two, three];
}

/** Four options that say nothing about which one is the key. */
function neutralOptions(i: number): Options {
  const random = randomFrom(`options ${i}`);
  return [words(random, 5), words(random, 5), words(random, 5), words(random, 5)];
}

export const SIZE = 400;
const indexes = Array.from({ length: SIZE }, (_, i) => i);

/** Items with nothing that tells their keys, some of them numeric; changed in some way. */
export function bankOf(change: (item: ChoiceCase, i: number) => ChoiceCase = (item) => item): BankCases {
  const numeric = (i: number) => caseOf(i, numericOptions(i / 8));
  const choice = indexes.map((i) => change(i % 8 === 0 ? numeric(i) : caseOf(i, neutralOptions(i)), i));
  const draws = indexes.map((i) => change(caseOf(i, numericOptions(i)), i));
  return { choice, draws, concepts: [] };
}

/** The same item with other texts for its options. */
export function rewrite(item: ChoiceCase, text: (text: string, place: number) => string): ChoiceCase {
  const [key, one, two, three] = item.options;
  const change = (option: OptionCase, place: number) => ({ ...option, text: text(option.text, place) });
  return { ...item, options: [change(key, 0), change(one, 1), change(two, 2), change(three, 3)] };
}
