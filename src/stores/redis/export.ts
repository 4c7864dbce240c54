import type { TeamId } from "../../engine/words/place.ts";
import { decodeRound, decodeStreak, ROUND_FIELDS } from "./codec.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";
import { boardsOf, groupsOf, spansKept, topicsOf } from "./traces.ts";

/** Boards that are asked for in one go: a learner of many groups and topics may be on thousands. */
const CHUNK = 1_000;

/** Points by board. */
async function pointsOf(
  { client }: Context,
  team: TeamId,
  learner: string,
  fields: Readonly<Record<string, string>>,
  now: number,
): Promise<Record<string, number>> {
  const keys = keysOf(team);
  const boards = boardsOf(fields, spansKept(now).kept);
  const found: Record<string, number> = {};
  for (let start = 0; start < boards.length; start += CHUNK) {
    const chunk = boards.slice(start, start + CHUNK);
    const pipeline = client.pipeline();
    for (const { scope, span } of chunk) pipeline.zscore(keys.board(scope, span), learner);
    const scores = (await pipeline.exec()) ?? [];
    chunk.forEach(({ scope, span }, i) => {
      const [error, score] = scores[i] ?? [null, null];
      if (error) throw error;
      if (score === null) return;
      const [kind, label = ""] = span.split(":");
      found[[scope.group ?? "*", scope.topic ?? "*", kind, label].join("|")] = -Number(score);
    });
  }
  return found;
}

async function streaksOf(
  { client }: Context,
  team: TeamId,
  learner: string,
  groups: readonly string[],
): Promise<Record<string, unknown>> {
  const keys = keysOf(team);
  const found = await Promise.all(
    groups.map(async (group) => {
      const streak = decodeStreak(await client.hget(keys.streaks(group), learner));
      return streak === null ? [] : [[group, streak] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

async function answersOf(
  { client, log }: Context,
  team: TeamId,
  learner: string,
): Promise<Record<string, unknown>> {
  const keys = keysOf(team);
  const rounds = await client.zrange(keys.rounds(learner), "0", "-1");
  const found = await Promise.all(
    rounds.map(async (id) => {
      const [choice, fields] = await Promise.all([
        client.hget(keys.answers(id), learner),
        client.hmget(keys.round(id), ...ROUND_FIELDS),
      ]);
      const round = decodeRound(fields, log);
      if (choice === null || round === null) return [];
      return [[id, { choice: Number(choice), item: round.question.itemId }] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** Everything kept of a learner, as plain data. */
export async function exportLearner(
  context: Context,
  team: TeamId,
  learner: string,
  now: number,
): Promise<Record<string, unknown>> {
  const { client } = context;
  const keys = keysOf(team);
  const fields = await client.hgetall(keys.learner(learner));
  const reports = Object.values(await client.hgetall(keys.reports(learner)));
  return {
    learner,
    name: await client.hget(keys.names, learner),
    hidden: (await client.sismember(keys.hidden, learner)) === 1,
    lastGroup: fields.last ?? null,
    manager: (await client.sismember(keys.managers, learner)) === 1,
    streaks: await streaksOf(context, team, learner, groupsOf(fields)),
    topics: topicsOf(fields),
    boards: await pointsOf(context, team, learner, fields, now),
    answers: await answersOf(context, team, learner),
    reports: reports.map((json) => JSON.parse(json)),
  };
}
