import { beforeEach, describe, expect, it } from "vitest";
import { createBot } from "../../src/engine/bot.ts";
import { questionReply } from "../../src/engine/uses/views.ts";
import type { Place } from "../../src/engine/words/place.ts";
import { dealt } from "../dealt.ts";
import { saying } from "../platforms/speaking.ts";
import { createWorld, HOUR, said, sentence, type World } from "./world.ts";

let world: World;
const admin = () => world.as("admin");
const group = () => world.store.readGroup(world.place);
const recaps = () => world.platform.posts.filter((p) => p.reply.kind === "recap");
const questions = () => world.platform.posts.filter((p) => p.reply.kind === "question");

/** What the recap says, read aloud. */
function line(index: number): string | undefined {
  const reply = recaps()[index]?.reply;
  if (reply?.kind !== "recap") return undefined;
  return reply.lines.map(sentence).join("");
}

async function answer(...who: string[]) {
  const { current } = await group();
  const round = await world.store.readRound(world.place.team, current ?? "");
  if (round === null) throw new Error("no daily round");
  const action = { verb: "answer", round: round.id, choice: dealt(round).key } as const;
  for (const id of who) await world.handlers.button({ ...world.as(id), action });
}

beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(admin(), { time: "09:00", timezone: "Europe/Berlin" });
});

describe("rights", () => {
  it("tells an admin whose rights were not said that Slack did not answer, not that they may not", async () => {
    const { bot, as } = world;
    const place = { team: "slack:T1", group: "C1" } as const;
    const reply = await bot.daily.pause(as("admin", { place, isAdmin: null }));
    expect(reply).toMatchObject({ kind: "notice", tone: "trouble" });
    expect(said(reply)).toContain("Slack did not answer");
    expect(said(reply)).not.toContain("managed by");
  });
});

describe("a channel of each platform", () => {
  it("has what suits the platform where nothing was said, and keeps what was said", async () => {
    const at = (team: Place["team"]) => ({ team, group: "C1" });
    const scheduleOf = async (team: Place["team"]) => (await world.store.readGroup(at(team))).schedule;
    for (const team of ["slack:T1", "discord:1"] as const)
      await world.bot.daily.set(world.as("admin", { place: at(team) }), { time: "09:00" });
    expect(await scheduleOf("slack:T1")).toMatchObject({ answers: "buttons", results: "channel" });
    expect(await scheduleOf("discord:1")).toMatchObject({ answers: "both", results: "thread" });
    const caller = world.as("admin", { place: at("slack:T1") });
    await world.bot.daily.set(caller, { answers: "both", results: "thread" });
    await world.bot.daily.set(caller, { time: "10:00" });
    expect(await scheduleOf("slack:T1")).toMatchObject({ answers: "both", results: "thread" });
  });

  it("reads the summary where the group wants it", async () => {
    const inChannel = () =>
      world.platform.posts.filter((p) => p.reply.kind === "summary").map((p) => p.options.inChannel);
    await world.runTo("2026-11-20T08:01:00Z");
    await answer("ada");
    await world.runTo("2026-11-21T08:01:00Z");
    await world.bot.daily.set(admin(), { results: "channel" });
    await answer("ada");
    await world.runTo("2026-11-22T08:01:00Z");
    expect(inChannel()).toEqual([false, true]);
  });
});

describe("the question after another one", () => {
  const previous = () => questions().map((p) => (p.reply.kind === "question" ? p.reply.previous : null));

  it("links to the one before and says its answer in a line", async () => {
    await world.runTo("2026-11-20T08:01:00Z");
    await world.runTo("2026-11-21T08:01:00Z");
    const [first, second] = previous();
    expect(first).toBeNull();
    expect(JSON.stringify(second)).toContain('"url":"https://chat.example/m1"');
    expect(second && sentence(second)).toMatch(/^The question of 20 Nov 2026.*[A-D] was right, .*right/);
    // It is still said when the count of answers is brought up to date.
    const round = await world.store.readRound(world.place.team, (await group()).current ?? "");
    expect(round && questionReply(round, 3, null).previous).toEqual(second);
  });

  it("is silent about one that never reached the channel", async () => {
    world.platform.nextPosts = Array.from({ length: 4000 }, () => ({
      kind: "failed",
      detail: "busy",
      retryAfter: 3_600_000,
    }));
    await world.runTo("2026-11-21T07:59:00Z");
    world.platform.nextPosts = [];
    await world.runTo("2026-11-21T08:01:00Z");
    expect(previous()).toEqual([null]);
  });
});

describe("going on after a pause", () => {
  it("is refused while the bot may not post there, and says why", async () => {
    await world.bot.daily.pause(admin());
    world.platform.missing = [{ name: "membership of the channel", how: saying("Type /invite.") }];
    expect(said(await world.bot.daily.resume(admin()))).toContain("membership of the channel: Type /invite.");
    expect((await group()).paused).not.toBeNull();
    world.platform.missing = [
      { name: "Manage Messages", how: saying("Settings"), without: saying("reactions stay visible") },
    ];
    expect(said(await world.bot.daily.resume(admin()))).toContain("reactions stay visible");
    expect((await group()).paused).toBeNull();
  });
});

describe("a change of other settings", () => {
  it("keeps a skipped date skipped", async () => {
    await world.bot.daily.skip(admin());
    await world.bot.daily.set(admin(), { topics: ["cnn"] });
    expect((await group()).next?.date).toBe("2026-11-21");
  });

  it("does not cost a question or a recap that is due and not yet looked at", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    await world.runTo("2026-11-21T08:05:00Z", HOUR / 12);
    world.sleepTo("2026-11-23T08:00:01Z");
    await world.bot.daily.set(admin(), { difficulty: "easy" });
    await world.work();
    expect((await group()).lastDate).toBe("2026-11-23");
    expect(recaps()).toHaveLength(1);
  });

  it("goes by the store's clock, not by the replica's", async () => {
    const ahead = createBot({ ...world.deps, clock: () => world.now() + 3 * HOUR });
    await ahead.daily.set(admin(), { time: "08:30" });
    expect((await group()).next?.date).toBe("2026-11-20");
    await ahead.daily.pause(admin());
    await ahead.daily.resume(admin());
    expect((await group()).next?.date).toBe("2026-11-20");
  });
});

describe("a window that is open", () => {
  beforeEach(async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
  });

  it.each(["off", "pause"] as const)("closes and counts after `daily %s`, which says so", async (command) => {
    expect(said(await world.bot.daily[command](admin()))).toContain("counts and closes 2026-11-21T08:00");
    await world.runTo("2026-11-25T08:00:00Z", HOUR);
    expect(questions()).toHaveLength(1);
    expect(world.platform.edits.at(-1)?.reply.kind).toBe("result");
    expect(await world.store.readLearner(world.place, "ada")).toMatchObject({ streak: { length: 1 } });
    expect(await world.store.claimDue(10, 1)).toEqual([]);
  });

  it("can be closed by a manager although the schedule has ended", async () => {
    await world.bot.daily.off(admin());
    expect(said(await world.bot.daily.close(admin()))).toContain("Closed");
    await world.work();
    expect(world.platform.edits.at(-1)?.reply.kind).toBe("result");
  });

  it("closes and counts in a channel that is gone", async () => {
    await world.handlers.channelGone(world.place);
    world.platform.nextEdits = [{ kind: "gone" }];
    world.platform.nextPosts = [{ kind: "refused", reason: "channel-gone", missing: [] }];
    await world.runTo("2026-11-25T08:00:00Z", HOUR);
    expect(await world.store.readLearner(world.place, "ada")).toMatchObject({ streak: { length: 1 } });
    expect(await world.store.claimDue(10, 1)).toEqual([]);
    expect(world.platform.told).toHaveLength(1);
  });

  it("keeps its date when zone and time change, and no date opens twice", async () => {
    await world.bot.daily.set(admin(), { time: "23:30", timezone: "Pacific/Kiritimati" });
    await world.runTo("2026-11-21T12:00:00Z", HOUR / 2);
    await world.bot.daily.set(admin(), { time: "06:00", timezone: "Pacific/Pago_Pago" });
    await world.runTo("2026-11-25T20:00:00Z", HOUR / 2);
    const dates = questions().map((p) => /\d{4}-\d\d-\d\d/.exec(p.options.key)?.[0]);
    expect(new Set(dates).size).toBe(dates.length);
    expect(dates).toEqual([...dates].sort());
    expect(dates.slice(-2)).toEqual(["2026-11-24", "2026-11-25"]);
  });
});

describe("what a manager reads", () => {
  it("names the channel that was meant", async () => {
    const elsewhere = world.as("admin", { place: { team: "web:local", group: "g9" } });
    for (const reply of [
      await world.bot.daily.status(elsewhere),
      await world.bot.daily.skip(elsewhere),
      await world.bot.daily.close(elsewhere),
    ]) {
      expect(said(reply)).toContain("g9");
    }
    expect(said(await world.bot.daily.off(admin()))).toContain("g1");
  });

  it("speaks of a planned question only where there was one", async () => {
    expect(said(await world.bot.daily.now(admin()))).toContain("takes the place of");
    await world.runTo("2026-11-20T08:30:00Z");
    await world.bot.daily.set(admin(), { days: [1] });
    await world.runTo("2026-11-21T08:30:00Z", HOUR);
    expect(said(await world.bot.daily.now(admin()))).toBe("Today's question is on its way.");
  });
});

describe("the weekly recap", () => {
  it.each(["off", "pause"] as const)(
    "comes once although the schedule was begun anew on Monday (%s)",
    async (command) => {
      await world.runTo("2026-11-20T08:00:00Z");
      await answer("ada");
      await world.runTo("2026-11-23T08:30:00Z", HOUR / 2);
      expect(recaps()).toHaveLength(1);
      await world.bot.daily[command](admin());
      await world.bot.daily.set(admin(), { time: "17:00", timezone: "Europe/Berlin" });
      await world.bot.daily.resume(admin());
      const trap = { kind: "failed", detail: "a second recap", retryAfter: 1 } as const;
      world.platform.nextPosts = [trap];
      await world.runTo("2026-11-23T20:00:00Z", HOUR / 2);
      expect(world.platform.nextPosts).toEqual([trap]);
      expect((await group()).recap).toMatchObject({ done: "2026-W47" });
    },
  );

  it("comes for a group that paused over the weekend, not for one that is paused", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    await world.bot.daily.pause(admin());
    await world.runTo("2026-11-23T07:00:00Z", HOUR);
    await world.bot.daily.resume(admin());
    await world.bot.daily.pause(admin());
    await world.runTo("2026-11-23T12:00:00Z", HOUR);
    expect(recaps()).toHaveLength(0);
    await world.bot.daily.resume(admin());
    await world.runTo("2026-11-24T12:00:00Z", HOUR);
    expect(recaps()).toHaveLength(0);
    await world.runTo("2026-12-01T12:00:00Z", HOUR);
    expect(recaps().map((p) => p.reply.kind === "recap" && p.reply.monday)).toEqual([]);
  });

  it("says who shares the first place, and does not miscount many or one", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    await answer(...Array.from({ length: 8 }, (_, i) => `l${i}`));
    await world.runTo("2026-11-23T08:30:00Z", HOUR / 2);
    expect(recaps()[0]?.reply).toMatchObject({ rows: { length: 5 } });
    // Topics of the tests have a concept or two, which everybody knows now.
    expect(line(0)).toMatch(/^More than 5 share the first place, of 8 with points\.Name of l\d earned/);
    expect(line(0)).toMatch(/3 more have new badges\.$/);
    await answer("ada");
    await world.runTo("2026-11-30T08:30:00Z", HOUR / 2);
    expect(line(1)).toBe("Name of ada won the week.");
  });

  it("counts a window whose result could not be shown yet", async () => {
    await world.bot.daily.set(admin(), { days: [7], openFor: 600 });
    await world.runTo("2026-11-22T08:00:00Z", HOUR / 2);
    await answer("ada");
    const failed = { kind: "failed", detail: "503", retryAfter: 1 } as const;
    world.platform.nextEdits = Array.from({ length: 1000 }, () => failed);
    await world.runTo("2026-11-23T08:10:00Z", HOUR / 12);
    expect(recaps()).toHaveLength(1);
  });
});
