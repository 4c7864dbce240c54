import type { TeamId } from "../../words/place.ts";
import type { StudyPlan } from "../../words/plan.ts";

/** A learner's plan, and one that was shown to be corrected and is not used yet. */
export interface KeptPlans {
  plan: StudyPlan | null;
  draft: StudyPlan | null;
}

/** What learners set for their plans; what comes of it is computed from their reviews. */
export interface PlanStore {
  /** `version` counts the writes; 0 where nothing is kept. */
  readPlans(team: TeamId, learner: string): Promise<KeptPlans & { version: number }>;
  /**
   * Writes both in place of what was read with this version, until it is forgotten (epoch milliseconds); nothing is kept
   * where both are null. False where another write came first.
   */
  writePlans(
    team: TeamId,
    learner: string,
    version: number,
    plans: KeptPlans,
    until: number,
  ): Promise<boolean>;
}
