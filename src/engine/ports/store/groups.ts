import type { Place, TeamId } from "../../words/place.ts";
import type { GroupRecord, SetUpPlan } from "../../words/schedule.ts";

export type GroupChange = Pick<GroupRecord, "schedule" | "paused" | "managedBy" | "next" | "recap">;

/** Groups: their settings, what they wait for, and what somebody has yet to confirm. */
export interface GroupStore {
  /** Never null: an unknown group is a record of version 0. */
  readGroup(place: Place): Promise<GroupRecord>;
  /** All groups of a team that were ever written. */
  groupsOf(team: TeamId): Promise<readonly GroupRecord[]>;
  /** Changes settings and the due index together, if nobody changed them since `version`. */
  writeGroup(
    place: Place,
    version: number,
    change: GroupChange,
  ): Promise<{ kind: "written"; version: number } | { kind: "conflict" }>;
  /** Keeps for `ttl` ms what somebody was shown and has yet to confirm. */
  putPlan(team: TeamId, id: string, plan: SetUpPlan, ttl: number): Promise<void>;
  readPlan(team: TeamId, id: string): Promise<SetUpPlan | null>;
  /**
   * Books the recap of an ISO week as posted; false if it was already. `at`: the recap that was done, which
   * gives way to the one at `next`; one that was planned for another instant meanwhile stays.
   */
  finishRecap(place: Place, week: string, when: { at: number; next: number }): Promise<boolean>;
}
