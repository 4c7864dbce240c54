import type { Log } from "../engine/ports/log.ts";

/**
 * Ends the process on a signal, or for a reason of its own: lets what is under way finish, then exits with `code`.
 * With 1 where stopping fails or takes longer than `patience` milliseconds, and at once on a second signal. What
 * was cut off comes up again elsewhere or at the next start.
 */
export function createShutdown(settings: {
  stop: () => Promise<void>;
  exit: (code: number) => void;
  patience: number;
  log: Log;
}): (signal: string, code?: number) => Promise<void> {
  const { stop, exit, patience, log } = settings;
  let isStopping = false;
  return async (signal, code = 0) => {
    if (isStopping) {
      log.warn({ signal }, "stopped at once, by a second signal");
      return exit(1);
    }
    isStopping = true;
    log.info({ signal }, "stopping");
    const late = setTimeout(() => {
      log.warn({ patience }, "stopping took too long");
      exit(1);
    }, patience);
    try {
      await stop();
      clearTimeout(late);
      exit(code);
    } catch (error) {
      clearTimeout(late);
      log.error({ err: error }, "stopping failed");
      exit(1);
    }
  };
}
