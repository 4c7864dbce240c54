import { describe, expect, it } from "vitest";
import { missPooling, passing, until } from "./bot.ts";
import {
  ada,
  admin,
  ben,
  channel,
  chidi,
  discord,
  HOUR,
  openDaily,
  start,
  time,
  useDiscord,
} from "./on-discord.ts";

describe("an explanation on Discord", () => {
  useDiscord();

  it("comes into the thread without a name and calls nobody, is voted best, is named, and is told in the recap", async () => {
    const bot = await start();
    const question = await openDaily();
    for (const [member, letter] of [
      [ada, "A"],
      [ben, "B"],
      [chidi, "C"],
      [admin, "D"],
    ] as const) {
      member.press(channel, question, letter);
      await until("an answer that is sealed", () =>
        member.sees(channel).findLast((m) => m.private && m.text.includes("Your answer is")),
      );
    }
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
    const place = { team: `discord:${discord.guild.id}`, group: channel } as const;
    await missPooling(bot, place, time.now(), ben.user.id);
    const { recap } = await bot.app.store.readGroup(place);
    const told = () => chidi.sees(channel).find((m) => m.text.includes("Explained best"));
    await passing(bot, time, recap?.at ?? 0, told);
    const inRecap = await until("the best one in the recap", told);
    expect(inRecap.text).toContain("each layer sees a little more");
    expect(inRecap.text).toContain("Ada");
    expect(inRecap.pings).toEqual([]);
    expect(discord.violations).toEqual([]);
  }, 40_000);
});
