import type { LearnerPart } from "../../engine/ports/store.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { reachingInSteps } from "./client.ts";
import { decodeStreak } from "./codec.ts";
import type { Context } from "./context.ts";
import { exportLearner } from "./export.ts";
import { forgetLearner } from "./forget.ts";
import { keysOf } from "./keys.ts";
import { topicsOf } from "./traces.ts";

export function learnerPart(context: Context, clock: () => number): LearnerPart {
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
      };
    },

    setHidden: async (team, learner, hidden) => {
      const key = keysOf(team).hidden;
      await (hidden ? client.sadd(key, learner) : client.srem(key, learner));
    },

    exportLearner: (team, learner) => exportLearner(context, team, learner, clock()),
    forgetLearner: (team, learner) => reachingInSteps(() => forgetLearner(context, team, learner, clock())),

    addReport: async (team, { learner, item, reason, group }) =>
      (await client.hsetnx(keysOf(team).reports(learner), item, JSON.stringify({ item, reason, group }))) ===
      1,

    managers: async (team: TeamId) => (await client.smembers(keysOf(team).managers)).sort(),

    setManager: async (team, learner, on) => {
      const key = keysOf(team).managers;
      await (on ? client.sadd(key, learner) : client.srem(key, learner));
    },

    rename: async (team, learner, name) => {
      await run("rename", [keysOf(team).names], [learner, name]);
    },
  };
}
