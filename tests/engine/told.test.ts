import { beforeEach, describe, expect, it } from "vitest";
import { doJob, giveUp } from "../../src/engine/bot.ts";
import { say } from "../../src/engine/words/say.ts";
import { dealt } from "../dealt.ts";
import { createWorld, said, type World } from "./world.ts";

const STEP = 10 * 60_000;
let world: World;
const notices = () =>
  world.platform.posts.flatMap(({ place, reply }) =>
    reply.kind === "notice" ? [{ group: place.group, text: said(reply) }] : [],
  );
const summaries = () => world.platform.posts.filter((p) => p.reply.kind === "summary");

beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
});

describe("a manager", () => {
  it("is told of a question that was missed", async () => {
    world.sleepTo("2026-11-21T00:00:00Z");
    await world.work();
    expect(world.platform.told.map(({ learner, reply }) => [learner, said(reply)])).toEqual([
      ["admin", expect.stringContaining("the question of 20 Nov 2026 was due")],
    ]);
  });

  it("is told in one message of all questions that were missed, and the newest comes where its window allows it", async () => {
    world.sleepTo("2026-11-23T08:01:00Z");
    await world.work();
    await world.work();
    expect(world.platform.told.map(({ learner, reply }) => [learner, said(reply)])).toEqual([
      ["admin", expect.stringMatching(/when 3 questions were due.*from 20 Nov 2026 to 22 Nov 2026/)],
    ]);
    expect((await world.store.readGroup(world.place)).lastDate).toBe("2026-11-23");
  });

  it("is told of the one question that was missed before the newest, which comes", async () => {
    world.sleepTo("2026-11-21T08:01:00Z");
    await world.work();
    await world.work();
    expect(world.platform.told.map(({ reply }) => said(reply))).toEqual([
      expect.stringContaining("the question of 20 Nov 2026 was due"),
    ]);
    expect((await world.store.readGroup(world.place)).lastDate).toBe("2026-11-21");
  });

  it("is told in one message of all questions that were missed where the newest is too late, too", async () => {
    world.sleepTo("2026-11-24T00:00:00Z");
    await world.work();
    await world.work();
    expect(world.platform.told.map(({ reply }) => said(reply))).toEqual([
      expect.stringMatching(/when 4 questions were due.*from 20 Nov 2026 to 23 Nov 2026/),
    ]);
    expect((await world.store.readGroup(world.place)).next?.date).toBe("2026-11-24");
  });

  it("is not told of a date that was skipped by hand", async () => {
    await world.bot.daily.skip(world.as("admin"));
    world.sleepTo("2026-11-21T08:01:00Z");
    await world.work();
    expect(world.platform.told).toEqual([]);
    expect((await world.store.readGroup(world.place)).lastDate).toBe("2026-11-21");
  });

  /** Whoever does what is due now is killed while telling; another process takes it over. */
  async function killedWhileTelling(): Promise<void> {
    const { tell } = world.platform;
    world.platform.tell = async () => {
      throw new Error("killed");
    };
    for (const job of await world.store.claimDue(10, 60_000))
      await expect(doJob(world.deps, job)).rejects.toThrow("killed");
    expect(world.platform.told).toEqual([]);
    world.platform.tell = tell;
    world.sleepTo(new Date(world.now() + 61_000).toISOString());
    await world.work();
  }

  it("is told of a question that was missed although the process was killed that was about to say so", async () => {
    world.sleepTo("2026-11-21T00:00:00Z");
    await killedWhileTelling();
    expect(world.platform.told.map(({ reply }) => said(reply))).toEqual([
      expect.stringContaining("the question of 20 Nov 2026 was due"),
    ]);
  });

  it("is told of a pause although the process was killed that was about to say so", async () => {
    const refused = { kind: "refused", reason: "permission-lost", missing: ["Send Messages"] } as const;
    world.platform.nextPosts = [refused, refused, refused];
    world.sleepTo("2026-11-20T08:00:00Z");
    await killedWhileTelling();
    expect(world.platform.told.map(({ reply }) => said(reply))).toEqual([
      expect.stringContaining("is paused"),
    ]);
    expect((await world.store.readGroup(world.place)).paused?.reason).toBe("permission-lost");
  });

  it("is told of a question that counts for nobody although the process was killed that was about to say so", async () => {
    world.platform.nextPosts = [{ kind: "failed", detail: "503", retryAfter: 1 }];
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    world.sleepTo("2026-11-20T20:01:00Z");
    await killedWhileTelling();
    expect(world.platform.told.map(({ reply }) => said(reply))).toEqual([
      expect.stringContaining("could not be posted"),
    ]);
  });

  it("reads that today's question is on its way while the platform does not take it, and of no open one", async () => {
    world.platform.nextPosts = Array.from(
      { length: 9 },
      () => ({ kind: "failed", detail: "503", retryAfter: 1 }) as const,
    );
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    expect(said(await world.bot.daily.now(world.as("admin")))).toContain("on its way");
    expect(said(await world.bot.daily.pause(world.as("admin")))).not.toContain("open now");
  });

  it.each(["pause", "off"] as const)(
    "reads on `%s` that a question which is not up yet is still tried, and that it counts once it is up",
    async (how) => {
      world.platform.nextPosts = [{ kind: "failed", detail: "503", retryAfter: 1 }];
      await world.runTo("2026-11-20T08:00:00Z", STEP);
      const reply = said(await world.bot.daily[how](world.as("admin")));
      expect(reply).toContain("The question of 20 Nov 2026 is not up yet");
      expect(reply).toContain("Once it is up, it takes answers and counts");
      await world.runTo("2026-11-21T08:30:00Z", STEP);
      const { current } = await world.store.readGroup(world.place);
      expect(await world.store.readRound(world.place.team, current ?? "")).toMatchObject({ windowNo: 1 });
    },
  );

  it("is told of a question that could not be posted in time", async () => {
    world.platform.nextPosts = Array.from(
      { length: 500 },
      () => ({ kind: "failed", detail: "503", retryAfter: 1 }) as const,
    );
    await world.runTo("2026-11-20T20:16:00Z", STEP);
    expect(said(world.platform.told[0]!.reply)).toContain("could not be posted");
  });

  it("is told of a question that was over before it reached its channel", async () => {
    world.platform.nextPosts = [{ kind: "failed", detail: "503", retryAfter: 1 }];
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    world.sleepTo("2026-11-21T08:00:00Z");
    await world.work();
    expect(world.platform.told).toHaveLength(1);
    expect(said(world.platform.told[0]!.reply)).toContain("counts for nobody");
  });

  it("is told of a pause whoever made it: another manager, or whoever removed the bot, in one message", async () => {
    const told = () => world.platform.told.map(({ learner, reply }) => [learner, said(reply)]);
    await world.bot.daily.set(world.as("admin", { place: { ...world.place, group: "g2" } }), {
      time: "10:00",
      timezone: "UTC",
    });
    await world.bot.daily.pause(world.as("admin"));
    expect(told()).toEqual([]);
    await world.bot.daily.resume(world.as("admin"));
    await world.bot.daily.pause(world.as("boss", { isAdmin: true }));
    expect(told()).toEqual([["admin", expect.stringContaining("is paused: Name of boss paused it")]]);
    await world.bot.daily.resume(world.as("admin"));
    await world.handlers.left(world.place.team);
    await world.handlers.left(world.place.team);
    expect(told().slice(1)).toEqual([
      ["admin", expect.stringMatching(/I was removed.*Once I am let in again, it goes on by itself/s)],
    ]);
  });

  it("who takes no direct messages is told in the channel", async () => {
    world.platform.takesDirect = false;
    world.sleepTo("2026-11-21T00:00:00Z");
    await world.work();
    expect(notices()).toEqual([{ group: "g1", text: expect.stringContaining("20 Nov 2026 was due") }]);
  });

  it("is told in another channel where this one is lost", async () => {
    world.platform.takesDirect = false;
    world.platform.others = ["lounge"];
    const refused = { kind: "refused", reason: "permission-lost", missing: ["Send Messages"] } as const;
    world.platform.nextPosts = [refused, refused];
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    expect(notices()).toEqual([{ group: "lounge", text: expect.stringContaining("is paused") }]);
  });
});

describe("the thread of a question", () => {
  it("is named by topic and date, and comes with the result, also where nobody answered", async () => {
    await world.runTo("2026-11-21T08:10:00Z", STEP);
    expect(world.platform.threads).toEqual([]);
    expect(summaries()).toHaveLength(1);
    expect(summaries()[0]?.options.threadName).toMatchObject({
      id: "thread.name",
      values: { date: { date: "2026-11-20" } },
    });
    expect(summaries()[0]?.reply).toMatchObject({
      lines: [say("summary.nobody", { date: { date: "2026-11-20" } })],
    });
  });

  it("opens with the question for groups that want to talk early", async () => {
    await world.bot.daily.set(world.as("admin"), { thread: "open" });
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    const [question] = world.platform.posts;
    expect(world.platform.threads).toEqual([
      { message: question?.message, name: expect.objectContaining({ id: "thread.name" }) },
    ]);
  });

  it("never opens for groups that want none: the summary stands in the channel", async () => {
    await world.bot.daily.set(world.as("admin"), { thread: "off" });
    await world.runTo("2026-11-21T08:10:00Z", STEP);
    expect(summaries().map(({ thread }) => thread)).toEqual([null]);
    expect(world.platform.threads).toEqual([]);
  });
});

describe("a recap", () => {
  const recaps = () => world.platform.posts.filter((p) => p.reply.kind === "recap");
  beforeEach(async () => {
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    const { current } = await world.store.readGroup(world.place);
    const round = await world.store.readRound(world.place.team, current ?? "");
    const action = { verb: "answer", round: round!.id, choice: dealt(round).key } as const;
    await world.handlers.button({ ...world.as("ada"), action });
    await world.runTo("2026-11-23T07:59:00Z", STEP);
  });
  const recap = () => ({ kind: "recap", place: world.place }) as const;

  it("that fails says how long the platform wants to be left alone, and comes with a later try", async () => {
    world.sleepTo("2026-11-23T08:00:00Z");
    world.platform.nextPosts = [{ kind: "failed", detail: "429", retryAfter: 3_600_000 }];
    await expect(doJob(world.deps, recap())).rejects.toMatchObject({ name: "TriedInVain", after: 3_600_000 });
    world.sleepTo("2026-11-23T09:01:00Z");
    await world.work();
    expect(recaps()).toHaveLength(1);
  });

  it("that failed however often it was tried is left to the next Monday, and still comes when asked for", async () => {
    world.sleepTo("2026-11-23T18:00:00Z");
    await giveUp(world.deps, recap());
    const { recap: next } = await world.store.readGroup(world.place);
    expect(new Date(next?.at ?? 0).toISOString()).toBe("2026-11-30T08:00:00.000Z");
    await world.work();
    expect(recaps()).toEqual([]);
    await doJob(world.deps, recap());
    expect(recaps()).toHaveLength(1);
  });

  it("that is planned while a pause is looked at stays planned", async () => {
    await world.bot.daily.pause(world.as("admin"));
    world.sleepTo("2026-11-23T08:00:00Z");
    const jobs = (await world.store.claimDue(10, 60_000)).filter(({ kind }) => kind === "recap");
    const store = Object.assign(Object.create(world.store), {
      readGroup: async () => {
        const seen = await world.store.readGroup(world.place);
        await world.bot.daily.resume(world.as("admin"));
        return seen;
      },
    });
    for (const job of jobs) await doJob({ ...world.deps, store }, job);
    const { recap: planned } = await world.store.readGroup(world.place);
    world.sleepTo(new Date(planned?.at ?? 0).toISOString());
    expect((await world.store.claimDue(10, 60_000)).map(({ kind }) => kind)).toContain("recap");
  });
});
