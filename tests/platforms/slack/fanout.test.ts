import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import type { ChatPlatform } from "../../../src/cards/ports.ts";
import type { Pace } from "../../../src/engine/ports/pace.ts";
import type { MessageRef, Place } from "../../../src/engine/words/place.ts";
import { createSlack } from "../../../src/platforms/slack/index.ts";
import { createRedisStore, type RedisStore } from "../../../src/stores/redis/index.ts";
import { silentMeter } from "../../silent-meter.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import { LogBook } from "../harness.ts";
import { sampleDaily, sampleResult } from "../samples.ts";
import { languages, speaking } from "../speaking.ts";
import { found } from "../suite/looking.ts";
import { memoryDeps, SIGNING_SECRET } from "./harness.ts";

/** The limits' time, on both sides, goes by so many times as fast as Slack's. */
const SPEED = 10;
/** Posts under way at once in one replica, as many as the tick starts. */
const AT_ONCE = 64;

/** The same pace on a clock that runs ahead. */
const hurried = (pace: Pace): Pace => ({
  ...pace,
  take: (bucket, { perSecond, burst }, asking) =>
    pace.take(bucket, { perSecond: perSecond * SPEED, burst }, asking),
});

describe("two replicas that share one Redis", () => {
  let slack: SlackStandIn;
  let stores: RedisStore[];
  let replicas: ReturnType<typeof speaking>[];
  const deps = memoryDeps();
  const log = new LogBook();

  beforeEach(async () => {
    slack = await startSlack();
    slack.world.rates.speed = SPEED;
    slack.world.rates.underWay = 250;
    stores = [1, 2].map(() => createRedisStore({ urls: [inject("redisUrl")], meter: silentMeter }, log));
    await Promise.all(stores.map((store) => store.connect()));
    const oauth = { ...slack.oauth.app, stateSecret: "a long state secret" };
    const settings = { mode: "http", signingSecret: SIGNING_SECRET, oauth, apiUrl: slack.apiUrl } as const;
    replicas = stores.map(({ pace }): ReturnType<typeof speaking> => {
      const chat: ChatPlatform = createSlack(settings, {
        ...deps,
        pace: hurried(pace),
        languages,
        log,
        meter: silentMeter,
      });
      return speaking(chat);
    });
  });
  afterEach(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await Promise.all(stores.map((store) => store.close()));
    await slack.close();
    deps.saved.clear();
    expect(slack.violations).toEqual([]);
  });

  /** A workspace that installed the bot, with so many channels. */
  function workspace(name: string, channels: number): { team: Workspace; places: Place[] } {
    const team = slack.addWorkspace(name);
    const { id, token, botUser } = team.state;
    const bot = { token, userId: botUser, id: "B1", scopes: [] };
    deps.saved.set(id, JSON.stringify({ team: { id }, bot, user: { id: "U1" }, authVersion: "v2" }));
    const places = Array.from({ length: channels }, (_, i) => ({
      team: `slack:${id}` as const,
      group: team.addChannel(`c${i}`).id,
    }));
    return { team, places };
  }

  /** All of it, done by both replicas in turn; what a limit holds back is tried again when it says. */
  async function fanOut(places: readonly Place[]): Promise<void> {
    const waiting = [...places];
    const refused: string[] = [];
    const work = async (replica: (typeof replicas)[number]): Promise<void> => {
      for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
        const outcome = await replica.post(place, sampleDaily(), { key: place.group, repeat: false });
        if (outcome.kind === "failed") {
          await new Promise((resolve) => setTimeout(resolve, outcome.retryAfter));
          waiting.push(place);
        } else if (outcome.kind !== "posted") refused.push(outcome.kind);
      }
    };
    await Promise.all(replicas.flatMap((replica) => Array.from({ length: AT_ONCE }, () => work(replica))));
    expect(refused).toEqual([]);
  }

  const limited = () => slack.world.calls.filter(({ outcome }) => outcome === "ratelimited").length;
  const perChannel = (team: Workspace) =>
    [...team.state.channels.values()].map(({ messages }) => messages.length);

  it("post to 300 channels of one workspace, each once, within its limit", async () => {
    const { team, places } = workspace("Acme", 300);
    await fanOut(places);
    expect(new Set(perChannel(team))).toEqual(new Set([1]));
    expect(limited()).toBeLessThan(20);
  }, 60_000);

  it("post to 300 channels of six workspaces, each once, within the limits of each", async () => {
    const all = Array.from({ length: 6 }, (_, i) => workspace(`W${i}`, 50));
    await fanOut(all.flatMap(({ places }) => places));
    for (const { team } of all) expect(new Set(perChannel(team))).toEqual(new Set([1]));
    expect(limited()).toBeLessThan(20);
  }, 60_000);

  it("keep to one message a second in a channel", async () => {
    const { team, places } = workspace("Acme", 1);
    await fanOut(Array.from({ length: 40 }, () => places[0] as Place));
    expect(perChannel(team)).toEqual([40]);
    expect(limited()).toBeLessThan(5);
  }, 60_000);

  it("wait together where Slack refused one of them", async () => {
    const { team, places } = workspace("Acme", 1);
    const [place] = places as [Place];
    slack.limit(team, "chat.postMessage", 30);
    const outcomes: unknown[] = [];
    for (const replica of replicas)
      outcomes.push(await replica.post(place, sampleDaily(), { key: "k", repeat: false }));
    expect(outcomes).toMatchObject([{ kind: "failed" }, { kind: "failed" }]);
    expect([limited(), slack.world.calls.length]).toEqual([1, 1]);
  });

  it("take the whole workspace for full once a second channel is refused", async () => {
    const { team, places } = workspace("Acme", 4);
    slack.limit(team, "chat.postMessage", 30, 2);
    for (const [i, place] of places.entries())
      await replicas[i % 2]?.post(place, sampleDaily(), { key: "k", repeat: false });
    expect([limited(), slack.world.calls.length]).toEqual([2, 2]);
  });

  it("let counts have only what results leave", async () => {
    const { team, places } = workspace("Acme", 40);
    await fanOut(places);
    const messages = [...team.state.channels.values()].map(
      ({ id, messages: [first] }): MessageRef => ({ channel: id, message: first?.ts ?? "" }),
    );
    const edits = () => slack.world.calls.filter(({ method }) => method === "chat.update");
    const edit = async (
      replica: number,
      message: MessageRef,
      card: Parameters<(typeof replicas)[0]["edit"]>[2],
    ) => {
      for (;;) {
        const outcome = await replicas[replica]?.edit(`slack:${team.state.id}`, message, card);
        if (outcome?.kind !== "failed") return outcome?.kind;
        if (card.kind !== "result") return "dropped";
        await new Promise((resolve) => setTimeout(resolve, outcome.retryAfter));
      }
    };
    let isOver = false;
    const counting = messages.map(async (message, i) => {
      while (!isOver) await edit(i % 2, message, sampleDaily());
    });
    await found(() => (edits().length > 30 ? true : null), "counts that use up the limit", 20_000);
    const before = edits().length;
    const shown = await Promise.all(messages.map((message, i) => edit(i % 2, message, sampleResult())));
    const during = edits().slice(before).length;
    isOver = true;
    await Promise.all(counting);
    expect(new Set(shown)).toEqual(new Set(["edited"]));
    expect(during).toBeLessThan(messages.length * 1.3);
    expect(limited()).toBeLessThan(20);
  }, 60_000);
});
