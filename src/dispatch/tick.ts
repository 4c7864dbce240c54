import cron from "node-cron";
import type { Log } from "../engine/ports/log.ts";

/** How often it is looked for due work; node-cron's finest is a second. */
const EVERY_SECOND = "* * * * * *";

export interface Tick {
  stop(): void;
}

/**
 * Ticks every second. A tick has no past: node-cron says when the next one is, seen from now, and one timer
 * waits for it. Its own scheduling walks through every second that a sleeping machine missed, which takes
 * seconds in which nobody is answered; and a clock that is set back would hold it up for as long.
 */
export function startTick(onTick: () => void, log: Log): Tick {
  const logger = {
    debug: (message: string | Error) => log.debug({}, String(message)),
    info: (message: string) => log.info({}, message),
    warn: (message: string) => log.warn({}, message),
    error: (message: string | Error) => log.error({}, String(message)),
  };
  const task = cron.createTask(EVERY_SECOND, onTick, { name: "due-work", logger });
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    const [next] = task.getNextRuns(1);
    timer = setTimeout(
      () => {
        wait();
        void task.execute();
      },
      Math.max(1, (next?.getTime() ?? 0) - Date.now()),
    );
  };
  wait();
  return {
    stop: () => {
      clearTimeout(timer);
      void task.destroy();
    },
  };
}
