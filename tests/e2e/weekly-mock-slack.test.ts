import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SlackStandIn, startSlack, type Workspace } from "../stand-ins/slack/index.ts";
import { buttonsOf, type Member } from "../stand-ins/slack/member.ts";
import type { Channel, Message } from "../stand-ins/slack/state.ts";
import { nextInBerlin, startBot, type TestBot, TestTime, until } from "./bot.ts";

const HOUR = 3_600_000;

let slack: SlackStandIn;
let team: Workspace;
let bot: TestBot;
let time: TestTime;
let study: Channel;

beforeEach(async () => {
  slack = await startSlack();
  slack.world.rates.speed = 20;
  team = slack.addWorkspace("Acme");
  study = team.addChannel("study");
  time = new TestTime();
  const tokens = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
  bot = await startBot({ ...tokens, SLACK_API_URL: slack.apiUrl }, time);
});
afterEach(async () => {
  await bot.stop();
  await slack.close();
});

const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
const sees = (member: Member, text: string) =>
  until(`"${text}"`, () => member.sees(study).findLast((m) => textOf(m).includes(text)));
const rooms = () => [...team.state.channels.values()].filter(({ isGroup }) => isGroup);

describe("a weekly mock interview of three on Slack", () => {
  it("has a sign-up, a pair with a listener, and a conversation of the three once it is accepted", async () => {
    const grace = team.addMember("Grace", { isAdmin: true });
    const three = ["Ada", "Ben", "Chidi"].map((name) => team.addMember(name));
    const at = nextInBerlin("17:00", time.now() + 26 * HOUR);
    const day = new Date(at).toLocaleDateString("en-GB", { timeZone: "Europe/Berlin", weekday: "short" });
    await grace.type(study, `daily mock day:${day.toLowerCase()} time:17:00 timezone:Europe/Berlin`);
    await sees(grace, "mock interviews are drawn in");
    time.moveTo(at - 23 * HOUR);
    const signUp = await sees(grace, "Whoever signs up by then");
    for (const member of three) {
      await member.press(signUp, "Sign up");
      await sees(member, "You are in");
    }
    await grace.type(study, "daily status");
    await sees(grace, "3 members signed up");
    time.moveTo(at + 1000);
    await until("the pair", () =>
      grace.sees(study).find((m) => m.ts === signUp.ts && textOf(m).includes("listens")),
    );
    const invitation = await until("the invitation", () =>
      grace.sees(study).find((m) => buttonsOf(m).some(({ label }) => label === "Accept")),
    );
    for (const member of three) await member.press(invitation, "Accept");
    const room = await until("the conversation", () => rooms()[0]);
    await until("the question before all three", () =>
      three.every((member) => member.conversation(room.id).some((m) => textOf(m).includes("Question 1 of"))),
    );
    expect(rooms()).toHaveLength(1);
    expect(grace.conversation(room.id)).toEqual([]);
    expect(slack.violations).toEqual([]);
  }, 40_000);
});
