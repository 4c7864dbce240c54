import type { Known, Statement } from "./known.ts";
import { OF_THINGS } from "./lexicon.ts";
import type { Sentence } from "./read.ts";
import { type Context, DENIED, type Stand, standsOf } from "./stands.ts";

/** A place of the bank where one of several sides is taken. */
interface Place extends Stand {
  statement: Statement;
}

/** By axis, all places of a topic that take a side on it. */
export type Sides = ReadonlyMap<string, readonly Place[]>;

export function sidesOf({ statements }: Known): Sides {
  const sides = new Map<string, Place[]>();
  for (const statement of statements) {
    if (!statement.holds) continue;
    for (const stand of standsOf(statement)) {
      const places = sides.get(stand.axis) ?? [];
      places.push({ ...stand, statement });
      sides.set(stand.axis, places);
    }
  }
  return sides;
}

/** Contexts that are less alike say nothing of each other. */
const FAINT = 0.1;
/** What is added to the size of each context, so that two that share their only word are not taken for one. */
const SMALL = 3;
/** A side that is taken on another axis tells as much as a word of this rarity. */
const SIDE_RARITY = 1.5;
/** How many of the most alike places count, and what those of other concepts of the topic do. */
const PLACES = 4;
const ELSEWHERE = 0.4;

/** How alike two contexts are, 0 to 1: what they share, by rarity, of the size of both. */
function likeness(a: Context, b: Context, rarity: (term: string) => number): number {
  const weigh = (term: string) => (term.includes(":") ? SIDE_RARITY : rarity(term.replace(DENIED, "")));
  let shared = 0;
  let ours = SMALL;
  for (const [term, weight] of a) {
    ours += weight * weigh(term);
    shared += Math.min(weight, b.get(term) ?? 0) * weigh(term);
  }
  if (shared === 0) return 0;
  let theirs = SMALL;
  for (const [term, weight] of b) theirs += weight * weigh(term);
  return shared / Math.sqrt(ours * theirs);
}

const best = (all: readonly number[]): number => Math.max(0, ...all);
const squares = (all: readonly number[]): number =>
  [...all]
    .sort((a, b) => b - a)
    .slice(0, PLACES)
    .reduce((sum, one) => sum + one * one, 0);

/** For how much the bank takes this side and another one in such words. */
interface Support {
  own: number[];
  other: number[];
  ownElsewhere: number[];
  otherElsewhere: number[];
  /** The place that speaks most clearly for another side. */
  place: Place | null;
}

function supportOf(stand: Stand, concept: string, known: Known, sides: Sides): Support {
  const found = new Map<Statement, { own: number; other: number; place: Place | null }>();
  for (const place of sides.get(stand.axis) ?? []) {
    const like = likeness(stand.context, place.context, known.rarity);
    if (like < FAINT) continue;
    const so = found.get(place.statement) ?? { own: 0, other: 0, place: null };
    if (place.pole === stand.pole) so.own = Math.max(so.own, like);
    else if (like > so.other) Object.assign(so, { other: like, place });
    found.set(place.statement, so);
  }
  const support: Support = { own: [], other: [], ownElsewhere: [], otherElsewhere: [], place: null };
  let clearest = 0;
  for (const [statement, so] of found) {
    // A sentence that takes both sides speaks for the one whose words are more alike.
    const other = Math.max(0, so.other - so.own);
    const own = Math.max(0, so.own - so.other);
    const here = statement.concept === concept;
    (here ? support.own : support.ownElsewhere).push(own);
    (here ? support.other : support.otherElsewhere).push(other);
    if (here && other > clearest) {
      clearest = other;
      support.place = so.place;
    }
  }
  return support;
}

/**
 * Weights of a logistic regression: how likely a side was turned round. Fitted on the bank's own model
 * answers, with one word of a sentence replaced by its opposite and that answer taken out of the bank; those of
 * negation, numbers and things were set by hand on answers of people and on how often the bank denies itself.
 */
const WEIGHTS = { other: 0.68, own: -0.9, ratio: 1.8, number: -2.5, negation: -1, both: -2, bias: -1 };

/** A statement that the bank seems to deny. */
export interface Doubt {
  /** Log-odds that it is wrong. */
  odds: number;
  against: Statement;
}

function doubtOf(stand: Stand, concept: string, known: Known, sides: Sides): Doubt | null {
  // A statement that denies is put in too many ways, and a number that the bank has may belong here as well.
  if (stand.negated) return null;
  if (stand.axis === "number" && known.numbers.get(concept)?.has(Number(stand.pole))) return null;
  const support = supportOf(stand, concept, known, sides);
  const { place } = support;
  if (place === null) return null;
  const [other, own] = [best(support.other), best(support.own)];
  if (other < FAINT) return null;
  const ratio = Math.log(
    (squares(support.other) + ELSEWHERE * squares(support.otherElsewhere) + 0.03) /
      (squares(support.own) + ELSEWHERE * squares(support.ownElsewhere) + 0.03),
  );
  const odds =
    WEIGHTS.other * Math.log(other + 0.05) +
    WEIGHTS.own * Math.log(own + 0.05) +
    WEIGHTS.ratio * ratio +
    (stand.axis === "number" ? WEIGHTS.number : stand.axis.startsWith("not ") ? WEIGHTS.negation : 0) +
    (OF_THINGS.has(stand.axis) && stand.both ? WEIGHTS.both : 0) +
    WEIGHTS.bias;
  return { odds, against: place.statement };
}

/** What in a sentence is most likely turned round; null where the bank does not speak of it. */
export function doubtIn(sentence: Sentence, concept: string, known: Known, sides: Sides): Doubt | null {
  if (sentence.excepts) return null;
  return standsOf(sentence)
    .map((stand) => doubtOf(stand, concept, known, sides))
    .reduce((worst, one) => (one !== null && one.odds > (worst?.odds ?? -Infinity) ? one : worst), null);
}
