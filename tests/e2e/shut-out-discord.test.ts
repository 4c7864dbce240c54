import { expect, it } from "vitest";
import { PERMISSIONS } from "../stand-ins/discord/state.ts";
import { nextInBerlin, until } from "./bot.ts";
import { ada, admin, channel, discord, HOUR, sees, setUp, start, time, useDiscord } from "./on-discord.ts";

useDiscord();

const A_QUARTER = HOUR / 4;
const summaries = () => ada.sees(channel).filter(({ text }) => /1 of 1|0 of 1|nobody.*right/is.test(text));
const direct = (text: string) =>
  until(`"${text}" in a direct message`, () =>
    admin.directMessages().find((message) => message.text.includes(text)),
  );

/** Asked at 09:00 for eight hours, answered, and then closed while some permission is away. */
async function closedWithout(permissions: bigint, options: Record<string, string> = {}) {
  const bot = await start();
  await setUp({ open_for: "8h", ...options });
  time.moveTo(nextInBerlin("09:00", time.now()));
  const question = await sees(ada, /Nobody has answered/i);
  ada.press(channel, question.id, "A");
  await sees(ada, "Your answer is");
  discord.deny(discord.general, permissions);
  time.moveTo(time.now() + 8.2 * HOUR);
  return { bot, question };
}

it("writes the summary once the bot may post again, and tells its manager once that it may not", async () => {
  const { bot, question } = await closedWithout(PERMISSIONS.sendMessages, { thread: "off" });
  await direct("I need: Send Messages");
  await bot.work();
  expect(admin.directMessages()).toHaveLength(1);
  discord.general.overwrites.length = 0;
  time.moveTo(time.now() + A_QUARTER);
  await until("the summary", async () => {
    await bot.work();
    return summaries().some(({ id }) => id !== question.id);
  });
  expect(discord.violations).toEqual([]);
});

it("shows the result once the bot sees the channel again, and tells its manager once why it waits", async () => {
  const { bot, question } = await closedWithout(PERMISSIONS.viewChannel);
  await direct("I need: View Channel");
  time.moveTo(time.now() + 2 * HOUR);
  await bot.work();
  expect(admin.directMessages()).toHaveLength(1);
  discord.general.overwrites.length = 0;
  time.moveTo(time.now() + A_QUARTER);
  await until("the result and the summary", async () => {
    await bot.work();
    const result = ada.sees(channel).find(({ id }) => id === question.id);
    return !result?.buttons.includes("A") && summaries().length > 0;
  });
  expect(bot.log.filter((line) => line.includes("a job is tried again"))).toEqual([]);
});
