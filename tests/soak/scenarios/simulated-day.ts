import { Redis } from "ioredis";
import { doJob } from "../../../src/engine/bot.ts";
import type { Platform } from "../../../src/engine/ports/platform.ts";
import { firstOpening } from "../../../src/engine/rules/openings.ts";
import type { MessageRef } from "../../../src/engine/words/place.ts";
import { createRedisStore } from "../../../src/stores/redis/index.ts";
import { createWorld, ScriptedPlatform } from "../../engine/world.ts";
import { startRedis } from "../../setup/redis-server.ts";
import { SCHEDULE } from "../course.ts";
import type { Outcome, Scenario } from "../scenario.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const START = "2026-11-20T00:00:00Z";
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
/** Jobs under way at once. */
const PLACES = 64;
const GROUPS_OF_A_TEAM = 5;

/** A platform that takes everything at once and counts it. */
class CountingPlatform extends ScriptedPlatform {
  readonly questions = new Map<string, number>();
  #messages = 0;

  override async post(place: Parameters<Platform["post"]>[0], reply: Parameters<Platform["post"]>[1]) {
    if (reply.kind === "question")
      this.questions.set(place.group, (this.questions.get(place.group) ?? 0) + 1);
    return { kind: "posted" as const, message: { channel: place.group, message: `${++this.#messages}` } };
  }

  override async postInThread(_team: string, message: MessageRef) {
    return { kind: "posted" as const, message: { ...message, message: `${++this.#messages}` } };
  }

  override async edit() {
    return { kind: "edited" as const };
  }
}

/** What a process used of the processor, in milliseconds: this one, or Redis. */
async function usedBy(client: Redis): Promise<number> {
  const info = await client.info("cpu");
  const of = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1] ?? 0) * 1_000;
  const { user, system } = process.cpuUsage();
  return of("used_cpu_sys") + of("used_cpu_user") + (user + system) / 1_000;
}

/** 24 hours of many groups on a real Redis, with a clock that is moved; and what a tick costs when nothing is due. */
export const SIMULATED_DAY: Scenario = {
  name: "simulated-day",
  about: "24 hours of many groups, spread over the minutes of the day, by a clock that is moved",
  unit: "groups",
  short: 300,
  long: 100_000,
  async run(kit, { count, until }): Promise<Outcome> {
    const redis = await startRedis(["--appendonly", "no"]);
    const client = new Redis(redis.url);
    let now = Date.parse(START);
    const store = createRedisStore({ urls: [redis.url], clockOffset: () => now - Date.now() }, SILENT);
    await store.connect();
    const platform = new CountingPlatform();
    const world = createWorld(START, () => store);
    const deps = { ...world.deps, clock: () => now, log: SILENT, platform: () => platform };
    const placeOf = (i: number) =>
      ({ team: `web:t${Math.floor(i / GROUPS_OF_A_TEAM)}`, group: `g${i}` }) as const;
    const idle: number[] = [];
    let jobs = 0;
    try {
      const enrol = async (i: number) => {
        const minute = i % 1_440;
        const time = `${`${Math.floor(minute / 60)}`.padStart(2, "0")}:${`${minute % 60}`.padStart(2, "0")}`;
        const schedule = { ...SCHEDULE, time, timezone: "UTC", openFor: 60 };
        // Midnight itself is the beginning of the day.
        const next = firstOpening(schedule, now - 1, null);
        await store.writeGroup(placeOf(i), 0, { schedule, paused: null, managedBy: null, next, recap: null });
      };
      for (let i = 0; i < count; i += 200)
        await Promise.all(Array.from({ length: Math.min(200, count - i) }, (_, j) => enrol(i + j)));
      kit.say(`simulated-day: ${count} groups enrolled`);
      const end = now + 25 * HOUR + MINUTE;
      let asked = 0;
      while (now < end && Date.now() < until) {
        for (;;) {
          const due = await store.claimDue(PLACES, MINUTE);
          if (due.length === 0) break;
          await Promise.all(due.map((job) => doJob(deps, job)));
          jobs += due.length;
        }
        asked++;
        // Once an hour: what ticks cost that find nothing.
        if (asked % 60 === 30) {
          const before = await usedBy(client);
          const ticks = 50;
          for (let i = 0; i < ticks; i++) await store.claimDue(PLACES, MINUTE);
          idle.push(((await usedBy(client)) - before) / ticks);
        }
        now += MINUTE;
      }
      const counts = Array.from({ length: count }, (_, i) => platform.questions.get(`g${i}`) ?? 0);
      // Those of the first hour have opened again on the next day by now.
      const wrong = counts.flatMap((times, i) =>
        times === (i % 1_440 <= 60 ? 2 : 1) ? [] : [`g${i} was asked ${times} times`],
      );
      const share = (ms: number) => `${((ms / SECOND) * 100).toFixed(2)}%`;
      const mean = (some: readonly number[]) => some.reduce((a, b) => a + b, 0) / Math.max(1, some.length);
      return {
        done: count,
        wrong:
          now < end
            ? [`only ${((now - Date.parse(START)) / HOUR).toFixed(1)} hours were simulated`]
            : wrong.slice(0, 20),
        notes: [
          `${jobs.toLocaleString("en")} jobs done`,
          `a tick that finds nothing, bot and Redis together: ${share(mean(idle))} of a core; first three hours ${share(mean(idle.slice(0, 3)))}, last three ${share(mean(idle.slice(-3)))}`,
        ],
      };
    } finally {
      client.disconnect();
      await store.close();
      await redis.stop();
    }
  },
};
