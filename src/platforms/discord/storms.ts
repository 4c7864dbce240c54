import type { Log } from "../../engine/ports/log.ts";

/** How long after a refusal's own time nothing may be refused before it is over, in milliseconds. */
const CALM = 30_000;

/** Refusals that follow one another in a bucket. */
interface Storm {
  refused: number;
  timer: NodeJS.Timeout;
}

/** Says once that requests of a bucket are refused, and once that it is over, however many were. */
export function createStorms(log: Log): {
  refused(bucket: string, about: { what: string; wait: number }): void;
} {
  const storms = new Map<string, Storm>();
  return {
    refused(bucket, { what, wait }) {
      const before = storms.get(bucket);
      if (before === undefined) log.warn({ what, wait }, "Discord wants fewer requests");
      clearTimeout(before?.timer);
      const refused = (before?.refused ?? 0) + 1;
      const timer = setTimeout(() => {
        storms.delete(bucket);
        log.info({ what, refused }, "Discord takes these requests again");
      }, wait + CALM);
      timer.unref();
      storms.set(bucket, { refused, timer });
    },
  };
}
