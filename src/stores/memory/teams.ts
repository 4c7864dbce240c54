import type { Job, TeamStore } from "../../engine/ports/store.ts";
import { jobKey, type State, setDue } from "./state.ts";

export function teamPart(state: State): TeamStore {
  return {
    planForget: async (team, at) => {
      const job: Job = { kind: "forget", place: { team, group: "" } };
      if (at === null || !state.due.has(jobKey(job))) setDue(state, job, at);
    },

    forgetTeam: async (team) => {
      state.teams.delete(team);
      for (const [key, { job }] of state.due)
        if (job.place.team === team && job.kind !== "forget") state.due.delete(key);
      for (const key of state.plans.keys()) if (key.startsWith(`${team}|`)) state.plans.delete(key);
    },
  };
}
