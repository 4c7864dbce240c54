import { Redis } from "ioredis";
import { labelsOf } from "../../src/engine/rules/calendar.ts";
import { draftOf } from "../../src/engine/rules/reviews.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { itemsKey, shardOf } from "../../src/stores/redis/keys.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { answerOf, award, makeRound, PLACE, practice, TEAM } from "../stores/fixtures.ts";
import { interleaved, table } from "./figures.ts";

const ROUNDS = 7;
const ANSWERS = 10_000;
const PAGE = 25;
/** Answers under way at any time, on one connection. */
const IN_FLIGHT = 100;
/** Items of the bank that the hash of a shard holds already. */
const ITEMS = 2_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const COUNTED = { version: 1, options: [1, 0, 2, 3] };

/** What counting an answer for its item adds to it: microseconds of Redis's processor, by what it says of its scripts. */
export async function benchHealth(server: RedisServer): Promise<void> {
  const store = createRedisStore({ urls: [server.url] }, SILENT);
  await store.connect();
  const client = new Redis(server.url);
  /** Microseconds in scripts, of all since the last reset. */
  const spent = async () =>
    Number(/cmdstat_evalsha:calls=\d+,usec=(\d+)/.exec(await client.info("commandstats"))?.[1]);

  const fresh = async () => {
    await client.flushall();
    const kept = Array.from({ length: ITEMS }, (_, i) => [
      `cnn.x${i}@1`,
      "40,1600,40,5,1,0,1,0,0,1,0,0,1,0,0",
    ]);
    await client.hset(itemsKey(shardOf(TEAM)), ...kept.flat());
    return Date.now();
  };
  const practised = (counted: typeof COUNTED | undefined) => async () => {
    const opensAt = await fresh();
    const round = makeRound({ id: "p1", opensAt, mode: "practice" });
    await store.addPractice(round);
    const terms = { ...practice(round.date), review: { ...draftOf(round, "practice", opensAt), counted } };
    await client.config("RESETSTAT");
    let next = 0;
    const one = async () => {
      for (let i = next++; i < ANSWERS; i = next++)
        await store.recordAnswer(PLACE, "p1", answerOf(`l${i}`, i % 2 === 0 ? 1 : 3), terms);
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, one));
    return check(counted, (await spent()) / ANSWERS);
  };
  const booked = (counted: typeof COUNTED | undefined) => async () => {
    const opensAt = await fresh();
    const round = makeRound({ id: "r1", opensAt });
    await store.openWindow(round, { version: 0, next: null, forget: [] });
    await store.confirmPosted(TEAM, "r1", { channel: "g1", message: "m1" });
    const learners = Array.from({ length: ANSWERS }, (_, i) => `l${i}`);
    for (let start = 0; start < ANSWERS; start += IN_FLIGHT)
      await Promise.all(
        learners
          .slice(start, start + IN_FLIGHT)
          .map((learner, i) => store.recordAnswer(PLACE, "r1", answerOf(learner, i % 2 === 0 ? 1 : 3), null)),
      );
    await store.freezeRound(TEAM, "r1", true);
    const review = { ...draftOf(round, "daily", opensAt), counted };
    await client.config("RESETSTAT");
    for (let after: number | null = 0; after !== null; ) {
      const page = await store.readAnswers(PLACE, "r1", after, PAGE);
      const awards = page.answers.map(({ learner, choice }) => award(learner, choice === 1 ? 20 : 0, 1));
      after = await store.awardPage(TEAM, "r1", { ...page, after, awards }, labelsOf(round.date), review);
    }
    return check(counted, (await spent()) / ANSWERS);
  };
  const check = async (counted: typeof COUNTED | undefined, micros: number) => {
    const sums = (await store.itemSums()).get("cnn.c1@1");
    const all = sums?.options.reduce((total, option) => total + option.all, 0) ?? 0;
    if (all !== (counted === undefined ? 0 : ANSWERS)) throw new Error(`${all} of ${ANSWERS} were counted`);
    return micros;
  };

  const setting = `${ANSWERS.toLocaleString("en")} first answers each, ${ITEMS.toLocaleString("en")} items counted already; median of ${ROUNDS} rounds`;
  const practiceFigures = await interleaved(ROUNDS, {
    "a practice answer, not counted for its item": practised(undefined),
    "a practice answer, counted": practised(COUNTED),
  });
  table("Item health: practice", "µs of Redis", practiceFigures, setting);
  const daily = await interleaved(ROUNDS, {
    "an award of the question of the day, not counted for its item": booked(undefined),
    "an award of the question of the day, counted": booked(COUNTED),
  });
  table("Item health: awards", "µs of Redis", daily, `${setting}; pages of ${PAGE}`);
  await client.flushall();
  client.disconnect();
  await store.close();
}
