import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { LETTERS, type Round } from "../../src/engine/words/round.ts";
import { LogBook } from "../platforms/harness.ts";
import { findChromium, look, Window } from "./browser.ts";

const chromium = findChromium();
if (chromium === null) console.log("skipped: there is no Chromium here; CHROMIUM_PATH says where one is");

const PLACE = { team: "web:local", group: "study-group" } as const;
/** Milliseconds between two updates of a message's count of answers. */
const COUNTS = 100;

const message = (page: Page, kind: string): Locator => page.locator(`article[data-kind="${kind}"]`).last();
const option = (card: Locator, letter: string): Locator =>
  card.locator("button.option", { has: card.page().locator(".letter", { hasText: letter }) });

async function type(page: Page, line: string): Promise<void> {
  await page.fill("#line", line);
  await page.press("#line", "Escape");
  await page.press("#line", "Enter");
}

describe.skipIf(chromium === null)("the playground in a browser", () => {
  let window: Window;
  let app: App;
  let log: LogBook;

  const open = (member: string, options = {}) =>
    window.page(`${app.url}/?as=${member}&in=${PLACE.group}`, options);

  async function currentRound(): Promise<Round> {
    const { current } = await app.store.readGroup(PLACE);
    const round = current === null ? null : await app.store.readRound(PLACE.team, current);
    if (round === null) throw new Error("no daily question is open");
    return round;
  }

  beforeAll(async () => {
    window = await Window.open(chromium ?? "");
  });
  afterAll(() => window?.close());
  beforeEach(async () => {
    log = new LogBook();
    app = await startApp(readConfig({ PORT: "0", PLAYGROUND: "on" }), {
      log,
      clockOffset: () => 0,
      countInterval: COUNTS,
    });
  });
  afterEach(async () => {
    await window.closePages();
    await app.stop();
    expect(window.errors.splice(0)).toEqual([]);
    expect(log.errors()).toEqual([]);
  });

  it("gets a newcomer to an answered question in two clicks", async () => {
    const page = await window.page(app.url);
    await page.getByRole("button", { name: "/dlq cnn", exact: false }).first().click();
    await option(message(page, "question"), "B").click();
    await message(page, "verdict").waitFor();
    expect(await message(page, "verdict").textContent()).toContain("Only you can see this");
    expect(await message(page, "question").locator(".meta").textContent()).toContain("Ada used /dlq cnn");
  });

  it("plays a day: three members answer in three ways, the result and the boards follow", async () => {
    const [ada, ben, chidi] = await Promise.all([open("ada"), open("ben"), open("chidi")]);
    expect(await ben.locator("#admin").isVisible()).toBe(false);
    await ada.getByRole("button", { name: "Open today's question now" }).click();
    await Promise.all(
      [ada, ben, chidi].map((page) => message(page, "question").locator(".reactions").waitFor()),
    );
    const { question } = await currentRound();
    const right = LETTERS[question.key];
    const wrong = LETTERS[question.key === 0 ? 1 : 0];

    await option(message(ada, "question"), right).click();
    expect(await message(ada, "sealed").textContent()).toContain(`${right} is in`);
    await ben.getByRole("button", { name: `React with ${wrong}` }).click();
    expect(await message(ben, "sealed").textContent()).toContain(`${wrong} is in`);
    await ben.getByRole("button", { name: `React with ${right}` }).click();
    await ben.getByText(`Changed from ${wrong} to ${right}`).first().waitFor();
    await type(chidi, `answer ${wrong}`);
    expect(await message(chidi, "sealed").textContent()).toContain(`${wrong} is in`);
    await ada.getByText("3 answered", { exact: false }).first().waitFor();
    expect(await ada.locator("article[data-kind=sealed]").count()).toBe(1);
    expect(await message(ada, "question").textContent()).not.toContain("Right:");

    await ada.getByRole("button", { name: "Close it now" }).click();
    for (const page of [ada, ben, chidi]) {
      const result = message(page, "result");
      await result.waitFor();
      expect(await result.locator(".option.key .letter").textContent()).toBe(right);
      expect(await result.locator(".option.key .count").textContent()).toBe("2 · 67 %");
      expect(await result.textContent()).toContain("Right: Ada, Ben");
      await result.locator("[data-kind=summary]").waitFor();
      expect(await result.locator("[data-kind=summary]").textContent()).toContain("2 of 3 had it right");
      expect(await page.locator("article[data-kind=question]").count()).toBe(0);
    }
    await message(ada, "result").locator("summary", { hasText: "Sealed" }).click();
    expect(await message(ada, "result").locator("details").textContent()).toContain("sha256");

    await message(chidi, "result").getByRole("button", { name: "Why was mine" }).click();
    expect(await message(chidi, "verdict").textContent()).toContain(`You chose ${wrong}`);
    await type(chidi, "leaderboard today");
    const rows = message(ben, "board").locator("tbody tr");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(2);
    expect(await rows.nth(1).textContent()).toMatch(/Ben\s*you/);
    expect(await rows.first().textContent()).not.toContain("you");
    await type(ben, "me");
    expect(await message(ben, "profile").textContent()).toContain("1 in a row");
    expect(await ben.locator("article[data-kind=profile]").count()).toBe(1);
    expect(await ada.locator("article[data-kind=profile]").count()).toBe(0);
  });

  it("switches people and channels on one page, and keeps private replies with their owner", async () => {
    const page = await open("ada");
    await type(page, "me");
    await message(page, "profile").waitFor();
    await page.getByText("Ben", { exact: true }).click();
    await page.locator("#welcome").waitFor();
    expect(await page.locator("article").count()).toBe(0);
    expect(await page.locator("#admin").isVisible()).toBe(false);
    expect(page.url()).toContain("as=ben");
    await page.getByRole("button", { name: "interview-prep" }).click();
    await type(page, "topics");
    await message(page, "topics").waitFor();
    await page.getByText("Ada", { exact: true }).click();
    await page.getByRole("button", { name: "study-group" }).click();
    await message(page, "profile").waitFor();
    await page.reload();
    await message(page, "profile").waitFor();
    await page.getByRole("button", { name: "Dismiss this private reply" }).click();
    await page.locator("#welcome").waitFor();
  });

  it("hands over an export as a file, and says what a mistyped word may have meant", async () => {
    const page = await open("ben");
    await type(page, "privacy export");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    expect((await download).suggestedFilename()).toMatch(/\.json$/);
    await type(page, "cnnn");
    expect(await message(page, "notice").textContent()).toContain("Did you mean cnn?");
  });

  it("works by keyboard alone", async () => {
    const page = await open("ada");
    const focus = () => look<string>(page, "focus()");
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press("Tab", "Enter");
    expect(await focus()).toBe("line");
    await page.keyboard.type("cn");
    await page.getByRole("option").first().waitFor();
    await press("ArrowDown", "Enter");
    expect(await page.inputValue("#line")).toBe("cnn");
    await page.keyboard.type(" ha");
    await page.getByRole("option", { name: "hard" }).waitFor();
    await press("Tab");
    expect(await page.inputValue("#line")).toBe("cnn hard");
    await press("Enter");
    await message(page, "question").waitFor();
    expect(await focus()).toBe("line");
    await press("ArrowUp");
    expect(await page.inputValue("#line")).toBe("cnn hard");
    await press("ArrowDown");
    expect(await page.inputValue("#line")).toBe("");

    await press("Shift+Tab");
    expect(await focus()).toBe("Report");
    await press("Enter");
    expect(await focus()).toBe("dialog-text");
    await press("Escape");
    expect(await focus()).toBe("Report");
    await press("Enter");
    await page.keyboard.type("Two options are right.");
    await press("Tab", "Tab", "Enter");
    await page.getByText("Thank", { exact: false }).first().waitFor();
    expect(await page.locator("#dialog").isVisible()).toBe(false);
    expect(await focus()).toBe("Report");

    await press("Shift+Tab");
    expect(await focus()).toBe("D");
    expect(await look(page, "outlined()")).toBe(true);
    await press("Enter");
    await message(page, "verdict").waitFor();
    expect(await focus()).toBe("D");

    await page.locator("input[name=member]:checked").focus();
    await press("ArrowDown");
    await page.waitForURL(/as=ben/);
    expect(await focus()).toBe("ben");
  });

  it("keeps the focus where it is when a message changes under it", async () => {
    const [ada, ben] = await Promise.all([open("ada"), open("ben")]);
    await ada.getByRole("button", { name: "Open today's question now" }).click();
    await message(ben, "question").locator(".reactions").waitFor();
    await option(message(ben, "question"), "C").focus();
    await message(ben, "question")
      .locator("summary")
      .evaluate((one) => one.click());
    await option(message(ada, "question"), "A").click();
    await ben.getByText("1 answered", { exact: false }).first().waitFor();
    expect(await look(ben, "focus()")).toBe("C");
    expect(await message(ben, "question").locator("details").getAttribute("open")).not.toBeNull();
  });

  it.each(["light", "dark"] as const)(
    "fits a phone, with big targets and enough contrast (%s)",
    async (colorScheme) => {
      const viewport = { width: 360, height: 740 };
      const page = await open("ada", { viewport, colorScheme, hasTouch: true, isMobile: true });
      const targets = ".option, .reaction, .channel, .person, .send, .button, .starter, .field input";
      const fits = async () => {
        expect(await look(page, "wide()")).toEqual([]);
        expect(await look(page, "faint()")).toEqual([]);
        expect(await look(page, "texts()")).toBeGreaterThan(10);
        expect(await look(page, `small("${targets}", 40)`)).toEqual([]);
        expect(await look(page, `small("button, summary", 24)`)).toEqual([]);
      };
      await fits();
      await page.getByRole("button", { name: "Open today's question now" }).tap();
      await message(page, "question").locator(".reactions").waitFor();
      await option(message(page, "question"), "A").tap();
      await message(page, "sealed").waitFor();
      await fits();
      await page.getByRole("button", { name: "Close it now" }).tap();
      await message(page, "result").waitFor();
      for (const line of [
        "topics",
        "help",
        "me",
        "leaderboard",
        "daily status",
        "kind:open private",
        "nonsense",
      ]) {
        const before = await page.locator("article").count();
        await type(page, line);
        await page.locator("article").nth(before).waitFor();
      }
      await page.getByRole("button", { name: "Show the answer" }).tap();
      await message(page, "open-answer").waitFor();
      for (const summary of await page.locator("summary").all()) await summary.evaluate((one) => one.click());
      await fits();
      await page.getByRole("button", { name: "Report" }).last().tap();
      await page.locator("#dialog").waitFor();
      await fits();
    },
  );

  it("moves nothing for those who asked for less motion", async () => {
    const page = await open("ada", { reducedMotion: "reduce" });
    await type(page, "cnn");
    await message(page, "question").waitFor();
    expect(await look(page, "moving()")).toBe(0);
  });
});
