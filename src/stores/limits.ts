import { type RateLimiterAbstract, RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { type Limited, type Limiter, PER_MINUTE } from "../engine/ports/limiter.ts";

/** Seconds over which is counted. */
const MINUTE = 60;

/** Counts by key that begin anew with every minute. */
function createMinute(): (key: string) => number {
  const counts = new Map<string, number>();
  let minute = 0;
  return (key) => {
    const now = Math.floor(performance.now() / (MINUTE * 1000));
    if (now !== minute) counts.clear();
    minute = now;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
}

/**
 * A limiter that keeps one counter of the library for each kind of thing.
 *
 * @param alone the part of a minute's limit that is counted without asking the counter, by each process for itself:
 * nearly nobody does more, and every replica lets through that much more of those who do
 */
export function limiterOf(
  make: (what: Limited, limit: { points: number; duration: number }) => RateLimiterAbstract,
  alone = 0,
): Limiter {
  const kinds = Object.keys(PER_MINUTE) as Limited[];
  const counters = new Map(
    kinds.map((what) => {
      const few = Math.floor(PER_MINUTE[what] * alone);
      const counter = make(what, { points: PER_MINUTE[what] - few, duration: MINUTE });
      return [what, { few, counted: createMinute(), counter }];
    }),
  );
  return {
    async take(what, team, learner) {
      const of = counters.get(what);
      const key = JSON.stringify([team, learner]);
      if (of === undefined || (of.few > 0 && of.counted(key) <= of.few)) return null;
      try {
        await of.counter.consume(key);
        return null;
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        return (refused as RateLimiterRes).msBeforeNext;
      }
    },
  };
}

/** Counts in this process alone. */
export function createMemoryLimiter(): Limiter {
  return limiterOf((_, limit) => new RateLimiterMemory(limit));
}
