import type { TeamId } from "../../words/place.ts";

/** What a learner said when asked whether a language model may read what they write. */
export interface Consent {
  sends: boolean;
  /** The server that was named when they were asked; another one asks again. */
  to: string;
}

/** The newest answer that a learner wrote to an open question, kept for a while so that a press can have it read. */
export interface Written {
  item: string;
  text: string;
}

/** What it takes to have a language model read an answer: leave, the text, and what a day may cost. */
export interface OpinionStore {
  /** null: they were not asked, or took it back. */
  readConsent(team: TeamId, learner: string): Promise<Consent | null>;
  /** After anything but a yes what was written is not kept on. */
  setConsent(team: TeamId, learner: string, consent: Consent | null): Promise<void>;
  /** Takes the place of the one before. */
  putWritten(team: TeamId, learner: string, written: Written): Promise<void>;
  /** Gives the text to one who asks and to nobody after; null: none of this item is there. */
  takeWritten(team: TeamId, learner: string, item: string): Promise<string | null>;
  /**
   * Sets tokens of a team aside for one asking, of as many as it may use in a day (UTC). False where the day has too
   * few left. The same id sets them aside once.
   */
  reserveTokens(team: TeamId, id: string, tokens: number, limit: number): Promise<boolean>;
  /** What was used in truth of what was set aside, once; nothing where another day has begun. */
  settleTokens(team: TeamId, id: string, used: number): Promise<void>;
}
