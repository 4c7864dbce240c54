import { Cluster, Redis } from "ioredis";
import type { Bank } from "../../src/engine/ports/bank.ts";
import type { Store } from "../../src/engine/ports/store.ts";
import { memoryStoreOn } from "../../src/stores/memory/index.ts";
import { createState, type TeamState } from "../../src/stores/memory/state.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A store whose clock the test moves, and everything that lies in it as text. */
export type Trace = readonly [where: string, id: string];

export interface StoreHarness {
  store: Store;
  now(): number;
  /** Moves the store's clock; what expires meanwhile is gone. */
  advance(ms: number): Promise<void>;
  /** Keys and values of all that is stored. */
  dump(): Promise<string>;
  /** Every place that names a learner: what lies there (names, answers, board ...) and of what (a round, a date ...). */
  tracesOf(learner: string): Promise<readonly Trace[]>;
  close(): Promise<void>;
}

export const START = Date.parse("2026-11-18T09:00:00Z");

/** Maps and sets as lists, so that they can be written. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(plain);
  if (value instanceof Set) return [...value].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

/** Where a part of a team's state lies on Redis, where it is not by its own name. */
const MEMORY_PLACES: Readonly<Record<string, string>> = {
  boards: "board",
  record: "group",
  lastGroup: "learner",
  accuracy: "learner",
  round: "round",
  earned: "top",
  sessions: "session",
  reminding: "remind",
  days: "active",
};

/** Every part of the state that names the learner, however new the part is. */
function tracesInTeam(team: TeamState, learner: string): Trace[] {
  const names = (value: unknown) => JSON.stringify(plain(value)).includes(learner);
  const placeOf = (part: string) => MEMORY_PLACES[part] ?? part;
  const ofEach = <T extends object>(all: ReadonlyMap<string, T>): Trace[] =>
    [...all].flatMap(([id, one]) =>
      Object.entries(one).flatMap(([part, value]) => (names(value) ? [[placeOf(part), id] as const] : [])),
    );
  const { groups, rounds, boards, earned, spent, ...others } = team;
  return [
    ...ofEach(groups),
    ...ofEach(rounds),
    ...[...boards].flatMap(([id, one]) => (names(one) ? [["board", id] as const] : [])),
    ...[...earned].flatMap(([id, one]) => (names(one) ? [["earned", id] as const] : [])),
    ...[...spent.keys()].flatMap((key) => (names(key) ? [["spent", key.split("|")[0] ?? ""] as const] : [])),
    ...Object.entries(others).flatMap(([part, value]) =>
      names(value) ? [[placeOf(part), ""] as const] : [],
    ),
  ];
}

/** What a key of Redis holds, by the end of its name. */
const KEYS: readonly [RegExp, string][] = [
  [/:g:([^:]+):(streaks|answering)$/, ""],
  [/:g:([^:]+)$/, "group"],
  [/:r:([^:]+):(answers|texts)$/, ""],
  [/:r:([^:]+):(?:top|longest)$/, "top"],
  [/:r:([^:]+)$/, "round"],
  [/:l:([^:]+):reports$/, "reports"],
  [/:l:([^:]+):(reviews|seen|session|written|plans|active|freezes)$/, ""],
  [/:l:([^:]+)(?::rounds)?$/, "learner"],
  [/:spent:([^:]+)$/, "spent"],
  [/:[bh]:(.+)$/, "board"],
  [/:w:(.+)\|.+$/, "earned"],
];

function traceOf(key: string): Trace {
  for (const [pattern, where] of KEYS) {
    const found = pattern.exec(key);
    if (found === null) continue;
    const id = where === "board" ? boardId(found[1] ?? "") : (found[1] ?? "");
    return [where === "" ? (found[2] ?? "") : where, id];
  }
  return [key.slice(key.lastIndexOf(":") + 1), ""];
}

/** As the export names a board: group, topic, kind and label. */
function boardId(name: string): string {
  const [group = "", topic = "", span = ""] = name.split("|");
  const [kind = "", label = ""] = span.split(":");
  return [group, topic, kind, label].join("|");
}

export function memoryHarness(): StoreHarness {
  let now = START;
  const state = createState(() => now);
  const store = memoryStoreOn(state);
  return {
    store,
    now: () => now,
    advance: async (ms) => {
      now += ms;
    },
    dump: async () => JSON.stringify(plain(state)),
    tracesOf: async (learner) => [...state.teams.values()].flatMap((team) => tracesInTeam(team, learner)),
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
      // Redis gives the fields of a larger hash in no order that stays.
      return Object.fromEntries(Object.entries(await node.hgetall(key)).sort(([a], [b]) => (a < b ? -1 : 1)));
    case "set":
      return node.smembers(key);
    case "list":
      return node.lrange(key, 0, -1);
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
export async function redisHarness(
  urls: readonly string[],
  questions: Pick<Bank, "item"> | null = null,
): Promise<StoreHarness> {
  const admin = urls.length === 1 ? new Redis(urls[0] ?? "") : new Cluster([...urls]);
  if (admin instanceof Cluster) await new Promise((resolve) => admin.once("ready", resolve));
  const nodes = admin instanceof Cluster ? admin.nodes("master") : [admin];
  await Promise.all(nodes.map((node) => node.flushall()));
  let offset = START - Date.now();
  const frozenAt = Date.now();
  // The test's clock stands still between moves: the real time that passes is taken back.
  const clockOffset = () => offset - (Date.now() - frozenAt);
  const store = createRedisStore({ urls, clockOffset, questions }, SILENT);
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
    tracesOf: async (learner) => {
      const found: Trace[] = [];
      await eachKey(nodes, async (node, key) => {
        const text = `${key} ${JSON.stringify(await contentOf(node, key))}`;
        if (text.includes(learner)) found.push(traceOf(key));
      });
      return found;
    },
    close: async () => {
      await store.close();
      admin.disconnect();
    },
  };
}
