import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBot, doJob } from "../../src/engine/bot.ts";
import { createHandlers } from "../../src/engine/handlers.ts";
import { dailyPoints } from "../../src/engine/rules/scoring.ts";
import type { Deps } from "../../src/engine/uses/deps.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { type Fault, faulty } from "./faults.ts";
import { createWorld, type World } from "./world.ts";

/** Does what is due with a failing store, minute after minute, as replicas that die and come back would. */
async function workThrough(world: World, deps: Deps, minutes: number): Promise<void> {
  for (let i = 0; i < minutes; i++) {
    world.sleepTo(new Date(world.now() + 61_000).toISOString());
    const jobs = await world.store.claimDue(10, 60_000);
    for (const job of jobs) await doJob(deps, job).catch(() => {});
  }
}

const fault = fc.constantFrom<Fault>("fine", "fine", "fine", "lost before", "lost after");

describe("a day with interruptions at any point", () => {
  it("posts once, closes once, books each award once and shows the result", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 40 }),
        fc.array(fault, { maxLength: 40 }),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (opening, closing, choices, hasNonce) => {
          const world = createWorld("2026-11-20T07:58:00Z");
          world.platform.hasNonce = hasNonce;
          await createBot(world.deps).daily.set(world.as("admin"), {
            time: "09:00",
            timezone: "Europe/Berlin",
          });
          await workThrough(world, { ...world.deps, store: faulty(world.store, opening) }, 60);

          const { current, windows } = await world.store.readGroup(world.place);
          const round = await world.store.readRound(world.place.team, current ?? "");
          if (round === null) throw new Error("no round was opened");
          expect([windows, round.windowNo]).toEqual([1, 1]);
          expect(world.platform.posts.filter((p) => p.reply.kind === "question")).toHaveLength(1);

          const handlers = createHandlers(world.deps);
          for (const [i, choice] of choices.entries()) {
            const action = { verb: "answer", round: round.id, choice: choice as Choice } as const;
            await handlers.button({ ...world.as(`l${i}`), action });
          }
          world.sleepTo("2026-11-21T07:59:30Z");
          await workThrough(world, { ...world.deps, store: faulty(world.store, closing) }, 80);

          expect((await world.store.readRound(world.place.team, round.id))?.status).toBe("closed");
          expect(world.platform.edits.filter((e) => e.reply.kind === "result").length).toBeGreaterThan(0);
          expect(world.platform.posts.filter((p) => p.reply.kind === "summary")).toHaveLength(1);
          const scope = { group: "g1", topic: null };
          for (const [i, choice] of choices.entries()) {
            const page = await world.store.standings(world.place.team, scope, { kind: "all" }, 0, `l${i}`);
            const right = choice === round.question.key;
            expect(page.own?.points ?? 0).toBe(dailyPoints(round.question.difficulty, right, 1));
            const learner = await world.store.readLearner(world.place, `l${i}`);
            expect(learner.streak).toEqual({ last: 1, length: 1, best: 1 });
            expect(learner.topics[0]).toMatchObject({ answered: 1, right: right ? 1 : 0 });
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("two replicas that do the same close side by side book it once", async () => {
    const world = createWorld("2026-11-20T07:58:00Z");
    await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
    await world.runTo("2026-11-20T08:01:00Z");
    const { current } = await world.store.readGroup(world.place);
    const round = await world.store.readRound(world.place.team, current ?? "");
    if (round === null) throw new Error("no round");
    await world.handlers.button({
      ...world.as("ada"),
      action: { verb: "answer", round: round.id, choice: round.question.key },
    });
    world.sleepTo("2026-11-21T08:00:00Z");
    const job = { kind: "close", place: world.place, round: round.id } as const;
    await Promise.all([doJob(world.deps, job), doJob(world.deps, job), doJob(world.deps, job)]);
    const page = await world.store.standings(
      world.place.team,
      { group: "g1", topic: null },
      { kind: "all" },
      0,
      "ada",
    );
    expect(page.own?.points).toBe(dailyPoints(round.question.difficulty, true, 1));
    expect(world.platform.posts.filter((p) => p.reply.kind === "summary")).toHaveLength(1);
  });
});
