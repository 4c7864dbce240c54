import { stemsIn } from "../engine/words/spelling.ts";
import type { Value } from "./options.ts";

/** Words of what was typed that are looked at. */
const MOST_WORDS = 5;
/** Letters of a word that are looked at; no word of the bank is longer. */
const LONGEST_WORD = 30;
/**
 * Two words are one mistyped where they share this part of their pairs of letters (Dice's coefficient), and no other
 * word shares much more. Of a short word one slip takes half of them.
 */
const ENOUGH = { short: 0.5, long: 0.6, shortest: 5, apart: 0.05 };
/** People seldom slip at the first letter: what is left of a likeness to a word that begins otherwise. */
const OTHER_START = 0.85;
/** What the same letters in another order count. */
const SWAPPED = 0.8;
/** What a word counts that stands in a description and not in a name. */
const DESCRIBED = 0.35;

interface Index {
  /** A line per name of a value, with how rare its words are together. */
  names: { value: Value; weight: number }[];
  /** By word: the names that hold it, and the values that are described with it. */
  inNames: Map<string, number[]>;
  inTexts: Map<string, Value[]>;
  /** How rare a word is: the logarithm of how many values there are for each that has it. */
  rarity: Map<string, number>;
  rarest: number;
  /** By pair of letters: the words of names that hold it. */
  pairs: Map<string, string[]>;
}

const INDEXES = new WeakMap<readonly Value[], Index>();

const pairsOf = (word: string): string[] => {
  const framed = `^${word}$`;
  return [...new Set(Array.from({ length: framed.length - 1 }, (_, i) => framed.slice(i, i + 2)))];
};

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function indexOf(values: readonly Value[]): Index {
  const known = INDEXES.get(values);
  if (known !== undefined) return known;
  const index: Index = {
    names: [],
    inNames: new Map(),
    inTexts: new Map(),
    rarity: new Map(),
    rarest: Math.log(1 + values.length),
    pairs: new Map(),
  };
  const holders = new Map<string, number>();
  const lines: { value: Value; stems: string[] }[] = [];
  for (const value of values) {
    const own = [value.value, value.label, ...(value.aliases ?? [])].map(stemsIn);
    const named = new Set(own.flat());
    const described = stemsIn(value.about ?? "").filter((stem) => !named.has(stem));
    for (const stem of [...named, ...described]) holders.set(stem, (holders.get(stem) ?? 0) + 1);
    for (const stem of described) push(index.inTexts, stem, value);
    for (const stems of own) lines.push({ value, stems });
  }
  for (const [stem, count] of holders) index.rarity.set(stem, Math.log(1 + values.length / count));
  for (const { value, stems } of lines) {
    const number = index.names.length;
    index.names.push({ value, weight: stems.reduce((sum, stem) => sum + rarityOf(index, stem), 0) });
    for (const stem of stems) push(index.inNames, stem, number);
  }
  for (const stem of index.inNames.keys()) for (const pair of pairsOf(stem)) push(index.pairs, pair, stem);
  INDEXES.set(values, index);
  return index;
}

const rarityOf = ({ rarity }: Index, stem: string) => rarity.get(stem) ?? 0;

/** How alike two short words are of which one may be the other with letters swapped, which leaves few pairs of a short word. */
function swapped(typed: string, stem: string): number {
  const isShort = typed.length <= ENOUGH.shortest && stem.length <= ENOUGH.shortest;
  if (!isShort || typed.length !== stem.length || typed[0] !== stem[0]) return 0;
  return [...typed].sort().join() === [...stem].sort().join() ? SWAPPED : 0;
}

/** Words of the names for a typed one, with what each is worth: itself, else those that it is a slip of. */
function wordsFor(index: Index, typed: string): { stem: string; worth: number }[] {
  if (index.rarity.has(typed)) return [{ stem: typed, worth: rarityOf(index, typed) }];
  const own = pairsOf(typed.slice(0, LONGEST_WORD));
  const shared = new Map<string, number>();
  for (const pair of own)
    for (const stem of index.pairs.get(pair) ?? []) shared.set(stem, (shared.get(stem) ?? 0) + 1);
  const likeness = [...shared].map(([stem, count]) => {
    const like = ((2 * count) / (own.length + stem.length + 1)) * (stem[0] === typed[0] ? 1 : OTHER_START);
    return [stem, Math.max(like, swapped(typed, stem))] as const;
  });
  const { short, long, shortest, apart } = ENOUGH;
  const best = Math.max(...likeness.map(([, like]) => like));
  const least = Math.max(typed.length < shortest ? short : long, best - apart);
  // How rare the right word is says nothing of whether it was meant.
  return likeness
    .filter(([, like]) => like >= least)
    .map(([stem, like]) => ({ stem, worth: like ** 4 * index.rarest }));
}

/**
 * The values nearest to what was typed, the nearest first: those whose names and descriptions share its words, a
 * rare word counting more than a usual one, and a name more the less else it says.
 */
export function alike(values: readonly Value[], typed: string, limit: number): Value[] {
  const index = indexOf(values);
  const byName = new Map<number, number>();
  const byText = new Map<Value, number>();
  for (const word of stemsIn(typed).slice(0, MOST_WORDS)) {
    const ofName = new Map<number, number>();
    const ofText = new Map<Value, number>();
    for (const { stem, worth } of wordsFor(index, word)) {
      for (const name of index.inNames.get(stem) ?? [])
        ofName.set(name, Math.max(ofName.get(name) ?? 0, worth));
      for (const value of index.inTexts.get(stem) ?? [])
        ofText.set(value, Math.max(ofText.get(value) ?? 0, worth));
    }
    for (const [name, worth] of ofName) byName.set(name, (byName.get(name) ?? 0) + worth);
    for (const [value, worth] of ofText) byText.set(value, (byText.get(value) ?? 0) + worth);
  }
  const best = new Map<Value, number>();
  for (const [number, worth] of byName) {
    const { value, weight } = index.names[number] as Index["names"][number];
    const score = worth * (0.6 + (0.4 * worth) / Math.max(weight, worth));
    best.set(value, Math.max(best.get(value) ?? 0, score));
  }
  for (const [value, worth] of byText) best.set(value, (best.get(value) ?? 0) + DESCRIBED * worth);
  const order = new Map(values.map((value, i) => [value, i]));
  return [...best]
    .sort(([a, x], [b, y]) => y - x || (order.get(a) ?? 0) - (order.get(b) ?? 0))
    .slice(0, limit)
    .map(([value]) => value);
}
