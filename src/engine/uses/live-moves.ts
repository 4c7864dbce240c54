import { readGame } from "../rules/live.ts";
import type { LiveGame } from "../words/live.ts";
import type { Place } from "../words/place.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { LIVE, liveChange } from "./live-documents.ts";

/** The live round of a channel; null where there is none, or it cannot be read. */
export async function readLive(
  { store }: Pick<Deps, "store">,
  { team, group }: Place,
): Promise<LiveGame | null> {
  const found = await store.readDocument(team, { kind: LIVE, id: group });
  return found === null ? null : readGame(found.value);
}

/**
 * Changes a live round that is still where it was read: in this phase, with as many questions. `change` null: nothing
 * is left of it. null: it has gone on, and nothing was changed.
 */
export async function moveGame(
  deps: Pick<Deps, "store">,
  { team, group }: Place,
  from: LiveGame,
  change: (now: LiveGame) => LiveGame | null,
): Promise<LiveGame | null> {
  const { next } = await changeDocument(deps, team, { kind: LIVE, id: group }, (found) => {
    const now = found === null ? null : readGame(found.value);
    const isThere =
      now?.game === from.game && now.phase === from.phase && now.rounds.length === from.rounds.length;
    if (now === null || !isThere) return { write: "as-is" as const, next: null };
    const made = change(now);
    return { write: made === null ? null : liveChange(made), next: made };
  });
  return next;
}

/** Nothing is left of it. */
export async function endGame(deps: Pick<Deps, "store">, place: Place, game: LiveGame): Promise<void> {
  await moveGame(deps, place, game, () => null);
}
