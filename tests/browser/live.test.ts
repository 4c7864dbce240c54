import { expect, it } from "vitest";
import { inBrowser, message, option, type } from "./playground.ts";

inBrowser("a live round with one's own tabs", ({ open }) => {
  it("goes from the lobby through a question to the podium", async () => {
    const [ada, ben] = await Promise.all([open("ada"), open("ben")]);
    await type(ada, "live rnn rounds:3 seconds:60");
    for (const page of [ada, ben])
      await message(page, "live-lobby").getByRole("button", { name: "Join" }).click();
    await message(ada, "live-lobby").getByText("2 have joined").waitFor();
    await message(ada, "live-lobby").getByRole("button", { name: "Start" }).click();
    // Not both are right: what everybody had right is no hard moment.
    for (const [page, letter] of [
      [ada, "A"],
      [ben, "B"],
    ] as const) {
      await message(page, "question").getByText("question 1 of 3").waitFor();
      await option(message(page, "question"), letter).click();
      await message(page, "sealed").getByText("locked in").waitFor();
    }
    for (const page of [ada, ben]) {
      await message(page, "result").getByText("result 1 of 3").waitFor();
      expect(await message(page, "result").textContent()).toContain("2 answered");
    }
    await type(ada, "live");
    await ada.getByRole("button", { name: "End the round" }).last().click();
    await message(ben, "live-podium").getByText("The hardest moments").waitFor();
  });
});
