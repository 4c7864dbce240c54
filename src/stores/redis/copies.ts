import type { Cluster, Redis } from "ioredis";
import { StoreUnavailable } from "../../engine/ports/store.ts";
import { mastersOf } from "./client.ts";

/** How long replicas may take to say that they have something, in milliseconds; everything else waits behind it. */
const PATIENCE = 1_000;

/** What tells somebody that it was done, or lets something be posted. Each may be repeated. */
const ACKNOWLEDGED: ReadonlySet<string> = new Set([
  ...["recordAnswer", "freezeRound", "awardPage", "takeClose", "beginEffect", "markEffect", "finishRound"],
  ...["openWindow", "addPractice", "confirmPosted", "loseMessage", "moveMessage", "voidRound"],
  ...["writeGroup", "finishRecap", "setLanguage", "setHidden", "setManager", "addReport", "rename"],
  ...["forgetLearner", "planForget", "forgetTeam"],
]);

export type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * The same method, but where it acknowledges something, so many replicas of each master have it by then: it outlives
 * the master. Where they do not say so in time it is not known to be recorded, and has to be repeated.
 */
export function withCopies(client: Redis | Cluster, copies: number, name: string, method: Method): Method {
  if (copies === 0 || !ACKNOWLEDGED.has(name)) return method;
  return async (...args) => {
    const result = await method(...args);
    const reached = await Promise.all(mastersOf(client).map((node) => node.wait(copies, PATIENCE)));
    const fewest = Math.min(...reached);
    if (fewest < copies) throw new StoreUnavailable(`${fewest} of ${copies} replicas have what was written`);
    return result;
  };
}
