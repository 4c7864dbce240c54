import type { DuelMark, DuelState } from "../duel.ts";
import type { Difficulty } from "../item.ts";
import type { Button } from "../press.ts";
import type { Visibility } from "./visibility.ts";

/** One member challenges another, and what became of it. */
export interface DuelInviteReply {
  kind: "duel-invite";
  visibility: "channel";
  /** By the platform's ids; "": had themselves forgotten. */
  by: string;
  invited: string;
  /** The name of what it is about; null: anything. */
  about: string | null;
  difficulty: Difficulty | null;
  own: boolean;
  state: DuelState;
  /** Until when the challenge stands, or both have time. */
  until: number;
  buttons: readonly Button[];
}

/** One has answered all that there is; nothing is told yet. */
export interface DuelDoneReply {
  kind: "duel-done";
  visibility: "private";
  answered: number;
  of: number;
  /** How many of them were withdrawn or changed before they were answered. */
  struck?: number | undefined;
  /** Whom it waits for, until when; null: for nobody, the result is on its way. */
  waits: { member: string; until: number } | null;
  buttons: readonly Button[];
}

/** Both sides of a duel that is over. */
export interface DuelResultReply {
  kind: "duel-result";
  visibility: Visibility;
  sides: readonly [DuelResultSide, DuelResultSide];
  /** The place of who won; void: nobody answered anything that counts. */
  winner: 0 | 1 | "drawn" | "void";
  /** `name`: what the question was about; null where each had others. */
  rows: readonly { name: string | null; marks: readonly [DuelMark, DuelMark] }[];
  own: boolean;
  /** Who had seen the answers of its pack, by the platform's ids: it counts for neither. */
  knew: readonly string[];
  buttons: readonly Button[];
}

export interface DuelResultSide {
  member: string;
  name: string;
  right: number;
  /** They did not answer everything in time. */
  late: boolean;
}
