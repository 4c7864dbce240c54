import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { type WebHarness, webHarness } from "../platforms/web/harness.ts";
import { findChromium, Window } from "./browser.ts";

export interface Stage {
  window: Window;
  /** The playground without a bot, started anew for each test. */
  web: WebHarness;
}

/**
 * Tests of what stands on the playground's page, in one browser. Every test ends with nothing wrong in any console.
 * Without a Chromium they are skipped.
 */
export function onPage(title: string, tests: (stage: Stage) => void): void {
  const chromium = findChromium();
  describe.skipIf(chromium === null)(title, () => {
    const stage = {} as Stage;
    beforeAll(async () => {
      stage.window = await Window.open(chromium ?? "");
    });
    afterAll(() => stage.window?.close());
    beforeEach(async () => {
      stage.web = await webHarness();
    });
    afterEach(async () => {
      await stage.window.closePages();
      await stage.web.close();
      expect(stage.window.errors.splice(0)).toEqual([]);
    });
    tests(stage);
  });
}
