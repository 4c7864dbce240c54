import type { MarkupText } from "../item.ts";
import type { Button } from "../press.ts";
import type { Letter } from "../round.ts";

/** What a learner is reminded of in one direct message: at least one of it. */
export interface ReminderReply {
  kind: "reminder";
  visibility: "private";
  /** It takes answers and they have given none. `url`: its message; null where none is known. */
  question: { group: string; closesAt: number; url: string | null } | null;
  /** How long a streak is that ends with that question; 0: there is none. */
  streak: number;
  /** A freeze is held that would keep it. */
  freeze: boolean;
  /** Their own answer to the question that has closed. */
  result: { date: string; right: boolean; key: Letter; option: MarkupText } | null;
  /** The date of an open question that they answered and that has closed: what counts may be compared now. */
  answered: string | null;
  /** Concepts that are due for a review; "some": more than anybody wants to read. */
  due: number | "some";
  buttons: readonly Button[];
}
