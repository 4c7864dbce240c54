/** How often one member of a team may do something in a minute: far more than a person gets to. */
export const PER_MINUTE = {
  /** Commands of any kind, understood or not. */
  command: 60,
  /** Practice questions, asked for in any way. */
  round: 30,
  /** Buttons, forms and reactions. */
  press: 120,
  /** Codes that link accounts, asked for or entered. */
  link: 6,
  /** Reports of mistakes. */
  report: 10,
} as const;

export type Limited = keyof typeof PER_MINUTE;

/** Counts what members do, over all replicas where they share a store, so that nobody fills it. */
export interface Limiter {
  /**
   * Counts one more. null: go on; otherwise the milliseconds after which the member may again. Never throws:
   * where the count cannot be reached, each process counts for itself.
   */
  take(what: Limited, team: string, learner: string): Promise<number | null>;
}
