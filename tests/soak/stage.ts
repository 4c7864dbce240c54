import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Random, randomFrom } from "../../src/engine/rules/random.ts";
import type { Schedule } from "../../src/engine/words/schedule.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { bundleReplica } from "./bundle.ts";
import { broken } from "./checks.ts";
import { Course } from "./course.ts";
import { Fleet } from "./fleet.ts";
import { Observer } from "./observer.ts";
import { someQuestions } from "./questions.ts";
import type { Seen } from "./record.ts";
import type { Mutant } from "./replica/mutants.ts";
import type { Town } from "./towns/town.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const DAY = 24 * 3_600_000;

/** What all scenarios of a run share. */
export interface Kit {
  seed: string;
  /** The bundle of a replica, and the questions that it asks. */
  file: string;
  questions: string;
  mutant: Mutant | null;
  /** A line of progress. */
  say(line: string): void;
  close(): void;
}

export async function createKit(
  seed: string,
  { mutant = null, say = () => {} }: { mutant?: Mutant | null; say?: (line: string) => void } = {},
): Promise<Kit> {
  const folder = mkdtempSync(join(tmpdir(), "soak-"));
  return {
    seed,
    file: await bundleReplica(),
    questions: someQuestions(folder),
    mutant,
    say,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Replicas, towns, Redis and somebody who watches: what most scenarios play on. */
export interface Stage {
  random: Random;
  redis: RedisServer;
  towns: readonly Town[];
  fleet: Fleet;
  store: RedisStore;
  course: Course;
  observer: Observer;
  /** Plays a day: questions open, learners answer, results come. */
  day(): Promise<void>;
  /** What is broken of the invariants, and what never came. */
  verdict(): Promise<{ seen: Seen; wrong: string[] }>;
  stop(): Promise<void>;
}

export interface StageOptions {
  towns: readonly Town[];
  replicas?: number;
  spare?: number;
  /** A server of its own, where the scenario does something to it. */
  redis?: RedisServer;
  redisArgs?: readonly string[];
  /** Addresses that replicas get, where they are not the server's own. */
  urls?: string;
  env?: Readonly<Record<string, string>>;
  schedule?: (index: number) => Partial<Schedule>;
  /** The first instant, epoch milliseconds. */
  from?: number;
}

export async function setStage(kit: Kit, name: string, options: StageOptions): Promise<Stage> {
  const random = randomFrom(`${kit.seed}|${name}`);
  const redis = options.redis ?? (await startRedis(options.redisArgs));
  const { towns } = options;
  const fleet = new Fleet({
    file: kit.file,
    env: {
      ...Object.assign({}, ...towns.map(({ env }) => env)),
      REDIS_URL: options.urls ?? redis.url,
      QUESTIONS_DIR: kit.questions,
      PORT: "0",
      ...options.env,
    },
    replicas: options.replicas ?? 2,
    spare: options.spare ?? 2,
    mutant: kit.mutant,
    // Whole days, so that a run with the same seed sees the same dates.
    offset: (options.from ?? Math.ceil(Date.now() / DAY) * DAY) - Date.now(),
  });
  const urls = (options.urls ?? redis.url).split(",");
  const store = createRedisStore({ urls, clockOffset: fleet.offset }, SILENT);
  await store.connect();
  const course = new Course({ fleet, towns, store, random });
  const observer = new Observer(course, options.urls === undefined ? [redis.url] : urls);
  await observer.settleBystander();
  await course.enrol(options.schedule);
  await fleet.fill();
  return {
    random,
    redis,
    towns,
    fleet,
    store,
    course,
    observer,
    day: async () => {
      await course.open();
      await course.answer();
      await course.close();
      await observer.noteClosed();
      for (const town of towns) town.tidy();
    },
    verdict: async () => {
      await course.shown();
      const seen = await observer.look();
      return { seen, wrong: [...course.stuck.map((what) => `waited in vain for ${what}`), ...broken(seen)] };
    },
    stop: async () => {
      await fleet.stop();
      await store.close();
      for (const town of towns) await town.stop();
      if (options.redis === undefined) await redis.stop();
    },
  };
}
