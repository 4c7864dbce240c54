import { expect, it } from "vitest";
import { LETTERS, type Round } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { inBrowser, message, option, PLACE, type } from "./playground.ts";

inBrowser("a day in the playground", ({ app, window, open }) => {
  async function currentRound(): Promise<Round> {
    const { store } = app();
    const { current } = await store.readGroup(PLACE);
    const round = current === null ? null : await store.readRound(PLACE.team, current);
    if (round === null) throw new Error("no daily question is open");
    return round;
  }

  it("calls tomorrow the next day alone, however many hours away", async () => {
    const page = await window().page(app().url);
    const shown = (at: string) =>
      page.evaluate(`import("/playground/times.js").then(({ setClock, timeNode }) => {
        setClock(Date.parse("2026-11-28T22:41:00Z"));
        return timeNode(Date.parse("${at}"), "relative").textContent;
      })`);
    // It is a Saturday in Berlin, shortly before midnight.
    expect(await shown("2026-11-30T08:00:00Z")).toBe("in 2 days");
    expect(await shown("2026-11-29T22:45:00Z")).toBe("tomorrow");
    expect(await shown("2026-11-29T08:00:00Z")).toBe("in 9 hours");
    expect(await shown("2026-11-27T11:00:00Z")).toBe("yesterday");
    expect(await shown("2026-11-26T22:50:00Z")).toBe("2 days ago");
  });

  it("gets a newcomer to an answered question in two clicks", async () => {
    const page = await window().page(app().url);
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
    const right = LETTERS[dealt({ question }).key];
    const wrong = LETTERS[dealt({ question }).key === 0 ? 1 : 0];

    await option(message(ada, "question"), right).click();
    expect(await message(ada, "sealed").textContent()).toContain(`Your answer is ${right}`);
    await ben.getByRole("button", { name: `React with ${wrong}` }).click();
    expect(await message(ben, "sealed").textContent()).toContain(`Your answer is ${wrong}`);
    await ben.getByRole("button", { name: `React with ${right}` }).click();
    await ben.getByText(`Changed from ${wrong} to ${right}`).first().waitFor();
    await type(chidi, `answer ${wrong}`);
    expect(await message(chidi, "sealed").textContent()).toContain(`Your answer is ${wrong}`);
    await ada.getByText("3 answered", { exact: false }).first().waitFor();
    expect(await ada.locator("article[data-kind=sealed]").count()).toBe(1);
    expect(await message(ada, "question").textContent()).not.toContain("Right:");

    await ada.getByRole("button", { name: "Close it now" }).click();
    for (const page of [ada, ben, chidi]) {
      const result = message(page, "result");
      await result.waitFor();
      expect(await result.locator(".option.key .letter").textContent()).toBe(right);
      expect(await result.locator(".option.key .count").textContent()).toBe("2 · 67%");
      // A tick beside a wrong answer would praise it.
      expect(await result.locator(".option.own .own-mark.wrong").count()).toBe(page === chidi ? 1 : 0);
      expect(await result.locator(".option.own.key .own-mark").count()).toBe(page === chidi ? 0 : 1);
      expect(await result.textContent()).toContain("Right: Ada, Ben");
      await result.locator("[data-kind=summary]").waitFor();
      expect(await result.locator("[data-kind=summary]").textContent()).toContain("2 of 3 had it right");
      expect(await page.locator("article[data-kind=question]").count()).toBe(0);
    }
    await message(ada, "result").locator("summary", { hasText: "How is it locked in" }).click();
    expect(await message(ada, "result").locator("details").textContent()).toContain("sha256");

    await message(chidi, "result").getByRole("button", { name: "My answer" }).click();
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
    expect(await message(page, "notice").textContent()).toContain("Perhaps one of these.");
    await message(page, "notice").getByRole("button", { name: "Convolutional networks" }).click();
    await message(page, "question").waitFor();
  });

  it("counts what one ticks of an answer in one's own words, and opens the rest step by step", async () => {
    const page = await open("ben");
    await type(page, "kind:open private");
    await message(page, "open-question").getByRole("button", { name: "Show the answer" }).click();
    const answer = message(page, "open-answer");
    await answer.locator(".checklist").waitFor();
    for (const box of await answer.getByRole("checkbox").all()) await box.check();
    await answer.getByRole("button", { name: "Count what I said" }).click();
    const steps = message(page, "open-coverage").locator(".buttons");
    await steps.waitFor();
    expect(await message(page, "open-coverage").textContent()).toContain("100% of what counts");
    for (const label of ["Worked answer", "Basic", "Solid", "A follow-up"]) {
      const parts = page.locator("article[data-kind=open-part]");
      const before = await parts.count();
      await steps.getByRole("button", { name: label, exact: true }).click();
      await parts.nth(before).waitFor();
    }
    await message(page, "open-part").getByRole("button", { name: "Show the answer" }).click();
    await page.locator("article[data-kind=open-part]").nth(4).waitFor();
  });

  it("changes its language with that of the member, and leaves the others' as it is", async () => {
    const [ada, ben] = await Promise.all([open("ada"), open("ben")]);
    const language = (page: typeof ada) => page.evaluate<string>("document.documentElement.lang");
    await type(ben, "language de");
    await message(ben, "notice").waitFor();
    expect(await message(ben, "notice").textContent()).toContain("Deutsch");
    await expect.poll(() => language(ben)).toBe("de");
    expect(await language(ada)).toBe("en");
    await ben.reload();
    await expect.poll(() => language(ben)).toBe("de");
  });
});
