import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFlow, type Run, runOf } from "../../src/words/flow.ts";

const unit = fc.constantFrom("a", "b ", " ", "\n", "&amp;", "👩‍👧", "_", ".");
const run: fc.Arbitrary<Run> = fc
  .tuple(fc.array(unit, { maxLength: 12 }), fc.constantFrom("", "*", "`"))
  .map(([units, mark]) => runOf(units, mark, mark));

describe.each([true, false])("text in a platform's markup (marks words: %s)", (marksWords) => {
  const flow = createFlow(marksWords);

  const bare = (text: string) => text.replace(/[*`\u200B\s]/g, "");

  it("says the same run by run as in parts", () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 6 }), fc.integer({ min: 12, max: 40 }), (text, limit) => {
        const whole = flow.write(text);
        const isSeen = /[^\s\p{C}]/u.test(whole);
        expect(flow.split(text, 1_000)).toEqual(isSeen ? [whole] : []);
        expect(flow.cut(text, 1_000)).toBe(whole);
        const parts = flow.split(text, limit).join("");
        if (!/^[\s*`\u200B]*$/.test(whole)) expect(bare(parts)).toBe(bare(whole));
      }),
    );
  });

  it("keeps every part and every cut within its limit", () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 6 }), fc.integer({ min: 12, max: 60 }), (text, limit) => {
        for (const part of flow.split(text, limit)) expect(part.length).toBeLessThanOrEqual(limit);
        expect(flow.cut(text, limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
