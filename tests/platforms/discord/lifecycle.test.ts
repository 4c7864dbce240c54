import { afterEach, describe, expect, it } from "vitest";
import type { Pace } from "../../../src/engine/ports/pace.ts";
import { StartError } from "../../../src/engine/ports/platform.ts";
import { createMemoryPace } from "../../../src/stores/memory/pace.ts";
import { DiscordStandIn } from "../../stand-ins/discord/index.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { sampleDaily, sampleNotice } from "../samples.ts";
import { found, pause, sight } from "../suite/looking.ts";
import { createPlatform, type DiscordHarness, discordHarness } from "./harness.ts";

describe("a start on Discord", () => {
  async function refusal(
    settings: { token?: string; apiUrl?: string },
    discord: DiscordStandIn,
    pace?: Pace,
  ) {
    const log = new LogBook();
    const platform = createPlatform({ token: discord.token, apiUrl: discord.url, ...settings }, log, pace);
    const error = await platform.start(new ScriptedInbound()).catch((e: unknown) => e);
    await platform.stop();
    expect(platform.ready()).toBe(false);
    expect(JSON.stringify(log.lines)).not.toContain(settings.token || discord.token);
    if (!(error instanceof StartError)) throw new Error(`no StartError but ${String(error)}`);
    return error.message;
  }

  it("that is refused says so in a plain sentence", async () => {
    const discord = await DiscordStandIn.start({ identifyEvery: 0 });
    expect(await refusal({ token: "another.token" }, discord)).toContain("Discord refused the token");
    expect(await refusal({ token: "" }, discord)).toContain("Discord refused the token");
    discord.gateway.refuseWith.push(4004, 4011);
    expect(await refusal({}, discord)).toContain("Discord refused the token");
    expect(await refusal({}, discord)).toContain("raise SHARDS");
    discord.router.broken = 503;
    expect(await refusal({}, discord)).toContain("Discord could not be reached");
    expect(await refusal({ apiUrl: "http://127.0.0.1:1/api" }, discord)).toContain("could not be reached");
    await discord.stop();
  });

  it("while Discord takes no requests of the bot says for how long, also where another process was told", async () => {
    const discord = await DiscordStandIn.start({ identifyEvery: 0 });
    const pace = createMemoryPace(() => 0);
    discord.router.haltNext = 120;
    for (const process of ["the first", "one that is started again"]) {
      const said = await refusal({}, discord, pace);
      expect(said, process).toMatch(/takes no requests of this bot for 12[01] more seconds: start it again/);
    }
    expect(discord.router.limited).toHaveLength(1);
    await discord.stop();
  });

  it("does not wait long for a server that Discord announces and does not send", async () => {
    const discord = await DiscordStandIn.start();
    discord.addGuild("Asleep");
    discord.gateway.silent.add([...discord.world.guilds.keys()][1] ?? "");
    const platform = createPlatform({ token: discord.token, apiUrl: discord.url }, new LogBook());
    await platform.start(new ScriptedInbound());
    expect(platform.ready()).toBe(true);
    await platform.stop();
    await discord.stop();
  }, 5000);

  it("of several shards identifies one at a time", async () => {
    // Asking about the gateway anew takes a while, in which the other shard asks too.
    const at = await discordHarness({ shards: 2, resetAfter: 1 }, "auto");
    expect(at.discord.gateway.identified.map((i) => i.shard).sort()).toEqual([0, 1]);
    await at.ada.run("dlq-me", null, {});
    await sight(at.ada, "Done.");
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });

  it("of some of the shards runs those alone", async () => {
    const at = await discordHarness({}, { ids: [3], total: 4 });
    expect([...at.discord.gateway.sessions.values()].map((s) => s.shard)).toEqual([[3, 4]]);
    await at.close();
  });
});

describe("a running connection to Discord", () => {
  let at: DiscordHarness;
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });

  const command = async (words: string) => {
    at.inbound.answer(sampleNotice(words));
    await at.ada.run("dlq-me", null, {});
    return sight(at.ada, words);
  };

  it("resumes after a cut and gets what happened meanwhile", async () => {
    at = await discordHarness();
    at.discord.gateway.cut();
    await found(() => (at.platform.ready() ? null : true), "the cut");
    await command("After the cut.");
    expect(at.discord.gateway.resumed).toBe(1);
    at.discord.gateway.askToReconnect();
    await found(() => (at.discord.gateway.resumed === 2 ? true : null), "the second resume");
    await command("After the reconnect.");
    expect(at.discord.gateway.identified).toHaveLength(1);
    expect(at.platform.ready()).toBe(true);
  });

  it("comes back after Discord was away", async () => {
    at = await discordHarness({ identifyEvery: 0 });
    at.discord.gateway.away = true;
    at.discord.gateway.cut();
    await pause(1500);
    expect(at.platform.ready()).toBe(false);
    at.discord.gateway.away = false;
    await found(() => at.platform.ready() || null, "the connection");
    await command("Back again.");
    expect(at.log.errors()).toEqual([]);
  });

  it("identifies anew when its session is over, and sends heartbeats", async () => {
    at = await discordHarness({ heartbeat: 200 });
    await found(() => (at.discord.gateway.heartbeats > 1 ? true : null), "heartbeats");
    at.discord.gateway.invalidate();
    await found(() => at.discord.gateway.identified[1], "the second identify", 15_000);
    await command("In a new session.");
    // Once, for the start: a new session finds the servers that were there.
    expect(at.inbound.joinedTeams).toEqual([at.place.team]);
  }, 30_000);

  it("tells of servers that come and go, not of outages", async () => {
    at = await discordHarness();
    await found(() => at.inbound.joinedTeams[0], "the start");
    at.inbound.joinedTeams.length = 0;
    const guild = at.discord.addGuild("New");
    await found(() => at.inbound.joinedTeams[0], "joined()");
    at.discord.outage(guild, false);
    at.discord.outage(guild, true);
    await pause(100);
    expect([at.inbound.joinedTeams, at.inbound.leftTeams]).toEqual([[`discord:${guild.id}`], []]);
    // Of those that were there at the start, and of one that comes back, nobody is greeted.
    const since = Date.parse(guild.joinedAt);
    expect(at.inbound.arrivals).toEqual([
      { team: `discord:${guild.id}`, learner: null, locale: null, since },
    ]);
    at.discord.removeBot(guild);
    await found(() => at.inbound.leftTeams[0], "left()");
    expect(at.inbound.leftTeams).toEqual([`discord:${guild.id}`]);
  });

  it("finds at its start the server that threw it out and invited it again while it was away", async () => {
    at = await discordHarness();
    expect(await found(() => at.inbound.joinedTeams[0], "joined()")).toBe(at.place.team);
  });

  it("tells of messages that are deleted, one or many", async () => {
    at = await discordHarness();
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "k", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    at.discord.deleteMessage(outcome.message.channel, outcome.message.message);
    await found(() => at.inbound.goneMessages[0], "messageGone()");
    expect(at.inbound.goneMessages).toEqual([{ team: at.place.team, message: outcome.message }]);
    at.discord.gateway.dispatch(at.discord.guild.id, "MESSAGE_DELETE_BULK", {
      ids: ["1", "2"],
      channel_id: at.place.group,
      guild_id: at.discord.guild.id,
    });
    await found(() => at.inbound.goneMessages[2], "messageGone() twice more");
    const post = { id: "7", guild_id: at.discord.guild.id, parent_id: at.place.group, type: 11 };
    at.discord.gateway.dispatch(at.discord.guild.id, "THREAD_DELETE", post);
    const seventh = { channel: "7", message: "7" };
    await found(() => at.inbound.goneMessages[3], "messageGone() of a forum's post");
    expect(at.inbound.goneMessages[3]?.message).toEqual(seventh);
  });

  it("that Discord ends for good is no longer ready, and logged", async () => {
    at = await discordHarness({ identifyEvery: 0 });
    at.discord.gateway.refuseWith.push(4004);
    at.discord.gateway.invalidate();
    await found(() => at.log.errors()[0], "the error", 15_000);
    expect(at.platform.ready()).toBe(false);
    expect(at.log.errors().map((line) => line.message)).toEqual([
      expect.stringMatching(/^Discord refused the token: copy it anew/),
    ]);
    expect(at.platform.lost()).toContain("Discord refused the token");
  }, 30_000);

  it("whose token Discord refuses at a request says so in words, and does not come back", async () => {
    at = await discordHarness();
    expect(at.platform.lost()).toBe(null);
    at.discord.router.revoked = true;
    await at.platform.post(at.place, sampleDaily(), { key: "k", repeat: false });
    expect(at.platform.lost()).toContain("Discord refused the token");
    expect([at.platform.ready(), at.log.errors().length]).toEqual([false, 1]);
  });

  it("takes nothing more once it stops", async () => {
    at = await discordHarness();
    at.inbound.answer(async () => {
      await pause(500);
      return sampleNotice("Finished.");
    });
    await at.ada.run("dlq-me", null, {});
    await found(() => at.inbound.calls[0], "the command");
    const stopped = at.platform.stop();
    at.discord.general.messages.clear();
    const late = at.discord.addMember("Late");
    const message = at.discord.world.addMessage(at.discord.general, { authorId: at.discord.bot.id });
    late.react(at.place.group, message.id, "🇦");
    await stopped;
    expect(at.inbound.calls).toHaveLength(1);
    expect(at.ada.sees().some((m) => m.text.includes("Finished."))).toBe(true);
    expect(at.log.lines.map((line) => line.message)).toEqual([
      "published the commands",
      "connected to Discord",
    ]);
  });
});
