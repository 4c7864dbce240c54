import { Cluster, Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Choice } from "../../src/engine/words/round.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { MIGRATIONS, type Migration } from "../../src/stores/redis/migrations/index.ts";
import { dealt } from "../dealt.ts";
import { createWorld, HOUR, type World } from "../engine/world.ts";
import { type RedisCluster, startCluster } from "../setup/redis-cluster.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { recordingLog } from "./logs.ts";
import { readSnapshot, restore } from "./snapshots/dump.ts";
import { currentRound, FIRST, look } from "./snapshots/life.ts";

let server: RedisServer;
let cluster: RedisCluster;
let places: Record<(typeof KINDS)[number], { admin: Redis | Cluster; urls: readonly string[] }>;
const stores: RedisStore[] = [];
beforeAll(async () => {
  [server, cluster] = await Promise.all([startRedis(), startCluster()]);
  places = {
    "a server": { admin: new Redis(server.url), urls: [server.url] },
    "a cluster": { admin: new Cluster([...cluster.urls]), urls: cluster.urls },
  };
});
afterAll(async () => {
  for (const { admin } of Object.values(places)) admin.disconnect();
  await Promise.all([server.stop(), cluster.stop()]);
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

const KINDS = ["a server", "a cluster"] as const;
const ALL = [1, 2, 6].flatMap((schema) => KINDS.map((kind) => ({ schema, kind })));

describe.each(ALL)("data that the bot left behind in schema $schema on $kind", ({ schema, kind }) => {
  /** The bot of today on it, at the instant at which that version stopped. */
  async function resumed(migrations = MIGRATIONS): Promise<{ world: World; seen: unknown }> {
    const snapshot = readSnapshot(schema);
    const { admin, urls } = places[kind];
    await restore(admin, snapshot);
    let store: RedisStore | null = null;
    const world = createWorld(snapshot.now, (clock) => {
      const clockOffset = () => clock() - Date.now();
      store = createRedisStore({ urls, clockOffset, migrations }, recordingLog().log);
      stores.push(store);
      return store;
    });
    await (store as RedisStore | null)?.connect();
    // Tokens go on where those of the snapshot ended.
    for (let i = 0; i < 1_000; i++) world.deps.token(1);
    return { world, seen: snapshot.seen };
  }

  it("is told by this version as it was told by that one: boards, ranks, streaks, schedules, rounds", async () => {
    const { world, seen } = await resumed();
    expect(await look(world)).toEqual(seen);
  });

  it("is told so, too, where every step of the migrations was done again, key by key from the other end", async () => {
    const again = MIGRATIONS.map((migration) => ({
      ...migration,
      move: async (context: Parameters<Migration["move"]>[0], keys: readonly string[]) => {
        for (const key of keys.toReversed()) await migration.move(context, [key]);
        await migration.move(context, keys);
      },
    }));
    const { world, seen } = await resumed(again);
    expect(await look(world)).toEqual(seen);
  });

  it("goes on: the open question takes answers, closes with its result, the next one opens", async () => {
    const { world } = await resumed();
    const round = await currentRound(world, FIRST);
    if (round === null) throw new Error("no open question");
    const press = (id: string, choice: Choice) =>
      world.handlers.button({ ...world.as(id), action: { verb: "answer", round: round.id, choice } });
    expect(await press("fay", dealt(round).key)).toMatchObject({ kind: "sealed", answered: 5 });
    expect(await press("ada", dealt(round).key)).toMatchObject({ kind: "sealed", answered: 5 });
    await world.runTo("2026-11-22T08:05:00Z", HOUR);
    expect(world.platform.edits.map(({ reply }) => reply)).toContainEqual(
      expect.objectContaining({ kind: "result", answered: 5 }),
    );
    expect((await currentRound(world, FIRST))?.date).toBe("2026-11-22");
    const all = await world.bot.board(world.as("fay"), {
      period: "all",
      scope: "group",
      topic: null,
      previous: false,
    });
    expect(all.kind === "board" && all.rows.map(({ name }) => name)).toContain("Name of fay");
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({ streak: { current: 10, best: 10 } });
    expect(world.logged.filter((line) => line.includes("cannot"))).toEqual([]);
  });
});
