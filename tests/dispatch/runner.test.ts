import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createInProcessOutbox } from "../../src/dispatch/outbox/in-process.ts";
import { createRunner, outboxJobOf, type Runner } from "../../src/dispatch/runner.ts";
import type { Outbox } from "../../src/engine/ports/outbox.ts";
import { type Job, StoreUnavailable } from "../../src/engine/ports/store.ts";
import type { PlatformName, TeamId } from "../../src/engine/words/place.ts";
import { createMemoryStore } from "../../src/stores/memory/index.ts";
import { METER } from "./quiet.ts";

const NO_CHANGE = { schedule: null, paused: null, managedBy: null, recap: null };
const running: (Runner | Outbox)[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

function createWorld(doJob: (job: Job) => Promise<void>, platforms: readonly PlatformName[] = ["web"]) {
  let now = 1_000_000;
  const store = createMemoryStore(() => now);
  const logged: string[] = [];
  const write = (_: object, message: string) => {
    logged.push(message);
  };
  const log = { debug: write, info: write, warn: write, error: write };
  let isAway = false;
  const claimDue: typeof store.claimDue = async (...asked) => {
    if (isAway) throw new StoreUnavailable("away");
    return store.claimDue(...asked);
  };
  /** A process with a queue of its own: what it had before is lost. */
  const begin = () => {
    const outbox = createInProcessOutbox({ log, meter: METER, chance: () => 0 });
    outbox.handle("due", {
      run: doJob,
      postponed: (job, delay) => store.retryLater(job, delay + 60_000),
    });
    const runner = createRunner({ store: { ...store, claimDue }, outbox, platforms, log });
    running.push(runner, outbox);
    return { runner, outbox };
  };
  const first = begin();
  first.outbox.start(platforms);
  return {
    ...first,
    begin,
    store,
    logged,
    advance: (ms: number) => {
      now += ms;
    },
    away: (yes: boolean) => {
      isAway = yes;
    },
    due: (team: TeamId) =>
      store.writeGroup({ team, group: "g" }, 0, { ...NO_CHANGE, next: { date: "d", at: now } }),
  };
}

describe("the relay from the due index to the outbox", () => {
  it("does everything that is due, however much, each job once", async () => {
    const done: string[] = [];
    const world = createWorld(async (job) => {
      done.push(job.place.team);
      await world.store.dropJob(job);
    });
    await Promise.all(Array.from({ length: 1_200 }, (_, i) => world.due(`web:${i}`)));
    await world.runner.tick();
    expect([done.length, new Set(done).size]).toEqual([1_200, 1_200]);
  });

  it("does not let a slow job hold up the others, and begins it once however long it takes", async () => {
    const begun: string[] = [];
    const done: string[] = [];
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const world = createWorld(async (job) => {
      begun.push(job.place.team);
      if (job.place.team === "web:slow") await slow;
      await world.store.dropJob(job);
      done.push(job.place.team);
    });
    await world.due("web:slow");
    const first = world.runner.tick();
    await sleep(5);
    await world.due("web:quick");
    const second = world.runner.tick();
    await sleep(5);
    expect(done).toEqual(["web:quick"]);
    for (let minutes = 0; minutes < 3; minutes++) {
      world.advance(61_000);
      void world.runner.tick();
      await sleep(5);
    }
    release();
    await Promise.all([first, second]);
    expect([begun, done]).toEqual([
      ["web:slow", "web:quick"],
      ["web:quick", "web:slow"],
    ]);
  });

  it("sees soon what became due again while its job was under way", async () => {
    let release = () => {};
    let tries = 0;
    const world = createWorld(async (job) => {
      if (++tries > 1) return world.store.dropJob(job);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await world.due("web:a");
    const work = world.runner.tick();
    await sleep(5);
    // Somebody, such as a manager, wants it done at once.
    await world.store.retryLater({ kind: "open", place: { team: "web:a", group: "g" } }, 0);
    const look = world.runner.tick();
    await sleep(5);
    release();
    await Promise.all([work, look]);
    world.advance(6_000);
    await world.runner.tick();
    expect(tries).toBe(2);
  });

  it("opens what is due although the queue was lost", async () => {
    const done: string[] = [];
    const world = createWorld(
      async (job) => {
        done.push(job.place.team);
        await world.store.dropJob(job);
      },
      ["web", "slack"],
    );
    await world.due("web:a");
    // Added by a process that never came to it.
    const lost = world.begin();
    await lost.runner.tick();
    await world.runner.tick();
    expect(done).toEqual([]);
    world.advance(61_000);
    await world.runner.tick();
    expect(done).toEqual(["web:a"]);
  });

  it("leaves work of a platform that nobody serves where it is, and does that of the others", async () => {
    const done: string[] = [];
    const world = createWorld(async (job) => {
      done.push(job.place.team);
      await world.store.dropJob(job);
    });
    for (let i = 0; i < 2_000; i++) await world.due(`discord:${i}`);
    await world.due("web:a");
    await world.runner.tick();
    expect(done).toEqual(["web:a"]);
    expect(await world.store.claimDue(3_000, 60_000)).toHaveLength(2_000);
  });

  it("tries a failed job again after a pause, and does not look for it meanwhile", async () => {
    let tries = 0;
    const world = createWorld(async () => {
      tries++;
      throw new Error("a surprise");
    });
    await world.due("web:a");
    await world.runner.tick();
    expect(tries).toBe(1);
    expect(world.logged).toEqual(["a job failed and is tried again"]);
    world.advance(61_000);
    expect(await world.store.claimDue(10, 60_000)).toEqual([]);
    expect((await world.outbox.depths()).find(({ platform }) => platform === "web")?.later).toBe(1);
  });

  it("waits while the store is away, saying so once, and goes on", async () => {
    let done = 0;
    const world = createWorld(async (job) => {
      done++;
      await world.store.dropJob(job);
    });
    await world.due("web:a");
    world.away(true);
    for (let i = 0; i < 3; i++) await world.runner.tick();
    expect([done, world.logged]).toEqual([0, ["the store is away, due work waits"]]);
    world.away(false);
    await world.runner.tick();
    expect([done, world.logged.at(-1)]).toEqual([1, "the store is back, due work goes on"]);
  });

  it("ticks by itself, and stops only when what is under way is done", async () => {
    const events: string[] = [];
    const world = createWorld(async (job) => {
      events.push("begun");
      await sleep(50);
      await world.store.dropJob(job);
      events.push("done");
    });
    await world.due("web:a");
    world.runner.start();
    await expect.poll(() => events.length, { timeout: 5000 }).toBeGreaterThan(0);
    await world.runner.stop();
    await world.outbox.stop();
    expect(events).toEqual(["begun", "done"]);
    await world.due("web:b");
    await world.runner.tick();
    expect(events).toHaveLength(2);
  });
});

it("names a job by what it does, with nothing that a queue cannot take", () => {
  const place = { team: "slack:T1", group: "C1" } as const;
  expect(outboxJobOf({ kind: "close", place, round: "C1-2026-11-18-x" })).toMatchObject({
    id: "close/slack.T1/C1/C1-2026-11-18-x",
    platform: "slack",
    priority: "result",
  });
  expect(outboxJobOf({ kind: "open", place }).id).toBe("open/slack.T1/C1");
});
