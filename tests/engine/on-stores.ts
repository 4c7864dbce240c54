import { afterAll, beforeAll, describe } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { memoryHarness, redisHarness, type StoreHarness } from "../stores/harness.ts";

let redis: RedisServer;

const STORES: Readonly<Record<string, () => Promise<StoreHarness>>> = {
  "the embedded store": async () => memoryHarness(),
  "the Redis store": () => redisHarness([redis.url]),
};

/** The same tests on the embedded store and on a real Redis; `open` gives a fresh one. */
export function onEachStore(what: string, tests: (open: () => Promise<StoreHarness>) => void): void {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  for (const [name, open] of Object.entries(STORES)) describe(`${what} on ${name}`, () => tests(open));
}
