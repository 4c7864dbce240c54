import type { TeamId } from "../../engine/words/place.ts";
import { carry, readTeamBoards } from "./carry.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";
import { boardsKept, groupsOf, topicsOf } from "./traces.ts";

/** Boards keep those who show apart from those who do not: who hides, and who left the team. */

/**
 * Notes that a learner hides, or is absent, and moves what they have on boards to the other side: a script for each
 * of their groups, and one for the team. Each may be repeated.
 */
export async function moveSides(
  context: Context,
  team: TeamId,
  learner: string,
  { hidden, absence }: { hidden: string; absence: string },
): Promise<void> {
  const { client, run, clock } = context;
  const keys = keysOf(team);
  const [fields, { home, several, letters }] = await Promise.all([
    client.hgetall(keys.learner(learner)),
    readTeamBoards(context, team),
  ]);
  const topics = topicsOf(fields).map(({ topic }) => topic);
  // Whoever goes through the first group's boards to carry what is left must find each learner there.
  if (home !== null && several === "some") await carry(context, team, home, [...letters.keys()], [learner]);
  const boards = boardsKept(topics, clock());
  const move = (group: string | null, first: boolean) =>
    run(
      "move_sides",
      [
        ...[keys.learner(learner), keys.hidden, keys.absent],
        ...boards.flatMap(({ topic, span }) => [
          keys.board({ group, topic }, span),
          keys.away({ group, topic }, span),
        ]),
      ],
      first ? [learner, hidden, absence] : [learner, "", ""],
    );
  const groups = groupsOf(fields);
  for (const [i, group] of [...groups, null].entries()) await move(group, i === 0);
}
