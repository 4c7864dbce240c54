import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compact, type Kept, memoryOf } from "../../src/learning/memory.ts";
import { mergedDays, mergedReviews } from "../../src/learning/merged.ts";
import type { Review } from "../../src/learning/review.ts";

const DAY = 86_400_000;
const BEGIN = Date.UTC(2026, 0, 1);

const review = (id: string, day: number, right: boolean): Review => ({
  ...{ id, at: BEGIN + day * DAY, concept: "cnn", item: `cnn.${id}`, mode: "practice" },
  outcome: { kind: "choice", right, confidence: null, hints: 0, difficulty: "medium" },
});
const told = (kept: Kept | null, seen: readonly (readonly [string, number])[] = []) => ({
  concepts: new Map(kept === null ? [] : [["cnn", kept]]),
  seen: new Map(seen),
});
const plain = (reviews: readonly Review[]): Kept => ({ snapshot: null, reviews });

const log = (side: string) =>
  fc
    .array(fc.record({ day: fc.integer({ min: 0, max: 300 }), right: fc.boolean() }), {
      minLength: 1,
      maxLength: 30,
    })
    .map((all) => all.map(({ day, right }, i) => review(`${side}${i}`, day, right)));

describe("two logs of one learner", () => {
  it("are remembered as one log with the same answers would be", () => {
    fc.assert(
      fc.property(log("a"), log("b"), (one, two) => {
        const both = mergedReviews(told(plain(one)), told(plain(two))).concepts.get("cnn")!;
        expect(memoryOf(both)).toEqual(memoryOf(plain([...one, ...two])));
      }),
    );
  });

  it("say the same from either side, whatever of them was folded already", () => {
    fc.assert(
      fc.property(log("a"), log("b"), fc.nat(20), fc.nat(20), (one, two, x, y) => {
        const [a, b] = [told(compact(plain(one), x)), told(compact(plain(two), y))];
        const [here, there] = [mergedReviews(a, b), mergedReviews(b, a)];
        const [first, second] = [memoryOf(here.concepts.get("cnn")!), memoryOf(there.concepts.get("cnn")!)];
        expect(first?.stability).toBeCloseTo(second?.stability ?? 0, 6);
        expect([first?.due, first?.last, first?.reviews]).toEqual([
          second?.due,
          second?.last,
          second?.reviews,
        ]);
        expect(first?.reviews).toBe(one.length + two.length);
        expect(first?.last).toBe(Math.max(...[...one, ...two].map(({ at }) => at)));
      }),
    );
  });

  it("were answered last when either was, also where the fuller one is older", () => {
    const older = told(compact(plain([review("a0", 0, false), review("a1", 0, false)]), 0));
    const newer = told(compact(plain([review("b0", 1, false)]), 0));
    for (const both of [mergedReviews(older, newer), mergedReviews(newer, older)])
      expect(memoryOf(both.concepts.get("cnn")!)).toMatchObject({ last: BEGIN + DAY, reviews: 3 });
  });

  it("are the one that there is where the other knows nothing, without computing it again", () => {
    const kept = plain([review("a", 1, true)]);
    expect(mergedReviews(told(kept), told(null)).concepts.get("cnn")).toBe(kept);
    const [a, b] = [told(kept), told(plain([review("b", 2, true)]))];
    expect(mergedReviews(a, b).concepts.get("cnn")).toBe(mergedReviews(a, b).concepts.get("cnn"));
  });

  it("tell the newest sight of each item, and how much was answered on each day in both", () => {
    const seen = mergedReviews(
      told(null, [
        ["x", 1],
        ["y", 5],
      ]),
      told(null, [
        ["x", 3],
        ["z", 2],
      ]),
    ).seen;
    expect([...seen].sort()).toEqual([
      ["x", 3],
      ["y", 5],
      ["z", 2],
    ]);
    const days = mergedDays(
      new Map([["2026-01-01", 2]]),
      new Map([
        ["2026-01-01", 3],
        ["2026-01-02", 1],
      ]),
    );
    expect([...days]).toEqual([
      ["2026-01-01", 5],
      ["2026-01-02", 1],
    ]);
  });
});
