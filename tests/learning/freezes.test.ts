import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extendStreak, streakFreezes } from "../../src/engine/rules/streak.ts";
import type { Streak } from "../../src/engine/words/board.ts";
import {
  afterDue,
  CLOSES_KEPT,
  countingAt,
  type DueReviews,
  freezesOf,
  NO_REVIEWS,
} from "../../src/learning/freezes.ts";

const DAY = 86_400_000;
const reviews = (count: number, from = 0, apart = 1, at: DueReviews = NO_REVIEWS) =>
  Array.from({ length: count }, (_, i) => i).reduce(
    (before, i) => afterDue(before, `c${i}`, from + i * apart),
    at,
  );

describe("due reviews", () => {
  it("earn a freeze with the tenth of ten different concepts within seven days", () => {
    expect(reviews(9).earned).toEqual([]);
    expect(reviews(10)).toEqual({ earned: [9], towards: new Map() });
    expect(afterDue(reviews(9), "c3", 20).earned).toEqual([]);
    // The first is more than seven days ago when the tenth comes.
    expect(reviews(10, 0, 0.8 * DAY).earned).toEqual([]);
    expect(reviews(10, 0, 0.75 * DAY).earned).toHaveLength(1);
  });

  it("count once: those that earned a freeze do not count towards the next", () => {
    expect(reviews(9, 100, 1, reviews(10)).earned).toEqual([9]);
    expect(reviews(10, 100, 1, reviews(10)).earned).toEqual([9, 109]);
  });

  it("count for seven days from the last time that the concept was reviewed", () => {
    const some = afterDue(afterDue(NO_REVIEWS, "a", 0), "b", 5 * DAY);
    expect(countingAt(some, 7 * DAY).map(([concept]) => concept)).toEqual(["b"]);
    expect(countingAt(afterDue(some, "a", 6 * DAY), 7 * DAY)).toHaveLength(2);
  });
});

describe("freezes", () => {
  it("stand in for as many missed windows as were held when these closed", () => {
    expect(freezesOf(null, [1, 2], [10, 20, 30], 30)).toMatchObject({ covered: 2, held: 0 });
    expect(freezesOf(null, [], [10], 10)).toEqual({ covered: 0, after: null, held: 0, gained: [] });
  });

  it("that were earned after the close of a missed window do not help it", () => {
    expect(freezesOf(null, [11], [10, 20], 30)).toMatchObject({ covered: 0, held: 1 });
  });

  it("are two at most; one that is used makes room for another", () => {
    expect(freezesOf(null, [1, 2, 3], [10], 10)).toMatchObject({ covered: 1, held: 1, gained: [1, 2] });
    expect(freezesOf(null, [1, 2, 11], [10], 20)).toMatchObject({ held: 2, gained: [1, 2, 11] });
  });

  it("are not used up by windows that are missed when the streak is over", () => {
    expect(freezesOf(null, [15, 16], [10, 20, 30], 30)).toMatchObject({ covered: 0, held: 2 });
  });

  it("cannot stand in for a window of which nobody knows any more when it closed", () => {
    expect(freezesOf(null, [1, 2], [null, 20], 30)).toMatchObject({ covered: 0, held: 2 });
  });
});

describe("a streak", () => {
  const closes = (count: number) => new Map(Array.from({ length: count }, (_, i) => [i + 1, (i + 1) * DAY]));
  const answered = (streak: Streak | null, windowNo: number, due: DueReviews) =>
    extendStreak(streak, windowNo, streakFreezes(streak, windowNo, closes(windowNo - 1), due, 0));

  it("neither grows nor breaks by a window that a freeze stood in for, and goes on after it", () => {
    const first = answered(null, 1, NO_REVIEWS);
    expect(answered(first, 3, { ...NO_REVIEWS, earned: [1] })).toMatchObject({ last: 3, length: 2, best: 2 });
    expect(answered(first, 3, NO_REVIEWS)).toEqual({ last: 3, length: 1, best: 1 });
    expect(answered(first, 4, { ...NO_REVIEWS, earned: [1] })).toMatchObject({ length: 1 });
  });

  it("uses a freeze once: the next window that is missed needs another", () => {
    const due = { ...NO_REVIEWS, earned: [1] };
    const after = answered(answered(answered(null, 1, due), 3, due), 5, due);
    expect(after).toMatchObject({ length: 1, best: 2 });
  });

  it("is over where more windows were missed than closes are kept, however many freezes were earned", () => {
    const earned = Array.from({ length: 60 }, (_, i) => (i + 1) * DAY - 1);
    const next = CLOSES_KEPT + 2;
    expect(answered(answered(null, 1, NO_REVIEWS), next, { ...NO_REVIEWS, earned }).length).toBe(2);
    expect(answered(answered(null, 1, NO_REVIEWS), next + 1, { ...NO_REVIEWS, earned }).length).toBe(1);
  });

  it("and its freezes are the same as a recomputation from everything that ever happened", () => {
    const step = fc.record({ answers: fc.boolean(), concepts: fc.constantFrom(0, 0, 3, 9, 10, 12, 25) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (days) => {
        let due = NO_REVIEWS;
        let streak: Streak | null = null;
        const counting = new Map<string, number>();
        let [held, length] = [0, 0];
        for (const [i, { answers, concepts }] of days.entries()) {
          const windowNo = i + 1;
          for (let c = 0; c < concepts; c++) {
            const at = i * DAY + c * 1000 + 1;
            due = afterDue(due, `c${(c + i) % 30}`, at);
            for (const [concept, when] of counting) if (when <= at - 7 * DAY) counting.delete(concept);
            counting.set(`c${(c + i) % 30}`, at);
            if (counting.size < 10) continue;
            counting.clear();
            held = Math.min(2, held + 1);
          }
          if (answers) length++;
          else if (length > 0 && held > 0) held--;
          else length = 0;
          if (answers) streak = answered(streak, windowNo, due);
          const now = streakFreezes(streak, windowNo + 1, closes(windowNo), due, windowNo * DAY);
          expect(now.held).toBe(held);
          if (streak !== null) expect(now.covered === now.missed ? streak.length : 0).toBe(length);
          expect(countingAt(due, windowNo * DAY)).toHaveLength(
            [...counting.values()].filter((at) => at > windowNo * DAY - 7 * DAY).length,
          );
        }
      }),
    );
  });
});
