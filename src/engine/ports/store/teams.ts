import type { TeamId } from "../../words/place.ts";

/** Teams as a whole. */
export interface TeamStore {
  /**
   * Makes the forgetting of a team due at an instant; one that is planned already stays where it is. null: it is
   * not forgotten.
   */
  planForget(team: TeamId, at: number | null): Promise<void>;
  /**
   * Removes everything kept of a team, and what is due for it apart from its forgetting. In small steps: a repeat
   * after an interruption finishes the work.
   */
  forgetTeam(team: TeamId): Promise<void>;
}
