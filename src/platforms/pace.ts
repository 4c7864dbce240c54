import { setTimeout as sleep } from "node:timers/promises";
import type { Limit, Pace, Priority } from "../engine/ports/pace.ts";

/** It was not sent: the limit would have let it go too late. */
export class NoTurn extends Error {
  override name = "NoTurn";
  /** Milliseconds after which another try makes sense. */
  readonly retryAfter: number;

  constructor(bucket: string, retryAfter: number) {
    super(`the limit ${bucket} has no room for ${retryAfter} ms`);
    this.retryAfter = retryAfter;
  }
}

/** The shortest pause between two questions for a turn of low priority, in milliseconds. */
const LOOK = 20;

/**
 * How late a busy process may come to a turn, in milliseconds. Many that come late come at once, and the platform
 * counts when they come: a turn that was missed by more is taken anew, once.
 */
const LATE = 60;

/**
 * Waits for a turn in one bucket. Whoever waited looks again whether the platform has refused others meanwhile.
 *
 * @param patience how long it may take altogether, in milliseconds
 * @param signal ends the waiting, which throws its reason
 * @throws NoTurn where it would take longer
 */
export async function waitForTurn(
  pace: Pace,
  bucket: string,
  limit: Limit,
  { priority, patience, signal }: { priority: Priority; patience: number; signal?: AbortSignal },
): Promise<void> {
  const end = performance.now() + patience;
  let missed = 0;
  for (;;) {
    const left = Math.max(0, end - performance.now());
    const { taken, wait } = await pace.take(bucket, limit, { priority, patience: left });
    if (taken && wait === 0) return;
    if (!taken && wait > left) throw new NoTurn(bucket, wait);
    const due = performance.now() + wait;
    await sleep(taken ? wait : Math.max(wait, LOOK), undefined, signal ? { signal } : {});
    if (!taken || (await pace.closedFor(bucket)) > 0) continue;
    if (performance.now() - due < LATE || missed++ > 0) return;
  }
}

/** Waits until the platform's refusal is over. @throws NoTurn where that takes too long */
export async function waitUntilOpen(pace: Pace, bucket: string, patience: number): Promise<void> {
  const end = performance.now() + patience;
  for (let shut = await pace.closedFor(bucket); shut > 0; shut = await pace.closedFor(bucket)) {
    if (performance.now() + shut > end) throw new NoTurn(bucket, shut);
    await sleep(shut);
  }
}
