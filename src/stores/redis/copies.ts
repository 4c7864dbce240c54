import type { Cluster, Redis } from "ioredis";
import type { Log } from "../../engine/ports/log.ts";
import { StartError } from "../../engine/ports/platform.ts";
import { StoreUnavailable } from "../../engine/ports/store.ts";
import { mastersOf } from "./client.ts";

/** How long replicas may take to say that they have something, in milliseconds; everything else waits behind it. */
const PATIENCE = 1_000;

/** What tells somebody that it was done, or lets something be posted. Each may be repeated. */
const ACKNOWLEDGED: ReadonlySet<string> = new Set([
  ...["recordAnswer", "freezeRound", "awardPage", "takeClose", "beginEffect", "markEffect", "finishRound"],
  ...["openWindow", "addPractice", "confirmPosted", "loseMessage", "moveMessage", "voidRound"],
  ...[
    "writeGroup",
    "finishRecap",
    "setLanguage",
    "setHidden",
    "setConsent",
    "setManager",
    "addReport",
    "sortReport",
    "addPraise",
    "decide",
    "bookRefunds",
    "finishRefund",
    "rename",
    "writePlans",
    "writeDocument",
  ],
  ...["setReminders", "moveReminder", "pauseReviews"],
  ...["forgetLearner", "planForget", "forgetTeam"],
]);

export type Method = (...args: unknown[]) => Promise<unknown>;

/** How many replicas the master has that has fewest, of those that said in time that they have all so far. */
async function fewest(client: Redis | Cluster, copies: number): Promise<number> {
  return Math.min(...(await Promise.all(mastersOf(client).map((node) => node.wait(copies, PATIENCE)))));
}

/**
 * Looks at the start whether there are as many.
 * @throws StartError where the bot may not ask
 */
export async function checkCopies(client: Redis | Cluster, copies: number, log: Log): Promise<void> {
  if (copies === 0) return;
  const found = await fewest(client, copies).catch((error: Error) => {
    if (!error.message.includes("NOPERM")) return 0;
    throw new StartError(
      "REDIS_COPIES needs the command WAIT, which the Redis user in REDIS_URL may not run.",
    );
  });
  if (found < copies)
    log.warn(
      { replicas: found, copies },
      "Redis has fewer replicas than REDIS_COPIES: nothing is recorded yet",
    );
}

/**
 * The same method, but where it acknowledges something, so many replicas of each master have it by then: it outlives
 * the master. Where they do not say so in time it is not known to be recorded, and has to be repeated.
 */
export function withCopies(client: Redis | Cluster, copies: number, name: string, method: Method): Method {
  if (copies === 0 || !ACKNOWLEDGED.has(name)) return method;
  return async (...args) => {
    const result = await method(...args);
    const found = await fewest(client, copies);
    if (found < copies) throw new StoreUnavailable(`${found} of ${copies} replicas have what was written`);
    return result;
  };
}
