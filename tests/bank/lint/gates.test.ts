import { describe, expect, it } from "vitest";
import { gates } from "../../../src/bank/lint/bank.ts";
import { type BankCases, firstPlace, judge, margin, share } from "../../../src/bank/lint/gate.ts";
import { coverageGates } from "../../../src/bank/lint/mix.ts";
import type { ChoiceCase } from "../../../src/bank/lint/rule.ts";
import { CHOICE_STYLES } from "../../../src/bank/schema.ts";
import { choiceInput, conceptInput, sourceOf } from "../fixtures.ts";
import { bankOf, caseOf, numericOptions, rewrite, SIZE } from "./neutral-bank.ts";

const isNumeric = (text: string) => /^\d/.test(text);
const wordy = (by: (text: string, place: number, i: number) => string): BankCases =>
  bankOf((item, i) => rewrite(item, (text, place) => (isNumeric(text) ? text : by(text, place, i))));

/** The item with the last word of one option taken from the stem. */
const withStemWord = (item: ChoiceCase, i: number, placeOf: (i: number) => number): ChoiceCase =>
  rewrite(item, (text, place) =>
    isNumeric(text) || place !== placeOf(i) ? text : text.replace(/\w+$/, item.stem.split(" ")[0]!),
  );

/** For each gate, banks that it must refuse. */
const BAD: Readonly<Record<string, readonly BankCases[]>> = {
  "key-strictly-longest": [wordy((text, place, i) => (place === 0 && i % 2 === 0 ? `${text} x` : text))],
  "key-strictly-shortest": [wordy((text, place, i) => (place !== 0 && i % 2 === 0 ? `${text} x` : text))],
  "length-ratio": [
    wordy((text, place) => (place === 0 ? `${text}${"x".repeat(3)}` : text)),
    wordy((text, place) => (place === 0 ? text.slice(0, -3) : text)),
  ],
  absolutes: [
    wordy((text, place, i) => (place === 1 && i % 4 === 1 ? `never ${text}` : text)),
    wordy((text, place, i) => (place === 0 && i % 4 === 1 ? `always ${text}` : text)),
  ],
  hedges: [
    wordy((text, place, i) => (place === 0 && i % 4 === 1 ? `usually ${text}` : text)),
    wordy((text, place, i) => (place === 1 && i % 4 === 1 ? `often ${text}` : text)),
  ],
  "negative-stems": [
    bankOf((item, i) => (i % 25 === 0 ? { ...item, stem: `Which is NOT ${item.stem}?` } : item)),
  ],
  "key-repeats-stem": [
    bankOf((item, i) =>
      i % 3 === 0
        ? rewrite(item, (text, place) =>
            place === 0 && !isNumeric(text) ? item.stem.slice(0, text.length) : text,
          )
        : item,
    ),
  ],
  "key-most-similar": [
    bankOf((item, i) => {
      const key = item.options[0].text.split(" ");
      const near = (text: string, place: number) =>
        [...key.slice(0, place), ...text.split(" ").slice(place)].join(" ");
      return i % 3 === 0
        ? rewrite(item, (text, place) => (place === 0 || isNumeric(text) ? text : near(text, place + 1)))
        : item;
    }),
  ],
  "numeric-extremes": [
    bankOf((item, i) => (i % 8 === 0 ? caseOf(i, numericOptions(i, 3)) : item)),
    bankOf((item, i) => (i % 8 === 0 ? caseOf(i, numericOptions(i, 1)) : item)),
  ],
  "drawn-extremes": [
    bankOf((_, i) => caseOf(i, numericOptions(i, 0))),
    bankOf((_, i) => caseOf(i, numericOptions(i, 2))),
  ],
  "long-texts": [
    bankOf((item, i) => (i % 18 === 0 ? { ...item, stem: "word ".repeat(61) } : item)),
    bankOf((item, i) => (i % 18 === 0 ? rewrite(item, (text) => text.repeat(60)) : item)),
  ],
  "options-only": [
    wordy((text, place, i) => (i % 4 < 2 ? text.replace(/\w+$/, place === 0 ? "sums" : "mean") : text)),
  ],
  "most-stem-words": [
    bankOf((item, i) => withStemWord(item, i, (lone) => (lone % 10 === 0 ? 0 : 1))),
    bankOf((item, i) => withStemWord(item, i, (lone) => (lone % 10 < 4 ? 0 : 1))),
  ],
  "fewest-the": [
    wordy((text, place, i) => (place === (i % 10 < 5 ? 0 : 1) ? text : `${text} the`)),
    wordy((text, place) => (place === 1 ? text : `${text} the`)),
  ],
  "most-the": [
    wordy((text, place, i) => (place === (i % 10 < 5 ? 0 : 1) ? `${text} the` : text)),
    wordy((text, place) => (place === 1 ? `${text} the` : text)),
  ],
  "stem-and-options": [
    bankOf((item, i) => withStemWord(item, i, (lone) => (lone % 10 < 5 ? 0 : 1))),
    wordy((text, place, i) => (i % 2 === 0 && place === 0 ? `${text}, sums` : text)),
  ],
  ...Object.fromEntries(
    CHOICE_STYLES.map((style) => [
      `stem-and-options-${style}`,
      [bankOf((item, i) => ({ ...withStemWord(item, i, () => 0), style }))],
    ]),
  ),
  easy: [bankOf((item, i) => ({ ...item, difficulty: i % 2 === 0 ? "easy" : "hard" }))],
  hard: [bankOf((item, i) => ({ ...item, difficulty: i % 5 === 0 ? "hard" : "medium" }))],
  numbers: [bankOf((item, i) => ({ ...item, style: i % 3 === 0 ? "number" : "concept" }))],
  "other-styles": [bankOf((item, i) => ({ ...item, style: i % 6 === 0 ? "code" : "concept" }))],
};

describe("the gates of the bank", () => {
  it("all have a bank that they refuse", () => {
    expect(Object.keys(BAD).sort()).toEqual(gates.map(({ id }) => id).sort());
  });

  it("let a neutral bank pass", () => {
    const judgements = gates.map((gate) => judge(gate, bankOf()));
    const failed = judgements.filter(({ verdict }) => verdict === "outside");
    expect(failed.map(({ gate, measure }) => [gate.id, measure.value])).toEqual([]);
    // Nothing in it holds an absolute word, a hedge or an article, and it has two styles alone.
    expect(judgements.filter(({ verdict }) => verdict === "too few").map(({ gate }) => gate.id)).toEqual([
      "absolutes",
      "hedges",
      "fewest-the",
      "most-the",
      "stem-and-options-shape",
      "stem-and-options-number",
      "stem-and-options-curve",
      "stem-and-options-design",
    ]);
  });

  it("let absolute words and hedges pass that stand everywhere alike", () => {
    const bank = wordy((text, place, i) => (place === i % 4 ? `never ${text}` : `often ${text}`));
    for (const id of ["absolutes", "hedges"])
      expect(judge(gates.find((gate) => gate.id === id)!, bank)).toMatchObject({ verdict: "inside" });
  });

  it.each(gates.map((gate) => ({ gate, banks: BAD[gate.id]! })))(
    "$gate.id refuses what is outside",
    ({ gate, banks }) => {
      for (const bank of banks) expect(judge(gate, bank).verdict).toBe("outside");
    },
  );

  it.each(gates)("$id leaves a handful of items alone", (gate) => {
    const [bank] = BAD[gate.id]!;
    const few = { ...bank!, choice: bank!.choice.slice(0, 4), draws: bank!.draws.slice(0, 4) };
    expect(judge(gate, few).verdict).toBe("too few");
  });

  it("name the items to begin with, worst first", () => {
    const bank = bankOf((item, i) =>
      i === 7 || i === 9
        ? rewrite(item, (text, place) => (place === 0 ? text.padEnd(i * 10, "x") : text))
        : item,
    );
    const { measure } = judge(gates.find(({ id }) => id === "key-strictly-longest")!, bank);
    expect(measure).toMatchObject({
      value: 2 / SIZE,
      worst: [{ id: "concept-9.c9" }, { id: "concept-7.c7" }],
    });
  });
});

describe("coverage", () => {
  const topics = (items: string) => ({
    topics: [{ id: "cnn", name: "CNN", about: "Convolution" }],
    sections: [{ id: "3.2b", name: "Pooling", choice_items: Number(items) }],
  });
  const concepts = [
    sourceOf(conceptInput({ choice: [choiceInput(), choiceInput({ id: "pooling.c2" })] })).data,
  ];
  const verdicts = (list: Parameters<typeof coverageGates>[0]) =>
    Object.fromEntries(
      coverageGates(list).map((gate) => [gate.id, judge(gate, { choice: [], draws: [], concepts }).verdict]),
    );

  it("asks for the number of items that each section lists", () => {
    expect(verdicts(topics("2"))).toEqual({ topics: "inside", "section-3.2b": "inside" });
    expect(verdicts(topics("3"))).toEqual({ topics: "inside", "section-3.2b": "outside" });
  });

  it("asks for a concept in each topic, and says which have none", () => {
    const list = topics("1");
    const more = { ...list, topics: [...list.topics, { id: "rnn", name: "RNN", about: "Time" }] };
    expect(verdicts(more)).toMatchObject({ topics: "outside" });
    const [gate] = coverageGates(more);
    expect(gate?.measure({ choice: [], draws: [], concepts }).missing).toEqual(["rnn"]);
  });

  it("asks for nothing where no sections are listed", () => {
    expect(coverageGates({ ...topics("1"), sections: [] })).toEqual([]);
  });
});

describe("measures", () => {
  it("share the first place between ties", () => {
    expect(
      [
        [3, 1, 2, 0],
        [3, 3, 2, 0],
        [0, 0, 0, 0],
        [1, 2, 0, 0],
      ].map(firstPlace),
    ).toEqual([1, 0.5, 0.25, 0]);
  });

  it("take scores for equal that differ by rounding alone", () => {
    expect(firstPlace([0.3, 0.1 + 0.2, 0, 0])).toBe(0.5);
  });

  it("say how far the first is ahead", () => {
    expect(margin([3, 1, 2])).toBe(1);
    expect(margin([1, 3, 2])).toBe(-2);
  });

  it("are nothing where there are no items", () => {
    expect(share([], () => true)).toEqual({ value: 0, cases: 0 });
  });
});
