import cron from "node-cron";
import type { Log, Meter } from "../engine/ports/log.ts";
import { type Job, type Store, StoreUnavailable } from "../engine/ports/store.ts";

export interface Runner {
  start(): void;
  /** Claims and does what is due now; resolves when it is done. */
  tick(): Promise<void>;
  /** Claims nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** How often it is looked for due work; node-cron's finest is a second. */
const EVERY_SECOND = "* * * * * *";
/** A claim's lifetime: if the replica dies, another one takes the job over after it. */
const LEASE = 60_000;
/** Jobs claimed at once, and done side by side. */
const BATCH = 32;

/**
 * The in-process runner: node-cron gives the tick, the store hands out what is due, each job to one
 * replica. A queue would take the place of this file: it would claim the same jobs and call the same `doJob`.
 */
export function createRunner(deps: {
  store: Pick<Store, "claimDue">;
  doJob: (job: Job) => Promise<void>;
  log: Log;
  meter: Meter;
}): Runner {
  const { store, log } = deps;
  let task: ReturnType<typeof cron.schedule> | null = null;
  let running: Promise<void> | null = null;
  let isStopped = false;
  let isStoreAway = false;

  async function one(job: Job): Promise<void> {
    try {
      await deps.doJob(job);
    } catch (error) {
      deps.meter.count("failures", { what: `job ${job.kind}` });
      if (error instanceof StoreUnavailable) throw error;
      log.error({ job, err: error }, "a job failed; it is tried again when its lease ends");
    }
  }

  async function drain(): Promise<void> {
    try {
      while (!isStopped) {
        const jobs = await store.claimDue(BATCH, LEASE);
        await Promise.all(jobs.map(one));
        if (jobs.length < BATCH) break;
      }
      if (isStoreAway) log.info({}, "the store is back, due work goes on");
      isStoreAway = false;
    } catch (error) {
      if (!isStoreAway) log.warn({ err: error }, "the store is away, due work waits");
      isStoreAway = true;
    }
  }

  /** One drain at a time: a tick during a long one joins it. */
  function tick(): Promise<void> {
    running ??= drain().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    start: () => {
      task = cron.schedule(EVERY_SECOND, tick, { name: "due-work" });
    },
    tick,
    stop: async () => {
      isStopped = true;
      await task?.destroy();
      await running;
    },
  };
}
