import fc from "fast-check";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withdrawing } from "../../src/bank/withdrawn.ts";
import { cardOf } from "../../src/cards/index.ts";
import { doJob } from "../../src/engine/bot.ts";
import { DAILY_POINTS, dailyPoints, PRACTICE_POINTS } from "../../src/engine/rules/scoring.ts";
import type { Deps } from "../../src/engine/uses/deps.ts";
import { lookAtItems } from "../../src/engine/uses/withdrawals.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Decision } from "../../src/engine/words/report.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { dealt } from "../dealt.ts";
import { languages } from "../platforms/speaking.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { type Fault, faulty } from "./faults.ts";
import { createWorld, said, type World } from "./world.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const MINUTE = 60_000;
let redis: RedisServer;
let client: Redis;
const opened: RedisStore[] = [];
beforeAll(async () => {
  redis = await startRedis();
  client = new Redis(redis.url);
});
afterAll(async () => {
  await Promise.all(opened.map((store) => store.close()));
  client.disconnect();
  await redis.stop();
});

const STORES: Readonly<Record<string, { runs: number; world: () => Promise<World> }>> = {
  embedded: { runs: 60, world: async () => createWorld("2026-11-20T07:58:00Z") },
  Redis: {
    runs: 6,
    world: async () => {
      await client.flushall();
      const open = (clock: () => number) => {
        const store = createRedisStore(
          { urls: [redis.url], clockOffset: () => clock() - Date.now() },
          SILENT,
        );
        opened.push(store);
        return store;
      };
      const world = createWorld("2026-11-20T07:58:00Z", open);
      await opened.at(-1)?.connect();
      return world;
    },
  },
};

/** What replicas do each minute: look at what was decided, and do what is due; each may die at any step. */
async function workThrough(world: World, deps: Deps, minutes: number, step = 61_000): Promise<void> {
  for (let i = 0; i < minutes; i++) {
    world.sleepTo(new Date(world.now() + step).toISOString());
    await lookAtItems(deps, () => {}).catch(() => {});
    for (const job of await world.store.claimDue(20, MINUTE)) await doJob(deps, job).catch(() => {});
  }
}

async function opensDaily(world: World): Promise<Round> {
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.runTo("2026-11-20T08:01:00Z");
  const { current } = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, current ?? "");
  if (round === null) throw new Error("no round");
  return round;
}

const press = (world: World, learner: string, round: string, choice: Choice) =>
  world.handlers.button({ ...world.as(learner), action: { verb: "answer", round, choice } });

const retired = (round: Round, at: number, over: Partial<Decision> = {}): Decision => ({
  ...{ item: round.question.itemId, version: dealt(round).version, what: "retired", wrongKey: true },
  ...{ by: "operator", at, ...over },
});

const textOf = (reply: Reply) =>
  JSON.stringify(cardOf(reply, { words: languages.of("en"), can: () => true }));

const posts = (world: World) =>
  world.platform.posts.map(({ reply }) => said(reply)).filter((text) => text.includes("had a wrong answer"));

async function pointsOf(
  world: World,
  learner: string,
): Promise<{ board: number; earned: number; listed: number }> {
  const { boards, earned, answers } = await world.store.exportLearner(world.place.team, learner);
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((a, b) => a + (b ?? 0), 0);
  return {
    board: boards["g1|*|all|"] ?? 0,
    earned: sum(Object.values(earned)),
    listed: sum(Object.values(answers).map(({ points }) => points)),
  };
}

const fault = fc.constantFrom<Fault>("fine", "fine", "fine", "fine", "lost before", "lost after");

for (const [name, { runs, world: make }] of Object.entries(STORES))
  describe(`a key that turned out wrong (${name})`, () => {
    it("gives everybody who answered the points of a right answer, once, wherever it is interrupted", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }),
          fc.array(fc.nat(3), { maxLength: 30 }),
          fc.array(fault, { maxLength: 60 }),
          fc.boolean(),
          async (daily, practised, faults, early) => {
            const world = await make();
            const round = await opensDaily(world);
            const { difficulty } = round.question;
            for (const [i, choice] of daily.entries())
              await press(world, `l${i}`, round.id, choice as Choice);
            const decide = () => world.store.decide(retired(round, world.now()));
            const shaky = { ...world.deps, store: faulty(world.store, faults) };
            if (early) {
              // While it is open nobody reads that its key is wrong.
              await decide();
              await workThrough(world, world.deps, 3);
              expect(posts(world)).toEqual([]);
            }
            world.sleepTo("2026-11-21T08:00:30Z");
            await workThrough(world, world.deps, 3);
            const { seed } = round;
            const practice = { ...round, id: "p1", mode: "practice", seed, status: "open" } as const;
            const now = world.now();
            await world.store.addPractice({
              ...{ ...practice, opensAt: now, closesAt: now + 5 * MINUTE, closedAt: null, windowNo: null },
              ...{ message: null, salt: "", commitment: "", answers: "buttons", thread: "off", ping: null },
            });
            for (const [i, choice] of practised.entries())
              await press(world, `l${i}`, "p1", choice as Choice);
            if (!early) await decide();
            await workThrough(world, shaky, 90);
            await decide();
            await workThrough(world, world.deps, 30);

            for (let i = 0; i < Math.max(daily.length, practised.length); i++) {
              const ofDaily = i < daily.length ? dailyPoints(difficulty, true, 1) : 0;
              const ofPractice = i < practised.length ? PRACTICE_POINTS[difficulty] : 0;
              const all = ofDaily + ofPractice;
              const found = await pointsOf(world, `l${i}`);
              expect(found, `l${i}`).toEqual({ board: all, earned: all, listed: ofPractice });
              const { topics } = await world.store.readLearner(world.place, `l${i}`);
              expect(topics[0]?.right).toBe(topics[0]?.answered);
            }
            expect(posts(world)).toHaveLength(practised.length > 0 ? 2 : 1);
          },
        ),
        { numRuns: runs },
      );
    }, 120_000);

    it("strikes the mistake out of what somebody is thought to remember", async () => {
      const world = await make();
      const round = await opensDaily(world);
      const wrong = ((dealt(round).key + 1) % 4) as Choice;
      await press(world, "ada", round.id, wrong);
      await press(world, "ben", round.id, dealt(round).key);
      world.sleepTo("2026-11-21T08:00:30Z");
      await workThrough(world, world.deps, 3);
      const reviewsOf = async (learner: string) =>
        [...(await world.store.readReviews(world.place.team, learner)).concepts.values()].flatMap(
          ({ reviews }) => reviews,
        );
      expect(await reviewsOf("ada")).toHaveLength(1);
      await world.store.decide(retired(round, world.now()));
      await workThrough(world, world.deps, 10);
      expect(await reviewsOf("ada")).toEqual([]);
      expect(await reviewsOf("ben")).toHaveLength(1);
    });

    it("is named as right no longer: neither by its result nor to whoever looks at their answer", async () => {
      const world = await make();
      const round = await opensDaily(world);
      const wrong = ((dealt(round).key + 1) % 4) as Choice;
      await press(world, "ada", round.id, wrong);
      world.sleepTo("2026-11-21T08:00:30Z");
      await workThrough(world, world.deps, 3);
      const shown = () => {
        const edit = world.platform.edits.findLast(
          ({ reply }) => reply.kind === "result" && reply.roundId === round.id,
        );
        return edit === undefined ? "" : textOf(edit.reply);
      };
      const mine = async () =>
        textOf(
          (await world.handlers.button({
            ...world.as("ada"),
            action: { verb: "mine", round: round.id },
          })) as Reply,
        );
      expect([shown(), await mine()]).toEqual([
        expect.stringContaining("Correct answer"),
        expect.stringContaining("because it is right"),
      ]);
      const { bank, withdraw } = withdrawing(world.deps.bank);
      world.deps.bank = bank;
      await world.store.decide(retired(round, world.now()));
      withdraw(new Set([round.question.itemId]));
      await workThrough(world, world.deps, 10);
      for (const text of [shown(), await mine()]) {
        expect(text).toContain("This question was withdrawn");
        expect(text).not.toMatch(/Correct answer|because it is right/);
      }
      expect(posts(world)).toHaveLength(1);
      // Whoever has to look for it looks no further back than to its question.
      const told = world.platform.posts.find(({ options }) => options.key === `${round.id}-refund`);
      expect(told?.options.age).toBeLessThanOrEqual(world.now() - round.opensAt);
    });

    it("is named as right no longer among somebody's mistakes, from the decision on", async () => {
      const world = await make();
      const round = await opensDaily(world);
      await press(world, "ada", round.id, ((dealt(round).key + 1) % 4) as Choice);
      world.sleepTo("2026-11-21T08:00:30Z");
      await workThrough(world, world.deps, 3);
      const mistakes = async () => textOf(await world.bot.mistakes(world.as("ada")));
      expect(await mistakes()).toContain("because it is right");
      await world.store.decide(retired(round, world.now()));
      expect(await mistakes()).toContain("its question is no longer in the bank");
      expect(await mistakes()).not.toMatch(/Correct answer|because it is right/);
    });

    it("is named nowhere where it was decided before the close, also not below the next question", async () => {
      const world = await make();
      const round = await opensDaily(world);
      await press(world, "ada", round.id, 0);
      await world.store.decide(retired(round, world.now()));
      world.sleepTo("2026-11-21T08:00:30Z");
      await workThrough(world, world.deps, 10);
      const results = world.platform.edits.flatMap(({ reply }) => (reply.kind === "result" ? [reply] : []));
      expect(results.length).toBeGreaterThan(0);
      expect(results.every(({ withdrawn }) => withdrawn)).toBe(true);
      const next = world.platform.posts.findLast(({ reply }) => reply.kind === "question")?.reply;
      expect(next).toMatchObject({ kind: "question", previous: null });
    });

    it("is told to whoever reported it, once of each decision; a released question brings no points", async () => {
      const world = await make();
      const round = await opensDaily(world);
      const wrong = ((dealt(round).key + 1) % 4) as Choice;
      await press(world, "ada", round.id, wrong);
      await world.bot.report(world.as("ada"), "two of them are right");
      world.sleepTo("2026-11-21T08:00:30Z");
      await workThrough(world, world.deps, 3);
      for (const over of [
        { what: "quarantined", wrongKey: false },
        { what: "released", wrongKey: false },
      ] as const) {
        await world.store.decide(retired(round, world.now(), over));
        await workThrough(world, world.deps, 8);
      }
      const told = () =>
        world.platform.told.filter(({ learner }) => learner === "ada").map(({ reply }) => said(reply));
      expect(told()).toEqual([
        expect.stringContaining("It is looked into, and not asked meanwhile."),
        expect.stringContaining("goes on as it is"),
      ]);
      expect([posts(world), (await pointsOf(world, "ada")).board]).toEqual([[], 0]);
      await world.store.decide(retired(round, world.now()));
      await workThrough(world, world.deps, 8);
      expect(told().slice(2)).toEqual([expect.stringContaining("taken out")]);
      expect((await pointsOf(world, "ada")).board).toBe(DAILY_POINTS[round.question.difficulty] + 1);
    });

    it("is told in a channel that takes no message then once it lets the bot in, and points come at once", async () => {
      const world = await make();
      const round = await opensDaily(world);
      await press(world, "ada", round.id, ((round.question as { key: Choice }).key + 1) as Choice);
      world.sleepTo("2026-11-21T07:58:00Z");
      await world.bot.daily.close(world.as("admin"));
      await workThrough(world, world.deps, 1);
      await world.store.decide(retired(round, world.now()));
      const out = { kind: "refused", reason: "not-a-member", missing: [] } as const;
      world.platform.nextPosts = Array.from({ length: 50 }, () => out);
      await workThrough(world, world.deps, 3);
      expect((await pointsOf(world, "ada")).board).toBe(dailyPoints(round.question.difficulty, true, 1));
      expect(await world.store.readGroup(world.place)).toMatchObject({ paused: { reason: "not-a-member" } });
      world.platform.nextPosts = [];
      await world.handlers.letIn(world.place);
      await workThrough(world, world.deps, 20);
      expect(posts(world)).toHaveLength(1);
    });

    it("does not reach whoever asked to be forgotten", async () => {
      const world = await make();
      const round = await opensDaily(world);
      await press(world, "ada", round.id, ((dealt(round).key + 1) % 4) as Choice);
      await world.bot.report(world.as("ada"), "two of them are right");
      world.sleepTo("2026-11-21T08:00:30Z");
      await workThrough(world, world.deps, 3);
      await world.store.decide(retired(round, world.now()));
      await lookAtItems(world.deps, () => {});
      await world.store.forgetLearner(world.place.team, "ada");
      await workThrough(world, world.deps, 8);
      expect(world.platform.told.filter(({ learner }) => learner === "ada")).toEqual([]);
      expect((await pointsOf(world, "ada")).board).toBe(0);
    });
  });
