import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { look } from "./browser.ts";
import { atSide, inBrowser, message, openSheet, option, type } from "./playground.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1280, height: 800 } };

inBrowser("somebody with the playground on a phone", ({ open }) => {
  it("has the messages on nearly the whole page, under a head of less than 60 pixels", async () => {
    const page = await open("ada", PHONE);
    const head = await page.locator(".top").boundingBox();
    const stream = await page.locator("#stream").boundingBox();
    expect(head?.y).toBe(0);
    expect(head?.height).toBeLessThan(60);
    expect(stream?.y).toBeLessThan(60);
    expect(stream?.height).toBeGreaterThan(700);
    expect(await page.locator("#side").isVisible()).toBe(false);
  });

  it("finds channels and people in a sheet, and is back at the messages after choosing", async () => {
    const page = await open("ada", PHONE);
    await page.getByRole("button", { name: "Channels and people" }).tap();
    expect(await look(page, "focus()")).toContain("study-group");
    await page.getByRole("button", { name: "interview-prep" }).tap();
    expect(await page.locator("#side").isVisible()).toBe(false);
    expect(await page.locator("h1").textContent()).toBe("#interview-prep");
    await page.getByRole("button", { name: "Channels and people" }).tap();
    await page.locator("#side").getByText("Ben", { exact: true }).tap();
    await page.waitForURL(/as=ben/);
    expect(await page.locator("#side").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Channels and people" }).tap();
    await page.locator("#side").getByRole("button", { name: "Close" }).tap();
    expect(await page.locator("#side").isVisible()).toBe(false);
    expect(await look(page, "outlined()")).toBe(false);
  });

  it("sees that something is new elsewhere", async () => {
    const [ada, ben] = await Promise.all([open("ada"), open("ben", PHONE)]);
    await ada.getByRole("button", { name: "interview-prep" }).click();
    await type(ada, "cnn");
    await ben.locator("#elsewhere").waitFor();
    await openSheet(ben, "side");
    expect(await ben.locator(".news").textContent()).toContain("1");
    await ben.getByRole("button", { name: "interview-prep" }).tap();
    await message(ben, "question").waitFor();
    expect(await ben.locator("#elsewhere").isVisible()).toBe(false);
  });

  it("reaches streak and board in a sheet", async () => {
    const page = await open("ada", PHONE);
    await atSide(page, "Open today's question now");
    await option(message(page, "question"), "A").tap();
    await message(page, "sealed").waitFor();
    await atSide(page, "Close it now");
    await message(page, "result").waitFor();
    await page.getByRole("button", { name: "How you are doing" }).tap();
    await page.locator("#corner").getByText("in a row", { exact: false }).first().waitFor();
    await page.locator("#corner").getByRole("button", { name: "Leaderboard" }).tap();
    await message(page, "board").waitFor();
    expect(await page.locator("#corner").isVisible()).toBe(false);
  });
});

inBrowser("somebody who reads the playground aloud or by its names", ({ open }) => {
  it.each([
    ["phone", PHONE],
    ["desk", DESK],
  ])(
    "finds one first heading, names that say what is shown, and nothing hidden that lengthens it (%s)",
    async (_, options) => {
      const page = await open("ada", options);
      const holds = async (at: Page) => {
        expect(await look(at, "firsts()")).toHaveLength(1);
        expect(await look(at, "misnamed()")).toEqual([]);
        expect(await look(at, "twice()")).toEqual([]);
        expect(await look(at, "trailing()")).toEqual([]);
        expect(await look(at, "beyond()")).toEqual([0, 0]);
      };
      await holds(page);
      await openSheet(page, "side");
      await holds(page);
      await page.keyboard.press("Escape");
      await atSide(page, "Open today's question now");
      await option(message(page, "question"), "A").click();
      await message(page, "sealed").waitFor();
      await holds(page);
      await atSide(page, "Close it now");
      await message(page, "result").waitFor();
      for (const line of ["cnn", "topics", "help", "me", "leaderboard", "kind:open private", "nonsensee"]) {
        const before = await page.locator("article").count();
        await type(page, line);
        await page.locator("article").nth(before).waitFor();
        await holds(page);
      }
      for (const summary of await page.locator("summary").all()) await summary.evaluate((one) => one.click());
      await openSheet(page, "corner");
      await holds(page);
    },
  );
});
