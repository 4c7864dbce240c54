import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef } from "../../../src/engine/words/place.ts";
import { notice } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import { PERMISSIONS } from "../../stand-ins/discord/state.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { sampleDaily, sampleNotice, sampleResult } from "../samples.ts";
import { saying } from "../speaking.ts";
import { found, pause } from "../suite/looking.ts";
import { createPlatform, type DiscordHarness, discordHarness } from "./harness.ts";

describe("reactions on Discord", () => {
  let at: DiscordHarness;
  let message: MessageRef;
  beforeEach(async () => {
    at = await discordHarness({ identifyEvery: 0 });
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "k", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    message = outcome.message;
    at.inbound.answer(sampleNotice("Taken."));
  });
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });

  const by = (emoji: string) =>
    at.ben
      .sees()
      .find((m) => m.ref.message === message.message)
      ?.reactions.find((r) => r.emoji === emoji)?.by ?? [];
  const gone = () => found(() => (by("🇧").length === 0 ? true : null), "the reaction's removal");

  it("are taken away once they are taken, and the removal withdraws nothing", async () => {
    await at.ben.react(message, 1);
    await found(() => at.inbound.calls[0], "the reaction");
    await gone();
    await pause(50);
    expect(at.inbound.calls).toHaveLength(1);
    expect(at.inbound.last("reaction").person).toEqual(at.ben.person);
    expect(at.ben.directMessages()).toEqual([]);
  });

  it("that come too late are taken away too, those that could not be recorded stay", async () => {
    at.inbound.answer(notice("refusal", saying("This question has closed.")));
    await at.ben.react(message, 1);
    await found(() => at.inbound.calls[0], "the reaction");
    await gone();
    at.inbound.answer(notice("trouble", saying("The memory is away.")));
    await at.ben.react(message, 1);
    await found(() => at.inbound.calls[1], "the second reaction");
    await pause(100);
    expect(by("🇧")).toEqual([at.ben.person.id]);
  });

  it("are known by name although the event says neither member nor server", async () => {
    const { dispatch } = at.discord.gateway;
    at.discord.gateway.dispatch = (guild, event, data) => {
      const { member: _member, guild_id: _guild, ...sparse } = data as Record<string, unknown>;
      dispatch.call(at.discord.gateway, guild, event, event === "MESSAGE_REACTION_ADD" ? sparse : data);
    };
    await at.ben.react(message, 1);
    await found(() => at.inbound.calls[0], "the reaction");
    expect(at.inbound.last("reaction")).toMatchObject({ place: at.place, person: at.ben.person });
  });

  it("of bots, with other emojis, on other messages and in direct messages are left alone", async () => {
    at.discord.addMember("Robot", { bot: true }).react(message.channel, message.message, "🇦");
    at.members.ben.react(message.channel, message.message, "🎉");
    await pause(100);
    expect(at.inbound.calls).toEqual([]);
    at.inbound.answer(() => null);
    await at.ben.react(message, 1);
    await found(() => at.inbound.calls[0], "the reaction");
    await pause(100);
    expect([by("🇦").length, by("🎉").length, by("🇧").length]).toEqual([1, 1, 1]);
  });

  it("are not fought over where the bot may not take them away", async () => {
    at.discord.deny(at.discord.general, PERMISSIONS.manageMessages);
    for (const choice of [0, 1, 2] as const) {
      await at.ben.react(message, choice);
      await found(() => at.inbound.calls[choice], "the reaction");
    }
    await pause(100);
    expect(at.discord.router.seen.filter((r) => r.method === "DELETE")).toHaveLength(1);
    expect(by("🇧")).toEqual([at.ben.person.id]);
  });

  it("of letters in boxes and of digits count like the letters", async () => {
    const others = ["🅰️", "🅱️", "3️⃣", "4️⃣", "1️⃣", "2\u20e3"];
    for (const [i, emoji] of others.entries()) {
      at.members.ben.react(message.channel, message.message, emoji);
      await found(() => at.inbound.calls[i], "the reaction");
      await found(() => (by(emoji).length === 0 ? true : null), "its removal");
    }
    const choices = at.inbound.calls.map((c) => (c.kind === "reaction" ? c.press.choice : null));
    expect(choices).toEqual([0, 1, 2, 3, 0, 1]);
  });

  it("that change an answer, or are refused, are told in a direct message", async () => {
    const sealed = {
      kind: "sealed",
      visibility: "private",
      roundId: "r-2026-11-20",
      given: null,
      letter: "B",
      option: "5 × 5",
      changedFrom: null,
      question: null,
      closesAt: 1_795_165_200_000,
      answered: 3,
      buttons: [
        {
          label: say("confidence.sure"),
          action: { verb: "sure", round: "r1", confidence: "sure" },
        },
      ],
    } as const;
    at.inbound.answer(sealed);
    await at.ben.react(message, 1);
    await gone();
    expect(at.ben.directMessages()).toEqual([]);
    at.inbound.answer({ ...sealed, changedFrom: "A" });
    await at.ben.react(message, 1);
    await found(() => at.ben.directMessages()[0], "the word on the change");
    expect(at.ben.directMessages()[0]?.text).toContain("Changed from A to B");
    const [told] = at.members.ben.directMessages();
    at.inbound.answer(sampleNotice("Noted."));
    at.members.ben.press(told?.channelId ?? "", told?.id ?? "", "Sure");
    await found(() => at.inbound.calls.find(({ kind }) => kind === "button"), "the press");
    expect(at.inbound.last("button")).toMatchObject({ place: at.place, action: { confidence: "sure" } });
    await found(() => at.ben.directMessages()[1], "the answer to the press");
    at.inbound.answer(notice("refusal", saying("This question has closed.")));
    await at.ben.react(message, 1);
    await found(() => at.ben.directMessages()[2], "the word on the close");
    await at.closed.react(message, 1);
    await found(() => (at.inbound.calls.length === 5 ? true : null), "the reaction of who takes no messages");
    await pause(50);
    expect(at.log.errors()).toEqual([]);
  });

  it("are taken away by another try where Discord had trouble", async () => {
    at.discord.router.refuse("DELETE", /reactions/, 500);
    for (let i = 0; i < 3; i++) at.discord.router.refuse("DELETE", /reactions/, 500);
    await at.ben.react(message, 1);
    await found(() => at.inbound.calls[0], "the reaction");
    await found(() => (by("🇧").length === 0 ? true : null), "the removal by a later try", 10_000);
  });

  it("that could not be recorded are counted once they can, and then taken away", async () => {
    at.inbound.answer(notice("trouble", saying("The memory is away.")));
    await at.ben.react(message, 1);
    await found(() => at.inbound.calls[0], "the reaction");
    at.inbound.answer(sampleNotice("Taken."));
    await found(() => (by("🇧").length === 0 ? true : null), "the removal", 15_000);
    expect(at.inbound.calls).toHaveLength(2);
    expect(at.inbound.last("reaction")).toMatchObject({ place: at.place, message, choice: 1, found: true });
  }, 20_000);

  it("left on a question from a time without the bot are taken away when it gets its result", async () => {
    await at.platform.seedReactions(at.place.team, message, 4);
    const { reactions } = at.discord.general.messages.get(message.message) ?? {};
    for (const emoji of ["🇧", "🅱️", "🎉"]) {
      const given = reactions?.get(emoji) ?? new Set();
      reactions?.set(emoji, given.add(at.ben.person.id));
    }
    await at.platform.edit(at.place.team, message, sampleResult());
    await found(() => (reactions?.has("🇧") || reactions?.has("🅱️") ? null : true), "the removal");
    expect([...(reactions?.keys() ?? [])]).toEqual(["🇦", "🇨", "🇩", "🎉"]);
  });

  it("on a question that takes none are left alone when it gets its result", async () => {
    const { reactions } = at.discord.general.messages.get(message.message) ?? {};
    reactions?.set("🇧", new Set([at.ben.person.id]));
    await at.platform.edit(at.place.team, message, sampleResult());
    await pause(100);
    expect(by("🇧")).toEqual([at.ben.person.id]);
  });

  describe("given while the bot was away", () => {
    const restart = async (inbound: ScriptedInbound) => {
      const next = createPlatform({ token: at.discord.token, apiUrl: at.discord.url }, at.log);
      inbound.questions = [{ place: at.place, message, reactions: true }];
      await next.start(inbound);
      return next;
    };

    it("are read at the start, counted once and taken away; several letters count as none", async () => {
      await at.platform.seedReactions(at.place.team, message, 4);
      await at.platform.stop();
      const robot = at.discord.addMember("Robot", { bot: true });
      for (const emoji of ["🇦", "🇧"]) robot.react(message.channel, message.message, emoji);
      at.members.ben.react(message.channel, message.message, "🇧");
      at.members.ben.react(message.channel, message.message, "🅱️");
      at.members.ada.react(message.channel, message.message, "🇨");
      at.members.ada.react(message.channel, message.message, "🇩");
      const inbound = new ScriptedInbound();
      inbound.answer(() => null);
      const next = await restart(inbound);
      await found(() => (by("🇩").length === 1 && by("🇨").length === 1 ? true : null), "the removals");
      await found(() => (by("🅱️").length === 0 ? true : null), "the removal");
      expect(inbound.calls).toHaveLength(1);
      expect(inbound.last("reaction")).toMatchObject({
        place: at.place,
        message,
        choice: 1,
        found: true,
        person: { id: at.ben.person.id, provisional: true },
      });
      expect(by("🇧")).toEqual([at.discord.bot.id, robot.user.id]);
      await next.stop();
    });

    it("are read page by page, and stay where they could not be recorded", async () => {
      await at.platform.stop();
      for (let i = 0; i < 101; i++) {
        at.discord.addMember(`M${i}`).react(message.channel, message.message, "🇦");
      }
      const inbound = new ScriptedInbound();
      inbound.answer(notice("trouble", saying("The memory is away.")));
      const next = await restart(inbound);
      await found(() => (inbound.calls.length === 101 ? true : null), "all reactions");
      expect(by("🇦")).toHaveLength(101);
      await next.stop();
    });

    it("find the questions that are gone, and no others where a channel is closed or gone", async () => {
      await at.platform.stop();
      const forum = at.discord.addChannel({ name: "questions", type: 15 });
      const post = at.discord.addChannel({ name: "a post", type: 11, parentId: forum.id });
      const closed = at.discord.addChannel({ name: "closed" });
      const removed = at.discord.addChannel({ name: "removed" });
      at.discord.deny(closed, PERMISSIONS.viewChannel);
      const inbound = new ScriptedInbound();
      const question = (group: string, ref: MessageRef, reactions: boolean) => ({
        ...{ place: { team: at.place.team, group }, message: ref, reactions },
      });
      const posted = { channel: post.id, message: post.id };
      inbound.questions = [
        question(closed.id, { channel: closed.id, message: "1" }, true),
        question(removed.id, { channel: removed.id, message: "2" }, true),
        question(at.place.group, message, true),
        question(at.place.group, { ...message, message: "3" }, false),
        question(forum.id, posted, true),
      ];
      at.discord.deleteMessage(message.channel, message.message);
      at.discord.deleteChannel(post);
      at.discord.deleteChannel(removed);
      const next = createPlatform({ token: at.discord.token, apiUrl: at.discord.url }, at.log);
      await next.start(inbound);
      await found(() => inbound.goneMessages[2], "messageGone() three times");
      await pause(50);
      const gone = inbound.goneMessages.map((one) => one.message);
      expect(gone).toEqual([message, { ...message, message: "3" }, posted]);
      await next.stop();
    });

    it("are read, and it is seen what is gone, also where Discord is in trouble at first", async () => {
      await at.platform.stop();
      at.discord.deleteMessage(message.channel, message.message);
      for (let i = 0; i < 4; i++) at.discord.router.refuse("GET", /messages\/\d+$/, 500);
      const inbound = new ScriptedInbound();
      const next = await restart(inbound);
      await found(() => inbound.goneMessages[0], "messageGone()", 20_000);
      expect(inbound.goneMessages).toEqual([{ team: at.place.team, message }]);
      await next.stop();
    }, 30_000);

    it("are left alone on a question that is answered by buttons", async () => {
      await at.platform.stop();
      at.members.ben.react(message.channel, message.message, "🇧");
      const inbound = new ScriptedInbound();
      inbound.questions = [
        { place: at.place, message, reactions: false },
        { place: at.place, message: { ...message, message: "3" }, reactions: false },
      ];
      const next = createPlatform({ token: at.discord.token, apiUrl: at.discord.url }, at.log);
      await next.start(inbound);
      await found(() => inbound.goneMessages[0], "the look at the question after it");
      expect([inbound.calls, by("🇧")]).toEqual([[], [at.ben.person.id]]);
      await next.stop();
    });

    it("are read after a gap that Discord does not make up for", async () => {
      at.inbound.questions = [{ place: at.place, message, reactions: true }];
      at.discord.world.channels
        .get(message.channel)
        ?.messages.get(message.message)
        ?.reactions.set("🇦", new Set([at.ben.person.id]));
      at.discord.gateway.invalidate();
      await found(() => at.inbound.calls[0], "the reaction", 15_000);
      expect(at.inbound.last("reaction")).toMatchObject({ choice: 0, found: true });
    });
  });

  it("work on messages that were posted before the process started", async () => {
    await at.platform.stop();
    const inbound = new ScriptedInbound();
    const settings = { token: at.discord.token, apiUrl: at.discord.url };
    const next = createPlatform(settings, new LogBook());
    await next.start(inbound);
    await at.ben.react(message, 3);
    await found(() => inbound.calls[0], "the reaction");
    expect(inbound.last("reaction")).toMatchObject({ message, choice: 3 });
    await next.stop();
  });

  it("are not seeded below a message that is gone, which is told", async () => {
    at.discord.deleteMessage(message.channel, message.message);
    expect(await at.platform.seedReactions(at.place.team, message, 4)).toEqual({ kind: "gone" });
  });

  it("are seeded after the posts that wait, and quietly given up where they are not allowed", async () => {
    at.discord.deny(at.discord.general, PERMISSIONS.addReactions);
    await at.platform.seedReactions(at.place.team, message, 4);
    expect(by("🇦")).toEqual([]);
    expect(at.log.errors()).toEqual([]);
    at.discord.general.overwrites.pop();
    at.discord.router.delay = 300;
    const post = at.platform.post(at.place, sampleDaily(), { key: "k2", repeat: false });
    await pause(0);
    const seed = at.platform.seedReactions(at.place.team, message, 4);
    await Promise.all([post, seed]);
    const wrote = at.discord.router.seen.filter((r) => r.path.includes("/channels/"));
    const posted = wrote.findLastIndex((r) => r.method === "POST");
    expect(wrote.slice(posted + 1).map((r) => r.method)).toEqual(["PUT", "PUT", "PUT", "PUT"]);
    expect(by("🇩")).toEqual([at.discord.bot.id]);
  });
});
