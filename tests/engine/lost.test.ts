import { beforeEach, describe, expect, it } from "vitest";
import type { OutboxJob } from "../../src/engine/ports/outbox.ts";
import { postReport } from "../../src/engine/uses/operators.ts";
import { dealt } from "../dealt.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
const UNSURE = { kind: "unsure", detail: "no answer" } as const;
const LOST = { channel: "g1", message: "lost" };

const current = async () => {
  const { current: id } = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, id ?? "");
  if (round === null) throw new Error("no round");
  return round;
};
const words = (reply: unknown) => JSON.stringify(reply);

beforeEach(async () => {
  world = createWorld("2026-11-20T07:58:00Z");
  world.platform.hasNonce = false;
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin", openFor: 120 });
});

describe("a question that came through without a confirmation", () => {
  it("counts when it is found, although half of its time is over", async () => {
    world.platform.nextPosts = [UNSURE];
    await world.runTo("2026-11-20T08:00:00Z");
    const { id, question } = await current();
    await world.handlers.button({
      ...world.as("ada"),
      action: { verb: "answer", round: id, choice: dealt({ question }).key },
    });
    world.platform.nextFinds = [
      { kind: "unknown", retryAfter: 61_000 },
      { kind: "found", message: LOST },
    ];
    world.sleepTo("2026-11-20T09:10:00Z");
    await world.runTo("2026-11-20T09:30:00Z");
    expect(await current()).toMatchObject({ status: "open", message: LOST, windowNo: 1 });
    expect(world.platform.posts).toEqual([]);
    await world.runTo("2026-11-20T10:01:00Z");
    const { streak } = await world.store.readLearner(world.place, "ada");
    expect(streak?.length).toBe(1);
  });

  it("is taken back when it is found after its round became void", async () => {
    world.platform.nextPosts = [UNSURE];
    await world.runTo("2026-11-20T08:00:00Z");
    const { id } = await current();
    await world.bot.daily.close(world.as("admin"));
    expect(await world.store.readRound(world.place.team, id)).toMatchObject({ status: "void" });
    world.platform.nextFinds = [
      { kind: "unknown", retryAfter: 61_000 },
      { kind: "found", message: LOST },
      { kind: "found", message: LOST },
    ];
    world.platform.nextEdits = [{ kind: "failed", detail: "busy", retryAfter: 1000 }];
    await world.runTo("2026-11-20T08:10:00Z");
    const edits = world.platform.edits.filter((edit) => edit.message.message === "lost");
    expect(edits).toHaveLength(1);
    expect(edits[0]?.reply.kind).toBe("notice");
    expect(words(edits[0]?.reply)).toContain("withdrawn");
  });

  it("points to the other one where two are up", async () => {
    world.platform.delay = async () => {
      world.platform.delay = async () => {};
      // Another replica posts and confirms meanwhile.
      const { id } = await current();
      await world.store.confirmPosted(world.place.team, id, { channel: "g1", message: "first" });
    };
    await world.runTo("2026-11-20T08:00:00Z");
    expect(words(world.platform.edits.at(-1)?.reply)).toContain("https://chat.example/first");
  });

  it("does not make the first recap look for one of before", async () => {
    await world.bot.daily.set(world.as("admin"), { days: [1, 2, 3, 4, 5], openFor: 120 });
    await world.runTo("2026-11-20T08:01:00Z");
    const { id, question } = await current();
    const action = { verb: "answer", round: id, choice: dealt({ question }).key } as const;
    await world.handlers.button({ ...world.as("ada"), action });
    await world.runTo("2026-11-20T10:01:00Z");
    world.sleepTo("2026-11-23T08:00:00Z");
    await world.runTo("2026-11-23T08:02:00Z");
    const recap = world.platform.posts.find((p) => p.reply.kind === "recap");
    expect(recap?.options.repeat).toBe(false);
  });
});

describe("a question that was answered before it was known to be up", () => {
  const FOUND = { kind: "found", message: LOST } as const;
  const UNKNOWN = { kind: "unknown", retryAfter: 61_000 } as const;

  async function answered() {
    world.platform.nextPosts = [UNSURE];
    await world.runTo("2026-11-20T08:00:00Z");
    const { id, question } = await current();
    const action = { verb: "answer", round: id, choice: dealt({ question }).key } as const;
    expect(await world.handlers.button({ ...world.as("ada"), action })).toMatchObject({ kind: "sealed" });
    return id;
  }
  const read = (id: string) => world.store.readRound(world.place.team, id);
  const streakOf = async (who: string) => (await world.store.readLearner(world.place, who)).streak?.length;

  it("keeps its answers when a manager closes it", async () => {
    const id = await answered();
    world.platform.nextFinds = [FOUND];
    expect(words(await world.bot.daily.close(world.as("admin")))).toContain("daily.closed");
    await world.runTo("2026-11-20T08:10:00Z");
    expect(await read(id)).toMatchObject({ status: "closed", message: LOST, windowNo: 1 });
    expect(await streakOf("ada")).toBe(1);
    expect(world.platform.edits.at(-1)).toMatchObject({ message: LOST, reply: { kind: "result" } });
  });

  it("is looked for until the platform can tell, and then closes with its answers", async () => {
    const id = await answered();
    world.platform.nextFinds = [UNKNOWN, UNKNOWN, UNKNOWN, FOUND];
    await world.bot.daily.close(world.as("admin"));
    await world.runTo("2026-11-20T08:01:00Z");
    expect(await read(id)).toMatchObject({ status: "closing", message: null });
    await world.runTo("2026-11-20T08:20:00Z");
    expect(await read(id)).toMatchObject({ status: "closed", message: LOST });
    expect(await streakOf("ada")).toBe(1);
  });

  it("keeps its answers when its own time is over", async () => {
    const id = await answered();
    world.platform.nextFinds = [FOUND];
    world.sleepTo("2026-11-20T10:00:30Z");
    await world.runTo("2026-11-20T10:05:00Z");
    expect(await read(id)).toMatchObject({ status: "closed", message: LOST });
    expect(await streakOf("ada")).toBe(1);
  });

  it("keeps its answers when the next try is refused, because nothing may be posted any more", async () => {
    const id = await answered();
    world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing: [] }];
    world.platform.nextFinds = [FOUND];
    await world.runTo("2026-11-20T08:05:00Z");
    expect(await read(id)).toMatchObject({ status: "open", message: LOST });
    expect(await world.store.readGroup(world.place)).toMatchObject({ paused: { reason: "permission-lost" } });
  });

  it("counts for nobody where no message of it is there any more, and says so", async () => {
    const id = await answered();
    expect(words(await world.bot.daily.close(world.as("admin")))).toContain("daily.withdrawn");
    expect(await read(id)).toMatchObject({ status: "void" });
    expect(words(world.platform.posts.at(-1)?.reply)).toContain("void.answered");
  });

  it("says so to those who had answered once the platform takes messages again", async () => {
    await answered();
    const jobs: OutboxJob[] = [];
    world.deps.outbox = {
      add: async (job) => {
        jobs.push(job);
        return "kept";
      },
    };
    await world.bot.daily.close(world.as("admin"));
    const report = jobs.find((job) => job.kind === "report");
    if (report === undefined) throw new Error("nothing is to be said");
    world.platform.nextPosts = [{ kind: "failed", detail: "503", retryAfter: 1 }];
    await expect(postReport(world.deps, report.work)).rejects.toThrow("503");
    await postReport(world.deps, report.work);
    expect(words(world.platform.posts.at(-1)?.reply)).toContain("void.answered");
  });
});
