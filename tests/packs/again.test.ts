import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PackQuestion } from "../../src/engine/words/pack.ts";
import { readPack } from "../../src/packs/read.ts";
import { ankiText, cardTable, packCsv, packJson } from "../../src/packs/write.ts";
import { bytesOf, found } from "./samples.ts";

const sign = fc.constantFrom(..."abc XYZ09,;\t'\"=+-@|#:.()[]{}$`\\/üß日本\n".split(""));
const text = fc.string({ unit: sign, minLength: 1, maxLength: 30 });
const raw = fc.record({
  question: text,
  options: fc.array(fc.record({ text, because: fc.option(text, { nil: undefined }) }), {
    minLength: 2,
    maxLength: 6,
  }),
  right: fc.nat(5),
  difficulty: fc.constantFrom(undefined, "easy", "medium", "hard"),
  tags: fc.array(text, { maxLength: 3 }),
  link: fc.constantFrom(undefined, "https://example.org/a?b=1,2"),
});

/** Questions as importing gives them. */
function imported(list: readonly { right: number; options: readonly object[] }[]): readonly PackQuestion[] {
  const shown = list.map(({ right, options, ...rest }) => ({
    ...rest,
    options: options.map((option, i) => ({ ...option, correct: i === right % options.length })),
  }));
  const read = readPack("a.json", bytesOf(JSON.stringify({ questions: shown })));
  return read.kind === "read" ? read.questions : [];
}

describe("a pack", () => {
  it("that is exported is imported again without loss, as CSV and as JSON", () => {
    let kept = 0;
    fc.assert(
      fc.property(fc.array(raw, { minLength: 1, maxLength: 6 }), (list) => {
        const questions = imported(list);
        kept += questions.length;
        if (questions.length === 0) return;
        expect(found("again.csv", packCsv(questions)).questions).toEqual(questions);
        expect(found("again.json", packJson("Name", questions)).questions).toEqual(questions);
      }),
      { numRuns: 150 },
    );
    expect(kept).toBeGreaterThan(80);
  });

  it("has no cell that a spreadsheet runs", () => {
    expect(cardTable([{ front: "=HYPERLINK(1)", back: "-1", tags: ["+a"] }])).toBe(
      "front,back,tags\r\n'=HYPERLINK(1),'-1,'+a\r\n",
    );
  });

  it("of cards is a text that Anki imports, with its tags", () => {
    const cards = [
      { front: 'A "word"\nin two', back: "tab\there", tags: ["two words", "one"] },
      { front: "plain", back: "too", tags: [] },
    ];
    expect(ankiText(cards)).toBe(
      [
        ...["#separator:tab", "#html:false", "#columns:Front\tBack\tTags", "#tags column:3"],
        '"A ""word""\nin two"\t"tab\there"\ttwo_words one',
        "plain\ttoo\t",
        "",
      ].join("\n"),
    );
  });
});
