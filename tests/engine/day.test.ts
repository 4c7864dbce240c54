import { beforeEach, describe, expect, it } from "vitest";
import type { QuestionReply, RecapReply, ResultReply, SummaryReply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { dealt } from "../dealt.ts";
import { saying } from "../platforms/speaking.ts";
import { createWorld, said, type World } from "./world.ts";

let world: World;

/** The daily question that is up, with its key. */
async function current(): Promise<{ id: string; key: Choice; wrong: Choice }> {
  const group = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, group.current ?? "");
  if (round === null) throw new Error("no daily round");
  return { id: round.id, key: dealt(round).key, wrong: ((dealt(round).key + 1) % 4) as Choice };
}

const press = async (id: string, round: string, choice: Choice) =>
  world.handlers.button({ ...world.as(id), action: { verb: "answer", round, choice } });

beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
});

describe("a daily round", () => {
  it("confirms a reaction once, and does not let an older one that comes late replace it", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    const message = { channel: "g1", message: "m1" };
    const react = (choice: Choice, at: number) =>
      world.handlers.reaction({ ...world.as("ada"), message, choice, at });
    expect(await react(1, 2000)).toMatchObject({ kind: "sealed", letter: "B" });
    expect(await react(1, 2000)).toBeNull();
    expect(await react(0, 1000)).toBeNull();
    // Told in a direct message, too, where its buttons work as anywhere.
    const changed = await react(2, 3000);
    expect(changed).toMatchObject({ kind: "sealed", changedFrom: "B" });
    expect(changed?.kind === "sealed" && changed.buttons).toHaveLength(4);
  });

  it("opens at its minute, takes sealed answers and changes, closes with result, points and summary", async () => {
    await world.runTo("2026-11-20T07:59:00Z");
    expect(world.platform.posts).toEqual([]);
    await world.runTo("2026-11-20T08:00:00Z");
    const question = world.platform.posts[0]!;
    expect(question.reply).toMatchObject({ kind: "question", mode: "daily", answered: 0, answers: "both" });
    expect((question.reply as QuestionReply).buttons.map((b) => b.label)).toEqual([
      "A",
      "B",
      "C",
      "D",
      say("button.hint-1"),
      say("button.mine"),
      say("button.seal"),
      say("button.report"),
    ]);
    expect(world.platform.seeded).toEqual([question.message]);

    const { id, key, wrong } = await current();
    expect(await press("ada", id, wrong)).toMatchObject({ kind: "sealed", changedFrom: null, answered: 1 });
    expect(await press("ada", id, key)).toMatchObject({ kind: "sealed", answered: 1 });
    const reaction = await world.handlers.reaction({
      ...world.as("ben"),
      message: question.message,
      choice: wrong,
    });
    expect(reaction).toMatchObject({ kind: "sealed", answered: 2 });
    expect(await world.bot.answer(world.as("chidi"), key)).toMatchObject({ kind: "sealed", answered: 3 });
    const own = await world.handlers.button({ ...world.as("ada"), action: { verb: "mine", round: id } });
    expect(own).toMatchObject({ kind: "sealed", answered: 3 });

    await world.runTo("2026-11-21T08:00:00Z", 10 * 60_000);
    const result = world.platform.edits.at(-1)?.reply as ResultReply;
    expect(result).toMatchObject({
      kind: "result",
      answered: 3,
      right: { names: ["Name of ada", "Name of chidi"], more: 0 },
    });
    expect(result.options.map((o) => o.chosenBy).reduce((a, b) => a + b)).toBe(3);
    expect(result.seal?.commitment).toBe((question.reply as QuestionReply).commitment);
    const summary = world.platform.posts.find((p) => p.reply.kind === "summary")!;
    expect(summary.thread).toEqual(question.message);
    expect((summary.reply as SummaryReply).top.map((t) => t.name)).toEqual(["Name of ada", "Name of chidi"]);

    expect(said(await press("ada", id, wrong))).toContain(
      "this answer was not recorded. If you gave one before",
    );
    const verdict = await world.handlers.button({ ...world.as("ben"), action: { verb: "mine", round: id } });
    expect(verdict).toMatchObject({ kind: "verdict", moment: "review", right: false });
    const board = await world.bot.board(world.as("ben"), {
      period: "all",
      scope: "group",
      topic: null,
      previous: false,
    });
    expect(board).toMatchObject({ kind: "board", total: 2, own: null });
    expect(board.kind === "board" && board.rows.map((r) => [r.name, r.rank])).toEqual([
      ["Name of ada", 1],
      ["Name of chidi", 1],
    ]);
  });

  it("opens one window per scheduled date over two weeks of ticks, and none on other days", async () => {
    await world.bot.daily.set(world.as("admin"), { days: [1, 3, 5] });
    await world.runTo("2026-12-04T12:00:00Z", 7 * 60_000);
    const dates = world.platform.posts
      .filter((p) => p.reply.kind === "question")
      .map((p) => /\d{4}-\d\d-\d\d/.exec(p.options.key)?.[0]);
    expect(dates).toEqual([
      "2026-11-20",
      "2026-11-23",
      "2026-11-25",
      "2026-11-27",
      "2026-11-30",
      "2026-12-02",
      "2026-12-04",
    ]);
  });

  it("survives being down: late while half the window is left, skipped after, streaks unharmed", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    const first = await current();
    await press("ada", first.id, first.key);
    world.sleepTo("2026-11-21T19:00:00Z");
    await world.work();
    expect((await current()).id).toContain("2026-11-21");
    const second = await current();
    await press("ada", second.id, second.wrong);
    // A whole day is lost, and the evening of the next one comes too late for its question.
    world.sleepTo("2026-11-23T21:30:00Z");
    await world.work();
    expect((await current()).id).toContain("2026-11-21");
    await world.runTo("2026-11-24T08:00:00Z");
    const third = await current();
    expect(third.id).toContain("2026-11-24");
    await press("ada", third.id, third.key);
    await world.runTo("2026-11-25T08:01:00Z");
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({ streak: { current: 3, best: 3 } });
  });

  it("is posted once although the platform does not say whether the first try arrived", async () => {
    world.platform.nextPosts = [{ kind: "unsure", detail: "no answer" }];
    await world.runTo("2026-11-20T08:02:00Z");
    expect(world.platform.posts.filter((p) => p.reply.kind === "question")).toHaveLength(1);
    expect(world.platform.posts[0]?.options).toMatchObject({ repeat: true });
    expect((await world.store.readGroup(world.place)).windows).toBe(1);
  });

  it("pauses itself when it may not post, tells its manager once, and the window does not exist", async () => {
    world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing: ["Send Messages"] }];
    await world.runTo("2026-11-22T12:00:00Z", 10 * 60_000);
    expect(world.platform.posts).toEqual([]);
    expect(world.platform.told.map((t) => t.learner)).toEqual(["admin"]);
    expect(said(world.platform.told[0]!.reply)).toContain("Send Messages");
    const group = await world.store.readGroup(world.place);
    expect(group).toMatchObject({ paused: { reason: "permission-lost" }, windows: 0 });
    await world.bot.daily.resume(world.as("admin"));
    await world.runTo("2026-11-23T08:00:00Z", 10 * 60_000);
    expect((await current()).id).toContain("2026-11-23");
  });

  it("is complete after any number of failing edits and thread posts, with awards booked once", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    const { id, key } = await current();
    await press("ada", id, key);
    world.platform.nextEdits = Array.from(
      { length: 3 },
      () => ({ kind: "failed", detail: "503", retryAfter: 1000 }) as const,
    );
    world.platform.nextPosts = [{ kind: "failed", detail: "503", retryAfter: 1000 }];
    await world.bot.daily.close(world.as("admin"));
    expect(world.platform.edits).toHaveLength(0);
    await world.runTo("2026-11-20T08:10:00Z");
    expect(world.platform.edits).toHaveLength(1);
    expect(world.platform.posts.filter((p) => p.reply.kind === "summary")).toHaveLength(1);
    const me = await world.bot.profile(world.as("ada"));
    const points = me.kind === "profile" ? me.points.find((p) => p.period === "all")?.points : null;
    const round = await world.store.readRound(world.place.team, id);
    expect(points).toBe({ easy: 11, medium: 21, hard: 31 }[round!.question.difficulty]);
  });
});

describe("managing the daily question", () => {
  it("is refused to others, who are told who may; a named manager may", async () => {
    expect(said(await world.bot.daily.pause(world.as("ben")))).toContain("managed by");
    await world.bot.daily.manager(world.as("admin"), { add: "ben" });
    expect(said(await world.bot.daily.pause(world.as("ben")))).toContain("Paused");
  });

  it("names what is missing before a schedule is accepted, and changes nothing", async () => {
    world.platform.missing = [{ name: "Send Messages", how: saying("Channel settings, Permissions") }];
    const before = await world.store.readGroup(world.place);
    expect(said(await world.bot.daily.set(world.as("admin"), { time: "10:00" }))).toContain(
      "Send Messages: Channel settings",
    );
    expect(await world.store.readGroup(world.place)).toEqual(before);
  });

  it("accepts a schedule that works less well, and says what gets lost", async () => {
    const how = saying("Channel settings, Permissions");
    world.platform.missing = [
      { name: "Manage Messages", how, without: saying("reactions stay visible") },
      { name: "Create Threads", how, without: saying("summaries stand in the channel") },
      { name: "Send in Threads", how, without: saying("summaries stand in the channel") },
    ];
    const reply = said(await world.bot.daily.set(world.as("admin"), { time: "10:00" }));
    expect(reply).toContain("Without Manage Messages, reactions stay visible. Channel settings, Permissions");
    expect(reply).toContain("Without Create Threads and Send in Threads, summaries stand in the channel.");
    expect((await world.store.readGroup(world.place)).schedule?.time).toBe("10:00");
  });

  it("skips the next date, asks now once a day, and closes on demand", async () => {
    expect(said(await world.bot.daily.skip(world.as("admin")))).toContain("20 Nov 2026");
    await world.runTo("2026-11-20T09:00:00Z", 10 * 60_000);
    expect(world.platform.posts).toEqual([]);
    expect(said(await world.bot.daily.now(world.as("admin")))).toContain("on its way");
    expect(said(await world.bot.daily.now(world.as("admin")))).toContain("already");
    expect(said(await world.bot.daily.close(world.as("admin")))).toContain("Closed");
    await world.work();
    expect(said(await world.bot.daily.close(world.as("admin")))).toContain("No daily question is open");
    await world.runTo("2026-11-21T08:00:00Z", 10 * 60_000);
    expect((await current()).id).toContain("2026-11-21");
  });

  it("says of a question or a result that is not up yet that it is not, however often it is asked", async () => {
    const failed = { kind: "failed", detail: "500", retryAfter: 0 } as const;
    const status = async () => said(await world.bot.daily.status(world.as("ben")));
    world.platform.nextPosts = Array.from({ length: 50 }, () => failed);
    await world.bot.daily.now(world.as("admin"));
    expect(await status()).toContain("The question of 20 Nov 2026 is not up yet");
    world.platform.nextPosts = [];
    await world.runTo("2026-11-20T06:30:00Z");
    expect(await status()).toContain("A question is open: 0 answered");
    world.platform.nextEdits = Array.from({ length: 50 }, () => failed);
    expect(said(await world.bot.daily.close(world.as("admin")))).toContain("The result is shown in a moment");
    await world.work();
    for (const _ of ["once", "twice"]) {
      const again = said(await world.bot.daily.close(world.as("admin")));
      expect(again).toContain("Its result is not up yet");
      expect(again).not.toContain("in a moment");
    }
    expect(await status()).toContain("The question of 20 Nov 2026 is closed");
    world.platform.nextEdits = [];
    await world.runTo("2026-11-20T07:00:00Z");
    expect(await status()).not.toContain("The question of 20 Nov");
  });

  it("says of the last question what is to be said, also where nothing is asked any more", async () => {
    const status = async () => world.bot.daily.status(world.as("ben"));
    await world.runTo("2026-11-20T08:00:00Z");
    await world.bot.daily.off(world.as("admin"));
    const open = await status();
    expect(open).toMatchObject({ kind: "notice", tone: "info" });
    expect(said(open)).toContain("The daily question of g1 has ended");
    expect(said(open)).toContain("A question is open: 0 answered");
    const failed = { kind: "failed", detail: "500", retryAfter: 0 } as const;
    world.platform.nextEdits = Array.from({ length: 50 }, () => failed);
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    const waits = await status();
    expect(waits).toMatchObject({ kind: "notice", tone: "info" });
    expect(said(waits)).toContain("Its result is not up yet");
    world.platform.nextEdits = [];
    await world.runTo("2026-11-20T09:00:00Z");
    const over = await status();
    expect(over).toMatchObject({ kind: "notice", tone: "refusal" });
    expect(said(over)).toContain("no daily question");
  });

  it("says nothing of a result that is up while its summary waits for the channel", async () => {
    await world.bot.daily.now(world.as("admin"));
    await world.bot.answer(world.as("ada"), 0);
    await world.handlers.shutOut(world.place, say("slack.how.invite", { code: { code: "/invite" } }));
    const out = { kind: "refused", reason: "not-a-member", missing: [] } as const;
    world.platform.nextPosts = Array.from({ length: 50 }, () => out);
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    expect(world.platform.edits.at(-1)?.reply.kind).toBe("result");
    expect(said(await world.bot.daily.status(world.as("ben")))).not.toContain("not up yet");
    expect(said(await world.bot.daily.close(world.as("admin")))).toContain("No daily question is open");
  });

  it("asking now takes the place of today's planned question", async () => {
    await world.bot.daily.now(world.as("admin"));
    await world.runTo("2026-11-21T07:00:00Z", 10 * 60_000);
    expect(world.platform.posts.filter((p) => p.reply.kind === "question")).toHaveLength(1);
  });

  it("pauses when the bot is removed and goes on when it is back", async () => {
    await world.handlers.left(world.place.team);
    await world.runTo("2026-11-22T12:00:00Z", 10 * 60_000);
    expect(world.platform.posts).toEqual([]);
    await world.handlers.joined(world.place.team);
    await world.runTo("2026-11-23T08:00:00Z", 10 * 60_000);
    expect(world.platform.posts.filter((p) => p.reply.kind === "question")).toHaveLength(1);
  });

  it("ends with nothing due", async () => {
    await world.bot.daily.off(world.as("admin"));
    await world.runTo("2026-11-25T12:00:00Z", 10 * 60_000);
    expect(world.platform.posts).toEqual([]);
    expect(said(await world.bot.daily.status(world.as("ben")))).toContain("no daily question");
  });
});

describe("the weekly recap", () => {
  it("names last week's winners on Monday, once, and leaves weeks without points alone", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    const { id, key } = await current();
    await press("ada", id, key);
    await world.runTo("2026-12-01T09:00:00Z", 10 * 60_000);
    const recaps = world.platform.posts.filter((p) => p.reply.kind === "recap");
    expect(recaps).toHaveLength(1);
    expect(recaps[0]?.reply).toMatchObject({
      monday: "2026-11-16",
      rows: [{ name: "Name of ada", rank: 1 }],
    });
  });

  it("shows what the group earned on each day of the week, in bars", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    const { id, key } = await current();
    await press("ada", id, key);
    await press("ben", id, key);
    await world.runTo("2026-11-23T09:00:00Z", 10 * 60_000);
    const recap = world.platform.posts.find(({ reply }) => reply.kind === "recap")?.reply as RecapReply;
    const earned = recap.days.map(({ points, active }) => [points > 0, active]);
    expect(earned).toEqual([0, 0, 0, 0, 0, 2, 0].map((active) => [active > 0, active]));
    expect(recap.days.reduce((sum, { points }) => sum + points, 0)).toBe(
      recap.rows.reduce((sum, { points }) => sum + points, 0),
    );
  });
});
