import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChatPlatform } from "../../../src/cards/ports.ts";
import type { MessageRef, Place } from "../../../src/engine/words/place.ts";
import type { Reply } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import type { Channel } from "../../stand-ins/discord/state.ts";
import { PERMISSIONS } from "../../stand-ins/discord/state.ts";
import { sampleDaily, sampleQuestion, sampleResult } from "../samples.ts";
import { saying } from "../speaking.ts";
import { found } from "../suite/looking.ts";
import { type DiscordHarness, discordHarness } from "./harness.ts";

const SUMMARY: Reply = { kind: "summary", visibility: "channel", lines: [saying("Six answered.")], top: [] };

describe("a forum channel", () => {
  let at: DiscordHarness;
  let forum: Channel;
  let place: Place;
  beforeEach(async () => {
    at = await discordHarness();
    forum = at.discord.addChannel({ name: "questions", type: 15 });
    place = { team: at.place.team, group: forum.id };
    // The bot hears of the channel before anything else happens there.
    await found(async () => (await needs()).length === 0 || null, "the forum");
  });
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });

  const needs = () => at.platform.missingPermissions(place, { reactions: true, thread: true, ping: null });
  const posts = () => [...at.discord.world.channels.values()].filter((c) => c.parentId === forum.id);

  async function posted(reply = sampleDaily(), repeat = false): Promise<MessageRef> {
    const outcome = await at.platform.post(place, reply, { key: "k", repeat });
    if (outcome.kind !== "posted") throw new Error(JSON.stringify(outcome));
    return outcome.message;
  }

  it("gets a post per question, named by date and topic, with buttons that work", async () => {
    const message = await posted();
    expect(posts().map((post) => post.name)).toEqual(["2026-11-20 · Convolutional networks · medium"]);
    const [seen] = at.members.ben.sees(message.channel);
    expect(seen?.text).toContain("what is the receptive field");
    at.members.ben.press(message.channel, message.message, "B");
    await found(() => at.inbound.calls.find((call) => call.kind === "button"), "the press");
    expect(at.inbound.last("button").place).toEqual(place);
    at.members.ben.react(message.channel, message.message, "🇧");
    await found(() => at.inbound.calls.find((call) => call.kind === "reaction"), "the reaction");
    expect(at.inbound.last("reaction")).toMatchObject({ place, message });
  });

  it("shows the result in the question's post, and the summary below it, also in one that was closed", async () => {
    const message = await posted();
    const [post] = posts();
    if (post === undefined) throw new Error("no post");
    post.isArchived = true;
    expect(await at.platform.edit(place.team, message, sampleResult())).toEqual({ kind: "edited" });
    const put = await at.platform.postInThread(place.team, message, SUMMARY, { key: "s", repeat: false });
    expect(put.kind).toBe("posted");
    expect(at.members.ben.sees(post.id).map((m) => m.text)).toEqual([
      expect.stringContaining("Correct answer: B"),
      expect.stringContaining("Six answered."),
    ]);
  });

  it("has the letters below its question also where somebody closed its post", async () => {
    const message = await posted();
    for (const post of posts()) post.isArchived = true;
    expect(await at.platform.seedReactions(place.team, message, 4)).toEqual({ kind: "seeded" });
    const [seen] = at.members.ben.sees(message.channel);
    expect(seen?.reactions).toHaveLength(4);
  });

  it("gets no second post where the first one's reply was lost", async () => {
    at.discord.router.loseReplies = 1;
    const first = await at.platform.post(place, sampleDaily(), { key: "k", repeat: false });
    expect([first.kind, posts().length]).toEqual(["unsure", 1]);
    const again = await posted(sampleDaily(), true);
    expect(posts().map((post) => post.id)).toEqual([again.channel]);
    const look = (roundId: string) => at.platform.find(place, sampleDaily({ roundId }), { key: "k" });
    expect(await look("r-2026-11-20")).toEqual({ kind: "found", message: again });
    expect(await look("void-2026-11-20")).toEqual({ kind: "absent" });
    // Another question of the same topic and date is another post.
    await posted(sampleDaily({ roundId: "other-2026-11-20" }), true);
    expect(posts()).toHaveLength(2);
  });

  it("gives a tag where the forum wants one, and the week's recap a post of its own", async () => {
    const tags = [
      { id: "1", moderated: true },
      { id: "2", moderated: false },
    ];
    forum = at.discord.addChannel({ name: "tagged", type: 15, requiresTag: true, tags });
    place = { ...place, group: forum.id };
    await needs();
    await posted();
    expect(posts()[0]?.appliedTags).toEqual(["2"]);
    const recap: Reply = {
      kind: "recap",
      visibility: "channel",
      monday: "2026-11-16",
      rows: [],
      days: [],
      forgot: [],
      buttons: [],
      lines: [saying("Ada won.")],
    };
    const outcome = await at.platform.post(place, recap, { key: "w", repeat: true });
    expect(await at.platform.post(place, recap, { key: "w", repeat: true })).toEqual(outcome);
    expect(posts().map((post) => post.name)).toContain("The week of 16 Nov 2026");
  });

  it("is read in the forum's language in its posts, too: they belong to its group", async () => {
    const message = await posted();
    const { groupOf } = at.platform as unknown as ChatPlatform;
    expect(await Promise.all([message.channel, forum.id, at.place.group].map(groupOf))).toEqual([
      forum.id,
      forum.id,
      at.place.group,
    ]);
  });

  it("is refused only where the bot may not post there", async () => {
    expect(await needs()).toEqual([]);
    at.discord.deny(forum, PERMISSIONS.sendMessagesInThreads | PERMISSIONS.createPublicThreads);
    expect((await needs()).map((one) => one.name)).toEqual([say("discord.permission.send-in-threads")]);
  });

  it("names what is missing for the summary in a post, where the bot may no longer write to threads", async () => {
    const message = await posted();
    at.discord.deny(forum, PERMISSIONS.sendMessagesInThreads);
    const put = await at.platform.postInThread(place.team, message, SUMMARY, { key: "s", repeat: false });
    expect(put).toMatchObject({ kind: "refused", missing: [say("discord.permission.send-in-threads")] });
  });

  it("is no place for messages one after another, of which each would be a post: it says what is", async () => {
    const stream = { reactions: false, thread: false, ping: null, stream: true };
    expect(await at.platform.missingPermissions(place, stream)).toEqual([
      { name: say("discord.need.text-channel"), how: say("discord.how.live-channel") },
    ]);
    expect(await at.platform.missingPermissions(at.place, stream)).toEqual([]);
  });

  it("answers `/dlq` in a post of the forum, as part of the forum's group", async () => {
    const message = await posted();
    at.inbound.answer(sampleQuestion());
    at.members.ben.command(message.channel, "dlq", null, {});
    const sent = await found(() => at.inbound.sentQuestions[0], "sent()");
    expect(sent).toMatchObject({ place, message: { channel: message.channel } });
  });
});
