import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { LogBook } from "../platforms/harness.ts";
import { findChromium, Window } from "./browser.ts";

export const PLACE = { team: "web:local", group: "study-group" } as const;
/** Milliseconds between two updates of a message's count of answers. */
const COUNTS = 100;

/** What a test of the whole bot in a browser works with. */
export interface Playground {
  app(): App;
  window(): Window;
  /** A page of this member in the study group. */
  open(member: string, options?: BrowserContextOptions): Promise<Page>;
}

/** The newest message of a kind. */
export const message = (page: Page, kind: string): Locator =>
  page.locator(`article[data-kind="${kind}"]`).last();

/** The button of an option, by its letter. */
export const option = (card: Locator, letter: string): Locator =>
  card.locator("button.option", { has: card.page().locator(".letter", { hasText: letter }) });

/** Opens what stands beside the stream, where the page shows it as a sheet. */
export async function openSheet(page: Page, name: "side" | "corner"): Promise<void> {
  const button = page.locator(`.to-${name}`);
  if (await button.isVisible()) await button.click();
}

/** Presses a button at the side, wherever the page has room for it. */
export async function atSide(page: Page, name: string): Promise<void> {
  await openSheet(page, "side");
  await page.locator("#side").getByRole("button", { name }).click();
}

/** Types a line after `/dlq` and sends it. */
export async function type(page: Page, line: string): Promise<void> {
  await page.fill("#line", line);
  await page.press("#line", "Escape");
  await page.press("#line", "Enter");
}

/**
 * Tests against the whole bot, started anew for each, in one browser. Every test ends with nothing wrong in
 * any console or in the log. Without a Chromium they are skipped.
 */
export function inBrowser(
  title: string,
  tests: (playground: Playground) => void,
  environment: () => Promise<Record<string, string>> = async () => ({}),
): void {
  const chromium = findChromium();
  const reason = chromium === null ? " (there is no Chromium here; CHROMIUM_PATH says where one is)" : "";
  describe.skipIf(chromium === null)(title + reason, () => {
    let window: Window;
    let app: App;
    let log: LogBook;

    beforeAll(async () => {
      window = await Window.open(chromium ?? "");
    });
    afterAll(() => window?.close());
    beforeEach(async () => {
      log = new LogBook();
      app = await startApp(readConfig({ PORT: "0", PLAYGROUND: "on", ...(await environment()) }), {
        log,
        clockOffset: () => 0,
        end: () => {},
        countInterval: COUNTS,
      });
    });
    afterEach(async () => {
      await window.closePages();
      await app.stop();
      expect(window.errors.splice(0)).toEqual([]);
      expect(log.errors()).toEqual([]);
    });

    tests({
      app: () => app,
      window: () => window,
      open: (member, options = {}) => window.page(`${app.url}/?as=${member}&in=${PLACE.group}`, options),
    });
  });
}
