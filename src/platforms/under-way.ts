type Timing = (what: string, task: () => Promise<void>) => Promise<void>;

/**
 * All that a platform has taken in and is not finished with. The one boundary for surprises: whatever a
 * handler throws is handed to `failed`, once, and goes no further.
 */
export class UnderWay {
  readonly #running = new Set<Promise<void>>();
  readonly #failed: (what: string, error: unknown) => void;
  readonly #timed: Timing;
  #isOpen = true;

  /** @param timed is around every handler, to note how long it took */
  constructor(failed: (what: string, error: unknown) => void, timed: Timing = (_what, task) => task()) {
    this.#failed = failed;
    this.#timed = timed;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Runs a handler without making anybody wait, unless the doors are closed. */
  run(what: string, task: () => Promise<void>): void {
    if (!this.#isOpen) return;
    const running = this.#timed(what, task)
      .catch((error: unknown) => this.#failed(what, error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  failed(what: string, error: unknown): void {
    this.#failed(what, error);
  }

  /** Takes nothing new and waits for the rest, `limit` milliseconds at most. */
  async drain(limit: number): Promise<void> {
    this.#isOpen = false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), limit);
    });
    // What runs may hand in more, as a reply that is still to be shown.
    while (this.#running.size > 0) {
      if ((await Promise.race([Promise.allSettled([...this.#running]), late])) === "late") break;
    }
    clearTimeout(timer);
  }
}
