import type { Place } from "../../../src/engine/words/place.ts";
import { createSlack } from "../../../src/platforms/slack/index.ts";
import { createRedisStore } from "../../../src/stores/redis/index.ts";
import { silentMeter } from "../../silent-meter.ts";
import type { SlackStandIn, Workspace } from "../../stand-ins/slack/index.ts";
import { LogBook } from "../harness.ts";
import { sampleDaily } from "../samples.ts";
import { languages, speaking } from "../speaking.ts";
import { hurried, memoryDeps, SIGNING_SECRET } from "./harness.ts";

/** Posts under way at once in one replica. */
const AT_ONCE = 64;

/**
 * Two replicas of a bot that several workspaces installed, each with its own connection to one Redis.
 *
 * @param speed how many times as fast as Slack's the limits' time goes by, on both sides
 */
export async function startReplicas(slack: SlackStandIn, redisUrl: string, speed = 1) {
  const deps = memoryDeps();
  const log = new LogBook();
  slack.world.rates.speed = speed;
  slack.world.rates.underWay = 250;
  const stores = [1, 2].map(() => createRedisStore({ urls: [redisUrl], meter: silentMeter }, log));
  await Promise.all(stores.map((store) => store.connect()));
  const oauth = { ...slack.oauth.app, stateSecret: "a long state secret" };
  const settings = { mode: "http", signingSecret: SIGNING_SECRET, oauth, apiUrl: slack.apiUrl } as const;
  const replicas = stores.map(({ pace }) =>
    speaking(
      createSlack(settings, { ...deps, pace: hurried(pace, speed), languages, log, meter: silentMeter }),
    ),
  );

  async function work(replica: (typeof replicas)[number], waiting: Place[]): Promise<void> {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      const outcome = await replica.post(place, sampleDaily(), { key: place.group, repeat: false });
      if (outcome.kind === "posted") continue;
      if (outcome.kind !== "failed") throw new Error(`a post ended as ${outcome.kind}`);
      await new Promise((resolve) => setTimeout(resolve, outcome.retryAfter));
      waiting.push(place);
    }
  }

  return {
    replicas,

    /** A workspace that installed the bot, with so many channels. */
    workspace(name: string, channels: number): { team: Workspace; places: Place[] } {
      const team = slack.addWorkspace(name);
      const { id, token, botUser } = team.state;
      const bot = { token, userId: botUser, id: "B1", scopes: [] };
      deps.saved.set(id, JSON.stringify({ team: { id }, bot, user: { id: "U1" }, authVersion: "v2" }));
      const places = Array.from({ length: channels }, (_, i) => ({
        team: `slack:${id}` as const,
        group: team.addChannel(`c${i}`).id,
      }));
      return { team, places };
    },

    /** Posts to all of them by both replicas; what a limit holds back is tried again when it says. */
    async fanOut(places: readonly Place[]): Promise<void> {
      const waiting = [...places];
      const workers = replicas.flatMap((replica) =>
        Array.from({ length: AT_ONCE }, () => work(replica, waiting)),
      );
      await Promise.all(workers);
    },

    async close(): Promise<void> {
      await Promise.all(replicas.map((replica) => replica.stop()));
      await Promise.all(stores.map((store) => store.close()));
    },
  };
}
