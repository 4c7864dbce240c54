import fc from "fast-check";
import { ROLES } from "../../src/engine/words/item.ts";
import type { Action } from "../../src/engine/words/press.ts";
import { SENIORITIES } from "../../src/engine/words/sheet.ts";
import { buttons, count, difficulty, id, instant } from "./parts.ts";
import { anyMarkup, anyText } from "./texts.ts";

/** What is said of mock interviews of two. */

const visibility = fc.constantFrom("private", "channel");
const privately = fc.constant("private");
const share = fc.double({ min: 0, max: 1, noNaN: true });
const minutes = fc.integer({ min: 5, max: 180 });
const small = fc.integer({ min: 1, max: 9 });
const wanted = fc.record({
  level: fc.constantFrom(...SENIORITIES),
  role: fc.constantFrom(...ROLES),
  minutes,
});
const called = fc.record({ id, name: anyText });
const choice = (act: "tick" | "ask", i: number): Action => ({
  ...{ verb: "pair", pair: "1.2", run: "abcd" },
  ...{ act, at: [0, 0, i] },
});

const sheet = fc
  .record({
    points: fc.array(fc.record({ point: anyMarkup, weight: fc.nat(3), ticked: fc.boolean() }), {
      maxLength: 6,
    }),
    flags: fc.array(fc.record({ flag: anyMarkup, ticked: fc.boolean() }), { maxLength: 5 }),
    followUps: fc.array(fc.record({ question: anyMarkup, answer: fc.option(anyMarkup) }), { maxLength: 4 }),
  })
  .map((given) => ({
    ...given,
    choices: {
      points: given.points.map((_, i) => choice("tick", i)),
      flags: given.flags.map((_, i) => choice("tick", 50 + i)),
      followUps: given.followUps.flatMap(({ answer }, place) =>
        answer === null ? [{ place, action: choice("ask", place) }] : [],
      ),
    },
  }));

const scored = fc.record({
  item: id,
  ...{ concept: called, topic: called, difficulty },
  how: fc.constant("aloud"),
  covered: share,
  strength: fc.constant(null),
  ...{ minutes: count, spent: count, flags: fc.constant([]) },
});

export const PAIRS = {
  "pair-invite": fc.record({
    kind: fc.constant("pair-invite"),
    visibility: fc.constant("channel"),
    ...{ by: id, invited: id, observer: fc.option(id), wanted, drawn: fc.boolean() },
    state: fc.constantFrom("invited", "running", "over", "declined", "cancelled", "expired"),
    until: instant,
    buttons,
  }),
  "pair-prompt": fc.record({
    kind: fc.constant("pair-prompt"),
    visibility,
    ...{ interviewer: id, candidate: id, number: small, of: small, followUp: fc.boolean() },
    prompt: anyMarkup,
    minutes,
    difficulty,
    first: fc.option(
      fc.record({
        voice: fc.option(id),
        observer: fc.option(id),
        missing: fc.option(fc.array(anyText, { maxLength: 3 })),
      }),
    ),
    buttons,
  }),
  "pair-sheet": sheet.chain((given) =>
    fc.record({
      kind: fc.constant("pair-sheet"),
      visibility: privately,
      ...{
        number: small,
        of: small,
        concept: anyText,
        difficulty,
        prompt: anyMarkup,
        minutes,
        how: anyMarkup,
      },
      points: fc.constant(given.points),
      flags: fc.constant(given.flags),
      followUps: fc.constant(given.followUps),
      choices: fc.constant(given.choices),
      buttons,
    }),
  ),
  "pair-end": fc.record({
    kind: fc.constant("pair-end"),
    visibility,
    ...{ interviewer: id, candidate: id, asked: count, buttons },
  }),
  "pair-score": fc.record({
    kind: fc.constant("pair-score"),
    visibility: privately,
    reader: fc.constantFrom("candidate", "interviewer"),
    candidate: id,
    score: fc.record({
      wanted,
      covered: share,
      questions: fc.array(scored, { maxLength: 4 }),
      topics: fc.constant([]),
      computed: fc.constant({ right: 0, asked: 0 }),
      calibration: fc.constant({ over: 0, under: 0, fitting: 0 }),
      study: fc.array(called, { maxLength: 3 }),
    }),
    questions: fc.array(
      fc.record({
        missed: fc.array(anyMarkup, { maxLength: 4 }),
        flags: fc.array(anyMarkup, { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
    ...{ from: difficulty, to: difficulty, models: fc.constant([]), buttons },
  }),
  "weekly-mock": fc.record({
    kind: fc.constant("weekly-mock"),
    visibility: fc.constant("channel"),
    ...{ at: instant, signed: fc.array(id, { maxLength: 30 }), drawn: fc.boolean() },
    pairs: fc.array(fc.record({ one: id, other: id, observer: fc.option(id) }), { maxLength: 15 }),
    buttons,
  }),
} as const;
