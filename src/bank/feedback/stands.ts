import { binaryOther, ofThings, type Pole } from "./opposites.ts";
import type { Sentence, Token } from "./read.ts";

/**
 * The words around a word, and how near each is: 1 beside it. What stands nearer to another side of its axis belongs to
 * that one: in "large batches are fast, small ones noisy" the noise is that of the small ones. A side that is taken
 * counts as a word: "size:up". Around a thing, what is denied of it is another word: that values are not turned speaks
 * for queries that are.
 */
export type Context = ReadonlyMap<string, number>;
export const DENIED = "not ";

/**
 * A word with which a statement holds or fails: "larger" stands on the axis of size, a number on that of
 * numbers, and each other word may be negated or not.
 */
export interface Stand {
  axis: string;
  pole: string;
  context: Context;
  negated: boolean;
  /** The sentence takes another side of this axis as well. */
  both: boolean;
}

/** A word of a sentence, how far along it is, and whether a negation stands before it. */
interface Put {
  token: Token;
  at: number;
  negated: boolean;
}

/** How far a negation reaches, how many steps the border of a clause is, and how many steps away words still belong. */
const SCOPE = 5;
const BORDER = 4;
const WINDOW = 12;

export function laidOut({ clauses }: Sentence): Put[] {
  const all: Put[] = [];
  let at = 0;
  for (const tokens of clauses) {
    let since = Number.POSITIVE_INFINITY;
    for (const token of tokens) {
      since = token.negates ? 0 : since + 1;
      all.push({ token, at, negated: since <= SCOPE && !token.negates });
      at++;
    }
    at += BORDER;
  }
  return all;
}

/** On which side a word stands, with its negation; null where that leaves several. */
const sideOf = ({ axis, pole }: Pole, negated: boolean): string | null =>
  negated ? binaryOther(axis, pole) : pole;

function contextOf(all: readonly Put[], of: Put, axis: string, rivals: readonly Put[]): Context {
  const context = new Map<string, number>();
  const put = (feature: string, weight: number) => {
    if ((context.get(feature) ?? 0) < weight) context.set(feature, weight);
  };
  for (const one of all) {
    const steps = Math.abs(one.at - of.at);
    if (one === of || steps > WINDOW) continue;
    if (rivals.some((rival) => Math.abs(one.at - rival.at) < steps)) continue;
    const { token, negated } = one;
    const weight = 1 / (1 + 0.25 * (steps - 1));
    const denied = negated && ofThings(axis) ? DENIED : "";
    if (token.term !== "" && !token.poles.some((pole) => pole.axis === axis))
      put(denied + token.term, weight);
    for (const other of token.poles)
      if (other.axis !== axis) put(`${other.axis}:${sideOf(other, negated) ?? "?"}`, weight * 0.7);
  }
  return context;
}

export function standsOf(sentence: Sentence): Stand[] {
  const all = laidOut(sentence);
  const stand = (one: Put, axis: string, pole: string, negated: boolean): Stand => {
    const rivals = all.filter(({ token }) =>
      token.poles.some((other) => other.axis === axis && other.pole !== pole),
    );
    return {
      axis,
      pole,
      negated,
      both: rivals.length > 0,
      context: contextOf(all, one, axis, rivals),
    };
  };
  return all.flatMap((one, i): Stand[] => {
    const { token, negated } = one;
    // A factor of a product or a place of a shape says nothing by itself.
    const inRow = [all[i - 1], all[i + 1]].some((beside) => (beside?.token.number ?? null) !== null);
    if (token.number !== null) return inRow ? [] : [stand(one, "number", String(token.number), false)];
    if (token.poles.length === 0)
      return token.term === "" ? [] : [stand(one, `not ${token.term}`, String(negated), negated)];
    return token.poles.flatMap((pole) => {
      const side = sideOf(pole, negated);
      return side === null ? [] : [stand(one, pole.axis, side, negated)];
    });
  });
}
