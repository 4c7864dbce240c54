import { addDays, isoWeek, localDate } from "../../engine/rules/calendar.ts";
import { RETENTION } from "../../engine/rules/retention.ts";
import type { BoardScope } from "../../engine/words/board.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { spanName } from "./boards.ts";
import { decodeGroup, decodeRound, encodeSettings, ROUND_FIELDS } from "./codec.ts";
import type { Context } from "./context.ts";
import { keysOf, type TeamKeys } from "./keys.ts";
import { topicsOf } from "./learners.ts";

const DAY = 24 * 60 * 60_000;
/** Boards that one script takes a learner off. */
const CHUNK = 200;

interface Board {
  scope: BoardScope;
  /** As in the keys: day:2026-11-20. */
  span: string;
}

/** Every span that may still hold points, given the retention: labels are local dates, a day either side of UTC's. */
function spansKept(now: number): { kept: string[]; rolling: string[] } {
  const today = localDate(now, "UTC");
  const dates = Array.from({ length: RETENTION.monthBoard / DAY + 32 }, (_, back) =>
    addDays(today, 1 - back),
  );
  const days = dates.slice(0, RETENTION.dayBoard / DAY + 10).map((label) => spanName({ kind: "day", label }));
  const weeks = dates
    .slice(0, RETENTION.weekBoard / DAY + 17)
    .map((d) => spanName({ kind: "week", label: isoWeek(d) }));
  const months = dates.map((d) => spanName({ kind: "month", label: d.slice(0, 7) }));
  const rolling = Array.from({ length: 45 }, (_, back) =>
    spanName({ kind: "rolling", until: addDays(today, 3 - back) }),
  );
  return { kept: [...new Set([...days, ...weeks, ...months, "all"])], rolling };
}

/** All boards that may hold a learner: of the groups and topics that the learner has answered in. */
function boardsOf(fields: Readonly<Record<string, string>>, spans: readonly string[]): Board[] {
  const groups = Object.keys(fields)
    .filter((f) => f.startsWith("g|"))
    .map((f) => f.slice(2));
  const topics = topicsOf(fields).map((t) => t.topic);
  return [...groups, null].flatMap((group) =>
    [...topics, null].flatMap((topic) => spans.map((span) => ({ scope: { group, topic }, span }))),
  );
}

function groupsOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.keys(fields)
    .filter((f) => f.startsWith("g|"))
    .map((f) => f.slice(2));
}

/** Everything kept of a learner, as plain data. */
export async function exportLearner(
  { client, log }: Context,
  team: TeamId,
  learner: string,
  now: number,
): Promise<Record<string, unknown>> {
  const keys = keysOf(team);
  const fields = await client.hgetall(keys.learner(learner));
  const boards: Record<string, number> = {};
  for (const { scope, span } of boardsOf(fields, spansKept(now).kept)) {
    const score = await client.zscore(keys.board(scope, span), learner);
    if (score !== null) {
      const [kind, label = ""] = span.split(":");
      boards[[scope.group ?? "*", scope.topic ?? "*", kind, label].join("|")] = -Number(score);
    }
  }
  const streaks: Record<string, unknown> = {};
  for (const group of groupsOf(fields)) {
    const streak = await client.hget(keys.streaks(group), learner);
    if (streak === null) continue;
    const [last, length, best] = streak.split(",").map(Number);
    streaks[group] = { last, length, best };
  }
  const answers: Record<string, unknown> = {};
  for (const id of await client.zrange(keys.rounds(learner), "0", "-1")) {
    const choice = await client.hget(keys.answers(id), learner);
    const round = decodeRound(await client.hmget(keys.round(id), ...ROUND_FIELDS), log);
    if (choice !== null && round !== null)
      answers[id] = { choice: Number(choice), item: round.question.itemId };
  }
  const reports = Object.entries(await client.hgetall(keys.reports(learner)));
  return {
    learner,
    name: await client.hget(keys.names, learner),
    hidden: (await client.sismember(keys.hidden, learner)) === 1,
    lastGroup: fields.last ?? null,
    manager: (await client.sismember(keys.managers, learner)) === 1,
    streaks,
    topics: topicsOf(fields),
    boards,
    answers,
    reports: reports.map(([, json]) => JSON.parse(json)),
  };
}

/**
 * Removes everything kept of a learner. One script cannot declare all the keys, so it takes several steps,
 * each atomic and repeatable; what says where else to look (the learner's own keys) goes last, so that a
 * repeat after an interruption finishes the work.
 */
export async function forgetLearner(
  { client, run, log }: Context,
  team: TeamId,
  learner: string,
  now: number,
): Promise<void> {
  const keys = keysOf(team);
  for (const id of await client.zrange(keys.rounds(learner), "0", "-1")) {
    const round = decodeRound(await client.hmget(keys.round(id), ...ROUND_FIELDS), log);
    const recent = keys.recent(round?.place.group ?? "");
    await run("forget_round", [keys.round(id), keys.answers(id), keys.awarded(id), recent], [learner, id]);
  }
  const fields = await client.hgetall(keys.learner(learner));
  const { kept, rolling } = spansKept(now);
  await takeOffBoards(run, keys, learner, boardsOf(fields, [...kept, ...rolling]));
  for (const group of groupsOf(fields)) await client.hdel(keys.streaks(group), learner);
  await forgetManager({ client, run }, team, learner);
  const today = localDate(now, "UTC");
  for (let back = -1; back <= RETENTION.practiceSpent / DAY + 1; back++) {
    await client.hdel(keys.spent(addDays(today, -back)), learner);
  }
  await client.srem(keys.hidden, learner);
  await client.srem(keys.managers, learner);
  await client.hdel(keys.names, learner);
  await client.del(keys.reports(learner));
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
  for (const group of await client.smembers(keys.groups)) {
    for (;;) {
      const fields = await client.hgetall(keys.group(group));
      const record = decodeGroup({ team, group }, fields);
      if (record.managedBy !== learner) break;
      const after = encodeSettings({ ...record, managedBy: null });
      if ((await run("forget_manager", [keys.group(group)], [fields.settings ?? "", after])) === 1) break;
    }
  }
}
