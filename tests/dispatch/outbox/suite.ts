import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunDeps } from "../../../src/dispatch/outbox/run.ts";
import {
  type Handler,
  type Outbox,
  type OutboxJob,
  PRIORITIES,
  type Priority,
  TriedInVain,
} from "../../../src/engine/ports/outbox.ts";
import { StoreUnavailable } from "../../../src/engine/ports/store.ts";
import type { PlatformName } from "../../../src/engine/words/place.ts";

export interface OutboxHarness {
  /** An outbox of a process, on the queues that all of a test share where there can be several. */
  begin(over?: Partial<RunDeps>): Outbox;
  /** Stops all, and forgets what lies there. */
  clear(): Promise<void>;
}

/** Short pauses, so that a test sees the last of the tries. */
const HASTY = { tries: 4, first: 5, longest: 40, storeAway: 5, unknown: 20, timeLimit: 10_000 };

export function seedJob(id: string, priority: Priority = "seed", over: Partial<OutboxJob> = {}): OutboxJob {
  return {
    id,
    kind: "seed",
    platform: "discord",
    priority,
    work: { team: "discord:1", round: id },
    ...over,
  } as OutboxJob;
}

/** A promise that somebody else resolves. */
export function gate() {
  let open = () => {};
  const shut = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { shut, open };
}

export const until = (look: () => boolean) => expect.poll(look, { timeout: 15_000, interval: 5 }).toBe(true);

export function outboxSuite(name: string, create: () => Promise<OutboxHarness>): void {
  describe(name, () => {
    let harness: OutboxHarness;
    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness.clear());

    /** An outbox whose seeds do this; it does not begin before `start`. */
    function createBox(
      run: (round: string, hold: { signal: AbortSignal }) => Promise<void>,
      hooks: Partial<Handler<{ round: string }>> = {},
    ): Outbox {
      const outbox = harness.begin({ patience: HASTY });
      outbox.handle("seed", {
        ...hooks,
        run: ({ round }, hold) => run(round, hold),
      });
      return outbox;
    }
    const depth = async (outbox: Outbox, platform: PlatformName = "discord") => {
      const found = (await outbox.depths()).find((one) => one.platform === platform);
      if (found === undefined) throw new Error("no depth of this platform");
      return found;
    };

    it("does each job once, however often it is added", async () => {
      const done: string[] = [];
      const outbox = createBox(async (round) => void done.push(round));
      for (let i = 0; i < 3; i++) {
        expect(await outbox.add(seedJob("a"))).toBe("kept");
        expect(await outbox.add(seedJob("b"))).toBe("kept");
      }
      outbox.start(["discord"]);
      await until(() => done.length === 2);
      await outbox.settled();
      expect(done).toEqual(["a", "b"]);
    });

    it("does a job again that is added after it was done", async () => {
      const done: string[] = [];
      const outbox = createBox(async (round) => void done.push(round));
      outbox.start(["discord"]);
      for (let times = 1; times <= 3; times++) {
        await outbox.add(seedJob("a"));
        await until(() => done.length === times);
        await outbox.settled();
      }
    });

    it("says of a job that is under way that it may not see what changed since", async () => {
      const { shut, open } = gate();
      let begun = 0;
      const outbox = createBox(async () => {
        begun++;
        await shut;
      });
      outbox.start(["discord"]);
      await outbox.add(seedJob("a"));
      await until(() => begun === 1);
      expect(await outbox.add(seedJob("a"))).toBe("under-way");
      open();
      await outbox.settled();
      expect(begun).toBe(1);
      expect(await outbox.add(seedJob("a"))).toBe("kept");
      await until(() => begun === 2);
    });

    it("takes the most urgent first, and of one urgency the one that came first", async () => {
      const done: string[] = [];
      const outbox = createBox(async (round) => void done.push(round));
      const urgent = PRIORITIES.slice(0, 5);
      for (const priority of urgent.toReversed())
        for (const n of [1, 2]) await outbox.add(seedJob(`${priority}${n}`, priority));
      expect(await outbox.urgent("discord")).toBe(10);
      expect((await depth(outbox)).waiting).toMatchObject({ live: 2, question: 2, result: 2, message: 2 });
      outbox.start(["discord"]);
      await until(() => done.length === 10);
      expect(done).toEqual(urgent.flatMap((priority) => [`${priority}1`, `${priority}2`]));
    });

    it("lets what may wait come to its share beside all that is urgent, a few at a time, and counts last", async () => {
      const { shut, open } = gate();
      const begun: string[] = [];
      const outbox = createBox(async (round) => {
        begun.push(round);
        await shut;
      });
      for (let i = 0; i < 200; i++) await outbox.add(seedJob(`result${i}`, "result"));
      for (let i = 0; i < 3; i++) await outbox.add(seedJob(`count${i}`, "count"));
      for (let i = 0; i < 3; i++) await outbox.add(seedJob(`seed${i}`, "seed"));
      outbox.start(["discord"]);
      await until(() => begun.filter((one) => !one.startsWith("result")).length === 4);
      await until(() => begun.length === 68);
      await sleep(50);
      expect(begun.filter((one) => !one.startsWith("result"))).toEqual(["seed0", "seed1", "seed2", "count0"]);
      expect(begun).toHaveLength(68);
      open();
      await outbox.settled();
      expect(begun).toHaveLength(206);
    });

    it("begins a job no earlier than it may", async () => {
      const done: string[] = [];
      const outbox = createBox(async (round) => void done.push(round));
      outbox.start(["discord"]);
      await outbox.add(seedJob("later", "question", { delay: 60_000 }));
      await outbox.add(seedJob("soon", "seed", { delay: 30 }));
      await until(() => done.length === 1);
      expect([done, (await depth(outbox)).later]).toEqual([["soon"], 1]);
      expect(await outbox.add(seedJob("later", "question"))).toBe("kept");
      await outbox.settled();
      expect(done).toEqual(["soon"]);
    });

    it("leaves jobs of a platform that nobody serves where they are", async () => {
      const done: string[] = [];
      const outbox = createBox(async (round) => void done.push(round));
      const work = { team: "slack:T1", round: "s" } as const;
      await outbox.add({ ...seedJob("s", "question"), kind: "seed", platform: "slack", work });
      await outbox.add(seedJob("d", "question"));
      outbox.start(["discord"]);
      await until(() => done.length === 1);
      await outbox.settled();
      expect([done, (await depth(outbox, "slack")).waiting.question]).toEqual([["d"], 1]);
    });

    it("tries again what failed, later each time and not before the platform wants it", async () => {
      const pauses: number[] = [];
      let tries = 0;
      const outbox = createBox(
        async () => {
          if (++tries === 2) throw new TriedInVain("429", 300);
          if (tries < 4) throw new Error("a surprise");
        },
        {
          postponed: async (_, delay) => void pauses.push(delay),
        },
      );
      outbox.start(["discord"]);
      await outbox.add(seedJob("a"));
      await until(() => tries === 4);
      await outbox.settled();
      expect(pauses).toEqual([5, 300, 8]);
      expect(await outbox.failures()).toEqual([]);
    });

    it("keeps what failed for good for somebody to look at, and does it once more when told so", async () => {
      let isWell = false;
      let tries = 0;
      const givenUp: string[] = [];
      const outbox = createBox(
        async () => {
          tries++;
          if (!isWell) throw new Error("the channel is strange");
        },
        {
          givenUp: async ({ round }) => void givenUp.push(round),
        },
      );
      outbox.start(["discord"]);
      await outbox.add(seedJob("a"));
      await outbox.add(seedJob("b"));
      await until(() => givenUp.length === 2);
      await outbox.settled();
      const failures = await outbox.failures();
      expect(failures.map(({ id, reason, tries: count }) => [id, reason, count]).sort()).toEqual([
        ["a", "the channel is strange", 4],
        ["b", "the channel is strange", 4],
      ]);
      expect([tries, (await depth(outbox)).failed, (await depth(outbox)).later]).toEqual([8, 2, 0]);
      isWell = true;
      expect([await outbox.retry("a"), await outbox.retry("c")]).toEqual([true, false]);
      await until(() => tries === 9);
      await outbox.settled();
      expect([await outbox.drop("b"), await outbox.drop("b"), await outbox.failures()]).toEqual([
        true,
        false,
        [],
      ]);
    });

    it("takes a job off the list of failures that succeeds when it is added anew", async () => {
      let isWell = false;
      let done = 0;
      const outbox = createBox(async () => {
        if (!isWell) throw new Error("no");
        done++;
      });
      outbox.start(["discord"]);
      await outbox.add(seedJob("a"));
      await expect.poll(async () => (await outbox.failures()).length, { timeout: 15_000 }).toBe(1);
      await outbox.settled();
      isWell = true;
      await outbox.add(seedJob("a"));
      await until(() => done === 1);
      await outbox.settled();
      expect(await outbox.failures()).toEqual([]);
    });

    it("does not count against a job that the store was away, or that it has to wait", async () => {
      let tries = 0;
      const outbox = createBox(async () => {
        tries++;
        if (tries < 10) throw new StoreUnavailable("away");
        if (tries < 20) throw new TriedInVain("the channel is closed", 2, true);
      });
      outbox.start(["discord"]);
      await outbox.add(seedJob("a"));
      await until(() => tries === 20);
      await outbox.settled();
      expect(await outbox.failures()).toEqual([]);
    });

    it("lets go of a job that takes too long, tells it so, and tries it again", async () => {
      const outbox = harness.begin({ patience: { ...HASTY, timeLimit: 50 } });
      let tries = 0;
      let isTold = false;
      const held: boolean[] = [];
      outbox.handle("seed", {
        run: async (_, hold) => {
          if (++tries > 1) return;
          hold.signal.addEventListener("abort", () => {
            isTold = true;
            held.push(hold.held());
          });
          return new Promise(() => {});
        },
      });
      outbox.start(["discord"]);
      await outbox.add(seedJob("a"));
      await until(() => tries === 2);
      expect([isTold, held]).toEqual([true, [false]]);
    });

    it("stops when what is under way is done, and begins nothing more", async () => {
      const events: string[] = [];
      const { shut, open } = gate();
      const outbox = createBox(async (round) => {
        events.push(`${round} begins`);
        await shut;
        events.push(`${round} ends`);
      });
      for (let i = 0; i < 70; i++) await outbox.add(seedJob(`question${i}`, "question"));
      outbox.start(["discord"]);
      await until(() => events.length === 64);
      const stopped = outbox.stop().then(() => events.push("stopped"));
      await sleep(20);
      open();
      await stopped;
      expect(events).toHaveLength(64 * 2 + 1);
      expect(events.at(-1)).toBe("stopped");
    });
  });
}
