import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { findRedis } from "./redis-binary.ts";
import { answers, freePort, keep, type RedisServer, startRedis } from "./redis-server.ts";

export interface RedisSentinels {
  /** As REDIS_URL takes them, with the master's name. */
  urls: readonly string[];
  servers: readonly RedisServer[];
  /** Ports of the servers: the master as the Sentinels have it now. */
  master(): Promise<number>;
  /** One of the Sentinels dies. */
  killSentinel(): Promise<void>;
  stop(): Promise<void>;
}

/** A master waits for more replicas before it hands its data to the first. */
const AT_ONCE = ["--repl-diskless-sync-delay", "0"];
const NAME = "mymaster";
const PATIENCE = 20_000;

async function until(done: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await done().catch(() => false))) {
    if (Date.now() > end) throw new Error(`The Sentinels of the tests did not come up: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A Sentinel that watches a server, or none. */
export async function startSentinel(lines: readonly string[], args: readonly string[] = []) {
  const found = findRedis();
  if ("image" in found) return null;
  const folder = mkdtempSync(join(tmpdir(), "sentinel-"));
  const port = await freePort();
  const file = join(folder, "sentinel.conf");
  writeFileSync(file, [`port ${port}`, "bind 127.0.0.1", `dir ${folder}`, ...lines, ""].join("\n"));
  const url = `redis://127.0.0.1:${port}`;
  const kept = keep([found.command, file, "--sentinel", ...args], found.env, folder, () => answers(url));
  await kept.start();
  return {
    port,
    kill: kept.kill,
    stop: async () => {
      await kept.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A master, a replica and three Sentinels of which two have to agree; null where there is no program to run
 * them with.
 */
export async function startSentinels(): Promise<RedisSentinels | null> {
  if ("image" in findRedis()) return null;
  const ended: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(ended.map((one) => one()));
  };
  try {
    const first = await startRedis(AT_ONCE);
    ended.push(first.stop);
    const second = await startRedis([...AT_ONCE, "--replicaof", "127.0.0.1", `${first.port}`]);
    ended.push(second.stop);
    const watch = [
      `sentinel monitor ${NAME} 127.0.0.1 ${first.port} 2`,
      `sentinel down-after-milliseconds ${NAME} 300`,
      `sentinel failover-timeout ${NAME} 2000`,
    ];
    const sentinels = (await Promise.all([1, 2, 3].map(() => startSentinel(watch)))).filter(
      (one) => one !== null,
    );
    ended.push(...sentinels.map((one) => one.stop));
    const admin = new Redis({ port: sentinels.at(-1)?.port ?? 0, lazyConnect: true });
    admin.on("error", () => {});
    ended.unshift(async () => admin.disconnect());
    const field = async (name: string) => {
      const reply = (await admin.call("SENTINEL", "MASTER", NAME)) as string[];
      return reply[reply.indexOf(name) + 1];
    };
    await until(
      async () => (await field("num-slaves")) === "1" && (await field("num-other-sentinels")) === "2",
      "they do not know of each other",
    );
    const replica = new Redis(second.url);
    ended.unshift(async () => replica.disconnect());
    const isInStep = async () => (await replica.info("replication")).includes("master_link_status:up");
    await until(isInStep, "the replica has not what the master has");
    return {
      urls: sentinels.map(({ port }) => `redis+sentinel://127.0.0.1:${port}/${NAME}`),
      servers: [first, second],
      master: async () => Number(await field("port")),
      killSentinel: async () => sentinels[0]?.kill(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
