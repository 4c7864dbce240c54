import { setTimeout as sleep } from "node:timers/promises";

/** What has been taken in and is not finished. */
export class UnderWay {
  readonly #running = new Set<Promise<void>>();

  /** Runs this without making anybody wait. It must not throw. */
  start(work: () => Promise<void>): void {
    const running = work().finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when nothing is left, or after `ms` milliseconds. */
  async drain(ms: number): Promise<void> {
    const late = new AbortController();
    const end = Date.now() + ms;
    while (this.#running.size > 0 && Date.now() < end) {
      await Promise.race([
        Promise.allSettled([...this.#running]),
        sleep(end - Date.now(), undefined, { signal: late.signal }).catch(() => undefined),
      ]);
    }
    late.abort();
  }
}
