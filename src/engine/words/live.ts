import type { Asked } from "./asked.ts";
import type { MessageRef } from "./place.ts";

/** What one does with a live round; `end` stops it wherever it is. */
export const LIVE_ACTS = ["join", "start", "end"] as const;
export type LiveAct = (typeof LIVE_ACTS)[number];

/** What somebody may choose; seconds are those of a short question. */
export const LIVE_ROUNDS = ["3", "5", "10", "15", "20"] as const;
export const LIVE_SECONDS = ["10", "20", "30", "45", "60", "90"] as const;

/** What `/dlq-live` may say. */
export interface LiveWanted {
  topic?: string | undefined;
  difficulty?: Asked["difficulty"];
  rounds?: number | undefined;
  seconds?: number | undefined;
  speed?: boolean | undefined;
}

/**
 * new: its lobby is to be posted. lobby: members join. asking: a question is on its way into the channel. open: it
 * takes answers. pause: its result is read. over: the podium is on its way.
 */
export const LIVE_PHASES = ["new", "lobby", "asking", "open", "pause", "over"] as const;
export type LivePhase = (typeof LIVE_PHASES)[number];

/**
 * The course of a live round, of which a channel has one at most. Who joined and who answered what is kept apart,
 * with those who did, so that a hundred of them never wait for each other.
 */
export interface LiveGame {
  /** Tells it from the one before in this channel. */
  game: string;
  /** Gone when they ask to be forgotten. */
  host: string | null;
  asked: Asked;
  /** How many questions it has. */
  length: number;
  /** Seconds for a short question. */
  seconds: number;
  /** Whoever is right sooner gets more on its podium, and nowhere else. */
  speed: boolean;
  timezone: string;
  phase: LivePhase;
  /** When this phase began; of the lobby, when its message was up. Epoch milliseconds. */
  since: number;
  /** When it goes on, unless something happens before. */
  at: number;
  lobby: MessageRef | null;
  /** How many joined, as the lobby's message says. */
  joined: number;
  /** The host does not want to wait for more. */
  started: boolean;
  /** Its questions so far, by their rounds. */
  rounds: readonly string[];
  /** The open question is over before its time: all have answered, or its message is gone. */
  early: boolean;
  /** Questions in a row that nobody answered. */
  silent: number;
  /** Somebody who may ended it. */
  ended: boolean;
}
