import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { LearnerReviews, Store } from "../../src/engine/ports/store.ts";
import type { Review } from "../../src/learning/review.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { TEAM } from "./fixtures.ts";
import { redisHarness, START, type StoreHarness } from "./harness.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const DAY = 86_400_000;

let harness: StoreHarness;
let other: Store;
beforeAll(async () => {
  const urls = [inject("redisUrl")];
  harness = await redisHarness(urls);
  const second = createRedisStore({ urls }, SILENT);
  await second.connect();
  other = second;
});
afterAll(async () => {
  await other.close();
  await harness.close();
});

const plain = ({ concepts, seen }: LearnerReviews) => ({ concepts: new Map(concepts), seen: new Map(seen) });

const step = fc.record({
  replica: fc.nat(1),
  does: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ answers: fc.constantFrom("cnn", "rnn"), right: fc.boolean(), day: fc.nat(40) }),
    },
    { weight: 1, arbitrary: fc.record({ takesBack: fc.nat() }) },
    { weight: 3, arbitrary: fc.constant("reads" as const) },
    { weight: 1, arbitrary: fc.constant("forgets" as const) },
  ),
});

it("remembers of a learner what stands in the store, whichever replica wrote it", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const replicas = [harness.store, other] as const;
      const learner = `ada${run++}`;
      const given: Review[] = [];
      const isSame = async () => {
        const fresh = createRedisStore({ urls: [inject("redisUrl")] }, SILENT);
        await fresh.connect();
        const expected = await fresh.readReviews(TEAM, learner);
        await fresh.close();
        for (const store of replicas)
          expect(plain(await store.readReviews(TEAM, learner))).toEqual(plain(expected));
      };
      for (const [i, { replica, does }] of steps.entries()) {
        const store = replicas[replica] as Store;
        if (does === "reads") await store.readReviews(TEAM, learner);
        else if (does === "forgets") await store.forgetLearner(TEAM, learner);
        else if ("takesBack" in does) {
          const review = given[does.takesBack % Math.max(1, given.length)];
          if (review !== undefined) await store.voidReview(TEAM, learner, review, START);
        } else {
          const { answers: concept, right, day } = does;
          const review: Review = {
            ...{ id: `r${i}`, at: START + day * DAY, concept, item: `${concept}.c${i % 5}`, mode: "session" },
            outcome: { kind: "choice", right, confidence: null, difficulty: "medium", hints: 0 },
          };
          given.push(review);
          await store.recordReview(TEAM, learner, review);
        }
      }
      await isSame();
    }),
    { numRuns: 40 },
  );
});
