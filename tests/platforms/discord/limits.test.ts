import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { REST } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import type { Pace } from "../../../src/engine/ports/pace.ts";
import type { Place } from "../../../src/engine/words/place.ts";
import { pacedOptions } from "../../../src/platforms/discord/paced.ts";
import { NoTurn } from "../../../src/platforms/pace.ts";
import { createMemoryPace } from "../../../src/stores/memory/pace.ts";
import { createRedisStore } from "../../../src/stores/redis/index.ts";
import { startRedis } from "../../setup/redis-server.ts";
import { silentMeter } from "../../silent-meter.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { sampleDaily, sampleNotice, sampleResult } from "../samples.ts";
import { found, sight } from "../suite/looking.ts";
import { createPlatform, type DiscordHarness, discordHarness } from "./harness.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function onRedis(url: string): Promise<Pace> {
  const store = createRedisStore({ urls: [url] }, new LogBook());
  ends.push(() => store.close());
  await store.connect();
  return store.pace;
}

/** A bot and a second replica of it, which have nothing in common but Redis. */
async function twoReplicas() {
  const redis = await startRedis();
  ends.push(() => redis.stop());
  const at = await discordHarness({ identifyEvery: 0 }, 1, await onRedis(redis.url));
  ends.push(() => at.close());
  const { discord } = at;
  const settings = { token: discord.token, apiUrl: discord.url };
  const other = createPlatform(settings, new LogBook(), await onRedis(redis.url));
  ends.push(() => other.stop());
  await other.start(new ScriptedInbound());
  return { at, discord, platforms: [at.platform, other] as const };
}

const post = (at: Pick<DiscordHarness, "platform">, place: Place, key: string) =>
  at.platform.post(place, sampleDaily(), { key, repeat: false });

describe("Discord's limits", () => {
  it("hold for two replicas together that post to many channels at once", async () => {
    const { at, discord, platforms } = await twoReplicas();
    const places = Array.from({ length: 150 }, (_, i) => {
      const { id } = discord.addChannel({ name: `channel ${i}` });
      return { team: at.place.team, group: id };
    });
    const outcomes = await Promise.all(
      places.map((place, i) => post({ platform: platforms[i % 2] ?? at.platform }, place, place.group)),
    );
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["posted"]));
    // Some may be held up on their way and come too close together on a busy machine.
    expect(discord.router.limited.length).toBeLessThan(20);
  }, 30_000);

  it("of one channel that a replica learns are known to the other", async () => {
    const { at, discord, platforms } = await twoReplicas();
    const [one, two] = platforms;
    // The other learns the name of the bucket.
    await post({ platform: two }, { ...at.place, group: discord.addChannel().id }, "first");
    for (let i = 0; i < 5; i++) await post({ platform: one }, at.place, `one ${i}`);
    expect((await post({ platform: two }, at.place, "two")).kind).toBe("posted");
    expect(discord.router.limited).toEqual([]);
  }, 30_000);

  it("do not hold up an answer to a press, and what they hold up is tried again later", async () => {
    const pace = createMemoryPace(() => performance.now());
    const closed: Pace = {
      ...pace,
      closedFor: async () => 60_000,
      take: async () => ({ taken: false, wait: 60_000 }),
    };
    let isClosed = false;
    const switching: Pace = {
      penalise: pace.penalise,
      take: (...asked) => (isClosed ? closed : pace).take(...asked),
      closedFor: (bucket) => (isClosed ? closed : pace).closedFor(bucket),
    };
    const at = await discordHarness({}, 1, switching);
    ends.push(() => at.close());
    isClosed = true;
    at.inbound.answer(sampleNotice("Done at once."));
    await at.ada.run("dlq-me", null, {});
    await sight(at.ada, "Done at once.");
    expect(await post(at, at.place, "k")).toMatchObject({ kind: "failed", retryAfter: 60_000 });
    const message = { channel: at.place.group, message: "1" };
    expect(await at.platform.edit(at.place.team, message, sampleResult())).toMatchObject({
      kind: "failed",
      retryAfter: 60_000,
    });
    isClosed = false;
    expect((await post(at, at.place, "k")).kind).toBe("posted");
  });

  it("of an hour make nobody wait for an hour: it is tried again after it, and what waits says how long", async () => {
    const at = await discordHarness();
    ends.push(() => at.close());
    at.discord.router.haltNext = 3_600;
    for (const key of ["first", "second"]) {
      const outcome = await post(at, at.place, key);
      if (outcome.kind !== "failed") throw new Error(outcome.kind);
      expect(outcome.retryAfter).toBeGreaterThan(3_000_000);
      expect(outcome.detail).toMatch(/no such request for 3[56]\d\d more seconds/);
    }
    expect(at.discord.router.limited).toHaveLength(1);
  });

  it("that a replica ran into stop the other one, too", async () => {
    const { at, discord, platforms } = await twoReplicas();
    const [one, two] = platforms;
    discord.router.haltNext = 0.5;
    const places = Array.from({ length: 8 }, () => ({ ...at.place, group: discord.addChannel().id }));
    const first = post({ platform: one }, at.place, "first");
    await found(() => discord.router.limited[0], "the refusal");
    const others = places.map((place) => post({ platform: two }, place, place.group));
    const outcomes = await Promise.all([first, ...others]);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["posted"]));
    // Of the nine, as many as were on their way when the refusal came.
    expect(discord.router.limited.length).toBeLessThan(5);
  }, 30_000);
});

describe("a refusal that does not name its bucket", () => {
  const CHANNEL = "/channels/1000000000000000001/messages";
  const OTHER = "/channels/1000000000000000002/messages";

  /** Two replicas, and a Discord that refuses what is asked of one channel once it is told to. */
  async function refusing(headers: Record<string, string>) {
    const refused = { "content-type": "application/json", "retry-after": "120", ...headers };
    const taken = { "content-type": "application/json", "x-ratelimit-bucket": "b" };
    const asked: string[] = [];
    let isRefusing = false;
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      const isOne = isRefusing && request.url?.endsWith(CHANNEL) === true;
      response.writeHead(isOne ? 429 : 200, isOne ? refused : taken);
      response.end(isOne ? JSON.stringify({ message: "", retry_after: 120, global: false }) : "{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ends.push(() => new Promise((resolve) => server.close(resolve)));
    const pace = createMemoryPace(() => performance.now());
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
    const [one, two] = ["one", "two"].map(
      () =>
        new REST({ ...pacedOptions("a bot", { pace, log: new LogBook(), meter: silentMeter })("high"), api }),
    ) as [REST, REST];
    for (const rest of [one, two]) rest.setToken("a token");
    return { asked, one, two, refuse: () => (isRefusing = true) };
  }

  const held = async (rest: REST, path: `/${string}`) => {
    const error = await rest.get(path).catch((thrown: unknown) => thrown);
    return error instanceof NoTurn ? error.retryAfter > 60_000 : error;
  };

  it.each(["shared", "user"])(
    "and says that it is %s closes its channel alone, for all replicas",
    async (scope) => {
      const { asked, one, two, refuse } = await refusing({ "x-ratelimit-scope": scope });
      refuse();
      await one.get(CHANNEL).catch(() => null);
      expect(await held(one, CHANNEL)).toBe(true);
      expect(await held(two, CHANNEL)).toBe(true);
      await one.get(OTHER);
      await two.get(OTHER);
      expect(asked.filter((url) => url.endsWith(CHANNEL))).toHaveLength(1);
    },
  );

  it("and says nothing of Discord's limits closes everything, whatever is known of the route", async () => {
    const { one, two, refuse } = await refusing({});
    for (const rest of [one, two]) await rest.get(CHANNEL);
    refuse();
    await one.get(CHANNEL).catch(() => null);
    for (const path of [CHANNEL, OTHER, "/users/@me"] as const) expect(await held(two, path)).toBe(true);
  });
});

describe("requests that Discord refuses", () => {
  it("stop first what can wait and then everything, long before Discord bans the address", async () => {
    const server = createServer((request, response) => {
      response.writeHead(request.url?.includes("webhooks") ? 403 : 200, {
        "content-type": "application/json",
      });
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ends.push(() => new Promise((resolve) => server.close(resolve)));
    const pace = createMemoryPace(() => performance.now());
    const log = new LogBook();
    const paced = pacedOptions("a bot", { pace, log, meter: silentMeter });
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
    const [high, low] = (["high", "low"] as const).map((priority) =>
      new REST({ ...paced(priority), api }).setToken("a token"),
    ) as [REST, REST];
    const refuse = async (count: number) => {
      for (let i = 0; i < count; i++) await high.get(`/webhooks/1/${i % 50}`).catch(() => null);
    };
    const channel = "/channels/1000000000000000001";
    await refuse(900);
    await low.get(channel);
    await refuse(200);
    await expect(low.get(channel)).rejects.toBeInstanceOf(NoTurn);
    await high.get(channel);
    await refuse(2_000);
    await expect(high.get(channel)).rejects.toBeInstanceOf(NoTurn);
    expect(log.errors().length).toBeGreaterThanOrEqual(2);
  }, 60_000);
});
