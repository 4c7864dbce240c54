import fc from "fast-check";
import { createEmptyCard, fsrs, type Grade, generatorParameters } from "ts-fsrs";
import { describe, expect, it } from "vitest";
import { compact, type Kept, type Memory, memoryOf, recall } from "../../src/learning/memory.ts";
import type { Outcome, Review } from "../../src/learning/review.ts";

const DAY = 86_400_000;
const START = Date.parse("2026-11-18T09:00:00Z");

/** Outcomes by their grade. */
const OUTCOMES: Readonly<Record<1 | 2 | 3 | 4, Outcome>> = {
  1: { kind: "choice", right: false, confidence: null, difficulty: "medium", hints: 0 },
  2: { kind: "choice", right: true, confidence: "guess", difficulty: "medium", hints: 0 },
  3: { kind: "choice", right: true, confidence: null, difficulty: "medium", hints: 0 },
  4: { kind: "choice", right: true, confidence: "sure", difficulty: "hard", hints: 0 },
};

const review = (id: string, at: number, outcome: Outcome): Review => ({
  ...{ id, at, concept: "rope", item: "rope.c1", mode: "practice" },
  outcome,
});
const all = (reviews: readonly Review[]): Kept => ({ snapshot: null, reviews });

const grade = fc.constantFrom(1, 2, 3, 4);
const outcome = fc.oneof(
  grade.map((one) => OUTCOMES[one as 1]),
  fc.record({
    kind: fc.constant("open" as const),
    covered: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    by: fc.constantFrom("own" as const, "partner" as const),
  }),
);
const reviews = fc
  .array(fc.record({ hours: fc.nat(2000), outcome }), { minLength: 1, maxLength: 40 })
  .map((list) => list.map((one, i) => review(`r${i}`, START + one.hours * 3_600_000, one.outcome)));

describe("memory", () => {
  it("is nothing where nothing was answered", () => {
    expect(memoryOf(all([]))).toBeNull();
  });

  it("is what the scheduler of FSRS-6 says, after any answers and waits", () => {
    const scheduler = fsrs(
      generatorParameters({ enable_fuzz: false, enable_short_term: false, maximum_interval: 365 }),
    );
    const answers = fc.array(fc.record({ days: fc.integer({ min: 1, max: 90 }), grade }), {
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(
      fc.property(answers, (list) => {
        let at = START;
        let card = createEmptyCard(new Date(START));
        const given = list.map(({ days, grade: one }, i) => {
          at += days * DAY;
          card = scheduler.next(card, new Date(at), one as Grade).card;
          return review(`r${i}`, at, OUTCOMES[one as 1]);
        });
        const memory = memoryOf(all(given));
        expect(memory?.stability).toBeCloseTo(card.stability, 4);
        expect(memory?.difficulty).toBeCloseTo(card.difficulty, 4);
        expect(memory?.last).toBe(at);
      }),
    );
  });

  it("plans the next review for when recall is about nine in ten, within what a row of right answers allows, and never in the same sitting", () => {
    fc.assert(
      fc.property(reviews, (given) => {
        const memory = memoryOf(all(given));
        if (memory === null) throw new Error("there are reviews");
        expect(memory.due - memory.last).toBeGreaterThanOrEqual(DAY);
        expect(memory.due - memory.last).toBeLessThanOrEqual(365 * DAY);
        const wait = (memory.due - memory.last) / DAY;
        const bands = [
          [1, 1],
          [2, 3],
          [6, 8],
          [14, 18],
          [30, 40],
          [60, 365],
        ] as const;
        const band = bands.find(([least, most]) => wait >= least && wait <= most);
        expect(band).toBeDefined();
        // Between the least and the most FSRS decides. Days are whole, so a short wait is rounded most.
        if (wait > 3 && wait > (band?.[0] ?? 0) && wait < (band?.[1] ?? 0))
          expect(recall(memory, memory.due)).toBeCloseTo(0.9, 1);
        expect(recall(memory, memory.last)).toBeCloseTo(1, 6);
        expect(recall(memory, memory.last - DAY)).toBeCloseTo(1, 6);
      }),
    );
  });

  it("does not depend on which of several answers of one instant came first", () => {
    fc.assert(
      fc.property(reviews, fc.integer(), (given, seed) => {
        const atOnce = given.map((one, i) => ({ ...one, at: START + Math.floor(i / 5) * DAY }));
        const shuffled = atOnce
          .map((one, i) => ({ one, key: Math.imul(i + 1, seed | 1) }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(memoryOf(all(shuffled))).toEqual(memoryOf(all(atOnce)));
      }),
    );
  });

  it("is the same from a snapshot of what is older and the rest as from all", () => {
    fc.assert(
      fc.property(reviews, fc.nat(15), (given, kept) => {
        const whole = memoryOf(all(given));
        const part = compact(all(given), kept);
        expect(part.reviews).toHaveLength(Math.min(kept, given.length));
        expect(memoryOf(part)).toMatchObject({ ...whole, own: expect.closeTo(whole?.own ?? 0, 9) });
        expect(memoryOf(compact(part, 0))).toMatchObject({ stability: whole?.stability, due: whole?.due });
      }),
    );
  });

  it("names the weights of a snapshot, and has none where nothing is older", () => {
    const given = [review("a", START, OUTCOMES[3]), review("b", START + DAY, OUTCOMES[1])];
    expect(compact(all(given), 1).snapshot).toMatchObject({ weights: "fsrs-6", reviews: 1 });
    expect(compact(all(given), 2)).toEqual(all(given));
  });

  it("stands between both grades where an answer rests on one's own ticks, and says what share does", () => {
    const first = review("a", START, OUTCOMES[3]);
    const then = (last: Outcome) => memoryOf(all([first, review("b", START + 3 * DAY, last)]));
    const [hard, own, good] = [
      then(OUTCOMES[2]),
      then({ kind: "open", covered: 0.75, by: "own" }),
      then({ kind: "open", covered: 0.75, by: "partner" }),
    ];
    expect(own?.stability).toBeGreaterThan(hard?.stability ?? Infinity);
    expect(own?.stability).toBeLessThan(good?.stability ?? 0);
    expect(own?.stability).toBeCloseTo(Math.sqrt((hard?.stability ?? 0) * (good?.stability ?? 0)), 6);
    expect([hard?.own, own?.own, good?.own]).toEqual([0, 0.5, 0]);
  });

  it("never falls below what FSRS takes, however often an answer by one's own ticks was missed", () => {
    const half: Outcome = { kind: "open", covered: 0.45, by: "own" };
    const given = Array.from({ length: 60 }, (_, i) => [
      review(`a${i}`, START + i, OUTCOMES[1]),
      review(`b${i}`, START + i, half),
    ]).flat();
    for (let count = 1; count <= given.length; count++)
      expect(memoryOf(all(given.slice(0, count)))?.stability).toBeGreaterThanOrEqual(0.001);
  });

  it("takes an answer that comes late for one of now: a memory never goes back in time", () => {
    const before = memoryOf(all([review("a", START + 9 * DAY, OUTCOMES[3])])) as Memory;
    const late = memoryOf({
      snapshot: { ...before, weights: "fsrs-6" },
      reviews: [review("b", START, OUTCOMES[3])],
    });
    expect(late).toMatchObject({ last: START + 9 * DAY, reviews: 2 });
    expect(late?.due).toBeGreaterThan(START + 9 * DAY);
  });
});
