import fc from "fast-check";
import { expect, it } from "vitest";
import { layersOf, withEntries } from "../../src/learning/layered.ts";

const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 9 })), {
  maxLength: 20,
});

it("says in every way what a map says in which the same was set, and the one before stays as it was", () => {
  const told = (map: ReadonlyMap<string, number>) => {
    const visited: [string, number][] = [];
    map.forEach((value, key) => {
      visited.push([key, value]);
    });
    const [pairs, keys, values] = [[...map], [...map.keys()], [...map.values()]];
    expect(visited).toEqual(pairs);
    expect([...map.entries()]).toEqual(pairs);
    expect([keys, values]).toEqual([pairs.map(([key]) => key), pairs.map(([, value]) => value)]);
    expect(map.size).toBe(pairs.length);
    return new Map(pairs);
  };
  fc.assert(
    fc.property(entries, fc.array(entries, { maxLength: 12 }), (first, later) => {
      const named = (all: readonly (readonly [number, number])[]) =>
        new Map(all.map(([key, value]) => [`k${key}`, value]));
      let map: ReadonlyMap<string, number> = named(first);
      let plain = named(first);
      for (const some of later) {
        const before = told(map);
        const next = withEntries(map, named(some));
        plain = new Map([...plain, ...named(some)]);
        expect(told(map)).toEqual(before);
        expect(told(next)).toEqual(plain);
        for (let i = 0; i <= 91; i++)
          expect([next.get(`k${i}`), next.has(`k${i}`)]).toEqual([plain.get(`k${i}`), plain.has(`k${i}`)]);
        expect(layersOf(next).over.size).toBeLessThanOrEqual(50);
        map = next;
      }
    }),
    { numRuns: 40 },
  );
});
