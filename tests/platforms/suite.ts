import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PlatformHarness } from "./harness.ts";
import type { Checks } from "./suite/checks.ts";
import { conversation } from "./suite/conversation.ts";
import { posting } from "./suite/posting.ts";
import { rendering } from "./suite/rendering.ts";

/** Titles of tests that a platform cannot pass, each with the reason. */
export type Skips = Readonly<Record<string, string>>;

/**
 * What every platform does alike, whatever it is connected to. Each test has a harness of its own, and
 * ends with the stand-in server having found nothing wrong.
 */
export function platformSuite(name: string, make: () => Promise<PlatformHarness>, skips: Skips = {}): void {
  let harness: PlatformHarness;
  const checks: Checks = {
    at: () => harness,
    check(title, run, timeout = 20_000) {
      const reason = skips[title];
      if (reason === undefined) it(title, run, timeout);
      else it.skip(`${title} (${reason})`, run);
    },
  };

  describe(name, () => {
    beforeEach(async () => {
      harness = await make();
    });
    afterEach(async () => {
      const violations = harness.violations();
      await harness.close();
      expect(violations).toEqual([]);
    });

    conversation(checks);
    posting(checks);
    rendering(checks);
  });
}
