import fc from "fast-check";
import { buttons, count, lines } from "./parts.ts";
import { anyMarkup, anyText } from "./texts.ts";

/** Replies on questions of one's own. */
export const PACKS = {
  "pack-read": fc.record({
    kind: fc.constant("pack-read" as const),
    visibility: fc.constant("private" as const),
    tone: fc.constantFrom("done" as const, "refusal" as const),
    lines,
    problems: fc.array(
      fc.record({
        line: count,
        severity: fc.constant("error" as const),
        code: fc.constantFrom(
          "html" as const,
          "entity" as const,
          "reference" as const,
          "given-away" as const,
        ),
        values: fc.record({ text: anyText }),
      }),
      { maxLength: 30 },
    ),
    buttons,
  }),
  "pack-check": fc.record({
    kind: fc.constant("pack-check" as const),
    visibility: fc.constant("private" as const),
    name: anyText,
    lines,
    questions: fc.array(
      fc.record({
        number: count,
        stem: anyMarkup,
        options: fc.array(fc.record({ text: anyMarkup, because: anyMarkup, isKey: fc.boolean() }), {
          minLength: 2,
          maxLength: 6,
        }),
        retired: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    buttons,
  }),
  "pack-file": fc.record({
    kind: fc.constant("pack-file" as const),
    visibility: fc.constant("private" as const),
    filename: fc.constant("dlq-pack.csv"),
    text: anyText,
    lines,
  }),
};
