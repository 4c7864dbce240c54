import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { audit } from "./axe.ts";
import { atSide, inBrowser, message, openSheet, option, type } from "./playground.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1280, height: 800 } };

/** Types a line and waits for what comes of it. */
async function says(page: Page, line: string): Promise<void> {
  const before = await page.locator("article").count();
  await type(page, line);
  await page.locator("article").nth(before).waitFor();
}

/** What somebody goes through, one after the other. */
const STATES: readonly (readonly [name: string, come: (page: Page) => Promise<unknown>])[] = [
  ["the greeting", (page) => page.locator("#welcome").waitFor()],
  ["channels and people", (page) => openSheet(page, "side")],
  [
    "a line that is completed",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.locator("#line").pressSequentially("cn");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
    },
  ],
  ["a question", (page) => says(page, "cnn")],
  [
    "an answer",
    async (page) => {
      await option(message(page, "question"), "A").click();
      await message(page, "verdict").waitFor();
    },
  ],
  [
    "the question of the day, answered",
    async (page) => {
      await atSide(page, "Open today's question now");
      await message(page, "question").locator(".reactions").waitFor();
      await option(message(page, "question"), "A").click();
      await message(page, "sealed").waitFor();
    },
  ],
  [
    "its result",
    async (page) => {
      await atSide(page, "Close it now");
      await message(page, "result").waitFor();
    },
  ],
  ["how one is doing", (page) => openSheet(page, "corner")],
  [
    "help",
    async (page) => {
      await page.keyboard.press("Escape");
      await says(page, "help");
    },
  ],
  ["topics", (page) => says(page, "topics")],
  ["a board", (page) => says(page, "leaderboard")],
  ["one's own page", (page) => says(page, "me")],
  ["a session", (page) => says(page, "review source:new count:3")],
  ["a set-up", (page) => says(page, "daily setup")],
  ["the state of a schedule", (page) => says(page, "daily status")],
  ["a sheet", (page) => says(page, "sheet cnn")],
  [
    "an open question with its answer",
    async (page) => {
      await says(page, "kind:open private");
      await page.getByRole("button", { name: "Show the answer" }).last().click();
      await message(page, "open-answer").waitFor();
    },
  ],
  ["what was not understood", (page) => says(page, "nonsensee")],
  [
    "everything unfolded",
    async (page) => {
      for (const summary of await page.locator("summary").all()) await summary.evaluate((one) => one.click());
    },
  ],
  [
    "a form",
    async (page) => {
      await page.getByRole("button", { name: "Report" }).last().click();
      await page.locator("#dialog").waitFor();
      await page.fill("#dialog-text", "x".repeat(9_000));
    },
  ],
  [
    "a line sent while offline",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.context().setOffline(true);
      await type(page, "cnn hard");
      await page.locator("#alert").waitFor();
    },
  ],
];

inBrowser("axe", ({ open, window }) => {
  it("sees a picture without words and letters too faint to read, where there are some", async () => {
    const page = await open("ada");
    await page.evaluate(`document.querySelector("#about").style.color = "#ccc8c0"`);
    await page.evaluate(`document.querySelector(".brand img").removeAttribute("alt")`);
    const found = (await audit(page)).join("\n");
    expect(found).toContain("image-alt (critical)");
    expect(found).toContain("color-contrast (serious)");
  });

  it.each([
    ["phone", PHONE],
    ["desk", DESK],
  ])(
    "finds nothing of any weight in any state, light or dark (%s)",
    async (_, options) => {
      const page = await open("ada", options);
      const found: string[] = [];
      for (const [name, come] of STATES) {
        await come(page);
        found.push(...(await audit(page)).map((one) => `${name}: ${one}`));
      }
      expect([...new Set(found)]).toEqual([]);
      // The browser itself writes of each request that failed.
      window().errors.splice(0);
    },
    120_000,
  );
});
