import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnswerOutcome, StoreUnavailable } from "../../src/engine/ports/store.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { reaching } from "../../src/stores/redis/client.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { answerOf, answersOf, award, draft, labels, makeRound, PLACE, practice, TEAM } from "./fixtures.ts";
import { recordingLog } from "./logs.ts";

/** What a caller is promised to wait at most, in milliseconds, and some slack for a busy machine. */
const TIMEOUT = 2_500 + 2_500;
const LEARNERS = 3_000;
const SIDE_BY_SIDE = 100;
const DATE = "2026-11-18";
const ALL = { kind: "all" } as const;
const HERE = { group: "g1", topic: null };

let server: RedisServer;
let admin: Redis;
let store: RedisStore;
const { log, lines } = recordingLog();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  // With everysec, Redis holds acknowledged writes back for up to two seconds while a flush to disk is slow.
  server = await startRedis(["--appendfsync", "always"]);
  admin = new Redis(server.url, { retryStrategy: () => 50 });
  admin.on("error", () => {});
  store = createRedisStore({ urls: [server.url] }, log);
  await store.connect();
});
afterAll(async () => {
  await store.close();
  admin.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await admin.flushall();
  await insist(() => store.now());
  successes = 0;
  failures = 0;
  longest = 0;
  lines.length = 0;
});

let successes = 0;
let failures = 0;
let longest = 0;
/** Repeats a call as a caller does: with the same identity, until it is acknowledged. */
async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    const start = performance.now();
    try {
      const result = await call();
      successes++;
      return result;
    } catch (error) {
      expect(error).toBeInstanceOf(StoreUnavailable);
      failures++;
      longest = Math.max(longest, performance.now() - start);
      await pause(5);
    }
  }
}

/** Does `work` for every learner, many side by side. */
async function everyLearner(work: (learner: string, i: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let i = next++; i < LEARNERS; i = next++) await work(`l${i}`, i);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, one));
}

/** Cuts the store's connection after every hundred calls that went well, until `done` is settled; how often. */
async function cutUntil(done: Promise<unknown>): Promise<number> {
  let cuts = 0;
  let isDone = false;
  const ended = done.finally(() => {
    isDone = true;
  });
  ended.catch(() => {});
  for (let seen = successes; !isDone; await pause(1)) {
    if (successes < seen + 100) continue;
    cuts += Number(await admin.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"));
    seen = successes;
  }
  await ended;
  return cuts;
}

describe("connections that break", () => {
  it("score nobody twice and nobody never: practice answers that their callers repeat", async () => {
    await store.addPractice(makeRound({ id: "p1", opensAt: Date.now(), mode: "practice" }));
    const outcomes: AnswerOutcome[] = [];
    const answers = everyLearner(async (learner) => {
      outcomes.push(
        await insist(() => store.recordAnswer(PLACE, "p1", answerOf(learner, 1), practice(DATE))),
      );
    });
    const cuts = await cutUntil(answers);
    expect(cuts).toBeGreaterThan(5);
    expect(failures).toBeGreaterThan(cuts);
    expect(outcomes.every((o) => o.kind === "judged" || (o.kind === "stands" && o.choice === 1))).toBe(true);
    const { rows, total } = await insist(() => store.standings(TEAM, HERE, ALL, LEARNERS, null));
    expect(total).toBe(LEARNERS);
    for (const learner of ["l0", "l1500", "l2999"])
      expect((await store.readReviews(TEAM, learner)).concepts.get("cnn")?.reviews).toHaveLength(1);
    expect(rows.filter((row) => row.points !== 4)).toEqual([]);
    expect(await store.groupTotals(TEAM, ALL)).toEqual([
      { group: "g1", points: 4 * LEARNERS, active: LEARNERS },
    ]);
    expect(await store.answeredCount(TEAM, "p1")).toBe(LEARNERS);
  });

  it("book no award twice: a close whose steps are repeated", async () => {
    const terms = { version: 0, next: null, forget: [] };
    await store.openWindow(makeRound({ id: "r1", opensAt: Date.now(), date: DATE }), terms);
    await store.confirmPosted(TEAM, "r1", { channel: "g1", message: "m1" });
    const close = async () => {
      await everyLearner(async (learner) => {
        await insist(() => store.recordAnswer(PLACE, "r1", answerOf(learner, 1), null));
      });
      await insist(() => store.freezeRound(TEAM, "r1", true));
      for (let after: number | null = 0; after !== null; ) {
        const from: number = after;
        const page = await insist(() => store.readAnswers(PLACE, "r1", from, 50));
        const awards = page.answers.map(({ learner }) => award(learner, 21, 1));
        after = await insist(() =>
          store.awardPage(TEAM, "r1", { ...page, after: from, awards }, labels(DATE), draft(DATE)),
        );
      }
      await insist(() => store.finishRound(TEAM, "r1"));
    };
    expect(await cutUntil(close())).toBeGreaterThan(5);
    expect(failures).toBeGreaterThan(0);
    expect(await insist(() => store.groupTotals(TEAM, ALL))).toEqual([
      { group: "g1", points: 21 * LEARNERS, active: LEARNERS },
    ]);
  });

  it("make nothing be sent again unasked: nobody is told that an own first claim came second", async () => {
    const outcomes: (boolean | null)[] = [];
    const claims = everyLearner(async (key) => {
      await insist(() => store.now());
      outcomes.push(await store.claimOnce(key, 60_000).catch(() => null));
    });
    expect(await cutUntil(claims)).toBeGreaterThan(5);
    expect(outcomes.filter((first) => first === null).length).toBeGreaterThan(0);
    expect(outcomes.filter((first) => first === false)).toEqual([]);
  });
});

describe("a server that dies", () => {
  it("has certainly done nothing of a call of one step that was not sent; of several steps nobody knows", async () => {
    await server.kill();
    const untouched = (call: Promise<unknown>) =>
      call.then(
        () => null,
        (error: unknown) => error instanceof StoreUnavailable && error.untouched,
      );
    while (await store.ready()) await pause(5);
    expect(await untouched(store.recordAnswer(PLACE, "r1", answerOf("ada", 1), null))).toBe(true);
    expect(await untouched(store.forgetLearner(TEAM, "ada"))).toBe(false);
    await server.restart();
    await insist(() => store.now());
  });

  it("is told as unavailable meanwhile, comes back by itself, and has lost nothing acknowledged", async () => {
    await store.openWindow(makeRound({ id: "r1", opensAt: Date.now(), date: DATE }), {
      version: 0,
      next: null,
      forget: [],
    });
    const acknowledged = new Map<string, Choice>();
    const answers = everyLearner(async (learner, i) => {
      const choice = (i % 4) as Choice;
      await insist(() => store.recordAnswer(PLACE, "r1", answerOf(learner, choice), null));
      acknowledged.set(learner, choice);
    });
    const marks = [500, 1_000, 1_500];
    for (const mark of marks) {
      while (acknowledged.size < mark) await pause(1);
      await server.kill();
      expect(acknowledged.size).toBeLessThan(LEARNERS);
      expect(await store.ready()).toBe(false);
      await expect(store.now()).rejects.toBeInstanceOf(StoreUnavailable);
      await server.restart();
      // Dying again before it was reached, it would be away once in all.
      await insist(() => store.now());
    }
    await answers;
    expect(failures).toBeGreaterThan(marks.length);
    expect(longest).toBeLessThan(TIMEOUT);
    const kept = await answersOf(store, "r1");
    expect(new Map(kept.map(({ learner, choice }) => [learner, choice]))).toEqual(acknowledged);
    // Once each time, and not at all where it was back before it was looked for.
    const away = lines.filter((line) => line === "Redis is away, trying to reach it");
    expect(away.length).toBeGreaterThan(0);
    expect(away.length).toBeLessThanOrEqual(marks.length);
  });
});

describe("what a server says when it cannot serve", () => {
  const replyError = (message: string) => Object.assign(new Error(message), { name: "ReplyError" });
  const heard = (error: Error) => reaching(() => Promise.reject(error)).catch((reason: unknown) => reason);

  it.each([
    "READONLY You can't write against a read only replica.",
    "ERR Error running script (call to f_1): @user_script:1: @user_script: 1: -READONLY You can't write against a read only replica.",
    "LOADING Redis is loading the dataset in memory",
    "NOREPLICAS Not enough good replicas to write.",
    "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
    "WRONGPASS invalid username-password pair or user is disabled.",
    "CLUSTERDOWN The cluster is down",
  ])("is unavailable, and certainly untouched: %s", async (message) => {
    expect(await heard(replyError(message))).toMatchObject({ name: "StoreUnavailable", untouched: true });
  });

  it("is unavailable and untouched after too many redirections, and a mistake stays one", async () => {
    const many = new Error(
      "Too many Cluster redirections. Last error: ReplyError: TRYAGAIN Multiple keys request",
    );
    expect(await heard(many)).toMatchObject({ name: "StoreUnavailable", untouched: true });
    expect(await heard(replyError("WRONGTYPE Operation against a key"))).toMatchObject({
      name: "ReplyError",
    });
    expect(await heard(new Error("Command timed out"))).toMatchObject({ untouched: false });
  });
});

describe("a server that is there and says nothing", () => {
  it("stopped as a whole: each call ends as unavailable within its time, and all goes on when it does", async () => {
    const pid = Number(/process_id:(\d+)/.exec(await admin.info("server"))?.[1]);
    process.kill(pid, "SIGSTOP");
    try {
      // Longer than the silence after which the connection is given up and made again.
      for (let i = 0; i < 2; i++) {
        const calls = Array.from({ length: 20 }, () => store.now());
        for (const call of await Promise.allSettled(calls))
          expect(call).toMatchObject({ status: "rejected", reason: expect.any(StoreUnavailable) });
      }
      expect(await store.ready()).toBe(false);
    } finally {
      process.kill(pid, "SIGCONT");
    }
    expect(await insist(() => store.now())).toBeGreaterThan(0);
    await expect.poll(() => store.ready()).toBe(true);
  });

  it("on a machine that vanished: its connection is given up, and the address leads to the next", async () => {
    const next = await startRedis();
    let target = server.port;
    let isSilent = false;
    const relay = createServer((socket) => {
      const there = connect(target, "127.0.0.1");
      const isOld = target === server.port;
      const pass = (to: Socket) => (data: Buffer) => {
        if (!(isOld && isSilent)) to.write(data);
      };
      socket
        .on("data", pass(there))
        .on("error", () => {})
        .on("close", () => there.destroy());
      there
        .on("data", pass(socket))
        .on("error", () => {})
        .on("close", () => socket.destroy());
    }).listen(0, "127.0.0.1");
    await once(relay, "listening");
    const url = `redis://127.0.0.1:${(relay.address() as AddressInfo).port}`;
    const through = createRedisStore({ urls: [url] }, log);
    await through.connect();
    isSilent = true;
    target = next.port;
    await expect(through.claimOnce("a", 60_000)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect.poll(() => through.claimOnce("b", 60_000).catch(() => null), { timeout: 15_000 }).toBe(true);
    expect(await through.ready()).toBe(true);
    await through.close();
    relay.close();
    await next.stop();
  });
});
