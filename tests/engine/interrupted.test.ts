import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBot, doJob } from "../../src/engine/bot.ts";
import { createHandlers } from "../../src/engine/handlers.ts";
import type { Store } from "../../src/engine/ports/store.ts";
import { dailyPoints } from "../../src/engine/rules/scoring.ts";
import type { Deps } from "../../src/engine/uses/deps.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
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
            const right = choice === dealt(round).key;
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

  /** A question that has closed, with answers of so many that they come in pages, and its due close. */
  async function closing(count: number, hasNonce = true) {
    const world = createWorld("2026-11-20T07:58:00Z");
    world.platform.hasNonce = hasNonce;
    await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
    await world.runTo("2026-11-20T08:01:00Z");
    const { current } = await world.store.readGroup(world.place);
    const round = await world.store.readRound(world.place.team, current ?? "");
    if (round === null) throw new Error("no round");
    for (let i = 0; i < count; i++) {
      const choice = (i % 3 === 0 ? dealt(round).key : (dealt(round).key + 1) % 4) as Choice;
      const answer = { learner: `l${i}`, name: `Name ${i}`, choice, via: "button" } as const;
      await world.store.recordAnswer(world.place, round.id, answer, null);
    }
    world.sleepTo("2026-11-21T08:00:00Z");
    return { world, round, job: { kind: "close", place: world.place, round: round.id } as const };
  }
  const booked = async ({ store, place }: World) => [
    await store.groupTotals(place.team, { kind: "all" }),
    await store.standings(place.team, { group: "g1", topic: null }, { kind: "all" }, 200, null),
    await Promise.all([0, 24, 25, 99, 100, 119].map((i) => store.readLearner(place, `l${i}`))),
  ];

  it("of a close, before or after any step of any page, books each learner once and shows the same", async () => {
    const whole = await closing(120);
    await doJob(whole.world.deps, whole.job);
    const expected = await booked(whole.world);
    const shownOf = (world: World) => [
      world.platform.edits.map(({ reply }) => reply).filter(({ kind }) => kind === "result"),
      world.platform.posts.map(({ reply }) => reply).filter(({ kind }) => kind === "summary"),
    ];
    const [result, summary] = shownOf(whole.world);
    expect([result, summary]).toMatchObject([
      [{ answered: 120, right: { more: 20 } }],
      [{ top: { length: 5 } }],
    ]);
    for (const lost of ["lost before", "lost after"] as const) {
      for (let step = 0; ; step++) {
        const { world, round, job } = await closing(120, false);
        const faults: Fault[] = [...Array.from({ length: step }, () => "fine" as const), lost];
        await doJob({ ...world.deps, store: faulty(world.store, faults) }, job).catch(() => {});
        const isThrough = faults.length > 0;
        for (let tries = 0; tries < 3; tries++) {
          world.sleepTo(new Date(world.now() + 61_000).toISOString());
          await world.work();
        }
        expect((await world.store.readRound(world.place.team, round.id))?.status).toBe("closed");
        expect(await booked(world), `${lost} ${step}`).toEqual(expected);
        expect(shownOf(world)[1], `${lost} ${step}`).toHaveLength(1);
        if (isThrough) break;
      }
    }
  });

  it("a close asks the store for a page at a time, however many have answered", async () => {
    const sizes = async (count: number) => {
      const { world, job } = await closing(count);
      const most = { read: 0, booked: 0, named: 0, calls: 0 };
      const { store } = world;
      const counting: Store = Object.assign(Object.create(store), {
        readAnswers: async (...args: Parameters<Store["readAnswers"]>) => {
          const page = await store.readAnswers(...args);
          most.read = Math.max(most.read, page.answers.length);
          return page;
        },
        awardPage: (...args: Parameters<Store["awardPage"]>) => {
          most.booked = Math.max(most.booked, args[2].awards.length);
          most.calls++;
          return store.awardPage(...args);
        },
        shownNames: (...args: Parameters<Store["shownNames"]>) => {
          most.named = Math.max(most.named, args[2]);
          return store.shownNames(...args);
        },
      });
      await doJob({ ...world.deps, store: counting }, job);
      const [result] = world.platform.edits.map(({ reply }) => reply);
      expect(result).toMatchObject({
        kind: "result",
        answered: count,
        right: { more: Math.ceil(count / 3) - 20 },
      });
      return most;
    };
    expect(await sizes(120)).toEqual({ read: 120, booked: 25, named: 20, calls: 5 });
    expect(await sizes(1_500)).toEqual({ read: 1_000, booked: 25, named: 20, calls: 61 });
  });

  it("two replicas that do a close of many pages side by side, in any order of their steps, book it once", async () => {
    const whole = await closing(120);
    await doJob(whole.world.deps, whole.job);
    const expected = await booked(whole.world);
    const hops = fc.array(fc.nat(6), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(hops, hops, async (one, two) => {
        const { world, job } = await closing(120);
        await Promise.all(
          [one, two].map((slow) => doJob({ ...world.deps, store: faulty(world.store, [], slow) }, job)),
        );
        expect(await booked(world)).toEqual(expected);
        expect(world.platform.posts.filter(({ reply }) => reply.kind === "summary")).toHaveLength(1);
      }),
      { numRuns: 15 },
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
      action: { verb: "answer", round: round.id, choice: dealt(round).key },
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
