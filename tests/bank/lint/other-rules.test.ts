import { describe, expect, it } from "vitest";
import { acrossRules } from "../../../src/bank/lint/across.ts";
import { conceptRules } from "../../../src/bank/lint/concept.ts";
import { checkConcept } from "../../../src/bank/lint/items.ts";
import { openRules } from "../../../src/bank/lint/open.ts";
import { textRules } from "../../../src/bank/lint/text.ts";
import {
  type ConceptInput,
  choiceInput,
  conceptInput,
  type OpenInput,
  openInput,
  otherConceptInput,
  sourceOf,
} from "../fixtures.ts";

const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");
const asking = (changes: Partial<OpenInput>): Partial<ConceptInput> => ({ open: [openInput(changes)] });
const stem = (text: string): Partial<ConceptInput> => ({ choice: [choiceInput({ stem: text })] });
const reference = (title: string, url: string): Partial<ConceptInput> => ({ references: [{ title, url }] });
const { model_answers, key_points } = openInput();
const block = (lines: number, width: number) =>
  `What is printed?\n\`\`\`py\n${Array.from({ length: lines }, () => "x".repeat(width)).join("\n")}\n\`\`\``;

const EXAMPLES: Readonly<Record<string, { bad: Partial<ConceptInput>[]; good: Partial<ConceptInput>[] }>> = {
  "worked-answer-length": {
    bad: [asking({ worked_answer: "x".repeat(1901) })],
    good: [asking({ worked_answer: "x".repeat(1900) })],
  },
  "worked-answer-words": {
    bad: [asking({ worked_answer: words(149) }), asking({ worked_answer: words(261) })],
    good: [asking({ worked_answer: words(150) }), asking({ worked_answer: words(260) })],
  },
  "worked-answer-paragraphs": {
    bad: [
      asking({ worked_answer: words(81) }),
      asking({ worked_answer: `${words(60)}\n${words(60)}` }),
      asking({ worked_answer: `${words(60)}\n\n${words(90)}` }),
    ],
    good: [
      asking({ worked_answer: `${words(80)}\n\n${words(80)}\n\n${words(20)}` }),
      asking({ worked_answer: `${words(70)}\n\`\`\`py\n${"x = 1 + 1\n".repeat(9)}\`\`\`\n${words(9)}` }),
    ],
  },
  "prompt-length": {
    bad: [asking({ prompt: words(61) }), asking({ short_answer: words(61) })],
    good: [asking({ prompt: words(60), short_answer: words(60) })],
  },
  "asked-alike": {
    bad: [
      asking({ prompt: "What is it?", also_asked: ["what is it ?"] }),
      asking({ also_asked: ["Why pool?", "Why pool?"] }),
    ],
    good: [asking({ also_asked: ["Why pool?", "Why not pool?"] })],
  },
  "model-answers-grow": {
    bad: [
      asking({ model_answers: { ...model_answers, strong: { answer: words(60), lifts: "It says more." } } }),
    ],
    good: [asking({})],
  },
  "open-lists": {
    bad: [
      asking({ key_points: [...key_points, { point: "Too heavy", weight: "6" }] }),
      asking({ follow_ups: Array.from({ length: 5 }, () => ({ question: "Why?", answer: "So." })) }),
    ],
    good: [asking({ key_points: [...key_points, { point: "Heavy", weight: "5" }] })],
  },
  name: {
    bad: [{ name: "Pooling ($k$)" }, { name: "`MaxPool2d`" }, { name: "x".repeat(101) }],
    good: [{ name: "Max pooling (2×2)" }],
  },
  link: {
    bad: [
      reference("Pooling", "http://d2l.ai/pooling.html"),
      reference("Pooling", "https://d2l.ai/pooling.html)."),
      reference("[Pooling](https://d2l.ai)", "https://d2l.ai/pooling.html"),
      { references: [1, 2].map(() => ({ title: "Pooling", url: "https://d2l.ai/pooling.html" })) },
    ],
    good: [reference("Pooling: a survey", "https://en.wikipedia.org/wiki/Pooling_(neural_networks)?a=b#c")],
  },
  "retired-id": {
    bad: [{ retired: ["pooling.c1"] }],
    good: [{ retired: ["pooling.c2"] }],
  },
  "concept-lists": {
    bad: [{ references: [1, 2, 3, 4, 5].map((i) => ({ title: `Part ${i}`, url: `https://d2l.ai/${i}` })) }],
    good: [{ references: [1, 2, 3, 4].map((i) => ({ title: `Part ${i}`, url: `https://d2l.ai/${i}` })) }],
  },
  "foreign-markup": {
    bad: [
      stem("See [the paper](x) for more. Why?"),
      stem("See https://d2l.ai for more. Why?"),
      stem("What is <b>pooled</b>?"),
      stem("What does <pad> do?"),
      stem("What is **always** true?"),
      stem("What is *always* true?"),
      stem("What is _always_ true?"),
      stem("What is ~~never~~ true?"),
      stem("Which one?\n- this one\n- that one"),
      stem("# Title\nWhich one?"),
      stem("How large is x^2 here?"),
      stem("What is W_q here?"),
      stem("What does zero_grad do?"),
      stem("What is ` this?"),
      stem("What is\u200b this?"),
      stem("What does `a &lt; b` say?"),
      stem("Is 3 &nbsp;less than 4?"),
      stem("Is it 5 &#39; long?"),
      stem("A layer of {{c1::pooling}} does what?"),
      stem("[sound:pooling.mp3] What is it?"),
      asking({ short_answer: "Two things:\n- one\n- two" }),
      asking({ short_answer: "Two things:\n1. one\n2. two" }),
    ],
    good: [
      stem("What does `<pad>` do to `zero_grad` and $x^2$ or $d_k$, if 2 * 3 < 7 and a > b?"),
      stem("The call `len(x)`3. is no list, nor is `x` - 1 or `y` # one. Why?"),
      stem("Is a 3×3 kernel, i.e. 9 weights, 5 - 4 = 1 more than eight?"),
      stem("Why does `**kwargs` work?\n```py\n# a comment\n- x_i ** 2\n```"),
      stem("Why is `f(&x)` no R&D or `{{1}}`?"),
      asking({ worked_answer: "Two things:\n- one\n- two\n\n1. three\n2. four" }),
    ],
  },
  "minus-sign": {
    bad: [
      stem("What is -1.5 plus one?"),
      stem("Which values lie in [-1, 1]?"),
      { choice: [choiceInput({ key: "-0.5" })] },
      asking({ short_answer: "It falls by -.5 at once." }),
    ],
    good: [
      stem("What is −1.5 plus one, and `x[-1]` or $x - 1$ or 5 - 4?"),
      stem("Why do pages 1-2 on GPT-4, U-Net-2 and x-1 say so?"),
      stem("Why -log p?"),
    ],
  },
  "code-block-size": {
    bad: [
      stem(block(11, 5)),
      stem(block(3, 61)),
      { choice: [choiceInput({ key: "```\nx\n```" })] },
      asking({ short_answer: "```\nx\n```" }),
    ],
    good: [stem(block(10, 60)), asking({ prompt: block(2, 5) })],
  },
  "code-columns": {
    bad: [stem(block(2, 35))],
    good: [stem(block(2, 34)), stem(`What is \`${"x".repeat(40)}\`?`)],
  },
};

const rules = [...conceptRules, ...textRules, ...openRules];
const found = (changes: Partial<ConceptInput>, rule: string) =>
  checkConcept(sourceOf(conceptInput(changes))).filter((verdict) => verdict.rule === rule);

describe("the rules for texts, open questions and concepts", () => {
  it("all have examples", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it("find nothing in a good concept", () => {
    expect(checkConcept(sourceOf(conceptInput()))).toEqual([]);
  });

  describe.each(rules.map(({ id }) => ({ id, ...EXAMPLES[id]! })))("$id", ({ id, bad, good }) => {
    it("finds what is wrong", () => {
      for (const changes of bad) expect(found(changes, id), JSON.stringify(changes)).not.toEqual([]);
    });

    it("leaves the rest alone", () => {
      for (const changes of good) expect(found(changes, id), JSON.stringify(changes)).toEqual([]);
    });
  });

  it("say where it is", () => {
    const source = sourceOf(conceptInput(stem("What does zero_grad do?")));
    expect(checkConcept(source)).toEqual([
      {
        ...source.problem(["choice", 0, "stem"], '"zero_grad": write inline code, or a formula between $'),
        rule: "foreign-markup",
        severity: "error",
      },
    ]);
    expect(source.problem(["choice", 0, "stem"], "")).toMatchObject({
      id: "pooling.c1",
      file: "cnn/pooling.yaml",
    });
  });
});

const SAME =
  "A map of 32×32 goes through a pooling layer of size 2 and stride 2. How large is what comes out?";
const ACROSS: Readonly<Record<string, { bad: ConceptInput[]; good: ConceptInput[] }>> = {
  "near-duplicate": {
    bad: [
      conceptInput({ choice: [choiceInput({ stem: SAME })] }),
      otherConceptInput({
        sections: ["3.2b"],
        choice: [choiceInput({ id: "dropout.c1", stem: SAME.replace("32×32", "64×64") })],
      }),
    ],
    good: [
      conceptInput({ choice: [choiceInput({ stem: SAME })] }),
      otherConceptInput({
        sections: ["3.2b"],
        choice: [
          choiceInput({
            id: "dropout.c1",
            stem: "A map of 32×32 goes through dropout. How many values are kept?",
          }),
        ],
      }),
    ],
  },
  "reference-title": {
    bad: [
      conceptInput(reference("Pooling", "https://d2l.ai/pooling.html")),
      otherConceptInput(reference("All about pooling", "https://d2l.ai/pooling.html")),
    ],
    good: [
      conceptInput(reference("Pooling", "https://d2l.ai/pooling.html")),
      otherConceptInput(reference("Pooling", "https://d2l.ai/pooling.html")),
    ],
  },
  "company-spelling": {
    bad: [
      conceptInput(asking({ companies: ["NVIDIA"] })),
      otherConceptInput({ open: [openInput({ id: "dropout.o1", companies: ["Nvidia"] })] }),
    ],
    good: [
      conceptInput(asking({ companies: ["NVIDIA"] })),
      otherConceptInput({ open: [openInput({ id: "dropout.o1", companies: ["NVIDIA"] })] }),
    ],
  },
};

describe("the rules that compare files", () => {
  it("all have examples", () => {
    expect(Object.keys(ACROSS).sort()).toEqual(acrossRules.map(({ id }) => id).sort());
  });

  it.each(acrossRules.map((rule) => ({ rule, ...ACROSS[rule.id]! })))("$rule.id", ({ rule, bad, good }) => {
    const check = (inputs: ConceptInput[]) => rule.check(inputs.map((input) => sourceOf(input)));
    expect(check(bad)).toMatchObject([{ file: "regularization/dropout.yaml" }]);
    expect(check(good)).toEqual([]);
  });
});
