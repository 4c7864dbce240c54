import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { placeOfOne } from "../../../src/engine/words/place.ts";
import type { Button } from "../../../src/engine/words/press.ts";
import { notice } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import { PATIENCE } from "../../../src/platforms/discord/limits.ts";
import type { StandInMember } from "../../stand-ins/discord/member.ts";
import { sampleNotice, sampleQuestion } from "../samples.ts";
import { found, pause } from "../suite/looking.ts";
import { type DiscordHarness, discordHarness } from "./harness.ts";

describe("Discord outside of the bot's servers", () => {
  let at: DiscordHarness;
  let ben: StandInMember;
  /** A channel of a server that the bot is not in. */
  let elsewhere: string;
  beforeEach(async () => {
    at = await discordHarness();
    ben = at.members.ben;
    ben.bringBot();
    const guild = at.discord.addGuild("Elsewhere", { withBot: false });
    guild.members.set(ben.user.id, { nick: "Benny", roles: [] });
    guild.members.set(at.members.ada.user.id, { nick: null, roles: [] });
    elsewhere = at.discord.addChannel({ guildId: guild.id }).id;
  });
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });
  const shown = (channel: string, words: string) =>
    found(() => ben.sees(channel).findLast((m) => m.text.includes(words)), words);
  const own = () => placeOfOne("discord", ben.user.id);

  it("is somebody's own place, in any chat, where all that they are told is for them alone", async () => {
    const group = at.discord.addChannel({ guildId: null, type: 3 }).id;
    const direct = at.discord.addChannel({ guildId: null, type: 1, recipientId: ben.user.id }).id;
    at.inbound.answer(sampleNotice("Asked.", "channel"));
    for (const chat of [elsewhere, group, direct]) {
      ben.command(chat, "dlq", null, { topic: "cnn" });
      expect(await shown(chat, "Asked.")).toMatchObject({ private: true });
      expect(at.inbound.last("command")).toMatchObject({
        ...{ place: own(), isAdmin: false },
        person: { id: ben.user.id, name: "Ben" },
      });
    }
    expect(at.members.ada.sees(elsewhere)).toEqual([]);
    expect(at.inbound.sentQuestions).toEqual([]);
  });

  it("has what is for a person alone, and nothing of groups", () => {
    expect(() => ben.command(elsewhere, "dlq-daily", "status")).toThrow("not offered");
    expect(() => ben.command(elsewhere, "dlq-leaderboard", null)).toThrow("not offered");
    expect(() => at.members.ada.command(elsewhere, "dlq", null)).toThrow("not offered");
    for (const [command, sub] of [
      ["dlq-review", null],
      ["dlq-me", null],
      ["dlq-mistakes", null],
      ["dlq-help", null],
      ["dlq-plan", "show"],
      ["dlq-topics", null],
      ["dlq-privacy", "forget"],
      ["dlq-language", null],
    ] as const)
      expect(() => ben.command(elsewhere, command, sub)).not.toThrow();
  });

  it("is left in a server that the bot is in, which is its group as for everybody", async () => {
    at.inbound.answer(sampleQuestion({ visibility: "channel" }));
    ben.command(at.place.group, "dlq", null, { topic: "cnn" });
    await found(() => at.inbound.sentQuestions[0], "the question");
    expect(at.inbound.last("command").place).toEqual(at.place);
  });

  it("keeps presses, forms and slow replies there", async () => {
    const report: Button = { label: say("button.report"), action: { verb: "report", item: "i1" } };
    const another: Button = {
      label: say("button.another"),
      action: { verb: "another", asked: {}, private: false },
    };
    at.inbound.answer(async () => {
      await pause(PATIENCE + 200);
      return { ...sampleNotice("Slowly.", "channel"), buttons: [report, another] };
    });
    ben.command(elsewhere, "dlq", null, {});
    const first = await shown(elsewhere, "Slowly.");
    at.inbound.answer(sampleNotice("Another.", "channel"));
    ben.press(elsewhere, first.id, "Another one");
    await shown(elsewhere, "Another.");
    expect(at.inbound.last("button").place).toEqual(own());
    expect(at.inbound.last("button").atHome).toBeUndefined();
    at.inbound.answer(sampleNotice("Thanks."));
    ben.press(elsewhere, first.id, "Report");
    await found(() => ben.form(), "the form");
    ben.submit("Two keys are right.");
    await shown(elsewhere, "Thanks.");
    expect(at.inbound.last("form")).toMatchObject({ place: own(), item: "i1" });
  });

  it("sends a long reply within the few messages that a person's own bot may follow up with", async () => {
    at.inbound.answer(sampleNotice("word ".repeat(3_000)));
    ben.command(elsewhere, "dlq-me", null);
    await found(() => ben.sees(elsewhere)[3], "the last part");
  });

  it("reaches them by direct message, whose buttons are about themselves", async () => {
    const off: Button = {
      label: say("button.remind-off"),
      action: { verb: "remind", act: "off", group: null },
    };
    const card = { ...notice("info", say("remind.on")), buttons: [off] };
    const { team, group } = own();
    expect(await at.platform.tell(team, ben.user.id, card, group)).toEqual({ kind: "told" });
    const told = await found(() => ben.directMessages()[0], "the message");
    at.inbound.answer(sampleNotice("Off."));
    ben.press(told.channelId, told.id, "No more reminders");
    await found(() => ben.directMessages().find((m) => m.text.includes("Off.")), "the reply");
    expect(at.inbound.last("button").place).toEqual(own());
    expect([await at.platform.isIn(team), await at.platform.whoLeft(team, [ben.user.id])]).toEqual([
      true,
      [],
    ]);
  });

  describe("the menu of a message", () => {
    it("asks whoever points at it alone about its text, here and in any chat", async () => {
      at.inbound.answer(sampleQuestion({ visibility: "private", stem: "Only for you?" }));
      const said = at.members.ada.say(at.place.group, "why does dropout help?");
      at.members.ada.pointAt(said, "Ask about this");
      const here = await found(() => at.members.ada.sees(at.place.group)[1], "the question");
      expect(here).toMatchObject({ private: true, text: expect.stringContaining("Only for you?") });
      expect(at.inbound.last("pointed")).toMatchObject({ place: at.place, text: "why does dropout help?" });
      ben.pointAt(at.members.ada.say(elsewhere, "and batch norm?"), "Ask about this");
      await shown(elsewhere, "Only for you?");
      expect(at.inbound.last("pointed")).toMatchObject({ place: own(), text: "and batch norm?" });
    });

    it("reads what the bot itself said, embeds and all", async () => {
      at.inbound.answer(sampleQuestion({ visibility: "channel", stem: "What is a receptive field?" }));
      ben.command(at.place.group, "dlq", null, {});
      await found(() => at.inbound.sentQuestions[0], "the question");
      const [question] = ben.sees(at.place.group);
      at.inbound.answer(sampleNotice("Found."));
      ben.pointAt(question!, "Ask about this");
      await shown(at.place.group, "Found.");
      expect(at.inbound.last("pointed").text).toContain("What is a receptive field?");
    });
  });
});
