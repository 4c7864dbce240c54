import type { Log } from "../engine/ports/log.ts";

export interface Repeated {
  /** Does it now. Resolves when it was done, or could not be. */
  now(): Promise<void>;
  /** Does it after the pause, once however often that is asked for. */
  soon(): void;
  stop(): void;
}

/**
 * Work of a start that is done again after a pause where it did not succeed, or something makes it necessary; a failure
 * is logged when it begins.
 *
 * @param pause milliseconds
 * @param failed what the log says of a failure
 * @param isSteady it is done again after each pause in any case
 */
export function createRepeated(
  work: () => Promise<void>,
  { pause, failed, isSteady }: { pause: number; failed: string; isSteady: boolean },
  log: Log,
): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isFailing = false;

  async function now(): Promise<void> {
    try {
      await work();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, failed);
      isFailing = true;
    }
    if (isSteady || isFailing) soon();
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
