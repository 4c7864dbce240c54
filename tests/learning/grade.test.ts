import { describe, expect, it } from "vitest";
import type { Difficulty } from "../../src/engine/words/item.ts";
import { gradeOf } from "../../src/learning/grade.ts";
import type { Confidence } from "../../src/learning/review.ts";

const choice = (
  right: boolean,
  confidence: Confidence | null,
  difficulty: Difficulty = "medium",
  hints = 0,
) => gradeOf({ kind: "choice", right, confidence, difficulty, hints });
const open = (covered: number, by: "own" | "partner" = "partner") => gradeOf({ kind: "open", covered, by });

describe("the grade of an answer", () => {
  it("is again where it is wrong, however sure", () => {
    expect([choice(false, null), choice(false, "sure", "hard"), choice(false, "guess")]).toEqual([1, 1, 1]);
  });

  it("is hard where it was guessed or helped along", () => {
    expect([choice(true, "guess"), choice(true, null, "medium", 1), choice(true, "sure", "hard", 2)]).toEqual(
      [2, 2, 2],
    );
  });

  it("is good where it is right, and easy only where somebody was sure of a hard one", () => {
    expect([choice(true, null), choice(true, "leaning", "hard"), choice(true, "sure")]).toEqual([3, 3, 3]);
    expect(choice(true, "sure", "hard")).toBe(4);
  });

  it("follows the share of key points of an open answer", () => {
    expect([0, 0.39, 0.4, 0.69, 0.7, 0.89, 0.9, 1].map((share) => open(share))).toEqual([
      1, 1, 2, 2, 3, 3, 4, 4,
    ]);
  });

  it("is half a grade less by one's own ticks, and never under again", () => {
    expect([0.2, 0.5, 0.8, 0.95].map((share) => open(share, "own"))).toEqual([1, 1.5, 2.5, 3.5]);
  });
});
