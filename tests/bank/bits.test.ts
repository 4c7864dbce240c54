import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, type Bits, count, emptyBits, keep, members, merge, nth } from "../../src/bank/bits.ts";

const SIZE = 100;
const indexes = fc.uniqueArray(fc.integer({ min: 0, max: SIZE - 1 }));
const bitsOf = (list: readonly number[]): Bits => {
  const bits = emptyBits(SIZE);
  for (const index of list) add(bits, index);
  return bits;
};
const ascending = (list: readonly number[]) => [...list].sort((a, b) => a - b);

describe("bits", () => {
  it("are a set of small numbers", () => {
    fc.assert(
      fc.property(indexes, indexes, (a, b) => {
        const all = ascending(a);
        expect([...members(bitsOf(a))]).toEqual(all);
        expect(count(bitsOf(a))).toBe(a.length);
        expect(all.map((_, rank) => nth(bitsOf(a), rank))).toEqual(all);
        expect(nth(bitsOf(a), a.length)).toBe(-1);
        const both = bitsOf(a);
        keep(both, bitsOf(b));
        expect([...members(both)]).toEqual(ascending(a.filter((index) => b.includes(index))));
        const either = bitsOf(a);
        merge(either, bitsOf(b));
        expect([...members(either)]).toEqual(ascending([...new Set([...a, ...b])]));
      }),
    );
  });
});
