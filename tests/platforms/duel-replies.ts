import fc from "fast-check";
import { DUEL_STATES } from "../../src/engine/words/duel.ts";
import { DIFFICULTIES } from "../../src/engine/words/item.ts";
import { buttons, id, instant } from "./parts.ts";
import { anyName, anyText } from "./texts.ts";

/** What is said of duels. */

const small = fc.integer({ min: 0, max: 5 });
const mark = fc.constantFrom("right" as const, "wrong" as const, "none" as const);
const marks = fc.oneof(fc.tuple(mark, mark), fc.constant(["struck", "struck"] as const));
const side = fc.record({ member: id, name: anyName, right: small, late: fc.boolean() });

export const DUELS = {
  "duel-invite": fc.record({
    kind: fc.constant("duel-invite"),
    visibility: fc.constant("channel"),
    ...{ by: id, invited: id, about: fc.option(anyText) },
    difficulty: fc.option(fc.constantFrom(...DIFFICULTIES)),
    own: fc.boolean(),
    state: fc.constantFrom(...DUEL_STATES),
    until: instant,
    buttons,
  }),
  "duel-done": fc.record({
    kind: fc.constant("duel-done"),
    visibility: fc.constant("private"),
    answered: small,
    of: small,
    waits: fc.option(fc.record({ member: id, until: instant })),
    buttons,
  }),
  "duel-result": fc.record({
    kind: fc.constant("duel-result"),
    visibility: fc.constantFrom("channel", "private"),
    sides: fc.tuple(side, side),
    winner: fc.constantFrom(0 as const, 1 as const, "drawn" as const, "void" as const),
    rows: fc.array(fc.record({ name: fc.option(anyText), marks }), { minLength: 1, maxLength: 5 }),
    own: fc.boolean(),
    knew: fc.array(id, { maxLength: 2 }),
    buttons,
  }),
} as const;
