import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatPlatform } from "../../../src/cards/ports.ts";
import type { Platform } from "../../../src/engine/ports/platform.ts";
import type { Place } from "../../../src/engine/words/place.ts";
import { createMemoryPace } from "../../../src/stores/memory/pace.ts";
import { DiscordStandIn } from "../../stand-ins/discord/index.ts";
import { type Channel, type Guild, PERMISSIONS } from "../../stand-ins/discord/state.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { sampleDaily, sampleResult } from "../samples.ts";
import { createPlatform } from "./harness.ts";

const shardOf = (guild: Guild) => Number((BigInt(guild.id) >> 22n) % 2n);

/** One process runs shard 0, another shard 1; the server is on shard 1, and the first one works for it. */
describe("a server on a shard of another process", () => {
  let discord: DiscordStandIn;
  let here: Platform;
  let there: Platform;
  let guild: Guild;

  beforeAll(async () => {
    discord = await DiscordStandIn.start();
    guild = discord.addGuild("elsewhere");
    for (let i = 0; shardOf(guild) !== 1; i++) guild = discord.addGuild(`elsewhere ${i}`);
    const pace = createMemoryPace(() => performance.now());
    const start = async (shard: number) => {
      const shards = { ids: [shard], total: 2 };
      const settings = { token: discord.token, apiUrl: discord.url, shards };
      const platform = createPlatform(settings, new LogBook(), pace);
      await platform.start(new ScriptedInbound());
      return platform;
    };
    [here, there] = await Promise.all([start(0), start(1)]);
  }, 30_000);
  afterAll(async () => {
    await here.stop();
    await there.stop();
    await discord.stop();
    expect(discord.violations).toEqual([]);
  });

  const channel = (change: Partial<Channel> = {}) => discord.addChannel({ guildId: guild.id, ...change });
  const placeOf = ({ id }: Channel): Place => ({ team: `discord:${guild.id}`, group: id });
  const post = (place: Place) => here.post(place, sampleDaily(), { key: place.group, repeat: false });

  it("is told to one of them alone, and both identified one after the other", () => {
    expect(discord.gateway.identified.map(({ shard }) => shard).sort()).toEqual([0, 1]);
    expect([...discord.gateway.sessions.values()].map((s) => s.shard)).toContainEqual([1, 2]);
  });

  it("gets its question and its result", async () => {
    const general = channel();
    const outcome = await post(placeOf(general));
    if (outcome.kind !== "posted") throw new Error(JSON.stringify(outcome));
    const { team } = placeOf(general);
    expect(await here.edit(team, outcome.message, sampleResult())).toEqual({ kind: "edited" });
    expect([...general.messages.values()].map(({ content }) => content).join()).toContain("Correct answer");
    expect(await here.linkTo(team, outcome.message)).toContain(`/${guild.id}/${general.id}/`);
    expect(
      await here.missingPermissions(placeOf(general), { reactions: true, thread: true, ping: null }),
    ).toEqual([]);
  });

  it("gets posts in its forums, found again by any process", async () => {
    const forum = channel({ type: 15 });
    const place = placeOf(forum);
    const outcome = await post(place);
    if (outcome.kind !== "posted") throw new Error(JSON.stringify(outcome));
    expect(outcome.message.channel).not.toBe(forum.id);
    const again = { key: place.group, repeat: true };
    expect(await here.post(place, sampleDaily(), again)).toEqual(outcome);
    expect(await here.find(place, sampleDaily(), again)).toEqual({ kind: "found", message: outcome.message });
    const { groupOf } = here as unknown as ChatPlatform;
    expect(await groupOf(outcome.message.channel)).toBe(forum.id);
  });

  it("is spoken to in its own language, and called by its name", async () => {
    guild.locale = "de";
    const { teamLocale, teamName } = here as unknown as ChatPlatform;
    expect(await teamLocale(`discord:${guild.id}`)).toBe("de");
    expect(await teamName(`discord:${guild.id}`)).toBe(guild.name);
    expect(await teamName("discord:@1")).toBeNull();
    const general = channel();
    expect(await here.rooms(`discord:${guild.id}`)).toContain(general.id);
  });

  it("has not thrown the bot out because a channel is gone or closed", async () => {
    const gone = channel();
    discord.deleteChannel(gone);
    expect(await post(placeOf(gone))).toMatchObject({ kind: "refused", reason: "channel-gone" });
    const closed = channel();
    discord.deny(closed, PERMISSIONS.viewChannel);
    expect(await post(placeOf(closed))).toMatchObject({ kind: "refused", reason: "permission-lost" });
    const edited = await here.edit(`discord:${guild.id}`, { channel: gone.id, message: "1" }, sampleResult());
    expect(edited).toEqual({ kind: "gone" });
  });

  it("is given up for nothing that Discord does not say", async () => {
    const gone = channel();
    discord.deleteChannel(gone);
    for (let i = 0; i < 3; i++) discord.router.refuse("GET", /^\/guilds\/\d+$/, 503);
    expect(await post(placeOf(gone))).toMatchObject({ kind: "failed" });
  });

  it("is known to have thrown the bot out", async () => {
    const general = channel();
    discord.removeBot(guild);
    expect(await post(placeOf(general))).toMatchObject({ kind: "refused", reason: "bot-removed" });
    const edited = await here.edit(
      `discord:${guild.id}`,
      { channel: general.id, message: "1" },
      sampleResult(),
    );
    expect(edited).toMatchObject({ kind: "barred" });
  });
});
