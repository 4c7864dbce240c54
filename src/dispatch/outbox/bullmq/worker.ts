import type { Job, Worker } from "bullmq";
import type { Cluster, Redis } from "ioredis";
import type { Log } from "../../../engine/ports/log.ts";
import type { Hold, OutboxJob } from "../../../engine/ports/outbox.ts";
import type { PlatformName } from "../../../engine/words/place.ts";
import { PLACES, QUIET_PLACES } from "../places.ts";
import type { Tried } from "../run.ts";
import { type LaneName, prefixOf } from "./names.ts";
import type { Library } from "./queue.ts";

/** Milliseconds. */
export interface LockTimes {
  /** A job whose lock nobody renewed for so long is somebody else's. */
  lock: number;
  /** How often it is looked for such jobs. */
  look: number;
}

/** However often processes are killed, a job is not given up for that. */
const ANY = 1_000_000_000;
/** How long a worker rests that Redis refused something, in milliseconds: it would ask again at once. */
const REST = 2_000;
/** When a job is tried again that seemed lost and was not, or Redis that was away, in milliseconds. */
const SOON = 1_000;

/** Tells BullMQ when to try a job again. */
class Retry extends Error {
  readonly after: number;
  constructor(after: number) {
    super("it is tried again");
    this.after = after;
  }
}

export interface LaneWorker {
  /** Begins nothing more and waits for what is under way, which comes to no end while Redis is away. */
  close(): Promise<void>;
}

/** Does the jobs of a queue; it rejects where Redis is away. */
export async function openWorker(
  { Worker: BullWorker, DelayedError }: Library,
  client: Redis | Cluster,
  [platform, name]: [PlatformName, LaneName],
  deps: {
    attempt: (job: OutboxJob, hold: Hold, before: number) => Promise<Tried>;
    /** What became of a job for good. */
    ended: (job: OutboxJob, tried: Tried & { kind: "done" | "given-up" }, tries: number) => Promise<void>;
    times: LockTimes;
    log: Log;
  },
): Promise<LaneWorker> {
  const { times, log } = deps;
  /** By token of the lock: until when it holds for certain, by this process's steady clock. */
  const holds = new Map<string, { until: number; lost: AbortController }>();

  class Fenced extends BullWorker<OutboxJob, void> {
    override async extendJobLocks(ids: string[], tokens: string[], duration: number): Promise<string[]> {
      const sent = performance.now();
      const failed = await super.extendJobLocks(ids, tokens, duration);
      for (const [i, id] of ids.entries()) {
        const hold = holds.get(tokens[i] ?? "");
        if (hold === undefined) continue;
        if (failed.includes(id)) hold.lost.abort();
        else hold.until = sent + duration;
      }
      return failed;
    }
  }

  async function work(job: Job<OutboxJob>, token = ""): Promise<void> {
    // Locked when it was asked for, and this process may have been stopped since.
    const age = Math.max(0, Date.now() - (job.processedOn ?? Date.now()));
    const hold = { until: performance.now() - age + times.lock, lost: new AbortController() };
    holds.set(token, hold);
    const held = () => !hold.lost.signal.aborted && performance.now() < hold.until;
    try {
      const tried = await deps.attempt(job.data, { signal: hold.lost.signal, held }, job.attemptsMade);
      switch (tried.kind) {
        case "done":
        case "given-up":
          return await deps.ended(job.data, tried, job.attemptsMade + 1);
        case "lost":
          throw new Retry(SOON);
        case "again":
          if (tried.counted) throw new Retry(tried.after);
          await job.moveToDelayed(Date.now() + tried.after, token);
          throw new DelayedError();
        default:
          tried satisfies never;
      }
    } finally {
      holds.delete(token);
    }
  }

  const worker: Worker<OutboxJob, void> = new Fenced(name, work, {
    connection: client,
    prefix: prefixOf(platform),
    concurrency: name === "quiet" ? QUIET_PLACES : PLACES,
    lockDuration: times.lock,
    stalledInterval: times.look,
    maxStalledCount: ANY,
    // A worker cannot be closed in this pause, which is a quarter of a minute else.
    runRetryDelay: SOON,
    settings: { backoffStrategy: (_tries, _type, error) => (error instanceof Retry ? error.after : SOON) },
  });

  let isClosed = false;
  let calm: NodeJS.Timeout | undefined;
  let rest: NodeJS.Timeout | undefined;
  /** Once nothing has gone wrong for a while, and Redis answers; it is asked as patiently as it takes. */
  async function sayThatItIsOver(seen: NodeJS.Timeout | undefined): Promise<void> {
    await client.ping();
    if (calm !== seen) return;
    calm = undefined;
    log.info({ platform, lane: name }, "the trouble with the outbox is over");
  }
  function watchCalm(): void {
    clearTimeout(calm);
    if (isClosed) return;
    const timer = setTimeout(() => void sayThatItIsOver(timer).catch(watchCalm), times.look);
    timer.unref();
    calm = timer;
  }
  worker.on("error", (error) => {
    if (isClosed) return;
    if (calm === undefined)
      log.warn({ platform, lane: name, reason: error.message }, "there is trouble with the outbox");
    watchCalm();
    if (error.name !== "ReplyError" || rest !== undefined) return;
    void worker.pause(true);
    rest = setTimeout(() => {
      rest = undefined;
      worker.resume();
    }, REST);
  });
  try {
    await worker.waitUntilReady();
  } catch (error) {
    await worker.close(true);
    throw error;
  }
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(rest);
      clearTimeout(calm);
      await worker.close();
    },
  };
}
