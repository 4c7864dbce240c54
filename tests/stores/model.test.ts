import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMemoryStore } from "../../src/stores/memory/index.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { DAY } from "./fixtures.ts";
import { redisHarness } from "./harness.ts";
import { lookAtAll, toTheMinute } from "./model/look.ts";
import { type Operation, operations } from "./model/operations.ts";
import { call, type Memory } from "./model/run.ts";

const RUNS = 40;
/** Past the retention of weeks, within that of months. */
const LONG_AFTER = 75 * DAY;

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis(["--appendonly", "no"]);
});
afterAll(() => server.stop());

/** How often each operation was done, and how often with a result that says something. */
const done = new Map<string, { times: number; telling: number }>();

function note(name: string, result: unknown): void {
  const before = done.get(name) ?? { times: 0, telling: 0 };
  const kind = (result as { kind?: string } | null)?.kind ?? "";
  const isEmpty = Array.isArray(result)
    ? result.every((one) => one === null)
    : result === null || result === false;
  const isTelling = !isEmpty && !["unknown", "conflict", "moved"].includes(kind);
  done.set(name, { times: before.times + 1, telling: before.telling + (isTelling ? 1 : 0) });
}

async function agree(sequence: readonly Operation[]): Promise<void> {
  const harness = await redisHarness([server.url]);
  try {
    const model = createMemoryStore(harness.now);
    const memory: Memory = { rounds: [], jobs: [], made: 0 };
    for (const [i, operation] of sequence.entries()) {
      if (operation.name === "advance") {
        await harness.advance(operation.with.ms);
        continue;
      }
      const same = await call(operation, memory, model, harness.now());
      if (same === null) continue;
      const expected = toTheMinute(await same(model));
      const found = toTheMinute(await same(harness.store));
      expect(found, `operation ${i}: ${JSON.stringify(operation)}`).toEqual(expected);
      note(operation.name, expected);
    }
    const compare = async (when: string) => {
      const expected = await lookAtAll(model, memory.rounds, harness.now());
      const found = await lookAtAll(harness.store, memory.rounds, harness.now());
      expect(toTheMinute(found), when).toEqual(toTheMinute(expected));
    };
    await compare("at the end");
    await harness.advance(LONG_AFTER);
    await compare("when rounds, days and weeks are forgotten");
  } finally {
    await harness.close();
  }
}

describe("the embedded store as the model of the Redis store", () => {
  it("they agree on random operations, step by step and in the end", { timeout: 300_000 }, async () => {
    await fc.assert(fc.asyncProperty(operations, agree), {
      numRuns: RUNS,
      // Bounds the search for a shorter sequence that disagrees; forty runs in which all agree take a quarter of a minute on a quiet machine.
      interruptAfterTimeLimit: 240_000,
      markInterruptAsFailure: true,
    });
    const summary = [...done].map(([name, { times, telling }]) => `${name} ${telling}/${times}`);
    console.log(`operations with a telling result: ${summary.sort().join(", ")}`);
    for (const name of ["answer", "openWindow", "freezeRound", "confirmPosted", "claimDue"]) {
      expect(done.get(name)?.telling ?? 0, name).toBeGreaterThan(RUNS / 4);
    }
  });
});
