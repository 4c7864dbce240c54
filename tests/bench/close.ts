import { Redis } from "ioredis";
import { doJob } from "../../src/engine/bot.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { keysOf } from "../../src/stores/redis/keys.ts";
import { createWorld } from "../engine/world.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { answerOf, HOUR, makeRound } from "../stores/fixtures.ts";
import { table } from "./figures.ts";

/** Answers in the round that closes; `BENCH_ANSWERS=500000` for the largest that is promised. */
const ANSWERS = Number(process.env.BENCH_ANSWERS ?? 100_000);
const CHUNK = 5_000;
/** Presses of others meanwhile, in a second, and for how long they are measured before the close, in milliseconds. */
const PRESSES = 100;
const IDLE = 10_000;
/** What Redis notes of a command that takes longer, in microseconds. */
const NOTED = 500;
/** How many of those it keeps. */
const NOTES = 100_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const PLACE = { team: "web:large", group: "g1" } as const;
const OTHERS = { team: "web:others", group: "g1" } as const;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A round as so many answers would have left it, each fourth one right. */
async function fill(client: Redis, id: string): Promise<void> {
  const keys = keysOf(PLACE.team);
  for (let start = 0; start < ANSWERS; start += CHUNK) {
    const places = Array.from({ length: Math.min(CHUNK, ANSWERS - start) }, (_, i) => start + i + 1);
    await client.zadd(keys.answers(id), ...places.flatMap((place) => [place * 4 + (place % 4), `l${place}`]));
    await client.hset(keys.names, ...places.flatMap((place) => [`l${place}`, `Learner ${place}`]));
  }
  const counts = [0, 1, 2, 3].map((choice) => Math.floor((ANSWERS - choice) / 4) + (choice === 0 ? 0 : 1));
  await client.hset(keys.round(id), ...counts.flatMap((count, choice) => [`n${choice}`, count]));
}

/** Presses at an even pace, whatever each takes, until `stop`; milliseconds of each. */
function press(store: RedisStore, id: string) {
  const taken: number[] = [];
  const underWay: Promise<void>[] = [];
  let next = 0;
  const one = async (due: number) => {
    const outcome = await store.recordAnswer(OTHERS, id, answerOf(`o${next++}`, 1), null);
    if (outcome.kind !== "taken") throw new Error(`a press was ${outcome.kind}`);
    taken.push(performance.now() - due);
  };
  let due = performance.now();
  const timer = setInterval(() => {
    for (; due <= performance.now(); due += 1_000 / PRESSES) underWay.push(one(due));
  }, 1);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      return taken.toSorted((a, b) => a - b);
    },
  };
}

const p99 = (sorted: readonly number[]) => sorted[Math.floor(sorted.length * 0.99)] ?? 0;

/** Of the scripts that Redis noted: what the one in the middle took, and the slowest, in milliseconds. */
async function noted(client: Redis): Promise<{ middle: number; slowest: number }> {
  const entries = (await client.call("SLOWLOG", "GET", `${NOTES}`)) as [number, number, number, string[]][];
  const scripts = entries.filter(([, , , [name]]) => name?.toLowerCase() === "evalsha");
  const times = scripts.map(([, , micros]) => micros / 1_000).sort((a, b) => a - b);
  return { middle: times[times.length >> 1] ?? 0, slowest: times.at(-1) ?? 0 };
}

/** What a close costs, and what others feel of it. */
export async function benchClose(server: RedisServer): Promise<void> {
  const client = new Redis(server.url);
  const [store, other] = [server, server].map(({ url }) => createRedisStore({ urls: [url] }, SILENT));
  if (store === undefined || other === undefined) throw new Error("there is no store");
  await Promise.all([store.connect(), other.connect()]);
  const world = createWorld(new Date().toISOString(), () => store);
  const terms = { version: 0, next: null, forget: [] };
  const at = Date.now();
  await store.openWindow(makeRound({ id: "large", opensAt: at - 9 * HOUR, place: PLACE }), terms);
  await store.confirmPosted(PLACE.team, "large", { channel: "g1", message: "m1" });
  await fill(client, "large");
  await store.openWindow(makeRound({ id: "other", opensAt: at, place: OTHERS }), terms);

  const idle = press(other, "other");
  await sleep(IDLE);
  const before = await idle.stop();
  await client.config("SET", "slowlog-log-slower-than", `${NOTED}`);
  await client.config("SET", "slowlog-max-len", `${NOTES}`);
  await client.call("SLOWLOG", "RESET");
  const meanwhile = press(other, "other");
  const start = performance.now();
  await store.freezeRound(PLACE.team, "large", true);
  const frozen = performance.now() - start;
  await doJob(world.deps, { kind: "close", place: PLACE, round: "large" });
  const seconds = (performance.now() - start) / 1_000;
  const during = await meanwhile.stop();
  const scripts = await noted(client);
  const [totals] = await store.groupTotals(PLACE.team, { kind: "all" });
  const round = await store.readRound(PLACE.team, "large");
  if (round?.status !== "closed" || totals?.active !== Math.floor((ANSWERS - 1) / 4) + 1)
    throw new Error(`the close ended as ${round?.status}, with ${totals?.active} who have points`);
  const title = `Close: ${ANSWERS.toLocaleString("en")} answers, ${PRESSES} presses a second of others meanwhile`;
  table(`${title}: a press`, "ms", [
    { name: "p99 idle", values: [p99(before)] },
    { name: "p99 during the close", values: [p99(during)] },
    { name: "a page's script, as Redis measured it", values: [scripts.middle] },
    { name: "the slowest script, waits for a processor included", values: [scripts.slowest] },
    { name: "the freeze", values: [frozen] },
  ]);
  table(`${title}: until all is shown`, "s", [{ name: "the close", values: [seconds] }]);
  await client.flushall();
  client.disconnect();
  await Promise.all([store.close(), other.close()]);
}
