import { afterEach, beforeEach, expect, it } from "vitest";
import { type SlackStandIn, startSlack, type Workspace } from "../stand-ins/slack/index.ts";
import type { Member } from "../stand-ins/slack/member.ts";
import type { Channel, Message } from "../stand-ins/slack/state.ts";
import { until } from "./bot.ts";
import { ada, bots, channel, discord, sees, start, time, useDiscord } from "./on-discord.ts";

useDiscord();

let slack: SlackStandIn;
let acme: Workspace;
let ben: Member;
let study: Channel;

beforeEach(async () => {
  slack = await startSlack();
  slack.world.rates.speed = 20;
  acme = slack.addWorkspace("Acme");
  ben = acme.addMember("Ben");
  study = acme.addChannel("study");
  const tokens = { SLACK_BOT_TOKEN: acme.state.token, SLACK_APP_TOKEN: slack.appToken };
  await start({ ...tokens, SLACK_API_URL: slack.apiUrl });
});
afterEach(() => slack.close());

const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
const reads = (text: string | RegExp, all = () => ben.sees(study)) =>
  until(`"${text}" before Ben`, () => all().findLast((m) => new RegExp(text).test(textOf(m))));
const told = (text: string) =>
  until(`"${text}" told to Ada`, () => ada.directMessages().findLast((m) => m.text.includes(text)));
/** Of how many concepts the log of one side tells. */
async function known(side: "discord" | "slack"): Promise<number> {
  const { store } = bots[0]!.app;
  const { concepts } =
    side === "discord"
      ? await store.readReviews(`discord:${discord.guild.id}`, ada.user.id)
      : await store.readReviews(`slack:${acme.state.id}`, ben.id);
  return concepts.size;
}
const PATIENT = { timeout: 8_000, interval: 20 };

it("makes one learner of two accounts: linked by a code and two presses, reviewed on either, unlinked, forgotten", async () => {
  await ben.type(study, "cnn private");
  await ben.press(await reads("Only you|Question|cnn|Convolution"), "A");
  await expect.poll(() => known("slack"), PATIENT).toBe(1);

  ada.command(channel, "dlq-link", null);
  const offered = await sees(ada, "Your code");
  const code = /(?:\w{4}-){4}\w{4}/.exec(offered.text)?.[0] ?? "";
  await ben.type(study, `link code:${code}`);
  const entered = await reads("The code is of Ada on Discord, Study group");
  await ben.press(entered, "Yes, link them");
  await reads("Now say yes as Ada");
  await bots[0]!.work();
  const wanted = await told("Ben on Slack, Acme wants to be linked with you");
  ada.press(wanted.channelId, wanted.id, "Yes, link them");
  await until("Ada's side is linked", () =>
    ada.directMessages().find((m) => m.text.includes("This account is linked with Ben on Slack, Acme")),
  );
  await bots[0]!.work();
  await reads("Ada on Discord, Study group said yes", () => ben.directMessages());

  time.moveTo(time.now() + 40 * 86_400_000);
  ada.command(channel, "dlq-review", null);
  const due = await sees(ada, "1 of ");
  expect(await known("discord")).toBe(0);
  ada.press(channel, due.id, "A");
  await expect.poll(() => known("discord"), PATIENT).toBe(1);
  await ben.type(study, "review");
  await reads("Nothing is due|nothing is due");

  await ben.type(study, "link");
  await ben.press(await reads("This account is linked with Ada"), "Unlink");
  await reads("The link with Ada on Discord, Study group is over");
  await ben.type(study, "review");
  await reads("1 of ", () => ben.directMessages());

  await ben.type(study, "link");
  const again = /(?:\w{4}-){4}\w{4}/.exec(textOf(await reads("Your code")))?.[0] ?? "";
  ada.command(channel, "dlq-link", null, { code: again });
  const asks = await sees(ada, "The code is of Ben on Slack, Acme");
  ada.press(channel, asks.id, "Yes, link them");
  await sees(ada, "Now say yes as Ben");
  await ben.type(study, "link");
  await ben.press(await reads("wants to be linked with you"), "Yes, link them");
  await until(
    "Ben's side is linked",
    () => ben.sees(study).filter((m) => /is linked with Ada/.test(textOf(m)))[1],
  );

  ada.command(channel, "dlq-privacy", "forget");
  const offer = await sees(ada, "This account is linked with Ben on Slack, Acme. You can remove");
  ada.press(channel, offer.id, "Remove both accounts");
  await sees(ada, "and about Ben on Slack, Acme is gone");
  expect([await known("discord"), await known("slack")]).toEqual([0, 0]);
  expect(slack.violations).toEqual([]);
}, 60_000);
