import type { Log } from "../engine/ports/log.ts";

export interface Every {
  /** Does it now, and again after each pause. Resolves when it was done once, or could not be. */
  start(): Promise<void>;
  stop(): void;
}

/** Work that is done again and again, one at a time; a failure is logged when it begins and left to the next time. */
export function createEvery(work: () => Promise<void>, pause: number, log: Log, failed: string): Every {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isFailing = false;
  const once = async () => {
    try {
      await work();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, failed);
      isFailing = true;
    }
    if (isStopped) return;
    timer = setTimeout(() => void once(), pause);
    timer.unref();
  };
  return {
    start: once,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
