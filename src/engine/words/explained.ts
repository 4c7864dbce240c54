import type { MessageRef } from "./place.ts";

/** What is pressed about an explanation: by anybody, and by whoever manages the group. */
export const EXPLAINED_ACTS = ["vote", "report", "look", "again", "remove"] as const;
export type ExplainedAct = (typeof EXPLAINED_ACTS)[number];

/** A press: of which round, and which of its explanations. */
export interface ExplainedPress {
  round: string;
  act: ExplainedAct;
  number: number;
}

/**
 * up: all may read it. reported: hidden until a manager decides. removed: by a manager, or its message was deleted.
 * gone: whoever wrote it had themselves forgotten.
 */
export const EXPLANATION_STATES = ["up", "reported", "removed", "gone"] as const;
export type ExplanationState = (typeof EXPLANATION_STATES)[number];

export interface Explanation {
  /** Names it among those of its round. */
  number: number;
  /** "" once they are forgotten. */
  by: string;
  /** What they called themselves, for whoever is known by nothing else. */
  name: string;
  text: string;
  /** How often it was written anew. */
  revision: number;
  /** Its channel was closed to the bot: its message is tried again then, epoch milliseconds. */
  later?: number;
  /** Epoch milliseconds. */
  at: number;
  /** Learners. */
  votes: readonly string[];
  state: ExplanationState;
  /** A manager has decided that it stays. */
  cleared: boolean;
  /** The managers know of the report. */
  asked: boolean;
  message: MessageRef | null;
  /** What its message shows; see `lookOf`. */
  shown: string;
}

/** What members explained of one question of the day. */
export interface Explained {
  round: string;
  group: string;
  /** What of the question would give it away; the best explanation is kept under it. */
  secret: string;
  /** The name of its concept. */
  about: string;
  /** When the vote ends, epoch milliseconds. */
  ends: number;
  over: boolean;
  /** The number of the one that was voted best; null: none, or not yet. */
  best: number | null;
  /** What is done after the end: the best one is kept, and counted for whoever wrote it. */
  kept: boolean;
  counted: boolean;
  /** Until when it waits for the same question elsewhere, epoch milliseconds; null: for nothing. */
  waits: number | null;
  /** Nothing can be posted there; whoever manages the group was told. */
  silent: boolean;
  told: boolean;
  texts: readonly Explanation[];
}

/** The best explanation of a question by somebody of a group: how the group says it. */
export interface SaidBest {
  round: string;
  number: number;
  about: string;
  by: string;
  name: string;
  text: string;
  votes: number;
  /** When it was voted best, epoch milliseconds. */
  at: number;
  /** The recap that showed it; null: none. */
  named: string | null;
}

/** What is counted of whoever explains: how often theirs was the best, and the newest rounds of it, so that none counts twice. */
export interface Explaining {
  best: number;
  counted: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number => Number.isInteger(value);

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

const isRef = (value: unknown): boolean =>
  value === null || (isRecord(value) && isText(value.channel) && isText(value.message));

const isExplanation = (value: unknown): boolean =>
  isRecord(value) &&
  [value.number, value.revision, value.at].every(isCount) &&
  [value.by, value.name, value.text, value.shown].every(isText) &&
  EXPLANATION_STATES.some((one) => one === value.state) &&
  Array.isArray(value.votes) &&
  value.votes.every(isText) &&
  isRef(value.message);

/** What a text says that was kept of a round's explanations; null where it says nothing. */
export function readExplained(text: string | undefined): Explained | null {
  const value = parsed(text);
  if (!isRecord(value) || ![value.round, value.group, value.secret, value.about].every(isText)) return null;
  if (!isCount(value.ends) || !(value.best === null || isCount(value.best))) return null;
  if (!Array.isArray(value.texts) || !value.texts.every(isExplanation)) return null;
  return value as unknown as Explained;
}

export function readSaid(text: string | undefined): SaidBest | null {
  const value = parsed(text);
  if (!isRecord(value) || ![value.round, value.about, value.by, value.name, value.text].every(isText))
    return null;
  return [value.number, value.votes, value.at].every(isCount) ? (value as unknown as SaidBest) : null;
}

export function readExplaining(text: string | undefined): Explaining {
  const value = parsed(text);
  return isRecord(value) && isCount(value.best) && Array.isArray(value.counted)
    ? (value as unknown as Explaining)
    : { best: 0, counted: [] };
}
