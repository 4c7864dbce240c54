import {
  type Depth,
  type FailedJob,
  type Outbox,
  type OutboxJob,
  PRIORITIES,
  QUIET,
} from "../../engine/ports/outbox.ts";
import { PLATFORMS, type PlatformName } from "../../engine/words/place.ts";
import { FAILED_KEPT, PLACES, QUIET_PLACES } from "./places.ts";
import { createTries, type RunDeps } from "./run.ts";

interface Entry {
  job: OutboxJob;
  tries: number;
  state: "waits" | "later" | "under-way";
  timer?: NodeJS.Timeout;
}

const isQuiet = ({ priority }: OutboxJob) => QUIET.includes(priority);

/** The outbox of a process that has its store in itself: all of it is gone with the process, due work included. */
export function createInProcessOutbox(deps: RunDeps): Outbox {
  const tries = createTries(deps);
  // Nobody else takes a job of this process.
  const never = new AbortController().signal;
  const entries = new Map<string, Entry>();
  const failed = new Map<string, FailedJob>();
  const underWay = new Set<Promise<void>>();
  const places = new Map<string, number>();
  let served: readonly PlatformName[] = [];
  let isStopped = false;

  const laneOf = (job: OutboxJob) => `${job.platform} ${isQuiet(job)}`;
  /** What waits, of each lane and priority in the order in which it came. */
  const waiting = new Map<string, Set<string>>();
  const rowOf = ({ platform, priority }: Pick<OutboxJob, "platform" | "priority">) => {
    const name = `${platform} ${priority}`;
    const row = waiting.get(name) ?? new Set<string>();
    waiting.set(name, row);
    return row;
  };

  function enqueue(entry: Entry, delay: number): void {
    entry.state = delay > 0 ? "later" : "waits";
    if (delay <= 0) {
      rowOf(entry.job).add(entry.job.id);
      pump(entry.job.platform);
      return;
    }
    entry.timer = setTimeout(() => enqueue(entry, 0), delay);
    entry.timer.unref();
  }

  async function run(entry: Entry): Promise<void> {
    const { job } = entry;
    const tried = await tries.attempt(job, { signal: never, held: () => true }, entry.tries);
    if (tried.kind === "again") {
      if (tried.counted) entry.tries += 1;
      // Nobody is left to do it here.
      if (!isStopped) return enqueue(entry, Math.max(1, tried.after));
    }
    entries.delete(job.id);
    failed.delete(job.id);
    if (tried.kind === "given-up") {
      failed.set(job.id, { id: job.id, job, reason: tried.reason, tries: entry.tries + 1, at: Date.now() });
      for (const id of [...failed.keys()].slice(0, -FAILED_KEPT)) failed.delete(id);
    }
  }

  function pump(platform: PlatformName): void {
    if (isStopped || !served.includes(platform)) return;
    for (const priority of PRIORITIES) {
      const row = rowOf({ platform, priority });
      for (const id of row) {
        const entry = entries.get(id) as Entry;
        const lane = laneOf(entry.job);
        const taken = places.get(lane) ?? 0;
        if (taken >= (isQuiet(entry.job) ? QUIET_PLACES : PLACES)) break;
        row.delete(id);
        entry.state = "under-way";
        places.set(lane, taken + 1);
        const work = run(entry).finally(() => {
          underWay.delete(work);
          places.set(lane, (places.get(lane) ?? 1) - 1);
          pump(platform);
        });
        underWay.add(work);
      }
    }
  }

  const add: Outbox["add"] = async (job) => {
    const known = entries.get(job.id);
    if (known !== undefined) return known.state === "under-way" ? "under-way" : "kept";
    const entry: Entry = { job, tries: 0, state: "waits" };
    entries.set(job.id, entry);
    enqueue(entry, job.delay ?? 0);
    return "kept";
  };

  const depthOf = (platform: PlatformName): Depth => {
    const here = [...entries.values()].filter(({ job }) => job.platform === platform);
    const count = (state: Entry["state"]) => here.filter((entry) => entry.state === state).length;
    const sizes = PRIORITIES.map((priority) => [priority, rowOf({ platform, priority }).size]);
    return {
      platform,
      waiting: Object.fromEntries(sizes) as Depth["waiting"],
      later: count("later"),
      underWay: count("under-way"),
      failed: [...failed.values()].filter(({ job }) => job?.platform === platform).length,
    };
  };

  async function rest(): Promise<void> {
    isStopped = true;
    for (const { timer } of entries.values()) clearTimeout(timer);
    await Promise.all(underWay);
  }

  return {
    handle: tries.handle,
    start: (platforms) => {
      served = platforms;
      for (const platform of platforms) pump(platform);
    },
    add,
    urgent: async (platform) =>
      PRIORITIES.filter((priority) => !QUIET.includes(priority)).reduce(
        (sum, priority) => sum + rowOf({ platform, priority }).size,
        0,
      ),
    depths: async () => PLATFORMS.map(depthOf),
    failures: async () => [...failed.values()].reverse(),
    retry: async (id) => {
      const found = failed.get(id);
      if (found === undefined || found.job === null) return false;
      failed.delete(id);
      await add(found.job);
      return true;
    },
    drop: async (id) => failed.delete(id),
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    rest,
    stop: rest,
  };
}
