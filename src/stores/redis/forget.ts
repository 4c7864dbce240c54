import { dayNumber } from "../../engine/rules/calendar.ts";
import { isManagerEntry, managerEntry } from "../../engine/rules/managers.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { carry, readTeamBoards } from "./carry.ts";
import type { Context } from "./context.ts";
import { forgetDocuments } from "./documents.ts";
import { keysOf, memberOf } from "./keys.ts";
import { reminderJob } from "./reminders.ts";
import { boardsKept, groupsOf, roundsHolding, setUpBy, spentDates, topicsOf, weeksKept } from "./traces.ts";

/**
 * Removes everything kept of a learner. One script cannot declare all the keys, so it takes several steps,
 * each atomic and repeatable; what says where else to look (the learner's own keys) goes last, so that a
 * repeat after an interruption finishes the work.
 */
export async function forgetLearner(context: Context, team: TeamId, learner: string): Promise<void> {
  const { client, run, clock } = context;
  const keys = keysOf(team);
  for (const id of await roundsHolding(context, team, learner)) {
    const recent = keys.recent((await client.hget(keys.round(id), "group")) ?? "");
    const parts = [keys.round(id), keys.answers(id), recent, keys.top(id), keys.longest(id), keys.texts(id)];
    await run("forget_round", parts, [learner, id]);
  }
  const fields = await client.hgetall(keys.learner(learner));
  await takeOffBoards(context, team, learner, fields);
  for (const group of groupsOf(fields)) {
    await client.hdel(keys.streaks(group), learner);
    await client.zrem(keys.answering(group), learner);
  }
  await forgetManager(context, team, learner);
  for (const date of spentDates(clock())) await client.hdel(keys.spent(date), learner);
  await client.hdel(keys.languages, learner);
  await client.hdel(keys.consents, learner);
  await client.srem(keys.hidden, learner);
  const named = (await client.smembers(keys.managers)).filter((entry) => isManagerEntry(entry, learner));
  if (named.length > 0) await client.srem(keys.managers, ...named);
  await client.hdel(keys.absent, learner);
  await client.hdel(keys.names, learner);
  await client.del(keys.reports(learner));
  await client.del(keys.member(learner));
  await client.del(keys.reviews(learner));
  await client.del(keys.seen(learner));
  await client.del(keys.active(learner));
  await client.del(keys.freezes(learner));
  await client.del(keys.session(learner));
  await client.del(keys.written(learner));
  const told = memberOf({ kind: "reported", place: { team, group: "" }, learner });
  await client.zrem(keys.due, reminderJob(team, learner), told);
  await client.del(keys.reminding(learner));
  await client.del(keys.plans(learner));
  await forgetDocuments(context, team, learner);
  await client.del(keys.rounds(learner));
  await client.del(keys.learner(learner));
}

/** A script for each group that the learner has answered in, and one for the team. */
async function takeOffBoards(
  context: Context,
  team: TeamId,
  learner: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const { run, clock } = context;
  const keys = keysOf(team);
  const now = clock();
  const { home, several, letters } = await readTeamBoards(context, team);
  // Sums hold whom the team's boards hold.
  if (home !== null && several === "some") await carry(context, team, home, [...letters.keys()], [learner]);
  const boards = boardsKept(
    topicsOf(fields).map(({ topic }) => topic),
    now,
  );
  const weeks = weeksKept(now);
  for (const group of [...groupsOf(fields), null]) {
    await run(
      "forget_points",
      [
        keys.days,
        ...boards.flatMap(({ topic, span }) => [
          ...[keys.board({ group, topic }, span), keys.away({ group, topic }, span)],
          topic === null ? keys.sums(span) : keys.days,
        ]),
        ...weeks.map(({ label }) => keys.ledger(group, label)),
      ],
      {
        ...{ learner, group: several === null ? null : group, boards: boards.length },
        counted: boards.map(({ topic }) => topic === null),
        monday: dayNumber(weeks[0]?.monday ?? ""),
        today: dayNumber(new Date(now).toISOString().slice(0, 10)),
      },
    );
  }
}

async function forgetManager(context: Context, team: TeamId, learner: string): Promise<void> {
  const { run } = context;
  const keys = keysOf(team);
  for (const group of await setUpBy(context, team, learner)) {
    await run("forget_manager", [keys.group(group), keys.setUp], [learner, managerEntry(learner, group)]);
  }
}
