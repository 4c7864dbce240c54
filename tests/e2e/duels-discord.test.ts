import { describe, expect, it } from "vitest";
import type { StandInMember } from "../stand-ins/discord/member.ts";
import { until } from "./bot.ts";
import { ada, ben, channel, chidi, discord, sees, start, stop, useDiscord } from "./on-discord.ts";

/** Answers one's own questions with the first option each, from the press on a message on. */
async function answers(member: StandInMember, where: string, from: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const question = await until(`question ${from} of ${member.user.globalName}`, () =>
      member
        .sees(where)
        .findLast((m) => m.text.includes(`${Number(from) + i} of 5`) && m.buttons.includes("A")),
    );
    member.press(where, question.id, "A");
  }
}

describe("a duel on Discord", () => {
  useDiscord();

  it("goes from the challenge over a restart to the result, told to nobody before both are done", async () => {
    const first = await start();
    ada.command(channel, "dlq-duel", null, { member: ben.user.id, topic: "cnn" });
    const challenge = await sees(ben, "to a duel");
    expect(challenge.pings).toEqual([ben.user.id]);
    chidi.press(channel, challenge.id, "Accept");
    await sees(chidi, "a duel of two others");
    ada.press(channel, challenge.id, "Accept");
    await sees(ada, "can answer this challenge");
    ben.press(channel, challenge.id, "Accept");
    await answers(ben, channel, "1", 2);
    await sees(ben, "3 of 5");
    const told = await until("what begins, directly", () =>
      ada.directMessages().find((m) => m.text.includes("accepted your duel")),
    );
    ada.press(told.channelId, told.id, "My questions");
    await answers(ada, told.channelId, "1", 1);
    await stop(first);
    const bot = await start();
    await answers(ada, told.channelId, "2", 4);
    await until("her part", () => ada.sees(told.channelId).find((m) => m.text.includes("Your part is done")));
    const running = await until("the way to one's questions", () =>
      ben.sees(channel).find((m) => m.id === challenge.id && m.buttons.includes("My questions")),
    );
    ben.press(channel, running.id, "My questions");
    await answers(ben, channel, "3", 3);
    const result = await sees(chidi, "How the duel went");
    expect(result.text).toContain("drew");
    expect(result.buttons).toEqual(["Question 1", "Question 2", "Question 3", "Question 4", "Question 5"]);
    ben.press(channel, result.id, "Question 1");
    const verdict = await sees(ben, /Correct answer|Key/);
    expect(verdict.private).toBe(true);
    ada.command(channel, "dlq-me", null);
    expect((await sees(ada, "1 drawn")).private).toBe(true);
    const team = `discord:${discord.guild.id}` as const;
    const { concepts } = await bot.app.store.readReviews(team, ben.user.id);
    expect([...concepts.values()].flatMap(({ reviews }) => reviews)).toHaveLength(5);
    expect(discord.violations).toEqual([]);
  }, 40_000);
});
