import type { DefaultWebSocketManagerOptions, IIdentifyThrottler } from "discord.js";
import type { Limit, Pace } from "../../engine/ports/pace.ts";
import { waitForTurn } from "../pace.ts";

/** The manager of @discordjs/ws, not the one of the same name in discord.js. */
type Manager = Parameters<typeof DefaultWebSocketManagerOptions.buildIdentifyThrottler>[0];

/** One shard of each bucket in five seconds, and a little for the way there. */
const IDENTIFY: Limit = { perSecond: 1 / 5.2, burst: 1 };
/** Milliseconds that a shard waits; then it asks anew. A large bot needs hours to identify all. */
const PATIENCE = 3 * 60 * 60_000;

/**
 * Lets the shards of all processes identify one after the other, as many side by side as Discord allows this bot.
 * What @discordjs/ws brings along counts for one process, and in 1.2.3 not even there: it builds a throttler for
 * each of the shards that ask before the first is there.
 */
export function sharedThrottler(pace: Pace, bot: string): (manager: Manager) => Promise<IIdentifyThrottler> {
  return async (manager) => {
    const { session_start_limit: limit } = await manager.fetchGatewayInformation();
    return {
      waitForIdentify: async (shard, signal) => {
        const bucket = `${bot}|identify|${shard % limit.max_concurrency}`;
        const stopped = new Promise<never>((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        });
        signal.throwIfAborted();
        await Promise.race([
          waitForTurn(pace, bucket, IDENTIFY, { priority: "high", patience: PATIENCE }),
          stopped,
        ]);
      },
    };
  };
}
