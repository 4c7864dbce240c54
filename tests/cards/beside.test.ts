import { describe, expect, it } from "vitest";
import { readFolder } from "../../src/bank/folder.ts";
import { itemsOf, sharedHead } from "../../src/bank/items.ts";
import { cardOf } from "../../src/cards/index.ts";
import { shownBeside } from "../../src/cards/pictured.ts";
import { deal } from "../../src/engine/rules/deal.ts";
import { openAnswerReply, openPartReply, openQuestionReply } from "../../src/engine/uses/open-views.ts";
import { hintReply, questionReply, resultReply, verdictReply } from "../../src/engine/uses/views.ts";
import type { ChoiceItem } from "../../src/engine/words/item.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { draw as onThePage } from "../../src/platforms/web/draw/index.ts";
import { LOCALES, loadLanguages } from "../../src/words/languages.ts";
import { makeRound } from "../stores/fixtures.ts";

const READER = { words: loadLanguages(LOCALES).of("en"), can: () => true };
const set = (name: string) => ({ tex: `\\frac{${name}}{b + c}`, text: `${name}/(b + c)` });

const ITEM: ChoiceItem = {
  ...{ id: "x.c1", difficulty: "easy", kind: "choice", version: 1, links: [] },
  ...{ concept: { id: "x", name: "X" }, topic: { id: "t", name: "T" } },
  stem: "What is s/(b + c)?",
  key: { text: "one", because: "It is k/(b + c)." },
  distractors: [
    { text: "two", because: "That would be d/(b + c)." },
    { text: "three", because: "no" },
    { text: "four", because: "no" },
  ],
  layout: { by: "dealt" },
  formulas: ["d", "k", "s"].map(set),
};
const question = deal(ITEM, "seed");
const round = { ...makeRound({ id: "r1", opensAt: 0 }), question };
const wrong = question.options.findIndex(({ text }) => text === "two") as Choice;

/** What is drawn beside the words of a card, in its order. */
const drawn = (reply: Reply | null) =>
  reply === null
    ? []
    : cardOf(reply, READER).blocks.flatMap((block) =>
        block.type === "picture" && block.source.kind === "made" && block.source.make.kind === "formula"
          ? [block.alt]
          : [],
      );

describe("a formula that is set", () => {
  it("comes with the words that say it: those of reasons after the verdict, and none before", () => {
    expect(drawn(questionReply(round, 3, null))).toEqual(["s/(b + c)"]);
    expect(JSON.stringify(questionReply(round, 3, null))).not.toContain("k/(b + c)");
    expect(drawn(hintReply(round, 2, "Think.", true))).toEqual([]);
    expect(drawn(verdictReply(round, question.key, "practice", null))).toEqual(["k/(b + c)"]);
    expect(drawn(verdictReply(round, wrong, "practice", null))).toEqual(["d/(b + c)", "k/(b + c)"]);
    expect(drawn(resultReply(round, [1, 1, 1, 1], { names: [], more: 0 }))).toEqual([
      "s/(b + c)",
      "k/(b + c)",
    ]);
  });

  it("comes with the answer of an open question, one by one as they are asked for", () => {
    const adam = readFolder("questions").concepts.find(({ data }) => data.id === "adam")?.data;
    const item = adam === undefined ? undefined : itemsOf(adam, sharedHead(adam, ""))[0];
    if (item?.kind !== "open") throw new Error("adam.o1 is no open question");
    const open = { ...item, ref: item.id };
    expect(drawn(openQuestionReply(open, "private", null))).toEqual([]);
    expect(drawn(openAnswerReply(open, null, null, false))).toEqual([]);
    expect(drawn(openPartReply(open, "worked"))).toHaveLength(2);
  });

  it("is whole: none that is a part of another one there", () => {
    const part = set("a");
    const whole = { tex: `x = ${part.tex} + 1`, text: `x = ${part.text} + 1` };
    const shown = (text: string) => shownBeside(text, [part, whole], 9).map(({ alt }) => alt);
    expect(shown(`So ${whole.text}.`)).toEqual([whole.text]);
    expect(shown(`So ${part.text}.`)).toEqual([part.text]);
  });

  it("adds no words where there are no pictures", () => {
    const { formulas: _, ...bare } = question;
    const words = (one: typeof question) =>
      onThePage(cardOf(questionReply({ ...round, question: one }, 3, null), READER)).blocks;
    expect(words(question)).toEqual(words(bare));
  });
});
