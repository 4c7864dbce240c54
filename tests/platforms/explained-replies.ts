import fc from "fast-check";
import { buttons, instant } from "./parts.ts";
import { anyName, anyText } from "./texts.ts";

/** What members explain to each other. */

export const EXPLAINED = {
  explanation: fc.record({
    kind: fc.constant("explanation"),
    visibility: fc.constant("channel"),
    ...{ about: anyText, text: anyText },
    state: fc.constantFrom("voting", "over", "reported", "removed"),
    ends: instant,
    name: fc.option(anyName),
    votes: fc.nat(50),
    best: fc.boolean(),
    buttons,
  }),
} as const;

/** How a group says it, where it does. */
export const said = fc.option(fc.record({ name: fc.option(anyName), text: anyText }), { nil: undefined });
