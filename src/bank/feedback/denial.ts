import { binaryOther, ofThings } from "./opposites.ts";
import type { Sentence } from "./read.ts";

/** How far a negation reaches, in words: in most clauses to the end. */
const SCOPE = 20;
/** Two negations that stand so near each other cancel out. */
const DOUBLE = 2;
/** A side that is taken on an axis says as much as a word of this rarity. */
const SIDE = 5;
/** How much of what two sentences share has to be turned round in one of them. */
const TURNED = 0.33;
/** Two that share less than this, in nats of rarity, do not speak of the same. */
const SHARED = 3;

/** What a sentence says, ready to be held against another. */
export interface Said {
  /** By term: whether it stands under a negation; of one that stands there both ways, or beside an exception, neither. */
  terms: ReadonlyMap<string, boolean | null>;
  /** By axis of opposites: the side that is taken, with its negation; null where both are. */
  sides: ReadonlyMap<string, string | null>;
  /** The terms that take those sides. */
  taking: ReadonlySet<string>;
}

function note<V>(all: Map<string, V | null>, key: string, value: V): void {
  all.set(key, all.has(key) && all.get(key) !== value ? null : value);
}

export function saidIn({ clauses, excepts }: Sentence): Said {
  const terms = new Map<string, boolean | null>();
  const sides = new Map<string, string | null>();
  const taking = new Set<string>();
  for (const tokens of clauses) {
    let since = Number.POSITIVE_INFINITY;
    // "Not without" says that it is so.
    let odd = false;
    for (const token of tokens) {
      if (token.negates) {
        odd = since <= DOUBLE ? !odd : true;
        since = 0;
        continue;
      }
      since++;
      const negated = odd && since <= SCOPE;
      if (token.term !== "") note(terms, token.term, negated);
      for (const { axis, pole } of token.poles) {
        if (ofThings(axis)) continue;
        const side = negated ? binaryOther(axis, pole) : pole;
        if (side === null) continue;
        note(sides, axis, side);
        if (token.term !== "") taking.add(token.term);
      }
    }
  }
  if (excepts) {
    for (const term of terms.keys()) terms.set(term, null);
    for (const axis of sides.keys()) sides.set(axis, null);
  }
  return { terms, sides, taking };
}

/**
 * Which share of what two sentences have in common one of them turns round: words that both have are negated in one
 * alone, or the two stand on opposite sides of an axis. 0 where they hardly speak of the same.
 */
export function turnedShare(one: Said, other: Said, rarity: (term: string) => number): number {
  let same = 0;
  let turned = 0;
  let shared = 0;
  for (const [term, negated] of one.terms) {
    const there = other.terms.get(term);
    if (there === undefined) continue;
    const weight = rarity(term);
    // Which side it takes is weighed below.
    if (one.taking.has(term)) shared += weight;
    else if (negated === null || there === null || negated === there) same += weight;
    else turned += weight;
  }
  shared += same + turned;
  for (const [axis, side] of one.sides) {
    const there = other.sides.get(axis);
    if (side === null || there === null || there === undefined) continue;
    if (side === there) same += SIDE;
    else turned += SIDE;
  }
  return shared < SHARED || turned === 0 ? 0 : turned / (same + turned);
}

/** Whether a sentence says the opposite of another one. */
export const denies = (one: Said, other: Said, rarity: (term: string) => number): boolean =>
  turnedShare(one, other, rarity) > TURNED;
