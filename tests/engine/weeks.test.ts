import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBot, doJob } from "../../src/engine/bot.ts";
import { createHandlers } from "../../src/engine/handlers.ts";
import { localDate } from "../../src/engine/rules/calendar.ts";
import { dailyPoints } from "../../src/engine/rules/scoring.ts";
import { extendStreak } from "../../src/engine/rules/streak.ts";
import type { Streak } from "../../src/engine/words/board.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { dealt } from "../dealt.ts";
import { type Fault, faulty, hesitate } from "./faults.ts";
import { observed } from "./observed.ts";
import { createWorld, DAY, HOUR, type World } from "./world.ts";

const MINUTE = 60_000;
const LEARNERS = ["ada", "ben", "chidi"];
const ZONES = ["Europe/Berlin", "Pacific/Kiritimati", "America/Havana", "Pacific/Pago_Pago"];

const COMMANDS = ["pause", "resume", "resume", "skip", "now", "now", "close", "off", "status"] as const;

const fault = fc.constantFrom<Fault>("fine", "fine", "fine", "lost before", "lost after");
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("run" as const), hours: fc.integer({ min: 1, max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("sleep" as const), hours: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      who: fc.constantFrom(...LEARNERS),
      choice: fc.nat(3),
      by: fc.constantFrom("button" as const, "command" as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("command" as const),
      name: fc.constantFrom(...COMMANDS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("set" as const),
      change: fc.record(
        {
          time: fc.constantFrom("00:15", "09:00", "23:40"),
          timezone: fc.constantFrom(...ZONES),
          days: fc.constantFrom([1, 2, 3, 4, 5, 6, 7] as const, [1, 4] as const, [6, 7] as const),
          openFor: fc.constantFrom("auto" as const, 30, 600),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("together" as const),
      names: fc.array(fc.constantFrom(...COMMANDS), { minLength: 1, maxLength: 3 }),
      hops: fc.array(fc.nat(25), { minLength: 20, maxLength: 60, size: "max" }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("out" as const, "in" as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("left" as const, "joined" as const, "gone" as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("trouble" as const),
      posts: fc.array(fc.constantFrom("failed", "unsure", "up but unsure", "refused"), { maxLength: 4 }),
      edits: fc.nat(4),
      faults: fc.array(fault, { maxLength: 12 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(world: World, steps: readonly Step[]) {
  const { windows, lost } = observed(world);
  const faults: Fault[] = [];
  const hops: number[] = [];
  world.platform.delay = () => hesitate(hops);
  const deps = { ...world.deps, store: faulty(world.store, faults, hops) };
  const bot = createBot(deps);
  const handlers = createHandlers(deps);
  const admin = () => world.as("admin");
  const advance = async (ms: number) => {
    const until = world.now() + ms;
    while (world.now() < until) {
      world.sleepTo(new Date(Math.min(until, world.now() + 20 * MINUTE)).toISOString());
      for (let i = 0; i < 3; i++) {
        const jobs = await world.store.claimDue(10, MINUTE);
        await Promise.allSettled(jobs.map((job) => doJob(deps, job)));
      }
    }
  };
  let worked = world.now();
  /** Not for long enough to lose the answers of a round that is not shown yet: they are kept for nine days. */
  const sleepTo = async (at: number) => {
    const { team } = world.place;
    const rounds = await Promise.all(
      [...windows.values()].map(({ round }) => world.store.readRound(team, round.id)),
    );
    const waiting = rounds.flatMap((round) =>
      round === null || round.status === "closed" ? [] : [round.opensAt],
    );
    if (at < Math.min(worked, ...waiting) + 6 * DAY) world.sleepTo(new Date(at).toISOString());
  };
  const one = async (current: Step) => {
    switch (current.do) {
      case "run":
        await advance(current.hours * HOUR);
        worked = world.now();
        return;
      case "sleep":
        return sleepTo(world.now() + current.hours * HOUR);
      case "answer": {
        const { who, by } = current;
        const choice = current.choice as Choice;
        const round = (await world.store.readGroup(world.place)).current ?? "";
        if (by === "command") return bot.answer(world.as(who), choice);
        return handlers.button({ ...world.as(who), action: { verb: "answer", round, choice } });
      }
      case "command":
        return bot.daily[current.name](admin());
      case "together": {
        // At the very moment at which the next window opens and the one before closes.
        const { next } = await world.store.readGroup(world.place);
        if (next !== null) await sleepTo(Math.max(world.now(), next.at));
        const jobs = await world.store.claimDue(10, MINUTE);
        hops.push(...current.hops);
        await Promise.allSettled([
          ...current.names.map((name) => bot.daily[name](admin())),
          ...jobs.map((job) => doJob(deps, job)),
        ]);
        hops.length = 0;
        return;
      }
      case "set":
        return bot.daily.set(admin(), current.change);
      case "left":
        return handlers.left(world.place.team);
      case "joined":
        return handlers.joined(world.place.team);
      case "out":
        for (let i = 0; i < 5; i++) world.platform.nextEdits.push({ kind: "barred", detail: "out" });
        return handlers.shutOut(world.place, say("slack.how.invite", { code: { code: "/invite" } }));
      case "in":
        return handlers.letIn(world.place);
      case "gone":
        return handlers.channelGone(world.place);
      case "trouble":
        lost.push(...current.posts);
        faults.push(...current.faults);
        for (let i = 0; i < current.edits; i++)
          world.platform.nextEdits.push({ kind: "failed", detail: "503", retryAfter: 1000 });
        return;
      default:
        return current satisfies never;
    }
  };
  for (const current of steps) await Promise.resolve(one(current)).catch(() => {});
  lost.length = 0;
  faults.length = 0;
  world.platform.nextEdits.length = 0;
  return { windows, advance };
}

describe("weeks of whatever managers, members, platforms and stores do", () => {
  it("open each date once, close every window, and count every answer in it once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 60, size: "max" }),
        fc.boolean(),
        async (steps, hasNonce) => {
          const world = createWorld("2026-10-20T07:58:00Z");
          world.platform.hasNonce = hasNonce;
          await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
          const { windows, advance } = await play(world, steps);

          // All is well again: a question a day, whatever came before.
          await world.bot.daily.set(world.as("admin"), {
            time: "12:00",
            timezone: "UTC",
            days: [1, 2, 3, 4, 5, 6, 7],
            openFor: "auto",
          });
          await world.bot.daily.resume(world.as("admin"));
          await advance(2 * DAY);
          const before = windows.size;
          const { schedule } = await world.store.readGroup(world.place);
          const noon = Date.parse(`${localDate(world.now() + DAY / 2, "UTC")}T12:00:00Z`);
          const dates = [0, 1, 2].map((day) => localDate(noon + day * DAY, "UTC"));
          const asked = dates.filter((date) => !schedule?.skipped.includes(date));
          await advance(3 * DAY);
          expect(windows.size - before).toBe(asked.length);
          await world.bot.daily.off(world.as("admin"));
          await advance(7 * DAY);
          expect(await world.store.claimDue(10, MINUTE)).toEqual([]);

          const all = [...windows.values()];
          expect(all.map(({ round }) => round.windowNo)).toEqual(all.map((_, i) => i + 1));
          const opened = all.map(({ round }) => round.date);
          expect(opened).toEqual([...new Set(opened)].sort());
          const points = new Map<string, number>();
          const streaks = new Map<string, Streak>();
          for (const { round, answers } of all) {
            const shown = world.platform.edits.filter((e) => e.message.message === round.message?.message);
            expect(shown.at(-1)?.reply).toMatchObject({
              kind: "result",
              roundId: round.id,
              answered: answers.size,
            });
            const summaries = world.platform.posts.filter(
              (p) => p.thread?.message === round.message?.message,
            );
            expect(summaries).toHaveLength(1);
            for (const [learner, choice] of answers) {
              const streak = extendStreak(streaks.get(learner) ?? null, round.windowNo ?? 0);
              const earned = dailyPoints(
                round.question.difficulty,
                choice === dealt(round).key,
                streak.length,
              );
              streaks.set(learner, streak);
              points.set(learner, (points.get(learner) ?? 0) + earned);
            }
          }
          for (const learner of LEARNERS) {
            const scope = { group: world.place.group, topic: null };
            const page = await world.store.standings(world.place.team, scope, { kind: "all" }, 0, learner);
            expect(page.own?.points ?? 0).toBe(points.get(learner) ?? 0);
            const { streak } = await world.store.readLearner(world.place, learner);
            expect(streak).toEqual(streaks.get(learner) ?? null);
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);
});
