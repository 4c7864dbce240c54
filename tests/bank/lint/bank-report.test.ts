import { describe, expect, it } from "vitest";
import type { NumericFamily } from "../../../src/bank/families/family.ts";
import { readFolder } from "../../../src/bank/folder.ts";
import { checkBank } from "../../../src/bank/lint/bank.ts";
import { drawnCases } from "../../../src/bank/lint/draws.ts";
import { figureLines, gateLines, mendLines, problemLine } from "../../../src/bank/lint/report.ts";
import {
  choiceInput,
  conceptInput,
  otherConceptInput,
  sourceOf,
  sumFamily,
  TOPICS,
  writeFolder,
  yaml,
} from "../fixtures.ts";

describe("draws of numeric families", () => {
  const listed = sourceOf(conceptInput({ numeric: ["sum"] }));
  const drawn = (family: NumericFamily<{ a: number; b: number }>) =>
    drawnCases(listed, new Map([[family.id, family]]));

  it("are checked like written items", () => {
    expect(drawn(sumFamily()).verdicts).toEqual([]);
    expect(drawn(sumFamily()).cases.length).toBeGreaterThanOrEqual(20);
  });

  it.each<[string, Partial<NumericFamily<{ a: number; b: number }>>]>([
    ["explanation-length", { solution: () => "It is the sum." }],
    ["foreign-markup", { stem: ({ a }) => `What is W_q for ${a}, please?` }],
    ["minus-sign", { stem: ({ a, b }) => `What is ${a} plus ${b}, and -${a} plus -${b}?` }],
    ["negative-stem", { stem: () => "Which of these numbers is not a sum of the two?" }],
    ["numeric-precision", { show: (value) => (value % 2 === 0 ? `${value}` : `${value}.0`) }],
    ["drawable", { stem: () => "What is $\\foo$?" }],
    ["drawable", { wrong: [] }],
  ])("report %s once, at the place that lists the family", (rule, changes) => {
    const verdicts = drawn(sumFamily(changes)).verdicts.filter((verdict) => verdict.rule === rule);
    expect(verdicts).toMatchObject([{ file: "cnn/pooling.yaml", id: "pooling", severity: "error" }]);
    expect(verdicts[0]?.message).toContain('the family sum, drawn with the seed "check ');
  });
});

describe("the report on a bank", () => {
  const folder = writeFolder({
    "topics.yaml": TOPICS,
    "cnn/pooling.yaml": yaml(
      conceptInput({ choice: [choiceInput({ stem: "Which of these is not pooled, then?" })] }),
    ),
    "regularization/dropout.yaml": yaml(otherConceptInput()),
  });
  const read = readFolder(folder);
  const { verdicts, judgements, place } = checkBank(read, [sumFamily()]);

  it("tells file, line, id and rule of a problem", () => {
    expect(verdicts.map((verdict) => problemLine(verdict, (file) => `mine/${file}`))).toEqual([
      expect.stringMatching(
        /^mine\/cnn\/pooling\.yaml:\d+ pooling\.c1: asks for what is not so: .* \[negative-stem\]$/,
      ),
    ]);
  });

  it("counts by topic, difficulty and style", () => {
    const lines = figureLines(
      read.concepts.map(({ data }) => data),
      read.topics?.data ?? null,
    );
    expect(lines).toEqual([
      "topic           concepts  open  ways of asking  choice  numeric families",
      "cnn                    1     1               1       1                 0",
      "regularization         1     1               1       0                 0",
      "all                    2     2               2       1                 0",
      "",
      "choice by difficulty: easy 0, medium 1, hard 0",
      "choice by style: concept 1, code 0, shape 0, number 0, curve 0, design 0",
      "open by difficulty: easy 0, medium 2, hard 0",
    ]);
  });

  it("shows each gate's value beside its limit", () => {
    const lines = gateLines(judgements);
    expect(lines).toHaveLength(1 + judgements.length);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^ok +1 +at least 1 +1 +section-3\.2b/),
        expect.stringMatching(/^FAIL +0 +at least 2 +1 +section-2\.3/),
        expect.stringMatching(/^- +100\.0% +at most 3\.0% +1 +negative-stems .*judged from 20 on/),
      ]),
    );
  });

  it("says what to do about the gates that fail", () => {
    expect(mendLines(judgements, (id) => id)).toEqual(["too few: section-2.3 0 of 2"]);
    const gate = { ...judgements[0]!.gate, mend: "shorten it" };
    const measure = { value: 0.5, cases: 40, worst: [{ id: "pooling.c1", weight: 0.25 }] };
    expect(mendLines([{ gate, measure, verdict: "outside" }], (id) => `cnn/pooling.yaml:7 ${id}`)).toEqual([
      `${gate.id}: 50.0%, at most 30.0%. ${gate.what}. To mend it: shorten it.`,
      "  cnn/pooling.yaml:7 pooling.c1 (0.25)",
    ]);
  });

  it("finds the place of an item", () => {
    expect(place("pooling.c1")).toMatchObject({ file: "cnn/pooling.yaml", id: "pooling.c1" });
    expect(place("nothing.c1")).toBeNull();
  });
});
