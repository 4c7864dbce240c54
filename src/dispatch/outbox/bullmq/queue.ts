import type { Queue } from "bullmq";
import type { Cluster, Redis } from "ioredis";
import type { OutboxJob } from "../../../engine/ports/outbox.ts";
import { PRIORITIES, type Priority } from "../../../engine/ports/outbox.ts";
import type { PlatformName } from "../../../engine/words/place.ts";
import { QUIET_PLACES } from "../places.ts";
import { type LaneName, prefixOf, rankOf } from "./names.ts";

export type Library = typeof import("bullmq");

/** Events that BullMQ keeps of a queue, which nobody reads. */
const EVENTS = 10;
/** More tries than there are: when a job is given up is decided by whoever tries it. */
const ANY = 1_000_000;

/** What is added to a queue, and what is counted there. */
export interface Lane {
  name: LaneName;
  /** As of `Outbox`. */
  add(job: OutboxJob): Promise<"kept" | "under-way">;
  /** Jobs that may begin now. */
  waiting(): Promise<number>;
  underWay(): Promise<number>;
  later(): Promise<number>;
  waitingBy(): Promise<[Priority, number][]>;
  /** Says again how many quiet jobs may be under way over all processes: a queue that was lost forgot it. */
  limit(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a queue; it rejects where Redis is away. */
export async function openLane(
  { Queue: BullQueue }: Library,
  client: Redis | Cluster,
  platform: PlatformName,
  name: LaneName,
): Promise<Lane> {
  const queue: Queue<OutboxJob> = new BullQueue(name, {
    connection: client,
    prefix: prefixOf(platform),
    streams: { events: { maxLen: EVENTS } },
    defaultJobOptions: {
      attempts: ANY,
      backoff: { type: "custom" },
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 0,
    },
  });
  // The store says when Redis is away; what is asked meanwhile fails.
  queue.on("error", () => {});
  await queue.waitUntilReady();
  const limit = async () => {
    if (name === "quiet") await queue.setGlobalConcurrency(QUIET_PLACES);
  };
  await limit();
  return {
    name,
    add: async (job) => {
      // Before the adding: a job that begins in between sees all that is asked of it.
      if ((await client.exists(queue.toKey(`${job.id}:lock`))) === 1) return "under-way";
      const { delay = 0, ...kept } = job;
      await queue.add(job.kind, kept, { jobId: job.id, priority: rankOf(job), delay });
      return "kept";
    },
    // What was taken over from a process that died waits in front of all others, in a list of its own.
    waiting: () => queue.getJobCountByTypes("waiting", "prioritized"),
    underWay: () => queue.getActiveCount(),
    later: () => queue.getDelayedCount(),
    waitingBy: async () => {
      const counts = await queue.getCountsPerPriority(PRIORITIES.map((_, i) => i + 1));
      return PRIORITIES.map((priority, i) => [priority, counts[i + 1] ?? 0]);
    },
    limit,
    close: () => queue.close(),
  };
}
