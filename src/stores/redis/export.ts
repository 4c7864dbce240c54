import type { LearnerExport } from "../../engine/ports/store.ts";
import { managedBy, managerEntry } from "../../engine/rules/managers.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { decodeAbsence, decodeRound, decodeStreak, ROUND_FIELDS } from "./codec.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";
import { answerIn } from "./rounds.ts";
import { boardsOf, groupsOf, spansKept, spentDates, topicsOf } from "./traces.ts";

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
): Promise<LearnerExport["streaks"]> {
  const keys = keysOf(team);
  const found = await Promise.all(
    groups.map(async (group) => {
      const streak = decodeStreak(await client.hget(keys.streaks(group), learner));
      return streak === null ? [] : [[group, streak] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** Rounds with an answer of the learner, and those that were asked for privately and have none. */
async function roundsOf(
  { client, log }: Context,
  team: TeamId,
  learner: string,
): Promise<Pick<LearnerExport, "answers" | "asked">> {
  const keys = keysOf(team);
  const rounds = await client.zrange(keys.rounds(learner), "0", "-1");
  const answers: Record<string, LearnerExport["answers"][string]> = {};
  const asked: Record<string, LearnerExport["asked"][string]> = {};
  await Promise.all(
    rounds.map(async (id) => {
      const [score, fields, booked, given, verdict] = await Promise.all([
        client.zscore(keys.answers(id), learner),
        client.hmget(keys.round(id), ...ROUND_FIELDS),
        client.hget(keys.round(id), "booked"),
        client.hget(keys.round(id), `at|${learner}`),
        client.hget(keys.round(id), `v|${learner}`),
      ]);
      const round = decodeRound(fields, log);
      if (round === null) return;
      const item = round.question.itemId;
      const givenAt = given === null ? null : Number(given);
      const points = verdict === null || verdict === "held" ? null : Number.parseInt(verdict, 10);
      if (score !== null) {
        const { choice, place } = answerIn(score);
        answers[id] = { choice, item, givenAt, awarded: place <= Number(booked ?? 0), points };
      } else if (round.onlyFor === learner) asked[id] = { item };
    }),
  );
  return { answers, asked };
}

async function practicePointsOf(
  { client }: Context,
  team: TeamId,
  learner: string,
  now: number,
): Promise<Record<string, number>> {
  const keys = keysOf(team);
  const found = await Promise.all(
    spentDates(now).map(async (date) => {
      const points = await client.hget(keys.spent(date), learner);
      return points === null ? [] : [[date, Number(points)] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** Groups that the learner set up. */
async function setUpBy({ client }: Context, team: TeamId, learner: string): Promise<string[]> {
  const keys = keysOf(team);
  const groups = await client.smembers(keys.groups);
  const managers = await Promise.all(groups.map((group) => client.hget(keys.group(group), "managedBy")));
  return groups.filter((_, i) => managers[i] === learner);
}

/** Everything kept of a learner, as plain data. */
export async function exportLearner(
  context: Context,
  team: TeamId,
  learner: string,
  now: number,
): Promise<LearnerExport> {
  const { client } = context;
  const keys = keysOf(team);
  const fields = await client.hgetall(keys.learner(learner));
  const reports = Object.values(await client.hgetall(keys.reports(learner)));
  const managers = await client.smembers(keys.managers);
  return {
    learner,
    name: await client.hget(keys.names, learner),
    language: await client.hget(keys.languages, learner),
    hidden: (await client.sismember(keys.hidden, learner)) === 1,
    lastGroup: fields.last ?? null,
    groups: groupsOf(fields).sort(),
    manager: managers.includes(managerEntry(learner, null)),
    manages: managedBy(learner, await setUpBy(context, team, learner), managers),
    absent: decodeAbsence(await client.hget(keys.absent, learner)),
    streaks: await streaksOf(context, team, learner, groupsOf(fields)),
    topics: topicsOf(fields),
    boards: await pointsOf(context, team, learner, fields, now),
    practicePoints: await practicePointsOf(context, team, learner, now),
    ...(await roundsOf(context, team, learner)),
    reports: reports.map((json) => JSON.parse(json)),
  };
}
