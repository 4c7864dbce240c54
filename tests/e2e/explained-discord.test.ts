import { describe, expect, it } from "vitest";
import { until } from "./bot.ts";
import { ada, ben, channel, discord, HOUR, openDaily, start, time, useDiscord } from "./on-discord.ts";

describe("an explanation on Discord", () => {
  useDiscord();

  it("comes into the thread without a name and calls nobody, is voted best, and is named", async () => {
    const bot = await start();
    const question = await openDaily();
    ada.press(channel, question, "A");
    await until("an answer that is sealed", () => ada.sees(channel).find((m) => m.private));
    time.moveTo(time.now() + 24 * HOUR + 60_000);
    await bot.work();
    await until("the result", () =>
      ada.sees(channel).find((m) => m.id === question && m.buttons.includes("Explain it")),
    );
    ada.press(channel, question, "Explain it");
    await until("the form", () => ada.form());
    ada.submit("@everyone each layer sees a little more than the one before.");
    const posted = await until("the explanation", () =>
      ben.sees(question).find((m) => m.text.includes("each layer sees") && m.buttons.includes("Report")),
    );
    expect(posted.text).not.toContain("Ada");
    expect(posted.pings).toEqual([]);
    ben.press(question, posted.id, "Vote for this one");
    await until("a vote", () => ben.sees(question).find((m) => m.text.includes("Your vote counts")));
    time.moveTo(time.now() + 24 * HOUR);
    await bot.work();
    await until("a name", () =>
      ben.sees(question).find((m) => m.id === posted.id && m.text.includes("By Ada")),
    );
    expect(discord.violations).toEqual([]);
  }, 40_000);
});
