import type { Log } from "../engine/ports/log.ts";

export interface Repeated {
  /** Does it now. */
  now(): Promise<void>;
  /** Does it after the pause, once however often that is asked for. */
  soon(): void;
  stop(): void;
}

/**
 * Work of a start that something may make necessary again, or that did not succeed: then it is done after a pause.
 *
 * @param pause milliseconds
 */
export function createAgain(work: () => Promise<void>, pause: number, log: Log): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function now(): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, "it could not be looked up which questions were left behind");
      soon();
    }
  }

  function soon(): void {
    if (isStopped || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void now();
    }, pause);
    timer.unref();
  }

  return {
    now,
    soon,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
