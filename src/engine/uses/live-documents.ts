import type { Document, DocumentChange } from "../ports/store.ts";
import { readGame } from "../rules/live.ts";
import { RETENTION } from "../rules/retention.ts";
import type { LiveGame } from "../words/live.ts";

/** How live rounds are kept: its course under its channel, and who joined it each by themselves. */

export const LIVE = "live";
export const PLAYER = "live-player";

/** Neither games nor learners have a dot in their names. */
export const playerId = (game: string, learner: string): string => `${game}.${learner}`;

/** Whose entry it is, where it is one of this live round. */
export const playerOf = (id: string, game: string): string | null =>
  id.startsWith(`${game}.`) ? id.slice(game.length + 1) : null;

export function liveChange(game: LiveGame): DocumentChange {
  return {
    value: JSON.stringify(game),
    of: game.host === null ? [] : [game.host],
    until: game.at + RETENTION.live,
    dueAt: game.at,
  };
}

/** It goes on without its host. */
export function withoutHost({ value }: Document, learner: string): DocumentChange | null {
  const game = readGame(value);
  return game === null ? null : liveChange({ ...game, host: game.host === learner ? null : game.host });
}

export function shownLive(value: string): unknown {
  const game = readGame(value);
  return game === null ? {} : { host: true, ...game.asked, since: game.since };
}

export const withoutPlayer = (): null => null;

export const shownPlayer = (): unknown => ({ joined: true });
