import { describe, expect, it } from "vitest";
import { startRedis } from "../setup/redis-server.ts";
import type { Member } from "../stand-ins/slack/member.ts";
import type { Message } from "../stand-ins/slack/state.ts";
import { toldOf } from "./answers-told.ts";
import { type TestBot, until } from "./bot.ts";
import {
  ada,
  ben,
  chidi,
  direct,
  labels,
  newest,
  sees,
  slack,
  start,
  stop,
  study,
  team,
  textOf,
  useSlack,
} from "./on-slack.ts";

useSlack();

const room = () => [...team.state.channels.values()].find(({ isGroup }) => isGroup);
const inRoom = (member: Member, text: string) =>
  newest(() => {
    const channel = room();
    return channel === undefined ? [] : member.conversation(channel.id);
  }, text);
/** All that a member can read anywhere. */
const everything = (member: Member) =>
  [...team.state.channels.values()]
    .flatMap(({ id }) => member.conversation(id))
    .map(textOf)
    .join("\n");
const menusOf = (message: Message): string[] =>
  message.blocks.flatMap((block) =>
    [
      ...JSON.stringify(block).matchAll(
        /"text":"((?:✓ )?\d+\. [^"]+)","emoji"|"text":"((?:✓ )?\d+\. [^"]+)"\}/g,
      ),
    ].map(([, one, other]) => one ?? other ?? ""),
  );

async function invited(): Promise<Message> {
  await ada.typeRaw(study, `pair <@${ben.id}|ben> junior minutes:15`);
  return sees(ben, "to a mock interview");
}

describe("a mock interview of two on Slack", () => {
  it("has a direct message of three for a room, a private sheet, a scorecard for each, and swaps the roles", async () => {
    const bot = await start();
    const invitation = await invited();
    expect(textOf(invitation)).toContain(`<@${ben.id}>`);
    await chidi.press(invitation, "Accept");
    await sees(chidi, "This is about two others");
    await ben.press(invitation, "Accept");
    const prompt = await inRoom(ben, "Question 1 of");
    expect(textOf(prompt)).toContain("huddle");
    expect(chidi.conversation(prompt.channel)).toEqual([]);

    await ben.press(prompt, "My sheet");
    await inRoom(ben, "alone, who asks the questions");
    await ada.press(prompt, "My sheet");
    const sheet = await direct(ada, "What counts");
    const secrets = menusOf(sheet).map((choice) => choice.slice(3, 40));
    expect(secrets.length).toBeGreaterThan(3);
    await ada.choose(sheet, menusOf(sheet)[0] ?? "");
    await until("the tick, in the same message", () =>
      ada.directMessages().find((m) => m.ts === sheet.ts && textOf(m).includes("✓ 1.")),
    );
    for (const secret of secrets) expect(everything(ben)).not.toContain(secret);
    const told = (member: Member) =>
      toldOf(bot, `slack:${team.state.id}`, [ada.id, ben.id], everything(member));
    expect((await told(ada)).length).toBeGreaterThan(3);
    expect([...(await told(ben)), ...(await told(chidi))]).toEqual([]);
    const shown = () => ada.directMessages().find((m) => m.ts === sheet.ts) ?? sheet;
    await ada.press(shown(), "Next question");
    await inRoom(ben, "Question 2 of");
    await until("the next sheet", () => textOf(shown()).includes("2 of"));
    const last = labels(shown()).find((label) => label === "End it here") ?? "Finish";
    await ada.press(shown(), last);
    const end = await inRoom(ben, "The interview is over");
    await ben.press(end, "My scorecard");
    const score = await inRoom(ben, "What your interviewer heard of you");
    expect(score.onlyFor).toBe(ben.id);
    await ada.press(end, "My scorecard");
    await inRoom(ada, "Did you let them finish");
    await ada.press(end, "Swap the roles");
    const again = await until("a new first question", () =>
      ben
        .conversation(end.channel)
        .findLast((m) => m.ts > end.ts && textOf(m).includes("Question 1 of") && m.onlyFor === null),
    );
    await ben.press(again, "My sheet");
    await direct(ben, "What counts");
    expect(slack.violations).toEqual([]);
  }, 30_000);

  it("begins where two invitations cross, and goes on after a restart with the ticks of before", async () => {
    const redis = await startRedis();
    let bot: TestBot | null = null;
    try {
      const first = await start({ REDIS_URL: redis.url });
      await invited();
      await ben.typeRaw(study, `pair <@${ada.id}|ada>`);
      const prompt = await inRoom(ben, "Question 1 of");
      await ada.press(prompt, "My sheet");
      const sheet = await direct(ada, "What counts");
      await ada.choose(sheet, menusOf(sheet)[0] ?? "");
      await direct(ada, "✓ 1.");
      await stop(first);
      bot = await start({ REDIS_URL: redis.url });
      await ada.press(prompt, "My sheet");
      const again = await until("the sheet, with its tick", () =>
        ada.directMessages().find((m) => m.ts > sheet.ts && textOf(m).includes("✓ 1.")),
      );
      await ada.press(again, "Next question");
      await inRoom(ben, "Question 2 of");
      expect(
        ben.conversation(prompt.channel).filter((m) => textOf(m).includes("Question 1 of")),
      ).toHaveLength(1);
    } finally {
      if (bot !== null) await stop(bot);
      await redis.stop();
    }
  }, 30_000);

  it("names the scope that a workspace has not granted, and goes on in direct messages", async () => {
    team.state.scopes.delete("mpim:write");
    await start();
    await ben.press(await invited(), "Accept");
    const prompt = await direct(ben, "Question 1 of");
    expect(textOf(prompt)).toContain("mpim:write");
    await ada.press(await direct(ada, "Question 1 of"), "My sheet");
    await direct(ada, "What counts");
    await ben.press(prompt, "My sheet");
    await direct(ben, "alone, who asks the questions");
    expect(slack.violations).toEqual([]);
  });

  it("sends no invitation to whoever refuses them all, and again once they take them", async () => {
    await start();
    await ben.press(await invited(), "Refuse all");
    await sees(ben, "Nobody can invite you");
    await sees(ada, "declined");
    await ada.typeRaw(study, `pair <@${ben.id}|ben>`);
    await sees(ada, "takes no invitations");
    await ben.type(study, "pair invitations:on");
    await sees(ben, "You can be invited");
    await ada.typeRaw(study, `pair <@${ben.id}|ben>`);
    await sees(ada, "is invited, in the channel");
    expect(slack.violations).toEqual([]);
  });

  it("is over where the partner's account was taken away, and says so to the other", async () => {
    await start();
    const invitation = await invited();
    ada.user.isDeleted = true;
    await ben.press(invitation, "Accept");
    await direct(ben, "cannot be reached any more");
  });
});
