import { randomFrom } from "../engine/rules/random.ts";
import type { ChoiceItem, ItemHead, MarkupText } from "../engine/words/item.ts";
import type { NumericFamily, WrongComputation } from "./families/family.ts";
import { three } from "./items.ts";
import { showText } from "./tex.ts";

/** A family whose parameters give three distinct wrong values so rarely is broken. */
const MOST_DRAWS = 1000;
/** Nearer to the key than this share of it, a wrong value could be rounding, and is not offered. */
const TOO_NEAR = 0.03;
/** Draws that are tried for the key's intended place before another place is taken. */
const PATIENCE = 16;

type Head = Omit<ItemHead, "id" | "difficulty">;

interface Wrong<P> {
  mistake: WrongComputation<P>;
  value: number;
  text: string;
}

interface Draw<P> {
  params: P;
  key: { value: number; text: string };
  /** Wrong values below and above the key, not too near it and shown differently from each other. */
  below: Wrong<P>[];
  above: Wrong<P>[];
}

/**
 * The item that a numeric family gives for a seed; the same on every replica. Draws again, with a counter
 * behind the seed, until three wrong values differ as shown from each other and enough from the key. The seed
 * also says which place the key shall take among the four ascending values, each equally often, so that
 * neither the extremes nor the middle give it away; families that cannot put it there come as near as
 * their wrong values allow.
 *
 * @throws Error where a family gives no such draw, or text that cannot be shown: a mistake in its code
 */
export function drawItem<P>(family: NumericFamily<P>, head: Head, seed: string): ChoiceItem {
  const choice = randomFrom(`${family.id}/${seed}`);
  const place = choice.int(0, 3);
  let best: { draw: Draw<P>; place: number; cost: number } | null = null;
  for (let i = 0; i < MOST_DRAWS && !(best && (best.cost === 0 || i >= PATIENCE)); i++) {
    const draw = drawOnce(family, `${seed}#${i}`);
    for (let possible = 0; possible <= 3; possible++) {
      if (draw.below.length < possible || draw.above.length < 3 - possible) continue;
      const cost = costOf(place, possible);
      if (!best || cost < best.cost) best = { draw, place: possible, cost };
    }
  }
  if (!best)
    throw new Error(`The numeric family ${family.id} gives no three distinct wrong values for ${seed}`);

  const { params, key, below, above } = best.draw;
  const wrong = [
    ...choice.shuffle(below).slice(0, best.place),
    ...choice.shuffle(above).slice(0, 3 - best.place),
  ];
  const distractors = three(
    wrong.map(({ mistake, text }) => ({ text, because: shown(family, mistake.because(params)) })),
  );
  const [one, two, last] = wrong.map(({ value }) => value);
  return {
    ...head,
    id: family.id,
    difficulty: family.difficulty,
    kind: "numeric",
    version: 1,
    stem: shown(family, family.stem(params)),
    key: { text: key.text, because: shown(family, family.solution(params)) },
    distractors,
    layout: { by: "ascending", values: [key.value, one ?? NaN, two ?? NaN, last ?? NaN] },
  };
}

/** How bad a place is instead of the intended one: an extreme for an extreme is better than a neighbour. */
function costOf(intended: number, possible: number): number {
  if (intended === possible) return 0;
  const extreme = (place: number) => place === 0 || place === 3;
  return extreme(intended) === extreme(possible) ? 1 : 2;
}

function drawOnce<P>(family: NumericFamily<P>, seed: string): Draw<P> {
  const params = family.draw(randomFrom(`${family.id}/${seed}`));
  const show = (value: number) => shown(family, family.show(value, params));
  const key = { value: family.key(params), text: show(family.key(params)) };
  const taken = new Set([key.text]);
  const draw: Draw<P> = { params, key, below: [], above: [] };
  for (const mistake of family.wrong) {
    const value = mistake.value(params);
    if (!Number.isFinite(value)) continue;
    const text = show(value);
    if (taken.has(text) || Math.abs(value - key.value) <= TOO_NEAR * Math.abs(key.value)) continue;
    taken.add(text);
    (value < key.value ? draw.below : draw.above).push({ mistake, value, text });
  }
  return draw;
}

function shown(family: { id: string }, text: MarkupText): MarkupText {
  const found = showText(text);
  if (!found.ok)
    throw new Error(`The numeric family ${family.id} writes what cannot be shown: ${found.problem}`);
  return found.text;
}
