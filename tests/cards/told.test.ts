import { describe, expect, it } from "vitest";
import { told } from "../../src/cards/told.ts";
import { plainOf, text } from "../../src/words/inline.ts";

describe("what a block says in text alone", () => {
  it("shows at a glance how many chose an option, with the number and the share beside it", () => {
    const row = (letter: string, count: number, share: number, isKey: boolean) => ({
      letter,
      text: [text(`option ${letter}`)],
      result: { count, share, isKey },
    });
    const lines = told({ type: "options", rows: [row("A", 3, 0.75, true), row("B", 1, 0.25, false)] });
    expect(lines.map((one) => plainOf(one.text))).toEqual([
      "✅ A  option A\n▰▰▰▰▰▰▰▰▱▱ 3 (75%)",
      "▫️ B  option B\n▰▰▰▱▱▱▱▱▱▱ 1 (25%)",
    ]);
  });

  it("shows a row of a few questions with a piece for each, and a share in ten pieces", () => {
    const line = (done: number, total: number) =>
      told({ type: "progress", done, total, text: "so far" }).map((one) => plainOf(one.text));
    expect(line(1, 6)).toEqual(["▰▱▱▱▱▱ so far"]);
    expect(line(60, 100)).toEqual(["▰▰▰▰▰▰▱▱▱▱ so far"]);
    expect(line(0, 0)).toEqual(["▱▱▱▱▱▱▱▱▱▱ so far"]);
  });
});
