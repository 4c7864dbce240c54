import { describe, expect, it } from "vitest";
import { choiceRules } from "../../../src/bank/lint/items.ts";
import type { ChoiceCase, Rule } from "../../../src/bank/lint/rule.ts";
import { type ChoiceInput, choiceCaseOf, choiceInput, withOptions } from "../fixtures.ts";

interface Examples {
  bad: readonly Partial<ChoiceInput>[];
  good: readonly Partial<ChoiceInput>[];
}

const stem = (text: string) => ({ stem: text });
const explained = (because: string) => ({
  distractors: choiceInput().distractors.map((entry, i) => (i === 0 ? { ...entry, because } : entry)),
});

const MAP = {
  kind: "matrix",
  alt: "A table of what a window covers, named place, by row and by column: 4, 1 and below them 2, 8.",
  down: "row",
  across: "column",
  rows: ["place"],
  columns: ["window", "covers"],
  values: [["4", "8"]],
} as const;
const shows = (changes: Record<string, unknown>, item: Partial<ChoiceInput> = {}): Partial<ChoiceInput> => ({
  ...item,
  diagram: { ...MAP, ...changes },
});

/** For each rule, items that it must find and items that it must leave alone. */
const EXAMPLES: Readonly<Record<string, Examples>> = {
  "diagram-alt": {
    bad: [
      shows({ alt: "A table of the window that covers a place: 4 and 8." }),
      shows({ values: [["4", "77"]] }),
      shows({ alt: `${MAP.alt} And so on` }),
    ],
    good: [shows({}), {}],
  },
  "diagram-tells-key": {
    bad: [
      shows({ alt: `${MAP.alt} Their height and width shrink.` }),
      shows({ rows: ["height, width shrink"] }),
      // A number of the key alone, read in a cell or counted in a row of units.
      shows({}, withOptions("8 places", "5 places", "6 places", "7 places")),
      {
        ...withOptions("5 pixels", "6 pixels", "7 pixels", "9 pixels"),
        diagram: {
          kind: "layers",
          alt: "Two layers of kernel width three, conv 1 and conv 2, stand above the input, one unit at the top.",
          input: "input",
          layers: [
            { label: "conv 1", kernel: "3" },
            { label: "conv 2", kernel: "3" },
          ],
        },
      },
    ],
    good: [
      shows({}),
      // What it says of all options singles out none.
      shows(
        {
          values: [
            ["4", "8"],
            ["5", "6"],
          ],
          rows: ["place", "window"],
        },
        withOptions("8 places", "4 places", "6 places", "5 places"),
      ),
      // What the stem gives, it may give.
      shows(
        {},
        { ...withOptions("8 places", "5 places", "6 places", "7 places"), stem: "Of 8 places, how many?" },
      ),
    ],
  },
  "options-alike": {
    bad: [
      withOptions("It grows", "it grows.", "It shrinks", "It stays"),
      withOptions("`x + 1`", "x + 1", "x + 2", "x + 3"),
    ],
    good: [withOptions("x + 1", "x − 1", "x · 1", "x / 1"), withOptions("$x^2$", "x2", "$x_2$", "2x")],
  },
  "key-longest": {
    bad: [
      withOptions(
        "The height and the width of each map shrink to half",
        "The channels of it double",
        "It stays",
        "It grows",
      ),
    ],
    good: [
      withOptions(
        "The height and width shrink to half",
        "The channels of it double too",
        "It stays",
        "It grows",
      ),
      // A key of three words has no length to speak of.
      withOptions("Reparameterization enables backpropagation", "Dropout", "Momentum", "Padding"),
    ],
  },
  "combined-option": {
    bad: [
      withOptions("It shrinks", "It grows", "It stays", "All of the above"),
      withOptions("None of these", "It grows", "It stays", "It shrinks"),
      withOptions("Both A and B", "It grows", "It stays", "It shrinks"),
      withOptions("It shrinks", "It grows", "A and C", "It stays"),
      stem("Which of the options A to D is a pooling layer, as opposed to option B?"),
      explained("Unlike option C this one keeps the whole map as it was before."),
      explained("The correct answer is A, since each window hands on one value."),
      explained("This is option b, and it keeps the whole map as it was."),
      explained("The second option describes a convolution and not a pooling layer."),
      explained("Of the other three options none says what a window does."),
      explained("It grows just as the answer above says of a convolution."),
      withOptions("Both the above", "It grows", "It stays", "It shrinks"),
      withOptions("1 and 2 only", "It grows", "It stays", "It shrinks"),
      withOptions("Only I and III", "It grows", "It stays", "It shrinks"),
      withOptions("A) It shrinks", "It grows", "It stays", "It moves"),
      withOptions("(c) It shrinks", "It grows", "It stays", "It moves"),
      withOptions("b. It shrinks", "It grows", "It stays", "It moves"),
    ],
    good: [
      withOptions("1 and 2", "4 and 1", "2 and 3", "3 and 4"),
      withOptions("A window of one row", "a. k. a. a map", "It stays", "It moves"),
      explained("As an option a learner may pool twice; a first choice is the stride."),
      explained("The judge preferred the other answer, which was longer and no better."),
      explained("The other choices of stride change the scale, which nobody asked for."),
      withOptions("Both `A` and `B` are trained", "All of them share one weight", "It grows", "It stays"),
      withOptions("None of its weights change", "Both gates close at once", "A score per class", "It stays"),
    ],
  },
  "absolute-alone": {
    bad: [withOptions("It shrinks", "It never shrinks", "It grows", "It stays")],
    good: [
      withOptions("It always shrinks", "It never shrinks", "It grows", "It stays"),
      withOptions("It shrinks overall", "It is onlyish", "It grows", "It stays"),
    ],
  },
  "option-length": {
    bad: [withOptions("x".repeat(111), "b", "c", "d")],
    good: [withOptions("x".repeat(110), "b", "c", "d")],
  },
  "negative-stem": {
    bad: [
      stem("Which of these is not a pooling layer?"),
      stem("Which optimizer doesn't keep a running mean?"),
      stem("All layers have weights except one. Which?"),
      stem("Which change is least likely to help?"),
    ],
    good: [
      stem("Which of these is NOT a pooling layer?"),
      stem("All of these have weights EXCEPT which?"),
      stem("The loss does not fall. Which change helps?"),
      stem("What happens when the data is not shuffled?"),
      stem("Which layer helps if the batch is not large?"),
      stem("Nothing changes except for the batch size. What happens?"),
    ],
  },
  "stem-length": {
    bad: [stem(`${"word ".repeat(60)}why?`)],
    good: [
      stem(`${"word ".repeat(59)}why?`),
      stem(`Why?\n\`\`\`\n${"x ".repeat(25)}\n${"y ".repeat(25)}\n\`\`\``),
    ],
  },
  "question-length": {
    bad: [
      {
        ...stem("x".repeat(1200)),
        ...withOptions("a".repeat(110), "b".repeat(110), "c".repeat(110), "d".repeat(110)),
      },
    ],
    good: [
      {
        ...stem("x".repeat(1100)),
        ...withOptions("a".repeat(110), "b".repeat(110), "c".repeat(110), "d".repeat(110)),
      },
    ],
  },
  article: {
    bad: [
      { ...stem("The gate of an LSTM is a"), ...withOptions("vector", "scalar", "matrix", "activation") },
      { ...stem("This network is an …"), ...withOptions("RNN", "MLP", "LSTM", "GRU") },
      { ...stem("It ends in a"), ...withOptions("ELU", "GRU", "CNN", "VAE") },
      {
        ...stem("It works on a"),
        ...withOptions("uniform grid", "random walk", "hourly mean", "one-hot code"),
      },
    ],
    good: [
      { ...stem("The gate of an LSTM is a"), ...withOptions("vector", "scalar", "matrix", "unit") },
      { ...stem("This network is an"), ...withOptions("RNN", "MLP", "LSTM", "ELU") },
      { ...stem("It is an"), ...withOptions("ROC curve", "SHAP value", "ELU", "AUC") },
      stem("What is a pooling layer?"),
    ],
  },
  "double-article": {
    bad: [{ ...stem("The output is the"), ...withOptions("a vector", "a scalar", "a matrix", "a map") }],
    good: [{ ...stem("The output is"), ...withOptions("a vector", "a scalar", "a matrix", "a map") }],
  },
  number: {
    bad: [
      stem("Which of the following are pooling layers?"),
      { ...stem("The outputs of this layer are"), ...withOptions("a vector", "scalars", "matrices", "maps") },
    ],
    good: [
      stem("Which of the following is a pooling layer?"),
      stem("Which layers are frozen here?"),
      { ...stem("The outputs of this layer are"), ...withOptions("vectors", "scalars", "matrices", "maps") },
    ],
  },
  "mixed-shape": {
    bad: [
      withOptions("It shrinks.", "It grows", "It stays", "It moves"),
      withOptions("It shrinks.", "It grows.", "It stays.", "It moves"),
      {
        ...stem("Where does the window go?"),
        ...withOptions("the window shrinks", "the grid grows", "Window by window", "the map"),
      },
    ],
    good: [
      withOptions("It shrinks.", "It grows.", "It stays.", "It moves."),
      withOptions("Adam with decay", "momentum of 0.9", "plain descent", "smaller steps"),
      withOptions("ReLU", "tanh", "sigmoid", "GELU"),
      withOptions("Set it to e.g. 0.9", "Set it to n", "Wait for x", "Wait, ..."),
    ],
  },
  "part-of-speech": {
    bad: [
      withOptions("By adding noise", "By adding data", "By adding layers", "The loss is scaled"),
      withOptions("Because it shrinks", "because it grows", "Its weights vanish", "Because it stays"),
    ],
    good: [
      withOptions("By adding noise", "By adding data", "By adding layers", "Through more layers"),
      withOptions("To add noise", "To add data", "Adding layers", "Scaling the loss"),
      withOptions("By noise", "By data", "By layers", "`x * 2`"),
    ],
  },
  "numeric-unit": {
    bad: [withOptions("4 GB", "16 GB", "900 MB", "2 GB"), withOptions("50%", "0.25", "0.75", "0.1")],
    good: [
      withOptions("4 GB", "16 GB", "9 GB", "2 GB"),
      withOptions("1 layer", "2 layers", "3 layers", "4 layers"),
    ],
  },
  "numeric-precision": {
    bad: [
      withOptions("0.5", "0.125", "0.25", "1"),
      withOptions("1.5 × 10⁶", "2 × 10⁶", "3.25 × 10⁶", "4 × 10⁶"),
    ],
    good: [
      withOptions("0.50", "0.12", "0.25", "1.00"),
      withOptions("0.1", "0.01", "0.001", "1"),
      withOptions("1,024", "512", "64", "4"),
      withOptions("(2, 3)", "(2, 3.5)", "(4, 1)", "(8, 2)"),
    ],
  },
  "numeric-alike": {
    bad: [withOptions("0.5", "1/2", "0.7", "0.9"), withOptions("1,000", "10³", "500", "200")],
    good: [withOptions("0.5", "0.6", "0.7", "0.9")],
  },
  "explanation-length": {
    bad: [explained("It mixes no maps at all here."), { rationale: "Windows shrink both axes." }],
    good: [explained("It pools each of the maps for itself alone.")],
  },
  "explanation-repeats": {
    bad: [
      explained("The channels are added up, and their channels added up are wrong, so it is not this."),
      { rationale: "This is right because it is their height and their width that shrink." },
    ],
    good: [explained("The channels are kept, since a window never leaves its own map.")],
  },
};

const found = (rule: Rule<ChoiceCase>, changes: Partial<ChoiceInput>) => rule.check(choiceCaseOf(changes));

describe("the rules for choice items", () => {
  it("all have examples", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(choiceRules.map(({ id }) => id).sort());
  });

  it("find nothing in a good item", () => {
    expect(choiceRules.flatMap((rule) => found(rule, {}))).toEqual([]);
  });

  describe.each(choiceRules.map((rule) => ({ rule, ...EXAMPLES[rule.id]! })))(
    "$rule.id",
    ({ rule, bad, good }) => {
      it("finds what is wrong", () => {
        for (const changes of bad) expect(found(rule, changes), JSON.stringify(changes)).not.toEqual([]);
      });

      it("leaves the rest alone", () => {
        for (const changes of good) expect(found(rule, changes), JSON.stringify(changes)).toEqual([]);
      });
    },
  );

  it("name the option that is wrong", () => {
    const rule = choiceRules.find(({ id }) => id === "option-length")!;
    expect(found(rule, withOptions("a", "b", "x".repeat(120), "d"))).toEqual([
      { path: ["distractors", 1, "text"], message: "120 characters: a phone shows 110 at most" },
    ]);
  });
});
