import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIFFICULTIES } from "../../src/engine/words/item.ts";
import {
  appended,
  compacted,
  entryOf,
  hasEntry,
  KEPT_REVIEWS,
  outcomeSigns,
  partsOf,
  signOf,
  voidOf,
} from "../../src/learning/kept.ts";
import type { Kept } from "../../src/learning/memory.ts";
import { createReader } from "../../src/learning/reader.ts";
import { CONFIDENCES, REVIEW_MODES, type Review } from "../../src/learning/review.ts";

const readAll = createReader();
const none = new Map<string, string>();
const keptOf = (concept: string, text: string): Kept => {
  const kept = readAll("ada", new Map([[concept, text]]), none).concepts.get(concept);
  if (kept === undefined) throw new Error("nothing was read");
  return kept;
};
const START = Date.parse("2026-11-18T09:00:00Z");

const head = {
  id: fc.stringMatching(/^[0-9a-z]{1,7}$/),
  at: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  concept: fc.constantFrom("rope", "batch-norm"),
  item: fc.constantFrom("rope.c1", "batch-norm.n12", "team-7.q.2"),
  mode: fc.constantFrom(...REVIEW_MODES),
};
const outcome = fc.oneof(
  fc.record({
    kind: fc.constant("choice" as const),
    right: fc.boolean(),
    confidence: fc.option(fc.constantFrom(...CONFIDENCES)),
    difficulty: fc.constantFrom(...DIFFICULTIES),
    hints: fc.nat(3),
  }),
  fc.record({
    kind: fc.constant("open" as const),
    covered: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    by: fc.constantFrom("own" as const, "partner" as const),
  }),
);
const anyReview: fc.Arbitrary<Review> = fc.record({ ...head, outcome });

const textOf = (reviews: readonly Review[]) =>
  reviews.reduce((text, review) => appended(text, entryOf(review)), "|");

describe("reviews as they are kept", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyReview, { selector: ({ id }) => id, maxLength: 12 }), (reviews) => {
        const own = reviews.filter(({ concept }) => concept === "rope");
        expect(keptOf("rope", textOf(own))).toEqual({ snapshot: null, reviews: own });
      }),
    );
  });

  it("take about twenty bytes each", () => {
    const review: Review = {
      ...{ id: "1x9k2f3", at: START, concept: "rope", item: "rope.c1", mode: "daily" },
      outcome: { kind: "choice", right: true, confidence: "sure", difficulty: "hard", hints: 0 },
    };
    expect(entryOf(review)).toHaveLength(22);
  });

  it("are the same written at once as put together when the answer is judged", () => {
    const judged = fc.record({
      ...head,
      right: fc.boolean(),
      hints: fc.nat(2),
      sure: fc.option(fc.constantFrom(...CONFIDENCES)),
    });
    fc.assert(
      fc.property(judged, fc.constantFrom(...DIFFICULTIES), ({ right, sure, hints, ...rest }, difficulty) => {
        const { head: before, tail } = partsOf({ ...rest, difficulty });
        const signs = outcomeSigns(right, sure === null ? null : signOf(sure), hints);
        const choice = { kind: "choice" as const, right, confidence: sure, difficulty, hints };
        expect(`${before}${signs}${tail}`).toBe(entryOf({ ...rest, outcome: choice }));
      }),
    );
  });

  it("know an entry by its whole id and kind", () => {
    const entry = (id: string) => entryOf(review(id));
    const text = appended(appended("|", entry("abc")), voidOf("old", START));
    expect(["abc", "bc", "ab", "old"].map((id) => hasEntry(text, entry(id)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(["abc", "old"].map((id) => hasEntry(text, voidOf(id, START)))).toEqual([false, true]);
  });

  const review = (id: string, days = 0): Review => ({
    ...{ id, at: START + days * 86_400_000, concept: "rope", item: "rope.c1", mode: "practice" },
    outcome: { kind: "choice", right: true, confidence: null, difficulty: "easy", hints: 0 },
  });

  it("leave out what cannot be read, and what is void", () => {
    const text = `${textOf([review("a"), review("b")])}${voidOf("a", START)};some thing else;`;
    expect(keptOf("rope", text).reviews.map(({ id }) => id)).toEqual(["b"]);
    expect(keptOf("rope", "fsrs-9,what|").snapshot).toBeNull();
  });

  it("say when each item was seen last, also of what is void or part of a snapshot", () => {
    const items = ["rope.c1", "rope.c2", "team-7.q"];
    const many = Array.from({ length: 18 }, (_, i) => ({
      ...review(`r${i}`, i),
      item: items[i < 2 ? 0 : (i % 2) + 1] ?? "",
    }));
    const text = appended(textOf(many), voidOf("r17", START));
    const seen = (reviews: string, older = "") =>
      [...readAll("ada", new Map([["rope", reviews]]), new Map([["rope", older]])).seen].sort();
    const day = (days: number) => Date.parse("2026-11-18") + days * 86_400_000;
    const expected = [
      ["rope.c1", day(1)],
      ["rope.c2", day(16)],
      ["team-7.q", day(17)],
    ];
    expect(seen(text)).toEqual(expected);
    const shorter = compacted("rope", text, "c1=3;c9=20000;");
    expect(seen(shorter?.reviews ?? "", shorter?.seen)).toEqual(
      [...expected, ["rope.c9", 20_000 * 86_400_000]].sort(),
    );
  });

  it("stay as they are while they are few, and what is void does not become part of a snapshot", () => {
    const many = Array.from({ length: 16 }, (_, i) => review(`r${i}`, i));
    const text = textOf(many);
    expect(compacted("rope", text, undefined)).toBeNull();
    const shorter = compacted("rope", appended(text, voidOf("r1", START)), undefined)?.reviews ?? "";
    const kept = keptOf("rope", shorter);
    expect(kept.reviews).toEqual(many.slice(-KEPT_REVIEWS));
    expect(kept.snapshot).toMatchObject({ weights: "fsrs-6", reviews: 3 });
    expect(compacted("rope", shorter, undefined)).toBeNull();
  });
});
