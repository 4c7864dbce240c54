import { describe, expect, it } from "vitest";
import { outboxJobOf } from "../../src/dispatch/runner.ts";
import { awaitedAfter, hardest, readGame, readingOf, scoresOf, spanOf } from "../../src/engine/rules/live.ts";

const options = (length: number) => [{ text: "x".repeat(length) }, { text: "y" }];
const answers = (...given: readonly string[]) =>
  given.map((one) => ({ learner: one.replace("!", ""), right: !one.endsWith("!") }));

describe("the rules of a live round", () => {
  it("give a long question more time than a short one, and no more than three times as much", () => {
    expect(spanOf({ stem: "Why?", options: options(10) }, 30)).toBe(30_000);
    expect(spanOf({ stem: "x".repeat(400), options: options(99) }, 30)).toBe(40_000);
    expect(spanOf({ stem: "x".repeat(9_000), options: options(10) }, 30)).toBe(90_000);
  });

  it("let a long reason be read for longer, and not for ever", () => {
    expect([10, 350, 9_000].map((length) => readingOf("x".repeat(length)))).toEqual([10_000, 20_000, 30_000]);
  });

  it("count right answers, or who was right sooner where that is wanted", () => {
    const questions = [answers("ada", "ben!", "cleo"), answers("cleo", "ada")];
    expect(scoresOf(questions, false)).toEqual([
      { learner: "ada", right: 2, score: 2 },
      { learner: "ben", right: 0, score: 0 },
      { learner: "cleo", right: 2, score: 2 },
    ]);
    expect(scoresOf(questions, true).map(({ score }) => score)).toEqual([19, 0, 19]);
    const crowd = answers(...Array.from({ length: 15 }, (_, i) => `m${i}`));
    expect(scoresOf([crowd], true).at(-1)?.score).toBe(1);
  });

  it("wait for whoever joined, and from the third question on for those alone who answered lately", () => {
    expect([...awaitedAfter([], ["ada", "ben"])]).toEqual(["ada", "ben"]);
    expect([...awaitedAfter([answers("cleo")], ["ada"])]).toEqual(["ada", "cleo"]);
    expect([...awaitedAfter([answers("ada"), answers("ben"), answers()], ["ada", "dan"])]).toEqual(["ben"]);
  });

  it("call those questions hard that fewest had right, and none that nobody answered", () => {
    const questions = [answers("a", "b"), answers(), answers("a!", "b!"), answers("a", "b!"), answers("a!")];
    expect(hardest(questions, 3)).toEqual([2, 4, 3]);
  });

  it("call no question hard that all had right, and one that all had right but few answered", () => {
    expect(hardest([answers("a", "b")], 3)).toEqual([]);
    expect(hardest([answers("a", "b"), answers("a")], 3)).toEqual([1]);
  });

  it("take nothing for a live round that is none", () => {
    for (const text of ["", "{", "null", "[]", '{"game":"x"}']) expect(readGame(text)).toBeNull();
  });

  it("come before everything else that goes out", () => {
    const place = { team: "discord:1", group: "" } as const;
    const job = (kind: string) =>
      outboxJobOf({ kind: "document", place, document: { kind, id: "2" } }).priority;
    expect([job("live"), job("pairing")]).toEqual(["live", "message"]);
  });
});
