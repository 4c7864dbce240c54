import type { Standing } from "../board.ts";
import type { Difficulty, MarkupText } from "../item.ts";
import type { Button } from "../press.ts";

/** A line of the table of a live round; its points are what it is ordered by. */
export type LiveRow = Standing & { right: number };

/** Who leads a live round. */
export interface LiveTable {
  rows: readonly LiveRow[];
  /** How many more have answered, those who hide from boards left out. */
  more: number;
  /** By points for speed, else by right answers. */
  speed: boolean;
}

/** Which question of a live round this is. */
export interface LiveNumber {
  number: number;
  of: number;
}

/** What a live round is before its first question, and what is left of that message afterwards. */
export interface LiveLobbyReply {
  kind: "live-lobby";
  visibility: "channel";
  /** waiting: members join. on: it has begun. empty: nobody joined. ended: it was ended before it began. */
  state: "waiting" | "on" | "empty" | "ended";
  /** By their id: of a newcomer no name is kept. null: they hide, or have left. */
  host: string | null;
  topic: string | null;
  difficulty: Difficulty | null;
  length: number;
  seconds: number;
  speed: boolean;
  joined: number;
  /** When it starts by itself, epoch milliseconds. */
  startsAt: number;
  buttons: readonly Button[];
}

/** The end of a live round. */
export interface LivePodiumReply {
  kind: "live-podium";
  visibility: "channel";
  /** done: all its questions were asked. ended: somebody ended it. silent: nobody answered any more. dry: nothing is left to ask. */
  state: "done" | "ended" | "silent" | "dry";
  /** Questions that were asked. */
  length: number;
  table: LiveTable;
  /** The questions that fewest had right, the hardest first; `number` counted from 1. */
  hardest: readonly { number: number; stem: MarkupText; right: number; answered: number }[];
  buttons: readonly Button[];
}
