import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Memory, recall } from "../../src/learning/memory.ts";
import { readinessByTopic, readinessOf } from "../../src/learning/readiness.ts";

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

const memoryOf = (over: Partial<Memory> = {}): Memory => ({
  ...{ stability: 10, difficulty: 5, last: NOW, due: NOW + 10 * DAY, reviews: 4, own: 0 },
  ...over,
});
const concept = (id: string, weight = 1, topic = "cnn") => ({ id, topic, weight });

const worlds = fc.array(
  fc.record({
    weight: fc.constantFrom(4, 2, 1),
    memory: fc.option(
      fc.record({
        stability: fc.double({ min: 0.1, max: 300, noNaN: true }),
        last: fc.integer({ min: 0, max: 300 }).map((days) => NOW - days * DAY),
        reviews: fc.integer({ min: 1, max: 30 }),
        own: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    ),
  }),
  { minLength: 1, maxLength: 30 },
);

describe("readiness", () => {
  it("is the mean recall by weight, where what was never asked counts as unknown", () => {
    const seen = memoryOf({ last: NOW - 10 * DAY });
    const found = readinessOf(
      [concept("a", 4), concept("b", 2), concept("c", 2)],
      { memory: new Map([["a", seen]]), mistakes: [] },
      NOW,
    );
    expect(found.mean).toBeCloseTo(recall(seen, NOW) / 2, 10);
    expect(found).toMatchObject({ unknown: 0.5, asked: 1, of: 3, own: 0 });
  });

  it("lies within its interval, which lies within what can be", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const concepts = world.map(({ weight }, i) => concept(`c${i}`, weight));
        const memory = new Map(
          world.flatMap((one, i) => (one.memory === null ? [] : [[`c${i}`, memoryOf(one.memory)] as const])),
        );
        const { low, mean, high, unknown, own } = readinessOf(concepts, { memory, mistakes: [] }, NOW);
        expect(0 <= low && low <= mean && mean <= high && high <= 1).toBe(true);
        expect(high + unknown).toBeLessThanOrEqual(1 + 1e-9);
        expect(own).toBeLessThanOrEqual(mean + 1e-9);
      }),
    );
  });

  it("is surer the more reviews stand behind it, and the more concepts", () => {
    const width = (reviews: number, count: number) => {
      const concepts = Array.from({ length: count }, (_, i) => concept(`c${i}`));
      const memory = new Map(concepts.map(({ id }) => [id, memoryOf({ reviews, last: NOW - 5 * DAY })]));
      const { low, high } = readinessOf(concepts, { memory, mistakes: [] }, NOW);
      return high - low;
    };
    expect(width(12, 5)).toBeLessThan(width(2, 5));
    expect(width(4, 40)).toBeLessThan(width(4, 4));
  });

  it("has the interval of Price and Bonett for a sum of shares", () => {
    // Two concepts of half the weight, both recalled at 0.9, behind each ten reviews: 2/m = 1 made-up right answer.
    const seen = memoryOf({ reviews: 10, last: NOW - 10 * DAY });
    const memory = new Map([
      ["a", seen],
      ["b", seen],
    ]);
    const p = (recall(seen, NOW) * 10 + 1) / 12;
    const margin = 1.645 * Math.sqrt((2 * 0.25 * p * (1 - p)) / 12);
    const { low, high } = readinessOf([concept("a"), concept("b")], { memory, mistakes: [] }, NOW);
    expect(low).toBeCloseTo(p - margin, 10);
    expect(high).toBeCloseTo(Math.min(1, p + margin), 10);
  });

  it("says which part of it rests on one's own ticks", () => {
    const memory = new Map([
      ["a", memoryOf({ own: 1 })],
      ["b", memoryOf({ own: 0 })],
    ]);
    const { own, mean } = readinessOf([concept("a"), concept("b")], { memory, mistakes: [] }, NOW);
    expect([own, mean]).toEqual([0.5, 1]);
  });

  it("is nothing where nothing is asked for", () => {
    expect(readinessOf([], { memory: new Map(), mistakes: [] }, NOW)).toMatchObject({
      mean: 0,
      low: 0,
      high: 0,
      unknown: 0,
      of: 0,
    });
  });

  it("is told by topic, those that count most first", () => {
    const concepts = [concept("a", 1, "rnn"), concept("b", 4), concept("c", 2)];
    const topics = readinessByTopic(concepts, { memory: new Map([["a", memoryOf()]]), mistakes: [] }, NOW);
    expect(topics.map(({ topic, mean, of }) => [topic, mean, of])).toEqual([
      ["cnn", 0, 2],
      ["rnn", 1, 1],
    ]);
  });
});
