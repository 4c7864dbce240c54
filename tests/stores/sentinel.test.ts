import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { StartError } from "../../src/engine/ports/platform.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { type RedisSentinels, startSentinel, startSentinels } from "../setup/redis-sentinel.ts";
import { startRedis } from "../setup/redis-server.ts";
import { answerOf, answersOf, makeRound, PLACE, practice, TEAM } from "./fixtures.ts";
import { recordingLog } from "./logs.ts";

let sentinels: RedisSentinels | null = null;
const stores: RedisStore[] = [];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
beforeAll(async () => {
  sentinels = await startSentinels();
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});
afterAll(() => sentinels?.stop());

function storeWith(settings: { urls: readonly string[]; copies?: number }) {
  const { log, lines } = recordingLog();
  const store = createRedisStore(settings, log);
  stores.push(store);
  return { store, lines };
}

async function startError(...urls: string[]): Promise<string> {
  const error = await storeWith({ urls })
    .store.connect()
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

describe("Redis behind Sentinels", () => {
  it("is refused in words where the name, the password or the kind of server is wrong", async (context) => {
    if (sentinels === null) return context.skip();
    const [url = ""] = sentinels.urls;
    expect(await startError(url.replace("mymaster", "other"))).toContain("know no master named other");
    expect(await startError(`${url}/99`)).toContain("names database 99");
    const port = sentinels.servers[0]?.port;
    expect(await startError(`redis+sentinel://127.0.0.1:${port}/mymaster`)).toContain("but they are servers");
    const closed = await startSentinel(["requirepass secret"]);
    expect(await startError(`redis+sentinel://127.0.0.1:${closed?.port}/mymaster`)).toContain(
      "sentinelPassword=",
    );
    const open = `redis+sentinel://127.0.0.1:${closed?.port}/mymaster?sentinelPassword=secret`;
    expect(await startError(open)).toContain("know no master named mymaster");
    await closed?.stop();
  });

  it("loses and doubles nothing that was copied when its master dies while people answer: the replica takes over", async (context) => {
    if (sentinels === null) return context.skip();
    const { urls, servers } = sentinels;
    const { store, lines } = storeWith({ urls, copies: 1 });
    await store.connect();
    expect(await store.ready()).toBe(true);
    const now = Date.now();
    const terms = { version: 0, next: null, forget: [] };
    await store.openWindow(makeRound({ id: "r1", opensAt: now }), terms);
    await store.addPractice(makeRound({ id: "p1", opensAt: now, mode: "practice" }));
    const date = new Date(now).toISOString().slice(0, 10);
    const given = new Map<string, Choice>();
    let failures = 0;
    /** As a caller does: with the same identity, until it is acknowledged. */
    const insist = async (call: () => Promise<unknown>): Promise<void> => {
      try {
        await call();
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnavailable);
        failures++;
        await pause(20);
        await insist(call);
      }
    };
    let isOver = false;
    const answer = async (worker: number) => {
      for (let i = 0; !isOver; i++) {
        const [learner, choice] = [`l${worker}-${i}`, (i % 4) as Choice];
        await insist(() => store.recordAnswer(PLACE, "r1", answerOf(learner, choice), null));
        await insist(() => store.recordAnswer(PLACE, "p1", answerOf(learner, 1), practice(date)));
        given.set(learner, choice);
      }
    };
    const answers = Promise.all(Array.from({ length: 10 }, (_, i) => answer(i)));
    await expect.poll(() => given.size, { timeout: 10_000 }).toBeGreaterThan(300);
    await sentinels.killSentinel();
    // In the middle of answers: what was acknowledged is on the replica, which takes over.
    await servers[0]?.kill();
    await expect.poll(() => sentinels?.master(), { timeout: 15_000 }).toBe(servers[1]?.port);
    expect(failures).toBeGreaterThan(0);
    // By itself the new master has no replica, and nothing is acknowledged before it gets one.
    const third = await startRedis(["--replicaof", "127.0.0.1", `${servers[1]?.port}`]);
    const before = given.size;
    await expect.poll(() => given.size, { timeout: 15_000 }).toBeGreaterThan(before + 100);
    isOver = true;
    await answers;
    expect(await store.ready()).toBe(true);
    await store.freezeRound(TEAM, "r1", true);
    const kept = new Map((await answersOf(store, "r1")).map(({ learner, choice }) => [learner, choice]));
    const lost = [...given].filter(([learner, choice]) => kept.get(learner) !== choice);
    expect(lost).toEqual([]);
    const board = await store.standings(
      TEAM,
      { group: "g1", topic: null },
      { kind: "all" },
      given.size,
      null,
    );
    expect([board.total, board.rows.filter(({ points }) => points !== 4)]).toEqual([given.size, []]);
    expect(lines.filter((line) => line === "Redis is back")).not.toEqual([]);
    await third.stop();
  });
});
