import type { ItemSums } from "../../../learning/item-sums.ts";
import type { TeamId } from "../../words/place.ts";
import type { Decision, ReportCounts, ReportKind } from "../../words/report.ts";
import type { Report } from "./learners.ts";

/** A decision, and when it was last gone through what it concerns; null: not yet. */
export interface KeptDecision extends Decision {
  sweptAt: number | null;
}

/** What is known of items over all teams, without anybody's name, and what was decided about them. */
export interface ItemStore {
  /**
   * By item and version (`sumsField`): how everybody answered whose answers were judged, each learner's first one.
   * Counted in the same step as the answer is booked.
   */
  itemSums(): Promise<ReadonlyMap<string, ItemSums>>;
  /** By item and version: how often it was reported, and as what. */
  reportCounts(): Promise<ReadonlyMap<string, ReportCounts>>;
  /** One report per learner and item, counted in the same step; false if there was one. */
  addReport(team: TeamId, report: Report): Promise<boolean>;
  /** Says what a report means, and counts it as that. False where there is none, or it was said. */
  sortReport(team: TeamId, learner: string, item: string, kind: ReportKind): Promise<boolean>;
  /** What became of items, by their versions: the last word on each. */
  decisions(): Promise<readonly KeptDecision[]>;
  /** Keeps a decision; one of statistics only where there is none on this version yet, and then false. */
  decide(decision: Decision): Promise<boolean>;
  /** Notes when it was gone through what a decision concerns; nothing where another decision came meanwhile. */
  markSwept(decision: Decision, at: number): Promise<void>;
}
