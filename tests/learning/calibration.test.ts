import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrationOf, type Judged } from "../../src/learning/calibration.ts";
import { CONFIDENCES, type Confidence } from "../../src/learning/review.ts";

const answer = (
  confidence: Confidence | null,
  right: boolean,
  topic: string | null = "CNN",
  hints = 0,
): Judged => ({ topic, outcome: { kind: "choice", right, confidence, difficulty: "medium", hints } });

const answers = (count: number, right: number, confidence: Confidence, topic: string | null = "CNN") =>
  Array.from({ length: count }, (_, i) => answer(confidence, i < right, topic));

const anyAnswer = fc
  .tuple(
    fc.option(fc.constantFrom(...CONFIDENCES)),
    fc.boolean(),
    fc.constantFrom("CNN", "RNN", null),
    fc.integer({ min: 0, max: 2 }),
  )
  .map((parts) => answer(...parts));
const anyAnswers = fc.array(anyAnswer, { maxLength: 120 });

describe("how sure a learner was, and how right", () => {
  it("is not known before a handful of answers of which they said how sure they were", () => {
    expect(calibrationOf([])).toBeNull();
    expect(calibrationOf(answers(4, 4, "sure"))).toBeNull();
    expect(calibrationOf(answers(5, 4, "sure"))?.levels).toHaveLength(1);
    const open: Judged = { topic: "CNN", outcome: { kind: "open", covered: 1, by: "own" } };
    expect(calibrationOf([answer(null, true), open])).toBeNull();
  });

  it("counts answers by confidence, those that were said alone", () => {
    const found = calibrationOf([...answers(12, 8, "sure"), ...answers(4, 1, "guess"), answer(null, true)]);
    expect(found?.levels).toEqual([
      { confidence: "guess", answers: 4, right: 1, claimed: 0.25 },
      { confidence: "sure", answers: 12, right: 8, claimed: expect.closeTo(0.9) },
    ]);
  });

  it("scores by Brier, from ten answers on: sure and right costs 0.01, sure and wrong 0.81", () => {
    expect(calibrationOf(answers(9, 9, "sure"))?.brier).toBeNull();
    expect(calibrationOf(answers(10, 10, "sure"))?.brier).toEqual({ own: expect.closeTo(0.01), baseline: 0 });
    const half = calibrationOf(answers(10, 5, "sure"));
    expect(half?.brier).toEqual({ own: expect.closeTo(0.41), baseline: 0.25 });
    expect(calibrationOf(answers(10, 6, "leaning"))?.brier).toEqual({
      own: expect.closeTo(0.24),
      baseline: expect.closeTo(0.24),
    });
  });

  it("takes a guess after a hint as one among the three options that are left", () => {
    const claimed = [0, 1, 2].map(
      (hints) =>
        calibrationOf(Array.from({ length: 5 }, () => answer("guess", true, "CNN", hints)))?.levels[0]
          ?.claimed,
    );
    expect(claimed).toEqual([1 / 4, 1 / 3, 1 / 3].map((share) => expect.closeTo(share)));
    const sure = Array.from({ length: 5 }, () => answer("sure", true, "CNN", 1));
    expect(calibrationOf(sure)?.levels[0]?.claimed).toBeCloseTo(0.9);
  });

  it("says of a topic who is more sure than right, or more right than sure, from 20 answers on", () => {
    const topics = (...all: Judged[][]) => calibrationOf(all.flat())?.topics;
    expect(topics(answers(19, 5, "sure"))).toEqual([]);
    expect(topics(answers(20, 5, "sure", null))).toEqual([]);
    expect(topics(answers(20, 15, "guess"), answers(20, 5, "sure", "RNN"))).toEqual([
      { topic: "RNN", answers: 20, right: 5, claimed: expect.closeTo(0.9) },
      { topic: "CNN", answers: 20, right: 15, claimed: 0.25 },
    ]);
  });

  it("says nothing of a topic where chance alone makes such a difference", () => {
    expect(calibrationOf(answers(20, 16, "sure"))?.topics).toEqual([]);
    expect(calibrationOf(answers(20, 15, "sure"))?.topics).toHaveLength(1);
    expect(calibrationOf(answers(20, 5, "guess"))?.topics).toEqual([]);
  });

  it("counts every answer once, stays between 0 and 1, and does not depend on their order", () => {
    fc.assert(
      fc.property(anyAnswers, (given) => {
        const found = calibrationOf(given);
        const said = given.filter(({ outcome }) => outcome.kind === "choice" && outcome.confidence !== null);
        expect(found === null).toBe(said.length < 5);
        if (found === null) return;
        expect(found.levels.reduce((sum, { answers: n }) => sum + n, 0)).toBe(said.length);
        const turned = calibrationOf([...given].reverse());
        expect(turned?.levels.map(({ right }) => right)).toEqual(found.levels.map(({ right }) => right));
        expect(found.brier === null).toBe(said.length < 10);
        if (found.brier === null) return;
        for (const value of Object.values(found.brier)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        // Claiming one's own share is worst where it is a half.
        expect(found.brier.baseline).toBeLessThanOrEqual(0.25 + 1e-9);
        expect(turned?.brier?.own).toBeCloseTo(found.brier.own, 9);
        expect(turned?.brier?.baseline).toBeCloseTo(found.brier.baseline, 9);
      }),
    );
  });

  it("names topics of 20 answers and more alone, the furthest first", () => {
    fc.assert(
      fc.property(anyAnswers, (given) => {
        const found = calibrationOf(given)?.topics ?? [];
        const far = found.map(({ claimed, right, answers: n }) => Math.abs(claimed - right / n));
        expect(far).toEqual([...far].sort((a, b) => b - a));
        expect(found.every(({ answers: n }) => n >= 20)).toBe(true);
      }),
    );
  });
});
