import type { Log, Meter } from "../../engine/ports/log.ts";
import {
  type Handler,
  type Hold,
  type OutboxJob,
  TriedInVain,
  type Work,
  type WorkKind,
} from "../../engine/ports/outbox.ts";
import { StoreUnavailable } from "../../engine/ports/store.ts";
import { PATIENCE, type Patience, pauseAfter } from "./patience.ts";

/** What became of a try. `lost`: the job is somebody else's now. */
export type Tried =
  | { kind: "done" }
  | { kind: "lost" }
  /** Again after a pause; `counted`: it was a failure. */
  | { kind: "again"; after: number; counted: boolean }
  | { kind: "given-up"; reason: string };

export interface RunDeps {
  log: Log;
  meter: Meter;
  /** A number in [0, 1). */
  chance: () => number;
  patience?: Partial<Patience>;
}

type Handlers = { [K in WorkKind]?: Handler<Work[K]> };

class TookTooLong extends Error {
  override name = "TookTooLong";
}

/** Tries jobs with the handlers of their kinds, and decides what becomes of those that fail. */
export function createTries({ log, meter, chance, patience: other }: RunDeps) {
  const patience = { ...PATIENCE, ...other };
  const handlers: Handlers = {};

  /** A job whose due work cannot be put off comes up again as if it had been lost, which does no harm. */
  async function tell(job: OutboxJob, told: Promise<void> | undefined): Promise<void> {
    try {
      await told;
    } catch (error) {
      log.warn({ job: job.id, err: error }, "what became of a job could not be noted");
    }
  }

  async function inTime<T>(work: (hold: Hold) => Promise<T>, { signal, held }: Hold): Promise<T> {
    const over = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        over.abort();
        reject(new TookTooLong(`it took more than ${patience.timeLimit / 1_000} seconds`));
      }, patience.timeLimit);
    });
    try {
      return await Promise.race([
        work({
          signal: AbortSignal.any([signal, over.signal]),
          held: () => !over.signal.aborted && held(),
        }),
        limit,
      ]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param before how many tries of this job failed before */
  async function attempt(job: OutboxJob, hold: Hold, before: number): Promise<Tried> {
    const handler = handlers[job.kind] as Handler<unknown> | undefined;
    if (handler === undefined) {
      log.warn({ job: job.id, kind: job.kind }, "a job of a kind that this version does not know waits");
      return { kind: "again", after: patience.unknown, counted: false };
    }
    try {
      await inTime((inside) => handler.run(job.work, inside), hold);
      return { kind: "done" };
    } catch (error) {
      if (!hold.held()) return { kind: "lost" };
      if (error instanceof TriedInVain && error.waits)
        return { kind: "again", after: error.after, counted: false };
      meter.count("failures", { what: `job ${whatOf(job)}` });
      if (error instanceof StoreUnavailable)
        return { kind: "again", after: patience.storeAway, counted: false };
      const reason = error instanceof Error ? error.message : String(error);
      const tries = before + 1;
      const name = { job: job.id, tries, err: error };
      if (tries >= patience.tries) {
        log.error(name, "a job was given up; `npm run jobs` lists it");
        await tell(job, handler.givenUp?.(job.work));
        return { kind: "given-up", reason };
      }
      const after = pauseAfter(patience, tries, error instanceof TriedInVain ? error.after : 0, chance());
      if (error instanceof TriedInVain) log.warn({ ...name, after }, "a job is tried again");
      else log.error({ ...name, after }, "a job failed and is tried again");
      meter.count("retries", { what: whatOf(job) });
      await tell(job, handler.postponed?.(job.work, after));
      return { kind: "again", after, counted: true };
    }
  }

  return {
    handle: <K extends WorkKind>(kind: K, handler: Handler<Work[K]>) => {
      handlers[kind] = handler as Handlers[K];
    },
    attempt,
  };
}

const whatOf = (job: OutboxJob) => (job.kind === "due" ? job.work.kind : job.kind);
