import { COMMANDS } from "../../commands/index.ts";
import { createRegistry } from "../../src/command/define.ts";
import { createDiscord } from "../../src/platforms/discord/index.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { ScriptedInbound } from "../platforms/harness.ts";
import { sampleDaily } from "../platforms/samples.ts";
import { languages, speaking } from "../platforms/speaking.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { silentMeter } from "../silent-meter.ts";
import { DiscordStandIn } from "../stand-ins/discord/index.ts";
import { table, timed } from "./figures.ts";

/** Questions of one minute; `BENCH_POSTS=10000` for the figure that is promised. */
const POSTS = Number(process.env.BENCH_POSTS ?? 2_000);
/** What each replica has under way at once. */
const PLACES = 64;
/** Discord's limit over all replicas, requests in a second. */
const LIMIT = 50;
/** Answers of 429 that would be too many: 10,000 in ten minutes get an address banned. */
const TOO_MANY = 20;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A replica: a store, a pace and a connection of its own. */
async function replica(discord: DiscordStandIn, url: string) {
  const store = createRedisStore({ urls: [url] }, SILENT);
  await store.connect();
  const platform = speaking(
    createDiscord(
      { token: discord.token, apiUrl: discord.url },
      {
        registry: createRegistry(COMMANDS),
        languages,
        log: SILENT,
        meter: silentMeter,
        pace: store.pace,
        pictures: null,
      },
    ),
  );
  await platform.start(new ScriptedInbound());
  const stop = async () => {
    await platform.stop();
    await store.close();
  };
  return { platform, stop };
}

/** Two replicas post to many groups of one minute, against a Discord that enforces its limit. */
export async function benchFanOut(server: RedisServer): Promise<void> {
  const discord = await DiscordStandIn.start({ identifyEvery: 0 });
  const replicas = [await replica(discord, server.url), await replica(discord, server.url)];
  const groups = Array.from({ length: POSTS }, () => discord.addChannel().id);
  const team = `discord:${discord.guild.id}` as const;
  const before = process.memoryUsage().heapUsed;
  let posted = 0;
  const work = async ({ platform }: (typeof replicas)[number]) => {
    for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
      const outcome = await platform.post({ team, group }, sampleDaily(), { key: group, repeat: false });
      if (outcome.kind !== "posted") throw new Error(`a post ended as ${outcome.kind}`);
      posted++;
    }
  };
  const ms = await timed(() =>
    Promise.all(replicas.flatMap((one) => Array.from({ length: PLACES }, () => work(one)))),
  );
  const refused = discord.router.limited.length;
  const grown = Math.round((process.memoryUsage().heapUsed - before) / 1e6);
  for (const one of replicas) await one.stop();
  await discord.stop();
  if (posted !== POSTS || refused >= TOO_MANY)
    throw new Error(`${posted} of ${POSTS} posts, ${refused} answers of 429`);
  table(
    `Fan-out: ${POSTS.toLocaleString("en")} Discord groups of one minute, two replicas`,
    "s",
    [
      { name: "the limit's own time", values: [POSTS / LIMIT] },
      { name: "until the last is posted", values: [ms / 1_000] },
    ],
    `${refused} answers of 429; ${grown} MB more in use, the stand-in's messages among them`,
  );
}
