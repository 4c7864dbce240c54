import type { Cluster, Redis } from "ioredis";
import type { Depth, Outbox } from "../../../engine/ports/outbox.ts";
import { StoreUnavailable } from "../../../engine/ports/store.ts";
import { PLATFORMS, type PlatformName } from "../../../engine/words/place.ts";
import { createTries, type RunDeps } from "../run.ts";
import { failuresOf } from "./failures.ts";
import { type LaneName, laneOf } from "./names.ts";
import { type Lane, type Library, openLane } from "./queue.ts";
import { type LaneWorker, type LockTimes, openWorker } from "./worker.ts";

const LANES: readonly LaneName[] = ["urgent", "quiet"];
const TIMES: LockTimes = { lock: 30_000, look: 15_000 };
/** How often it is said again how much quiet work may be under way, in milliseconds. */
const LIMITED = 60_000;
/** The pause before it is tried again to serve a queue, in milliseconds. */
const SOON = 1_000;
/** How often it is looked whether all is done, in milliseconds: for tests alone. */
const LOOK = 10;
/** How long stopping waits for what is under way, in milliseconds; the rest is taken over by somebody. */
const LEAVE = 10_000;

/** Keeps no process alive. */
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

interface Opened {
  library: Library;
  client: Redis | Cluster;
  lanes: Map<string, Promise<Lane>>;
}

/**
 * The outbox on BullMQ: all replicas share the queues, and one takes over what another had when it died. Nothing is
 * connected or even loaded before it is needed, so that the start does not wait for it.
 *
 * @param deps.connect another connection to Redis; `waits`: one whose commands wait until Redis is there
 * @param deps.leave milliseconds that stopping waits for what is under way
 */
export function createBullOutbox(
  deps: RunDeps & { connect: (waits: boolean) => Redis | Cluster; times?: LockTimes; leave?: number },
): Outbox {
  const { log, times = TIMES, leave = LEAVE } = deps;
  const tries = createTries(deps);
  const workers = new Set<LaneWorker>();
  let served: readonly PlatformName[] = [];
  let opening: Promise<Opened> | null = null;
  let waiting: Redis | Cluster | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function connect(): Promise<Opened> {
    const client = deps.connect(false);
    // What is wrong is an event; the attempt itself only tells that the connection is closed.
    let reason: Error | null = null;
    client.on("error", (error: Error) => {
      reason ??= error;
    });
    try {
      const [library] = await Promise.all([import("bullmq"), client.connect()]);
      // The nodes of a cluster are connected to at their first command, and one that finds that under way fails.
      if ("nodes" in client) await Promise.all(client.nodes("master").map((node) => node.ping()));
      return { library, client, lanes: new Map() };
    } catch (error) {
      client.disconnect();
      throw reason ?? error;
    }
  }

  function open(): Promise<Opened> {
    if (opening !== null) return opening;
    const opened = connect();
    opening = opened;
    opened.catch(() => {
      opening = null;
    });
    return opened;
  }

  async function laneFor(platform: PlatformName, name: LaneName): Promise<Lane> {
    const { library, client, lanes } = await open();
    const key = `${platform} ${name}`;
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const lane = openLane(library, client, platform, name);
    lanes.set(key, lane);
    lane.catch(() => lanes.delete(key));
    return lane;
  }

  const lanesFor = (platform: PlatformName) => Promise.all(LANES.map((name) => laneFor(platform, name)));
  const failures = async (platform: PlatformName) => failuresOf((await open()).client, platform);

  /** Whatever goes wrong with the queue is the store's absence to those who use it. */
  async function reaching<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      throw new StoreUnavailable((error as Error).message, { cause: error });
    }
  }

  const add: Outbox["add"] = (job) =>
    reaching(async () => (await laneFor(job.platform, laneOf(job))).add(job));

  async function work(platform: PlatformName, name: LaneName): Promise<void> {
    const { library } = await open();
    waiting ??= deps.connect(true);
    const worker = await openWorker(library, waiting, [platform, name], {
      attempt: tries.attempt,
      ended: async (job, tried, count) => {
        const kept = await failures(platform);
        if (tried.kind === "done") await kept.drop(job.id);
        else await kept.keep({ id: job.id, job, reason: tried.reason, tries: count, at: Date.now() });
      },
      times,
      log,
    });
    if (isStopped) await worker.close();
    else workers.add(worker);
  }

  /** Serves a queue as soon as Redis is there. */
  async function serve(platform: PlatformName, name: LaneName): Promise<void> {
    while (!isStopped) {
      try {
        return await work(platform, name);
      } catch (error) {
        log.debug({ platform, lane: name, err: error }, "the outbox cannot be served yet");
        await sleep(SOON);
      }
    }
  }

  async function limitQuiet(): Promise<void> {
    for (const platform of served) await (await laneFor(platform, "quiet")).limit();
  }

  async function depthOf(platform: PlatformName): Promise<Depth> {
    const lanes = await lanesFor(platform);
    const sum = async (of: (lane: Lane) => Promise<number>) =>
      (await Promise.all(lanes.map(of))).reduce((a, b) => a + b, 0);
    const by = (await Promise.all(lanes.map((lane) => lane.waitingBy()))).flat();
    const sizes: Record<string, number> = {};
    for (const [priority, size] of by) sizes[priority] = (sizes[priority] ?? 0) + size;
    return {
      platform,
      waiting: sizes as Depth["waiting"],
      later: await sum((lane) => lane.later()),
      underWay: await sum((lane) => lane.underWay()),
      failed: await (await failures(platform)).count(),
    };
  }

  async function isIdle(platform: PlatformName): Promise<boolean> {
    const lanes = await lanesFor(platform);
    const counts = await Promise.all(lanes.flatMap((lane) => [lane.waiting(), lane.underWay()]));
    return counts.every((count) => count === 0);
  }

  /** Of all platforms, served or not, the one that kept a job of this id. */
  async function platformOfFailed(id: string): Promise<PlatformName | null> {
    for (const platform of PLATFORMS)
      if ((await (await failures(platform)).read(id)) !== null) return platform;
    return null;
  }

  /** Where Redis is away nothing of a queue comes to an end: whatever is closed is not waited for longer than this. */
  const leaving = (closing: readonly Promise<void>[]) =>
    Promise.race([Promise.allSettled(closing), sleep(leave)]);

  let resting: Promise<unknown> | null = null;
  async function rest(): Promise<void> {
    isStopped = true;
    clearInterval(timer);
    resting ??= leaving([...workers].map((worker) => worker.close()));
    await resting;
  }

  return {
    handle: tries.handle,
    start: (platforms) => {
      served = platforms;
      for (const platform of platforms) for (const name of LANES) void serve(platform, name);
      timer = setInterval(() => void limitQuiet().catch(() => {}), LIMITED);
      timer.unref();
    },
    add,
    urgent: (platform) => reaching(async () => (await laneFor(platform, "urgent")).waiting()),
    depths: () => reaching(() => Promise.all(PLATFORMS.map(depthOf))),
    failures: () =>
      reaching(async () => {
        const all = await Promise.all(PLATFORMS.map(async (one) => (await failures(one)).all()));
        return all.flat().sort((a, b) => b.at - a.at);
      }),
    retry: (id) =>
      reaching(async () => {
        const platform = await platformOfFailed(id);
        if (platform === null) return false;
        const kept = await failures(platform);
        const found = await kept.read(id);
        // Off the list first: it may be done, or fail anew, before the adding is known.
        if (found === null || found.job === null || !(await kept.drop(id))) return false;
        try {
          await add(found.job);
        } catch (error) {
          await kept.keep(found);
          throw error;
        }
        return true;
      }),
    drop: (id) =>
      reaching(async () => {
        const platform = await platformOfFailed(id);
        return platform !== null && (await failures(platform)).drop(id);
      }),
    settled: async () => {
      for (const platform of served) while (!isStopped && !(await isIdle(platform))) await sleep(LOOK);
    },
    rest,
    stop: async () => {
      await rest();
      const opened = await opening?.catch(() => null);
      if (opened) {
        await leaving([...opened.lanes.values()].map(async (lane) => (await lane).close()));
        opened.client.disconnect();
      }
      waiting?.disconnect();
    },
  };
}
