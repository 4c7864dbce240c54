import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomFrom } from "../../src/engine/rules/random.ts";
import { DIFFICULTIES, type Difficulty } from "../../src/engine/words/item.ts";
import { answersOf, suitableLevels } from "../../src/learning/level.ts";

const own = { mode: "practice" } as const;
const answers = (count: number, difficulty: Difficulty, right: boolean) =>
  Array.from({ length: count }, () => ({ ...own, difficulty, right }));

describe("how hard a question is that nobody said of how hard it shall be", () => {
  it("is easy or medium for the first three, whatever came of them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ difficulty: fc.constantFrom(...DIFFICULTIES), right: fc.boolean() }), {
          maxLength: 2,
        }),
        (given) => {
          expect(suitableLevels(given.map((one) => ({ ...own, ...one })))).toEqual(["easy", "medium"]);
        },
      ),
    );
  });

  it("is a step up after success, a step down after failure, and stays in between", () => {
    expect(suitableLevels(answers(3, "easy", true))).toEqual(["medium"]);
    expect(suitableLevels(answers(10, "medium", true))).toEqual(["hard"]);
    expect(suitableLevels(answers(10, "hard", true))).toEqual(["hard"]);
    expect(suitableLevels(answers(10, "hard", false))).toEqual(["medium"]);
    expect(suitableLevels(answers(10, "easy", false))).toEqual(["easy"]);
    const mixed = [...answers(8, "medium", true), ...answers(2, "medium", false)];
    expect(suitableLevels(mixed)).toEqual(["medium"]);
  });

  it("is easy or medium for a beginner in practice, whatever the questions of the day were", () => {
    const daily = Array.from(
      { length: 5 },
      () => ({ mode: "daily", difficulty: "hard", right: true }) as const,
    );
    expect(suitableLevels(daily)).toEqual(["easy", "medium"]);
  });

  it("looks at the newest ten answers alone", () => {
    expect(suitableLevels([...answers(30, "hard", false), ...answers(10, "easy", true)])).toEqual(["medium"]);
  });

  it("comes to 70 to 80% right for a learner whom that suits", () => {
    const chance: Record<Difficulty, number> = { easy: 0.95, medium: 0.76, hard: 0.4 };
    const random = randomFrom("a learner");
    const given: { mode: "session"; difficulty: Difficulty; right: boolean }[] = [];
    for (let i = 0; i < 2000; i++) {
      const difficulty = random.pick(suitableLevels(given));
      given.push({ mode: "session", difficulty, right: random.next() < chance[difficulty] });
    }
    const share = given.filter(({ right }) => right).length / given.length;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
  });
});

it("takes the answers to choices of all concepts, oldest first", () => {
  const at = (id: string, time: number, right: boolean | null) => ({
    ...{ id, at: time, concept: "a", item: "a.c1", mode: "practice" as const },
    outcome:
      right === null
        ? { kind: "open" as const, covered: 1, by: "own" as const }
        : { kind: "choice" as const, right, confidence: null, difficulty: "hard" as const, hints: 0 },
  });
  const kept = (...reviews: ReturnType<typeof at>[]) => ({ snapshot: null, reviews });
  const found = answersOf(
    new Map([
      ["a", kept(at("1", 1, true), at("2", 4, null), at("3", 5, false))],
      ["b", kept(at("4", 3, false))],
    ]),
  );
  expect(found.map(({ at: time }) => time)).toEqual([1, 3, 5]);
});
