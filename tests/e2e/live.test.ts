import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Place } from "../../src/engine/words/place.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { DiscordStandIn } from "../stand-ins/discord/index.ts";
import { startSlack } from "../stand-ins/slack/index.ts";
import { buttonsOf } from "../stand-ins/slack/member.ts";
import type { Message } from "../stand-ins/slack/state.ts";
import { startBot, type TestBot, TestTime, until } from "./bot.ts";

const MEMBERS = 30;
const QUESTIONS = 10;
/** Milliseconds between two updates of a count, as in production. */
const COUNTS = 3_000;

/** A message as the first member sees it. */
interface Seen {
  id: string;
  text: string;
  buttons: readonly string[];
  isPrivate: boolean;
}

/** A platform with its members, who are known by their numbers; 0 begins the live round. */
interface Stage {
  place: Place;
  start(): Promise<TestBot>;
  begin(): Promise<void>;
  idOf(member: number): string;
  seenBy(member: number): readonly Seen[];
  press(member: number, id: string, label: string): Promise<void>;
  /** The connection breaks, as a network does; where what is pressed meanwhile gets lost, it stands again. */
  cut(): Promise<void>;
  violations(): readonly unknown[];
  stop(): Promise<void>;
}

let redis: RedisServer;
let time: TestTime;
let bots: TestBot[];
let stage: Stage | null;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());
beforeEach(() => {
  time = new TestTime();
  bots = [];
  stage = null;
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await stage?.stop();
});

async function onDiscord(): Promise<Stage> {
  const discord = await DiscordStandIn.start({ identifyEvery: 0 });
  const members = Array.from({ length: MEMBERS }, (_, i) => discord.addMember(`Member ${i}`));
  const channel = discord.general.id;
  const of = (i: number) => members[i] ?? members[0]!;
  return {
    place: { team: `discord:${of(0).guild.id}`, group: channel },
    start: () =>
      startBot(
        { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, REDIS_URL: redis.url },
        time,
        COUNTS,
      ),
    begin: async () => {
      of(0).command(channel, "dlq-live", null, { topic: "cnn", rounds: `${QUESTIONS}`, seconds: "60" });
    },
    idOf: (i) => of(i).user.id,
    seenBy: (i) =>
      of(i)
        .sees(channel)
        .map((m) => ({ id: m.id, text: m.text, buttons: m.buttons, isPrivate: m.private })),
    press: async (i, id, label) => {
      of(i).press(channel, id, label);
    },
    cut: async () => discord.gateway.cut(),
    violations: () => discord.violations,
    stop: () => discord.stop(),
  };
}

async function onSlack(): Promise<Stage> {
  const slack = await startSlack();
  const team = slack.addWorkspace("Acme");
  const members = Array.from({ length: MEMBERS }, (_, i) => team.addMember(`Member ${i}`));
  const channel = team.addChannel("study");
  const of = (i: number) => members[i] ?? members[0]!;
  const messages = new Map<string, Message>();
  return {
    place: { team: `slack:${team.state.id}`, group: channel.id },
    start: () =>
      startBot(
        {
          ...{ SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken },
          ...{ SLACK_API_URL: slack.apiUrl, REDIS_URL: redis.url },
        },
        time,
        COUNTS,
      ),
    begin: () => of(0).type(channel, `live cnn rounds:${QUESTIONS} seconds:60`),
    idOf: (i) => of(i).id,
    seenBy: (i) =>
      of(i)
        .sees(channel)
        .map((m) => {
          messages.set(m.ts, m);
          return {
            id: m.ts,
            text: `${m.text} ${JSON.stringify(m.blocks)}`,
            buttons: buttonsOf(m).map(({ label }) => label),
            isPrivate: m.onlyFor !== null,
          };
        }),
    press: async (i, id, label) => {
      const message = messages.get(id);
      if (message === undefined) throw new Error("nobody saw it");
      await of(i).press(message, label);
    },
    cut: async () => {
      const before = new Set(slack.deliveries.sockets);
      slack.dropSockets();
      await until("a new connection", () => [...slack.deliveries.sockets].some((one) => !before.has(one)));
    },
    violations: () => slack.violations,
    stop: () => slack.close(),
  };
}

describe.each([
  ["Discord", onDiscord],
  ["Slack", onSlack],
] as const)("a live round on %s", (_name, open) => {
  it("asks thirty members ten questions over a restart and a dropped connection, and books each answer once", async () => {
    const on = await open();
    stage = on;
    const start = async () => {
      bots = [await on.start()];
      return bots[0]!;
    };
    let bot = await start();
    const everybody = Array.from({ length: MEMBERS }, (_, i) => i);
    /** Lets seconds pass until a member sees something. */
    async function comes(what: string, isIt: (m: Seen) => boolean): Promise<Seen> {
      const here = () => on.seenBy(1).findLast(isIt);
      for (let i = 0; i < 60 && here() === undefined; i++) {
        time.moveTo(time.now() + 1_000);
        await bot.work();
      }
      return until(what, here);
    }
    const round = async (): Promise<string> => {
      const found = await bot.app.store.readDocument(on.place.team, { kind: "live", id: on.place.group });
      return found === null ? "" : (JSON.parse(found.value).rounds.at(-1) ?? "");
    };
    const answered = async () => bot.app.store.answeredCount(on.place.team, await round());

    await on.begin();
    const lobby = await comes("the lobby", (m) => m.buttons.includes("Join"));
    await Promise.all(everybody.map((i) => on.press(i, lobby.id, "Join")));
    await vi.waitFor(
      async () =>
        expect(await bot.app.store.listDocuments(on.place.team, "live-player")).toHaveLength(MEMBERS),
      { timeout: 10_000 },
    );
    await on.press(0, lobby.id, "Start");
    for (let number = 1; number <= QUESTIONS; number++) {
      const title = `question ${number} of ${QUESTIONS}`;
      const question = await comes(title, (m) => m.text.includes(title));
      await on.press(0, question.id, "A");
      await vi.waitFor(async () => expect(await answered()).toBe(1), { timeout: 10_000 });
      if (number === 3) {
        await bot.stop();
        bot = await start();
      }
      if (number === 6) await on.cut();
      // Whoever was not heard presses again; the first answer counts.
      await vi.waitFor(
        async () => {
          const press = (i: number) => on.press(i, question.id, i % 3 === 0 ? "A" : "B");
          if ((await answered()) < MEMBERS) await Promise.allSettled(everybody.map(press));
          await vi.waitFor(async () => expect(await answered()).toBe(MEMBERS), { timeout: 2_000 });
        },
        { timeout: 20_000, interval: 100 },
      );
      const end = `result ${number} of ${QUESTIONS}`;
      const result = await comes(end, (m) => m.text.includes(end));
      expect(result.id).toBe(question.id);
      expect(result.text).toContain(`${MEMBERS} answered`);
    }
    const podium = await comes("the podium", (m) => m.text.includes("the podium"));
    expect(podium.text).toContain("The hardest moments");
    expect(on.seenBy(1).filter((m) => !m.isPrivate && m.text.includes("Live round"))).toHaveLength(
      QUESTIONS + 2,
    );
    for (const i of everybody) {
      const { topics } = await bot.app.store.readLearner(on.place, on.idOf(i));
      expect(topics.reduce((sum, topic) => sum + topic.answered, 0)).toBe(QUESTIONS);
    }
    expect(on.violations()).toEqual([]);
  });
});
