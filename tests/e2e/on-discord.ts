import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { DiscordStandIn } from "../stand-ins/discord/index.ts";
import type { StandInMember } from "../stand-ins/discord/member.ts";
import { nextInBerlin, startBot, type TestBot, TestTime, until } from "./bot.ts";

export const HOUR = 3_600_000;
export const LETTERS = ["🇦", "🇧", "🇨", "🇩"];

export let redis: RedisServer;
export let discord: DiscordStandIn;
export let time: TestTime;
export let bots: TestBot[];
export let admin: StandInMember;
export let ada: StandInMember;
export let ben: StandInMember;
export let chidi: StandInMember;
export let channel: string;

export async function start(more: Record<string, string> = {}): Promise<TestBot> {
  const bot = await startBot(
    { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, REDIS_URL: redis.url, ...more },
    time,
  );
  bots.push(bot);
  return bot;
}

/** Stops a bot before the test is over. */
export async function stop(bot: TestBot): Promise<void> {
  bots = bots.filter((one) => one !== bot);
  await bot.stop();
}

/** The newest message that a member sees and that holds a text. */
export const sees = (member: StandInMember, text: string | RegExp) =>
  until(
    `"${text}" before ${member.user.globalName}`,
    () =>
      member
        .sees(channel)
        .findLast((m) => (typeof text === "string" ? m.text.includes(text) : text.test(m.text))),
    undefined,
    () => `; the newest is: ${member.sees(channel).at(-1)?.text}`,
  );

/** Gives the tests of a file a Redis, and each of them a Discord with four members. */
export function useDiscord(): void {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  beforeEach(async () => {
    discord = await DiscordStandIn.start({ identifyEvery: 0 });
    time = new TestTime();
    bots = [];
    admin = discord.addMember("Grace", { admin: true });
    ada = discord.addMember("Ada");
    ben = discord.addMember("Ben");
    chidi = discord.addMember("Chidi");
    channel = discord.general.id;
  });
  afterEach(async () => {
    await Promise.all(bots.map((bot) => bot.stop()));
    await discord.stop();
  });
}

/** Sets up 09:00 in Berlin: `daily set` shows it, and a press says yes. */
export async function setUp(options: Record<string, string> = {}): Promise<void> {
  admin.command(channel, "dlq-daily", "set", { time: "09:00", timezone: "Europe/Berlin", ...options });
  const shown = await until("what would be set up", () =>
    admin.sees(channel).find((m) => m.buttons.includes("Set it up")),
  );
  admin.press(channel, shown.id, "Set it up");
  await sees(admin, "is set.");
}

/** Sets up 09:00 in Berlin and moves to that minute. */
export async function openDaily(): Promise<string> {
  await setUp();
  time.moveTo(nextInBerlin("09:00", time.now()));
  const question = await sees(ada, /0 (have )?answered|Nobody has answered/i);
  return question.id;
}
