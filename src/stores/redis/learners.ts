import type { LearnerStore } from "../../engine/ports/store.ts";
import { managerEntry, managersOf } from "../../engine/rules/managers.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { reachingInSteps } from "./client.ts";
import type { Context } from "./context.ts";
import { exportLearner } from "./export.ts";
import { forgetLearner } from "./forget.ts";
import { keysOf } from "./keys.ts";
import { decodeAbsence, decodeStreak, encodeAbsence } from "./learner-codec.ts";
import { moveSides } from "./sides.ts";
import { groupsOf, setUpBy, topicsOf } from "./traces.ts";

export function learnerPart(context: Context): LearnerStore {
  const { client, run } = context;
  return {
    readLearner: async (place, learner) => {
      const keys = keysOf(place.team);
      const [fields, streak, hidden] = await Promise.all([
        client.hgetall(keys.learner(learner)),
        client.hget(keys.streaks(place.group), learner),
        client.sismember(keys.hidden, learner),
      ]);
      return {
        streak: decodeStreak(streak),
        topics: topicsOf(fields),
        hidden: hidden === 1,
        lastGroup: fields.last ?? null,
        groups: groupsOf(fields).sort(),
      };
    },

    readLanguage: (team, learner) => client.hget(keysOf(team).languages, learner),

    setLanguage: async (team, learner, language) => {
      const key = keysOf(team).languages;
      await (language === null ? client.hdel(key, learner) : client.hset(key, learner, language));
    },

    setHidden: (team, learner, hidden) =>
      reachingInSteps(() => moveSides(context, team, learner, { hidden: hidden ? "1" : "0", absence: "" })),

    shownNames: async (team, learners, count) => {
      if (learners.length === 0) return { names: [], hidden: 0 };
      const keys = keysOf(team);
      const hidden = await client.smismember(keys.hidden, ...learners);
      const shown = learners.filter((_, i) => hidden[i] !== 1);
      const named = shown.slice(0, count);
      const names = named.length === 0 ? [] : await client.hmget(keys.names, ...named);
      return { names: names.map((name) => name ?? ""), hidden: learners.length - shown.length };
    },

    exportLearner: (team, learner) => exportLearner(context, team, learner),
    forgetLearner: (team, learner) => reachingInSteps(() => forgetLearner(context, team, learner)),

    managers: async (team: TeamId, group = null) =>
      managersOf(await client.smembers(keysOf(team).managers), group),

    setUpBy: (team, learner) => setUpBy(context, team, learner),

    setManager: async (team, learner, on, group = null) => {
      const key = keysOf(team).managers;
      const entry = managerEntry(learner, group);
      await (on ? client.sadd(key, entry) : client.srem(key, entry));
    },

    rename: async (team, learner, name) => {
      await run("rename", [keysOf(team).names], [learner, name]);
    },

    absent: async (team) =>
      Object.entries(await client.hgetall(keysOf(team).absent)).flatMap(([learner, text]) => {
        const times = decodeAbsence(text);
        return times === null ? [] : [{ learner, ...times }];
      }),

    keepMember: async (team, learner, text, ttl) => {
      await client.set(keysOf(team).member(learner), text, "PX", ttl);
    },

    recallMember: (team, learner) => client.get(keysOf(team).member(learner)),

    setAbsent: async (team, learner, absence) => {
      const { absent } = keysOf(team);
      const known = await client.hget(absent, learner);
      if (absence === null && known === null) return;
      // Looked up again: nothing moves.
      if (absence !== null && known !== null) await client.hset(absent, learner, encodeAbsence(absence));
      const times = absence === null ? "0" : encodeAbsence(absence);
      await reachingInSteps(() => moveSides(context, team, learner, { hidden: "", absence: times }));
    },
  };
}
