import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, DAY, type World } from "./world.ts";

const MINUTE = 60_000;
let world: World;

beforeEach(async () => {
  world = createWorld("2026-11-20T07:59:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
});

const answer = async (who: string) => world.bot.answer(world.as(who), 0);

describe("work that fails for long", () => {
  it("is tried less and less often, and not before the platform allows it", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    let tries = 0;
    const failing = Array.from(
      { length: 5000 },
      () => ({ kind: "failed", detail: "429", retryAfter: 90_000 }) as const,
    );
    world.platform.nextEdits = [...failing];
    await world.bot.daily.close(world.as("admin"));
    await world.runTo("2026-11-20T09:00:00Z", MINUTE);
    tries = 5000 - world.platform.nextEdits.length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(30);
    world.platform.nextEdits = [];
    await world.runTo(new Date(world.now() + DAY / 2).toISOString(), 10 * MINUTE);
    expect(world.platform.edits.filter((e) => e.reply.kind === "result")).toHaveLength(1);
  });

  it("is tried again although the bot was down for days before its first try", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    world.sleepTo("2026-11-25T08:00:00Z");
    world.platform.nextEdits = [{ kind: "failed", detail: "503", retryAfter: 1000 }];
    await world.runTo("2026-11-25T09:00:00Z");
    expect(world.platform.edits.filter((e) => e.reply.kind === "result")).toHaveLength(1);
    expect(world.platform.posts.filter((p) => p.reply.kind === "summary")).toHaveLength(1);
  });

  it("is posted less and less often while the platform is in trouble, and soon after it", async () => {
    const failing = Array.from(
      { length: 5000 },
      () => ({ kind: "unsure", detail: "internal_error" }) as const,
    );
    world.platform.nextPosts = [...failing];
    await world.runTo("2026-11-20T11:00:00Z", 5_000);
    const tries = 5000 - world.platform.nextPosts.length;
    expect(tries).toBeGreaterThan(12);
    expect(tries).toBeLessThan(50);
    world.platform.nextPosts = [];
    await world.runTo("2026-11-20T11:16:00Z", 5_000);
    expect(world.platform.posts.filter((p) => p.reply.kind === "question")).toHaveLength(1);
  });
});
