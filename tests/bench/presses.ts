import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { keysOf } from "../../src/stores/redis/keys.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { DiscordStandIn } from "../stand-ins/discord/index.ts";
import { signedRequest } from "../stand-ins/slack/deliveries.ts";
import { build, type Child, startChild } from "./child.ts";
import { interleaved, median, table } from "./figures.ts";
import { latency, type Pressed, throughput } from "./load.ts";
import { startConstantSlack } from "./slack-api.ts";

const ROUNDS = Number(process.env.R ?? 3);
const PRESSES = Number(process.env.N ?? 300);
const PACED = 40;
const WARM_UP = Number(process.env.W ?? 400);
/** Presses under way at any time. */
const IN_FLIGHT = 20;
/** Members who press in turn, so that nobody does too much in a minute. */
const MEMBERS = 3_000;
const SECRET = "signing-secret";

/** As after a day of use. Asked all at once, Slack would say a hundred names in a minute, and that is what would be measured. */
async function knowMembers(redis: RedisServer): Promise<void> {
  const client = new Redis(redis.url);
  const keys = keysOf("slack:T1");
  for (let i = 0; i < MEMBERS; i++) {
    const member = {
      id: `U${i}`,
      name: "Ada",
      provisional: false,
      isAdmin: false,
      isBot: false,
      locale: "en",
    };
    await client.set(keys.member(member.id), JSON.stringify({ at: Date.now(), member }));
  }
  client.disconnect();
}

interface Subject {
  app: Child;
  press: (i: number) => Promise<Pressed>;
}

/** Prints processor time, throughput and latency of each app, as ratios to the bare one. */
async function compare(title: string, subjects: Readonly<Record<string, Subject>>): Promise<void> {
  const names = Object.keys(subjects);
  for (const { press } of Object.values(subjects))
    await throughput(press, { presses: WARM_UP, inFlight: IN_FLIGHT });
  const cpu = new Map<string, number[]>(names.map((name) => [name, []]));
  const measured =
    (name: string, { app, press }: Subject) =>
    async () => {
      const before = await app.cpu();
      const rate = await throughput(press, { presses: PRESSES, inFlight: IN_FLIGHT });
      cpu.get(name)?.push(((await app.cpu()) - before) / PRESSES);
      return rate;
    };
  const ways = Object.fromEntries(names.map((name) => [name, measured(name, subjects[name] as Subject)]));
  const rates = await interleaved(ROUNDS, ways);
  const note = `${PRESSES.toLocaleString("en")} presses, ${IN_FLIGHT} under way, median of ${ROUNDS} rounds; the app is a process of its own`;
  table(`${title}: answered`, "per second", rates, note);
  table(
    `${title}: processor time of a press`,
    "ms",
    [...cpu].map(([name, values]) => ({ name, values })),
  );
  if (process.env.NOLAT) return;
  const perSecond = Math.min(...rates.map(({ values }) => median(values))) / 2;
  const late = Object.fromEntries(
    names.map((name) => [
      name,
      () => latency((subjects[name] as Subject).press, { presses: PACED, perSecond }),
    ]),
  );
  table(
    `${title}: acknowledged within (p99)`,
    "ms",
    await interleaved(ROUNDS, late),
    `at ${Math.round(perSecond)} a second, half of what the slowest does`,
  );
}

/**
 * A question for its asker alone over HTTP, kept in Redis, beside Bolt answering a constant. One for all would be
 * held back by what Slack allows in a channel.
 */
export async function benchSlackPresses(redis: RedisServer): Promise<void> {
  if (!process.env.NOBUILD) build();
  await knowMembers(redis);
  const slack = await startConstantSlack();
  const env = {
    SLACK_BOT_TOKEN: "xoxb-1-2-abc",
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.apiUrl,
    REDIS_URL: redis.url,
  };
  let turn = 0;
  const subject = async (name: string, text: string): Promise<Subject> => {
    const app = await startChild(name, env);
    return {
      app,
      press: async () => {
        const no = turn++;
        const { url, used } = slack.responseUrl(`r${no}`);
        const command = {
          ...{ team_id: "T1", channel_id: "C1", user_id: `U${no % MEMBERS}`, user_name: "ada" },
          ...{ command: "/dlq", text, trigger_id: `${no}.1`, response_url: url },
        };
        const began = performance.now();
        const request = signedRequest({ signingSecret: SECRET }, "slash_commands", command);
        const answer = await fetch(app.url, request);
        await answer.text();
        if (!answer.ok) throw new Error(`the app answered ${answer.status}`);
        return { acknowledged: performance.now() - began, done: used };
      },
    };
  };
  const subjects = {
    "bare Bolt, a constant": await subject("bare-slack", "x"),
    "/dlq topic:cnn private:yes": await subject("whole", "topic:cnn private:yes"),
    "/dlq me": await subject("whole", "me"),
  };
  await compare("Slack, a command over HTTP", subjects);
  for (const { app } of Object.values(subjects)) await app.stop();
  await slack.stop();
}

const SOON = 1;

/** A button of a practice question, judged and booked in Redis, beside discord.js answering a constant. */
export async function benchDiscordPresses(redis: RedisServer): Promise<void> {
  if (!process.env.NOBUILD) build();
  const stops: (() => Promise<unknown>)[] = [];
  const subject = async (name: string): Promise<Subject> => {
    const discord = await DiscordStandIn.start({ identifyEvery: 0 });
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, REDIS_URL: redis.url };
    const app = await startChild(name, env);
    stops.push(app.stop, () => discord.stop());
    const channel = discord.general.id;
    const members = Array.from({ length: MEMBERS }, (_, i) => discord.addMember(`Member ${i}`));
    const asked = name === "whole" ? await ask(discord, channel) : bareQuestion(discord, channel);
    let turn = 0;
    return {
      app,
      press: async () => {
        const pressed = members[turn++ % MEMBERS]?.press(channel, asked, "B");
        if (pressed === undefined) throw new Error("nobody pressed");
        while (pressed.answeredAfter === null) await sleep(SOON);
        return { acknowledged: pressed.answeredAfter, done: Promise.resolve() };
      },
    };
  };
  const subjects = {
    "bare discord.js, a constant": await subject("bare-discord"),
    "an answer": await subject("whole"),
  };
  await compare("Discord, a button", subjects);
  for (const stop of stops) await stop();
}

async function ask(discord: DiscordStandIn, channel: string): Promise<string> {
  const asker = discord.addMember("Asker");
  asker.command(channel, "dlq", null, { topic: "cnn" });
  for (;;) {
    const question = asker.sees(channel).find(({ buttons }) => buttons.includes("A"));
    if (question !== undefined) return question.id;
    await sleep(SOON);
  }
}

/** The same message without a bot behind it. */
function bareQuestion(discord: DiscordStandIn, channel: string): string {
  const found = discord.world.channels.get(channel);
  if (found === undefined) throw new Error("there is no channel");
  const buttons = ["A", "B", "C", "D"].map((label) => ({ label, id: label }));
  return discord.world.addMessage(found, {
    authorId: discord.bot.id,
    content: "A question",
    buttons,
  } as never).id;
}
