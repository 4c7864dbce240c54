import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { App } from "../../src/app.ts";
import { decodeSession } from "../../src/engine/uses/session-state.ts";
import { atSide, inBrowser, message, option, PLACE } from "./playground.ts";

const VIEWPORTS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

/** Whom the page is for, where its address names nobody. */
const NEWCOMER = "ada";

/** Nothing is wider than the page. */
const overflow = (page: Page) =>
  page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** Whether the head of the newest page of one's own is to be seen. */
async function isInSight(page: Page): Promise<boolean> {
  const stream = await page.locator("#stream").boundingBox();
  const box = await message(page, "profile").boundingBox();
  if (stream === null || box === null) return false;
  return box.y >= stream.y - 1 && box.y < stream.y + stream.height - 100;
}

/** The concepts that the newcomer has answered wrong, and the one that a session asks about. */
async function standing({ store }: App): Promise<{ wrong: string[]; asked: string | undefined }> {
  const [reviews, session] = await Promise.all([
    store.readReviews(PLACE.team, NEWCOMER),
    store.readSession(PLACE.team, NEWCOMER),
  ]);
  const wrong = [...reviews.concepts].flatMap(([concept, { reviews: all }]) =>
    all.some(({ outcome }) => outcome.kind === "choice" && !outcome.right) ? [concept] : [],
  );
  return { wrong, asked: decodeSession(session)?.state.concept };
}

/**
 * Answers practice questions by what can be pressed under them until two concepts went wrong. One is not enough to have
 * something due on the next day: where the question of the day is about it, too, its review waits for a day after the
 * close.
 */
async function goWrong(page: Page, app: App): Promise<void> {
  for (let tries = 1; ; tries++) {
    await option(message(page, "question"), "ABCD"[tries % 4] as string).click();
    await page
      .locator("article[data-kind=verdict]")
      .nth(tries - 1)
      .waitFor();
    if ((await standing(app)).wrong.length > 1) return;
    const before = await page.locator("article").count();
    await message(page, "verdict").getByRole("button", { name: "Another one" }).click();
    await page.locator("article").nth(before).waitFor();
  }
}

inBrowser("somebody who opens the playground for the first time", ({ app, window }) => {
  it.each(VIEWPORTS)(
    "practises, makes mistakes, reviews one the next day, and sees a streak of 2 and their calendar, at $width pixels",
    async (viewport) => {
      const page = await window().page(app().url, { viewport, timezoneId: "UTC" });
      const nextDay = async (day: number) => {
        await atSide(page, "Next day");
        await page
          .locator("article[data-kind=profile]")
          .nth(day - 1)
          .waitFor();
        await expect.poll(() => isInSight(page)).toBe(true);
      };
      await page.locator("button.starter").first().click();
      await message(page, "question").waitFor();
      await goWrong(page, app());
      const questions = page.locator("article[data-kind=question]");
      const asked = await questions.count();
      await atSide(page, "Open today's question now");
      await questions.nth(asked).waitFor();
      await option(message(page, "question"), "B").click();
      await message(page, "sealed").waitFor();
      const first = await page.locator("#date").textContent();
      await nextDay(1);
      expect(await page.locator("#date").textContent()).not.toBe(first);
      const me = message(page, "profile");
      expect(await me.textContent()).toContain("a question waits for your answer");
      expect(await me.textContent()).toMatch(/Due for review\d concept/);
      // What waits is a press away.
      await option(message(page, "question"), "C").click();
      await page.locator("article[data-kind=sealed]").nth(1).waitFor();
      await me.getByRole("button", { name: "Review", exact: true }).click();
      await page
        .getByText(/^1 of \d+/)
        .first()
        .waitFor();
      // It begins with what went wrong.
      const { wrong, asked: reviewed } = await standing(app());
      expect(wrong).toContain(reviewed);
      await option(message(page, "question"), "A").click();
      await page
        .getByRole("button", { name: /^(Next|Finish)$/ })
        .first()
        .waitFor();
      await nextDay(2);
      const said = (await message(page, "profile").textContent()) ?? "";
      expect(said).toContain("2 in a row");
      expect(said).toContain("Active on 2 days of 90.");
      await message(page, "profile").locator("svg.calendar").scrollIntoViewIfNeeded();
      expect(await message(page, "profile").locator("svg.calendar").isVisible()).toBe(true);
      expect(await overflow(page)).toBe(0);
    },
    90_000,
  );
});
