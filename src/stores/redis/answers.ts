import type { AnswerOutcome, AnswerStore, FrozenAnswer, Store } from "../../engine/ports/store.ts";
import { bookingExpiries } from "../../engine/rules/retention.ts";
import { boardExpiries, bookingKeys, ROLLING_REACH } from "./boards.ts";
import { decodeEffects, decodeRound, decodeStreak, encodeStreak, ROUND_FIELDS } from "./codec.ts";
import type { Context } from "./context.ts";
import { keysOf, memberOf } from "./keys.ts";
import { toChoice } from "./rounds.ts";

/** Fields per answer that `freeze_round` returns. */
const FROZEN_FIELDS = 5;

export function answerPart({ client, run, log }: Context): AnswerStore {
  const recordDaily = async (
    place: Parameters<Store["recordAnswer"]>[0],
    id: string,
    answer: Parameters<Store["recordAnswer"]>[2],
  ): Promise<AnswerOutcome> => {
    const keys = keysOf(place.team);
    const { learner } = answer;
    const [kind, first, answered] = (await run(
      "record_daily",
      [keys.round(id), keys.answers(id), keys.names, keys.learner(learner), keys.rounds(learner)],
      [
        place.group,
        learner,
        answer.name,
        answer.choice,
        id,
        answer.provisional ? "1" : "0",
        answer.at ?? "",
        answer.found ? "1" : "0",
        answer.delivery ?? "",
      ],
    )) as [string, string, number];
    if (kind === "taken") return { kind, previous: first === "" ? null : toChoice(first), answered };
    if (kind === "older") return { kind, choice: toChoice(first), answered };
    return kind === "late" ? { kind, closedAt: Number(first) } : { kind: "unknown" };
  };

  return {
    recordAnswer: async (place, id, answer, practice) => {
      if (practice === null) return recordDaily(place, id, answer);
      const { topic, labels } = practice;
      const keys = keysOf(place.team);
      const { learner } = answer;
      const booking = bookingKeys(keys, place.group, topic, labels, ROLLING_REACH.practice);
      const result = (await run(
        "record_practice",
        [
          keys.round(id),
          keys.answers(id),
          keys.names,
          keys.learner(learner),
          keys.rounds(learner),
          keys.spent(labels.day),
          keys.secrets,
          ...booking.keys,
        ],
        [
          place.group,
          learner,
          answer.name,
          answer.choice,
          id,
          topic,
          practice.pointsIfRight,
          practice.dailyLimit,
          bookingExpiries(labels.day).spent,
          ...boardExpiries(labels),
          answer.provisional ? "1" : "0",
          practice.secret,
          answer.delivery ?? "",
        ],
      )) as (string | number)[];
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

    freezeRound: async (team, id, early) => {
      const keys = keysOf(team);
      // The group is needed to declare the keys; a round's group never changes.
      const group = await client.hget(keys.round(id), "group");
      if (group === null) return null;
      const frozen = (await run(
        "freeze_round",
        [keys.round(id), keys.answers(id), keys.names, keys.hidden, keys.streaks(group), keys.secrets],
        [early ? "1" : "0", id, ...ROUND_FIELDS],
      )) as [(string | null)[], (string | number)[]] | null;
      if (frozen === null) return null;
      const [fields, rows] = frozen;
      const round = decodeRound(fields, log);
      if (round === null) return null;
      const answers: FrozenAnswer[] = [];
      for (let i = 0; i < rows.length; i += FROZEN_FIELDS) {
        const [learner, choice, name, hidden, streak] = rows.slice(i, i + FROZEN_FIELDS);
        answers.push({
          learner: String(learner),
          choice: toChoice(String(choice)),
          name: String(name),
          hidden: hidden === 1,
          streak: decodeStreak(String(streak)),
        });
      }
      return { round, answers, effects: decodeEffects(fields) };
    },

    applyAwards: async (team, id, awards, labels) => {
      const keys = keysOf(team);
      const [group, topic] = await client.hmget(keys.round(id), "group", "topic");
      if (group == null || topic == null || awards.length === 0) return;
      const booking = bookingKeys(keys, group, topic, labels, ROLLING_REACH.daily);
      await run(
        "apply_awards",
        [
          keys.round(id),
          keys.answers(id),
          keys.awarded(id),
          keys.streaks(group),
          ...booking.keys,
          ...awards.map((award) => keys.learner(award.learner)),
        ],
        [
          booking.rollings,
          ...boardExpiries(labels),
          ...awards.flatMap(({ learner, points, right, streak }) => [
            learner,
            points,
            right ? "1" : "0",
            encodeStreak(streak),
          ]),
        ],
      );
    },

    takeClose: async (team, id, token) => {
      await run("take_close", [keysOf(team).round(id)], [token]);
    },

    beginEffect: async (team, id, effect, token) =>
      (await run("begin_effect", [keysOf(team).round(id)], [effect, token])) as "first" | "again" | "lost",

    markEffect: async (team, id, effect) => {
      await run("mark_effect", [keysOf(team).round(id)], [effect]);
    },

    finishRound: async (team, id) => {
      const keys = keysOf(team);
      const group = await client.hget(keys.round(id), "group");
      if (group === null) return;
      const member = memberOf({ kind: "close", place: { team, group }, round: id });
      await run("finish_round", [keys.round(id), keys.due], [member]);
    },
  };
}
