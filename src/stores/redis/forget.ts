import { isManagerEntry } from "../../engine/rules/managers.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { keysOf, type TeamKeys } from "./keys.ts";
import { type Board, boardsOf, groupsOf, spansKept, spentDates } from "./traces.ts";

/** Boards, or groups, that one script takes a learner off. */
const CHUNK = 200;

/**
 * Removes everything kept of a learner. One script cannot declare all the keys, so it takes several steps,
 * each atomic and repeatable; what says where else to look (the learner's own keys) goes last, so that a
 * repeat after an interruption finishes the work.
 */
export async function forgetLearner(
  { client, run }: Context,
  team: TeamId,
  learner: string,
  now: number,
): Promise<void> {
  const keys = keysOf(team);
  for (const id of await client.zrange(keys.rounds(learner), "0", "-1")) {
    const recent = keys.recent((await client.hget(keys.round(id), "group")) ?? "");
    const parts = [keys.round(id), keys.answers(id), recent, keys.top(id), keys.longest(id)];
    await run("forget_round", parts, [learner, id]);
  }
  const fields = await client.hgetall(keys.learner(learner));
  const { kept, rolling } = spansKept(now);
  await takeOffBoards(run, keys, learner, boardsOf(fields, [...kept, ...rolling]));
  for (const group of groupsOf(fields)) await client.hdel(keys.streaks(group), learner);
  await forgetManager({ client, run }, team, learner);
  for (const date of spentDates(now)) await client.hdel(keys.spent(date), learner);
  await client.hdel(keys.languages, learner);
  await client.srem(keys.hidden, learner);
  const named = (await client.smembers(keys.managers)).filter((entry) => isManagerEntry(entry, learner));
  if (named.length > 0) await client.srem(keys.managers, ...named);
  await client.hdel(keys.absent, learner);
  await client.hdel(keys.names, learner);
  await client.del(keys.reports(learner));
  await client.del(keys.own(learner));
  await client.del(keys.member(learner));
  await client.del(keys.rounds(learner));
  await client.del(keys.learner(learner));
}

async function takeOffBoards(
  run: Context["run"],
  keys: TeamKeys,
  learner: string,
  boards: readonly Board[],
): Promise<void> {
  for (let start = 0; start < boards.length; start += CHUNK) {
    const chunk = boards.slice(start, start + CHUNK);
    const hasSums = ({ scope, span }: Board) =>
      scope.group !== null && scope.topic === null && !span.startsWith("rolling");
    await run(
      "forget_points",
      chunk.flatMap((board) => [keys.board(board.scope, board.span), keys.sums(board.span)]),
      [learner, ...chunk.map((board) => (hasSums(board) ? (board.scope.group ?? "") : ""))],
    );
  }
}

async function forgetManager(
  { client, run }: Pick<Context, "client" | "run">,
  team: TeamId,
  learner: string,
): Promise<void> {
  const keys = keysOf(team);
  const groups = await client.smembers(keys.groups);
  for (let start = 0; start < groups.length; start += CHUNK) {
    await run("forget_manager", groups.slice(start, start + CHUNK).map(keys.group), [learner]);
  }
}
