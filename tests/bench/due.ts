import { Redis } from "ioredis";
import type { Place } from "../../src/engine/words/place.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { keysOf, memberOf } from "../../src/stores/redis/keys.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { interleaved, table, timed } from "./figures.ts";

const ROUNDS = 3;
const GROUPS = 100_000;
const TICKS = 200;
const LEASE = 60 * 60_000;
const CHUNK = 2_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Groups whose daily question is due, all in one minute. */
async function fill(client: Redis): Promise<void> {
  await client.flushall();
  const minute = Date.now() - 60_000;
  for (let start = 0; start < GROUPS; start += CHUNK) {
    const pipeline = client.pipeline();
    for (let i = start; i < start + CHUNK; i++) {
      const place: Place = { team: `discord:${i}`, group: `g${i}` };
      pipeline.zadd(keysOf(place.team).due, minute + (i % 60) * 1_000, memberOf({ kind: "open", place }));
    }
    await pipeline.exec();
  }
}

/** What it costs to hand out 100,000 openings of one minute, and to look when nothing is due. */
export async function benchDue(server: RedisServer): Promise<void> {
  const client = new Redis(server.url);
  const store = createRedisStore({ urls: [server.url] }, SILENT);
  await store.connect();
  const drain = (batch: number) => async () => {
    await fill(client);
    const seen = new Set<string>();
    const ms = await timed(async () => {
      for (let jobs = await store.claimDue(batch, LEASE); jobs.length > 0; ) {
        for (const { place } of jobs) seen.add(place.team);
        jobs = await store.claimDue(batch, LEASE);
      }
    });
    if (seen.size !== GROUPS) throw new Error(`${seen.size} of ${GROUPS} groups were handed out`);
    return ms / 1_000;
  };
  const figures = await interleaved(ROUNDS, {
    "1,000 at a time": drain(1_000),
    "500 at a time, as the relay does": drain(500),
  });
  table("Due work: 100,000 groups due in one minute, until the last is handed out", "s", figures);
  await client.flushall();
  const idle = await interleaved(ROUNDS, {
    "one command there and back": async () =>
      (await timed(async () => {
        for (let i = 0; i < TICKS; i++) await store.now();
      })) / TICKS,
    "a tick of one platform with nothing due (64 shards)": async () =>
      (await timed(async () => {
        for (let i = 0; i < TICKS; i++) await store.claimDue(500, LEASE, ["discord"]);
      })) / TICKS,
  });
  table("Due work: nothing due", "ms", idle);
  client.disconnect();
  await store.close();
}
