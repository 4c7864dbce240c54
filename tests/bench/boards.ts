import { Redis } from "ioredis";
import { isoWeek, weekdayOf } from "../../src/engine/rules/calendar.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { keysOf } from "../../src/stores/redis/keys.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { TEAM } from "../stores/fixtures.ts";
import { interleaved, table, timed } from "./figures.ts";

const ROUNDS = 5;
const LOOKS = 200;
const SIZES = [100, 1_000_000] as const;
/** One in so many hides. */
const HIDES = 20;
const GROUPS = 5_000;
const SUMMED = 100_000;
const CHUNK = 5_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const TODAY = "2026-11-20";
const ROLLING = { kind: "rolling", until: TODAY } as const;

const scopeOf = (size: number) => ({ group: `g${size}`, topic: null });
const hides = (i: number) => i % HIDES === 7;

/** Boards as awards would have left them: negative points, so that the order is the board's. */
async function build(client: Redis, size: number): Promise<void> {
  const keys = keysOf(TEAM);
  for (let start = 0; start < size; start += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, size - start) }, (_, i) => start + i);
    for (const [key, away] of [
      [keys.board(scopeOf(size), "all"), false],
      [keys.away(scopeOf(size), "all"), true],
    ] as const) {
      const lines = numbers.filter((i) => hides(i) === away).flatMap((i) => [-(1 + (i % 9_973)), `l${i}`]);
      if (lines.length > 0) await client.zadd(key, ...lines);
    }
  }
}

/** The longest script since the log was emptied, in milliseconds. */
async function longestScript(client: Redis): Promise<number> {
  const entries = (await client.call("SLOWLOG", "GET", "1000")) as [number, number, number, string[]][];
  const scripts = entries.filter(([, , , [command = ""]]) => command.toLowerCase().startsWith("eval"));
  return Math.max(0, ...scripts.map(([, , micros]) => micros)) / 1_000;
}

/** What a look costs, in milliseconds, by the size of a board; one in twenty hides. */
async function benchLooks(store: RedisStore, client: Redis): Promise<void> {
  const building = await timed(async () => {
    for (const size of SIZES) await build(client, size);
  });
  const look = (size: number, top: number, viewer: string | null) => async () => {
    const ms = await timed(async () => {
      for (let i = 0; i < LOOKS; i++)
        await store.standings(TEAM, scopeOf(size), { kind: "all" }, top, viewer);
    });
    const page = await store.standings(TEAM, scopeOf(size), { kind: "all" }, top, viewer);
    const shown = Array.from({ length: size }, (_, i) => i).filter((i) => !hides(i)).length;
    if (page.total !== shown || page.rows.length !== top)
      throw new Error(`a board of ${shown} shows ${page.total}`);
    return ms / LOOKS;
  };
  await client.call("SLOWLOG", "RESET");
  const figures = await interleaved(ROUNDS, {
    "own rank of 100": look(SIZES[0], 0, "l50"),
    "own rank of 1,000,000": look(SIZES[1], 0, "l500000"),
    "own rank of 1,000,000, of somebody who hides": look(SIZES[1], 0, "l500007"),
    "top ten of 100": look(SIZES[0], 10, null),
    "top ten of 1,000,000": look(SIZES[1], 10, null),
    "top ten and own rank of 1,000,000": look(SIZES[1], 10, "l500000"),
  });
  table(
    "Boards: one look, there and back; one in twenty hides",
    "ms",
    figures,
    `median of ${ROUNDS} rounds of ${LOOKS} looks; the boards were built in ${(building / 1_000).toFixed(1)} s; the longest script took ${(await longestScript(client)).toFixed(2)} ms`,
  );
}

/** A board of thirty days that is summed in pages, and found again. */
async function benchSummed(store: RedisStore, client: Redis): Promise<void> {
  const keys = keysOf(TEAM);
  const mark = `${"ABCDEFG"[weekdayOf(TODAY)]}a7`;
  for (let start = 0; start < SUMMED; start += CHUNK) {
    const lines = Array.from({ length: CHUNK }, (_, i) => [`l${start + i}`, mark]).flat();
    for (const date of [TODAY, "2026-11-13", "2026-11-06"])
      await client.hset(keys.ledger(`g${SIZES[1]}`, isoWeek(date)), ...lines);
  }
  await client.call("SLOWLOG", "RESET");
  const look = () => store.standings(TEAM, scopeOf(SIZES[1]), ROLLING, 10, "l500");
  const first = await timed(look);
  const again = await timed(look);
  const { own } = await look();
  if (own?.points !== 21) throw new Error(`a sum is ${own?.points}`);
  table(
    `Boards: thirty days of ${SUMMED.toLocaleString("en")} learners, summed in pages`,
    "ms",
    [
      { name: "the first look", values: [first] },
      { name: "the next one", values: [again] },
    ],
    `the longest script took ${(await longestScript(client)).toFixed(2)} ms`,
  );
}

/** Groups against groups. */
async function benchGroups(store: RedisStore, client: Redis): Promise<void> {
  const keys = keysOf(TEAM);
  const day = Date.parse(TODAY) / 86_400_000;
  const days = Array.from({ length: 60 }, (_, i) => `40${i % 3 === 0 ? ":1" : ""},`).join("");
  await client.hset(keys.boards, { home: "c0", several: "all" });
  for (let i = 0; i < GROUPS; i++) {
    await client.hset(keys.sums("all"), { [`p|c${i}`]: 100 + i, [`n|c${i}`]: 20 });
    await client.hset(keys.days, `c${i}`, `2;${day - 59};${days}`);
  }
  const look = (span: Parameters<RedisStore["groupTotals"]>[1]) => () =>
    timed(async () => {
      const found = await store.groupTotals(TEAM, span);
      if (found.length !== GROUPS) throw new Error(`${found.length} of ${GROUPS} groups`);
    });
  const figures = await interleaved(ROUNDS, {
    "of all time": look({ kind: "all" }),
    "of thirty days": look(ROLLING),
  });
  table(
    `Boards: ${GROUPS.toLocaleString("en")} groups against each other`,
    "ms",
    figures,
    "the limit is 100 ms",
  );
}

export async function benchBoards(server: RedisServer): Promise<void> {
  const client = new Redis(server.url);
  const store = createRedisStore({ urls: [server.url] }, SILENT);
  await store.connect();
  await client.call("CONFIG", "SET", "slowlog-log-slower-than", "500", "slowlog-max-len", "1000");
  await benchLooks(store, client);
  await benchSummed(store, client);
  await benchGroups(store, client);
  await client.flushall();
  client.disconnect();
  await store.close();
}
