import { ShutOut, TriedInVain } from "../ports/outbox.ts";
import type { EditOutcome } from "../ports/platform.ts";
import { RARELY } from "../rules/patience.ts";

/** What ends the try of a job, and what does not. */

/** An outcome that is no success, with the milliseconds before which the platform takes no other try. */
interface Failed {
  kind?: "failed" | "barred" | "unsure" | "refused";
  detail: string;
  retryAfter?: number;
}

/** Ends the try of a job: the outbox begins it anew, later each time. Without an outcome no platform is served here. */
export function again(outcome: Failed | null | undefined): never {
  if (outcome == null) throw new TriedInVain("its platform is not served here", 0);
  if (outcome.kind === "barred") throw new ShutOut(outcome.detail, RARELY);
  throw new TriedInVain(outcome.detail, outcome.retryAfter ?? 0);
}

/** What became of an edit that has to succeed while its message is there. Throws `TriedInVain` where it did not. */
export function taken(outcome: EditOutcome | undefined): "edited" | "gone" {
  if (outcome?.kind === "edited" || outcome?.kind === "gone") return outcome.kind;
  return again(outcome);
}

/** Of work that has a job to go on with it: what came of this try, or null where it was in vain. */
export async function orLater<T>(
  work: Promise<T>,
  later: (error: TriedInVain) => Promise<unknown> = async () => {},
): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof TriedInVain)) throw error;
    await later(error);
    return null;
  }
}
