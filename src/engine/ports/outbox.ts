import type { MessageRef, Place, PlatformName, TeamId } from "../words/place.ts";
import type { Say } from "../words/say.ts";
import type { Arrival } from "./platform.ts";
import type { Job } from "./store.ts";

/** What goes first, from the most urgent on. */
export const PRIORITIES = ["live", "question", "result", "summary", "message", "seed", "count"] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * What may wait: it has a lane of its own with few places, so that it holds nobody up and comes to its share
 * however much else there is.
 */
export const QUIET: readonly Priority[] = ["seed", "count"];

/** The kinds of work, and what is kept of each until it is done. */
export interface Work {
  /** Work of the due index. */
  due: Job;
  /** The bot's own reactions under a question, to be pressed by everybody. */
  seed: { team: TeamId; round: string };
  /** The number of answers that a question's message shows. */
  count: { team: TeamId; round: string };
  /** The first words in a team. */
  greet: Arrival;
  /** A message that came twice, or too late, and what is to stand there instead. `until`: when it is let be. */
  copy: { team: TeamId; message: MessageRef; line: Say; until?: number };
  /** Something that is said in a channel: to whoever looks after the bank, or who had answered what counts for nobody. */
  report: { to: Place; key: string; lines: readonly Say[] };
}
export type WorkKind = keyof Work;

/** One job: the same id is the same job, and an id says what is done, and which time where that may happen again. */
export type OutboxJob = {
  [K in WorkKind]: {
    /** Holds no colon. */
    id: string;
    kind: K;
    platform: PlatformName;
    priority: Priority;
    work: Work[K];
    /** Milliseconds before it may begin; none where it is left out. */
    delay?: number;
  };
}[WorkKind];

/** What a process has of a job that it does. */
export interface Hold {
  /** Aborted when the job is not this process's any more, or takes too long. */
  signal: AbortSignal;
  /**
   * Whether the job is still this process's own. Asked before each effect: a process that was stopped for a
   * while finds out here, before any message reaches it, that somebody else may have begun.
   */
  held(): boolean;
}

/** The platform or another reason wants it later: the job is tried again, not before `after` milliseconds. */
export class TriedInVain extends Error {
  override name = "TriedInVain";
  readonly after: number;
  /** It is no failure and counts as none: somebody has to let the bot in, a question to close, or others go first. */
  readonly waits: boolean;
  constructor(detail: string, after: number, waits = false) {
    super(detail);
    this.after = after;
    this.waits = waits;
  }
}

/** The same where the channel is closed to the bot: it waits for who lets it in. */
export class ShutOut extends TriedInVain {
  override name = "ShutOut";
  constructor(detail: string, after: number) {
    super(detail, after, true);
  }
}

/** How one kind of work is done. */
export interface Handler<W> {
  /**
   * Does it. May be repeated at any point, and by two at once where one of them has lost the job without
   * knowing. Throws where it did not succeed, or has to wait.
   */
  run(work: W, hold: Hold): Promise<void>;
  /** It did not succeed, and is tried again after `delay` milliseconds. */
  postponed?(work: W, delay: number): Promise<void>;
  /** It did not succeed however often it was tried, and is tried no more. */
  givenUp?(work: W): Promise<void>;
}

/** A job that was given up. */
export interface FailedJob {
  id: string;
  /** null: what is kept of it cannot be read, so it can only be dropped. */
  job: OutboxJob | null;
  /** Why the last try failed. */
  reason: string;
  tries: number;
  /** Epoch milliseconds. */
  at: number;
}

/** What lies in the outbox of a platform. */
export interface Depth {
  platform: PlatformName;
  /** Jobs that may begin now. */
  waiting: Readonly<Record<Priority, number>>;
  /** Jobs that may begin later. */
  later: number;
  underWay: number;
  failed: number;
}

/**
 * All that goes out to the platforms because of the clock. Each platform has a queue of its own. A job is done at
 * least once, by one process at a time as far as anybody can know, the most urgent first, and of one urgency in the
 * order in which they came. A job that fails is tried again, later each time; in the end it is given up and kept for
 * somebody to look at. What was added may get lost with its queue, so what must happen stays due in the store until
 * it is done.
 */
export interface Outbox {
  /** Says how a kind of work is done; before `start`. */
  handle<K extends WorkKind>(kind: K, handler: Handler<Work[K]>): void;
  /** Begins to do the jobs of these platforms; those of others wait for a process that serves them. */
  start(platforms: readonly PlatformName[]): void;
  /**
   * Adds a job. `kept`: it begins from now on, as this one or as the same one that was added before.
   * `under-way`: the same one has begun and may not see what changed since; to be added again where that matters.
   */
  add(job: OutboxJob): Promise<"kept" | "under-way">;
  /** How many jobs of a platform wait that are not quiet. */
  urgent(platform: PlatformName): Promise<number>;
  depths(): Promise<readonly Depth[]>;
  /** What was given up, the newest first. */
  failures(): Promise<readonly FailedJob[]>;
  /** Adds a job that was given up once more; false where there is none of this id. */
  retry(id: string): Promise<boolean>;
  /** Forgets a job that was given up; false where there is none of this id. */
  drop(id: string): Promise<boolean>;
  /** Resolves when nothing may begin now and nothing is under way. */
  settled(): Promise<void>;
  /**
   * Begins nothing more and waits for what is under way. What has not begun is left for others, where it outlives
   * this process, and so is what is added from now on: members are served until their platforms stop.
   */
  rest(): Promise<void>;
  /** Rests, and lets go of the queue. */
  stop(): Promise<void>;
}
