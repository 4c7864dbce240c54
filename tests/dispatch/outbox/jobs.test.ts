import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../../setup/redis-server.ts";
import { type QueueHarness, queueHarness } from "./queues.ts";
import { seedJob, until } from "./suite.ts";

let server: RedisServer;
let queues: QueueHarness;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());
beforeEach(async () => {
  queues = await queueHarness([server.url]);
});
afterEach(() => queues.clear());

/** `npm run jobs -- <args>` */
function jobs(args: readonly string[], env: Record<string, string> = { REDIS_URL: server.url }) {
  const file = join(import.meta.dirname, "../../../src/cli/jobs.ts");
  const { PATH = "" } = process.env;
  return new Promise<{ code: number | null; said: string }>((resolve) => {
    const child = spawn(process.execPath, ["--import", "tsx", file, ...args], { env: { PATH, ...env } });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    child.once("close", (code) => resolve({ code, said }));
  });
}

it("lists what waits and what failed for good, has it done once more, and drops it", async () => {
  let isWell = false;
  const done: string[] = [];
  const outbox = queues.begin({ patience: { tries: 1 } });
  outbox.handle("seed", {
    run: async ({ round }) => {
      if (!isWell) throw new Error("the channel is strange");
      done.push(round);
    },
  });
  outbox.start(["discord"]);
  await outbox.add(seedJob("seed/discord.1/a"));
  await outbox.add(seedJob("seed/discord.1/b"));
  await outbox.add(seedJob("soon", "question", { delay: 600_000 }));
  await expect.poll(async () => (await outbox.failures()).length, { timeout: 10_000 }).toBe(2);
  await outbox.settled();
  const listed = await jobs([]);
  expect(listed.code).toBe(0);
  expect(listed.said).toContain("discord: later 1, under way 0, failed 2");
  expect(listed.said).toMatch(/ {2}seed\/discord\.1\/a\n {6}\S+Z, 1 tries: the channel is strange/);
  isWell = true;
  expect(await jobs(["retry", "seed/discord.1/a"])).toEqual({
    code: 0,
    said: "seed/discord.1/a is tried again.\n",
  });
  await until(() => done.length === 1);
  expect((await jobs(["drop", "nothing"])).code).toBe(1);
  expect((await jobs(["drop", "all"])).said).toBe("seed/discord.1/b is dropped.\n");
  expect((await jobs(["list"])).said).toContain("Nothing failed for good.");
  expect(done).toEqual(["seed/discord.1/a"]);
}, 120_000);

it("lists what cannot be read, and drops it with the rest", async () => {
  const key = "dlq:{outbox-discord}:failed";
  await queues.admin.hset(key, "seed/discord.1/a", "{broken", "seed/discord.1/b", '{"job":null}');
  const listed = await jobs([]);
  expect(listed.said).toContain("failed 2");
  expect(listed.said).toContain("seed/discord.1/a\n      what is kept of it cannot be read");
  expect(await jobs(["retry", "all"])).toEqual({
    code: 1,
    said: expect.stringContaining("seed/discord.1/b cannot be read; it can only be dropped."),
  });
  const dropped = await jobs(["drop", "all"]);
  expect(dropped.said.trim().split("\n").sort()).toEqual([
    "seed/discord.1/a is dropped.",
    "seed/discord.1/b is dropped.",
  ]);
  expect((await jobs([])).said).toBe("Nothing waits.\nNothing failed for good.\n");
}, 120_000);

it("shows how it is called, which is no failure, also without Redis", async () => {
  for (const asked of ["--help", "-h"])
    expect(await jobs([asked], {})).toEqual({
      code: 0,
      said: expect.stringContaining("npm run jobs -- retry <id>"),
    });
}, 60_000);

it("says in words what is missing", async () => {
  expect(await jobs([], {})).toMatchObject({
    code: 1,
    said: expect.stringContaining("REDIS_URL is not set"),
  });
  expect((await jobs(["retry"])).said).toContain("npm run jobs -- retry <id>");
  const away = await jobs([], { REDIS_URL: "redis://127.0.0.1:1" });
  expect([away.code, away.said.split("\n")[0]]).toEqual([
    1,
    expect.stringContaining("Redis cannot be reached at REDIS_URL"),
  ]);
}, 60_000);

it("says why Redis refuses it, and never looks into another database than the one that is named", async () => {
  const outbox = queues.begin({ patience: { tries: 1 } });
  outbox.handle("seed", {
    run: async () => {
      throw new Error("the channel is strange");
    },
  });
  outbox.start(["discord"]);
  await outbox.add(seedJob("seed/discord.1/a"));
  await expect.poll(async () => (await outbox.failures()).length, { timeout: 10_000 }).toBe(1);
  const missing = await jobs(["drop", "all"], { REDIS_URL: `${server.url}/99` });
  expect(missing).toEqual({
    code: 1,
    said: "Redis cannot be reached at REDIS_URL: ERR DB index is out of range\n",
  });
  expect(await outbox.failures()).toHaveLength(1);
  const refused = await jobs([], { REDIS_URL: server.url.replace("//", "//bot:wrong@") });
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining("WRONGPASS")]);
}, 60_000);

it("shows neither tokens nor what would move the cursor in the reason of a failure", async () => {
  const outbox = queues.begin({ patience: { tries: 1 } });
  outbox.handle("seed", {
    run: async () => {
      throw new Error(`refused ${["xoxb", "123456789012", "abcDEF"].join("-")}\u001b[2J`);
    },
  });
  outbox.start(["discord"]);
  await outbox.add(seedJob("seed/discord.1/a"));
  await expect.poll(async () => (await outbox.failures()).length, { timeout: 10_000 }).toBe(1);
  expect((await jobs([])).said).toContain("1 tries: refused [secret]\\x1b[2J\n");
}, 60_000);
