import { plain } from "../../engine/words/text.ts";
import { comparable } from "../numbers.ts";
import { FEWEST_ITEMS, firstPlace, type Gate, type Measure, margin, share } from "./gate.ts";
import { LONGEST_OPTION } from "./options.ts";
import type { ChoiceCase } from "./rule.ts";
import { similarity } from "./similarity.ts";
import { LONGEST_STEM, negation } from "./stem.ts";
import { countsOfThe, loneTop, stemOverlap } from "./stem-features.ts";
import { ABSOLUTES, countWords, HEDGES, wordsOf } from "./words.ts";

const lengths = ({ options }: ChoiceCase) => options.map(({ text }) => plain(text).length);

/** By how much of its length the key is longer than every distractor, or shorter; negative where it is not. */
const excess = (item: ChoiceCase) => margin(lengths(item)) / (lengths(item)[0] ?? 1);
const lack = (item: ChoiceCase) => margin(lengths(item).map((length) => -length)) / (lengths(item)[0] ?? 1);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Mean length of the keys over mean length of the distractors. */
function lengthRatio(items: readonly ChoiceCase[]): Measure {
  const keys = sum(items.map((item) => lengths(item)[0] ?? 0));
  const distractors = sum(items.map((item) => sum(lengths(item).slice(1)) / 3));
  return { value: distractors === 0 ? 1 : keys / distractors, cases: items.length };
}

/** How often keys hold one of some words, over how often distractors do. Cases are options that hold one. */
function wordRatio(items: readonly ChoiceCase[], words: ReadonlySet<string>): Measure {
  const holds = (text: string) => wordsOf(text).some((word) => words.has(word));
  const found = items.map(({ options }) => options.map(({ text }) => holds(text)));
  const keys = found.filter(([key]) => key).length;
  const distractors = found.flatMap(([, ...others]) => others).filter(Boolean).length;
  const cases = keys + distractors;
  return { value: cases === 0 ? 1 : (keys / distractors) * 3, cases };
}

/** Whether the key of a numeric item is its smallest or largest option; null for other items. */
function keyIsExtreme({ options }: ChoiceCase): boolean | null {
  const values = comparable(options.map(({ text }) => text));
  if (!values) return null;
  return values[0] === Math.min(...values) || values[0] === Math.max(...values);
}

function extremes(items: readonly ChoiceCase[]): Measure {
  return share(
    items.filter((item) => keyIsExtreme(item) !== null),
    (item) => keyIsExtreme(item) === true,
  );
}

/** Of the items in which one option alone has the top, or the bottom, of some count: how often it is the key. */
function loneShare(
  items: readonly ChoiceCase[],
  counts: (item: ChoiceCase) => readonly number[],
  direction: 1 | -1,
): Measure {
  const place = (item: ChoiceCase) => loneTop(counts(item), direction);
  return share(
    items.filter((item) => place(item) >= 0),
    (item) => place(item) === 0,
    (item) => Math.abs(margin(counts(item).map((count) => direction * count))),
  );
}

const isNegative = ({ stem }: ChoiceCase) => negation(stem) !== "none";

const isLong = ({ stem, options }: ChoiceCase) =>
  countWords(stem) > LONGEST_STEM || options.some(({ text }) => plain(text).length > LONGEST_OPTION);

/** Words that give a key away are counted from this many options on. */
const FEWEST_WORDY_OPTIONS = 8;

/** Items in which one option stands alone; the limits are ten points apart, which fewer cannot tell. */
const FEWEST_LONE = 90;

/** What would let somebody find keys without knowing the subject. */
export const tellGates: readonly Gate[] = [
  {
    id: "key-strictly-longest",
    what: "Items whose key is longer than every distractor",
    shown: "share",
    atMost: 0.3,
    fewest: FEWEST_ITEMS,
    mend: "shorten keys, or make one distractor longer",
    measure: ({ choice }) => share(choice, (item) => excess(item) > 0, excess),
  },
  {
    id: "key-strictly-shortest",
    what: "Items whose key is shorter than every distractor",
    shown: "share",
    atMost: 0.3,
    fewest: FEWEST_ITEMS,
    mend: "lengthen keys, or make one distractor shorter",
    measure: ({ choice }) => share(choice, (item) => lack(item) > 0, lack),
  },
  {
    id: "length-ratio",
    what: "Mean length of keys over mean length of distractors",
    shown: "ratio",
    atLeast: 0.92,
    atMost: 1.08,
    fewest: FEWEST_ITEMS,
    mend: "write all four options to one length",
    measure: ({ choice }) => lengthRatio(choice),
  },
  {
    id: "absolutes",
    what: "Rate of absolute words in keys over the rate in distractors",
    shown: "ratio",
    atLeast: 0.5,
    atMost: 2,
    fewest: FEWEST_WORDY_OPTIONS,
    mend: "leave words such as always, never, only, all out of the side that has too many",
    measure: ({ choice }) => wordRatio(choice, ABSOLUTES),
  },
  {
    id: "hedges",
    what: "Rate of hedges in keys over the rate in distractors",
    shown: "ratio",
    atLeast: 0.5,
    atMost: 2,
    fewest: FEWEST_WORDY_OPTIONS,
    mend: "leave words such as may, often, usually out of the side that has too many",
    measure: ({ choice }) => wordRatio(choice, HEDGES),
  },
  {
    id: "negative-stems",
    what: "Items that ask for what is not so",
    shown: "share",
    atMost: 0.03,
    fewest: FEWEST_ITEMS,
    mend: "ask for what is so",
    measure: ({ choice }) => share(choice, isNegative, (item) => Number(isNegative(item))),
  },
  {
    id: "key-repeats-stem",
    what: "Items whose key repeats most content words of the stem",
    shown: "share",
    atMost: 0.3,
    fewest: FEWEST_ITEMS,
    mend: "use other words than the stem's in keys",
    measure: ({ choice }) =>
      share(
        choice,
        (item) => firstPlace(stemOverlap(item)),
        (item) => margin(stemOverlap(item)),
      ),
  },
  {
    id: "most-stem-words",
    what: "Items in which one option alone has most words of the stem, and it is the key",
    shown: "share",
    atLeast: 0.2,
    atMost: 0.3,
    fewest: FEWEST_LONE,
    mend: "say keys and distractors in words that have nothing to do with who repeats the stem",
    measure: ({ choice }) => loneShare(choice, stemOverlap, 1),
  },
  {
    id: "fewest-the",
    what: 'Items in which one option alone says "the" least often, and it is the key',
    shown: "share",
    atLeast: 0.18,
    atMost: 0.33,
    fewest: FEWEST_LONE,
    mend: "write all four options in one grammatical form",
    measure: ({ choice }) => loneShare(choice, countsOfThe, -1),
  },
  {
    id: "most-the",
    what: 'Items in which one option alone says "the" most often, and it is the key',
    shown: "share",
    atLeast: 0.18,
    atMost: 0.33,
    fewest: FEWEST_LONE,
    mend: "write all four options in one grammatical form",
    measure: ({ choice }) => loneShare(choice, countsOfThe, 1),
  },
  {
    id: "key-most-similar",
    what: "Items whose key is the option most similar to the others",
    shown: "share",
    atMost: 0.3,
    fewest: FEWEST_ITEMS,
    mend: "do not write distractors as variations of the key",
    measure: ({ choice }) =>
      share(
        choice,
        (item) => firstPlace(similarity(item)),
        (item) => margin(similarity(item)),
      ),
  },
  {
    id: "numeric-extremes",
    what: "Numeric items whose key is the smallest or largest option",
    shown: "share",
    atLeast: 0.4,
    atMost: 0.6,
    fewest: FEWEST_ITEMS,
    mend: "choose distractors on the other side of the key",
    measure: ({ choice }) => extremes(choice),
  },
  {
    id: "drawn-extremes",
    what: "Draws of numeric families whose key is the smallest or largest option",
    shown: "share",
    atLeast: 0.4,
    atMost: 0.6,
    fewest: FEWEST_ITEMS,
    mend: "give families wrong computations on both sides of the key",
    measure: ({ draws }) => extremes(draws),
  },
  {
    id: "long-texts",
    what: `Items with a stem over ${LONGEST_STEM} words or an option over ${LONGEST_OPTION} characters`,
    shown: "share",
    atMost: 0.05,
    fewest: FEWEST_ITEMS,
    mend: "shorten them",
    measure: ({ choice }) => share(choice, isLong, (item) => Number(isLong(item))),
  },
];
