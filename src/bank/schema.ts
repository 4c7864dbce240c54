import { z } from "zod";
import { AUDIENCES, DIFFICULTIES, ROLES } from "../engine/words/item.ts";

/**
 * The format of `questions/<topic>/<concept>.yaml`. Files are read with every scalar a string
 * (`0.10` stays `0.10`), so numbers are parsed here. All objects are strict: an unknown field is a mistake.
 */

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");
const text = z.string().trim().min(1, "must not be empty");
const wholeNumber = z.string().regex(/^[1-9]\d*$/, "must be a positive whole number").transform(Number);
const date = z.iso.date("must be a date such as 2026-11-20");
const section = z.string().regex(/^\d\.\d[a-z]?$/, "must be a section such as 3.2a");

const reference = z.strictObject({ title: text, url: z.httpUrl("must be a full https:// address") });

const misconception = z.strictObject({
  id,
  /** What is wrongly believed, as somebody who believes it would say it. */
  belief: text,
  why_wrong: text,
});

/** How a question is asked; "diagnosis" starts from a symptom, "decision" from a choice under constraints. */
export const OPEN_STYLES = [
  "definition",
  "conceptual",
  "compare",
  "decision",
  "tradeoff",
  "diagnosis",
  "scenario",
  "walkthrough",
  "numeric",
  "coding",
  "trick",
  "opinion",
] as const;

const modelAnswer = z.strictObject({ answer: text, lifts: text });

export const openSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\.o\d+$/, "must be <concept>.o<number>"),
  prompt: text,
  also_asked: z.array(text).default([]),
  style: z.enum(OPEN_STYLES),
  difficulty: z.enum(DIFFICULTIES),
  frequency: z.enum(["common", "regular", "occasional"]),
  audiences: z.array(z.enum(AUDIENCES)).min(1),
  roles: z.array(z.enum(ROLES)).min(1),
  companies: z.array(text).default([]),
  short_answer: text,
  worked_answer: text,
  trap: z.strictObject({ mistake: text, why: text }),
  follow_ups: z.array(z.strictObject({ question: text, answer: text })).min(2),
  model_answers: z.strictObject({ basic: modelAnswer, solid: modelAnswer, strong: modelAnswer }),
  key_points: z.array(z.strictObject({ point: text, weight: wholeNumber })).min(3),
  interviewer: z.strictObject({
    when: text,
    why: text,
    how: text,
    look_for: z.array(text).min(2),
    red_flags: z.array(text).min(2),
  }),
  checked: date,
});

/** What an item makes the learner work on. At least a fifth of the bank is something other than "concept". */
export const CHOICE_STYLES = ["concept", "code", "shape", "number", "curve", "design"] as const;

export const choiceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\.c\d+$/, "must be <concept>.c<number>"),
  version: wholeNumber,
  section,
  difficulty: z.enum(DIFFICULTIES),
  style: z.enum(CHOICE_STYLES),
  stem: text,
  key: text,
  rationale: text,
  distractors: z
    .array(z.strictObject({ text, because: text, misconception: id.optional() }))
    .length(3, "must be three distractors"),
  checked: date,
});

export const conceptSchema = z.strictObject({
  id,
  name: text,
  topic: id,
  tags: z.array(id).default([]),
  prerequisites: z.array(id).default([]),
  sections: z.array(section).min(1),
  references: z.array(reference).min(1),
  misconceptions: z.array(misconception).min(1),
  open: z.array(openSchema).min(1),
  choice: z.array(choiceSchema).default([]),
  /** Ids of numeric families; their code lives in `src/bank/families`. */
  numeric: z.array(id).default([]),
});

export const topicsSchema = z.strictObject({
  topics: z.array(z.strictObject({ id, name: text, about: text })).min(1),
  sections: z.array(z.strictObject({ id: section, name: text, choice_items: wholeNumber })).min(1),
});

export type ConceptFile = z.infer<typeof conceptSchema>;
export type ChoiceEntry = z.infer<typeof choiceSchema>;
export type OpenEntry = z.infer<typeof openSchema>;
export type TopicsFile = z.infer<typeof topicsSchema>;
