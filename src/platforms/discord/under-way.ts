import type { Log, Meter } from "../../engine/ports/log.ts";
import { describe } from "./errors.ts";

/**
 * All that is being handled now. The one boundary for surprises: whatever a handler throws is logged
 * here, once, and goes no further.
 */
export class UnderWay {
  readonly #running = new Set<Promise<void>>();
  readonly #log: Log;
  readonly #meter: Meter;
  #open = true;

  constructor(log: Log, meter: Meter) {
    this.#log = log;
    this.#meter = meter;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Runs a handler, unless the doors are closed. */
  run(what: string, task: () => Promise<void>): void {
    if (!this.#open) return;
    const running = task()
      .catch((error: unknown) => this.failed(what, error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  failed(what: string, error: unknown): void {
    this.#meter.count("failures", { what: `discord ${what}` });
    this.#log.error({ what, ...describe(error) }, "handling something from Discord failed");
  }

  /** Takes nothing new and waits for the rest, `limit` ms at most. */
  async drain(limit: number): Promise<void> {
    this.#open = false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limit);
    });
    await Promise.race([Promise.allSettled([...this.#running]), late]);
    clearTimeout(timer);
  }
}
