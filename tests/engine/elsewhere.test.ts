import { describe, expect, it } from "vitest";
import { createBot, doJob } from "../../src/engine/bot.ts";
import { createHandlers } from "../../src/engine/handlers.ts";
import { dealt } from "../dealt.ts";
import { createWorld, type World } from "./world.ts";

/** A process on the same store that serves other platforms. */
async function workElsewhere(world: World): Promise<void> {
  const deps = { ...world.deps, platform: () => null };
  for (const job of await world.store.claimDue(10, 60_000, ["discord", "slack"])) await doJob(deps, job);
}

const shown = (world: World) => world.platform.posts.map(({ reply }) => reply.kind);

describe("due work of a platform that a process does not serve", () => {
  it("is left to the one that does: the question, its result, the summary and the recap still come", async () => {
    const world = createWorld("2026-11-19T07:59:00Z");
    await createBot(world.deps).daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });

    world.sleepTo("2026-11-19T08:00:00Z");
    await workElsewhere(world);
    expect(shown(world)).toEqual([]);
    await world.runTo("2026-11-19T08:00:05Z", 1_000);
    expect(shown(world)).toEqual(["question"]);

    const { current } = await world.store.readGroup(world.place);
    const round = await world.store.readRound(world.place.team, current ?? "");
    if (round === null) throw new Error("no round was opened");
    const action = { verb: "answer", round: round.id, choice: dealt(round).key } as const;
    await createHandlers(world.deps).button({ ...world.as("ada"), action });
    await world.bot.daily.close(world.as("admin"));
    await workElsewhere(world);
    expect(shown(world)).toEqual(["question"]);
    await world.runTo("2026-11-19T08:00:15Z", 1_000);
    expect(world.platform.edits.map(({ reply }) => reply.kind)).toContain("result");
    expect(shown(world)).toEqual(["question", "summary"]);

    await world.bot.daily.pause(world.as("admin"));
    world.sleepTo("2026-11-23T07:00:00Z");
    await world.bot.daily.resume(world.as("admin"));
    world.sleepTo("2026-11-23T08:00:00Z");
    await workElsewhere(world);
    await world.runTo("2026-11-23T08:10:00Z");
    expect(shown(world)).toContain("recap");
  });
});
