import { beforeEach, describe, expect, it } from "vitest";
import type { PostOutcome } from "../../src/engine/ports/platform.ts";
import { hasOptions } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { createWorld, DAY, HOUR, said, type World } from "./world.ts";

const HOW = say("slack.how.invite", { code: { code: "/invite" } });
const OUT: PostOutcome = { kind: "refused", reason: "not-a-member", missing: [HOW] };
const LOST: PostOutcome = { kind: "refused", reason: "permission-lost", missing: ["Send Messages"] };
const GONE: PostOutcome = { kind: "refused", reason: "channel-gone", missing: [] };

let world: World;
const group = () => world.store.readGroup(world.place);
const told = () => world.platform.told.map(({ reply }) => said(reply));
const posted = (kind: string) => world.platform.posts.filter(({ reply }) => reply.kind === kind);
const admin = () => world.as("admin");
const status = async () => {
  const { current } = await group();
  return (await world.store.readRound(world.place.team, current ?? ""))?.status;
};

/** A question of eight hours that Ada answered. */
beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(admin(), { time: "09:00", timezone: "Europe/Berlin", openFor: 480 });
  await world.runTo("2026-11-20T08:00:00Z", HOUR / 2);
  await world.bot.answer(world.as("ada"), 0);
});

describe("a channel that takes no message of the bot when its question closes", () => {
  it.each([
    ["put the bot out", OUT, "not-a-member", "type /invite"],
    ["took a permission away", LOST, "permission-lost", "I need: Send Messages"],
  ] as const)("has its summary once the bot is in again, where it %s", async (_, outcome, reason, word) => {
    world.platform.nextPosts = Array.from({ length: 500 }, () => outcome);
    await world.runTo("2026-11-20T17:00:00Z", HOUR / 4);
    expect(world.platform.edits.at(-1)?.reply.kind).toBe("result");
    expect(await group()).toMatchObject({ paused: { reason } });
    expect(told()).toEqual([expect.stringContaining(word)]);
    await world.runTo("2026-11-25T17:00:00Z", DAY / 4);
    expect(posted("summary")).toEqual([]);
    world.platform.nextPosts = [];
    await world.handlers.letIn(world.place);
    await world.work();
    expect(posted("summary")).toHaveLength(1);
    expect(await status()).toBe("closed");
    expect(await group()).toMatchObject({ paused: null });
  });

  it("has it within a quarter of an hour where nobody says that the permission is back", async () => {
    world.platform.nextPosts = Array.from({ length: 500 }, () => LOST);
    await world.runTo("2026-11-20T20:00:00Z", HOUR / 4);
    world.platform.nextPosts = [];
    await world.runTo("2026-11-20T20:15:00Z");
    expect(posted("summary")).toHaveLength(1);
  });

  it("has its result, too, where the question was deleted", async () => {
    world.platform.nextEdits = Array.from({ length: 500 }, () => ({ kind: "gone" }));
    world.platform.nextPosts = Array.from({ length: 500 }, () => OUT);
    await world.runTo("2026-11-20T20:00:00Z", HOUR / 4);
    expect(await group()).toMatchObject({ paused: { reason: "not-a-member" } });
    expect(await status()).toBe("showing");
    world.platform.nextPosts = [];
    await world.handlers.letIn(world.place);
    await world.work();
    expect(posted("result")).toHaveLength(1);
    expect(posted("summary")).toHaveLength(1);
    expect(told()).toEqual([
      expect.stringContaining("type /invite"),
      expect.stringContaining("I am in g1 again"),
    ]);
  });

  it("has it as well where nothing is asked there any more, and nobody is told", async () => {
    await world.bot.daily.off(admin());
    world.platform.nextPosts = Array.from({ length: 500 }, () => OUT);
    await world.runTo("2026-11-25T16:00:00Z", HOUR);
    expect(await status()).toBe("showing");
    world.platform.nextPosts = [];
    await world.handlers.letIn(world.place);
    await world.work();
    expect(posted("summary")).toHaveLength(1);
    expect(told()).toEqual([]);
  });

  it("is let be after some days where it is gone for good, and its manager is told of it once", async () => {
    world.platform.nextEdits = Array.from({ length: 5_000 }, () => ({ kind: "gone" }));
    world.platform.nextPosts = Array.from({ length: 5_000 }, () => GONE);
    await world.runTo("2026-12-02T18:00:00Z", HOUR);
    expect(await group()).toMatchObject({ paused: { reason: "channel-gone" } });
    const due = await world.store.claimDue(100, 1);
    expect(due.filter(({ kind }) => kind === "close")).toEqual([]);
    expect(told()).toHaveLength(1);
  });

  it("goes on asking where the post of a forum alone is closed", async () => {
    const { current } = await group();
    const { team } = world.place;
    const round = await world.store.readRound(team, current ?? "");
    await world.store.loseMessage(team, round!.id, round!.message!);
    await world.store.confirmPosted(team, round!.id, { channel: "post", message: "post" });
    world.platform.nextPosts = [LOST];
    await world.runTo("2026-11-20T18:00:00Z", HOUR / 4);
    expect(await group()).toMatchObject({ paused: null });
    expect(posted("summary")).toHaveLength(1);
  });
});

describe("a channel in which the bot cannot edit the question when it closes", () => {
  const barred = () => {
    world.platform.nextEdits = Array.from({ length: 500 }, () => ({ kind: "barred", detail: "out" }));
  };

  it.each([
    ["its permissions", undefined, "permission-lost", "I need: View Channel"],
    ["its place in it", "not-a-member", "not-a-member", "type /invite"],
  ] as const)("pauses for want of %s, and its manager is told once", async (_, pauses, reason, word) => {
    barred();
    world.platform.missing = [
      { name: "View Channel", how: HOW, ...(pauses === undefined ? {} : { pauses }) },
    ];
    await world.runTo("2026-11-20T16:01:00Z", HOUR / 4);
    expect(await group()).toMatchObject({ paused: { reason } });
    await world.runTo("2026-11-22T16:00:00Z", HOUR / 4);
    expect(told()).toEqual([expect.stringContaining(word)]);
    [world.platform.nextEdits, world.platform.missing] = [[], []];
    await world.handlers.letIn(world.place);
    await world.work();
    expect(world.platform.edits.at(-1)?.reply.kind).toBe("result");
    expect(posted("summary")).toHaveLength(1);
  });

  it("pauses where the bot was removed and nobody heard of it", async () => {
    barred();
    world.platform.isThere = false;
    await world.runTo("2026-11-20T16:01:00Z", HOUR / 4);
    expect(await group()).toMatchObject({ paused: { reason: "bot-removed" } });
    expect(told()).toEqual([expect.stringContaining("I was removed")]);
  });

  it("goes on where nothing is missing, or what a result does without", async () => {
    barred();
    world.platform.missing = [{ name: "Create Threads", how: HOW, without: HOW }];
    await world.runTo("2026-11-20T18:00:00Z", HOUR / 4);
    expect(await group()).toMatchObject({ paused: null });
    expect(told()).toEqual([]);
  });
});

describe("a channel that is closed to the bot", () => {
  const lacks = (pauses?: "not-a-member") => {
    const lack = { name: pauses === undefined ? "View Channel" : "a seat", how: HOW };
    world.platform.missing = [{ ...lack, ...(pauses === undefined ? {} : { pauses }) }];
    world.platform.nextEdits = Array.from({ length: 500 }, () => ({ kind: "barred", detail: "out" }));
  };
  const closing = async () => said(await world.bot.daily.close(admin()));
  const asked = async () => said(await world.bot.daily.status(world.as("ben")));

  it("reads below daily close that the result waits, for what, and not that it comes in a moment", async () => {
    lacks();
    const first = await closing();
    expect(first).toContain("I may not show the result in g1 now");
    expect(first).toContain("View Channel: Invite the bot");
    expect(first).not.toContain("in a moment");
    await world.work();
    for (const words of [await closing(), await asked()]) {
      expect(words).toContain("I may not show its result in g1 now");
      expect(words).toContain("View Channel: Invite the bot");
    }
    expect(await asked()).toContain("I need: View Channel");
  });

  it("reads the same where nothing is asked any more", async () => {
    lacks();
    await closing();
    await world.bot.daily.off(admin());
    await world.work();
    expect(await asked()).toContain("I may not show its result in g1 now");
  });

  it.each(["status", "now"] as const)(
    "reads below daily %s how the bot is invited where it seemed to be gone",
    async (what) => {
      await world.handlers.channelGone(world.place);
      lacks("not-a-member");
      const reply = await world.bot.daily[what](admin());
      expect(said(reply)).toContain("I was taken out of the channel");
      expect(said(reply)).toContain("type /invite");
      expect(said(reply)).not.toContain("gone");
      if (reply.kind === "schedule") expect(reply.group.paused?.reason).toBe("not-a-member");
    },
  );

  it("reads what is to be done with another one where it may be gone, which is told its manager, too", async () => {
    await world.handlers.channelGone(world.place);
    for (const words of [await asked(), told().at(-1)])
      expect(words).toContain("type daily set in another one");
  });
});

describe("a channel that takes no message of the bot when last week's winners are named", () => {
  const recaps = () => world.platform.posts.filter(({ reply }) => reply.kind === "recap");

  beforeEach(async () => {
    const { current } = await group();
    const round = await world.store.readRound(world.place.team, current ?? "");
    if (!round || !hasOptions(round)) throw new Error("no question with options");
    await world.bot.answer(world.as("ada"), round.question.key);
    await world.bot.daily.set(admin(), { days: [1, 3] });
    await world.runTo("2026-11-23T07:00:00Z", HOUR);
  });

  it("has them named once the bot is in again", async () => {
    world.platform.nextPosts = Array.from({ length: 500 }, () => OUT);
    await world.runTo("2026-11-24T12:00:00Z", HOUR / 4);
    expect(await group()).toMatchObject({ paused: { reason: "not-a-member" } });
    expect(told()).toHaveLength(1);
    world.platform.nextPosts = [];
    await world.handlers.letIn(world.place);
    await world.work();
    expect(recaps()).toHaveLength(1);
    await world.runTo("2026-11-29T12:00:00Z", HOUR);
    expect(recaps()).toHaveLength(1);
  });

  it("has them named, too, where it put the bot out before that", async () => {
    await world.handlers.shutOut(world.place, HOW);
    await world.runTo("2026-11-24T12:00:00Z", HOUR / 4);
    await world.handlers.letIn(world.place);
    await world.work();
    expect(recaps()).toHaveLength(1);
  });

  it("leaves it to the next week where the bot is out for long", async () => {
    await world.handlers.shutOut(world.place, HOW);
    await world.runTo("2026-11-29T12:00:00Z", HOUR);
    await world.handlers.letIn(world.place);
    await world.runTo("2026-12-01T12:00:00Z", HOUR);
    expect(recaps()).toEqual([]);
  });
});
