import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { createHandlers } from "../../src/engine/handlers.ts";
import type { Bank } from "../../src/engine/ports/bank.ts";
import { labelsOf } from "../../src/engine/rules/calendar.ts";
import { draftOf } from "../../src/engine/rules/reviews.ts";
import { createRoundCache } from "../../src/engine/uses/cache.ts";
import type { Round } from "../../src/engine/words/round.ts";
import { dailyCall, practiceCall } from "../../src/stores/redis/answer-calls.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { defineScripts, encodeNamed, luaOf, type ScriptName } from "../../src/stores/redis/scripts.ts";
import { dealt } from "../dealt.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { silentMeter } from "../silent-meter.ts";
import { makeRound, PLACE, TEAM } from "../stores/fixtures.ts";
import { bareScript, type Call } from "./bare.ts";
import { benchDeps, SILENT } from "./deps.ts";
import { interleaved, table, timed } from "./figures.ts";

const ROUNDS = 5;
const PRESSES = 20_000;
/** Presses under way at any time, on one connection. */
const IN_FLIGHT = 100;
/** redis-benchmark puts twelve random digits here. */
const ANYBODY = "__rand_int__";

type Mode = Round["mode"];

/** Keys and arguments of the script that an answer is, as the store sends them. */
function scriptCall(
  round: Round,
  learner: string,
): { name: ScriptName; keys: readonly string[]; args: [string] } {
  const { id, mode, date } = round;
  const answer = { learner, name: "Somebody", choice: 1, via: "button", day: date } as const;
  const { topic, itemId } = dealt(round);
  const terms = { topic: topic.id, secret: itemId, pointsIfRight: 4, dailyLimit: 30, isDue: false };
  const { name, keys, args } =
    mode === "daily"
      ? dailyCall(PLACE, id, answer)
      : practiceCall(
          ...([PLACE, id, answer] as const),
          { ...terms, labels: labelsOf(date), review: draftOf(round, "practice", round.opensAt) },
          null,
        );
  return { name, keys, args: [encodeNamed(args)] };
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

/** As many clients as a well-used pipeline has, each with as many commands under way. */
const BENCHMARK = ["-c", "50", "-P", "16", "-r", "1000000000", "-q", "--csv"];

/** A script with the arguments of an answer, sent by redis-benchmark. */
async function benchmarkRate(server: RedisServer, sha: string, { keys, args }: Call): Promise<number> {
  const call = ["evalsha", sha, `${keys.length}`, ...keys, ...args.map(String)];
  const whole = ["-p", `${server.port}`, "-n", `${PRESSES}`, ...BENCHMARK, ...call];
  const { stdout } = await promisify(execFile)("redis-benchmark", whole);
  const [names = [], cells = []] = stdout
    .trim()
    .split("\n")
    .map((line) => line.split('","'));
  // Counted from behind: the first cell is the command, and its arguments may hold what parts cells.
  const found = cells.at(1 - names.length);
  if (found === undefined || !(Number(found) > 0)) throw new Error(`redis-benchmark said: ${stdout}`);
  return Number(found);
}

/** Answers per second: through the whole use case, through scripts alone, and by redis-benchmark. */
export async function benchAnswers(server: RedisServer, bank: Bank): Promise<void> {
  const store = createRedisStore({ urls: [server.url] }, SILENT);
  await store.connect();
  const client = new Redis(server.url);
  const run = defineScripts(client, () => 0, silentMeter);
  const rounds = createRoundCache(100);
  const handlers = createHandlers(benchDeps(store, bank, rounds));

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
  const counted = (answered: number, least: number, measured: number): number => {
    if (answered < least) throw new Error(`only ${answered} of ${PRESSES} answers were taken`);
    return measured;
  };

  const withBenchmark = await hasBenchmark();
  // The compose file ships `always`: nothing that was acknowledged is lost.
  for (const appendfsync of ["everysec", "always"]) {
    await client.config("SET", "appendfsync", appendfsync);
    for (const mode of ["daily", "practice"] as const) {
      const name = mode === "daily" ? "record_daily" : "record_practice";
      const lua = luaOf(name);
      const bare = await bareScript(client, mode);
      const openBare = async () => {
        await client.flushall();
        await bare.open();
      };
      const figures = await interleaved(ROUNDS, {
        "the bare script, through ioredis": async () => {
          await openBare();
          const measured = await rate(bare.run);
          return counted(await bare.answered(), PRESSES, measured);
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
          return counted(await store.answeredCount(TEAM, round.id), PRESSES, measured);
        },
        [`${name}, through ioredis`]: async () => {
          const round = await fresh(mode);
          const measured = await rate((learner) => {
            const { keys, args } = scriptCall(round, learner);
            return run(name, keys, args);
          });
          return counted(await store.answeredCount(TEAM, round.id), PRESSES, measured);
        },
        ...(withBenchmark && {
          "the bare script, by redis-benchmark": async () => {
            await openBare();
            const measured = await benchmarkRate(server, bare.sha, bare.call(ANYBODY));
            return counted(await bare.answered(), PRESSES * 0.99, measured);
          },
          [`${name}, by redis-benchmark`]: async () => {
            const round = await fresh(mode);
            const sha = String(await client.script("LOAD", lua));
            const { keys, args } = scriptCall(round, ANYBODY);
            const measured = await benchmarkRate(server, sha, { keys, args: ["0", ...args] });
            // Its learners are drawn, so one or the other may come twice.
            return counted(await store.answeredCount(TEAM, round.id), PRESSES * 0.99, measured);
          },
        }),
      });
      const setting = `${PRESSES.toLocaleString("en")} first answers, ${IN_FLIGHT} under way on one connection, or redis-benchmark ${BENCHMARK.slice(0, 4).join(" ")}; median of ${ROUNDS} rounds`;
      const missing = withBenchmark ? "" : "; redis-benchmark is not installed";
      table(`Answers: ${mode}, appendfsync ${appendfsync}`, "per second", figures, `${setting}${missing}`);
    }
  }
  await client.flushall();
  client.disconnect();
  await store.close();
}
