import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort, type RedisServer } from "../setup/redis-server.ts";
import { build } from "./child.ts";
import { type Figure, interleaved, table } from "./figures.ts";

const ROOT = join(import.meta.dirname, "../..");
const ROUNDS = 3;
const PATIENCE = 30_000;
/** How long the process is left alone before its memory is read: by then V8 has given back what the start took. */
const REST = 30_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function isReady(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

interface Started {
  /** From the process to /readyz. */
  seconds: number;
  /** Resident, in MiB. */
  memory: number;
}

/** Starts the built bot, waits until it is ready, lets it rest for so many milliseconds, stops it. */
async function start(over: Readonly<Record<string, string>>, rest: number): Promise<Started> {
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
    const seconds = (performance.now() - begin) / 1_000;
    await pause(rest);
    const resident = execFileSync("ps", ["-o", "rss=", "-p", `${bot.pid}`], { encoding: "utf8" });
    return { seconds, memory: Number(resident) / 1_024 };
  } finally {
    bot.kill("SIGTERM");
    await Promise.race([ended, pause(10_000)]);
    bot.kill("SIGKILL");
  }
}

/** Start-up time until ready, and memory at rest, of the built program with the playground. */
export async function benchStart(server: RedisServer): Promise<void> {
  build();
  const ways = Object.entries({
    "the packed bank, everything in memory": {},
    "the packed bank, with Redis": { REDIS_URL: server.url },
    "a folder, everything in memory": { QUESTIONS_DIR: join(ROOT, "questions") },
  } satisfies Record<string, Readonly<Record<string, string>>>);
  const starts = ways.map(([name, env]) => [name, async () => (await start(env, 0)).seconds] as const);
  const figures = await interleaved(ROUNDS, Object.fromEntries(starts));
  table("Start: from the process to /readyz", "s", figures, `median of ${ROUNDS} starts`);
  const memory = await Promise.all(
    ways.map(async ([name, env]): Promise<Figure> => ({ name, values: [(await start(env, REST)).memory] })),
  );
  table(`Memory at rest, ${REST / 1_000} s after the start (resident)`, "MiB", memory);
}
