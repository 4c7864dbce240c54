import type { KeptPlans, PlanStore } from "../../engine/ports/store.ts";
import { type State, type TeamState, teamOf } from "./state.ts";

export function livePlans(
  { clock }: State,
  team: TeamState,
  learner: string,
): KeptPlans & { version: number } {
  const found = team.plans.get(learner);
  if (found === undefined || found.until <= clock()) return { plan: null, draft: null, version: 0 };
  return structuredClone(found.kept);
}

export function planPart(state: State): PlanStore {
  return {
    readPlans: async (team, learner) => livePlans(state, teamOf(state, team), learner),

    writePlans: async (teamId, learner, version, { plan, draft }, until) => {
      const team = teamOf(state, teamId);
      if (livePlans(state, team, learner).version !== version) return false;
      if (plan === null && draft === null) team.plans.delete(learner);
      else team.plans.set(learner, { kept: structuredClone({ plan, draft, version: version + 1 }), until });
      return true;
    },
  };
}
