import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { notice, type SummaryReply } from "../../../src/engine/words/reply.ts";
import { say } from "../../../src/engine/words/say.ts";
import { readMessage } from "../../stand-ins/slack/reading.ts";
import { sampleDaily, sampleNotice, sampleQuestion, sampleResult } from "../samples.ts";
import { saying, sayingAll } from "../speaking.ts";
import { found, pause, sight } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

const LONG = "A gradient of many words. ".repeat(400);

const longNotice = () =>
  notice("info", ...Array.from({ length: 8 }, (_, i) => saying(`Point ${i}. ${LONG}`)));

describe("posting on Slack", () => {
  let at: SlackHarness;
  beforeEach(async () => {
    at = await makeHarness("socket");
  });
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });

  const post = (key: string, repeat = false) => at.platform.post(at.place, sampleDaily(), { key, repeat });
  const calls = (method: string) => at.slack.world.calls.filter((call) => call.method === method);
  const messages = () => at.channel.messages.filter((m) => m.onlyFor === null);

  it("does not double a question whose reply was lost, and finds out where it is", async () => {
    at.loseNextReply();
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    await found(() => at.inbound.sentQuestions[0], "sent()");
    expect(messages()).toHaveLength(1);
    expect(at.inbound.sentQuestions[0]?.message.message).toBe(messages()[0]?.ts);
  });

  it("says so where it cannot find out whether a question is up", async () => {
    at.slack.fail("conversations.history", "missing_scope");
    at.loseNextReply();
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    expect((await sight(at.ada, "did not confirm")).private).toBe(true);
    expect(messages()).toHaveLength(1);
    expect(at.inbound.sentQuestions).toEqual([]);
  });

  it("never sends a post twice by itself", async () => {
    at.slack.fail("chat.postMessage", "fatal_error");
    expect(await post("k")).toEqual({ kind: "unsure", detail: "fatal_error" });
    expect(calls("chat.postMessage")).toHaveLength(1);
  });

  it("posts nothing again before it is known that no copy is up, and then as often as Slack lets it look", async () => {
    at.slack.leaveMarketplace();
    at.loseNextReply();
    expect((await post("k")).kind).toBe("unsure");
    // Somebody else's look has used up the minute.
    await at.platform.find(at.place, sampleDaily(), { key: "other" });
    for (let i = 0; i < 5; i++) {
      const outcome = await post("k", true);
      expect(outcome).toMatchObject({ kind: "failed" });
      expect(outcome.kind === "failed" && outcome.retryAfter).toBeGreaterThan(50_000);
    }
    expect(messages()).toHaveLength(1);
    expect(calls("conversations.history").filter((call) => call.outcome === "ok")).toHaveLength(1);
  });

  it("posts no second copy after a restart, although the history cannot be read", async () => {
    at.slack.limit(at.team, "conversations.history", 60, 5);
    expect(await post("k", true)).toMatchObject({ kind: "failed", retryAfter: 60_000 });
    expect(messages()).toEqual([]);
  });

  it("finds a copy behind 40 messages of others, a page at a time, and goes on where Slack cut it short", async () => {
    at.slack.world.isOutsideMarketplace = true;
    at.loseNextReply();
    await post("k");
    for (let i = 0; i < 40; i++) at.member.say(at.channel, `talk ${i}`);
    at.slack.world.rates.histories = { burst: 2, perSecond: 1 };
    // For as long as is left of a second.
    expect(await post("k", true)).toMatchObject({ kind: "failed", retryAfter: expect.any(Number) });
    await pause(1100);
    expect(await post("k", true)).toMatchObject({
      kind: "posted",
      message: { message: messages()[0]?.ts },
    });
    expect(calls("conversations.history").map((call) => call.outcome)).toEqual([
      "ok",
      "ok",
      "ratelimited",
      "ok",
    ]);
    expect(messages().filter((m) => m.isBot)).toHaveLength(1);
  });

  it("sees a copy that another process posted while its own look was cut short", async () => {
    at.slack.world.isOutsideMarketplace = true;
    for (let i = 0; i < 40; i++) at.member.say(at.channel, `talk ${i}`);
    at.slack.world.rates.histories = { burst: 2, perSecond: 2 };
    expect((await post("k", true)).kind).toBe("failed");
    await post("k");
    await pause(1100);
    expect((await post("k", true)).kind).toBe("posted");
    expect(messages().filter((m) => m.isBot)).toHaveLength(1);
  });

  it("looks through a thread to its end, also where Slack cut it short", async () => {
    const outcome = await post("k");
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    const { team } = at.place;
    const thread = { threadTs: outcome.message.message, isBot: false, user: at.member.id };
    const talk = (from: number) => {
      for (let i = from; i < from + 40; i++)
        at.slack.world.say(at.team.state, at.channel, { ...thread, text: `talk ${i}` });
    };
    const summary: SummaryReply = {
      kind: "summary",
      visibility: "channel",
      lines: [saying("Six.")],
      top: [],
    };
    const put = () => at.platform.postInThread(team, outcome.message, summary, { key: "s", repeat: true });
    talk(0);
    expect((await put()).kind).toBe("posted");
    talk(40);
    at.slack.world.isOutsideMarketplace = true;
    at.slack.world.rates.histories = { burst: 2, perSecond: 1 };
    expect(await put()).toMatchObject({ kind: "failed", retryAfter: 1000 });
    await pause(2100);
    expect((await put()).kind).toBe("posted");
    expect(at.thread(outcome.message).filter((m) => m.text.includes("Six."))).toHaveLength(1);
  });

  it("looks no further back than the first try", async () => {
    for (let i = 0; i < 40; i++) at.member.say(at.channel, `talk ${i}`);
    for (const message of at.channel.messages) message.ts = message.ts.replace(/^\d+/, "1500000000");
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "k", repeat: true, age: 60_000 });
    expect(outcome.kind).toBe("posted");
    expect(calls("conversations.history")).toHaveLength(1);
  });

  it("asks for the history where it may not read it, rather than to risk two questions", async () => {
    at.slack.fail("conversations.history", "missing_scope");
    expect(await post("k", true)).toMatchObject({ kind: "refused", reason: "permission-lost" });
    at.team.state.scopes.delete("channels:history");
    const needs = { reactions: false, thread: true, ping: null };
    const missing = await at.platform.missingPermissions(at.place, needs);
    expect(missing.map((one) => one.name)).toEqual(["channels:history"]);
  });

  it("gives the address of a message, and of none that is gone", async () => {
    const outcome = await post("k");
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    const { team } = at.place;
    const path = `/archives/${at.channel.id}/p${outcome.message.message.replace(".", "")}`;
    expect(await at.platform.linkTo(team, outcome.message)).toBe(at.slack.world.origin + path);
    await at.deleteMessage(outcome.message);
    expect(await at.platform.linkTo(team, outcome.message)).toBeNull();
  });

  it.each([
    ["is_archived", { kind: "refused", reason: "channel-gone" }],
    ["channel_not_found", { kind: "refused", reason: "channel-gone" }],
    ["not_in_channel", { kind: "refused", reason: "not-a-member" }],
    ["missing_scope", { kind: "refused", reason: "permission-lost" }],
    ["restricted_action", { kind: "refused", reason: "permission-lost", missing: ["restricted_action"] }],
    ["token_revoked", { kind: "refused", reason: "bot-removed" }],
    ["internal_error", { kind: "unsure" }],
    ["rate_limited", { kind: "failed" }],
    ["something_new", { kind: "failed" }],
  ])("takes %s for what it is", async (error, outcome) => {
    at.slack.fail("chat.postMessage", error);
    expect(await post("k")).toMatchObject(outcome);
  });

  it("knows a post that never reached Slack", async () => {
    // The first request after the end finds the connections of before cut; the next one finds nobody.
    await at.slack.close();
    await post("k");
    expect(await post("k2")).toMatchObject({ kind: "failed", detail: "ECONNREFUSED" });
  });

  it("waits out a short rate limit", async () => {
    at.slack.limit(at.team, "chat.postMessage", 1);
    expect((await post("k")).kind).toBe("posted");
    expect(calls("chat.postMessage").map((call) => call.outcome)).toEqual(["ratelimited", "ok"]);
  });

  it("puts a question into a channel it is not in as a response, and asks to be invited", async () => {
    await at.team.removeBot(at.channel);
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    expect((await sight(at.ben, "receptive field")).private).toBe(false);
    const hint = await sight(at.ada, "/invite");
    expect(hint.private).toBe(true);
    expect(at.inbound.sentQuestions).toEqual([]);
    at.inbound.answer(sampleNotice("Right!"));
    await at.ben.press((await sight(at.ben, "receptive field")).ref, "B");
    expect((await sight(at.ben, "Right!")).private).toBe(true);
  });

  it("says so where it can post in no way", async () => {
    await at.team.removeBot(at.channel);
    at.inbound.answer(sampleQuestion({ stem: LONG.repeat(10) }));
    await at.ada.run("dlq", null, {});
    expect((await sight(at.ada, "does not let me post")).private).toBe(true);
    expect(messages()).toEqual([]);
  });

  it("splits what is too long for a message, and repeats no part of it", async () => {
    const reply = sampleDaily({ stem: LONG.repeat(3) });
    const outcome = await at.platform.post(at.place, reply, { key: "k", repeat: false });
    expect(messages().length).toBeGreaterThan(1);
    expect(outcome).toMatchObject({ kind: "posted", message: { message: messages().at(-1)?.ts } });
    expect(at.ben.sees().at(-1)?.buttons).toContain("A");
    const again = await at.platform.post(at.place, reply, { key: "k", repeat: true });
    expect(again).toEqual(outcome);
    expect(calls("chat.postMessage")).toHaveLength(messages().length);
  });

  it("is unsure of a long reply of which only a part is up", async () => {
    const stem = Array.from({ length: 5000 }, (_, n) => `word${n}`).join(" ");
    const reply = sampleDaily({ stem });
    at.slack.fail("chat.postMessage", "something_new", 1);
    expect((await at.platform.post(at.place, reply, { key: "k", repeat: false })).kind).toBe("unsure");
    expect(messages()).toHaveLength(1);
    at.slack.heal();
    expect((await at.platform.post(at.place, reply, { key: "k", repeat: true })).kind).toBe("posted");
    const pages = messages().map((m) => JSON.stringify(m.blocks));
    expect(new Set(pages).size).toBe(pages.length);
  });

  it("keeps an edited message one message, however long", async () => {
    const outcome = await post("k");
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    const result = sampleResult({ explanation: LONG.repeat(5), stem: LONG, trap: LONG });
    expect(await at.platform.edit(at.place.team, outcome.message, result)).toEqual({ kind: "edited" });
    expect(at.ben.sees()).toHaveLength(1);
    expect(at.ben.sees()[0]?.text).toContain("…");
    expect(at.ben.sees()[0]?.buttons).toEqual(["My answer"]);
  });

  it("shows a summary in the channel as well where the group wants it", async () => {
    const outcome = await post("k");
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    const { team } = at.place;
    const reply = (word: string): SummaryReply => ({
      kind: "summary",
      visibility: "channel",
      lines: [saying(word)],
      top: [],
    });
    const options = { key: "s1", repeat: false };
    await at.platform.postInThread(team, outcome.message, reply("Six."), { ...options, inChannel: true });
    await at.platform.postInThread(team, outcome.message, reply("Seven."), { ...options, key: "s2" });
    expect(at.thread(outcome.message).map((m) => m.text)).toEqual(["Summary\nSix.", "Summary\nSeven."]);
    expect(at.ben.sees().map((m) => m.text)).toEqual([
      expect.stringContaining("receptive field"),
      "Summary\nSix.",
    ]);
  });

  it("tells of the question before in the next one, with a link", async () => {
    const previous = sayingAll([
      { link: "The question of 19 Nov 2026", url: "https://acme.example/archives/C1/p1" },
      ": ",
      { strong: "B" },
      " was right, 5 × 5",
    ]);
    await at.platform.post(at.place, sampleDaily({ previous }), { key: "k", repeat: false });
    expect(at.ben.sees()[0]?.text).toContain("The question of 19 Nov 2026: B was right, 5 × 5");
    expect(at.ben.sees()[0]?.links).toContain("https://acme.example/archives/C1/p1");
  });

  it("answers into the channel where a message takes no replies", async () => {
    const outcome = await post("k");
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    await at.deleteMessage(outcome.message);
    const summary: SummaryReply = {
      kind: "summary",
      visibility: "channel",
      lines: [saying("Six.")],
      top: [],
    };
    const { team } = at.place;
    for (const repeat of [false, true]) {
      const put = await at.platform.postInThread(team, outcome.message, summary, { key: "s", repeat });
      expect(put.kind).toBe("posted");
    }
    expect(at.ben.sees().map((m) => m.text)).toEqual(["Summary\nSix."]);
  });

  it("sends a private reply of many parts by every way there is", async () => {
    at.inbound.answer(longNotice());
    await at.ada.run("dlq-help", null, {});
    const last = await found(() => at.ada.sees().find((m) => m.text.includes("Point 7")), "the last part");
    expect(last.private).toBe(true);
    expect(at.ben.sees()).toEqual([]);
    expect(calls("chat.postEphemeral").length).toBeGreaterThan(0);
    const all = at.channel.messages.map((m) => readMessage(m).text).join("");
    for (let i = 0; i < 8; i++) expect(all).toContain(`Point ${i}.`);
  });

  it("answers by direct message where nothing else works", async () => {
    await at.team.removeBot(at.channel);
    at.inbound.answer(async () => {
      for (const address of at.slack.world.responses.values()) address.uses = 5;
      return sampleNotice("Only by letter.");
    });
    await at.ada.run("dlq-me", null, {});
    await found(() => at.ada.directMessages().find((m) => m.text.includes("Only by letter.")), "the letter");
  });

  it("seeds reactions behind a rate limit, and once", async () => {
    const outcome = await post("k");
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    at.slack.limit(at.team, "reactions.add", 1);
    await at.platform.seedReactions(at.place.team, outcome.message, 4);
    await at.platform.seedReactions(at.place.team, outcome.message, 4);
    expect(at.ben.sees()[0]?.reactions.map((r) => r.emoji)).toEqual(["one", "two", "three", "four"]);
    expect(at.inbound.calls).toEqual([]);
  });

  it("names what a channel and an app lack", async () => {
    const needs = { reactions: true, thread: true, ping: null };
    at.team.state.scopes.delete("reactions:write");
    const missing = await at.platform.missingPermissions(at.lockedPlace, needs);
    expect(missing.map((one) => one.name)).toEqual([say("slack.need.membership"), "reactions:write"]);
    const hidden = at.team.addChannel("hidden", { isPrivate: true, withBot: false });
    const place = { ...at.place, group: hidden.id };
    expect(await at.platform.missingPermissions(place, { ...needs, reactions: false })).toHaveLength(1);
    at.slack.fail("conversations.info", "unknown_method");
    expect(await at.platform.missingPermissions(place, { ...needs, reactions: false })).toEqual([]);
  });
});
