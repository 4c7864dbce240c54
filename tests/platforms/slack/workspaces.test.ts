import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Platform } from "../../../src/engine/ports/platform.ts";
import { createSlack } from "../../../src/platforms/slack/index.ts";
import { createInstaller } from "../../../src/platforms/slack/install.ts";
import { boltLogger } from "../../../src/platforms/slack/logger.ts";
import { createWorkspaces } from "../../../src/platforms/slack/workspaces.ts";
import { silentMeter } from "../../silent-meter.ts";
import { signedRequest } from "../../stand-ins/slack/deliveries.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import { react } from "../../stand-ins/slack/methods.ts";
import type { WorkspaceState } from "../../stand-ins/slack/state.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { sampleDaily, sampleNotice, sampleQuestion } from "../samples.ts";
import { speaking } from "../speaking.ts";
import { found, pause } from "../suite/looking.ts";
import { memoryDeps, SIGNING_SECRET, serve } from "./harness.ts";

describe("several workspaces", () => {
  let slack: SlackStandIn;
  let platform: Platform;
  let bot: { url: string; close(): Promise<void> };
  const inbound = new ScriptedInbound();
  const log = new LogBook();
  const deps = memoryDeps();

  const settings = (tokenKeys: readonly Uint8Array[] = []) => {
    const oauth = { ...slack.oauth.app, stateSecret: "a long state secret", tokenKeys };
    return { mode: "http", signingSecret: SIGNING_SECRET, oauth, apiUrl: slack.apiUrl } as const;
  };

  /** One more process on the same store. */
  async function replica(keys: readonly Uint8Array[] = []) {
    const chat = createSlack(settings(keys), { ...deps, log, meter: silentMeter });
    const workspace = speaking(chat);
    const server = await serve(chat.routes);
    const close = async () => {
      await workspace.stop();
      await server.close();
    };
    await workspace.start(inbound).catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return { workspace, url: server.url, close };
  }

  beforeEach(async () => {
    slack = await startSlack();
    log.lines.length = 0;
    inbound.leftTeams.length = 0;
    const { workspace, ...server } = await replica();
    platform = workspace;
    bot = server;
    slack.deliverTo({ url: `${bot.url}/slack/events`, signingSecret: SIGNING_SECRET });
  });
  afterEach(async () => {
    await bot.close();
    await slack.close();
    deps.saved.clear();
    expect(slack.violations).toEqual([]);
  });

  /** An admin installs the bot with a browser. `cookie` false: another browser comes back. */
  async function install(
    name: string,
    {
      cookie = true,
      isOrganization = false,
      language = "en",
      state = slack.oauth.outside(name),
      at = bot.url,
    }: {
      cookie?: boolean;
      isOrganization?: boolean;
      language?: string;
      state?: WorkspaceState;
      at?: string;
    } = {},
  ): Promise<{ team: Workspace; status: number; page: string }> {
    const page = await fetch(`${at}/slack/install`);
    const address = /href="(http[^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&") ?? "";
    const query = slack.oauth.consent(address, state, isOrganization);
    const headers: Record<string, string> = { "accept-language": language };
    if (cookie) headers.cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
    const back = await fetch(`${at}/slack/oauth_redirect?${query}`, { headers });
    return { team: slack.workspace(state), status: back.status, page: await back.text() };
  }

  it("installs two workspaces and keeps them apart", async () => {
    const acme = (await install("Acme")).team;
    const other = (await install("Other")).team;
    expect([...deps.saved.keys()]).toEqual([acme.state.id, other.state.id]);
    await found(() => inbound.joinedTeams[1], "joined()");
    expect(inbound.joinedTeams).toEqual([`slack:${acme.state.id}`, `slack:${other.state.id}`]);

    for (const team of [acme, other]) {
      const channel = team.addChannel("study");
      const place = { team: `slack:${team.state.id}`, group: channel.id } as const;
      const member = team.addMember("Ada");
      inbound.answer(sampleQuestion());
      await member.type(channel, "");
      await found(() => member.sees(channel)[0], "the question");
      expect(inbound.last("line").place).toEqual(place);
      await platform.post(place, sampleDaily(), { key: team.state.id, repeat: false });
      expect(member.sees(channel)).toHaveLength(2);
    }
    const callers = slack.world.calls.filter((call) => call.method === "chat.postMessage");
    expect(callers.map((call) => call.team)).toEqual([
      acme.state.id,
      acme.state.id,
      other.state.id,
      other.state.id,
    ]);
    // A channel of one workspace is none of the other's.
    const stray = {
      team: `slack:${acme.state.id}`,
      group: [...other.state.channels.keys()][0] ?? "",
    } as const;
    expect(await platform.post(stray, sampleDaily(), { key: "stray", repeat: false })).toMatchObject({
      kind: "refused",
      reason: "channel-gone",
    });
  });

  it("greets who installs it where it was not, not who renews an installation", async () => {
    inbound.arrivals.length = 0;
    const { team } = await install("Acme", { language: "de-DE,de;q=0.9" });
    await install("Acme", { state: team.state });
    const other = (await install("Other")).team;
    await found(() => inbound.arrivals[1], "the second arrival");
    expect(inbound.arrivals.map(({ team: of, locale }) => [of, locale?.slice(0, 2)])).toEqual([
      [`slack:${team.state.id}`, "de"],
      [`slack:${other.state.id}`, "en"],
    ]);
    expect(inbound.arrivals[0]?.learner).toMatch(/^U/);
  });

  it("refuses an installation that another browser began", async () => {
    const { status } = await install("Acme", { cookie: false });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(deps.saved.size).toBe(0);
  });

  it("tells an organization in words that it installs the bot workspace by workspace", async () => {
    const { status, page } = await install("Grid", { isOrganization: true });
    expect(status).toBe(403);
    expect(page).toContain("one workspace at a time");
    expect(deps.saved.size).toBe(0);
    expect((await install("Acme")).status).toBe(200);
  });

  it("says how an installation ended in the language of the browser", async () => {
    const done = await install("Acme", { language: "de-DE,de;q=0.9" });
    expect(done.page).toContain("Der Bot ist installiert. Schreib in Slack <code>/dlq</code>.");
    const refused = await install("Grid", { isOrganization: true, language: "de" });
    expect([refused.status, refused.page]).toEqual([
      403,
      expect.stringContaining("einen Workspace nach dem"),
    ]);
    const failed = await install("Other", { cookie: false, language: "de" });
    expect([failed.status, failed.page]).toEqual([
      400,
      expect.stringContaining("ließ sich nicht installieren"),
    ]);
  });

  it("forgets a workspace that removes the bot, and says so once", async () => {
    const { team } = await install("Acme");
    const channel = team.addChannel("study");
    const place = { team: `slack:${team.state.id}`, group: channel.id } as const;
    const member = team.addMember("Ada");
    const told = await platform.tell(place.team, member.id, sampleNotice("Hello."), place.group);
    expect(told).toEqual({ kind: "told" });
    inbound.leftTeams.length = 0;
    await team.uninstall();
    await found(() => inbound.leftTeams[0], "left()");
    expect(inbound.leftTeams).toEqual([place.team]);
    expect(deps.saved.size).toBe(0);
    expect(await platform.post(place, sampleDaily(), { key: "k", repeat: false })).toEqual({
      kind: "refused",
      reason: "bot-removed",
      missing: [],
    });
    expect(
      await platform.missingPermissions(place, { reactions: false, thread: false, ping: null }),
    ).toHaveLength(1);
    expect(await platform.edit(place.team, { channel: channel.id, message: "1" }, sampleDaily())).toEqual({
      kind: "barred",
      detail: "not installed",
    });
  });

  it("believes a second removal, wherever the workspace was installed again in between", async () => {
    const { team } = await install("Acme");
    const name = `slack:${team.state.id}` as const;
    await team.uninstall();
    await found(() => (deps.saved.size === 0 ? true : null), "the removal");
    // Another replica takes the installation in.
    const other = await replica();
    await install("Acme", { state: team.state, at: other.url });
    inbound.leftTeams.length = 0;
    await team.uninstall();
    await found(() => inbound.leftTeams[0], "left()");
    expect([inbound.leftTeams, deps.saved.size]).toEqual([[name], 0]);
    await other.close();
  });

  it("goes on with the new token where another replica saw it installed again", async () => {
    const { team } = await install("Acme");
    const place = { team: `slack:${team.state.id}`, group: team.addChannel("study").id } as const;
    const post = (key: string) => platform.post(place, sampleDaily(), { key, repeat: false });
    expect((await post("a")).kind).toBe("posted");
    const other = await replica();
    await install("Acme", { state: team.state, at: other.url });
    expect((await post("b")).kind).toBe("posted");
    await other.close();
  });

  it("takes no word of a removal that is older than the installation", async () => {
    const { team } = await install("Acme");
    const removal = {
      type: "event_callback",
      team_id: team.state.id,
      event: { type: "app_uninstalled" },
      event_id: "Ev1",
      event_time: Math.floor(Date.now() / 1000) - 300,
    };
    const request = signedRequest({ signingSecret: SIGNING_SECRET }, "events_api", removal);
    expect((await fetch(`${bot.url}/slack/events`, request)).status).toBe(200);
    await found(() => slack.world.calls.find((call) => call.method === "auth.test"), "a question");
    await pause(50);
    expect([inbound.leftTeams, deps.saved.size]).toEqual([[], 1]);
  });

  it("reads at its start what was reacted meanwhile, in every workspace", async () => {
    const teams = [(await install("Acme")).team, (await install("Other")).team];
    inbound.calls.length = 0;
    inbound.questions = [];
    for (const team of teams) {
      const place = { team: `slack:${team.state.id}`, group: team.addChannel("study").id } as const;
      const outcome = await platform.post(place, sampleDaily(), { key: "k", repeat: false });
      if (outcome.kind !== "posted") throw new Error(outcome.kind);
      const [message] = team.state.channels.get(place.group)?.messages ?? [];
      if (message) react(message, "two", team.addMember("Ada").id);
      inbound.questions.push({ place, message: outcome.message, reactions: true });
    }
    const other = await replica();
    await found(() => inbound.calls[1], "a reaction of each");
    expect(inbound.calls.map(({ kind, press }) => [kind, "place" in press && press.place.team])).toEqual(
      teams.map((team) => ["reaction", `slack:${team.state.id}`]),
    );
    inbound.questions = [];
    await other.close();
  });

  it("lets go of a workspace that nobody saw for a day, and knows it when it comes back", async () => {
    const { team } = await install("Acme");
    const other = await install("Other");
    const workspaces = createWorkspaces({
      address: slack.apiUrl,
      botToken: null,
      installer: createInstaller(settings(), { ...deps, log }, boltLogger(log), () => undefined),
      logger: boltLogger(log),
      log,
      stopped: new AbortController().signal,
      pace: deps.pace,
    });
    const [idle, busy] = [team, other.team].map((one) => `slack:${one.state.id}` as const);
    const first = await workspaces.of(idle ?? "slack:");
    await workspaces.of(busy ?? "slack:");
    const clock = vi
      .spyOn(Date, "now")
      .mockImplementation(() => performance.timeOrigin + performance.now() + 25 * 3_600_000);
    await workspaces.of(busy ?? "slack:");
    expect(workspaces.letGo()).toEqual([idle]);
    expect(workspaces.letGo()).toEqual([]);
    const again = await workspaces.of(idle ?? "slack:");
    expect([again === first, again?.team]).toEqual([false, idle]);
    clock.mockRestore();
  });

  it("encrypts the tokens that it keeps, also those that were in clear or under an old key", async () => {
    const { team } = await install("Acme");
    const stored = () => deps.saved.get(team.state.id) ?? "";
    expect(stored()).toContain(team.state.token);
    expect(log.lines.filter((line) => line.message.includes("SLACK_TOKEN_KEY is not set"))).toHaveLength(1);
    const [old, fresh] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    for (const keys of [[old], [fresh, old], [fresh]]) {
      const before = stored();
      const other = await replica(keys);
      expect(stored()).not.toContain(team.state.token);
      expect(stored() === before).toBe(keys.length === 1 && keys[0] === fresh);
      expect(await other.workspace.isIn(`slack:${team.state.id}`)).toBe(true);
      await other.close();
    }
    await expect(replica([old])).rejects.toThrow("encrypted with another key");
    await expect(replica([])).rejects.toThrow("SLACK_TOKEN_KEY is not set");
  });

  it("serves the others where the key of one workspace is lost, and says so in sentences", async () => {
    const teams = [(await install("Acme")).team, (await install("Other")).team];
    const [closed, open] = teams.map((team) => team.state.id) as [string, string];
    const [lost, key] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const clear = deps.saved.get(open) ?? "";
    await (await replica([lost])).close();
    deps.saved.set(open, clear);
    log.lines.length = 0;
    const other = await replica([key]);
    expect(log.errors()).toMatchObject([
      { fields: { teams: [closed] }, message: expect.stringContaining("with another key") },
    ]);
    expect(await other.workspace.isIn(`slack:${open}`)).toBe(true);
    expect(await other.workspace.isIn(`slack:${closed}`)).toBeNull();
    expect(log.lines.at(-1)).toMatchObject({
      fields: { team: `slack:${closed}`, detail: expect.stringContaining("with another key") },
    });
    expect(JSON.stringify(log.lines)).not.toMatch(/xoxb|\.ts:/);
    await other.close();
  });

  it("treats a store that does not answer as trouble, not as a removal", async () => {
    const { team } = await install("Acme");
    const place = { team: `slack:${team.state.id}`, group: team.addChannel("study").id } as const;
    const { fetch: read } = deps.installations;
    deps.installations.fetch = () => Promise.reject(new Error("redis is away"));
    const outcome = await platform.post(place, sampleDaily(), { key: "k", repeat: false });
    deps.installations.fetch = read;
    expect(outcome.kind).toBe("failed");
    expect((await platform.post(place, sampleDaily(), { key: "k", repeat: false })).kind).toBe("posted");
  });

  it("opens a form in time although the store has stopped answering", async () => {
    const { team } = await install("Acme");
    const channel = team.addChannel("study");
    const member = team.addMember("Ada");
    inbound.answer(sampleQuestion());
    await member.type(channel, "");
    const message = await found(() => member.sees(channel)[0], "the question");
    const { fetch: read } = deps.installations;
    deps.installations.fetch = () => new Promise(() => undefined);
    const clock = vi
      .spyOn(Date, "now")
      .mockImplementation(() => performance.timeOrigin + performance.now() + 90_000);
    await member.press(message, "Report");
    await found(() => member.form(), "the form", 2500);
    clock.mockRestore();
    deps.installations.fetch = read;
  });

  it("goes on in one workspace while another one is limited", async () => {
    const acme = (await install("Acme")).team;
    const other = (await install("Other")).team;
    const places = [acme, other].map((team) => ({
      team: `slack:${team.state.id}` as const,
      group: team.addChannel("study").id,
    }));
    const [limited, free] = places as [(typeof places)[0], (typeof places)[0]];
    slack.limit(acme, "chat.postMessage", 30);
    const order: string[] = [];
    const post = async (place: typeof limited, key: string) => {
      const outcome = await platform.post(place, sampleDaily(), { key, repeat: false });
      order.push(`${key} ${outcome.kind}`);
      return outcome;
    };
    const outcomes = await Promise.all([
      post(limited, "a"),
      post(free, "b"),
      post(limited, "c"),
      post(free, "d"),
    ]);
    expect(outcomes[0]).toMatchObject({ kind: "failed" });
    expect(outcomes[0]?.kind === "failed" && outcomes[0].retryAfter).toBeGreaterThan(20_000);
    expect(outcomes[2]).toMatchObject({ kind: "failed" });
    expect(order.filter((line) => line.endsWith("posted"))).toEqual(["b posted", "d posted"]);
    // The limited workspace asked once, and not again while it was told to wait.
    const asked = slack.world.calls.filter(
      ({ method, team }) => method === "chat.postMessage" && team === acme.state.id,
    );
    expect(asked.map((call) => call.outcome)).toEqual(["ratelimited"]);
  });
});
