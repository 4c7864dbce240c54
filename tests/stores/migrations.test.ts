import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StartError } from "../../src/engine/ports/platform.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { MIGRATIONS, type Migration } from "../../src/stores/redis/migrations/index.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { recordingLog } from "./logs.ts";

let server: RedisServer;
let admin: Redis;
const stores: RedisStore[] = [];
beforeAll(async () => {
  server = await startRedis();
  admin = new Redis(server.url);
});
afterAll(async () => {
  admin.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await admin.flushall();
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

function replica(migrations?: readonly Migration[], clockOffset = () => 0) {
  const { log, lines } = recordingLog();
  const settings = { urls: [server.url], clockOffset };
  const store = createRedisStore(migrations === undefined ? settings : { ...settings, migrations }, log);
  stores.push(store);
  return { store, lines };
}

const SCHEMA = "dlq:{0}:schema";
const NUMBERS = Array.from({ length: 1_200 }, (_, i) => `dlq:{${i % 64}}:n:${i}`);
const fill = () => admin.mset(...NUMBERS.flatMap((key) => [key, "old"]));
const isNumber = (key: string) => key.includes(":n:");

/** Writes "new" over "old", and says how often. */
function renewing(after: (moved: number) => Promise<void> = async () => {}) {
  const moved: string[] = [];
  const migration: Migration = {
    what: "numbers are new",
    concerns: isNumber,
    move: async ({ client }, keys) => {
      for (const key of keys) {
        if ((await client.get(key)) !== "old") continue;
        await client.set(key, "new");
        moved.push(key);
      }
      await after(moved.length);
    },
  };
  return { migration, moved };
}
const allNew = async () => (await admin.mget(NUMBERS)).every((value) => value === "new");
const errorOf = async (started: Promise<void>) => (await started.catch((error: unknown) => error)) as Error;

describe("the schema of what is stored", () => {
  it("is written at the first start, and found by the next", async () => {
    await replica().store.connect();
    expect(await admin.get(SCHEMA)).toBe(`${MIGRATIONS.length + 1}`);
    await replica().store.connect();
    expect(await admin.get(SCHEMA)).toBe(`${MIGRATIONS.length + 1}`);
  });

  it("of an earlier version lists the workspaces that installed the bot", async () => {
    await admin.set(SCHEMA, "3");
    await admin.set("dlq:installation:{T1}", "one");
    await admin.set("dlq:installation:{T2}", "two");
    const { store } = replica();
    await store.connect();
    expect(await store.installations.ids()).toEqual(["T1", "T2"]);
    expect(await store.installations.fetch("T2")).toBe("two");
  });

  it("of a newer version is refused in a sentence, and makes a replica that still runs say so and not be ready", async () => {
    const { store, lines } = replica();
    await store.connect();
    expect(await store.ready()).toBe(true);
    await admin.set(SCHEMA, "99");
    const error = await errorOf(replica().store.connect());
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toContain("is of a newer version of the bot (schema 99, this one knows");
    expect([await store.ready(), await store.ready()]).toEqual([false, false]);
    expect(lines.filter((line) => line.includes("a newer version"))).toHaveLength(1);
  });

  it("is brought up to date by one replica while the others wait, each migration once", async () => {
    await fill();
    const [one, two] = [renewing(), renewing()];
    const replicas = [replica([one.migration]), replica([one.migration]), replica([one.migration])];
    await Promise.all(replicas.map(({ store }) => store.connect()));
    expect(one.moved).toHaveLength(NUMBERS.length);
    expect([await allNew(), await admin.get(SCHEMA), await admin.exists("dlq:{0}:migrating")]).toEqual([
      true,
      "2",
      0,
    ]);
    expect(
      replicas.flatMap(({ lines }) => lines).filter((line) => line.includes("up to date: numbers")),
    ).toHaveLength(1);
    // The next version has one more, and only that is done.
    await replica([one.migration, two.migration]).store.connect();
    expect([one.moved.length, two.moved.length, await admin.get(SCHEMA)]).toEqual([NUMBERS.length, 0, "3"]);
  });

  it("goes on where another replica died in the middle, once that one is given up", async () => {
    await fill();
    const first = renewing((moved) => (moved > 0 ? new Promise(() => {}) : Promise.resolve()));
    const dying = replica([first.migration]);
    void dying.store.connect();
    await expect.poll(() => first.moved.length).toBeGreaterThan(0);
    await dying.store.close();
    const second = renewing();
    const next = replica([second.migration]);
    const started = next.store.connect();
    await expect.poll(() => next.lines.some((line) => line.includes("waiting for it"))).toBe(true);
    expect([second.moved, await next.store.ready()]).toEqual([[], false]);
    // What its lease would do half a minute later.
    await admin.del("dlq:{0}:migrating");
    await started;
    expect([await allNew(), first.moved.length + second.moved.length]).toEqual([true, NUMBERS.length]);
  });

  it("goes on after connections that broke, and says what a migration cannot read instead of trying for ever", async () => {
    await fill();
    let cuts = 0;
    const cutting = renewing(async () => {
      if (cuts++ < 3) await admin.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    });
    await replica([cutting.migration]).store.connect();
    expect([await allNew(), await admin.get(SCHEMA)]).toEqual([true, "2"]);
    const broken: Migration = {
      what: "numbers are counted",
      concerns: isNumber,
      move: async ({ client }, [key = ""]) => {
        await client.incr(key);
      },
    };
    const error = await errorOf(replica([cutting.migration, broken]).store.connect());
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toContain(
      "could not be brought to schema 3 (numbers are counted): ERR value is not an integer",
    );
    expect(await admin.get(SCHEMA)).toBe("2");
  });
});
