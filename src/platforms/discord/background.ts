import { setTimeout as wait } from "node:timers/promises";

/** Milliseconds between two looks at whether something more urgent is under way, and how often to look. */
const LOOK = 100;
const LOOKS = 600;
/** How many pieces of quiet work run side by side. */
const LANES = 8;

/**
 * Work that gives way: a few at a time, each only when nothing urgent is under way, or after a minute of
 * waiting for that.
 */
export class Background {
  #urgent = 0;
  #next = 0;
  readonly #lanes: Promise<void>[] = Array.from({ length: LANES }, () => Promise.resolve());

  async urgently<T>(work: () => Promise<T>): Promise<T> {
    this.#urgent += 1;
    try {
      return await work();
    } finally {
      this.#urgent -= 1;
    }
  }

  /** `work` must not reject. */
  quietly(work: () => Promise<void>): Promise<void> {
    const run = async () => {
      for (let looks = 0; this.#urgent > 0 && looks < LOOKS; looks++) await wait(LOOK);
      await work();
    };
    const lane = this.#next++ % LANES;
    const done = (this.#lanes[lane] ?? Promise.resolve()).then(run);
    this.#lanes[lane] = done;
    return done;
  }
}
