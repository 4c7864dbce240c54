import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Platform } from "../../../src/engine/ports/platform.ts";
import { createSlack } from "../../../src/platforms/slack/index.ts";
import { silentMeter } from "../../silent-meter.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { sampleDaily, sampleNotice, sampleQuestion } from "../samples.ts";
import { speaking } from "../speaking.ts";
import { found } from "../suite/looking.ts";
import { memoryDeps, SIGNING_SECRET, serve } from "./harness.ts";

describe("several workspaces", () => {
  let slack: SlackStandIn;
  let platform: Platform;
  let bot: Awaited<ReturnType<typeof serve>>;
  const inbound = new ScriptedInbound();
  const log = new LogBook();
  const deps = memoryDeps();

  beforeEach(async () => {
    slack = await startSlack();
    const oauth = { ...slack.oauth.app, stateSecret: "a long state secret" };
    const settings = { mode: "http", signingSecret: SIGNING_SECRET, oauth, apiUrl: slack.apiUrl } as const;
    const chat = createSlack(settings, { ...deps, log, meter: silentMeter });
    platform = speaking(chat);
    bot = await serve(chat.routes);
    slack.deliverTo({ url: `${bot.url}/slack/events`, signingSecret: SIGNING_SECRET });
    await platform.start(inbound);
  });
  afterEach(async () => {
    await platform.stop();
    await bot.close();
    await slack.close();
    deps.saved.clear();
    expect(slack.violations).toEqual([]);
  });

  /** An admin installs the bot with a browser. `cookie` false: another browser comes back. */
  async function install(
    name: string,
    { cookie = true, isOrganization = false, language = "en" } = {},
  ): Promise<{ team: Workspace; status: number; page: string }> {
    const state = slack.oauth.outside(name);
    const page = await fetch(`${bot.url}/slack/install`);
    const address = /href="(http[^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&") ?? "";
    const query = slack.oauth.consent(address, state, isOrganization);
    const headers: Record<string, string> = { "accept-language": language };
    if (cookie) headers.cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
    const back = await fetch(`${bot.url}/slack/oauth_redirect?${query}`, { headers });
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
    expect(await platform.tell(place.team, member.id, sampleNotice("Hello."), place.group)).toBe(true);
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
      kind: "gone",
    });
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
