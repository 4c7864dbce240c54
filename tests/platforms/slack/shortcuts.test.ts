import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ASK_ABOUT } from "../../../src/platforms/slack/scopes.ts";
import type { Message } from "../../stand-ins/slack/state.ts";
import { sampleQuestion } from "../samples.ts";
import { found, sight } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

describe("the shortcut on a message", () => {
  let at: SlackHarness;
  let said: Message;
  beforeEach(async () => {
    at = await makeHarness("socket");
    said = at.member.say(at.channel, "why does &lt;dropout&gt; help &amp; when? &lt;3");
    at.inbound.answer(sampleQuestion({ visibility: "private", stem: "Only for you?" }));
  });
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });

  it("asks whoever points at it alone, beside the message, about its text as people read it", async () => {
    await at.member.pointAt(said, ASK_ABOUT);
    expect((await sight(at.ada, "Only for you?")).private).toBe(true);
    expect(at.inbound.last("pointed")).toMatchObject({
      text: "why does <dropout> help & when? <3",
      place: at.place,
      person: { id: at.member.id },
    });
    expect(at.ben.sees().map(({ text }) => text)).not.toContain("Only for you?");
  });

  it("answers in the thread where the message stands in one", async () => {
    const reply = at.slack.world.say(at.team.state, at.channel, {
      text: "dropout?",
      user: at.member.id,
      isBot: false,
      threadTs: said.ts,
    });
    await at.member.pointAt(reply, ASK_ABOUT);
    const answer = await found(
      () => at.member.seesInThread(at.channel, said).find((m) => m.onlyFor === at.member.id),
      "the question in the thread",
    );
    expect(answer.blocks.length).toBeGreaterThan(0);
  });

  it("works where the bot is in none of the channels, and for somebody who is only a guest there", async () => {
    const locked = at.team.addChannel("elsewhere", { withBot: false });
    const guest = at.team.addMember("Guest");
    const there = guest.say(locked, "dropout");
    await guest.pointAt(there, ASK_ABOUT);
    await found(() => locked.messages.find((m) => m.onlyFor === guest.id), "the question for the guest");
  });

  it("asks once where Slack delivers twice", async () => {
    at.slack.deliveries.faults.repeats = 1;
    await at.member.pointAt(said, ASK_ABOUT);
    await sight(at.ada, "Only for you?");
    const deliveries = at.inbound.calls.map(({ press }) => "delivery" in press && press.delivery);
    expect(deliveries).toHaveLength(2);
    expect(new Set(deliveries).size).toBe(1);
  });
});
