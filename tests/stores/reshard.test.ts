import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { keysOf } from "../../src/stores/redis/keys.ts";
import { follow, moveSlot, type RedisCluster, startCluster } from "../setup/redis-cluster.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { answerOf, makeRound, PLACE, practice, TEAM } from "./fixtures.ts";
import { recordingLog } from "./logs.ts";
import { listedRights } from "./rights.ts";

const ARGS = ["--cluster-node-timeout", "500", "--repl-diskless-sync-delay", "0"];
const TERMS = { version: 0, next: null, forget: [] };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let cluster: RedisCluster;
let replica: RedisServer;
let store: RedisStore;
beforeAll(async () => {
  cluster = await startCluster(3, ARGS);
  replica = await startRedis(["--cluster-enabled", "yes", ...ARGS]);
  for (const { url } of [...cluster.servers, replica]) {
    const admin = new Redis(url);
    await admin.call("ACL", "SETUSER", "bot", "reset", ...listedRights(), "+cluster");
    admin.disconnect();
  }
  const urls = cluster.urls.map((url) => url.replace("redis://", "redis://bot:password@"));
  store = createRedisStore({ urls }, recordingLog().log);
  await store.connect();
  const now = Date.now();
  await store.openWindow(makeRound({ id: "r1", opensAt: now }), TERMS);
  await store.addPractice(makeRound({ id: "p1", opensAt: now, mode: "practice" }));
});
afterAll(async () => {
  await store.close();
  await replica.stop();
  await cluster.stop();
});

const given = new Map<string, Choice>();
let failures = 0;

/** As a caller does: with the same identity, until it is acknowledged. */
async function insist(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreUnavailable);
    failures++;
    await pause(20);
    await insist(call);
  }
}

/** Learners who answer the question of the day and one of practice, each after the other. */
function answering(names: string, isOver: () => boolean): Promise<unknown> {
  const date = new Date().toISOString().slice(0, 10);
  const one = async (worker: number) => {
    for (let i = 0; i < 20 || !isOver(); i++) {
      const [learner, choice] = [`${names}${worker}-${i}`, (i % 4) as Choice];
      await insist(() => store.recordAnswer(PLACE, "r1", answerOf(learner, choice), null));
      await insist(() => store.recordAnswer(PLACE, "p1", answerOf(learner, 1), practice(date)));
      given.set(learner, choice);
    }
  };
  return Promise.all(Array.from({ length: 10 }, (_, i) => one(i)));
}

async function expectAllOnce(): Promise<void> {
  const kept = await Promise.all(
    [...given].map(async ([learner, choice]) => (await store.answerOf(TEAM, "r1", learner)) === choice),
  );
  expect(kept.filter((is) => !is)).toEqual([]);
  expect(await store.answeredCount(TEAM, "r1")).toBe(given.size);
  const board = await store.standings(TEAM, { group: "g1", topic: null }, { kind: "all" }, given.size, null);
  expect([board.total, board.rows.filter(({ points }) => points !== 4)]).toEqual([given.size, []]);
}

/** What nodes have said of slots, by the word with which it begins. */
async function said(servers: readonly RedisServer[]): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { url } of servers) {
    const node = new Redis(url);
    for (const [, word = "", count] of (await node.info("errorstats")).matchAll(
      /errorstat_(\w+):count=(\d+)/g,
    ))
      sums[word] = (sums[word] ?? 0) + Number(count);
    node.disconnect();
  }
  return sums;
}

async function slotOf(): Promise<{ slot: number; owner: number }> {
  const node = new Redis(cluster.urls[0] ?? "");
  const slot = Number(await node.cluster("KEYSLOT", keysOf(TEAM).names));
  node.disconnect();
  return { slot, owner: Math.floor((slot * 3) / 16_384) };
}

describe("a cluster that changes while the bot runs", () => {
  it("loses and doubles no answer while the slot of their team moves, with the rights that are listed", async () => {
    const { servers } = cluster;
    const { slot, owner } = await slotOf();
    let isOver = false;
    const answers = answering("moved", () => isOver);
    await expect.poll(() => given.size).toBeGreaterThan(20);
    const [from, to] = [servers[owner] as RedisServer, servers[(owner + 1) % 3] as RedisServer];
    await moveSlot(servers, { slot, from, to }, async () => {
      expect(await store.readLanguage(TEAM, "ada")).toBeNull();
      await pause(5);
    });
    isOver = true;
    await answers;
    const words = await said(servers);
    expect(words).toMatchObject({
      ASK: expect.any(Number),
      MOVED: expect.any(Number),
      TRYAGAIN: expect.any(Number),
    });
    expect([words.CROSSSLOT, words.NOPERM]).toEqual([undefined, undefined]);
    await expectAllOnce();
    failures = 0;
  });

  it("goes on with the replica when the node of the team dies", async () => {
    const { slot, owner } = await slotOf();
    const master = cluster.servers[(owner + 1) % 3] as RedisServer;
    await follow(replica, master, cluster.servers);
    const other = new Redis(cluster.urls[owner] ?? "");
    const ownerNow = async () =>
      (await other.cluster("SLOTS")).find(([first, end]) => first <= slot && slot <= end)?.[2]?.[1];
    expect(await ownerNow()).toBe(master.port);
    await master.kill();
    const answers = answering("died", () => true);
    await expect.poll(ownerNow, { timeout: 15_000 }).toBe(replica.port);
    await answers;
    expect(failures).toBeGreaterThan(0);
    await expectAllOnce();
    await expect.poll(() => store.ready()).toBe(true);
    other.disconnect();
  });
});
