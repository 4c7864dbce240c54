import type { Button } from "../press.ts";

/** How the group says it: the explanation that was voted best. `name`: null where its author hides from boards. */
export interface Said {
  name: string | null;
  text: string;
}

/** A member's explanation of a question of the day, as all read it. */
export interface ExplanationReply {
  kind: "explanation";
  visibility: "channel";
  /** The name of the concept. */
  about: string;
  /** As it was written, nothing of it is markup; "" where it is not shown. */
  text: string;
  state: "voting" | "over" | "reported" | "removed";
  /** When the vote ends, epoch milliseconds. */
  ends: number;
  /** null before the end, and of whoever hides from boards. */
  name: string | null;
  /** Told after the end. */
  votes: number;
  best: boolean;
  buttons: readonly Button[];
}
