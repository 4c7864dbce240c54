import { setTimeout as sleep } from "node:timers/promises";
import type { TeamId } from "../engine/words/place.ts";

/** there: still a member. unknown: the platform does not say. */
export type Presence = "there" | "left" | "unknown";

/** How long it is remembered that somebody is a member, in milliseconds. */
const REMEMBERED = 24 * 60 * 60_000;
/** How long a board waits for the platform, in milliseconds. */
const PATIENCE = 1500;
/** Members who are remembered, over all teams; the one looked up longest ago goes first. */
const MOST = 50_000;

/**
 * Tells who of several learners has left a team. `lookUp` must not reject. Who is a member is remembered
 * for a day; who left is not, for they may come back, and the engine keeps that in the store.
 */
export function createPresence(
  lookUp: (team: TeamId, learner: string) => Promise<Presence>,
): (team: TeamId, learners: readonly string[]) => Promise<string[]> {
  const there = new Map<string, number>();

  async function look(team: TeamId, learner: string): Promise<Presence> {
    const key = `${team}|${learner}`;
    const seen = there.get(key);
    if (seen !== undefined && performance.now() - seen < REMEMBERED) return "there";
    const presence = await lookUp(team, learner);
    there.delete(key);
    if (presence !== "there") return presence;
    there.set(key, performance.now());
    for (const oldest of there.keys()) {
      if (there.size <= MOST) break;
      there.delete(oldest);
    }
    return presence;
  }

  return async (team, learners) => {
    const left = new Set<string>();
    const late = new AbortController();
    const all = learners.map(async (learner) => {
      if ((await look(team, learner)) === "left") left.add(learner);
    });
    await Promise.race([Promise.all(all), sleep(PATIENCE, null, { signal: late.signal }).catch(() => null)]);
    late.abort();
    return [...left];
  };
}
