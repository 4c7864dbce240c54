import type { DueStore, GroupStore } from "../../engine/ports/store.ts";
import { PLATFORMS, platformOf } from "../../engine/words/place.ts";
import { groupOf, jobKey, type State, setDue, teamOf } from "./state.ts";

export function groupPart(state: State): GroupStore & DueStore {
  return {
    readGroup: async (place) => structuredClone(groupOf(state, place).record),

    groupsOf: async (team) =>
      [...teamOf(state, team).groups.values()]
        .filter((g) => g.record.version > 0)
        .map((g) => structuredClone(g.record)),

    writeGroup: async (place, version, change) => {
      const { record } = groupOf(state, place);
      if (record.version !== version) return { kind: "conflict" };
      const { schedule, paused, managedBy, next, recap } = structuredClone(change);
      Object.assign(record, { schedule, paused, managedBy, next, recap, version: version + 1 });
      setDue(state, { kind: "open", place }, next?.at ?? null);
      setDue(state, { kind: "recap", place }, recap?.at ?? null);
      return { kind: "written", version: record.version };
    },

    putPlan: async (team, id, plan, ttl) => {
      const now = state.clock();
      for (const [old, { until }] of state.plans) if (until <= now) state.plans.delete(old);
      state.plans.set(`${team}|${id}`, { plan: structuredClone(plan), until: now + ttl });
    },

    readPlan: async (team, id) => {
      const found = state.plans.get(`${team}|${id}`);
      return found === undefined || found.until <= state.clock() ? null : structuredClone(found.plan);
    },

    claimDue: async (limit, lease, platforms = PLATFORMS) => {
      const now = state.clock();
      const due = [...state.due.values()]
        .filter((entry) => entry.at <= now && platforms.includes(platformOf(entry.job.place.team)))
        .sort((a, b) => a.at - b.at)
        .slice(0, limit);
      for (const entry of due) entry.at = now + lease;
      return due.map((entry) => structuredClone(entry.job));
    },

    dropJob: async (job) => {
      state.due.delete(jobKey(job));
    },

    retryLater: async (job, delay) => {
      const entry = state.due.get(jobKey(job));
      if (entry !== undefined) entry.at = state.clock() + delay;
    },

    finishRecap: async (place, week, { at, next }) => {
      const { record } = groupOf(state, place);
      if (record.recap === null) return false;
      const first = record.recap.done !== week;
      const isPlanned = record.recap.at !== at;
      record.recap = { at: isPlanned ? record.recap.at : next, done: week };
      if (!isPlanned) setDue(state, { kind: "recap", place }, next);
      return first;
    },
  };
}
