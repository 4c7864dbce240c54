import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../stand-ins/slack/index.ts";
import { buttonsOf, type Member } from "../stand-ins/slack/member.ts";
import type { Channel, Message } from "../stand-ins/slack/state.ts";
import { nextInBerlin, passing, startBot, type TestBot, TestTime, until } from "./bot.ts";
import { items } from "./items-cli.ts";

let slack: SlackStandIn;
let team: Workspace;
let redis: RedisServer;
let bot: TestBot;
let study: Channel;
let time: TestTime;

const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
const labels = (message: Message) => buttonsOf(message).map(({ label }) => label);
const sees = (member: Member, text: string) =>
  until(`"${text}"`, () => member.sees(study).findLast((m) => textOf(m).includes(text)));

const start = () =>
  startBot(
    {
      ...{ SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
      REDIS_URL: redis.url,
      REPORTS_CHANNEL: `slack:${team.state.id}/${study.id}`,
    },
    time,
  );

beforeEach(async () => {
  [slack, redis] = await Promise.all([startSlack(), startRedis()]);
  slack.world.rates.speed = 20;
  team = slack.addWorkspace("Acme");
  study = team.addChannel("study");
  time = new TestTime();
  bot = await start();
});
afterEach(async () => {
  await bot.stop();
  await Promise.all([slack.close(), redis.stop()]);
});

describe("a question with a wrong answer on Slack", () => {
  it("is reported to whoever looks after the bank, taken out, and its points are given to everybody once", async () => {
    const admin = team.addMember("Grace", { isAdmin: true });
    const [ada, ben, chidi] = ["Ada", "Ben", "Chidi"].map((name) => team.addMember(name)) as [
      Member,
      Member,
      Member,
    ];
    await admin.type(study, "daily set time:09:00 timezone:Europe/Berlin");
    await admin.press(await sees(admin, "Set it up"), "Set it up");
    await sees(admin, "is set.");
    time.moveTo(nextInBerlin("09:00", time.now()));
    const question = await until("the question", () => ada.sees(study).find((m) => labels(m).includes("A")));
    for (const [i, member] of [ada, ben, chidi].entries()) {
      await member.press(question, "ABC"[i] ?? "A");
      await sees(member, "Your answer is");
    }
    await ada.press(question, "Report");
    await until("the form", () => ada.user.modal);
    await ada.submit("Both of the first two are right.");
    const thanks = await sees(ada, "A press sorts your report");
    await bot.work();
    const posted = await sees(ben, "was reported");
    await ada.press(thanks, "The answer is wrong");
    const item = /npm run items -- quarantine ([\w.-]+)/.exec(textOf(posted))?.[1] ?? "";
    expect(item).not.toBe("");

    await passing(bot, time, nextInBerlin("09:00", time.now()), () =>
      labels(question).find((label) => label === "Explain it"),
    );
    await bot.stop();
    expect(await items(redis.url, ["retire", item])).toContain(`| \`${item}\` | 1 | retired |`);
    bot = await start();
    const told = () => ben.sees(study).filter((m) => textOf(m).includes("had a wrong answer"));
    await passing(bot, time, time.now(), () => told()[0]);
    await until("a word to who reported it", () =>
      ada.directMessages().find((m) => textOf(m).includes("taken out")),
    );
    expect(told()).toHaveLength(1);
    const place = `slack:${team.state.id}` as const;
    const scope = { group: study.id, topic: null };
    const { rows } = await bot.app.store.standings(place, scope, { kind: "all" }, 10, null);
    expect(rows.map(({ rank }) => rank)).toEqual([1, 1, 1]);
    expect(slack.violations).toEqual([]);
  }, 90_000);
});
