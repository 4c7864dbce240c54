import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import {
  answerOf,
  award,
  book,
  HOUR,
  makeRound,
  NO_CHANGE,
  PLACE,
  practice,
  SCHEDULE,
  TEAM,
} from "./fixtures.ts";
import { contentsOf } from "./harness.ts";
import { recordingLog } from "./logs.ts";

let server: RedisServer;
let admin: Redis;
let store: RedisStore;
const { log, lines } = recordingLog();

beforeAll(async () => {
  server = await startRedis();
  admin = new Redis(server.url);
  store = createRedisStore({ urls: [server.url] }, log);
  await store.connect();
});
afterAll(async () => {
  await store.close();
  admin.disconnect();
  await server.stop();
});

const DATE = "2026-11-18";
const TERMS = { version: 1, next: { date: "2026-11-19", at: Date.now() + HOUR }, forget: ["old.c1"] };
const MESSAGE = { channel: "g1", message: "m1" };
const open = () => store.openWindow(makeRound({ id: "r1", opensAt: Date.now(), date: DATE }), TERMS);
const schedule = (version: number) =>
  store.writeGroup(PLACE, version, {
    ...NO_CHANGE,
    schedule: SCHEDULE,
    managedBy: "ada",
    next: { date: DATE, at: Date.now() - 1 },
    recap: { at: Date.now() - 1, done: null },
  });
const ask = () =>
  store.addPractice(makeRound({ id: "p1", opensAt: Date.now(), mode: "practice", onlyFor: "ada" }));
const answer = () => store.recordAnswer(PLACE, "r1", answerOf("ada", 1), null);
const standings = () =>
  store.standings(TEAM, { group: "g1", topic: null }, { kind: "rolling", until: DATE }, 5, "ada");
const review = (id: string) => () =>
  store.recordReview(TEAM, "ada", {
    ...{ id, at: Date.now(), concept: "cnn", item: "cnn.o1", mode: "open" },
    outcome: { kind: "open", covered: 0.5, by: "own" },
  });
const session = (version: number) => store.putSession(TEAM, "ada", { id: "s1", version, state: "{}" });
const plans = (version: number) =>
  store.writePlans(
    TEAM,
    "ada",
    version,
    { plan: { date: DATE, minutes: 15, about: { subjects: ["cnn"] } }, draft: null },
    Date.now() + HOUR,
  );
const freeze = () => store.freezeRound(TEAM, "r1", true);

/** Every method that is one script, with what must have happened before. */
const STEPS: readonly {
  name: string;
  before: readonly (() => Promise<unknown>)[];
  step: () => Promise<unknown>;
}[] = [
  { name: "writeGroup", before: [() => schedule(0)], step: () => schedule(1) },
  {
    name: "finishRecap",
    before: [() => schedule(0)],
    step: () => store.finishRecap(PLACE, "2026-W46", { at: Date.now(), next: Date.now() + 1 }),
  },
  { name: "openWindow", before: [() => schedule(0)], step: open },
  { name: "addPractice", before: [() => schedule(0)], step: ask },
  {
    name: "confirmPosted",
    before: [() => schedule(0), open],
    step: () => store.confirmPosted(TEAM, "r1", MESSAGE),
  },
  { name: "voidRound", before: [() => schedule(0), open], step: () => store.voidRound(TEAM, "r1") },
  { name: "recordAnswer, daily", before: [() => schedule(0), open], step: answer },
  {
    name: "recordAnswer, practice",
    before: [ask, standings],
    step: () => store.recordAnswer(PLACE, "p1", answerOf("ada", 1), practice(DATE)),
  },
  { name: "freezeRound", before: [() => schedule(0), open, answer], step: freeze },
  {
    name: "awardPage",
    before: [() => schedule(0), open, answer, freeze],
    step: () => book(store, "r1", [award("ada", 21, 1, 2), award("ben", 0, 1)], DATE),
  },
  {
    name: "finishRound",
    before: [() => schedule(0), open, freeze, () => book(store, "r1", [], DATE)],
    step: () => store.finishRound(TEAM, "r1"),
  },
  {
    name: "markEffect",
    before: [() => schedule(0), open],
    step: () => store.markEffect(TEAM, "r1", "seeded", null),
  },
  {
    name: "takeHints",
    before: [() => schedule(0), open],
    step: () => store.takeHints(TEAM, "r1", "ada", 1),
  },
  {
    name: "setConfidence",
    before: [() => schedule(0), open, answer],
    step: () => store.setConfidence(TEAM, "r1", "ada", "sure"),
  },
  { name: "recordReview", before: [review("a")], step: review("b") },
  {
    name: "voidReview",
    before: [review("a")],
    step: () => store.voidReview(TEAM, "ada", { id: "a", concept: "cnn" }, Date.now()),
  },
  { name: "putSession", before: [], step: () => session(1) },
  { name: "writePlans", before: [], step: () => plans(0) },
  {
    name: "endSession",
    before: [() => session(1)],
    // It leaves no key that could be broken: the next session does.
    step: async () => {
      await store.endSession(TEAM, "ada", "s1");
      await session(1);
    },
  },
];

async function prepare(before: readonly (() => Promise<unknown>)[]): Promise<void> {
  await admin.flushdb();
  for (const step of before) await step();
}

describe("a key of the wrong type", () => {
  for (const { name, before, step } of STEPS) {
    it(`leaves nothing half done: ${name}`, async () => {
      await prepare(before);
      await step();
      const keys = await admin.keys("dlq:*");
      let refused = 0;
      for (const key of keys) {
        await prepare(before);
        const isText = (await admin.type(key)) === "string";
        await admin.del(key);
        await (isText ? admin.rpush(key, "broken") : admin.set(key, "broken"));
        const then = await contentsOf([admin]);
        const error = await step().then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error === null) continue;
        refused++;
        expect(error).not.toBeInstanceOf(StoreUnavailable);
        expect(await contentsOf([admin]), `after a broken ${key}`).toBe(then);
      }
      expect(refused).toBeGreaterThan(0);
    });
  }
});

describe("stored values that cannot be read", () => {
  it("a round is logged and treated as gone; its group goes on", async () => {
    await prepare([() => schedule(0), open, () => store.confirmPosted(TEAM, "r1", MESSAGE), answer]);
    const [key = ""] = (await admin.keys("dlq:*:r:r1")) as string[];
    for (const body of ["{", '{"id":"r1"}']) {
      lines.length = 0;
      await admin.hset(key, "body", body);
      expect(await store.readRound(TEAM, "r1")).toBeNull();
      expect((await store.answerable(PLACE, "ada")).daily).toBeNull();
      expect(await store.roundByMessage(TEAM, MESSAGE)).toBeNull();
      expect((await store.exportLearner(TEAM, "ada")).answers).toEqual({});
      expect(await store.freezeRound(TEAM, "r1", true)).toBeNull();
      expect(lines).toContain("a stored round cannot be read");
    }
    await admin.hdel(key, "closesAt", "expires");
    expect(await answer()).toEqual({ kind: "unknown" });
    expect(
      await store.openWindow(makeRound({ id: "r2", opensAt: Date.now(), date: "2026-11-19" }), TERMS),
    ).toEqual({ kind: "opened" });
    await store.forgetLearner(TEAM, "ada");
  });

  it("a review is left out, and the others of its concept stay", async () => {
    await prepare([review("a")]);
    const [key = ""] = (await admin.keys("dlq:*:reviews")) as string[];
    const text = (await admin.hget(key, "cnn")) ?? "";
    await admin.hset(key, "cnn", `fsrs-6,what|nothing;${text.slice(1)}`);
    await review("b")();
    const kept = (await store.readReviews(TEAM, "ada")).concepts.get("cnn");
    expect(kept?.snapshot).toBeNull();
    expect(kept?.reviews.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("a group is an error and no outage, and keeps nobody from being forgotten", async () => {
    await prepare([() => schedule(0), open, answer]);
    const [key = ""] = (await admin.keys("dlq:*:g:g1")) as string[];
    for (const settings of ["{", '{"schedule":7,"paused":null}']) {
      await admin.hset(key, "settings", settings);
      const error = await store.readGroup(PLACE).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(StoreUnavailable);
    }
    await store.forgetLearner(TEAM, "ada");
    expect(await admin.hgetall(key)).toMatchObject({ managedBy: "" });
    expect(await contentsOf([admin])).not.toContain("ada");
  });

  it("due work of an unknown kind, or no work at all, is passed over", async () => {
    await prepare([() => schedule(0)]);
    const [due = ""] = (await admin.keys("dlq:*:due:*")) as string[];
    lines.length = 0;
    for (const member of ["{", '["dance","discord:1","g"]', '["post","discord:1","g"]', "7"]) {
      await admin.zadd(due, 1, member);
    }
    const jobs = await store.claimDue(10, HOUR);
    expect(jobs.map((job) => job.kind).sort()).toEqual(["open", "recap"]);
    expect(lines.filter((line) => line.includes("does not know"))).toHaveLength(4);
  });

  it("a broken due index keeps other teams' work from nobody, and is told once", async () => {
    await prepare([() => schedule(0)]);
    const [due = ""] = (await admin.keys("dlq:*:due:*")) as string[];
    await admin.set(due, "broken");
    const other = { team: "slack:T1", group: "g9" } as const;
    const next = { date: DATE, at: Date.now() - 1 };
    await store.writeGroup(other, 0, { ...NO_CHANGE, schedule: SCHEDULE, next });
    lines.length = 0;
    expect(await store.claimDue(10, HOUR)).toEqual([{ kind: "open", place: other }]);
    expect(await store.claimDue(10, HOUR)).toEqual([]);
    expect(lines).toEqual(["due work of some shards is out of reach"]);
  });

  it("scripts that the server has forgotten are sent again", async () => {
    await prepare([() => schedule(0), open]);
    await admin.script("FLUSH");
    expect(await answer()).toMatchObject({ kind: "taken" });
  });
});
