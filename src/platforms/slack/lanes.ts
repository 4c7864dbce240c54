import { setTimeout as sleep } from "node:timers/promises";

/**
 * Slack limits rates by token and method, and posts by channel too. Each such lane is closed for as long as
 * Slack says; other lanes, and other workspaces, go on. One object per token.
 */
export class Lanes {
  /** Epoch milliseconds before which Slack takes nothing. */
  readonly #opensAt = new Map<string, number>();
  readonly #stopped: AbortSignal;

  constructor(stopped: AbortSignal) {
    this.#stopped = stopped;
  }

  /** Nothing for `ms` milliseconds. */
  close(lane: string, ms: number): void {
    this.#opensAt.set(lane, Math.max(this.#opensAt.get(lane) ?? 0, Date.now() + ms));
  }

  /**
   * Waits until the lane is open, up to the instant `deadline`. Resolves to 0 when it is open, else to the
   * milliseconds that are missing (without having waited for them), also when the bot stops.
   */
  async open(lane: string, deadline: number): Promise<number> {
    for (;;) {
      const wait = (this.#opensAt.get(lane) ?? 0) - Date.now();
      if (wait <= 0) {
        this.#opensAt.delete(lane);
        return 0;
      }
      if (Date.now() + wait > deadline || this.#stopped.aborted) return wait;
      await sleep(wait, undefined, { signal: this.#stopped }).catch(() => undefined);
    }
  }
}

/** What has to happen one after the other: posts into a channel, edits of a message. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  take<T>(name: string, run: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(name) ?? Promise.resolve()).then(run, run);
    this.#last.set(name, turn);
    const leave = () => {
      if (this.#last.get(name) === turn) this.#last.delete(name);
    };
    turn.then(leave, leave);
    return turn;
  }
}
