import { afterEach, describe, expect, it } from "vitest";
import { buttonsOf } from "../../src/platforms/web/draw/index.ts";
import { Visitor } from "../platforms/web/visitor.ts";
import { startSlack } from "../stand-ins/slack/index.ts";
import { buttonsOf as slackButtons } from "../stand-ins/slack/member.ts";
import type { Message } from "../stand-ins/slack/state.ts";
import { startBot, TestTime, until } from "./bot.ts";
import { ada, ben, channel, discord, redis, sees, start, time, useDiscord } from "./on-discord.ts";

const JOB = "You train object detection models and know transformers.\nWe have a vision.";
const DAY = 86_400_000;
const inDays = (days: number, now: number) => new Date(now + days * DAY).toISOString().slice(0, 10);

describe("a plan on Discord", () => {
  useDiscord();

  it("is set by role, shown, and ended, before its learner alone", async () => {
    await start();
    const date = inDays(60, time.now());
    ada.command(channel, "dlq-plan", "set", { date, role: "computer-vision-engineer", minutes: "15" });
    const set = await sees(ada, "Your plan is set");
    expect(set.private).toBe(true);
    expect(set.text).toContain("computer vision engineer");
    expect(set.text).toContain("about 10 questions");
    ada.command(channel, "dlq-plan", "show", {});
    const shown = await until("the plan", () =>
      ada.sees(channel).find((m) => m.text.includes("Week by week") && !m.text.includes("is set")),
    );
    expect(shown.buttons).toEqual(["Practise"]);
    ada.command(channel, "dlq-plan", "off", {});
    await sees(ada, "Your plan is over");
    expect(ben.sees(channel)).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it("is made of a pasted job description, corrected in the same message", async () => {
    await start();
    ada.command(channel, "dlq-plan", "set", { date: inDays(30, time.now()) });
    const asked = await sees(ada, "for which job?");
    ada.press(channel, asked.id, "Paste a job description");
    await until("the form", () => ada.form() === "Job description");
    ada.submit(JOB);
    const found = await sees(ada, "What the job asks for");
    expect(found.text).toContain("Transformers");
    ada.choose(channel, found.id, "Transformers");
    const fewer = await sees(ada, "Taken off: Transformers");
    expect(fewer.id).toBe(found.id);
    ada.press(channel, fewer.id, "Add something");
    await until("the form", () => ada.form() === "Add to the plan");
    ada.submit("rope");
    const more = await sees(ada, "Added:");
    ada.press(channel, more.id, "Use this plan");
    expect((await sees(ada, "Your plan is set")).text).toContain("a job that asks for Object detection and");
    expect(discord.violations).toEqual([]);
  });

  it("says what is wrong with a role, a day and minutes, and what would be right", async () => {
    await start();
    ada.command(channel, "dlq-plan", "set", { date: "2027-02-30" });
    await sees(ada, "is not a day of the calendar");
    ada.command(channel, "dlq-plan", "set", { date: "2020-01-01", role: "data-scientist" });
    await sees(ada, "1 Jan 2020 is over");
    ada.command(channel, "dlq-plan", "set", { date: inDays(30, time.now()), minutes: "0" });
    await sees(ada, "is not a number of minutes from 5 to 180");
    ada.command(channel, "dlq-plan", "set", { date: inDays(30, time.now()), minutes: "1000" });
    await until("two of them", () => ada.sees(channel).filter((m) => m.text.includes("from 5 to 180"))[1]);
    expect(discord.violations).toEqual([]);
  });

  describe("on Slack", () => {
    const ends: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0)) await end();
    });
    const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;

    it("is set by role, made of a job description, corrected, shown, and ended", async () => {
      const slack = await startSlack();
      const team = slack.addWorkspace("Acme");
      const grace = team.addMember("Grace");
      const study = team.addChannel("study");
      const tokens = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
      const own = new TestTime();
      const bot = await startBot({ ...tokens, SLACK_API_URL: slack.apiUrl, REDIS_URL: redis.url }, own);
      ends.push(
        () => bot.stop(),
        () => slack.close(),
      );
      const reads = (text: string) =>
        until(`"${text}"`, () => grace.sees(study).findLast((m) => textOf(m).includes(text)));
      await grace.type(study, `plan set date:${inDays(60, own.now())} role:computer-vision-enginer`);
      await reads("computer-vision-engineer");
      await grace.type(study, `plan set ${inDays(60, own.now())} computer-vision-engineer 15`);
      expect(textOf(await reads("Your plan is set"))).toContain("about 10 questions");
      await grace.type(study, "plan job");
      await grace.press(await reads("you correct what was found"), "Paste a job description");
      await until("the form", () => grace.form() === "Job description");
      await grace.submit(JOB);
      await grace.choose(await reads("What the job asks for"), "Transformers");
      const fewer = await reads("Taken off");
      expect(slackButtons(fewer).map(({ label }) => label)).toContain("Add something");
      await grace.press(fewer, "Use this plan");
      await reads("a job that asks for Object detection");
      await grace.type(study, "plan");
      await until("the plan", () => grace.sees(study).filter((m) => textOf(m).includes("Week by week"))[2]);
      await grace.type(study, "plan off");
      await reads("Your plan is over");
      expect(slack.violations).toEqual([]);
    });
  });
});

describe("a plan in the playground", () => {
  it("is set by role, made of a job description, corrected, shown, and ended", async () => {
    const own = new TestTime();
    const bot = await startBot({ PLAYGROUND: "on" }, own);
    const visitor = new Visitor(bot.app.url, "ada", "study-group");
    try {
      await visitor.connect();
      const reads = (text: string) =>
        until(`"${text}"`, () =>
          visitor.messages.findLast(({ view }) => JSON.stringify(view).includes(text)),
        );
      const types = (line: string) => visitor.act("line", { line });
      await types(`plan set date:${inDays(60, own.now())} role:data-scientist minutes:30`);
      await reads("Your plan is set");
      await types(`plan job date:${inDays(30, own.now())}`);
      const asked = await reads("you correct what was found");
      await visitor.press(asked.id, "Paste a job description");
      const item = `${inDays(30, own.now())}.15`;
      const handIn = async (text: string) =>
        (await visitor.act("form", { form: "job", item, text, ticked: [] })).text();
      expect(await handIn("word ".repeat(8000))).toContain("too long");
      expect(await handIn("word ".repeat(800))).toContain("Write at most 3000 characters");
      await visitor.submit(`${JOB}${" A long day.".repeat(220)}`);
      const found = await reads("What the job asks for");
      await visitor.press(found.id, "Transformers");
      const fewer = await reads("Taken off");
      expect(fewer.id).toBe(found.id);
      expect(buttonsOf(fewer.view).map(({ label }) => label)).not.toContain("Transformers");
      await visitor.press(fewer.id, "Use this plan");
      const used = await reads("a job that asks for ");
      expect(JSON.stringify(used.view)).toContain("Object detection");
      await types("plan show");
      await types("plan off");
      await reads("Your plan is over");
      expect(visitor.violations).toEqual([]);
    } finally {
      visitor.leave();
      await bot.stop();
    }
  });
});
