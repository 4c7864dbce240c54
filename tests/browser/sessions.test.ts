import { expect, it } from "vitest";
import { inBrowser, message, option, type } from "./playground.ts";

inBrowser("a review session in the playground", ({ app, window }) => {
  it.each([
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ])("stays one message from question to verdict to the next, at $width pixels", async (viewport) => {
    const page = await window().page(app().url, { viewport });
    await type(page, "review source:new count:3 topic:cnn");
    for (let number = 1; number <= 3; number++) {
      await page.getByText(`${number} of 3`).waitFor();
      await message(page, "question").getByRole("button", { name: "Leaning" }).click();
      await page.getByText("lean that way").waitFor();
      await option(message(page, "question"), "B").click();
      const verdict = message(page, "verdict");
      await verdict.waitFor();
      expect(await page.locator("article[data-kind=question]").count()).toBe(0);
      await verdict.getByRole("button", { name: number === 3 ? "Finish" : "Next" }).click();
    }
    await message(page, "session-end").waitFor();
    expect(await message(page, "session-end").textContent()).toContain("Session over");
    expect(await page.locator("article[data-kind=verdict]").count()).toBe(0);
  });
});
