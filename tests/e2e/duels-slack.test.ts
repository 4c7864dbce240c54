import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SlackStandIn, startSlack, type Workspace } from "../stand-ins/slack/index.ts";
import { buttonsOf, type Member } from "../stand-ins/slack/member.ts";
import type { Channel, Message } from "../stand-ins/slack/state.ts";
import { startBot, type TestBot, TestTime, until } from "./bot.ts";

let slack: SlackStandIn;
let team: Workspace;
let bot: TestBot;
let ada: Member;
let ben: Member;
let chidi: Member;
let study: Channel;

const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
const labels = (message: Message) => buttonsOf(message).map(({ label }) => label);
const newest = (all: () => readonly Message[], text: string) =>
  until(`"${text}"`, () => all().findLast((m) => textOf(m).includes(text)));
const sees = (member: Member, text: string) => newest(() => member.sees(study), text);
const direct = (member: Member, text: string) => newest(() => member.directMessages(), text);

beforeEach(async () => {
  slack = await startSlack();
  slack.world.rates.speed = 20;
  team = slack.addWorkspace("Acme");
  ada = team.addMember("Ada");
  ben = team.addMember("Ben");
  chidi = team.addMember("Chidi");
  study = team.addChannel("study");
  const tokens = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
  bot = await startBot({ ...tokens, SLACK_API_URL: slack.apiUrl }, new TestTime());
});
afterEach(async () => {
  await bot.stop();
  await slack.close();
});

/** All five, in the one direct message that is changed from question to question. */
async function plays(member: Member): Promise<void> {
  for (let number = 1; number <= 5; number++) {
    const question = await until(`question ${number}`, () =>
      member
        .directMessages()
        .findLast((m) => textOf(m).includes(`${number} of 5`) && labels(m).includes("A")),
    );
    await member.press(question, "A");
  }
  await direct(member, "Your part is done");
}

describe("a duel on Slack", () => {
  it("is challenged by a typed line, played in direct messages, and told in the channel once both are done", async () => {
    await ada.typeRaw(study, `duel <@${ben.id}|ben> cnn`);
    const challenge = await sees(ben, "to a duel");
    expect(textOf(challenge)).toContain(`<@${ben.id}>`);
    await chidi.press(challenge, "Accept");
    await sees(chidi, "a duel of two others");
    await ben.press(challenge, "Accept");
    await plays(ben);
    expect(chidi.sees(study).some((m) => textOf(m).includes("How the duel went"))).toBe(false);
    await ada.press(await direct(ada, "accepted your duel"), "My questions");
    await plays(ada);
    const result = await sees(chidi, "How the duel went");
    expect(textOf(result)).toContain("drew");
    await ben.press(result, "Question 1");
    const verdict = await sees(ben, "Correct answer");
    expect(verdict.onlyFor).toBe(ben.id);
    await ada.type(study, "me");
    await sees(ada, "1 drawn");
    expect(slack.violations).toEqual([]);
  }, 40_000);
});
