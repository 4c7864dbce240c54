import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { stringify } from "yaml";
import type { z } from "zod";
import type { NumericFamily } from "../../src/bank/families/family.ts";
import { choiceCase, commonWordsOf } from "../../src/bank/lint/cases.ts";
import type { ChoiceCase } from "../../src/bank/lint/rule.ts";
import { type ConceptFile, conceptSchema } from "../../src/bank/schema.ts";
import { readSource, type Source } from "../../src/bank/source.ts";

export type ConceptInput = z.input<typeof conceptSchema>;
export type OpenInput = ConceptInput["open"][number];
export type ChoiceInput = NonNullable<ConceptInput["choice"]>[number];

const words = (count: number) =>
  Array.from({ length: count }, (_, i) => `word${"abcdefghij"[i % 10]}`).join(" ");

export function openInput(changes: Partial<OpenInput> = {}): OpenInput {
  return {
    id: "pooling.o1",
    prompt: "What does a pooling layer do, and what does it cost?",
    style: "conceptual",
    difficulty: "medium",
    frequency: "common",
    audiences: ["general"],
    roles: ["computer-vision-engineer"],
    companies: ["Google"],
    short_answer: "It summarises small windows, which saves work and loses places.",
    worked_answer: [words(60), words(60), words(60)].join("\n\n"),
    trap: { mistake: "Saying that pooling learns something.", why: "Most layers have weights." },
    follow_ups: [
      { question: "What replaces it?", answer: "A strided convolution does." },
      { question: "What is lost?", answer: "Where exactly the maximum stood." },
    ],
    model_answers: {
      basic: { answer: words(30), lifts: "It names the operation." },
      solid: { answer: words(60), lifts: "It says what is lost." },
      strong: { answer: words(100), lifts: "It says when to leave it out." },
    },
    key_points: [
      { point: "Summarises windows", weight: "3" },
      { point: "Has no weights", weight: "2" },
      { point: "Loses positions", weight: "1" },
    ],
    interviewer: {
      when: "After convolutions.",
      why: "It shows whether shapes are clear.",
      how: "Ask for the output shape.",
      look_for: ["the shape", "the loss"],
      red_flags: ["learned weights", "more channels"],
    },
    checked: "2026-11-20",
    ...changes,
  };
}

export function choiceInput(changes: Partial<ChoiceInput> = {}): ChoiceInput {
  return {
    id: "pooling.c1",
    version: "1",
    section: "3.2b",
    difficulty: "medium",
    style: "concept",
    stem: "A colleague puts max pooling behind a convolution. What happens to the maps?",
    key: "Their height and width shrink",
    rationale: "Each window gives one value, so fewer positions remain on both axes.",
    distractors: [
      {
        text: "Their channels are added up",
        because: "Windows cover places within one map, so no two maps are ever mixed.",
        misconception: "mixes-channels",
      },
      {
        text: "Their values become binary",
        because: "The largest activation is handed on unchanged instead of being compared with a threshold.",
      },
      {
        text: "Their weights grow sparse",
        because: "A pooling layer owns no parameters that could be pushed towards zero.",
      },
    ],
    checked: "2026-11-20",
    ...changes,
  };
}

export function conceptInput(changes: Partial<ConceptInput> = {}): ConceptInput {
  return {
    id: "pooling",
    name: "Pooling",
    topic: "cnn",
    tags: ["shape"],
    prerequisites: [],
    sections: ["3.2b"],
    references: [{ title: "Dive into Deep Learning: Pooling", url: "https://d2l.ai/pooling.html" }],
    misconceptions: [
      {
        id: "mixes-channels",
        belief: "Pooling mixes channels.",
        why_wrong: "Each map is pooled for itself.",
      },
    ],
    open: [openInput()],
    choice: [choiceInput()],
    numeric: [],
    ...changes,
  };
}

/** A second valid concept that shares nothing with the first. */
export function otherConceptInput(changes: Partial<ConceptInput> = {}): ConceptInput {
  return conceptInput({
    id: "dropout",
    name: "Dropout",
    topic: "regularization",
    sections: ["2.3"],
    references: [{ title: "Dropout", url: "https://jmlr.org/dropout.html" }],
    misconceptions: [{ id: "kept", belief: "Dropout stays on.", why_wrong: "Evaluation switches it off." }],
    open: [
      openInput({ id: "dropout.o1", prompt: "Why is dropout off at test time, and what makes up for it?" }),
    ],
    choice: [],
    ...changes,
  });
}

export const TOPICS = stringify({
  topics: [
    { id: "cnn", name: "Convolutional networks", about: "Convolution and pooling" },
    { id: "regularization", name: "Regularization", about: "Dropout and its relatives" },
  ],
  sections: [
    { id: "3.2b", name: "Pooling", choice_items: "1" },
    { id: "2.3", name: "Regularization", choice_items: "2" },
  ],
});

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Files by their path in a fresh folder, which is removed in the end; returns the folder. */
export function writeFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "questions-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export const yaml = (value: unknown) => stringify(value);

export function sourceOf(input: ConceptInput, file = `${input.topic}/${input.id}.yaml`): Source<ConceptFile> {
  const read = readSource(file, stringify(input), conceptSchema);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("\n"));
  return read.source;
}

/** A case as the rules see it, from a valid item with some changes. */
export function choiceCaseOf(changes: Partial<ChoiceInput> = {}): ChoiceCase {
  const { data } = sourceOf(conceptInput({ choice: [choiceInput(changes)] }));
  return choiceCase(data.choice[0]!, data, commonWordsOf(data));
}

/** Changes that give an item these four options, the key first. */
export function withOptions(key: string, ...others: readonly [string, string, string]): Partial<ChoiceInput> {
  const { distractors } = choiceInput();
  return { key, distractors: distractors.map((entry, i) => ({ ...entry, text: others[i] ?? "" })) };
}

/** A family that asks for a sum, with wrong values on both sides. */
export function sumFamily(changes: Partial<NumericFamily<{ a: number; b: number }>> = {}) {
  const family: NumericFamily<{ a: number; b: number }> = {
    id: "sum",
    topic: "cnn",
    concept: "pooling",
    difficulty: "easy",
    asks: "A sum",
    draw: (random) => ({ a: random.int(10, 40), b: random.int(2, 9) }),
    stem: ({ a, b }) => `A map of side ${a} gets ${b} more rows. How many rows has it, with $n' = n + k$?`,
    key: ({ a, b }) => a + b,
    wrong: [-2, -1, 1, 2].flatMap((by) => [
      {
        name: `off by ${by}`,
        value: ({ a, b }: { a: number; b: number }) => a + b + by,
        because: ({ a, b }: { a: number; b: number }) =>
          `Counting the border rows gives ${a} + ${b} with ${by < 0 ? `−${-by}` : by} on top, which is off.`,
      },
    ]),
    solution: ({ a, b }) => `The rows add up: $${a} + ${b} = ${a + b}$, since nothing is taken away.`,
    show: (value) => `${value}`,
    ...changes,
  };
  return family;
}
