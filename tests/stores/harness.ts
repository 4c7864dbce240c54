import { Cluster, Redis } from "ioredis";
import type { Store } from "../../src/engine/ports/store.ts";
import { createMemoryStore } from "../../src/stores/memory/index.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A store whose clock the test moves, and everything that lies in it as text. */
export interface StoreHarness {
  store: Store;
  now(): number;
  /** Moves the store's clock; what expires meanwhile is gone. */
  advance(ms: number): Promise<void>;
  /** Keys and values of all that is stored; null where the store cannot be looked into. */
  dump(): Promise<string | null>;
  close(): Promise<void>;
}

export const START = Date.parse("2026-11-18T09:00:00Z");

export function memoryHarness(): StoreHarness {
  let now = START;
  const store = createMemoryStore(() => now);
  return {
    store,
    now: () => now,
    advance: async (ms) => {
      now += ms;
    },
    dump: async () => null,
    close: () => store.close(),
  };
}

async function eachKey(
  nodes: readonly Redis[],
  visit: (node: Redis, key: string) => Promise<void>,
): Promise<void> {
  for (const node of nodes) {
    const keys = await node.keys("dlq:*");
    await Promise.all(keys.map((key) => visit(node, key)));
  }
}

async function contentOf(node: Redis, key: string): Promise<unknown> {
  switch (await node.type(key)) {
    case "string":
      return node.get(key);
    case "hash":
      return node.hgetall(key);
    case "set":
      return node.smembers(key);
    case "zset":
      return node.zrange(key, "0", "-1", "WITHSCORES");
    default:
      return null;
  }
}

/** All keys and values of the store as text. */
export async function contentsOf(nodes: readonly Redis[]): Promise<string> {
  const found: string[] = [];
  await eachKey(nodes, async (node, key) => {
    found.push(`${key} ${JSON.stringify(await contentOf(node, key))}`);
  });
  return found.sort().join("\n");
}

/** A fresh store on a real server or cluster: what was there before is wiped. */
export async function redisHarness(urls: readonly string[]): Promise<StoreHarness> {
  const admin = urls.length === 1 ? new Redis(urls[0] ?? "") : new Cluster([...urls]);
  if (admin instanceof Cluster) await new Promise((resolve) => admin.once("ready", resolve));
  const nodes = admin instanceof Cluster ? admin.nodes("master") : [admin];
  await Promise.all(nodes.map((node) => node.flushall()));
  let offset = START - Date.now();
  const frozenAt = Date.now();
  // The test's clock stands still between moves: the real time that passes is taken back.
  const clockOffset = () => offset - (Date.now() - frozenAt);
  const store = createRedisStore({ urls, clockOffset }, SILENT);
  await store.connect();
  return {
    store,
    now: () => frozenAt + offset,
    advance: async (ms) => {
      offset += ms;
      // Redis expires by its own clock, which nobody moves: bring every expiry nearer by hand.
      await eachKey(nodes, async (node, key) => {
        const left = await node.pttl(key);
        if (left >= 0) await (left > ms ? node.pexpire(key, left - ms) : node.del(key));
      });
    },
    dump: () => contentsOf(nodes),
    close: async () => {
      await store.close();
      admin.disconnect();
    },
  };
}
