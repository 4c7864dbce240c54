import { Redis } from "ioredis";
import { afterEach, describe, expect, it } from "vitest";
import { type Limiter, PER_MINUTE } from "../../src/engine/ports/limiter.ts";
import { createMemoryLimiter } from "../../src/stores/limits.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { startCluster } from "../setup/redis-cluster.ts";
import { startRedis } from "../setup/redis-server.ts";
import { recordingLog } from "./logs.ts";

const TEAM = "discord:1";
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function limiterAt(...urls: string[]): Promise<Limiter> {
  const store = createRedisStore({ urls }, recordingLog().log);
  ends.push(() => store.close());
  await store.connect();
  return store.limiter;
}

async function server() {
  const started = await startRedis();
  ends.push(() => started.stop());
  return started;
}

async function take(limiter: Limiter, times: number, learner = "ada"): Promise<(number | null)[]> {
  return Promise.all(Array.from({ length: times }, () => limiter.take("report", TEAM, learner)));
}
const refused = (waits: readonly (number | null)[]) => waits.filter((wait) => wait !== null);

/** What every limiter must do, whatever it counts in. */
function limiterSuite(name: string, make: () => Promise<Limiter>): void {
  describe(name, () => {
    it("lets a member do so much in a minute, and says how long to wait for more", async () => {
      const limiter = await make();
      expect(refused(await take(limiter, PER_MINUTE.report))).toEqual([]);
      const [wait] = await take(limiter, 1);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60_000);
    });

    it("counts everybody, every team and everything by itself", async () => {
      const limiter = await make();
      await take(limiter, PER_MINUTE.report + 5);
      expect(refused(await take(limiter, PER_MINUTE.report, "ben"))).toEqual([]);
      expect(await limiter.take("report", "discord:2", "ada")).toBeNull();
      expect(await limiter.take("press", TEAM, "ada")).toBeNull();
      expect(await limiter.take("report", TEAM, "ada")).not.toBeNull();
    });

    it("lets nobody slip through who does it all at once", async () => {
      const waits = await take(await make(), PER_MINUTE.report * 3);
      expect(refused(waits)).toHaveLength(PER_MINUTE.report * 2);
    });
  });
}

limiterSuite("the limits in memory", async () => createMemoryLimiter());
limiterSuite("the limits on Redis", async () => limiterAt((await server()).url));
limiterSuite("the limits on a cluster", async () => {
  const cluster = await startCluster();
  ends.push(() => cluster.stop());
  return limiterAt(...cluster.urls);
});

describe("the limits on Redis", () => {
  it("hold over all replicas, and what was counted of a member is gone after the minute", async () => {
    const { url } = await server();
    const [one, two] = [await limiterAt(url), await limiterAt(url)];
    await take(one, PER_MINUTE.report);
    expect(refused(await take(two, 1))).toHaveLength(1);
    const admin = new Redis(url);
    ends.push(async () => admin.disconnect());
    const keys = await admin.keys("dlq:limit:*");
    expect(keys).toHaveLength(1);
    const left = await admin.ttl(keys[0] ?? "");
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60);
  });

  it("ask Redis of nobody who does a few things in a minute, and still let nobody do more than they may", async () => {
    const { url } = await server();
    const limiter = await limiterAt(url);
    const admin = new Redis(url);
    ends.push(async () => admin.disconnect());
    const press = () => limiter.take("press", TEAM, "ada");
    expect([await press(), await press()]).toEqual([null, null]);
    expect(await admin.keys("dlq:limit:*")).toEqual([]);
    const more = await Promise.all(Array.from({ length: PER_MINUTE.press }, press));
    expect(refused(more)).toHaveLength(2);
  });

  it("go on in each process while Redis is away", async () => {
    const away = await server();
    const limiter = await limiterAt(away.url);
    await away.kill();
    expect(refused(await take(limiter, PER_MINUTE.report + 2)).length).toBeGreaterThanOrEqual(2);
  });
});
