import type { Place, PlatformName } from "../../words/place.ts";
import type { DocumentName } from "./documents.ts";

/** Work that is due. A claim hides it for the lease; work that was not finished comes up again after it. */
export type Job =
  | { kind: "open"; place: Place }
  | { kind: "post"; place: Place; round: string }
  | { kind: "close"; place: Place; round: string }
  | { kind: "recap"; place: Place }
  /** It is looked whether a learner has something to be reminded of. Of the whole team, so its group is ''. */
  | { kind: "remind"; place: Place; learner: string }
  /** A document of the team wants something done: `DOCUMENTS` in `uses/documents.ts` says what. Its group is ''. */
  | { kind: "document"; place: Place; document: DocumentName }
  /** The key of a round's item turned out wrong: whoever answered gets the points of a right answer. */
  | { kind: "refund"; place: Place; round: string }
  /** It was decided what becomes of an item that a learner reported. Of the whole team, so its group is ''. */
  | { kind: "reported"; place: Place; learner: string }
  /** Of a whole team, so its group is ''. */
  | { kind: "forget"; place: Place };

/** What is due. */
export interface DueStore {
  /**
   * Hands out due work of these platforms (of all, where none are named), of each team the oldest first, each to
   * one caller, hidden for `lease` ms.
   */
  claimDue(limit: number, lease: number, platforms?: readonly PlatformName[]): Promise<readonly Job[]>;
  /** Claimed work turned out to be moot: it does not come up again. */
  dropJob(job: Job): Promise<void>;
  /** Makes claimed work come up again after `delay` ms instead of at the end of its lease. */
  retryLater(job: Job, delay: number): Promise<void>;
}
