import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { findRedis } from "./redis-binary.ts";

export interface RedisServer {
  url: string;
  port: number;
  /** Stops the server as a crash would; its data stays on disk. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** How far a cluster node's port for the other nodes is from its own. */
const BUS = 10_000;

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** A free port on 127.0.0.1 whose bus port is free, too. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await tryPort(0);
    const isBusFree = port + BUS < 65_536 && (await tryPort(port + BUS).catch(() => 0)) > 0;
    if (isBusFree) return port;
  }
}

export async function answers(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: 400 });
  client.on("error", () => {});
  try {
    await client.ping();
  } catch (error) {
    // A server that wants a password is up.
    if (!(error as Error).message.startsWith("NOAUTH")) throw error;
  } finally {
    client.disconnect();
  }
}

/**
 * Runs a server for as long as the tests' process lives: a line on its input kills the server as a crash would,
 * and the end of the input, which comes however the process ends, removes the data as well.
 */
const KEEPER = `folder=$1; shift
"$@" </dev/null & server=$!
( while kill -0 $server 2>/dev/null; do sleep 1; done; kill $$ 2>/dev/null ) & watch=$!
read -r line
kill -9 $server; kill $watch; wait $server
[ -n "$line" ] || rm -rf "$folder"`;

interface Kept {
  start(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * A program that ends with the tests, however they end, and takes its folder along.
 * @param isUp resolves once it answers
 */
export function keep(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  folder: string,
  isUp: () => Promise<void>,
): Kept {
  let keeper: ChildProcess | null = null;
  return {
    start: async () => {
      const started = spawn("sh", ["-c", KEEPER, "keeper", folder, ...command], {
        stdio: ["pipe", "ignore", "ignore"],
        // In a group of its own, or a Ctrl-C would end it before it has cleaned up.
        detached: true,
        env: { ...process.env, ...env },
      });
      keeper = started;
      const failed = new Promise<never>((_, reject) => {
        started.once("error", reject);
        started.once("exit", () => reject(new Error(`it ended: ${command.join(" ")}`)));
      });
      failed.catch(() => {});
      await Promise.race([isUp(), failed]);
    },
    kill: () =>
      new Promise<void>((resolve) => {
        if (keeper === null || keeper.exitCode !== null || keeper.signalCode !== null) return resolve();
        keeper.once("exit", () => resolve());
        keeper.stdin?.end("kill\n");
      }),
  };
}

/** A server of its own on 127.0.0.1, with append-only persistence unless `args` say otherwise. */
export async function startRedis(args: readonly string[] = []): Promise<RedisServer> {
  const found = findRedis();
  if ("image" in found) return startContainer(found.image, args);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "redis-"));
  const url = `redis://127.0.0.1:${port}`;
  const options = [
    "--port",
    `${port}`,
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--save",
    "",
    "--appendonly",
    "yes",
    ...args,
  ];
  const { start, kill } = keep([found.command, ...options], found.env, folder, () => answers(url));
  await start();
  return {
    url,
    port,
    kill,
    restart: start,
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startContainer(image: string, args: readonly string[]): Promise<RedisServer> {
  const port = await freePort();
  const run = [
    "run",
    "-d",
    "-p",
    `127.0.0.1:${port}:6379`,
    image,
    "redis-server",
    "--appendonly",
    "yes",
    ...args,
  ];
  const id = execFileSync("docker", run, { encoding: "utf8" }).trim();
  const url = `redis://127.0.0.1:${port}`;
  await answers(url);
  return {
    url,
    port,
    kill: async () => {
      execFileSync("docker", ["kill", id], { stdio: "pipe" });
    },
    restart: async () => {
      execFileSync("docker", ["start", id], { stdio: "pipe" });
      await answers(url);
    },
    stop: async () => {
      execFileSync("docker", ["rm", "-f", id], { stdio: "pipe" });
    },
  };
}
