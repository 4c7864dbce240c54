import type { RoundStore, Store } from "../../engine/ports/store.ts";
import { takesAnswers } from "../../engine/rules/life.ts";
import { PRACTISED_KEPT, RECENT_ROUNDS, RETENTION } from "../../engine/rules/retention.ts";
import { secretOf } from "../../engine/rules/secrets.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Choice, Round } from "../../engine/words/round.ts";
import { confidenceOf } from "../../learning/kept.ts";
import type { Context } from "./context.ts";
import { encodeDealt } from "./dealt.ts";
import { keysOf, memberOf } from "./keys.ts";
import { decodeRound, encodeLive, encodeRound, ROUND_FIELDS } from "./round-codec.ts";
import { shownOf, staleRounds, UNSEEN } from "./stale.ts";
import { ALONE } from "./traces.ts";

/** How long a post that a step makes due at once stays hidden: whoever made the step does it meanwhile. */
const FIRST_LEASE = 60_000;

export function toChoice(text: string): Choice {
  return Number(text) as Choice;
}

/** An answer as its score holds it (`lua/prelude.lua`): its place among the answers, and what was chosen. */
export function answerIn(score: string): { place: number; choice: Choice } {
  const rest = Number(score) % 4;
  return { place: Math.floor(Number(score) / 4), choice: (rest <= 3 ? rest : 3 + (rest - 3) * 4) as Choice };
}

/** What both kinds of rounds are stored with, as the scripts name it. */
function partsOf(round: Round) {
  const { id, place, closesAt, question } = round;
  return {
    ...{ round: id, group: place.group, closesAt },
    // Without one it is no window: see `lua/confirm_posted.lua`.
    key: question.kind === "open" ? "" : question.key,
    ...{ topic: question.topic.id, item: question.itemId },
  };
}

export function roundPart(context: Context, now: () => Promise<number>): RoundStore {
  const { client, run } = context;
  const readRound = async (team: TeamId, id: string): Promise<Round | null> =>
    decodeRound({ team, id }, await client.hmget(keysOf(team).round(id), ...ROUND_FIELDS), context);

  const answerOf: Store["answerOf"] = async (team, id, learner) => {
    const score = await client.zscore(keysOf(team).answers(id), learner);
    return score === null ? null : answerIn(score).choice;
  };

  /** Needed to declare the keys; a round's group never changes. */
  const groupOf = (team: TeamId, id: string) => client.hget(keysOf(team).round(id), "group");

  return {
    readRound,
    answerOf,

    ownAnswer: async (team, id, learner) => {
      const keys = keysOf(team);
      const [score, [sure, hints, verdict]] = await Promise.all([
        client.zscore(keys.answers(id), learner),
        client.hmget(keys.round(id), `k|${learner}`, `h|${learner}`, `v|${learner}`),
      ]);
      if (score === null) return null;
      // As `record_practice.lua` writes it: points, capped, delivery.
      const judged = /^(\d+) ([01]) /.exec(verdict ?? "");
      return {
        choice: answerIn(score).choice,
        confidence: confidenceOf(sure),
        hints: Number(hints ?? 0),
        earned: judged === null ? null : { points: Number(judged[1]), capped: judged[2] === "1" },
      };
    },

    openWindow: async (round, { version, current: seen, next, forget, alone = false }) => {
      const { place, question } = round;
      const keys = keysOf(place.team);
      const { group } = place;
      const outcome = await run(
        "open_window",
        [keys.group(group), keys.round(round.id), keys.askedDaily(group), keys.secrets, keys.due],
        {
          ...partsOf(round),
          body: encodeRound(round),
          ...{ version, next, forget, alone },
          seen: seen === null ? "" : seen,
          date: round.date,
          expires: round.opensAt + RETENTION.dailyRound,
          secret: secretOf(question),
          lease: FIRST_LEASE,
          open: memberOf({ kind: "open", place }),
          post: memberOf({ kind: "post", place, round: round.id }),
          close: memberOf({ kind: "close", place, round: round.id }),
        },
      );
      if (outcome !== "exists") return { kind: outcome as "opened" | "moved" | "shared" };
      const current = await client.hget(keys.group(group), "current");
      const newest = current ? await readRound(place.team, current) : null;
      return { kind: "exists", round: newest?.date === round.date ? newest : null };
    },

    addPractice: async (round) => {
      const { place, onlyFor, live } = round;
      const asker = live === undefined ? round.asker : undefined;
      const keys = keysOf(place.team);
      const dealt = encodeDealt(round, context.questions);
      await run(
        "add_practice",
        [
          keys.round(round.id),
          keys.practised(place.group),
          onlyFor === null ? keys.recent(place.group) : keys.rounds(onlyFor),
          ...(asker === undefined ? [] : [keys.rounds(asker)]),
          ...(live === undefined ? [] : [keys.secrets]),
        ],
        {
          ...partsOf(round),
          ...(dealt === null ? { body: encodeRound(round) } : { dealt }),
          ...{ onlyFor, asker, alone: ALONE },
          ...(live === undefined ? {} : { live: encodeLive(live), secret: secretOf(round.question) }),
          expires: round.opensAt + RETENTION.practiceRound,
          keptItems: PRACTISED_KEPT,
          keptRounds: RECENT_ROUNDS,
        },
      );
    },

    notePractised: async ({ team, group }, item) => {
      await run("note_practised", [keysOf(team).practised(group)], [item, PRACTISED_KEPT]);
    },

    answeredCount: (team, id) => client.zcard(keysOf(team).answers(id)),

    shownCount: async (team, id) => shownOf(await client.hget(keysOf(team).round(id), "shown")),

    markShown: async (team, id, answered) => {
      await run("mark_shown", [keysOf(team).round(id)], [answered ?? UNSEEN]);
    },

    staleRounds: () => staleRounds(client, readRound),

    roundByMessage: async (team, message) => {
      const id = await client.get(keysOf(team).message(message));
      return id === null ? null : readRound(team, id);
    },

    answerable: async (place, learner) => {
      const keys = keysOf(place.team);
      const [at, current, shared, held] = await Promise.all([
        now(),
        client.hget(keys.group(place.group), "current"),
        client.zrevrange(keys.recent(place.group), 0, -1),
        client.zrevrange(keys.rounds(learner), 0, -1),
      ]);
      const own = held.filter((id) => id.endsWith(ALONE)).map((id) => id.slice(0, -ALONE.length));
      const lookAt = async (id: string) => {
        const [round, choice] = await Promise.all([
          readRound(place.team, id),
          answerOf(place.team, id, learner),
        ]);
        const isOpen = round !== null && takesAnswers(round.status) && at < round.closesAt;
        return isOpen && round.place.group === place.group ? [{ round, answered: choice !== null }] : [];
      };
      const [daily, practised] = await Promise.all([
        current ? lookAt(current) : [],
        Promise.all([...shared, ...own.slice(0, RECENT_ROUNDS)].map(lookAt)),
      ]);
      const [practice] = practised
        .flat()
        .filter(({ answered }) => !answered)
        .map(({ round }) => round)
        .sort((a, b) => b.opensAt - a.opensAt);
      return { daily: daily[0] ?? null, practice: practice ?? null };
    },

    secrets: async (team) => {
      const [at, stored] = await Promise.all([now(), client.hgetall(keysOf(team).secrets)]);
      return new Map(
        Object.entries(stored).flatMap(([secret, rounds]) => {
          const until = Math.max(0, ...[...rounds.matchAll(/=(\d+);/g)].map(([, closes]) => Number(closes)));
          return until > at ? [[secret, until] as const] : [];
        }),
      );
    },

    confirmPosted: async (team, id, message) => {
      const keys = keysOf(team);
      const group = await groupOf(team, id);
      if (group === null) return null;
      const fields = (await run(
        "confirm_posted",
        [keys.round(id), keys.group(group), keys.due, keys.message(message)],
        {
          message: JSON.stringify(message),
          round: id,
          post: memberOf({ kind: "post", place: { team, group }, round: id }),
          close: memberOf({ kind: "close", place: { team, group }, round: id }),
          fields: ROUND_FIELDS,
        },
      )) as (string | null)[] | null;
      return fields === null ? null : decodeRound({ team, id }, fields, context);
    },

    loseMessage: async (team, id, message) => {
      const keys = keysOf(team);
      const group = await groupOf(team, id);
      if (group === null) return null;
      const fields = (await run("lose_message", [keys.round(id), keys.due, keys.message(message)], {
        message: JSON.stringify(message),
        post: memberOf({ kind: "post", place: { team, group }, round: id }),
        lease: FIRST_LEASE,
        fields: ROUND_FIELDS,
      })) as (string | null)[] | null;
      return fields === null ? null : decodeRound({ team, id }, fields, context);
    },

    moveMessage: async (team, id, message) => {
      const keys = keysOf(team);
      const before = (await readRound(team, id))?.message ?? null;
      await run(
        "move_message",
        [keys.round(id), keys.message(message), ...(before === null ? [] : [keys.message(before)])],
        [JSON.stringify(message), id],
      );
    },

    voidRound: async (team, id) => {
      const keys = keysOf(team);
      const group = await groupOf(team, id);
      if (group === null) return "refused";
      const place = { team, group };
      return (await run(
        "void_round",
        [keys.round(id), keys.group(group), keys.due, keys.secrets],
        [id, memberOf({ kind: "close", place, round: id })],
      )) as "void" | "again" | "refused";
    },

    askedItems: async (place) => {
      const keys = keysOf(place.team);
      const [daily, practised] = await Promise.all([
        client.lrange(keys.askedDaily(place.group), 0, -1),
        client.lrange(keys.practised(place.group), 0, -1),
      ]);
      return { daily, practised };
    },
  };
}
