import type { BankEntry } from "../ports/bank.ts";
import type { Random } from "./random.ts";
import { type Draw, drawNext } from "./selection.ts";

/**
 * Draws the next item of a group that follows a plan: of the first concept of the plan that the group was never asked
 * about, and once all were, of the one that was asked longest ago, so that the plan is gone through again until its day.
 * Of a concept it draws as `drawNext` does. null: no concept of the plan has an item in the pool.
 *
 * @param order the plan's concepts, as `planOrder` has them
 * @param asked ids that were asked daily, oldest first, each once
 */
export function drawPlanned(
  pool: readonly BankEntry[],
  order: readonly string[],
  asked: readonly string[],
  practised: readonly string[],
  random: Random,
  without: ReadonlySet<string> = new Set(),
): Draw | null {
  const entries = new Map<string, BankEntry[]>(order.map((id) => [id, []]));
  const conceptOf = new Map<string, string>();
  for (const entry of pool) {
    entries.get(entry.concept.id)?.push(entry);
    conceptOf.set(entry.id, entry.concept.id);
  }
  const last = new Map(asked.map((id, i) => [conceptOf.get(id) ?? "", i]));
  const turn = (id: string) => last.get(id) ?? -1;
  for (const id of [...order].sort((a, b) => turn(a) - turn(b))) {
    const draw = drawNext(entries.get(id) ?? [], asked, practised, random, without);
    if (draw !== null) return draw;
  }
  return null;
}
