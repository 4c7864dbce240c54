import type { LearningStore, RunningSession } from "../../engine/ports/store.ts";
import { dayNumber, mondayOf, weekdayOf } from "../../engine/rules/calendar.ts";
import { RETENTION, WEEKS_KEPT } from "../../engine/rules/retention.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { NO_REVIEWS } from "../../learning/freezes.ts";
import { ANSWERS_FOR_SHARE, STRONG, sumsField } from "../../learning/item-sums.ts";
import { compacted, entryOf, partsOf, shortItem, signOf, voidOf } from "../../learning/kept.ts";
import type { Texts } from "../../learning/reader.ts";
import type { ReviewDraft } from "../../learning/review.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";
import { decodeDays, decodeDue, decodeStreak } from "./learner-codec.ts";

/** What a script makes a review of when it judges an answer. */
export function draftArgs(draft: ReviewDraft) {
  const { concept, item, counted } = draft;
  const sums = counted && {
    field: sumsField(item, counted.version),
    ...{ options: counted.options, least: ANSWERS_FOR_SHARE, strong: STRONG },
  };
  return { concept, ...partsOf(draft), ...(sums && { short: shortItem(draft), counted: sums }) };
}

/** Without a pair for each: a learner has hundreds, and they are read for every question of a session. */
function mapOf(fields: Record<string, string>): Texts {
  const texts = new Map<string, string>();
  for (const name of Object.keys(fields)) texts.set(name, fields[name] ?? "");
  return texts;
}

/** Reviews, and when items were seen that are part of a snapshot. */
async function textsOf({ client }: Context, team: TeamId, learner: string): Promise<[Texts, Texts]> {
  const keys = keysOf(team);
  const [reviews, seen] = await Promise.all([
    client.hgetall(keys.reviews(learner)),
    client.hgetall(keys.seen(learner)),
  ]);
  return [mapOf(reviews), mapOf(seen)];
}

const nameOf = (team: TeamId, learner: string) => `${team}|${learner}`;

export async function reviewsOf(context: Context, team: TeamId, learner: string) {
  return context.readKept(nameOf(team, learner), ...(await textsOf(context, team, learner)));
}

export async function daysOf({ client }: Context, team: TeamId, learner: string) {
  return decodeDays(await client.hgetall(keysOf(team).active(learner)));
}

export async function dueReviewsOf({ client }: Context, team: TeamId, learner: string) {
  const [earned, towards] = await client.hmget(keysOf(team).freezes(learner), "earned", "towards");
  return decodeDue(earned, towards);
}

/** Where a day stands among the texts of weeks. */
export function dayArgs(day: string | undefined) {
  if (day === undefined) return undefined;
  const at = dayNumber(mondayOf(day)) + 3;
  return { week: at / 7, weekday: weekdayOf(day) + 1, kept: WEEKS_KEPT };
}

export async function sessionOf({ client }: Context, team: TeamId, learner: string) {
  const { id, version, state } = await client.hgetall(keysOf(team).session(learner));
  if (id === undefined || version === undefined || state === undefined) return null;
  return { id, version: Number(version), state } satisfies RunningSession;
}

export function learningPart(context: Context): LearningStore {
  const { client, run, readKept } = context;
  return {
    readReviews: async (team, learner) => {
      const [reviews, seen] = await textsOf(context, team, learner);
      const shorter: { concept: string; was: string; reviews: string; seen: string }[] = [];
      for (const [concept, was] of reviews) {
        const becomes = compacted(concept, was, seen.get(concept));
        if (becomes !== null) shorter.push({ concept, was, ...becomes });
      }
      const of = nameOf(team, learner);
      if (shorter.length === 0) return readKept(of, reviews, seen);
      const keys = keysOf(team);
      await run("compact_reviews", [keys.reviews(learner), keys.seen(learner)], { texts: shorter });
      return readKept(
        of,
        new Map([...reviews, ...shorter.map((one) => [one.concept, one.reviews] as const)]),
        new Map([...seen, ...shorter.map((one) => [one.concept, one.seen] as const)]),
      );
    },

    recordReview: async (team, learner, review, day) => {
      const keys = keysOf(team);
      const args = { concept: review.concept, id: review.id, entry: entryOf(review), day: dayArgs(day) };
      return (await run("record_review", [keys.reviews(learner), keys.active(learner)], args)) === 1;
    },

    readDays: (team, learner) => daysOf(context, team, learner),

    readStreaks: async ({ team, group }, learners) => {
      if (learners.length === 0) return new Map();
      const found = await client.hmget(keysOf(team).streaks(group), ...learners);
      const streaks = found.flatMap((text, i) => {
        const streak = decodeStreak(text);
        return streak === null ? [] : [[learners[i] ?? "", streak] as const];
      });
      return new Map(streaks);
    },

    readFreezes: async ({ team, group }, learners) => {
      const [closes, due] = await Promise.all([
        client.hgetall(keysOf(team).closes(group)),
        Promise.all(learners.map((learner) => dueReviewsOf(context, team, learner))),
      ]);
      return {
        closes: new Map(Object.entries(closes).map(([windowNo, at]) => [Number(windowNo), Number(at)])),
        due: new Map(learners.map((learner, i) => [learner, due[i] ?? NO_REVIEWS])),
      };
    },

    voidReview: async (team, learner, { id, concept }, at) => {
      const keys = keysOf(team);
      const args = { concept, id, entry: voidOf(id, at), voids: true };
      return (await run("record_review", [keys.reviews(learner), keys.active(learner)], args)) === 1;
    },

    setConfidence: async (team, id, learner, confidence) => {
      const keys = keysOf(team);
      return (
        (await run("set_confidence", [keys.round(id), keys.answers(id)], [learner, signOf(confidence)])) === 1
      );
    },

    takeHints: async (team, id, learner, hints) => {
      const keys = keysOf(team);
      const parts = [keys.round(id), keys.answers(id), keys.rounds(learner)];
      return (await run("take_hints", parts, [learner, hints, id])) === 1;
    },

    readSession: (team, learner) => sessionOf(context, team, learner),

    putSession: async (team, learner, { id, version, state }) =>
      (await run("put_session", [keysOf(team).session(learner)], [id, version, state, RETENTION.session])) as
        | "written"
        | "moved"
        | "gone",

    endSession: async (team, learner, id) => {
      await run("end_session", [keysOf(team).session(learner)], [id]);
    },
  };
}
