import type { MessageRef, TeamId } from "../words/place.ts";
import type { Round } from "../words/round.ts";

/**
 * Rounds seen lately, so that a press costs one call of the store. Only what never changes may be used of
 * a cached round: its question, mode, place, times; never its status.
 */
export interface RoundCache {
  get(team: TeamId, round: string): Round | undefined;
  byMessage(team: TeamId, message: MessageRef): Round | undefined;
  put(round: Round): void;
}

/** Keeps at most `limit` rounds; the one used longest ago goes first. */
export function createRoundCache(limit: number): RoundCache {
  const rounds = new Map<string, Round>();
  const messages = new Map<string, string>();
  const messageKey = (team: TeamId, m: MessageRef) => `${team}|${m.channel}|${m.message}`;

  const touch = (key: string): Round | undefined => {
    const found = rounds.get(key);
    if (found === undefined) return undefined;
    rounds.delete(key);
    rounds.set(key, found);
    return found;
  };

  return {
    get: (team, round) => touch(`${team}|${round}`),
    byMessage: (team, message) => {
      const key = messages.get(messageKey(team, message));
      return key === undefined ? undefined : touch(key);
    },
    put: (round) => {
      const { team } = round.place;
      const key = `${team}|${round.id}`;
      rounds.delete(key);
      rounds.set(key, round);
      if (round.message !== null) messages.set(messageKey(team, round.message), key);
      if (rounds.size <= limit) return;
      const [oldest, gone] = rounds.entries().next().value as [string, Round];
      rounds.delete(oldest);
      if (gone.message !== null) messages.delete(messageKey(gone.place.team, gone.message));
    },
  };
}
