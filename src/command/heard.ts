import type { Log } from "../engine/ports/log.ts";
import { StoreUnavailable } from "../engine/ports/store.ts";
import type { TeamId } from "../engine/words/place.ts";

/** The pauses before the store is asked again, in milliseconds: each twice as long as the one before. */
const SHORTEST = 500;
const LONGEST = 15_000;

/** Keeps no process alive. */
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/** `isLate`: it waited, and another process may have heard meanwhile what came after it. */
type Run = (isLate: boolean) => Promise<void>;

/**
 * What happens to the bot in a team: that it is removed, let in, new; and to messages there: that one is deleted, or came
 * up. The platforms say it once, so while the store is away it waits; and whoever removes the bot and invites it at once
 * is heard in that order.
 *
 * @param pause what is waited with, for so many milliseconds
 */
export function createHeard(log: Log, pause = sleep) {
  const last = new Map<TeamId, Promise<void>>();

  async function untilStored(what: string, team: TeamId, run: Run): Promise<void> {
    for (let wait = SHORTEST; ; wait = Math.min(2 * wait, LONGEST)) {
      try {
        return await run(wait > SHORTEST);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        if (wait === SHORTEST)
          log.warn({ what, team, reason: error.message }, "what the platform told waits for the store");
        await pause(wait);
      }
    }
  }

  /** Rejects as `run` does, where it is not for want of the store. */
  return (what: string, team: TeamId, run: Run): Promise<void> => {
    const before = last.get(team) ?? Promise.resolve();
    const done = before.then(() => untilStored(what, team, run));
    const settled = done.then(
      () => {},
      () => {},
    );
    last.set(team, settled);
    void settled.then(() => {
      if (last.get(team) === settled) last.delete(team);
    });
    return done;
  };
}
