import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Memory, reviewsAhead } from "../../src/learning/memory.ts";
import { planFor, planOrder, questionsIn } from "../../src/learning/plan.ts";

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

/** Concepts that build on earlier ones, some of them not of the plan. */
const worlds = fc
  .array(
    fc.record({
      weight: fc.constantFrom(4, 2, 1),
      needs: fc.array(fc.nat({ max: 39 }), { maxLength: 3 }),
      wanted: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) => ({
    concepts: all.flatMap(({ weight, wanted }, i) => (wanted ? [{ id: `c${i}`, weight }] : [])),
    needs: new Map(all.map(({ needs }, i) => [`c${i}`, needs.filter((n) => n < i).map((n) => `c${n}`)])),
  }));

const builtOn = (needs: ReadonlyMap<string, readonly string[]>, id: string): Set<string> =>
  new Set((needs.get(id) ?? []).flatMap((one) => [one, ...builtOn(needs, one)]));

const fresh = (over: Partial<Memory> = {}): Memory => ({
  ...{ stability: 30, difficulty: 5, last: NOW - DAY, due: NOW + 29 * DAY, reviews: 3, own: 0 },
  ...over,
});
const names = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);
const planned = (
  order: readonly string[],
  days: number,
  minutes: number,
  memory = new Map<string, Memory>(),
) => planFor(order, { memory, mistakes: [] }, { now: NOW, days, minutes });

describe("the order of a plan", () => {
  it("has each concept once, and after all that it builds on", () => {
    fc.assert(
      fc.property(worlds, ({ concepts, needs }) => {
        const order = planOrder(concepts, (id) => needs.get(id) ?? []);
        expect([...order].sort()).toEqual(concepts.map(({ id }) => id).sort());
        for (const [at, id] of order.entries())
          for (const before of builtOn(needs, id))
            if (order.includes(before)) expect(order.indexOf(before)).toBeLessThan(at);
      }),
    );
  });

  it("has what is asked often first, and before it nothing that counts less but what it builds on", () => {
    fc.assert(
      fc.property(worlds, ({ concepts, needs }) => {
        const order = planOrder(concepts, (id) => needs.get(id) ?? []);
        const weightOf = new Map(concepts.map(({ id, weight }) => [id, weight]));
        for (const [at, id] of order.entries()) {
          const heavier = order
            .slice(at + 1)
            .filter((one) => (weightOf.get(one) ?? 0) > (weightOf.get(id) ?? 0));
          const reason = order
            .slice(at + 1)
            .some(
              (one) =>
                builtOn(needs, one).has(id) && !heavier.some((h) => order.indexOf(h) < order.indexOf(one)),
            );
          if (heavier.length > 0) expect(reason).toBe(true);
        }
      }),
    );
  });

  it("ends where concepts name each other as what they build on", () => {
    const around = new Map([
      ["a", ["b"]],
      ["b", ["a"]],
    ]);
    const both = [
      { id: "a", weight: 1 },
      { id: "b", weight: 4 },
    ];
    expect(planOrder(both, (id) => around.get(id) ?? [])).toEqual(["a", "b"]);
  });
});

describe("what a plan has room for", () => {
  it("is ten questions a day in fifteen minutes, and one in the fewest", () => {
    expect([15, 5, 1, 180].map(questionsIn)).toEqual([10, 3, 1, 120]);
  });

  it("is never more in a week than its questions, reviews among them", () => {
    fc.assert(
      fc.property(
        ...[fc.nat({ max: 300 }), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 5, max: 180 })],
        (count, days, minutes) => {
          const { weeks, leftOut } = planned(names(count), days, minutes);
          expect(weeks.reduce((sum, week) => sum + week.days, 0)).toBe(days);
          for (const { concepts, reviews, days: length } of weeks)
            expect(2 * concepts.length + reviews).toBeLessThanOrEqual(questionsIn(minutes) * length);
          expect([...weeks.flatMap(({ concepts }) => concepts), ...leftOut]).toEqual(names(count));
        },
      ),
    );
  });

  it("leaves out the end of the order, and less of it with more minutes or days", () => {
    const leftOut = (days: number, minutes: number) => planned(names(200), days, minutes).leftOut;
    expect(leftOut(14, 15)).toEqual(names(200).slice(-leftOut(14, 15).length));
    expect(leftOut(14, 15).length).toBeGreaterThan(leftOut(14, 30).length);
    expect(leftOut(14, 15).length).toBeGreaterThan(leftOut(60, 15).length);
    expect(leftOut(700, 180)).toEqual([]);
  });

  it("plans no concept anew that is known, but its reviews; one that was forgotten comes again", () => {
    const memory = new Map([
      ["c0", fresh()],
      ["c1", fresh({ stability: 1, last: NOW - 300 * DAY, due: NOW - 299 * DAY })],
    ]);
    const { weeks, known } = planned(names(3), 60, 15, memory);
    expect(known).toEqual(["c0"]);
    expect(weeks.flatMap(({ concepts }) => concepts)).toEqual(["c1", "c2"]);
    expect(weeks[4]?.reviews).toBeGreaterThan(0);
  });

  it("plans for the one day that is left", () => {
    const { weeks, leftOut } = planned(names(20), 1, 15);
    expect(weeks).toEqual([{ from: 0, days: 1, concepts: ["c0", "c1", "c2", "c3"], reviews: 0 }]);
    expect(leftOut).toHaveLength(16);
  });
});

describe("reviews to come", () => {
  it("of a new concept lie further and further apart, and end before the day", () => {
    const times = reviewsAhead(null, NOW, NOW + 200 * DAY);
    const gaps = times.map((at, i) => at - (times[i - 1] ?? NOW));
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(times.length).toBeGreaterThan(2);
    expect(times.every((at) => at > NOW && at < NOW + 200 * DAY)).toBe(true);
  });

  it("of an overdue concept begin now", () => {
    expect(reviewsAhead(fresh({ due: NOW - 9 * DAY }), NOW, NOW + DAY)).toEqual([NOW]);
    expect(reviewsAhead(fresh(), NOW, NOW + DAY)).toEqual([]);
  });
});
