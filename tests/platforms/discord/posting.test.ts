import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, Place } from "../../../src/engine/words/place.ts";
import { notice, type SummaryReply } from "../../../src/engine/words/reply.ts";
import { say, type WordId } from "../../../src/engine/words/say.ts";
import { nonceOf } from "../../../src/platforms/discord/messages.ts";
import type { Channel } from "../../stand-ins/discord/state.ts";
import { PERMISSIONS } from "../../stand-ins/discord/state.ts";
import { sampleDaily, sampleQuestion, sampleResult } from "../samples.ts";
import { saying, sayingAll } from "../speaking.ts";
import { type DiscordHarness, discordHarness } from "./harness.ts";

const SUMMARY: SummaryReply = {
  kind: "summary",
  visibility: "channel",
  lines: [sayingAll(["Six answered, ", { strong: "two" }, " were right."])],
  top: [
    { rank: 1, learner: "1", name: "Ada", points: 120 },
    { rank: 2, learner: "2", name: "שרה", points: 90 },
    { rank: 2, learner: "3", name: "x".repeat(100), points: 90 },
    { rank: 4, learner: "4", name: "# *Ben*\n\u202Eevil", points: 3 },
  ],
};

const THREAD = say("thread.name", { topic: "Convolutional networks", date: { date: "2026-11-20" } });
const permission = (name: string) => say(`discord.permission.${name}` as WordId);

describe("posting on Discord", () => {
  let at: DiscordHarness;
  beforeEach(async () => {
    at = await discordHarness();
  });
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });

  const placeOf = (channel: Channel): Place => ({ team: at.place.team, group: channel.id });
  async function posted(key = "k", place = at.place, reply = sampleDaily()): Promise<MessageRef> {
    const outcome = await at.platform.post(place, reply, { key, repeat: false });
    if (outcome.kind !== "posted") throw new Error(JSON.stringify(outcome));
    return outcome.message;
  }

  it("shows a daily question with everything that it needs", async () => {
    await posted();
    const [message] = at.ben.sees();
    expect(message?.text).toContain("Question of the day · Convolutional networks · medium");
    expect(message?.text).toContain("Nobody has answered yet · closes 2026-11-20");
    expect(message?.text).toContain("3f9ac1d2");
    expect(message?.text).toContain("react with a letter");
    expect(message?.styled.slice(1).filter((mark) => mark !== "-# ")).toEqual(["A", "B", "C", "D"]);
    expect(message?.buttons).toEqual(["A", "B", "C", "D", "Report"]);
  });

  it("can be read in a notification and by a screen reader, which say a message's own text alone", async () => {
    const role = at.discord.addRole("learners", { mentionable: true });
    const long = "What follows from `x`? ".repeat(200);
    const contents = () => [...at.discord.general.messages.values()].map(({ content }) => content);
    const message = await posted("k1", at.place, sampleDaily({ ping: role.id }));
    await posted("k2", at.place, sampleDaily({ stem: long }));
    await at.platform.postInThread(at.place.team, message, SUMMARY, { key: "s", repeat: false });
    expect(contents()[0]).toContain(`<@&${role.id}> **Question of the day`);
    expect(contents()[0]).toContain(
      "Two stacked `3 × 3` convolutions, stride 1: what is the receptive field?",
    );
    expect(contents()[1]).toMatch(/^\*\*Question of the day[\s\S]*What follows from[\s\S]*…$/);
    expect(at.ben.sees()[1]?.text.replace(/\s+/g, "")).toContain(long.replace(/[`\s]/g, ""));
    const [thread] = [...(at.discord.world.channels.get(message.message)?.messages.values() ?? [])];
    expect(thread?.content).toBe("**Summary**\nSix answered, **two** were right.");
    await at.platform.edit(at.place.team, message, sampleResult());
    await at.platform.tell(
      at.place.team,
      at.ben.person.id,
      notice("trouble", sayingAll(["The question of ", { strong: "x" }, " is paused."]), saying("Come.")),
      at.place.group,
    );
    const direct = [...at.discord.world.channels.values()].find(
      (channel) => channel.recipientId === at.ben.person.id,
    );
    expect([...(direct?.messages.values() ?? [])].map(({ content, embeds }) => [content, embeds])).toEqual([
      ["**Something is wrong**\nThe question of **x** is paused.\nCome.", []],
    ]);
    const heading = "**Result of the day · Convolutional networks · medium**\nCorrect answer: **B**\n";
    expect(contents()[0]?.startsWith(heading)).toBe(true);
  });

  it("notifies the configured role at a daily opening, and nobody else ever", async () => {
    const role = at.discord.addRole("learners", { mentionable: true });
    const loud = { stem: "@everyone <@1> what is it?", ping: role.id };
    await posted("k1", at.place, sampleDaily(loud));
    await posted("k2", at.place, sampleQuestion(loud));
    expect(at.ben.sees().map((m) => m.pings)).toEqual([[role.id], []]);
    expect(at.ben.sees().flatMap((m) => m.mentions)).toEqual([role.id]);
    const message = at.ben.sees()[0]?.ref ?? { channel: "", message: "" };
    await at.platform.edit(at.place.team, message, sampleDaily({ ...loud, answered: 3 }));
    expect(at.ben.sees()[0]?.text).toContain("3 answered");
    await at.platform.edit(at.place.team, message, sampleResult());
    expect(at.ben.sees()[0]?.mentions).toEqual([]);
  });

  it("makes a nonce that Discord takes, the same for the same message alone", () => {
    const keys = ["c1-2026-11-20", "c1-2026-11-20|summary", "", "ж".repeat(300)];
    const nonces = keys.flatMap((key) => [nonceOf(key, 0), nonceOf(key, 1)]);
    expect(new Set(nonces).size).toBe(nonces.length);
    for (const nonce of nonces) expect(nonce).toHaveLength(25);
    expect(nonceOf("key", 0)).toBe(nonceOf("key", 0));
  });

  it("shows the table of a summary as lines, with names that harm nothing", async () => {
    const message = await posted();
    await at.platform.postInThread(at.place.team, message, SUMMARY, { key: "s", repeat: false });
    const [summary] = at.thread(message);
    const lines = summary?.text.split("\n").filter((line) => /^\d+\. /.test(line));
    expect(lines).toEqual([
      "1. Ada · 120 points",
      "2. \u200E\u2068שרה\u2069 · 90 points",
      `2. ${"x".repeat(39)}… · 90 points`,
      "4. # *Ben* evil · 3 points",
    ]);
    expect(summary?.styled).toEqual(["Summary", "two", "Points of this question", "-# "]);
  });

  it("writes into a thread that is there already, and replies where there can be none", async () => {
    const first = await posted("k1");
    await at.platform.postInThread(at.place.team, first, SUMMARY, { key: "s1", repeat: false });
    await at.platform.postInThread(at.place.team, first, SUMMARY, { key: "s2", repeat: false });
    expect(at.thread(first)).toHaveLength(2);

    const quiet = at.discord.addChannel({ name: "no threads" });
    at.discord.deny(quiet, PERMISSIONS.createPublicThreads);
    const deaf = at.discord.addChannel({ name: "no words in threads" });
    at.discord.deny(deaf, PERMISSIONS.sendMessagesInThreads);
    const voice = at.discord.addChannel({ name: "voice", type: 2 });
    for (const channel of [quiet, deaf, voice]) {
      const message = await posted(channel.id, placeOf(channel));
      const options = { key: `s-${channel.id}`, repeat: false };
      const put = await at.platform.postInThread(at.place.team, message, SUMMARY, options);
      expect(put.kind).toBe("posted");
      const [, reply] = at.members.ben.sees(channel.id);
      expect(reply?.answering).toBe(message.message);
    }
  });

  it("writes into a thread that was closed meanwhile, and replies in the channel where it must not open it", async () => {
    const message = await posted();
    const put = (key: string) =>
      at.platform.postInThread(at.place.team, message, SUMMARY, { key, repeat: false });
    await put("s1");
    const thread = at.discord.world.channels.get(message.message);
    if (thread === undefined) throw new Error("no thread");
    thread.isArchived = true;
    expect(await put("s2")).toMatchObject({ kind: "posted", message: { channel: thread.id } });
    expect(thread.isArchived).toBe(false);
    thread.isArchived = true;
    // It is somebody else's, who locked it.
    thread.ownerId = at.ben.person.id;
    expect(await put("s3")).toMatchObject({ kind: "posted", message: { channel: message.channel } });
    expect(at.members.ben.sees(message.channel).at(-1)?.answering).toBe(message.message);
  });

  it("says why it is refused", async () => {
    const blind = at.discord.addChannel({ name: "unseen" });
    at.discord.deny(blind, PERMISSIONS.viewChannel);
    const bare = at.discord.addChannel({ name: "no embeds" });
    at.discord.deny(bare, PERMISSIONS.embedLinks);
    const post = (channel: Channel) =>
      at.platform.post(placeOf(channel), sampleDaily(), { key: channel.id, repeat: false });
    const refused = { kind: "refused", reason: "permission-lost" };
    expect(await post(blind)).toEqual({ ...refused, missing: [permission("view-channel")] });
    expect(await post(bare)).toEqual({ ...refused, missing: [permission("embed-links")] });
    const elsewhere = at.discord.addGuild("Elsewhere");
    const there = at.discord.addChannel({ guildId: elsewhere.id });
    at.discord.removeBot(elsewhere);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(
      await at.platform.post({ team: `discord:${elsewhere.id}`, group: there.id }, sampleDaily(), {
        key: "e",
        repeat: false,
      }),
    ).toMatchObject({ kind: "refused", reason: "bot-removed" });
  });

  it("finds the question that came up before the bot was killed, after Discord forgot its nonce", async () => {
    const message = await posted("k1");
    at.discord.forgetNonces();
    for (let i = 0; i < 120; i++)
      at.discord.world.addMessage(at.discord.general, { authorId: at.ben.person.id, content: `chat ${i}` });
    const again = { key: "k1", repeat: true, age: 3_600_000 };
    expect(await at.platform.post(at.place, sampleDaily(), again)).toEqual({ kind: "posted", message });
    expect(await at.platform.find(at.place, sampleDaily(), again)).toEqual({ kind: "found", message });
    await at.platform.edit(at.place.team, message, sampleDaily({ answered: 3 }));
    expect(await at.platform.find(at.place, sampleDaily(), again)).toEqual({ kind: "found", message });
    const other = sampleDaily({ commitment: "ffffffff" });
    expect(await at.platform.find(at.place, other, again)).toEqual({ kind: "absent" });
    expect(await at.platform.post(at.place, other, { ...again, key: "k2" })).not.toEqual({
      kind: "posted",
      message,
    });
  });

  it("finds a summary that is in its thread, and posts where it may not look", async () => {
    const message = await posted();
    const options = { key: "s", repeat: true, threadName: THREAD };
    await at.platform.postInThread(at.place.team, message, SUMMARY, options);
    at.discord.forgetNonces();
    await at.platform.postInThread(at.place.team, message, SUMMARY, options);
    expect(at.thread(message)).toHaveLength(1);
    const blind = at.discord.addChannel({ name: "no history" });
    at.discord.deny(blind, PERMISSIONS.readMessageHistory);
    const outcome = await at.platform.post(placeOf(blind), sampleDaily(), { key: "b", repeat: true });
    expect(outcome.kind).toBe("posted");
  });

  it("posts nothing before it knows whether it is up", async () => {
    // As often as the client asks.
    for (let i = 0; i < 3; i++) at.discord.router.refuse("GET", /^\/channels\/\d+\/messages/, 503);
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "k", repeat: true });
    expect(["failed", "unsure"]).toContain(outcome.kind);
    expect(at.ben.sees()).toEqual([]);
  });

  it("calls the thread of a question by its topic and date, also where it is opened with the question", async () => {
    const nameOf = (message: MessageRef) => at.discord.world.channels.get(message.message)?.name;
    const closed = await posted("k1");
    await at.platform.postInThread(at.place.team, closed, SUMMARY, {
      key: "s",
      repeat: false,
      threadName: THREAD,
    });
    const open = await posted("k2", at.place, sampleDaily({ commitment: "ffffffff" }));
    await at.platform.openThread(at.place.team, open, THREAD);
    const name = "Convolutional networks · 20 Nov 2026";
    expect([nameOf(closed), nameOf(open)]).toEqual([name, name]);
  });

  it("knows other channels to write to, the server's own first", async () => {
    const other = at.discord.addChannel({ name: "other" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await at.platform.rooms(at.place.team)).toEqual(
      expect.arrayContaining([at.place.group, other.id]),
    );
    expect(await at.platform.rooms("discord:1")).toEqual([]);
  });

  it("takes a message in a channel that is closed to it for one that is still there", async () => {
    const message = await posted();
    at.discord.deny(at.discord.general, PERMISSIONS.viewChannel);
    const outcome = await at.platform.edit(at.place.team, message, sampleResult());
    expect(outcome.kind).toBe("barred");
  });

  it("takes a message in a server that threw it out for one that is still there", async () => {
    const message = await posted();
    at.discord.removeBot();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const outcome = await at.platform.edit(at.place.team, message, sampleResult());
    expect(outcome.kind).toBe("barred");
  });

  it("names each missing permission and how to grant it", async () => {
    const channel = at.discord.addChannel({ name: "half open" });
    at.discord.deny(channel, PERMISSIONS.manageMessages | PERMISSIONS.createPublicThreads);
    const ping = at.discord.addRole("learners");
    at.discord.deny(channel, PERMISSIONS.mentionEveryone);
    const names = async (needs: { reactions: boolean; thread: boolean; ping: string | null }) =>
      (await at.platform.missingPermissions(placeOf(channel), needs)).map((m) => m.name);
    expect(await names({ reactions: false, thread: false, ping: null })).toEqual([]);
    expect(await names({ reactions: true, thread: true, ping: ping.id })).toEqual([
      permission("manage-messages"),
      permission("create-threads"),
      permission("mention-everyone"),
    ]);
    expect(await names({ reactions: false, thread: false, ping: at.discord.guild.id })).toEqual([
      say("discord.need.role"),
    ]);
    at.discord.deleteChannel(channel);
    expect(await names({ reactions: false, thread: false, ping: null })).toEqual([
      say("discord.need.channel"),
    ]);
    const needs = { reactions: true, thread: true, ping: null };
    at.discord.router.refuse("GET", /^\/channels\//, 404);
    expect(await at.platform.missingPermissions(at.place, needs)).toEqual([]);
    at.discord.router.refuse("GET", /^\/channels\//, 404);
    const surely = await at.platform.missingPermissions(at.place, { ...needs, surely: true });
    expect(surely.map(({ name }) => name)).toEqual([permission("view-channel")]);
  });

  it("waits out a rate limit and posts once", async () => {
    at.discord.router.limitNext.push(0.3);
    await posted("k1");
    expect(at.ben.sees()).toHaveLength(1);
    await Promise.all(["a", "b", "c", "d", "e", "f"].map((key) => posted(key)));
    expect(at.ben.sees()).toHaveLength(7);
  });

  it("keeps what a result cannot hold, once", async () => {
    const message = await posted();
    const long = sampleResult({ explanation: `${"word ".repeat(3000)}end.` });
    for (let i = 0; i < 2; i++) await at.platform.edit(at.place.team, message, long);
    const all = at.ben.sees();
    expect(all.filter((m) => m.text.includes("end."))).toHaveLength(1);
    expect(
      all
        .map((m) => m.text)
        .join(" ")
        .match(/word/g),
    ).toHaveLength(3000);
    expect(all.slice(1).every((m) => m.private === false)).toBe(true);
  });
});
