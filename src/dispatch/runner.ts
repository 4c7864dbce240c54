import type { Log, Meter } from "../engine/ports/log.ts";
import { type Job, type Store, StoreUnavailable } from "../engine/ports/store.ts";
import { startTick, type Tick } from "./tick.ts";

export interface Runner {
  start(): void;
  /** Claims what is due now and starts it; resolves when all that is under way is done. */
  tick(): Promise<void>;
  /** Claims nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** A claim's lifetime, in milliseconds: if the replica dies, another one takes the job over after it. */
const LEASE = 60_000;
/** How often the lease of a job that is still under way is renewed, in milliseconds. */
const RENEWAL = LEASE / 4;
/** Jobs under way at once: a slow channel holds up one place, not the others. */
const PLACES = 64;

function nameOf(job: Job): string {
  return [job.kind, job.place.team, job.place.group, "round" in job ? job.round : ""].join("|");
}

/**
 * The in-process runner: node-cron gives the tick, the store hands out what is due, each job to one
 * replica. A queue would take the place of this file: it would claim the same jobs and call the same `doJob`.
 */
export function createRunner(deps: {
  store: Pick<Store, "claimDue" | "renewLease">;
  /** Whether this process serves the job's platform; `doJob` puts back what it does not. */
  serves: (job: Job) => boolean;
  doJob: (job: Job) => Promise<void>;
  log: Log;
  meter: Meter;
}): Runner {
  const { store, log } = deps;
  const underWay = new Map<string, Promise<void>>();
  let clockwork: Tick | null = null;
  let claiming: Promise<void> | null = null;
  let isStopped = false;
  let isStoreAway = false;
  let isMoreExpected = false;
  /** All replicas tick at once, and the fastest would claim what it cannot do again and again. */
  let isNextTickLeft = false;

  /** Logged when it changes, not every second. */
  function storeIs(away: boolean, error?: unknown): void {
    if (away && !isStoreAway) log.warn({ err: error }, "the store is away, due work waits");
    if (!away && isStoreAway) log.info({}, "the store is back, due work goes on");
    isStoreAway = away;
  }

  /** Nobody else is to begin what is only slow here. */
  function keepLease(job: Job): () => void {
    const timer = setInterval(() => {
      store
        .renewLease(job, LEASE)
        .catch((error) => log.warn({ job, err: error }, "the lease of a job could not be renewed"));
    }, RENEWAL);
    return () => clearInterval(timer);
  }

  async function run(job: Job): Promise<void> {
    const letGo = keepLease(job);
    try {
      await deps.doJob(job);
    } catch (error) {
      deps.meter.count("failures", { what: `job ${job.kind}` });
      if (error instanceof StoreUnavailable) return storeIs(true, error);
      log.error({ job, err: error }, "a job failed; it is tried again when its lease ends");
    } finally {
      letGo();
    }
  }

  async function claim(): Promise<void> {
    const free = PLACES - underWay.size;
    if (isStopped || free <= 0) return;
    const jobs = await store.claimDue(free, LEASE);
    storeIs(false);
    isMoreExpected = jobs.length >= free;
    if (!jobs.every(deps.serves)) isNextTickLeft = true;
    for (const job of jobs) {
      const name = nameOf(job);
      // Its lease ended while it is still under way here.
      if (underWay.has(name)) continue;
      const work = run(job).finally(() => {
        underWay.delete(name);
        if (isMoreExpected) void look();
      });
      underWay.set(name, work);
    }
  }

  /** One claim at a time; whoever comes meanwhile waits for the same. */
  function look(): Promise<void> {
    claiming ??= claim()
      .catch((error: unknown) => storeIs(true, error))
      .finally(() => {
        claiming = null;
      });
    return claiming;
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0 || claiming !== null) await Promise.all([claiming, ...underWay.values()]);
  }

  async function tick(): Promise<void> {
    await look();
    await settled();
  }

  return {
    start: () => {
      const onTick = () => {
        if (!isNextTickLeft) return void look();
        isNextTickLeft = false;
      };
      clockwork = startTick(onTick, log);
    },
    tick,
    stop: async () => {
      isStopped = true;
      clockwork?.stop();
      await claiming;
      await settled();
    },
  };
}
