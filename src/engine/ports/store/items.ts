import type { ItemSums } from "../../../learning/item-sums.ts";
import type { TeamId } from "../../words/place.ts";
import type { Decision, ReportCounts, ReportKind } from "../../words/report.ts";
import type { Choice } from "../../words/round.ts";
import type { Labels } from "./answers.ts";
import type { Report } from "./learners.ts";

/** A decision, and when it was last gone through what it concerns; null: not yet. */
export interface KeptDecision extends Decision {
  sweptAt: number | null;
}

export interface RefundPage {
  /** The place of the last answer that is done. */
  after: number;
  answers: readonly {
    learner: string;
    choice: Choice;
    hints: number;
    /** As `DailyAward` said; null: that is not known, or the answer was right. */
    ifRight: number | null;
    /** It is not judged yet, so it has brought nothing. */
    held: boolean;
  }[];
  upTo: number;
  isLast: boolean;
}

export interface Refund {
  learner: string;
  points: number;
  /** The answer was taken for wrong, and counts as right from now on, as one that waited for its verdict does. */
  mends: boolean;
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
  /** Counts that somebody likes an item. */
  addPraise(team: TeamId, item: string, version: number): Promise<void>;
  /** By item and version: how often somebody liked it. */
  praiseCounts(): Promise<ReadonlyMap<string, number>>;
  /** What became of items, by their versions: the last word on each. */
  decisions(): Promise<readonly KeptDecision[]>;
  /** Keeps a decision; one of statistics only where there is none on this version yet, and then false. */
  decide(decision: Decision): Promise<boolean>;
  /**
   * Makes due what a decision brings: for each round that is kept and asked this version the points of a right answer,
   * where its key is wrong, and a word to everybody who reported it. In small steps, and may be repeated.
   */
  sweepItem(decision: Decision): Promise<void>;
  /**
   * At most `count` of the answers of a round whose points are not given back yet, in the order in which they came, if
   * its awards are booked. null: there is no such round, it counts for nobody, or all is done.
   */
  readRefunds(team: TeamId, round: string, count: number): Promise<RefundPage | null>;
  /**
   * Gives a page of learners points, if all before it have theirs and it has not: each learner once per round, whoever comes with the same page.
   */
  bookRefunds(
    team: TeamId,
    round: string,
    page: { after: number; upTo: number; refunds: readonly Refund[] },
    labels: Labels,
  ): Promise<void>;
  /** All have their points, and it is said: nothing of it is due any more. */
  finishRefund(team: TeamId, round: string): Promise<void>;
  reportsOf(team: TeamId, learner: string): Promise<readonly Omit<Report, "learner">[]>;
  /** Notes which decision on it whoever reported an item knows of, by its instant. */
  markTold(team: TeamId, learner: string, item: string, decided: number): Promise<void>;
  /** Notes when it was gone through what a decision concerns; nothing where another decision came meanwhile. */
  markSwept(decision: Decision, at: number): Promise<void>;
}
