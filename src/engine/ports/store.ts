import type { AnswerStore } from "./store/answers.ts";
import type { BoardStore } from "./store/boards.ts";
import type { DocumentStore } from "./store/documents.ts";
import type { DueStore } from "./store/due.ts";
import type { FocusStore } from "./store/focus.ts";
import type { GroupStore } from "./store/groups.ts";
import type { ItemStore } from "./store/items.ts";
import type { LearnerStore } from "./store/learners.ts";
import type { LearningStore } from "./store/learning.ts";
import type { OpinionStore } from "./store/opinions.ts";
import type { PlanStore } from "./store/plans.ts";
import type { PlatformStore } from "./store/platforms.ts";
import type { ReminderStore } from "./store/reminders.ts";
import type { RoundStore } from "./store/rounds.ts";
import type { TeamStore } from "./store/teams.ts";

export type * from "./store/answers.ts";
export type * from "./store/boards.ts";
export type * from "./store/documents.ts";
export type * from "./store/due.ts";
export type * from "./store/focus.ts";
export type * from "./store/groups.ts";
export type * from "./store/items.ts";
export type * from "./store/learners.ts";
export type * from "./store/learning.ts";
export type * from "./store/opinions.ts";
export type * from "./store/plans.ts";
export type * from "./store/platforms.ts";
export type * from "./store/reminders.ts";
export type * from "./store/rounds.ts";
export type * from "./store/teams.ts";

/** The store could not be reached or did not answer in time. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
  /** It is certain that nothing was done; otherwise whether the write was applied is unknown. */
  readonly untouched: boolean;

  constructor(
    message: string,
    { untouched = false, ...options }: ErrorOptions & { untouched?: boolean } = {},
  ) {
    super(message, options);
    this.untouched = untouched;
  }
}

/**
 * All that is remembered. Each method is one atomic step: concurrent calls from any number of replicas
 * have an order, and a call that fails leaves nothing half done. Methods throw `StoreUnavailable` and
 * nothing else that is expected. Repeating a call is always safe. What is late is decided by the
 * store's own clock. Retention is the table in docs/running.md. A part for each kind of record stands in
 * `store/`; who needs one part takes that.
 */
export interface Store
  extends AnswerStore,
    BoardStore,
    DocumentStore,
    DueStore,
    FocusStore,
    GroupStore,
    ItemStore,
    LearnerStore,
    LearningStore,
    OpinionStore,
    PlanStore,
    PlatformStore,
    ReminderStore,
    RoundStore,
    TeamStore {
  /** The store's clock, epoch milliseconds. */
  now(): Promise<number>;
  close(): Promise<void>;
  ready(): Promise<boolean>;
}
