import { Redis } from "ioredis";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { keysOf } from "../../src/stores/redis/keys.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { TEAM } from "../stores/fixtures.ts";
import { interleaved, table, timed } from "./figures.ts";

const ROUNDS = 7;
const LOOKS = 200;
const SIZES = [100, 1_000_000] as const;
const CHUNK = 5_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

const scopeOf = (size: number) => ({ group: `g${size}`, topic: null });

/** A board as awards would have left it: negative points, so that the order is the board's. */
async function build(client: Redis, size: number): Promise<void> {
  const key = keysOf(TEAM).board(scopeOf(size), "all");
  for (let start = 0; start < size; start += CHUNK) {
    const members: (string | number)[] = [];
    for (let i = start; i < Math.min(start + CHUNK, size); i++) members.push(-(1 + (i % 9_973)), `l${i}`);
    await client.zadd(key, ...members);
  }
}

/** What a look at a board costs, in milliseconds, by its size. */
export async function benchBoards(server: RedisServer): Promise<void> {
  const client = new Redis(server.url);
  const store = createRedisStore({ urls: [server.url] }, SILENT);
  await store.connect();
  const building = await timed(async () => {
    for (const size of SIZES) await build(client, size);
  });
  const look = (size: number, top: number, viewer: string | null) => async () => {
    const ms = await timed(async () => {
      for (let i = 0; i < LOOKS; i++)
        await store.standings(TEAM, scopeOf(size), { kind: "all" }, top, viewer);
    });
    const page = await store.standings(TEAM, scopeOf(size), { kind: "all" }, top, viewer);
    if (page.total !== size || page.rows.length !== top)
      throw new Error(`a board of ${size} shows ${page.total}`);
    return ms / LOOKS;
  };
  const figures = await interleaved(ROUNDS, {
    "own rank of 100": look(SIZES[0], 0, "l50"),
    "own rank of 1,000,000": look(SIZES[1], 0, "l500000"),
    "top ten of 100": look(SIZES[0], 10, null),
    "top ten of 1,000,000": look(SIZES[1], 10, null),
    "top ten and own rank of 1,000,000": look(SIZES[1], 10, "l500000"),
  });
  table(
    "Boards: one look, there and back",
    "ms",
    figures,
    `median of ${ROUNDS} rounds of ${LOOKS} looks; the boards were built in ${(building / 1_000).toFixed(1)} s`,
  );
  await client.flushall();
  client.disconnect();
  await store.close();
}
