import { setTimeout as wait } from "node:timers/promises";
import { heldFor } from "./errors.ts";

/** How many pieces of quiet work run side by side. */
const LANES = 8;
/** How often a piece waits for another turn: for some ten minutes in which others need all there is. */
const TRIES = 20;

/** Work that gives way: a few pieces at a time; the requests themselves go at low priority. */
export class Background {
  #next = 0;
  readonly #lanes: Promise<void>[] = Array.from({ length: LANES }, () => Promise.resolve());

  /** `work` must not reject. */
  quietly(work: () => Promise<void>): Promise<void> {
    const lane = this.#next++ % LANES;
    const done = (this.#lanes[lane] ?? Promise.resolve()).then(work);
    this.#lanes[lane] = done;
    return done;
  }
}

/** Sends a request again that a limit held back. */
export async function patiently<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      const held = heldFor(error);
      if (held === null || tries >= TRIES) throw error;
      await wait(held, undefined, { ref: false });
    }
  }
}
