import type { TeamStore } from "../../engine/ports/store.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { mastersOf, reachingInSteps } from "./client.ts";
import type { Context } from "./context.ts";
import { headOf, jobOf, keysOf, memberOf } from "./keys.ts";

/** Keys, or members of the due index, that one command looks at. */
const CHUNK = 500;

/** A text that matches itself alone where a pattern is expected. */
const literal = (text: string) => text.replace(/[\\*?[\]^]/g, "\\$&");

export function teamPart({ client }: Context): TeamStore {
  const jobOfTeam = (team: TeamId) => memberOf({ kind: "forget", place: { team, group: "" } });

  /** What is due for a team, without its forgetting: that is over when all of this is done. */
  async function dropDue(team: TeamId): Promise<void> {
    const due = keysOf(team).due;
    let cursor = "0";
    do {
      const [next, found] = await client.zscan(due, cursor, "COUNT", CHUNK);
      const members = found.filter((_, i) => i % 2 === 0);
      const theirs = members.filter((member) => {
        const job = jobOf(member);
        return job?.place.team === team && job.kind !== "forget";
      });
      if (theirs.length > 0) await client.zrem(due, ...theirs);
      cursor = next;
    } while (cursor !== "0");
  }

  /**
   * Every key of the team, of whatever kind: nothing lists them, so the keys of the servers are gone through, a
   * few at a time. It happens once in the life of a team.
   */
  async function dropKeys(team: TeamId): Promise<void> {
    const pattern = `${literal(headOf(team))}:*`;
    for (const node of mastersOf(client)) {
      let cursor = "0";
      do {
        const [next, keys] = await node.scan(cursor, "MATCH", pattern, "COUNT", CHUNK);
        // A large key is freed beside everything else.
        if (keys.length > 0) await client.unlink(...keys);
        cursor = next;
      } while (cursor !== "0");
    }
  }

  return {
    planForget: async (team, at) => {
      const due = keysOf(team).due;
      if (at === null) await client.zrem(due, jobOfTeam(team));
      else await client.zadd(due, "NX", at, jobOfTeam(team));
    },

    forgetTeam: (team) =>
      reachingInSteps(async () => {
        await dropDue(team);
        await dropKeys(team);
      }),
  };
}
