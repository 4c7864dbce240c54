import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../stand-ins/slack/index.ts";
import { buttonsOf, type Member } from "../stand-ins/slack/member.ts";
import type { Channel, Message } from "../stand-ins/slack/state.ts";
import { nextInBerlin, startBot, type TestBot, TestTime, until } from "./bot.ts";

const HOUR = 3_600_000;
/** Reviews, which are due some days after an answer. */
const DUE = /reviews? (is|are) due/;

let redis: RedisServer;
let slack: SlackStandIn;
let team: Workspace;
let time: TestTime;
let bots: TestBot[];
let admin: Member;
let ada: Member;
let channel: Channel;

const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
const labels = (message: Message) => buttonsOf(message).map((b) => b.label);
const newest = (all: () => readonly Message[], text: string | RegExp) =>
  until(`"${text}"`, () =>
    all().findLast((m) => (typeof text === "string" ? textOf(m).includes(text) : text.test(textOf(m)))),
  );
const sees = (member: Member, text: string | RegExp) => newest(() => member.sees(channel), text);
const direct = (text: string | RegExp) => newest(() => ada.directMessages(), text);

async function start(): Promise<TestBot> {
  const tokens = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
  const bot = await startBot({ ...tokens, SLACK_API_URL: slack.apiUrl, REDIS_URL: redis.url }, time);
  bots.push(bot);
  return bot;
}

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

beforeEach(async () => {
  slack = await startSlack();
  team = slack.addWorkspace("Acme");
  time = new TestTime();
  bots = [];
  admin = team.addMember("Grace", { isAdmin: true });
  ada = team.addMember("Ada");
  channel = team.addChannel("study");
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await slack.close();
});

async function openDaily(): Promise<void> {
  await admin.type(channel, "daily set time:09:00 timezone:Europe/Berlin");
  await admin.press(await sees(admin, "Set it up"), "Set it up");
  await sees(admin, "is set.");
  time.moveTo(nextInBerlin("09:00", time.now()));
  await until("the daily question", () => ada.sees(channel).find((m) => labels(m).includes("A")));
}

describe("reminders on Slack", () => {
  it("come in the member's own zone, open the question and the session directly, and end at a press", async () => {
    ada.user.timezone = "Europe/Berlin";
    await start();
    await openDaily();
    await ada.type(channel, "cnn private");
    const practice = await until("a question", () =>
      ada.sees(channel).findLast((m) => m.onlyFor === ada.id && labels(m).includes("A")),
    );
    await ada.press(practice, "A");
    await sees(ada, "Correct answer");
    await ada.type(channel, "remind on 18:00");
    expect(textOf(await sees(ada, "Reminders are on"))).toContain("Europe/Berlin");
    time.moveTo(nextInBerlin("18:01", time.now()));
    await ada.press(await direct("Your reminder"), "Answer the question");
    const question = await until("the question", () =>
      ada.directMessages().findLast((m) => labels(m).includes("A")),
    );
    expect(labels(question).slice(0, 4)).toEqual(["A", "B", "C", "D"]);
    await ada.press(question, "B");
    await ada.press(await direct(/Your answer is \*?B/), "Sure");
    await direct(/confidence|sure/i);

    const isDue = () => ada.directMessages().some((m) => DUE.test(textOf(m)));
    for (let day = 0; day < 20 && !isDue(); day++) {
      time.moveTo(nextInBerlin("18:01", time.now()));
      await bots[0]!.work();
    }
    await ada.press(await direct(DUE), "Review");
    const session = await direct(/1 of/);
    await ada.press(session, "A");
    await until("a verdict in its place", () =>
      ada.directMessages().find((m) => m.ts === session.ts && textOf(m).includes("Correct answer")),
    );
    await ada.press(await direct(DUE), "No more reminders");
    await direct("brings them back");
    const before = ada.directMessages().length;
    time.moveTo(nextInBerlin("18:01", time.now() + 24 * HOUR));
    await bots[0]!.work();
    expect(ada.directMessages()).toHaveLength(before);
    expect(slack.violations).toEqual([]);
  });

  it("are switched off where the conversation with the bot is closed, and stay off after a restart", async () => {
    const bot = await start();
    await openDaily();
    await ada.type(channel, "remind on 18:00");
    await sees(ada, "Reminders are on");
    await bot.stop();
    bots = [];
    const second = await start();
    ada.user.takesDirect = false;
    time.moveTo(nextInBerlin("18:01", time.now()));
    const id = `slack:${team.state.id}` as const;
    for (let i = 0; i < 20; i++) {
      await second.work();
      if ((await second.app.store.readReminding(id, ada.id)).reminders === null) break;
    }
    expect((await second.app.store.readReminding(id, ada.id)).reminders).toBeNull();
    expect(second.log.some((line) => line.includes("they cannot be reached"))).toBe(true);
  });

  it("refuse a time and a zone that are none, with what can be said instead", async () => {
    await start();
    await ada.type(channel, "remind on at:25:00");
    await sees(ada, "no such hour");
    await ada.type(channel, "remind on zone:Europe/Berlim");
    await sees(ada, "Europe/Berlin");
  });
});
