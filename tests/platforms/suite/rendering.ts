import fc from "fast-check";
import { expect } from "vitest";
import type { Reply } from "../../../src/engine/words/reply.ts";
import { REPLIES } from "../replies.ts";
import { squeezed, textsOf } from "../texts-of.ts";
import type { Checks } from "./checks.ts";
import { found } from "./looking.ts";

/** Every kind of reply, with any texts. */
export function rendering({ at, check }: Checks): void {
  for (const [kind, arbitrary] of Object.entries(REPLIES)) {
    check(
      `renders any ${kind} whole, literally and within the limits`,
      async () => {
        let round = 0;
        await fc.assert(
          fc.asyncProperty(arbitrary as fc.Arbitrary<Reply>, async (reply) => {
            at().inbound.answer(reply);
            const before = at().ada.sees().length;
            const mark = `${++round}`;
            await at().ada.run("dlq-answer", null, { choice: "A" });
            const expected = textsOf(reply);
            const read = () =>
              squeezed(
                at()
                  .ada.sees()
                  .slice(before)
                  .map((m) => m.text)
                  .join(""),
              );
            for (const text of expected) await found(() => read().includes(text) || null, `${mark}: ${text}`);
            await found(() => at().ada.sees()[before], "the reply");
            const messages = at().ada.sees().slice(before);
            expect(messages.flatMap((m) => m.pings)).toEqual([]);
            expect(messages.flatMap((m) => m.links).filter((url) => !url.includes("example.org"))).toEqual(
              [],
            );
            expect(at().violations()).toEqual([]);
            expect(at().log.errors()).toEqual([]);
          }),
          { numRuns: 15 },
        );
      },
      60_000,
    );
  }
}
