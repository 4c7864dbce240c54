import { afterEach, beforeEach } from "vitest";
import { type SlackStandIn, startSlack, type Workspace } from "../stand-ins/slack/index.ts";
import { buttonsOf, type Member } from "../stand-ins/slack/member.ts";
import type { Channel, Message } from "../stand-ins/slack/state.ts";
import { nextInBerlin, startBot, type TestBot, TestTime, until } from "./bot.ts";

export let slack: SlackStandIn;
export let team: Workspace;
export let time: TestTime;
let bots: TestBot[];
export let admin: Member;
export let ada: Member;
export let ben: Member;
export let chidi: Member;
export let study: Channel;

export async function start(more: Record<string, string> = {}): Promise<TestBot> {
  const tokens = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
  const bot = await startBot({ ...tokens, SLACK_API_URL: slack.apiUrl, ...more }, time);
  bots.push(bot);
  return bot;
}

/** Stops a bot before the test is over. */
export async function stop(bot: TestBot): Promise<void> {
  bots = bots.filter((one) => one !== bot);
  await bot.stop();
}

export const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
export const labels = (message: Message) => buttonsOf(message).map(({ label }) => label);
/** The newest of some messages that holds a text. */
export const newest = (all: () => readonly Message[], text: string | RegExp) =>
  until(
    `"${text}"`,
    () => all().findLast((m) => (typeof text === "string" ? textOf(m).includes(text) : text.test(textOf(m)))),
    undefined,
    () => `; the newest is: ${all().map(textOf).at(-1)}`,
  );
export const sees = (member: Member, text: string | RegExp) => newest(() => member.sees(study), text);
export const direct = (member: Member, text: string | RegExp) => newest(() => member.directMessages(), text);

/** Gives each test of a file a workspace with four members. @param speed how many times as fast as Slack's its limits go by */
export function useSlack(speed = 20): void {
  beforeEach(async () => {
    slack = await startSlack();
    slack.world.rates.speed = speed;
    team = slack.addWorkspace("Acme");
    time = new TestTime();
    bots = [];
    admin = team.addMember("Grace", { isAdmin: true });
    ada = team.addMember("Ada");
    ben = team.addMember("Ben");
    chidi = team.addMember("Chidi");
    study = team.addChannel("study");
  });
  afterEach(async () => {
    await Promise.all(bots.map((bot) => bot.stop()));
    await slack.close();
  });
}

/** Sets up 09:00 in Berlin and moves to that minute. */
export async function openDaily(): Promise<Message> {
  await admin.type(study, "daily set time:09:00 timezone:Europe/Berlin");
  await admin.press(await sees(admin, "Set it up"), "Set it up");
  await sees(admin, "is set.");
  time.moveTo(nextInBerlin("09:00", time.now()));
  return until("the question", () => ada.sees(study).find((m) => labels(m).includes("A")));
}
