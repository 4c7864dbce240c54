import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRunner } from "../../../src/dispatch/runner.ts";
import type { Outbox } from "../../../src/engine/ports/outbox.ts";
import { createMemoryStore } from "../../../src/stores/memory/index.ts";
import { type RedisServer, startRedis } from "../../setup/redis-server.ts";
import { LOG } from "../quiet.ts";
import { type QueueHarness, queueHarness } from "./queues.ts";
import { gate, seedJob, until } from "./suite.ts";

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

/** Locks that are over soon, so that a test need not wait for a minute. */
const SOON = { lock: 1_000, look: 300 };

function seeding(done: string[], who = "", over: Parameters<QueueHarness["begin"]>[0] = {}): Outbox {
  const outbox = queues.begin({ times: SOON, ...over });
  outbox.handle("seed", {
    run: async ({ round }) => {
      done.push(`${who}${round}`);
      await sleep(2);
    },
  });
  return outbox;
}

/** A replica in a process of its own. */
function replica() {
  const file = join(import.meta.dirname, "replica.ts");
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", file, server.url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const said: string[] = [];
  child.stdout?.on("data", (data) => said.push(...String(data).trim().split("\n")));
  return { child, said };
}

describe("replicas on one queue", () => {
  it("do each job once, and share the work", async () => {
    const done: string[] = [];
    const both = gate();
    const seen = new Set<string>();
    const boxes = ["one", "two"].map((who) => {
      const outbox = queues.begin();
      outbox.handle("seed", {
        run: async ({ round }) => {
          // Neither goes on before the other has something to do, too.
          if (seen.add(who).size === 2) both.open();
          await both.shut;
          done.push(round);
        },
      });
      return outbox;
    });
    for (let i = 0; i < 400; i++) await boxes[0]?.add(seedJob(`q${i}`, "question"));
    for (const outbox of boxes) outbox.start(["discord"]);
    await until(() => done.length >= 400);
    for (const outbox of boxes) await outbox.settled();
    expect([done.length, new Set(done).size]).toEqual([400, 400]);
  });

  it("have a few quiet jobs under way together", async () => {
    const { shut, open } = gate();
    let underWay = 0;
    const boxes = [1, 2, 3].map(() => {
      const outbox = queues.begin();
      outbox.handle("seed", {
        run: async () => {
          underWay++;
          await shut;
        },
      });
      return outbox;
    });
    for (let i = 0; i < 30; i++) await boxes[0]?.add(seedJob(`s${i}`));
    for (const outbox of boxes) outbox.start(["discord"]);
    await until(() => underWay === 4);
    await sleep(300);
    expect(underWay).toBe(4);
    open();
    await until(() => underWay === 30);
  });

  it("hand on what a stopped one had not begun", async () => {
    const done: string[] = [];
    const { shut, open } = gate();
    const first = queues.begin();
    first.handle("seed", { run: () => shut });
    for (let i = 0; i < 100; i++) await first.add(seedJob(`q${i}`, "question"));
    first.start(["discord"]);
    await expect.poll(async () => (await first.depths())[0]?.underWay, { timeout: 10_000 }).toBe(64);
    const stopped = first.stop();
    const second = seeding(done);
    second.start(["discord"]);
    await until(() => done.length === 36);
    open();
    await stopped;
    await second.settled();
    expect(done).toHaveLength(36);
  });

  it("take over a job whose process was stopped past its lock, and that process records nothing when it goes on", async () => {
    const done: string[] = [];
    const { child, said } = replica();
    try {
      const other = seeding(done);
      await other.add(seedJob("a"));
      await until(() => said.includes("begun"));
      child.kill("SIGSTOP");
      other.start(["discord"]);
      await until(() => done.length === 1);
      child.kill("SIGCONT");
      child.stdin?.write("go\n");
      await until(() => said.length === 2);
      expect(said).toEqual(["begun", "JobLost"]);
      await other.settled();
      expect(done).toEqual(["a"]);
    } finally {
      child.kill("SIGKILL");
    }
  });

  it("never give a job up because processes that had it were killed", async () => {
    const done: string[] = [];
    const other = seeding(done, "", { patience: { tries: 1 } });
    await other.add(seedJob("a"));
    for (let kills = 0; kills < 3; kills++) {
      const { child, said } = replica();
      await until(() => said.includes("begun"));
      child.kill("SIGKILL");
    }
    expect(done).toEqual([]);
    other.start(["discord"]);
    await until(() => done.length === 1);
    await other.settled();
    expect(await other.failures()).toEqual([]);
  }, 60_000);
});

describe("a queue that is lost", () => {
  it("costs a delay and not a question: what is still due is handed on again", async () => {
    let now = 1_000_000;
    const store = createMemoryStore(() => now);
    const done: string[] = [];
    const outbox = queues.begin();
    outbox.handle("due", {
      run: async (job) => {
        done.push(job.place.team);
        await store.dropJob(job);
      },
    });
    const runner = createRunner({ store, outbox, platforms: ["discord"], log: LOG });
    const next = { date: "d", at: now - 1 };
    for (let i = 0; i < 20; i++)
      await store.writeGroup({ team: `discord:${i}`, group: "g" }, 0, {
        ...{ schedule: null, paused: null, managedBy: null, recap: null },
        next,
      });
    await runner.tick();
    expect((await outbox.depths())[0]?.waiting.question).toBe(20);
    await queues.lose();
    outbox.start(["discord"]);
    await runner.tick();
    expect(done).toEqual([]);
    now += 61_000;
    await runner.tick();
    await until(() => done.length === 20);
    await runner.stop();
  });

  it("is served on when it was lost while it was served", async () => {
    const done: string[] = [];
    const outbox = seeding(done);
    outbox.start(["discord"]);
    for (let times = 1; times <= 3; times++) {
      await outbox.add(seedJob("a", "question"));
      await outbox.add(seedJob("b"));
      await until(() => done.length === 2 * times);
      await outbox.settled();
      await queues.lose();
    }
  });
});

describe("Redis that goes away", () => {
  it("is waited for without a word per try, and the jobs are done when it is back", async () => {
    const own = await startRedis();
    const mine = await queueHarness([own.url]);
    const lines: string[] = [];
    const note = (_: object, line: string) => void lines.push(line);
    try {
      const done: string[] = [];
      const outbox = mine.begin({ times: SOON, log: { debug() {}, info: note, warn: note, error: note } });
      outbox.handle("seed", {
        run: async ({ round }) => {
          done.push(round);
        },
      });
      outbox.start(["discord"]);
      await outbox.add(seedJob("a", "question"));
      await until(() => done.length === 1);
      await outbox.add(seedJob("later", "question", { delay: 2_000 }));
      await own.kill();
      await expect(outbox.add(seedJob("b", "question"))).rejects.toMatchObject({ name: "StoreUnavailable" });
      await sleep(1_000);
      await own.restart();
      await until(() => done.includes("later"));
      await expect
        .poll(() => outbox.add(seedJob("b", "question")).catch(() => "away"), { timeout: 15_000 })
        .toBe("kept");
      await until(() => done.includes("b"));
      const trouble = "there is trouble with the outbox";
      const over = "the trouble with the outbox is over";
      const count = (line: string) => lines.filter((one) => one === line).length;
      // One lane, or both.
      await expect
        .poll(() => count(over) > 0 && count(over) === count(trouble), { timeout: 15_000 })
        .toBe(true);
      expect(count(trouble)).toBeLessThanOrEqual(2);
      expect(lines).toHaveLength(count(trouble) + count(over));
    } finally {
      await mine.clear();
      await own.stop();
    }
  }, 60_000);

  it("keeps nobody from stopping: what is under way is left to whoever serves the queue next", async () => {
    const own = await startRedis();
    const mine = await queueHarness([own.url]);
    try {
      const { shut, open } = gate();
      let begun = 0;
      const outbox = mine.begin({ times: SOON, leave: 500 });
      outbox.handle("seed", {
        run: async () => {
          begun++;
          await shut;
        },
      });
      outbox.start(["discord"]);
      await outbox.add(seedJob("a", "question"));
      await until(() => begun === 1);
      await own.kill();
      // What came of it cannot be noted any more.
      open();
      await outbox.stop();
      await own.restart();
      const done: string[] = [];
      const next = mine.begin({ times: SOON });
      next.handle("seed", {
        run: async ({ round }) => {
          done.push(round);
        },
      });
      next.start(["discord"]);
      await until(() => done.length === 1);
    } finally {
      await mine.clear();
      await own.stop();
    }
  });
});
