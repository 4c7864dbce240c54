/** What somebody means who reports a question; `other` until they say. */
export const REPORT_KINDS = ["wrong-key", "unclear", "outdated", "typo", "other"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export type ReportCounts = Readonly<Record<ReportKind, number>>;

/** What became of an item, by somebody who looks after the bank, or by what strong learners answered. */
export const DECISIONS = ["quarantined", "released", "retired"] as const;

/** Holds for the version that it names: a corrected item is another one, and is asked again. */
export interface Decision {
  item: string;
  version: number;
  what: (typeof DECISIONS)[number];
  /** Its key is wrong: whoever answered it lately gets the points of a right answer. */
  wrongKey: boolean;
  by: "operator" | "statistics";
  /** Epoch milliseconds. */
  at: number;
}
