import { expect, it } from "vitest";
import { look } from "./browser.ts";
import { atSide, inBrowser, message, openSheet, option, type } from "./playground.ts";

inBrowser("the playground for everybody", ({ open }) => {
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
    // The question has the focus, so that a letter answers it; the command line is a key away.
    await expect.poll(focus).toBe(await message(page, "question").getAttribute("id"));
    await press("/");
    expect(await focus()).toBe("line");
    expect(await page.inputValue("#line")).toBe("");
    await press("ArrowUp");
    expect(await page.inputValue("#line")).toBe("cnn hard");
    await press("ArrowDown");
    expect(await page.inputValue("#line")).toBe("");

    await press("Shift+Tab");
    expect(await focus()).toBe("Report");
    await press("Enter");
    expect(await focus()).toBe("dialog-text");
    await press("Escape");
    await expect.poll(focus).toBe("Report");
    await press("Enter");
    await page.keyboard.type("Two options are right.");
    await press("Tab", "Tab", "Enter");
    await page.getByText("Thank", { exact: false }).first().waitFor();
    expect(await page.locator("#dialog").isVisible()).toBe(false);
    // What came of it asks what is wrong with the question: the focus goes there, and is one step from the button.
    await expect.poll(focus).toBe(await message(page, "notice").getAttribute("id"));
    await press("Shift+Tab");
    expect(await focus()).toBe("Report");

    await press("Shift+Tab", "Shift+Tab", "Shift+Tab");
    expect(await focus()).toContain("D");
    expect(await look(page, "outlined()")).toBe(true);
    await press("Enter");
    await message(page, "verdict").waitFor();
    await expect.poll(focus).toBe(await message(page, "verdict").getAttribute("id"));

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
    await option(message(ada, "question"), "A").click();
    await ben.getByText("1 answered", { exact: false }).first().waitFor();
    expect(await look(ben, "focus()")).toBe("C");
  });

  it.each(["light", "dark"] as const)(
    "fits a phone, with big targets and enough contrast (%s)",
    async (colorScheme) => {
      const viewport = { width: 360, height: 740 };
      const page = await open("ada", { viewport, colorScheme, hasTouch: true, isMobile: true });
      const targets =
        ".option, .reaction, .channel, .person, .send, .button, .starter, .field input, .to-side, .to-corner, .close";
      const fits = async () => {
        expect(await look(page, "wide()")).toEqual([]);
        expect(await look(page, "faint()")).toEqual([]);
        expect(await look(page, "texts()")).toBeGreaterThan(10);
        expect(await look(page, `small("${targets}", 40)`)).toEqual([]);
        expect(await look(page, `small("button, summary", 24)`)).toEqual([]);
      };
      await fits();
      await openSheet(page, "side");
      await fits();
      await page.getByRole("button", { name: "Open today's question now" }).tap();
      await message(page, "question").locator(".reactions").waitFor();
      await option(message(page, "question"), "A").tap();
      await message(page, "sealed").waitFor();
      await fits();
      await openSheet(page, "corner");
      await fits();
      await page.keyboard.press("Escape");
      await atSide(page, "Close it now");
      await message(page, "result").waitFor();
      for (const line of [
        "topics",
        "help",
        "me",
        "leaderboard",
        "daily status",
        "mistakes",
        "review source:new count:3",
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

  it("says of a text that is too long how long it may be, instead of cutting it", async () => {
    const page = await open("ada");
    await type(page, "cnn");
    await message(page, "question").waitFor();
    await page.getByRole("button", { name: "Report" }).last().click();
    await page.locator("#dialog").waitFor();
    await page.fill("#dialog-text", "x".repeat(9_000));
    expect(await page.locator("#dialog-note").textContent()).toContain("9000 characters");
    expect(await page.locator("#dialog-submit").isDisabled()).toBe(true);
    await page.fill("#dialog-text", "Two options are right.");
    expect(await page.locator("#dialog-submit").isDisabled()).toBe(false);
  });

  it("moves nothing for those who asked for less motion", async () => {
    const page = await open("ada", { reducedMotion: "reduce" });
    await type(page, "cnn");
    await message(page, "question").waitFor();
    expect(await look(page, "moving()")).toBe(0);
  });

  it("is as high as its window however much was said, so that nothing scrolls it away", async () => {
    const page = await open("ada");
    for (let i = 0; i < 3; i++) {
      await type(page, "cnn");
      await page.locator('article[data-kind="question"]').nth(i).waitFor();
    }
    await page.getByRole("button", { name: "Open today's question now" }).click();
    await page.locator('article[data-kind="question"]').nth(3).waitFor();
    await page.getByRole("button", { name: "Close it now" }).click();
    await message(page, "result").waitFor();
    await type(page, "help");
    await message(page, "help").waitFor();
    expect(await look(page, "beyond()")).toEqual([0, 0]);
  });
});
