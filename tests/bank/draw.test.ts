import { describe, expect, it } from "vitest";
import { drawItem } from "../../src/bank/draw.ts";
import type { ChoiceItem } from "../../src/engine/words/item.ts";
import { sumFamily } from "./fixtures.ts";

const HEAD = { concept: { id: "pooling", name: "Pooling" }, topic: { id: "cnn", name: "CNN" }, links: [] };
const SEEDS = Array.from({ length: 2000 }, (_, i) => `seed ${i}`);

/** Rank of the key among the four ascending values. */
function place(item: ChoiceItem): number {
  const values = item.layout.by === "ascending" ? item.layout.values : [];
  return values.filter((value) => value < (values[0] ?? 0)).length;
}
const textsOf = ({ key, distractors }: ChoiceItem) => [key, ...distractors].map(({ text }) => text);
const offBy = (...by: readonly number[]) =>
  sumFamily({
    wrong: by.map((step) => ({
      name: `off by ${step}`,
      value: ({ a, b }) => a + b + step,
      because: () => "This adds a step that nobody asked for, which is off.",
    })),
  });

describe("a drawn item", () => {
  it("is the same for the same seed, and another for another", () => {
    const family = sumFamily();
    expect(drawItem(family, HEAD, "a")).toEqual(drawItem(family, HEAD, "a"));
    const stems = new Set(SEEDS.slice(0, 50).map((seed) => drawItem(family, HEAD, seed).stem));
    expect(stems.size).toBeGreaterThan(30);
  });

  it("has a key and three wrong values, all different as shown, in the order of `values`", () => {
    for (const seed of SEEDS.slice(0, 300)) {
      const item = drawItem(sumFamily(), HEAD, seed);
      expect(new Set(textsOf(item)).size).toBe(4);
      expect(item.layout).toEqual({ by: "ascending", values: textsOf(item).map(Number) });
    }
  });

  it("explains its options and shows formulas as text", () => {
    const item = drawItem(sumFamily(), HEAD, "a");
    expect(item.stem).toContain("n′ = n + k");
    expect(item.key.because).toContain(` = ${item.key.text}`);
    expect(item.distractors.map(({ because }) => because).join()).not.toMatch(/[$\\]/);
  });

  it("has its key at every place equally often where the family allows it", () => {
    const family = offBy(-3, -2, -1, 1, 2, 3);
    const places = SEEDS.map((seed) => place(drawItem(family, HEAD, seed)));
    for (const rank of [0, 1, 2, 3])
      expect(Math.abs(places.filter((found) => found === rank).length / SEEDS.length - 0.25)).toBeLessThan(
        0.04,
      );
  });

  it("has its key at an extreme about half the time where only three places are possible", () => {
    const family = offBy(-2, -1, 1, 2, 3);
    const places = SEEDS.map((seed) => place(drawItem(family, HEAD, seed)));
    const extremes = places.filter((found) => found === 0 || found === 3).length / SEEDS.length;
    expect(places).not.toContain(3);
    expect(extremes).toBeGreaterThan(0.4);
    expect(extremes).toBeLessThan(0.6);
  });

  it("uses every wrong computation over the seeds", () => {
    const family = offBy(-3, -2, -1, 1, 2, 3);
    const used = new Set(
      SEEDS.map((seed) => drawItem(family, HEAD, seed)).flatMap(({ layout }) =>
        layout.by === "ascending"
          ? layout.values.slice(1).map((value) => value - (layout.values[0] ?? 0))
          : [],
      ),
    );
    expect([...used].sort((a, b) => a - b)).toEqual([-3, -2, -1, 1, 2, 3]);
  });

  it("is drawn again until three wrong values differ, at the precision that is shown", () => {
    const family = sumFamily({
      // Only where a is a multiple of ten do the wrong values differ as shown.
      wrong: [1, 2, 3].map((step) => ({
        name: `step ${step}`,
        value: ({ a, b }) => a + b + (a % 10 === 0 ? step : step / 100),
        because: () => "This adds a step that nobody asked for, which is off.",
      })),
      show: (value) => value.toFixed(0),
    });
    for (const seed of SEEDS.slice(0, 100))
      expect(new Set(textsOf(drawItem(family, HEAD, seed))).size).toBe(4);
  });

  it("leaves out wrong values that are no numbers", () => {
    const family = sumFamily({
      wrong: [Number.NaN, Number.POSITIVE_INFINITY, 1, 2, 3].map((step) => ({
        name: `step ${step}`,
        value: ({ a }) => a + step + 50,
        because: () => "This adds a step that nobody asked for, which is off.",
      })),
    });
    expect(textsOf(drawItem(family, HEAD, "a")).join()).not.toMatch(/NaN|Infinity/);
  });

  it("fails loudly where a family is broken", () => {
    expect(() => drawItem(offBy(1, 2), HEAD, "a")).toThrow("sum gives no three distinct wrong values");
    expect(() => drawItem(sumFamily({ stem: () => "What is $W_q$?" }), HEAD, "a")).toThrow("subscript q");
  });
});
