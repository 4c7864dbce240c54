/** How fast something may go: so many a second on and on, and so many at once where it was quiet before. */
export interface Limit {
  perSecond: number;
  burst: number;
}

/**
 * high: somebody waits for it, as for an answer, a question or a result. low: gets what the others leave
 * (goes while more than half of the bucket is left), and a twentieth of the limit where they leave nothing.
 */
export type Priority = "high" | "low";

export interface Asking {
  priority?: Priority;
  /** The longest wait, in milliseconds, that is worth a token; any, if left out. */
  patience?: number;
}

/** taken: go after `wait` milliseconds. Otherwise nothing was taken, and asking makes sense again after `wait`. */
export interface Turn {
  taken: boolean;
  wait: number;
}

/**
 * Token buckets, over all replicas where they share a store: a platform counts what all of them send. A token is
 * reserved: who took one waits for its instant and goes, and nobody asks in a loop. Never throws: where the store
 * does not answer, each process goes on at once with a share of its own.
 */
export interface Pace {
  take(bucket: string, limit: Limit, asking?: Asking): Promise<Turn>;
  /** The platform refused: nobody goes for so many milliseconds, and then no more at once than the burst. */
  penalise(bucket: string, ms: number): Promise<void>;
  /** Milliseconds for which a penalty still holds; 0 where there is none. */
  closedFor(bucket: string): Promise<number>;
}

/** The part of a limit that is left to low priority whatever the others take. */
export const LOW_SHARE = 1 / 20;
