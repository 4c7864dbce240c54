import type { AnswerOutcome, AnswerStore, DailyAward, Store } from "../../engine/ports/store.ts";
import { STANDOUTS_KEPT } from "../../engine/rules/retention.ts";
import type { Round } from "../../engine/words/round.ts";
import { CLOSES_KEPT } from "../../learning/freezes.ts";
import { dailyCall, practiceCall } from "./answer-calls.ts";
import { booked, booksOf } from "./books.ts";
import type { Context } from "./context.ts";
import { encodeDealt } from "./dealt.ts";
import { countOf } from "./focus.ts";
import { keysOf, memberOf } from "./keys.ts";
import { decodeStreak, encodeStreak } from "./learner-codec.ts";
import { draftArgs } from "./learning.ts";
import {
  decodeFrozen,
  decodeRound,
  encodeRound,
  encodeShortMessage,
  FROZEN_FIELDS,
  ROUND_FIELDS,
} from "./round-codec.ts";
import { answerIn, toChoice } from "./rounds.ts";

/** The few of a page who may be among those with most of all. */
function most(awards: readonly DailyAward[], measure: (award: DailyAward) => number, least: number) {
  return awards
    .map((award) => ({ learner: award.learner, value: measure(award) }))
    .filter(({ value }) => value >= least)
    .sort((a, b) => b.value - a.value || (a.learner < b.learner ? -1 : 1))
    .slice(0, STANDOUTS_KEPT);
}

export function answerPart(context: Context): AnswerStore {
  const { client, run } = context;
  const recordDaily = async (
    place: Parameters<Store["recordAnswer"]>[0],
    id: string,
    answer: Parameters<Store["recordAnswer"]>[2],
  ): Promise<AnswerOutcome> => {
    const { name, keys, args } = dailyCall(place, id, answer);
    const [kind, first, answered] = (await run(name, keys, args)) as [string, string, number];
    if (kind === "taken") return { kind, previous: first === "" ? null : toChoice(first), answered };
    if (kind === "older") return { kind, choice: toChoice(first), answered };
    return kind === "late" ? { kind, closedAt: Number(first) } : { kind: "unknown" };
  };

  return {
    recordAnswer: async (place, id, answer, practice) => {
      if (practice === null) return recordDaily(place, id, answer);
      const result = (await booked(context, place.team, (home) => {
        const { name, keys, args } = practiceCall(place, id, answer, practice, home);
        return run(name, keys, args);
      })) as (string | number)[];
      const [kind, a, b, c, d, e] = result;
      if (kind === "judged") {
        return {
          kind,
          choice: toChoice(String(e)),
          right: a === 1,
          points: Number(b),
          capped: c === 1,
          answered: Number(d),
        };
      }
      if (kind === "held")
        return { kind, choice: toChoice(String(a)), until: Number(b), answered: Number(c) };
      if (kind === "stands") return { kind, choice: toChoice(String(a)), answered: Number(b) };
      return kind === "late" ? { kind, closedAt: Number(a) } : { kind: "unknown" };
    },

    writtenBy: (team, id, learner) => client.hget(keysOf(team).texts(id), learner),

    freezeRound: async (team, id, early) => {
      const keys = keysOf(team);
      // The group is needed to name the due work; a round's group never changes.
      const group = await client.hget(keys.round(id), "group");
      if (group === null) return null;
      const fields = (await run("freeze_round", [keys.round(id), keys.secrets, keys.due], {
        early,
        round: id,
        close: memberOf({ kind: "close", place: { team, group }, round: id }),
        fields: FROZEN_FIELDS,
      })) as (string | null)[] | null;
      return fields === null ? null : decodeFrozen({ team, id }, fields, context);
    },

    readAnswers: async ({ team, group }, id, after, count) => {
      const keys = keysOf(team);
      const from = (after + 1) * 4;
      const rows = await client.zrangebyscore(
        keys.answers(id),
        from,
        "+inf",
        "WITHSCORES",
        "LIMIT",
        0,
        count,
      );
      const learners = rows.filter((_, i) => i % 2 === 0);
      const given = rows.filter((_, i) => i % 2 === 1).map(answerIn);
      const [streaks, hints] =
        learners.length === 0
          ? [[], []]
          : await Promise.all([
              client.hmget(keys.streaks(group), ...learners),
              client.hmget(keys.round(id), ...learners.map((learner) => `h|${learner}`)),
            ]);
      return {
        answers: given.map(({ choice }, i) => ({
          learner: learners[i] ?? "",
          choice,
          streak: decodeStreak(streaks[i]),
          hints: Number(hints[i] ?? 0),
        })),
        upTo: given.at(-1)?.place ?? after,
        isLast: given.length < count,
      };
    },

    awardPage: async (team, id, { after, upTo, isLast, awards }, labels, review) => {
      const keys = keysOf(team);
      const [group, topic] = await client.hmget(keys.round(id), "group", "topic");
      if (group == null || topic == null) return null;
      const upToNow = await booked(context, team, (home) => {
        const { keys: block, book } = booksOf(keys, group, topic, labels, home);
        const counted = countOf(keys, group, labels.day);
        return run(
          "award_page",
          [
            ...[keys.round(id), keys.answers(id), keys.top(id), keys.longest(id), keys.hidden],
            ...[keys.streaks(group), keys.closes(group), ...counted.keys, keys.items],
            ...awards.flatMap(({ learner }) => [
              ...[keys.learner(learner), keys.reviews(learner), keys.seen(learner)],
            ]),
            ...block,
          ],
          {
            ...{ after, upTo, isLast, book, count: counted.count },
            awards: awards.map((award) => ({ ...award, streak: encodeStreak(award.streak) })),
            kept: STANDOUTS_KEPT,
            closesKept: CLOSES_KEPT,
            review: draftArgs(review),
            best: most(awards, ({ points }) => points, 1),
            longest: most(awards, ({ streak }) => streak.length, 2),
          },
        );
      });
      return upToNow === null ? null : Number(upToNow);
    },

    standouts: async (team, id, count) => {
      const keys = keysOf(team);
      const lines = async (key: string) => {
        const rows = await client.zrange(key, "0", "-1", "WITHSCORES");
        const learners = rows.filter((_, i) => i % 2 === 0);
        if (learners.length === 0) return [];
        const [names, hidden] = await Promise.all([
          client.hmget(keys.names, ...learners),
          client.smismember(keys.hidden, ...learners),
        ]);
        return learners.flatMap((learner, i) =>
          hidden[i] === 1 ? [] : [{ learner, name: names[i] ?? "", value: -Number(rows[2 * i + 1]) }],
        );
      };
      const [top, [longest]] = await Promise.all([lines(keys.top(id)), lines(keys.longest(id))]);
      return {
        top: top.slice(0, count).map(({ learner, name, value }) => ({ learner, name, points: value })),
        longest: longest === undefined ? null : { name: longest.name, length: longest.value },
      };
    },

    takeClose: async (team, id, token) => {
      await run("take_close", [keysOf(team).round(id)], [token]);
    },

    beginEffect: async (team, id, effect, token) =>
      (await run("begin_effect", [keysOf(team).round(id)], [effect, token])) as "first" | "again" | "lost",

    markEffect: async (team, id, effect, token) =>
      (await run("mark_effect", [keysOf(team).round(id)], [effect, token ?? ""])) === 1,

    finishRound: async (team, id) => {
      const keys = keysOf(team);
      const round = decodeRound({ team, id }, await client.hmget(keys.round(id), ...ROUND_FIELDS), context);
      if (round === null) return;
      await run("finish_round", [keys.round(id), keys.due, keys.top(id), keys.longest(id)], {
        close: memberOf({ kind: "close", place: round.place, round: id }),
        // One of practice is short as it was asked.
        ...(round.mode === "daily" && shortened(round, context)),
      });
    },
  };
}

/** What is kept of a daily round that is closed, in place of its body: no value is longer than Redis packs closely. */
function shortened(round: Round, { questions }: Context) {
  const dealt = encodeDealt(round, questions) ?? { body: encodeRound({ ...round, previous: undefined }) };
  const up = round.message === null ? {} : { message: encodeShortMessage(round.message) };
  return { short: Object.entries({ ...dealt, ...up }).flat() };
}
