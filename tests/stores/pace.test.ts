import { Redis } from "ioredis";
import { afterEach, describe, expect, it } from "vitest";
import type { Pace } from "../../src/engine/ports/pace.ts";
import { createMemoryPace } from "../../src/stores/memory/pace.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { startCluster } from "../setup/redis-cluster.ts";
import { startRedis } from "../setup/redis-server.ts";
import { recordingLog } from "./logs.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Slow, so that Redis's own clock, which goes on during a test, changes nothing. */
const LIMIT = { perSecond: 0.1, burst: 3 };
const EVERY = 1000 / LIMIT.perSecond;
const LOW = { priority: "low" } as const;

interface Paced {
  pace: Pace;
  /** Moves the clock. */
  advance(ms: number): void;
}

async function onRedis(...urls: string[]): Promise<Paced & { lines: string[] }> {
  let offset = 0;
  const { log, lines } = recordingLog();
  const store = createRedisStore({ urls, paceOffset: () => offset }, log);
  ends.push(() => store.close());
  await store.connect();
  const advance = (ms: number) => {
    offset += ms;
  };
  return { pace: store.pace, advance, lines };
}

async function server() {
  const started = await startRedis();
  ends.push(() => started.stop());
  return started;
}

/** Whole turns of the limit's rhythm: the clock of a real Redis moves by some milliseconds. */
const inTurns = (ms: number) => Math.round(ms / EVERY);

async function turns({ pace }: Paced, count: number, bucket = "b"): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < count; i++) waits.push(inTurns((await pace.take(bucket, LIMIT)).wait));
  return waits;
}

/** What every pace must do, whatever it keeps its buckets in. */
function paceSuite(name: string, make: () => Promise<Paced>): void {
  describe(name, () => {
    it("keeps nobody waiting longer where the clock is set back", async () => {
      const at = await make();
      await turns(at, 4);
      await at.pace.penalise("shut", EVERY);
      at.advance(-1_000 * EVERY);
      expect(await turns(at, 2)).toEqual([2, 3]);
      expect(inTurns(await at.pace.closedFor("shut"))).toBe(1);
      at.advance(EVERY);
      expect(await turns(at, 1, "shut")).toEqual([0]);
    });

    it("lets a burst go at once, and then one after the other", async () => {
      const at = await make();
      expect(await turns(at, 6)).toEqual([0, 0, 0, 1, 2, 3]);
      expect(await turns(at, 1, "another")).toEqual([0]);
    });

    it("fills up again while it is quiet, but never beyond the burst", async () => {
      const at = await make();
      await turns(at, 5);
      at.advance(EVERY * 3);
      expect(await turns(at, 2)).toEqual([0, 1]);
      at.advance(EVERY * 100);
      expect(await turns(at, 4)).toEqual([0, 0, 0, 1]);
    });

    it("takes nothing where the wait would be too long", async () => {
      const at = await make();
      await turns(at, 4);
      for (let i = 0; i < 3; i++) {
        const { taken, wait } = await at.pace.take("b", LIMIT, { patience: EVERY });
        expect([taken, inTurns(wait)]).toEqual([false, 2]);
      }
      expect(await at.pace.take("b", LIMIT, { patience: EVERY * 2 })).toMatchObject({ taken: true });
    });

    it("leaves to what can wait only what the others do not need", async () => {
      const at = await make();
      expect(await at.pace.take("b", LIMIT, LOW)).toEqual({ taken: true, wait: 0 });
      await turns(at, 1);
      // The first goes on its own share, which is a twentieth.
      expect((await at.pace.take("b", LIMIT, LOW)).taken).toBe(true);
      const { taken, wait } = await at.pace.take("b", LIMIT, LOW);
      expect([taken, inTurns(wait)]).toEqual([false, 2]);
      expect(await turns(at, 1)).toEqual([1]);
      at.advance(EVERY * 3);
      expect((await at.pace.take("b", LIMIT, LOW)).taken).toBe(true);
    });

    it("starves nothing for ever, however much else there is to do", async () => {
      const at = await make();
      let low = 0;
      for (let i = 0; i < 200; i++) {
        await at.pace.take("b", LIMIT, { patience: EVERY });
        if ((await at.pace.take("b", LIMIT, { ...LOW, patience: EVERY * 2 })).taken) low++;
        at.advance(EVERY);
      }
      expect(low).toBeGreaterThanOrEqual(9);
      expect(low).toBeLessThanOrEqual(12);
    });

    it("keeps everybody off where the platform refused, and lets them in again one after the other", async () => {
      const at = await make();
      await at.pace.penalise("b", EVERY * 10);
      await at.pace.penalise("b", EVERY * 2);
      expect(inTurns(await at.pace.closedFor("b"))).toBe(10);
      expect(await at.pace.closedFor("another")).toBe(0);
      expect((await at.pace.take("b", LIMIT, LOW)).taken).toBe(false);
      expect(await turns(at, 5)).toEqual([10, 10, 10, 11, 12]);
      at.advance(EVERY * 10);
      expect(await at.pace.closedFor("b")).toBe(0);
    });
  });
}

paceSuite("the pace in memory", async () => {
  let now = 1_000;
  return {
    pace: createMemoryPace(() => now),
    advance: (ms) => {
      now += ms;
    },
  };
});
paceSuite("the pace on Redis", async () => onRedis((await server()).url));
paceSuite("the pace on a cluster", async () => {
  const cluster = await startCluster();
  ends.push(() => cluster.stop());
  return onRedis(...cluster.urls);
});

describe("the pace on Redis", () => {
  it("is one for all replicas, and is forgotten when its bucket is full again", async () => {
    const { url } = await server();
    const [one, two] = [await onRedis(url), await onRedis(url)];
    expect(await turns(one, 3)).toEqual([0, 0, 0]);
    expect(await turns(two, 2)).toEqual([1, 2]);
    await two.pace.penalise("b", EVERY * 9);
    expect(inTurns(await one.pace.closedFor("b"))).toBe(9);
    const admin = new Redis(url);
    ends.push(async () => admin.disconnect());
    expect(await admin.keys("dlq:pace:*")).toEqual(["dlq:pace:{b}"]);
    const left = await admin.pttl("dlq:pace:{b}");
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(EVERY * 9 + 1_000);
  });

  it("goes on at once with a share of its own while Redis is away, and says so once", async () => {
    const away = await server();
    const at = await onRedis(away.url);
    await away.kill();
    expect(await turns(at, 4)).toEqual([0, 0, 0, 4]);
    await at.pace.penalise("b", EVERY * 20);
    expect(inTurns(await at.pace.closedFor("b"))).toBe(20);
    expect(at.lines.filter((line) => line.includes("a share of its own"))).toHaveLength(1);
  });

  it("waits for no Redis that hangs", async () => {
    const { url } = await server();
    const at = await onRedis(url);
    const admin = new Redis(url);
    ends.push(async () => admin.disconnect());
    await turns(at, 3);
    await admin.client("PAUSE", 60_000);
    // Its own bucket is full: that Redis would have said to wait, it did not hear.
    expect(await turns(at, 3)).toEqual([0, 0, 0]);
  });
});
