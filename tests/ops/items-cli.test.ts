import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";

let redis: RedisServer;

function items(args: readonly string[], REDIS_URL: string) {
  const { PATH = "" } = process.env;
  const run = spawnSync(process.execPath, ["--import", "tsx", "src/cli/items.ts", ...args], {
    encoding: "utf8",
    env: { PATH, REDIS_URL },
  });
  return { code: run.status, said: run.stdout + run.stderr };
}

describe("npm run items", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis?.stop());

  it.each([
    [["health", "--csv", "no-such-folder/items.csv"], "no-such-folder/items.csv cannot be written: "],
    [["retire", "--version", "abc", "cnn-basics.c1"], "--version abc is no version: "],
    [["release", "--version", "0", "cnn-basics.c1"], "--version 0 is no version: "],
    [["retire", "pk.quiz.0oa3o9q.1", "--version", "2"], "whose managers decide: /dlq-pack retire."],
    [["quarantine", "nope"], "The bank has no item nope. "],
  ])("says of %j in a line what is wrong", (args, expected) => {
    const { code, said } = items(args, redis.url);
    expect(said).toMatch(/^[^\n]+\n$/);
    expect(said).toContain(expected);
    expect(code).toBe(1);
  });
});
