import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Platform } from "../../../src/engine/ports/platform.ts";
import { createSlack, type SlackSettings } from "../../../src/platforms/slack/index.ts";
import { silentMeter } from "../../silent-meter.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { sampleNotice } from "../samples.ts";
import { speaking } from "../speaking.ts";
import { found } from "../suite/looking.ts";
import { memoryDeps } from "./harness.ts";

describe("Socket Mode", () => {
  let slack: SlackStandIn;
  let team: Workspace;
  let inbound: ScriptedInbound;
  let log: LogBook;
  let platform: Platform | null;

  const create = (change: Partial<Extract<SlackSettings, { mode: "socket" }>> = {}) =>
    speaking(
      createSlack(
        {
          mode: "socket",
          botToken: team.state.token,
          appToken: slack.appToken,
          apiUrl: slack.apiUrl,
          ...change,
        },
        { ...memoryDeps(), log, meter: silentMeter },
      ),
    );
  const connections = (n: number) =>
    found(() => (slack.deliveries.sockets.size === n ? true : null), `${n} connections`);

  beforeEach(async () => {
    slack = await startSlack();
    team = slack.addWorkspace("Acme");
    inbound = new ScriptedInbound();
    log = new LogBook();
    platform = null;
  });
  afterEach(async () => {
    await platform?.stop();
    await slack.close();
    expect(slack.violations).toEqual([]);
  });

  it("holds two connections, and hands a command in once whichever brings it", async () => {
    platform = create({ apiUrl: slack.apiUrl.replace(/\/$/, "") });
    await platform.start(inbound);
    await connections(2);
    expect(inbound.joinedTeams).toEqual([`slack:${team.state.id}`]);
    const channel = team.addChannel("study");
    const ada = team.addMember("Ada");
    for (let i = 0; i < 4; i++) await ada.type(channel, `${i}`);
    await found(() => (inbound.calls.length === 4 ? true : null), "four commands");
  });

  it("loses nothing when Slack recycles its connections", async () => {
    platform = create();
    await platform.start(inbound);
    await connections(2);
    const first = [...slack.deliveries.sockets];
    const channel = team.addChannel("study");
    const ada = team.addMember("Ada");
    slack.refreshSockets();
    await found(
      () => (first.some((s) => slack.deliveries.sockets.has(s)) ? null : true),
      "the old ones gone",
    );
    await connections(2);
    await ada.type(channel, "after");
    await found(() => inbound.calls[0], "the command");
    expect(platform.ready()).toBe(true);
  });

  it("connects again after connections are cut and cannot be opened for a while", async () => {
    platform = create();
    await platform.start(inbound);
    await connections(2);
    slack.faults.failConnections = 5;
    slack.dropSockets();
    await connections(0);
    await found(() => (platform?.ready() === false ? true : null), "not ready");
    await connections(2);
    expect(slack.faults.failConnections).toBe(0);
    const channel = team.addChannel("study");
    await team.addMember("Ada").type(channel, "back");
    await found(() => inbound.calls[0], "the command");
    expect(log.errors()).toEqual([]);
  });

  it("says in words that its bot token was revoked while it ran, and whether Slack takes it again", async () => {
    platform = create();
    await platform.start(inbound);
    const place = { team: `slack:${team.state.id}`, group: team.addChannel("study").id } as const;
    const post = (key: string) => platform?.post(place, sampleNotice("Hello."), { key, repeat: false });
    slack.fail("chat.postMessage", "token_revoked");
    await post("a");
    await post("b");
    expect(platform.lost()).toContain("SLACK_BOT_TOKEN) was revoked");
    expect(platform.ready()).toBe(false);
    expect(log.errors().map((line) => line.message)).toEqual([expect.stringContaining("was revoked")]);
    slack.heal();
    await post("c");
    expect([platform.lost(), platform.ready()]).toEqual([null, true]);
  });

  it("says in words that its app token was revoked while it ran", async () => {
    platform = create();
    await platform.start(inbound);
    await connections(2);
    slack.fail("apps.connections.open", "token_revoked");
    slack.dropSockets();
    await found(() => platform?.lost() ?? null, "the loss");
    expect(platform.lost()).toContain("SLACK_APP_TOKEN");
    expect(log.errors()).toHaveLength(1);
    slack.heal();
    await connections(2);
    expect(platform.lost()).toBe(null);
  });

  it("knows that it is over when an admin removes the app", async () => {
    platform = create();
    await platform.start(inbound);
    await connections(2);
    await team.uninstall();
    await found(() => inbound.leftTeams[0], "left()");
    expect(platform.lost()).toContain("was removed from its workspace");
  });

  it("gives a repeated delivery the same id, so that it counts once", async () => {
    platform = create();
    await platform.start(inbound);
    slack.deliveries.faults.repeats = 1;
    const channel = team.addChannel("study");
    const ada = team.addMember("Ada");
    await ada.type(channel, "cnn");
    await found(() => (inbound.calls.length === 2 ? true : null), "both deliveries");
    slack.deliveries.faults.repeats = 0;
    await ada.type(channel, "cnn");
    await found(() => (inbound.calls.length === 3 ? true : null), "the next command");
    const ids = inbound.calls.map((call) => ("delivery" in call.press ? call.press.delivery : ""));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("shows nothing where another replica has answered", async () => {
    inbound.answer(() => null);
    platform = create();
    await platform.start(inbound);
    const channel = team.addChannel("study");
    const ada = team.addMember("Ada");
    await ada.type(channel, "cnn");
    await found(() => inbound.calls[0], "the command");
    await platform.stop();
    expect(ada.sees(channel)).toEqual([]);
  });

  it("delivers what stop() finds under way", async () => {
    platform = create();
    await platform.start(inbound);
    inbound.answer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return sampleNotice("Late but there.");
    });
    const channel = team.addChannel("study");
    const ada = team.addMember("Ada");
    await ada.type(channel, "cnn");
    await platform.stop();
    expect(ada.sees(channel)).toHaveLength(1);
    expect(slack.deliveries.sockets.size).toBe(0);
  });

  it.each([
    ["a wrong bot token", { botToken: "xoxb-wrong" }, /SLACK_BOT_TOKEN/],
    ["a wrong app token", { appToken: "xapp-wrong" }, /SLACK_APP_TOKEN/],
  ])("does not start with %s, and says so", async (_, change, message) => {
    await expect(create(change).start(inbound)).rejects.toMatchObject({
      name: "StartError",
      message: expect.stringMatching(message),
    });
  });

  it("does not start where the bot was removed, or where something else answers", async () => {
    team.state.installed = false;
    await expect(create().start(inbound)).rejects.toMatchObject({ name: "StartError" });
    const elsewhere = create({ apiUrl: `${slack.world.origin}/nothing/` });
    await expect(elsewhere.start(inbound)).rejects.toMatchObject({ name: "StartError" });
  });
});
