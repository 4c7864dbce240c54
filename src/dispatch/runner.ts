import type { Log } from "../engine/ports/log.ts";
import type { Outbox, OutboxJob, Priority } from "../engine/ports/outbox.ts";
import type { Job, Store } from "../engine/ports/store.ts";
import { type PlatformName, platformOf } from "../engine/words/place.ts";
import { startTick, type Tick } from "./tick.ts";

export interface Runner {
  start(): void;
  /** Hands on what is due now; resolves when all that may begin is done. */
  tick(): Promise<void>;
  /** Hands nothing more on. */
  stop(): Promise<void>;
}

/** How long work that was handed on is not handed on again, in milliseconds: as long as a lost queue costs. */
const LEASE = 60_000;
/** Work that is claimed at once. */
const BATCH = 500;
/** Nothing more of a platform is claimed while so many of its jobs wait. */
const MOST = 10_000;
/** When work that changed while it was under way is handed on again, in milliseconds. */
const SOON = 5_000;

const PRIORITY: Readonly<Record<Job["kind"], Priority>> = {
  open: "question",
  post: "question",
  close: "result",
  recap: "summary",
  remind: "message",
  refund: "result",
  reported: "message",
  document: "message",
  forget: "message",
};

/** Documents whose work does not wait as long as a message to one person may. */
const DOCUMENTS: Readonly<Record<string, Priority>> = { live: "live" };

const priorityOf = (job: Job): Priority =>
  (job.kind === "document" ? DOCUMENTS[job.document.kind] : undefined) ?? PRIORITY[job.kind];

function subjectOf(job: Job): string[] {
  if ("round" in job) return [job.round];
  if ("learner" in job) return [job.learner];
  return "document" in job ? [job.document.kind, job.document.id] : [];
}

/** Due work as a job of the outbox; its id is what is done. */
export function outboxJobOf(job: Job): OutboxJob {
  const { team, group } = job.place;
  const parts = [job.kind, team.replace(":", "."), group, ...subjectOf(job)];
  return {
    id: parts.filter((part) => part !== "").join("/"),
    kind: "due",
    platform: platformOf(team),
    priority: priorityOf(job),
    work: job,
  };
}

/**
 * The relay from the due index to the outbox: every second it hands on what is due. It stays due until it is done,
 * so what the outbox loses comes up again, and what it still has is the same job.
 */
export function createRunner(deps: {
  store: Pick<Store, "claimDue" | "retryLater">;
  outbox: Pick<Outbox, "add" | "urgent" | "settled">;
  /** Those that this process serves: work of others is left to processes that do. */
  platforms: readonly PlatformName[];
  log: Log;
}): Runner {
  const { store, outbox, log } = deps;
  let clockwork: Tick | null = null;
  const looking = new Map<PlatformName, Promise<void>>();
  let isStopped = false;
  let isAway = false;

  /** Logged when it changes, not every second. */
  function storeIs(away: boolean, error?: unknown): void {
    if (away && !isAway) log.warn({ err: error }, "the store is away, due work waits");
    if (!away && isAway) log.info({}, "the store is back, due work goes on");
    isAway = away;
  }

  async function handOn(job: Job): Promise<void> {
    if ((await outbox.add(outboxJobOf(job))) === "under-way") await store.retryLater(job, SOON);
  }

  async function relay(platform: PlatformName): Promise<void> {
    let claimed = BATCH;
    while (!isStopped && claimed === BATCH && (await outbox.urgent(platform)) < MOST) {
      const jobs = await store.claimDue(BATCH, LEASE, [platform]);
      claimed = jobs.length;
      await Promise.all(jobs.map(handOn));
    }
  }

  /** One look at a time for each platform, so that none waits for another; whoever comes meanwhile waits for the same. */
  function lookFor(platform: PlatformName): Promise<void> {
    const look =
      looking.get(platform) ??
      relay(platform)
        .then(() => storeIs(false))
        .catch((error: unknown) => storeIs(true, error))
        .finally(() => looking.delete(platform));
    looking.set(platform, look);
    return look;
  }

  const look = () => Promise.all(deps.platforms.map(lookFor));

  return {
    start: () => {
      clockwork = startTick(() => void look(), log);
    },
    tick: async () => {
      await look();
      await outbox.settled();
    },
    stop: async () => {
      isStopped = true;
      clockwork?.stop();
      await Promise.all(looking.values());
    },
  };
}
