import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Message } from "../stand-ins/slack/state.ts";
import { nextInBerlin, type TestBot, until } from "./bot.ts";
import {
  ada,
  admin,
  ben,
  chidi,
  direct,
  labels,
  slack,
  start,
  team,
  textOf,
  time,
  useSlack,
} from "./on-slack.ts";

useSlack();

const WHILE = 1_500;
const KINDS = ["private", "public"] as const;

describe.each(KINDS)("a %s channel of Slack that puts the bot out while its question is open", (kind) => {
  async function asked() {
    const bot = await start();
    const channel = team.addChannel("prep", { isPrivate: kind === "private" });
    for (const member of [admin, ada, ben, chidi]) channel.members.add(member.id);
    const sees = (text: string) =>
      until(`"${text}"`, () => admin.sees(channel).findLast((m) => textOf(m).includes(text)));
    await admin.type(channel, "daily set time:09:00 timezone:Europe/Berlin");
    await admin.press(await sees("Set it up"), "Set it up");
    await sees("is set.");
    time.moveTo(nextInBerlin("09:00", time.now()));
    const question = await until("the question", () =>
      ada.sees(channel).find((m) => labels(m).includes("A")),
    );
    await ada.press(question, "A");
    await until("her word", () => ada.sees(channel).find((m) => textOf(m).includes("Your answer is")));
    const putOut = async () => {
      await team.removeBot(channel);
      await direct(admin, "taken out");
    };
    const letIn = async () => {
      await team.inviteBot(channel, admin.id);
      await direct(admin, "again");
    };
    const current = async () => {
      const place = { team: `slack:${team.state.id}`, group: channel.id } as const;
      const { current } = await bot.app.store.readGroup(place);
      return bot.app.store.readRound(place.team, current ?? "");
    };
    return { bot, channel, question, putOut, letIn, current };
  }

  const isResult = (message: Message) => /right answer|Correct answer|The answer/i.test(textOf(message));

  async function hasResult(bot: TestBot, question: Message): Promise<void> {
    await until("the result", async () => {
      await bot.work();
      return !labels(question).includes("A") && isResult(question);
    });
    await until("the summary", async () => {
      await bot.work();
      return team.thread(question).length === 1;
    });
  }

  it("keeps the question: whoever answers meanwhile counts, and it goes on when the bot is in again", async () => {
    const { bot, channel, question, putOut, letIn, current } = await asked();
    await putOut();
    await ben.press(question, "B");
    await bot.work();
    expect(await current()).toMatchObject({ status: "open", lost: 0 });
    await letIn();
    await chidi.press(question, "C");
    await until("his word", () => chidi.sees(channel).find((m) => textOf(m).includes("Your answer is")));
    await admin.type(channel, "daily close");
    await hasResult(bot, question);
    expect(textOf(question)).toContain("3 answered");
    expect(slack.violations).toEqual([]);
  });

  it("shows the result and the summary of a question that closed meanwhile, once the bot is in again", async () => {
    const { bot, channel, question, putOut, letIn, current } = await asked();
    await putOut();
    await admin.type(channel, "daily close");
    await until("the end of answering", async () => (await current())?.status === "showing");
    // Time enough for tries in vain.
    await sleep(WHILE);
    await bot.work();
    expect(await current()).toMatchObject({ status: "showing" });
    await letIn();
    await hasResult(bot, question);
    await until("all is done", async () => (await current())?.status === "closed");
    expect(slack.violations).toEqual([]);
  });

  it("shows both, too, where nobody heard of it, and tells its manager once what to do", async () => {
    const { bot, channel, question, letIn, current } = await asked();
    channel.members.delete(team.state.botUser);
    await admin.type(channel, "daily close");
    await direct(admin, "/invite");
    await bot.work();
    expect(await current()).toMatchObject({ status: "showing" });
    await letIn();
    await hasResult(bot, question);
    await until("all is done", async () => (await current())?.status === "closed");
    expect(admin.directMessages().filter((one) => textOf(one).includes("/invite"))).toHaveLength(1);
    expect(slack.violations).toEqual([]);
  });

  it("goes on by itself when it is unarchived and the bot is still in it, else once it is invited", async () => {
    const { bot, channel } = await asked();
    const place = { team: `slack:${team.state.id}`, group: channel.id } as const;
    const pausedIs = (is: boolean) =>
      until("the pause", async () => ((await bot.app.store.readGroup(place)).paused !== null) === is);
    await team.archive(channel);
    await direct(admin, "in another one");
    await team.unarchive(channel);
    await direct(admin, "again");
    await pausedIs(false);
    await team.archive(channel);
    await pausedIs(true);
    channel.members.delete(team.state.botUser);
    await team.unarchive(channel);
    await admin.type(channel, "daily status");
    const status = await until("the settings", () =>
      admin.sees(channel).findLast((m) => textOf(m).includes("taken out of the channel")),
    );
    expect(textOf(status)).toContain("/invite");
    await team.inviteBot(channel, admin.id);
    await pausedIs(false);
    expect(slack.violations).toEqual([]);
  });

  it("goes on where the bot is put out and invited at once, and that is the last that its manager reads", async () => {
    const { bot, channel, question } = await asked();
    slack.limit(team, "chat.postMessage", 2);
    void team.removeBot(channel);
    await team.inviteBot(channel, admin.id);
    await direct(admin, "again");
    await sleep(WHILE);
    expect(textOf(admin.directMessages().at(-1) as Message)).toContain("again");
    const place = { team: `slack:${team.state.id}`, group: channel.id } as const;
    expect(await bot.app.store.readGroup(place)).toMatchObject({ paused: null });
    expect(labels(question)).toContain("A");
  });
});
