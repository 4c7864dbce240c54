import type { LearnerExport } from "../../engine/ports/store.ts";
import { addDays } from "../../engine/rules/calendar.ts";
import { managedBy, managerEntry } from "../../engine/rules/managers.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { confidenceOf } from "../../learning/kept.ts";
import { readTeamBoards } from "./carry.ts";
import type { Context } from "./context.ts";
import { decodeReport } from "./items.ts";
import { keysOf } from "./keys.ts";
import { decodeAbsence, decodeStreak } from "./learner-codec.ts";
import { daysOf, dueReviewsOf, reviewsOf, sessionOf } from "./learning.ts";
import { entriesOf } from "./ledger.ts";
import { decodeConsent, writtenOf } from "./opinions.ts";
import { plansOf } from "./plans.ts";
import { remindingOf } from "./reminders.ts";
import { decodeRound, ROUND_FIELDS } from "./round-codec.ts";
import { answerIn } from "./rounds.ts";
import { boardsKept, groupsOf, roundsHolding, setUpBy, spentDates, topicsOf, weeksKept } from "./traces.ts";

/** Points by board of the learner's groups, and what was earned by day and topic. */
async function pointsOf(
  context: Context,
  team: TeamId,
  learner: string,
  fields: Readonly<Record<string, string>>,
): Promise<Pick<LearnerExport, "boards" | "earned">> {
  const { client, clock } = context;
  const keys = keysOf(team);
  const { letters } = await readTeamBoards(context, team);
  const topicOf = new Map([...letters].map(([topic, code]) => [code, topic]));
  const now = clock();
  const kept = boardsKept(
    topicsOf(fields).map(({ topic }) => topic),
    now,
  );
  const weeks = weeksKept(now);
  const boards: Record<string, number> = {};
  const earned: Record<string, number> = {};
  for (const group of groupsOf(fields)) {
    const [scores, texts] = await Promise.all([
      Promise.all(
        kept.map(async ({ topic, span }) => {
          const [shown, away] = await Promise.all([
            client.zscore(keys.board({ group, topic }, span), learner),
            client.zscore(keys.away({ group, topic }, span), learner),
          ]);
          return shown === null && away === null ? null : -Number(shown ?? 0) - Number(away ?? 0);
        }),
      ),
      Promise.all(weeks.map(({ label }) => client.hget(keys.ledger(group, label), learner))),
    ]);
    for (const [i, { topic, span }] of kept.entries()) {
      const [kind, label = ""] = span.split(":");
      const points = scores[i];
      if (points != null) boards[[group, topic ?? "*", kind, label].join("|")] = points;
    }
    for (const [i, { monday }] of weeks.entries()) {
      for (const { day, topic, points } of entriesOf(texts[i] ?? ""))
        earned[[group, addDays(monday, day), topicOf.get(topic) ?? topic].join("|")] = points;
    }
  }
  return { boards, earned };
}

/** By group: the date of the newest answer that was counted. */
async function answeredOnOf(
  { client }: Context,
  team: TeamId,
  learner: string,
  groups: readonly string[],
): Promise<LearnerExport["answeredOn"]> {
  const keys = keysOf(team);
  const found = await Promise.all(
    groups.map(async (group) => {
      const day = await client.zscore(keys.answering(group), learner);
      return day === null ? [] : [[group, addDays("1970-01-01", Number(day))] as const];
    }),
  );
  return Object.fromEntries(found.flat());
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

/** Rounds with an answer or hints of the learner, and those that the learner asked for and gave none to. */
async function roundsOf(
  context: Context,
  team: TeamId,
  learner: string,
): Promise<Pick<LearnerExport, "answers" | "asked" | "hints" | "texts">> {
  const { client } = context;
  const keys = keysOf(team);
  const rounds = await roundsHolding(context, team, learner);
  const answers: Record<string, LearnerExport["answers"][string]> = {};
  const asked: Record<string, LearnerExport["asked"][string]> = {};
  const hints: Record<string, number> = {};
  const texts: Record<string, string> = {};
  await Promise.all(
    rounds.map(async (id) => {
      const [score, fields, booked, given, verdict, sure, taken, text] = await Promise.all([
        client.zscore(keys.answers(id), learner),
        client.hmget(keys.round(id), ...ROUND_FIELDS),
        client.hget(keys.round(id), "booked"),
        client.hget(keys.round(id), `at|${learner}`),
        client.hget(keys.round(id), `v|${learner}`),
        client.hget(keys.round(id), `k|${learner}`),
        client.hget(keys.round(id), `h|${learner}`),
        client.hget(keys.texts(id), learner),
      ]);
      const round = decodeRound({ team, id }, fields, context);
      if (round === null) return;
      const item = round.question.itemId;
      if (text !== null) texts[id] = text;
      if (taken !== null) hints[id] = Number(taken);
      const confidence = confidenceOf(sure);
      const givenAt = given === null ? null : Number(given);
      const points = verdict === null || verdict === "held" ? null : Number.parseInt(verdict, 10);
      if (score !== null) {
        const { choice, place } = answerIn(score);
        const awarded = place <= Number(booked ?? 0);
        answers[id] = { choice, item, givenAt, awarded, points, confidence };
      } else if (round.onlyFor === learner || round.asker === learner) asked[id] = { item, confidence };
    }),
  );
  return { answers, asked, hints, texts };
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

/** Everything kept of a learner, as plain data. */
export async function exportLearner(context: Context, team: TeamId, learner: string): Promise<LearnerExport> {
  const { client, clock } = context;
  const keys = keysOf(team);
  const fields = await client.hgetall(keys.learner(learner));
  const reports = Object.values(await client.hgetall(keys.reports(learner)));
  const managers = await client.smembers(keys.managers);
  const due = await dueReviewsOf(context, team, learner);
  const { concepts, seen } = await reviewsOf(context, team, learner);
  const { plan, draft } = await plansOf(context, team, learner);
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
    answeredOn: await answeredOnOf(context, team, learner, groupsOf(fields)),
    topics: topicsOf(fields),
    ...(await pointsOf(context, team, learner, fields)),
    practicePoints: await practicePointsOf(context, team, learner, clock()),
    ...(await roundsOf(context, team, learner)),
    reviews: Object.fromEntries(concepts),
    seen: Object.fromEntries(seen),
    days: Object.fromEntries(await daysOf(context, team, learner)),
    freezes: { earned: due.earned, towards: Object.fromEntries(due.towards) },
    session: await sessionOf(context, team, learner),
    consent: decodeConsent(await client.hget(keys.consents, learner)),
    written: await writtenOf(context, team, learner),
    reminding: await remindingOf(context, team, learner),
    plans: { plan, draft },
    reports: reports.map(decodeReport),
  };
}
