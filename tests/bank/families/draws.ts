import { expect } from "vitest";
import type { NumericFamily } from "../../../src/bank/families/family.ts";
import { randomFrom } from "../../../src/engine/rules/random.ts";

export const SEEDS = 2000;

/** Below this a difference is a rounding error, whatever the key: a key can be zero. */
const TINY = 1e-5;

/** What a family draws for each of the seeds. */
export function draws<P>(family: NumericFamily<P>): P[] {
  return Array.from({ length: SEEDS }, (_, i) => family.draw(randomFrom(`${family.id} ${i}`)));
}

/**
 * Holds the family's key against a second way of computing it, for each seed. Draws that repeat are
 * computed once. `tolerance` is relative; four digits at most are shown, so it must stay far below 1e-4.
 */
export function expectKeys<P>(
  family: NumericFamily<P>,
  second: (params: P) => number,
  tolerance = 1e-9,
): void {
  const distinct = new Map(draws(family).map((params) => [JSON.stringify(params), params]));
  const differences = [...distinct.values()].flatMap((params) => {
    const [key, other] = [family.key(params), second(params)];
    const close = Math.abs(key - other) <= tolerance * Math.max(Math.abs(key), TINY);
    const alike = family.show(key, params) === family.show(other, params);
    return close && alike ? [] : [{ params, key, other }];
  });
  expect(differences).toEqual([]);
  expect(distinct.size).toBeGreaterThan(40);
}

/** The integral of `f` from `low` to `high` by Simpson's rule. */
export function integrate(f: (x: number) => number, low: number, high: number, pieces = 200): number {
  const step = (high - low) / pieces;
  let total = f(low) + f(high);
  for (let i = 1; i < pieces; i++) total += f(low + i * step) * (i % 2 === 1 ? 4 : 2);
  return (total * step) / 3;
}

/** -ln(p) as the area under 1/x from p to 1, piece by piece so that the curve is never steep. */
export function surprise(p: number): number {
  let area = 0;
  for (let low = p; low < 1; low *= 2) area += integrate((x) => 1 / x, low, Math.min(1, 2 * low));
  return area;
}

/** The slope of `f` at `x` by central differences. */
export const slopeAt = (f: (x: number) => number, x: number, step = 1e-5): number =>
  (f(x + step) - f(x - step)) / (2 * step);

/** Where a rising function crosses zero between `low` and `high`, by bisection. */
export function crossing(rising: (x: number) => number, low: number, high: number): number {
  let [left, right] = [low, high];
  for (let i = 0; i < 80; i++) {
    const middle = (left + right) / 2;
    if (rising(middle) < 0) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}

/** How many numbers the tensors of a layer hold, given their shapes as a framework lists them. */
export function numel(shapes: readonly (readonly number[])[]): number {
  let count = 0;
  for (const shape of shapes) {
    let size = 1;
    for (const side of shape) size *= side;
    count += size;
  }
  return count;
}
