import { setTimeout as sleep } from "node:timers/promises";

interface Lane {
  /** Epoch milliseconds before which Slack takes nothing here. */
  opensAt: number;
  /** The call before the next one. */
  tail: Promise<unknown>;
}

/**
 * Slack limits rates by token and method, and posts by channel too. Each such lane is closed for as long as
 * Slack says; other lanes, and other workspaces, go on. One object per token.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #stopped: AbortSignal;

  constructor(stopped: AbortSignal) {
    this.#stopped = stopped;
  }

  #lane(name: string): Lane {
    let lane = this.#lanes.get(name);
    if (!lane) {
      lane = { opensAt: 0, tail: Promise.resolve() };
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  /** Nothing for `ms` milliseconds. */
  close(name: string, ms: number): void {
    const lane = this.#lane(name);
    lane.opensAt = Math.max(lane.opensAt, Date.now() + ms);
  }

  /**
   * Waits until the lane is open, up to the instant `deadline`. Resolves to 0 when it is open, else to the
   * milliseconds that are missing (without having waited for them), also when the bot stops.
   */
  async open(name: string, deadline: number): Promise<number> {
    for (;;) {
      const wait = this.#lane(name).opensAt - Date.now();
      if (wait <= 0) return 0;
      if (Date.now() + wait > deadline || this.#stopped.aborted) return wait;
      await sleep(wait, undefined, { signal: this.#stopped }).catch(() => undefined);
    }
  }

  /** Runs one after the other what shares a lane. */
  inTurn<T>(name: string, run: () => Promise<T>): Promise<T> {
    const lane = this.#lane(name);
    const turn = lane.tail.then(run, run);
    lane.tail = turn.catch(() => undefined);
    return turn;
  }
}
