import { type InterviewWanted, isInterview, isWanted, type OpenAsked } from "./interview.ts";
import type { MessageRef } from "./place.ts";
import type { Say } from "./say.ts";

/** What is pressed about a mock interview of two. */
export const PAIR_ACTS = [
  /** On an invitation: by whom it is for, and by who sent it. */
  "accept",
  "decline",
  "refuse-all",
  "cancel",
  /** On what stands in the room. */
  "sheet",
  "score",
  "swap",
  /** On the interviewer's sheet. */
  "tick",
  "untick",
  "flag",
  "unflag",
  "ask",
  "next",
  "end",
] as const;
export type PairAct = (typeof PAIR_ACTS)[number];

/** What is pressed on the interviewer's own sheet, whose place the reply takes. */
export const ON_SHEET: readonly PairAct[] = ["tick", "untick", "flag", "unflag", "ask", "next", "end"];

/**
 * A press: which two, which of their interviews, and what it is about: the round, its question, and a key point, red
 * flag or follow-up, by their places; as many as the act needs.
 */
export interface PairPress {
  pair: string;
  run: string;
  act: PairAct;
  at: readonly number[];
}

/** A question of an interview of two: `followed` are the follow-ups that were asked, in their order. */
export interface PairQuestion extends OpenAsked {
  followed: readonly number[];
}

/** One interview with one of them as interviewer; the next one has the roles swapped. */
export interface PairRound {
  interviewer: string;
  questions: readonly PairQuestion[];
  /** Which question it is at. */
  at: number;
  /** When it was over, epoch milliseconds; null: it is not. */
  ended: number | null;
  /** What is up in the room: so many questions, so many follow-ups over all of them, and the end. */
  prompted: number;
  followed: number;
  closed: boolean;
  /** The candidate's reviews and the interviewer's mark are kept. */
  booked: boolean;
}

export type PairState = "invited" | "running" | "over" | "declined" | "cancelled" | "expired";

/** Where the prompts are: a room of their own, or each one's direct messages and what the room lacked. */
export type PairRoom =
  | { kind: "room"; channel: string; voice: string | null }
  | { kind: "direct"; missing: readonly (string | Say)[] };

/** Two members and their interviews of one another, from the invitation on. */
export interface Pair {
  /** Names this invitation and what came of it among those of the two. */
  run: string;
  group: string;
  /** Who invites, and interviews first; whoever is invited. */
  by: string;
  invited: string;
  /** Hears both, without a part. */
  observer: string | null;
  /** What who invites is called: names the room. */
  name: string;
  wanted: InterviewWanted;
  /** It was drawn, and not asked for by one of them. */
  drawn: boolean;
  state: PairState;
  /** When one of them did something last, epoch milliseconds. */
  at: number;
  /** The invitation, once it is known to be up, and the state that it shows. */
  message: MessageRef | null;
  shown: PairState;
  room: PairRoom | null;
  /** Who could not be reached, so that it is over. */
  missing: string | null;
  rounds: readonly PairRound[];
}

/** Two members under one name, whoever comes first. */
export const pairId = (one: string, other: string): string => [one, other].sort().join(".");

/** What is kept of a member besides: what they gave, and whether they want to be asked. */
export interface Interviewing {
  /** They refuse invitations. */
  refuses: boolean;
  /** Interviews they gave, and the newest ones, so that none counts twice. */
  given: number;
  counted: readonly string[];
  /** When they invited somebody, of the last day, epoch milliseconds. */
  invited: readonly number[];
}

export const NOT_INTERVIEWING: Interviewing = { refuses: false, given: 0, counted: [], invited: [] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isPlaces = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => Number.isInteger(one));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isRound = (value: unknown, wanted: unknown): boolean =>
  isRecord(value) &&
  isText(value.interviewer) &&
  Number.isInteger(value.at) &&
  isInterview({ wanted, seed: "", plan: { open: 0, computed: 0 }, questions: value.questions }) &&
  Array.isArray(value.questions) &&
  value.questions.every((one) => isRecord(one) && isPlaces(one.followed));

/** What a text says that was kept of a pair; null where it says nothing. */
export function readPair(text: string): Pair | null {
  const value = parsed(text);
  if (!isRecord(value) || ![value.run, value.group, value.by, value.invited].every(isText)) return null;
  if (!isText(value.state) || !Number.isFinite(value.at) || !isWanted(value.wanted)) return null;
  if (!Array.isArray(value.rounds) || !value.rounds.every((one) => isRound(one, value.wanted))) return null;
  return value as unknown as Pair;
}

export function readInterviewing(text: string | undefined): Interviewing {
  const value = text === undefined ? null : parsed(text);
  if (!isRecord(value) || !Number.isFinite(value.given)) return NOT_INTERVIEWING;
  const { counted, invited } = value;
  if (!Array.isArray(counted) || !Array.isArray(invited)) return NOT_INTERVIEWING;
  return value as unknown as Interviewing;
}
