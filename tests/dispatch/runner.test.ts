import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createRunner, type Runner } from "../../src/dispatch/runner.ts";
import { type Job, StoreUnavailable } from "../../src/engine/ports/store.ts";
import { createMemoryStore } from "../../src/stores/memory/index.ts";
import { silentMeter } from "../silent-meter.ts";

const NO_CHANGE = { schedule: null, paused: null, managedBy: null, recap: null };
const runners: Runner[] = [];
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});

function createWorld(doJob: (job: Job) => Promise<void>) {
  let now = 1_000_000;
  const store = createMemoryStore(() => now);
  const logged: string[] = [];
  const write = (_: object, message: string) => {
    logged.push(message);
  };
  const log = { debug: write, info: write, warn: write, error: write };
  let isAway = false;
  const claimDue: typeof store.claimDue = async (limit, lease) => {
    if (isAway) throw new StoreUnavailable("away");
    return store.claimDue(limit, lease);
  };
  const runner = createRunner({
    store: { claimDue, renewLease: store.renewLease },
    serves: () => true,
    doJob,
    log,
    meter: silentMeter,
  });
  runners.push(runner);
  return {
    runner,
    store,
    logged,
    advance: (ms: number) => {
      now += ms;
    },
    away: (yes: boolean) => {
      isAway = yes;
    },
    due: (team: string) =>
      store.writeGroup({ team: `web:${team}`, group: "g" }, 0, {
        ...NO_CHANGE,
        next: { date: "d", at: now },
      }),
  };
}

describe("the in-process runner", () => {
  it("does everything that is due, however much, each job once", async () => {
    const done: string[] = [];
    const world = createWorld(async (job) => {
      done.push(job.place.team);
      await world.store.dropJob(job);
    });
    await Promise.all(Array.from({ length: 500 }, (_, i) => world.due(`${i}`)));
    await world.runner.tick();
    expect([done.length, new Set(done).size]).toEqual([500, 500]);
  });

  it("does not let a slow job hold up the others", async () => {
    const done: string[] = [];
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const world = createWorld(async (job) => {
      if (job.place.team === "web:slow") await slow;
      await world.store.dropJob(job);
      done.push(job.place.team);
    });
    await world.due("slow");
    const first = world.runner.tick();
    await sleep(5);
    await world.due("quick");
    const second = world.runner.tick();
    await sleep(5);
    expect(done).toEqual(["web:quick"]);
    // Its lease ends while it is under way: it is not begun a second time here.
    world.advance(61_000);
    void world.runner.tick();
    await sleep(5);
    release();
    await Promise.all([first, second]);
    expect(done).toEqual(["web:quick", "web:slow"]);
  });

  it("keeps a slow job from the other replicas for as long as it is under way", async () => {
    vi.useFakeTimers();
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const world = createWorld(() => slow);
    await world.due("slow");
    const work = world.runner.tick();
    for (let seconds = 0; seconds < 300; seconds += 10) {
      await vi.advanceTimersByTimeAsync(10_000);
      world.advance(10_000);
      expect(await world.store.claimDue(10, 60_000)).toEqual([]);
    }
    release();
    await work;
    world.advance(61_000);
    vi.useRealTimers();
    expect(await world.store.claimDue(10, 60_000)).toHaveLength(1);
  });

  it("tries a failed job again when its lease ends, and logs it", async () => {
    let tries = 0;
    const world = createWorld(async (job) => {
      if (++tries === 1) throw new Error("a surprise");
      await world.store.dropJob(job);
    });
    await world.due("a");
    await world.runner.tick();
    await world.runner.tick();
    expect(tries).toBe(1);
    expect(world.logged).toEqual(["a job failed; it is tried again when its lease ends"]);
    world.advance(61_000);
    await world.runner.tick();
    expect(tries).toBe(2);
  });

  it("waits while the store is away, saying so once, and goes on", async () => {
    let done = 0;
    const world = createWorld(async (job) => {
      done++;
      await world.store.dropJob(job);
    });
    await world.due("a");
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
    await world.due("a");
    world.runner.start();
    await expect.poll(() => events.length, { timeout: 5000 }).toBeGreaterThan(0);
    await world.runner.stop();
    expect(events).toEqual(["begun", "done"]);
    await world.due("b");
    await world.runner.tick();
    expect(events).toHaveLength(2);
  });
});

it("leaves the next tick to the others after work that it does not serve", async () => {
  let looks = 0;
  const runner = createRunner({
    store: {
      claimDue: async () => {
        looks++;
        return [{ kind: "open", place: { team: "discord:1", group: "g" } }];
      },
      renewLease: async () => {},
    },
    serves: () => false,
    doJob: async () => {},
    log: { debug() {}, info() {}, warn() {}, error() {} },
    meter: silentMeter,
  });
  runners.push(runner);
  runner.start();
  // Four ticks at least: looks at two or three of them.
  await sleep(4_300);
  expect(looks).toBeGreaterThanOrEqual(1);
  expect(looks).toBeLessThanOrEqual(3);
}, 10_000);
