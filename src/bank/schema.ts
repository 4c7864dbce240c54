import { z } from "zod";
import type { Formula } from "../engine/words/formula.ts";
import { AUDIENCES, DIFFICULTIES, ROLES } from "../engine/words/item.ts";
import { diagramSchema } from "./diagram.ts";
import { formulasOf, showText } from "./tex.ts";

/**
 * The format of `questions/<topic>/<concept>.yaml`. Files are read with every scalar a string
 * (`0.10` stays `0.10`), so numbers are parsed here. All objects are strict: an unknown field is a mistake.
 * What comes out is what is shown: formulas are Unicode by then.
 */

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");
const text = z.string().trim().min(1, "must not be empty");
/** Text with `code`, code blocks and `$formulas$`. */
const markup = text.transform((written, context) => {
  const shown = showText(written);
  if (shown.ok) return shown.text;
  context.addIssue({ code: "custom", message: shown.problem });
  return z.NEVER;
});
const wholeNumber = z
  .string()
  .regex(/^[1-9]\d*$/, "must be a positive whole number")
  .transform(Number);
const date = z.iso.date("must be a date such as 2026-11-20");
const section = z.string().regex(/^\d\.\d[a-z]?$/, "must be a section such as 3.2a");

const reference = z.strictObject({ title: text, url: z.httpUrl("must be a full https:// address") });

const misconception = z.strictObject({
  id,
  /** What is wrongly believed, as somebody who believes it would say it. */
  belief: markup,
  why_wrong: markup,
});

/** How a question is asked; "diagnosis" starts from a symptom, "decision" from a choice under constraints. */
const OPEN_STYLES = [
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

const modelAnswer = z.strictObject({ answer: markup, lifts: markup });

const openSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\.o\d+$/, "must be <concept>.o<number>"),
  prompt: markup,
  diagram: diagramSchema.optional(),
  also_asked: z.array(markup).default([]),
  style: z.enum(OPEN_STYLES),
  difficulty: z.enum(DIFFICULTIES),
  frequency: z.enum(["common", "regular", "occasional"]),
  audiences: z.array(z.enum(AUDIENCES)).min(1),
  roles: z.array(z.enum(ROLES)).min(1),
  companies: z.array(text).default([]),
  short_answer: markup,
  worked_answer: markup,
  trap: z.strictObject({ mistake: markup, why: markup }),
  follow_ups: z.array(z.strictObject({ question: markup, answer: markup })).min(2),
  model_answers: z.strictObject({ basic: modelAnswer, solid: modelAnswer, strong: modelAnswer }),
  key_points: z
    .array(
      z.strictObject({
        point: markup,
        weight: wholeNumber,
        /** Other words for it, by which a written answer is known to make it; all words of one are enough. */
        terms: z.array(markup).optional(),
      }),
    )
    .min(3),
  interviewer: z.strictObject({
    when: markup,
    why: markup,
    how: markup,
    look_for: z.array(markup).min(2),
    red_flags: z.array(markup).min(2),
  }),
  checked: date,
});

/** What an item makes the learner work on. At least a fifth of the bank is something other than "concept". */
export const CHOICE_STYLES = ["concept", "code", "shape", "number", "curve", "design"] as const;

const choiceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\.c\d+$/, "must be <concept>.c<number>"),
  version: wholeNumber,
  section,
  difficulty: z.enum(DIFFICULTIES),
  style: z.enum(CHOICE_STYLES),
  stem: markup,
  diagram: diagramSchema.optional(),
  key: markup,
  rationale: markup,
  distractors: z
    .array(z.strictObject({ text: markup, because: markup, misconception: id.optional() }))
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
  /** Ids of choice items that were replaced: what people answered is stored under them, so none is given again. */
  retired: z.array(z.string().regex(/^[a-z0-9-]+\.c\d+$/, "must be <concept>.c<number>")).default([]),
});

/** As it is read, with the formulas of all its texts that are worth to be set: TeX is not kept otherwise. */
export const conceptFileSchema = z.unknown().transform((written, context): ConceptFile => {
  const parsed = conceptSchema.safeParse(written);
  if (parsed.success) return { ...parsed.data, formulas: formulasOf(written) };
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]));
  return z.NEVER;
});

export const topicsSchema = z.strictObject({
  topics: z.array(z.strictObject({ id, name: text, about: text })).min(1),
  /** Without sections nothing is asked of their coverage, and concepts may name any. */
  sections: z.array(z.strictObject({ id: section, name: text, choice_items: wholeNumber })).default([]),
});

export const aliasesSchema = z.strictObject({
  aliases: z.array(
    z.strictObject({
      /** What people call it; the first is shown where it stands for several concepts. */
      names: z.array(text.max(60, "must not be longer than 60 characters")).min(1),
      topics: z.array(id).default([]),
      concepts: z.array(id).default([]),
    }),
  ),
});

export type AliasEntry = z.infer<typeof aliasesSchema>["aliases"][number];
export type AliasesFile = z.infer<typeof aliasesSchema>;
export type ConceptFile = z.infer<typeof conceptSchema> & { formulas?: readonly Formula[] };
export type ChoiceEntry = z.infer<typeof choiceSchema>;
export type OpenEntry = z.infer<typeof openSchema>;
export type TopicsFile = z.infer<typeof topicsSchema>;
