import { plain } from "../../engine/words/text.ts";
import { comparable } from "../numbers.ts";
import { featuresOf, SIGNALS } from "./features.ts";
import type { ChoiceCase } from "./rule.ts";
import { contentWords, wordsOf } from "./words.ts";

/** How many content words of the stem each option repeats. */
export const stemOverlap = ({ stem, options }: ChoiceCase): number[] => {
  const asked = contentWords(stem);
  return options.map(({ text }) => [...contentWords(text)].filter((word) => asked.has(word)).length);
};

/** How often each option says "the". */
export const countsOfThe = ({ options }: ChoiceCase): number[] =>
  options.map(({ text }) => wordsOf(plain(text)).filter((word) => word === "the").length);

/** The place of the one option whose value is above (or below) all others; -1 where two share it. */
export function loneTop(values: readonly number[], direction: 1 | -1 = 1): number {
  const turned = values.map((value) => direction * value);
  const top = Math.max(...turned);
  return turned.indexOf(top) === turned.lastIndexOf(top) ? turned.indexOf(top) : -1;
}

const lone = (values: readonly number[], direction: 1 | -1) => {
  const place = loneTop(values, direction);
  return values.map((_, i) => Number(i === place));
};

type StemSignal = readonly [name: string, of: (item: ChoiceCase) => readonly number[]];

/** Numbers seen in the stem beside the options, one for each option. */
const STEM_SIGNALS: readonly StemSignal[] = [
  ["words of the stem", stemOverlap],
  ["having most words of the stem", (item) => lone(stemOverlap(item), 1)],
  ["having fewest words of the stem", (item) => lone(stemOverlap(item), -1)],
  [
    "similarity to the stem",
    (item) => {
      const asked = contentWords(item.stem);
      return item.options.map(({ text }) => {
        const words = contentWords(text);
        const both = [...words].filter((word) => asked.has(word)).length;
        return both / Math.sqrt((words.size || 1) * (asked.size || 1));
      });
    },
  ],
  ['"the"', countsOfThe],
  ['most of "the"', (item) => lone(countsOfThe(item), 1)],
  ['fewest of "the"', (item) => lone(countsOfThe(item), -1)],
  ["being the one with most words", (item) => lone(wordCounts(item), 1)],
  ["being the one with fewest words", (item) => lone(wordCounts(item), -1)],
  ...["smallest", "second smallest", "second largest", "largest"].map(
    (name, rank): StemSignal => [
      `being the ${name} number`,
      (item) => {
        const values = comparable(item.options.map(({ text }) => plain(text)));
        return item.options.map((_, i) =>
          Number(values?.filter((value) => value < values[i]!).length === rank),
        );
      },
    ],
  ),
];

const wordCounts = ({ options }: ChoiceCase) => options.map(({ text }) => wordsOf(plain(text)).length);

/** What the signals of an option are called, in their order. */
export const SIGNAL_NAMES: readonly string[] = [...SIGNALS, ...STEM_SIGNALS].map(([name]) => name);

/** Everything that can be measured of the four options of an item without knowing the subject, key first. */
export function seenFeatures(item: ChoiceCase): Float64Array[] {
  const fromStem = STEM_SIGNALS.map(([, of]) => of(item));
  return featuresOf(item).map(({ dense }, i) =>
    Float64Array.from([...dense, ...fromStem.map((values) => values[i] ?? 0)]),
  );
}
