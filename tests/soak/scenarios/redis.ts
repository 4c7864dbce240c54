import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { randomFrom } from "../../../src/engine/rules/random.ts";
import { keysOf } from "../../../src/stores/redis/keys.ts";
import { moveSlot, type RedisCluster, startCluster } from "../../setup/redis-cluster.ts";
import { Pair } from "../redis/faults.ts";
import type { Outcome, Scenario } from "../scenario.ts";
import { type Kit, type StageOptions, setStage } from "../stage.ts";
import { DiscordTown } from "../towns/discord.ts";

const SIZE = { groups: 4, learners: 4 };

/** Days under faults that come one after the other. */
async function daysUnder(
  kit: Kit,
  name: string,
  options: StageOptions,
  { count, until }: { count: number; until: number },
  fault: () => Promise<void>,
  pause: number,
): Promise<{ faults: number; days: number; wrong: string[]; log: string[]; windows: number }> {
  const stage = await setStage(kit, name, { replicas: 2, spare: 0, ...options });
  let faults = 0;
  let days = 0;
  let isOn = true;
  const failed: string[] = [];
  const trouble = (async () => {
    while (isOn && faults < count) {
      await sleep(stage.random.int(50, pause));
      await fault();
      faults++;
    }
  })().catch((error: unknown) => {
    failed.push(`the fault itself failed: ${String(error)}`);
    faults = count;
  });
  try {
    while (faults < count && Date.now() < until && stage.course.stuck.length === 0) {
      await stage.day();
      days++;
    }
    isOn = false;
    await trouble;
    // What was interrupted comes to its end.
    await stage.day();
    const { wrong } = await stage.verdict();
    return {
      faults,
      days,
      wrong: [...failed, ...wrong],
      log: stage.fleet.log,
      windows: stage.course.lessons.size,
    };
  } finally {
    isOn = false;
    await trouble;
    await stage.stop();
  }
}

/** Redis is killed, paused, read-only, full, cut off and failed over, while days go on. */
function faults(fsync: "always" | "everysec"): Scenario {
  return {
    name: `redis-${fsync}`,
    about: `Redis killed, paused, read-only, full, cut off, failed over; appendfsync ${fsync}`,
    unit: "faults",
    short: 5,
    long: 130,
    async run(kit, amount): Promise<Outcome> {
      const pair = await Pair.start(randomFrom(`${kit.seed}|${this.name}`), fsync);
      try {
        const towns = [await DiscordTown.start(SIZE)];
        const options = { redis: pair.primary, urls: pair.proxy.url, towns };
        const run = await daysUnder(kit, this.name, options, amount, () => pair.fault(), 1_500);
        const kinds = [...pair.done].map(([name, times]) => `${name} ${times}`).join(", ");
        return {
          ...run,
          done: run.faults,
          notes: [`${run.days} days, ${run.windows} windows`, kinds],
        };
      } finally {
        await pair.stop();
      }
    },
  };
}

const SLOTS = 16_384;

async function slotOf({ urls }: RedisCluster, key: string): Promise<number> {
  const node = new Redis(urls[0] ?? "");
  const slot = await node.cluster("KEYSLOT", key);
  node.disconnect();
  return Number(slot);
}

/** The slot of the team goes from node to node of a cluster while it is in use. */
const RESHARDED: Scenario = {
  name: "redis-resharded",
  about: "a cluster resharded while it runs: the team's own slot goes from node to node",
  unit: "faults",
  short: 3,
  long: 50,
  async run(kit, amount): Promise<Outcome> {
    const cluster = await startCluster();
    const urls = cluster.urls.join(",");
    const redis = { url: urls, port: 0, kill: async () => {}, restart: async () => {}, stop: cluster.stop };
    try {
      const town = await DiscordTown.start(SIZE);
      const slot = await slotOf(cluster, keysOf(town.team).due);
      let owner = cluster.servers.findIndex((_, i, all) => slot < Math.floor((SLOTS * (i + 1)) / all.length));
      const move = async () => {
        const next = (owner + 1) % cluster.servers.length;
        const [from, to] = [cluster.servers[owner], cluster.servers[next]];
        if (from && to) await moveSlot(cluster.servers, { slot, from, to }, () => sleep(5));
        owner = next;
      };
      const run = await daysUnder(kit, this.name, { redis, urls, towns: [town] }, amount, move, 2_500);
      return { ...run, done: run.faults, notes: [`${run.days} days, ${run.windows} windows`] };
    } finally {
      await cluster.stop();
    }
  },
};

export const REDIS_FAULTS = [faults("always"), faults("everysec"), RESHARDED];
