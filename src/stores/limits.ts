import { type RateLimiterAbstract, RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { type Limited, type Limiter, PER_MINUTE } from "../engine/ports/limiter.ts";

/** Seconds over which is counted. */
const MINUTE = 60;

/** A limiter that keeps one counter of the library for each kind of thing. */
export function limiterOf(
  make: (what: Limited, limit: { points: number; duration: number }) => RateLimiterAbstract,
): Limiter {
  const kinds = Object.keys(PER_MINUTE) as Limited[];
  const counters = new Map(
    kinds.map((what) => [what, make(what, { points: PER_MINUTE[what], duration: MINUTE })]),
  );
  return {
    async take(what, team, learner) {
      try {
        await counters.get(what)?.consume(JSON.stringify([team, learner]));
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
