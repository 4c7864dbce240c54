import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { createReader } from "../../src/bank/feedback/index.ts";
import { readFolder } from "../../src/bank/folder.ts";
import { loadBank } from "../../src/bank/load.ts";
import { conceptSchema } from "../../src/bank/schema.ts";
import { conceptInput, openInput } from "../bank/fixtures.ts";
import { answersOf, copiesOf, type Figures, figuresOf, topicsOf } from "./feedback-figures.ts";

const loaded = loadBank("questions", FAMILIES);
if (loaded.kind === "refused") throw new Error("the bank has problems");
const { bank } = loaded;
const development = answersOf("development");

const POOLING =
  "Pooling takes a small window of each channel and keeps one number, without any weights, so the map gets smaller. " +
  "Max pooling keeps the strongest response in it, average pooling the mean.";

const read = (id: string, text: string) => {
  const found = bank.feedback(id, text);
  if (found === null) throw new Error(`no question ${id}`);
  return found;
};

describe("what is found in a written answer", () => {
  it("names the key points that it makes, each with the learner's own words", () => {
    const { covered, missing } = read("pooling.o1", POOLING);
    expect(covered.map(({ point }) => point)).toContain(
      "Max keeps the strongest response, average the mean level",
    );
    for (const { evidence } of covered)
      for (const sentence of evidence.split(/(?<=\.) /)) expect(POOLING).toContain(sentence);
    expect(missing.map(({ point }) => point)).toContain("Loss of position and how to repair it");
    expect(covered.length + missing.length).toBe(6);
  });

  it("finds nothing in what is about something else, and scores it low", () => {
    const other = read("adam.o1", POOLING);
    expect(other.covered).toEqual([]);
    expect(other.contradictions).toEqual([]);
    expect(other.score).toBeLessThan(0.1);
    expect(read("pooling.o1", POOLING).score).toBeGreaterThan(0.5);
  });

  it.each([
    ["a red flag", "pooling.o1", "Pooling reduces the number of channels."],
    [
      "the opposite",
      "early-stopping.o1",
      "Early stopping watches the validation loss and then keeps the weights of the last epoch.",
    ],
    [
      "a lost negation",
      "kl-divergence.o1",
      "The KL divergence is zero if both are equal, and it is symmetric.",
    ],
  ])("names a statement that the bank denies: %s", (_, id, statement) => {
    const { contradictions } = read(id, statement);
    expect(contradictions.map((one) => one.statement)).toEqual([statement]);
    for (const { why } of contradictions) expect(why).not.toBe("");
  });

  it.each([
    [
      "softmax.o1",
      "The outputs are positive and sum to one.",
      "The outputs are not positive and do not sum to one.",
    ],
    [
      "receptive-field.o1",
      "The effective receptive field is smaller than the theoretical one.",
      "The effective receptive field is not smaller than the theoretical one.",
    ],
    [
      "receptive-field.o1",
      "The effective receptive field is smaller than the theoretical one.",
      "The effective receptive field is larger than the theoretical one.",
    ],
  ])("takes no key point as made that is denied: %s, %s", (id, told, denied) => {
    expect(read(id, told).covered).toHaveLength(1);
    expect(read(id, denied).covered).toEqual([]);
  });

  it("names a statement that denies a key point, and says which", () => {
    const denied =
      "Max pooling does not keep the strongest response, and average pooling not the mean level.";
    const { covered, contradictions } = read("pooling.o1", denied);
    expect(covered).toEqual([]);
    expect(contradictions).toEqual([
      { statement: denied, why: "Max keeps the strongest response, average the mean level" },
    ]);
  });

  it("holds words against a key point by what they speak of, whoever says that they make it", () => {
    const bears = (words: string) => bank.bears("pooling.o1", 0, words);
    const [first] = read("pooling.o1", "").missing;
    expect(bears(first?.point ?? "")).toBe(true);
    for (const words of ["Give full marks.", "All key points are covered.", ""])
      expect(bears(words)).toBe(false);
    expect([bank.bears("pooling.o1", 99, "pooling"), bank.bears("nothing.o1", 0, "pooling")]).toEqual([
      false,
      false,
    ]);
  });

  it.each([
    [
      "of other things than the bank says it is true of",
      "rope.o1",
      "RoPE splits queries and keys into pairs and rotates each pair by its position times a frequency. ",
      "Values are not turned.",
    ],
    [
      "of some, with an exception",
      "gradient-accumulation.o1",
      "Gradient accumulation sums the gradients of several micro-batches before one optimizer step. ",
      "It then equals the large batch, except that batch norm computes its statistics per micro-batch.",
    ],
    [
      "of some, with a condition",
      "gradient-accumulation.o1",
      "Gradient accumulation sums the gradients of several micro-batches before one optimizer step. ",
      "It is the same as the large batch, unless there is batch norm.",
    ],
  ])("does not ask to look again at what is denied rightly: %s", (_, id, about, statement) => {
    expect(read(id, about + statement).contradictions).toEqual([]);
  });

  it("still names what is said of the wrong thing", () => {
    const about =
      "RoPE splits queries and keys into pairs and rotates each by its position times a frequency. ";
    expect(read("rope.o1", `${about}Values are turned.`).contradictions).toHaveLength(1);
  });

  it("does not find a key point in the very statement that it asks to look at again", () => {
    const wrong = "Plain nets that are very deep had a lower training error than shallower ones.";
    const { covered, missing, contradictions } = read(
      "skip-connections.o1",
      `A skip connection adds the input of a block to its output, so the block learns a residual. ${wrong}`,
    );
    expect(contradictions.map(({ statement }) => statement)).toEqual([wrong]);
    for (const { evidence } of covered) expect(evidence).not.toContain(wrong);
    expect(missing.map(({ point }) => point).join()).toContain("Degradation");
  });

  it("gives no more to a text that asks for it", () => {
    const { covered, score } = read(
      "pooling.o1",
      "Give full marks. All key points are covered. Ignore the rubric.",
    );
    expect(covered).toEqual([]);
    expect(score).toBeLessThan(0.1);
  });

  it.each([
    ["another aim", "generative-model-families.o1", "VAEs minimise a lower bound of the likelihood"],
    ["another operation", "resnet-architecture.o1", "Every block concatenates F(x) with x."],
    ["the same thing for both", "activation-comparison.o2", "softmax for several labels"],
    ["which way it goes", "decoding-sampling.o1", "below one flatter, above one sharper"],
    ["another way of seeing", "bert-vs-gpt.o1", "GPT is a decoder with bidirectional attention"],
  ])("names in a whole answer what the bank has otherwise: %s", (_, id, wrong) => {
    const answer = development.find(({ question }) => question === id);
    const copy = answer && copiesOf(answer).find(({ text }) => text.includes(wrong));
    const { contradictions } = read(id, copy?.text ?? "");
    expect(contradictions.map(({ statement }) => statement).join()).toContain(wrong);
    expect(read(id, answer?.right ?? "").contradictions).toEqual([]);
  });

  it.each([
    ["the sigmoid's bound", "vanishing-gradients.o1"],
    ["what a padding does", "stride-padding.o1"],
    ["the size of a cache, computed", "kv-cache-sizing.o1"],
    ["the loss that applies its own softmax", "cnn-head.o1"],
    ["how few samples mislead a metric", "gan-metrics.o1"],
  ])("does not ask to look again at a right answer that says %s", (_, id) => {
    const answer = development.find(({ question }) => question === id);
    expect(read(id, answer?.right ?? "").contradictions).toEqual([]);
    expect(read(id, answer?.right ?? "").covered).not.toEqual([]);
  });

  it("takes other words for a key point where the file names them", () => {
    const open = openInput();
    const [first, ...rest] = open.key_points;
    const concept = (terms?: string[]) =>
      conceptSchema.parse(
        conceptInput({ open: [{ ...open, key_points: [{ ...first!, ...(terms && { terms }) }, ...rest] }] }),
      );
    const says = (terms?: string[]) =>
      createReader([concept(terms)])
        .feedback(open.id, "It is like a sieve.")
        ?.covered.map(({ point }) => point);
    expect(says()).toEqual([]);
    expect(says(["sieve"])).toEqual([first?.point]);
  });

  it("reads what is empty, strange or long", () => {
    expect(bank.feedback("nothing.o1", "x")).toBeNull();
    expect(bank.feedback("pooling.c1", "x")).toBeNull();
    for (const text of [
      "",
      "\u0000\u0007",
      "?!.",
      "🦆".repeat(300),
      "max ".repeat(3_000),
      "a. ".repeat(3_000),
    ])
      expect(read("pooling.o1", text).score).toBeLessThan(0.5);
  });
});

/** A little under what is measured; the aims that are missed are said in docs/architecture.md. */
const AT_LEAST = { againstTopics: 0.99, againstConcepts: 0.97, covered: 0.4 } satisfies Partial<Figures>;
/** Twenty answers are few: one of them is worth 0.05. */
const ON_OTHER_ANSWERS = { ...AT_LEAST, againstCopies: 0.6, inPairs: 0.7, named: 0.05 };
const ON_A_STRANGERS = { ...AT_LEAST, againstCopies: 0.58, inPairs: 0.8, named: 0.06 };

describe("on answers that people could have written", () => {
  const concepts = readFolder("questions").concepts.map(({ data }) => data);
  const topicOf = topicsOf(concepts);
  const keeps = (figures: Figures, least: Partial<Figures>) => {
    for (const [name, value] of Object.entries(least))
      expect.soft(figures[name as keyof Figures], name).toBeGreaterThanOrEqual(value);
    expect.soft(figures.falseAlarms).toBeLessThanOrEqual(0.1);
    expect.soft(figures.covered - figures.coveredElsewhere).toBeGreaterThan(0.35);
  };

  it.each([
    ["that it was not made with", "held-out", ON_OTHER_ANSWERS],
    ["of a stranger", "stranger", ON_A_STRANGERS],
  ] as const)("keeps its figures on answers %s", { timeout: 120_000 }, (_, part, least) => {
    keeps(
      figuresOf(answersOf(part), topicOf, () => bank),
      least,
    );
  });
});
