import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlack } from "../../../src/platforms/slack/index.ts";
import { isSigned } from "../../../src/platforms/slack/receiver.ts";
import { silentMeter } from "../../silent-meter.ts";
import { signedRequest } from "../../stand-ins/slack/deliveries.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import type { Json } from "../../stand-ins/slack/state.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { speaking } from "../speaking.ts";
import { found } from "../suite/looking.ts";
import { memoryDeps, SIGNING_SECRET, serve } from "./harness.ts";

const target = { signingSecret: SIGNING_SECRET };

describe("Slack's requests over HTTP", () => {
  let slack: SlackStandIn;
  let team: Workspace;
  let inbound: ScriptedInbound;
  let log: LogBook;
  let url: string;
  const closing: (() => Promise<void>)[] = [];
  const deps = () => ({ ...memoryDeps(), log, meter: silentMeter });

  async function start(change: Partial<ReturnType<typeof deps>> = {}) {
    const settings = {
      mode: "http",
      botToken: team.state.token,
      signingSecret: SIGNING_SECRET,
      apiUrl: slack.apiUrl,
    } as const;
    const chat = createSlack(settings, { ...deps(), ...change });
    const platform = speaking(chat);
    const server = await serve(chat.routes);
    url = `${server.url}/slack/events`;
    await platform.start(inbound);
    closing.push(() => platform.stop(), server.close);
    return platform;
  }

  beforeEach(async () => {
    slack = await startSlack();
    team = slack.addWorkspace("Acme");
    inbound = new ScriptedInbound();
    log = new LogBook();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await slack.close();
    expect(slack.violations).toEqual([]);
  });

  const command = (text: string): Json => ({
    team_id: team.state.id,
    channel_id: "C012",
    user_id: "U012",
    command: "/dlq",
    text,
    trigger_id: "1.2.3",
  });

  it("takes a request up to five minutes old or ahead, and none beyond", async () => {
    await start();
    for (const [skew, status] of [
      [0, 200],
      [-290, 200],
      [290, 200],
      [-310, 401],
      [310, 401],
      [365 * 24 * 3600, 401],
    ] as const) {
      const request = signedRequest(target, "slash_commands", command(`skew ${skew}`), { skew });
      expect([skew, (await fetch(url, request)).status]).toEqual([skew, status]);
    }
    await found(() => (inbound.calls.length === 3 ? true : null), "three commands");
  });

  it("refuses what Slack did not sign", async () => {
    await start();
    const good = signedRequest(target, "slash_commands", command("x"));
    const forged = signedRequest({ signingSecret: "other" }, "slash_commands", command("x"));
    const without = { ...good, headers: { "content-type": good.headers["content-type"] ?? "" } };
    for (const request of [forged, without, { ...good, body: `${good.body}&more=1` }])
      expect((await fetch(url, request)).status).toBe(401);
    expect(inbound.calls).toEqual([]);
    expect(isSigned("s", "12x", "v0=1", "", Date.now())).toBe(false);
  });

  it("confirms a replay and does nothing", async () => {
    await start();
    const request = signedRequest(target, "slash_commands", command("once"));
    for (let i = 0; i < 3; i++) expect((await fetch(url, request)).status).toBe(200);
    await found(() => inbound.calls[0], "the command");
    expect(inbound.calls).toHaveLength(1);
  });

  it("acknowledges although the store of claims hangs", async () => {
    await start({ claimOnce: () => new Promise<boolean>(() => undefined) });
    const request = signedRequest(target, "slash_commands", command("slow"));
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(3000) });
    expect(response.status).toBe(200);
    await found(() => inbound.calls[0], "the command");
  });

  it("answers Slack's questions about the address", async () => {
    await start();
    const verification = signedRequest(target, "events_api", { type: "url_verification", challenge: "c" });
    expect(await (await fetch(url, verification)).json()).toEqual({ challenge: "c" });
    const check = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } };
    expect((await fetch(url, { ...check, body: "ssl_check=1&token=x" })).status).toBe(200);
    const other = signedRequest(target, "slash_commands", { ...command("x"), command: "/other" });
    expect((await fetch(url, other)).status).toBe(404);
    expect((await fetch(url, { ...check, body: "x".repeat(1_100_000) })).status).toBe(413);
    expect(inbound.calls).toEqual([]);
  });

  it("takes nothing before it starts and after it has stopped", async () => {
    const platform = await start();
    expect(platform.ready()).toBe(true);
    await platform.stop();
    expect(platform.ready()).toBe(false);
    expect((await fetch(url, signedRequest(target, "slash_commands", command("x")))).status).toBe(503);
  });
});
