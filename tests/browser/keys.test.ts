import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { look } from "./browser.ts";
import { inBrowser, message, option, type } from "./playground.ts";

inBrowser("somebody who answers by keys", ({ open }) => {
  it("answers the newest question by its letter, and goes on to the next with Tab and Enter", async () => {
    const page = await open("ada");
    await type(page, "cnn");
    await message(page, "question").waitFor();
    const focus = () => look<string>(page, "focus()");
    await expect.poll(focus).toBe(await message(page, "question").getAttribute("id"));
    await page.keyboard.press("c");
    await message(page, "verdict").waitFor();
    expect(await message(page, "question").locator(".own .letter").textContent()).toBe("C");
    await expect.poll(focus).toBe(await message(page, "verdict").getAttribute("id"));
    for (let i = 0; i < 8 && (await focus()) !== "Another one"; i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("article[data-kind=question]").nth(1).waitFor();
    await expect.poll(focus).toBe(await message(page, "question").getAttribute("id"));
    await page.keyboard.press("B");
    // What was chosen is named where it was wrong, and else as the right answer.
    await page
      .getByText(/You chose B|Correct answer: B/)
      .first()
      .waitFor();
  });

  it("types letters where one is writing, and answers nothing by them", async () => {
    const page = await open("ada");
    await type(page, "cnn");
    await message(page, "question").waitFor();
    await page.getByRole("button", { name: "Report" }).click();
    await page.keyboard.type("abcd/");
    expect(await page.inputValue("#dialog-text")).toBe("abcd/");
    await page.keyboard.press("Escape");
    // The focus comes back from the dialog a moment after it closes.
    await expect.poll(() => look<string>(page, "focus()")).toBe("Report");
    await page.keyboard.press("/");
    await page.locator("#line:focus").waitFor();
    await page.keyboard.type("bad");
    expect(await page.inputValue("#line")).toBe("bad");
    await page.locator("input[name=member]:checked").focus();
    await page.keyboard.press("a");
    await page.locator("#messages").click({ position: { x: 1, y: 1 } });
    await page.keyboard.press("Control+b");
    expect(await page.locator("article").count()).toBe(1);
    expect(await page.locator(".own").count()).toBe(0);
  });

  it("shows a question that is out of sight before a letter answers it", async () => {
    const page = await open("ada");
    await type(page, "cnn");
    await message(page, "question").waitFor();
    for (const line of ["me", "help", "topics"]) {
      const before = await page.locator("article").count();
      await type(page, line);
      await page.locator("article").nth(before).waitFor();
    }
    const stream = page.locator("#stream");
    await stream.evaluate((one) => one.scrollTo({ top: one.scrollHeight, behavior: "instant" }));
    await stream.focus();
    await page.keyboard.press("d");
    expect(await look(page, "focus()")).toBe("D");
    expect(await page.locator(".own").count()).toBe(0);
    await page.keyboard.press("d");
    await message(page, "verdict").waitFor();
  });

  it("goes through the set-up by Enter, and a second Enter hides nothing of it", async () => {
    const page = await open("ada");
    await type(page, "daily setup");
    const step = page.locator("article").last();
    for (const shown of ["Step 2 of 3", "Step 3 of 3", "This is how it will be"]) {
      await step.getByRole("button", { name: "Next", exact: true }).focus();
      await page.keyboard.press("Enter");
      await step.getByText(shown).waitFor();
      expect(await look<string>(page, "focus()")).not.toMatch(/hide/i);
    }
    await step.getByRole("button", { name: "Done" }).focus();
    await page.keyboard.press("Enter");
    await step.getByText("is set.").waitFor();
    await page.keyboard.press("Enter");
    expect(await step.getByText("is set.").isVisible()).toBe(true);
  });

  it("leaves the focus and what is folded out when the page changes its language", async () => {
    const page = await open("ada");
    await type(page, "kind:open private");
    await message(page, "open-question").getByRole("button", { name: "Show the answer" }).click();
    await page.getByRole("button", { name: "Open today's question now" }).click();
    await page.getByRole("button", { name: "Close it now" }).click();
    await message(page, "result").waitFor();
    const box = message(page, "open-answer").getByRole("checkbox").nth(1);
    await box.waitFor();
    for (const line of ["topics", "cnn"]) await type(page, line);
    await message(page, "question").waitFor();
    const focus = () => look<string>(page, "focus()");
    const language = () => page.evaluate<string>("document.documentElement.lang");
    const speak = async (name: string, at: () => Promise<void>) => {
      await type(page, `language ${name}`);
      await at();
      await expect.poll(language).toBe(name);
    };
    await speak("de", () => message(page, "question").locator("button.option").nth(2).focus());
    expect(await focus()).toBe("C");
    const question = await message(page, "question").getAttribute("id");
    await speak("en", () => message(page, "question").focus());
    expect(await focus()).toBe(question);
    await speak("de", () => box.focus());
    const isActive = (at: Locator) => at.evaluate((one) => one === one.ownerDocument.activeElement);
    expect(await isActive(box)).toBe(true);
    const summary = message(page, "result").locator("summary").last();
    await speak("en", () => summary.click());
    expect(await isActive(summary)).toBe(true);
    expect(await message(page, "result").locator("details").last().getAttribute("open")).not.toBeNull();
  });

  it("leaves the focus on a starter while something happens elsewhere, and on what came of it", async () => {
    const [ada, ben] = await Promise.all([open("ada"), open("ben")]);
    const focus = () => look<string>(ada, "focus()");
    const starter = ada.getByRole("button", { name: "/dlq topics" });
    await starter.focus();
    await ben.getByRole("button", { name: "interview-prep" }).click();
    await type(ben, "cnn");
    await ada.locator(".news").waitFor();
    expect(await starter.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    await ada.keyboard.press("Enter");
    await message(ada, "topics").waitFor();
    await expect.poll(focus).toBe(await message(ada, "topics").getAttribute("id"));
  });

  it("gives the focus to the message beside one that is taken away", async () => {
    const [page, other] = await Promise.all([open("ada"), open("ada")]);
    await page.getByRole("button", { name: "Open today's question now" }).click();
    await option(message(page, "question"), "A").click();
    await message(other, "sealed").getByRole("button").last().focus();
    await option(message(page, "question"), "B").click();
    await message(other, "sealed").getByText("Changed from A to B").waitFor();
    const beside = await other.locator("article").nth(-2).getAttribute("id");
    expect(await look<string>(other, "focus()")).toBe(beside);
  });

  it("leaves the focus with whoever has begun the next line", async () => {
    const page = await open("ada");
    await page.locator("#line").pressSequentially("cnn");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.locator("#line").fill("hard");
    await message(page, "question").waitFor();
    expect(await look(page, "focus()")).toBe("line");
    expect(await page.inputValue("#line")).toBe("hard");
  });

  it("switches the keys of one letter off, and finds them off with the next visit, until they are on again", async () => {
    const page = await open("ada");
    const keys = page.getByRole("checkbox", { name: "The keys A to F" });
    const hint = page.locator("#hint");
    expect(await hint.textContent()).toContain("answer the newest question");
    await keys.uncheck();
    expect(await hint.isVisible()).toBe(true);
    expect(await page.locator("#single-hint").isVisible()).toBe(false);
    await page.reload();
    await page.locator("#channels button").first().waitFor();
    expect(await keys.isChecked()).toBe(false);
    await type(page, "cnn");
    await message(page, "question").waitFor();
    await expect
      .poll(() => look<string>(page, "focus()"))
      .toBe(await message(page, "question").getAttribute("id"));
    for (const key of ["b", "/", "B"]) await page.keyboard.press(key);
    expect(await look<string>(page, "focus()")).not.toBe("line");
    expect(await page.locator(".own").count()).toBe(0);
    await keys.check();
    await message(page, "question").focus();
    await page.keyboard.press("b");
    await message(page, "verdict").waitFor();
    expect(await message(page, "question").locator(".own .letter").textContent()).toBe("B");
  });
});
