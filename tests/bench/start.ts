import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort, type RedisServer } from "../setup/redis-server.ts";
import { build } from "./child.ts";
import { type Figure, interleaved, table } from "./figures.ts";

const ROOT = join(import.meta.dirname, "../..");
const ROUNDS = 3;
const PATIENCE = 30_000;
/** How long the process is left alone before its memory is read. */
const REST = 2_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function isReady(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

/** Starts the built bot, waits until it is ready, lets it rest, stops it. */
async function start(over: Readonly<Record<string, string>>, memory: number[]): Promise<number> {
  const port = await freePort();
  const env = { PATH: process.env.PATH ?? "", PORT: `${port}`, PLAYGROUND: "on", ...over };
  const begin = performance.now();
  const bot = spawn(process.execPath, ["--max-semi-space-size=8", "dist/src/main.js"], {
    cwd: ROOT,
    env,
    stdio: "ignore",
  });
  const ended = once(bot, "exit");
  try {
    while (!(await isReady(`http://127.0.0.1:${port}/readyz`))) {
      if (bot.exitCode !== null || performance.now() - begin > PATIENCE) {
        throw new Error(`the bot did not become ready (exit code ${bot.exitCode})`);
      }
      await pause(5);
    }
    const ms = performance.now() - begin;
    await pause(REST);
    const resident = execFileSync("ps", ["-o", "rss=", "-p", `${bot.pid}`], { encoding: "utf8" });
    memory.push(Number(resident) / 1_024);
    return ms / 1_000;
  } finally {
    bot.kill("SIGTERM");
    await Promise.race([ended, pause(10_000)]);
    bot.kill("SIGKILL");
  }
}

/** Start-up time until ready, and memory at rest, of the built program with the playground. */
export async function benchStart(server: RedisServer): Promise<void> {
  build();
  const ways: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "the packed bank, everything in memory": {},
    "the packed bank, with Redis": { REDIS_URL: server.url },
    "a folder, everything in memory": { QUESTIONS_DIR: join(ROOT, "questions") },
  };
  const memory: Figure[] = Object.keys(ways).map((name) => ({ name, values: [] }));
  const starts = Object.entries(ways).map(
    ([name, env], i) => [name, () => start(env, memory[i]?.values as number[])] as const,
  );
  const figures = await interleaved(ROUNDS, Object.fromEntries(starts));
  table("Start: from the process to /readyz", "s", figures, `median of ${ROUNDS} starts`);
  table(`Memory at rest, ${REST / 1_000} s after the start (resident)`, "MiB", memory);
}
