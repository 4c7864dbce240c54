import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser, message, option, type } from "./playground.ts";

/** All five, each in the place of the one before. */
async function plays(page: Page): Promise<void> {
  for (let number = 1; number <= 5; number++) {
    const question = message(page, "question");
    await question.getByText(`${number} of 5`).waitFor();
    await option(question, "A").click();
  }
  await message(page, "duel-done").waitFor();
}

inBrowser("a duel in the playground", (playground) => {
  it("is challenged by a name, played by both alone, and told side by side", async () => {
    const [ada, ben] = [await playground.open("ada"), await playground.open("ben")];
    await type(ada, "duel @ben cnn");
    await message(ben, "duel-invite").getByRole("button", { name: "Accept" }).click();
    await plays(ben);
    expect(await ada.locator('article[data-kind="duel-result"]').count()).toBe(0);
    await message(ada, "duel-invite").getByRole("button", { name: "My questions" }).click();
    await plays(ada);
    const result = message(ada, "duel-result");
    await result.waitFor();
    await result.getByRole("button", { name: "Question 1" }).click();
    const verdict = message(ada, "verdict");
    await verdict.getByRole("button", { name: "Keep" }).click();
    await message(ada, "kept").getByText("You keep one question").waitFor();
    await message(ada, "kept").getByRole("button", { name: "Take it off the list" }).click();
    await message(ada, "kept").getByText("You keep no questions").waitFor();
    expect(await ben.locator('article[data-kind="verdict"]').count()).toBe(0);
  }, 60_000);
});
