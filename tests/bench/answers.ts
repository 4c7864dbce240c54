import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { createHandlers } from "../../src/engine/handlers.ts";
import type { Bank } from "../../src/engine/ports/bank.ts";
import { labelsOf } from "../../src/engine/rules/calendar.ts";
import { bookingExpiries } from "../../src/engine/rules/retention.ts";
import { draftOf } from "../../src/engine/rules/reviews.ts";
import { createRoundCache } from "../../src/engine/uses/cache.ts";
import type { Round } from "../../src/engine/words/round.ts";
import { booksOf } from "../../src/stores/redis/books.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { keysOf } from "../../src/stores/redis/keys.ts";
import { draftArgs } from "../../src/stores/redis/learning.ts";
import { defineScripts, encodeNamed, luaOf, type ScriptName } from "../../src/stores/redis/scripts.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { silentMeter } from "../silent-meter.ts";
import { makeRound, PLACE, TEAM } from "../stores/fixtures.ts";
import { interleaved, table, timed } from "./figures.ts";

const ROUNDS = 5;
const PRESSES = 20_000;
/** Presses under way at any time, on one connection. */
const IN_FLIGHT = 100;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
/** redis-benchmark puts twelve random digits here. */
const ANYBODY = "__rand_int__";

type Mode = Round["mode"];

/** Keys and arguments of the script that an answer is, as the store sends them. */
function scriptCall(
  round: Round,
  learner: string,
): { name: ScriptName; keys: string[]; args: (string | number)[] } {
  const keys = keysOf(TEAM);
  const { id, place, question, date } = round;
  const common = [keys.round(id), keys.answers(id), keys.names, keys.learner(learner), keys.rounds(learner)];
  const who = { group: place.group, learner, name: "Somebody", choice: 1, round: id };
  if (round.mode === "daily") return { name: "record_daily", keys: common, args: [encodeNamed(who)] };
  const topic = question.topic.id;
  const { keys: block, book } = booksOf(keys, place.group, topic, labelsOf(date), null);
  const spentExpires = bookingExpiries(date).spent;
  const terms = { topic, secret: question.itemId, pointsIfRight: 4, dailyLimit: 30, spentExpires, book };
  return {
    name: "record_practice",
    keys: [...common, keys.spent(date), keys.secrets, keys.reviews(learner), ...block],
    args: [encodeNamed({ ...who, ...terms, review: draftArgs(draftOf(round, "practice", round.opensAt)) })],
  };
}

const learnerNo = (i: number) => `${i}`.padStart(ANYBODY.length, "0");

/** Calls per second with `IN_FLIGHT` of them under way. */
async function rate(call: (learner: string) => Promise<unknown>): Promise<number> {
  let next = 0;
  const one = async () => {
    for (let i = next++; i < PRESSES; i = next++) await call(learnerNo(i));
  };
  const ms = await timed(() => Promise.all(Array.from({ length: IN_FLIGHT }, one)));
  return (PRESSES * 1_000) / ms;
}

async function hasBenchmark(): Promise<boolean> {
  return promisify(execFile)("redis-benchmark", ["--version"]).then(
    () => true,
    () => false,
  );
}

/** The same script with the same arguments, sent by redis-benchmark. */
async function benchmarkRate(server: RedisServer, sha: string, round: Round): Promise<number> {
  const { keys, args } = scriptCall(round, ANYBODY);
  const size = [
    "-p",
    `${server.port}`,
    "-n",
    `${PRESSES}`,
    "-c",
    "1",
    "-P",
    `${IN_FLIGHT}`,
    "-r",
    "1000000000",
  ];
  const call = ["evalsha", sha, `${keys.length}`, ...keys, "0", ...args.map(String)];
  const { stdout } = await promisify(execFile)("redis-benchmark", [...size, "-q", "--csv", ...call]);
  // The command comes first and holds such signs itself; seven figures follow, of which calls per second is the first.
  const found = stdout.trim().split("\n").at(-1)?.split('","').at(-7);
  if (found === undefined) throw new Error(`redis-benchmark said: ${stdout}`);
  return Number(found);
}

/** Answers per second: through the whole use case, through the bare script, and by redis-benchmark. */
export async function benchAnswers(server: RedisServer, bank: Bank): Promise<void> {
  const store = createRedisStore({ urls: [server.url] }, SILENT);
  await store.connect();
  const client = new Redis(server.url);
  const run = defineScripts(client, () => 0, silentMeter);
  const rounds = createRoundCache(100);
  const handlers = createHandlers({
    ...{
      store,
      bank,
      rounds,
      log: SILENT,
      meter: silentMeter,
      clock: Date.now,
      languages: {
        all: [],
        ofLearner: async () => null,
        choose: async () => {},
        forgotten() {},
        groupReads() {},
      },
    },
    ...{
      token: () => "",
      outbox: { add: async () => "kept" as const },
      platform: () => null,
      hostManagers: [],
      countChanged() {},
      countClosed() {},
    },
  });

  /** An empty store with one open round, which the cache knows. */
  const fresh = async (mode: Mode): Promise<Round> => {
    await client.flushall();
    const round = makeRound({ id: "r1", opensAt: Date.now(), mode });
    if (mode === "practice") await store.addPractice(round);
    else await store.openWindow(round, { version: 0, next: null, forget: [] });
    rounds.put(round);
    return round;
  };
  /** Nothing measured counts unless every answer was taken. */
  const counted = async (round: Round, least: number, measured: number): Promise<number> => {
    const answered = await store.answeredCount(TEAM, round.id);
    if (answered < least) throw new Error(`only ${answered} of ${PRESSES} answers were taken`);
    return measured;
  };

  const withBenchmark = await hasBenchmark();
  for (const mode of ["daily", "practice"] as const) {
    const name = mode === "daily" ? "record_daily" : "record_practice";
    const lua = luaOf(name);
    const figures = await interleaved(ROUNDS, {
      [`bare ${name} through ioredis`]: async () => {
        const round = await fresh(mode);
        const measured = await rate((learner) => {
          const { keys, args } = scriptCall(round, learner);
          return run(name, keys, args);
        });
        return counted(round, PRESSES, measured);
      },
      "a press through use case and store": async () => {
        const round = await fresh(mode);
        const action = { verb: "answer", round: round.id, choice: 1 } as const;
        const measured = await rate((id) =>
          handlers.button({
            ...{ place: PLACE, person: { id, name: "Somebody" }, isAdmin: false, locale: "en" },
            ...{ action, delivery: id },
          }),
        );
        return counted(round, PRESSES, measured);
      },
      ...(withBenchmark && {
        [`${name} by redis-benchmark`]: async () => {
          const round = await fresh(mode);
          const sha = String(await client.script("LOAD", lua));
          // Its learners are drawn, so one or the other may come twice.
          return counted(round, PRESSES * 0.99, await benchmarkRate(server, sha, round));
        },
      }),
    });
    const setting = `${PRESSES.toLocaleString("en")} first answers, one connection, ${IN_FLIGHT} under way, median of ${ROUNDS} rounds`;
    const missing = withBenchmark ? "" : "; redis-benchmark is not installed";
    table(`Answers: ${mode}`, "per second", figures, `${setting}${missing}`);
  }
  await client.flushall();
  client.disconnect();
  await store.close();
}
