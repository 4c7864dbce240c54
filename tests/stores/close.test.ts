import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { doJob } from "../../src/engine/bot.ts";
import { DAILY_POINTS } from "../../src/engine/rules/scoring.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { type Fault, faulty } from "../engine/faults.ts";
import { createWorld } from "../engine/world.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { makeRound } from "./fixtures.ts";
import { redisHarness } from "./harness.ts";

const LEARNERS = 80;
const PLACE = { team: "web:local", group: "g1" } as const;

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis(["--appendonly", "no"]);
});
afterAll(() => server.stop());

const dying = fc.array(
  fc.record({ after: fc.nat(9), fault: fc.constantFrom<Fault>("lost before", "lost after") }),
  { maxLength: 6 },
);

describe("a close on Redis", () => {
  it("whose replicas die at any step, two at a time, books each learner once and is shown once", async () => {
    await fc.assert(
      fc.asyncProperty(dying, dying, async (one, two) => {
        const { store, now, close } = await redisHarness([server.url]);
        const world = createWorld(new Date(now()).toISOString(), () => store);
        await store.openWindow(makeRound({ id: "r1", opensAt: now(), place: PLACE }), {
          version: 0,
          next: null,
          forget: [],
        });
        await store.confirmPosted(PLACE.team, "r1", { channel: "g1", message: "m1" });
        const answers = Array.from({ length: LEARNERS }, (_, i) => ({
          learner: `l${i}`,
          name: `Name ${i}`,
          choice: (i % 4) as Choice,
          via: "button" as const,
        }));
        await Promise.all(answers.map((answer) => store.recordAnswer(PLACE, "r1", answer, null)));
        await store.freezeRound(PLACE.team, "r1", true);
        const job = { kind: "close", place: PLACE, round: "r1" } as const;
        const replica = async (deaths: readonly { after: number; fault: Fault }[]) => {
          for (const { after, fault } of deaths) {
            const faults: Fault[] = [...Array.from({ length: after }, () => "fine" as const), fault];
            await doJob({ ...world.deps, store: faulty(store, faults) }, job).catch(() => {});
          }
          await doJob(world.deps, job);
        };
        await Promise.all([replica(one), replica(two)]);
        expect((await store.readRound(PLACE.team, "r1"))?.status).toBe("closed");
        const right = LEARNERS / 4;
        const points = right * (DAILY_POINTS.medium + 1);
        expect(await store.groupTotals(PLACE.team, { kind: "all" })).toEqual([
          { group: "g1", points, active: right },
        ]);
        for (const { learner, choice } of answers.slice(0, 8)) {
          expect(await store.readLearner(PLACE, learner)).toMatchObject({
            streak: { last: 1, length: 1 },
            topics: [{ topic: "cnn", right: choice === 1 ? 1 : 0, answered: 1 }],
          });
        }
        expect(world.platform.posts.filter(({ reply }) => reply.kind === "summary")).toHaveLength(1);
        await close();
      }),
      { numRuns: 12 },
    );
  });
});
