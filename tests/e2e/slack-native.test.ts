import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../stand-ins/slack/index.ts";
import { buttonsOf, type Member } from "../stand-ins/slack/member.ts";
import type { Channel, Message } from "../stand-ins/slack/state.ts";
import { startBot, type TestBot, TestTime, until } from "./bot.ts";

const SECRET = "signing-secret-of-the-tests";

let redis: RedisServer;
let slack: SlackStandIn;
let team: Workspace;
let bots: TestBot[];
let admin: Member;
let ada: Member;
let ben: Member;
let channel: Channel;

const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
const homeText = (member: Member) => JSON.stringify(member.home());
const labels = (message: Message) => buttonsOf(message).map((b) => b.label);
const sees = (member: Member, text: string) =>
  until(`"${text}" before ${member.user.name}`, () =>
    member.sees(channel).findLast((m) => textOf(m).includes(text)),
  );

/** The bot on Redis, over HTTP: there everything comes as signed requests, choices of fields included. */
async function start(more: Record<string, string> = {}): Promise<TestBot> {
  const tokens = { SLACK_BOT_TOKEN: team.state.token, SLACK_SIGNING_SECRET: SECRET };
  const bot = await startBot(
    { ...tokens, SLACK_API_URL: slack.apiUrl, REDIS_URL: redis.url, ...more },
    new TestTime(),
  );
  slack.deliverTo({ url: `${bot.app.url}/slack/events`, signingSecret: SECRET });
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
  bots = [];
  admin = team.addMember("Grace", { isAdmin: true });
  ada = team.addMember("Ada");
  ben = team.addMember("Ben");
  channel = team.addChannel("study");
});
afterEach(async () => {
  for (const bot of bots) await bot.stop();
  await slack.close();
});

describe("what Slack has of its own", () => {
  it("asks about what a message names, and says so where it names nothing", async () => {
    await start();
    await ben.pointAt(ada.say(channel, "does dropout work after batch norm?"), "dlq_about");
    const question = await sees(ben, "The message names");
    expect(question.onlyFor).toBe(ben.id);
    expect(labels(question)).toContain("Dropout");
    await ben.press(question, labels(question).includes("A") ? "A" : "Show what counts");
    await ben.pointAt(ada.say(channel, "lunch?"), "dlq_about");
    expect(labels(await sees(ben, "I found nothing in this message"))).toEqual(["A question for me"]);
    expect(slack.violations).toEqual([]);
  });

  it("sets a channel up by the form of the App Home, with all mistakes at once beside their fields", async () => {
    await start();
    const locked = team.addChannel("locked", { withBot: false });
    admin.user.timezone = "Asia/Kolkata";
    await admin.openHome();
    const open = "Set up the question of the day";
    await until("the button", () => buttonsOf({ blocks: admin.home() }).some(({ label }) => label === open));
    await admin.pressHome(open);
    await until("the form", () => admin.fields());
    await admin.fill("Channel", "locked");
    const fields = await until(
      "its settings",
      () => admin.fields()?.labels().includes("Time") && admin.fields(),
    );
    expect(fields.shown("Time zone")).toBe("Asia/Kolkata");
    expect(fields.shown("Time")).toBe("09:00");
    expect(fields.shown("Days").split(", ")).toHaveLength(7);
    expect((await admin.suggestions("Time zone", "berl")).map(({ value }) => value)).toContain(
      "Europe/Berlin",
    );
    await admin.fill("Time zone", "berlin");
    await admin.fill("Time", "08:30");
    await admin.fill("Days", ["Mon", "Wed"]);
    await admin.fill("Topics (none: all)", ["Convolutional networks"]);
    await admin.fill("Questions", "in own words");
    await admin.fill("Chosen by", "the plan");
    await admin.send();
    expect(Object.keys(admin.formErrors).sort()).toEqual(["Channel", "Chosen by"]);
    expect(admin.formErrors.Channel).toContain("/invite");
    await admin.fill("Chosen by", "what the group is weak in");
    await admin.fill("Channel", channel.name);
    await until("the settings of the other channel", () => admin.fields()?.shown("Time") === "09:00");
    await admin.fill("Time", "08:30");
    await admin.fill("Time zone", "berlin");
    await admin.send();
    expect(admin.formErrors).toEqual({});
    expect(JSON.stringify(admin.user.modal?.view)).toContain("08:30 Europe/Berlin");
    const place = { team: `slack:${team.state.id}` as const, group: channel.id };
    expect((await bots[0]!.app.store.readGroup(place)).schedule).toMatchObject({
      time: "08:30",
      timezone: "Europe/Berlin",
      focus: "balanced",
    });
    expect((await bots[0]!.app.store.readGroup({ ...place, group: locked.id })).schedule).toBeNull();
    admin.closeForm();
    await ben.openHome();
    await until("a home", () => ben.home().length > 0);
    expect(buttonsOf({ blocks: ben.home() }).map(({ label }) => label)).not.toContain(open);
    expect(slack.violations).toEqual([]);
  });

  it("takes no settings of somebody who lost the right, or whose form was opened before others changed them", async () => {
    const bot = await start();
    const place = { team: `slack:${team.state.id}` as const, group: channel.id };
    await bot.app.store.setManager(place.team, ben.id, true);
    const opened = async (member: typeof ben) => {
      await member.openHome();
      const label = "Set up the question of the day";
      await until("the button", () => buttonsOf({ blocks: member.home() }).some((b) => b.label === label));
      await member.pressHome(label);
      await until("the form", () => member.fields());
      await member.fill("Channel", channel.name);
      await until("its settings", () => member.fields()?.labels().includes("Time"));
    };
    await opened(ben);
    await opened(admin);
    await admin.send();
    expect(admin.formErrors).toEqual({});
    await ben.send();
    expect(ben.formErrors).toEqual({ Channel: expect.stringContaining("Somebody has changed the settings") });
    ben.closeForm();
    await opened(ben);
    await bot.app.store.setManager(place.team, ben.id, false);
    await ben.send();
    expect(ben.formErrors).toEqual({ Channel: expect.stringContaining("workspace admins") });
    expect(slack.violations).toEqual([]);
  });

  it("changes language, reminders and hiding on the App Home, and shows them there", async () => {
    const bot = await start();
    await ada.openHome();
    await until("the settings", () => homeText(ada).includes("Reminders are off"));
    await ada.pressHome("Remind me");
    await until("reminders", () => homeText(ada).includes("I remind you by direct message"));
    await ada.pressHome("Hide me from boards");
    await until("hidden", () => homeText(ada).includes("Boards and results do not show you"));
    await ada.chooseHome("Deutsch");
    await until("German", () => homeText(ada).includes("Deine Einstellungen"));
    // Nothing but the greeting of whoever opens the home first.
    expect(ada.directMessages().filter((m) => !labels(m).includes("Try a question"))).toEqual([]);
    expect(await bot.app.store.readLanguage(`slack:${team.state.id}`, ada.id)).toBe("de");
    expect(slack.violations).toEqual([]);
  });

  it("asks what the shortcut's form names: alone in a direct message, or in a channel, be the bot there or not", async () => {
    await start();
    await ada.shortcut("dlq_ask");
    await until("the form", () => ada.fields());
    await ada.fill("About", "rope");
    await ada.send();
    const question = await until("a question", () =>
      ada.directMessages().find((m) => labels(m).includes("A")),
    );
    await ada.press(question, "A");
    await until("a verdict", () =>
      ada.directMessages().find((m) => /(Right|Wrong|Not quite)/i.test(textOf(m))),
    );
    const locked = team.addChannel("locked", { withBot: false });
    locked.members.add(ada.id);
    for (const where of [channel, locked]) {
      await ada.shortcut("dlq_ask");
      await until("the form", () => ada.fields());
      await ada.fill("Where", where.name);
      await ada.fill("Difficulty", "hard");
      await ada.send();
      await until("a question for all", () => where.messages.find((m) => labels(m).includes("A")));
    }
    expect(slack.violations).toEqual([]);
  });

  it("shows somebody their own page as a picture that was uploaded and shared with nobody else", async () => {
    await start({ PICTURES: "on" });
    await ada.type(channel, "cnn");
    const question = await until("a question", () => channel.messages.find((m) => labels(m).includes("A")));
    await ada.press(question, "A");
    await until("a verdict", () => ada.sees(channel).find((m) => m.onlyFor === ada.id));
    // The verdict may show a formula, too.
    const files = () =>
      ada
        .sees(channel)
        .filter((m) => m.onlyFor === ada.id)
        .flatMap((m) => m.blocks.flatMap((block) => (block.type === "image" ? [block] : [])))
        .filter((block) => String(block.alt_text).includes("Convolutional networks"));
    // A slow machine may still read the fonts when the first page has to be there.
    for (let tries = 0; tries < 20 && files().length === 0; tries++) {
      const before = ada.sees(channel).length;
      await ada.type(channel, "me");
      await until("a page", () => ada.sees(channel).length > before);
    }
    const [picture] = files() as { alt_text: string; slack_file: { id: string } }[];
    expect(picture?.alt_text).toContain("Convolutional networks");
    expect(
      slack.world.uploads
        .get(picture?.slack_file.id ?? "")
        ?.bytes.subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    expect(channel.messages.flatMap((m) => m.files)).toEqual([]);
    expect(slack.violations).toEqual([]);
  });
});
