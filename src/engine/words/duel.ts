import { DIFFICULTIES, type Difficulty } from "./item.ts";
import type { MessageRef } from "./place.ts";
import type { Choice } from "./round.ts";

/** What is pressed about a duel: on its message, on one of its questions, and on its result. */
export const DUEL_ACTS = ["accept", "decline", "refuse-all", "cancel", "play", "answer", "verdict"] as const;
export type DuelAct = (typeof DUEL_ACTS)[number];

/**
 * A press: which two, which of their duels, and what it is about: the number of a question, from 0 on, and for an
 * answer its option.
 */
export interface DuelPress {
  duel: string;
  run: string;
  act: DuelAct;
  at: readonly number[];
}

/** A question as both get it, out of which the bank makes it again as long as it is the same. */
export interface DuelQuestion {
  item: string;
  version: number;
  seed: string;
  /** Stands for its texts where it is one of a pack, which may be brought in again and have it unchanged. */
  mark?: string | undefined;
}

/** An option; "struck": the question was withdrawn or changed before it was answered. */
export type DuelAnswer = Choice | "struck";

/** What became of a question for one of the two. struck: it was withdrawn or changed, and counts for neither. */
export const DUEL_MARKS = ["right", "wrong", "none", "struck"] as const;
export type DuelMark = (typeof DUEL_MARKS)[number];

/** One of the two. */
export interface DuelSide {
  /** "" where they had themselves forgotten. */
  learner: string;
  name: string;
  questions: readonly DuelQuestion[];
  /** In the order of the questions. */
  answers: readonly DuelAnswer[];
}

export const DUEL_STATES = ["invited", "running", "over", "declined", "cancelled", "expired"] as const;
export type DuelState = (typeof DUEL_STATES)[number];

export interface Duel {
  /** Names the two; see `duelId`. */
  id: string;
  /** Names this duel among those of the two. */
  run: string;
  group: string;
  topic: string | null;
  difficulty: Difficulty | null;
  /** Each gets questions of their own level. */
  own: boolean;
  state: DuelState;
  /** When it was sent, then when it was accepted, epoch milliseconds. */
  at: number;
  /** The challenge, once it is known to be up, and the state that it shows. */
  message: MessageRef | null;
  shown: DuelState;
  /** Who challenges, and who is challenged. */
  sides: readonly [DuelSide, DuelSide];
  /** Who challenged was told that it began. */
  told: boolean;
  /** Until when its result waits for a question of the day, epoch milliseconds; null: for nothing. */
  waits: number | null;
  /** What became of each question, as it was booked; null before that. */
  marks: readonly (readonly [DuelMark, DuelMark])[] | null;
  /** Who of the two had seen the answers of the pack that was asked from, as it was booked. */
  knew?: readonly [boolean, boolean] | undefined;
  /** What is done after its end: reviews and points, the two counts, the result. */
  booked: boolean;
  counted: boolean;
  posted: boolean;
}

/** What is kept of a member besides: how their duels went, and the newest of them, so that none counts twice. */
export interface Duels {
  won: number;
  lost: number;
  drawn: number;
  counted: readonly string[];
}

export const NO_DUELS: Duels = { won: 0, lost: 0, drawn: 0, counted: [] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isQuestion = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.item) &&
  isText(value.seed) &&
  Number.isInteger(value.version) &&
  (value.mark === undefined || isText(value.mark));

const isSide = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.learner) &&
  isText(value.name) &&
  Array.isArray(value.questions) &&
  value.questions.every(isQuestion) &&
  Array.isArray(value.answers) &&
  value.answers.every((one) => one === "struck" || (Number.isInteger(one) && one >= 0 && one <= 5));

const isMarks = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((one) => DUEL_MARKS.some((mark) => mark === one));

const isKnown = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "boolean"));

const isRef = (value: unknown): boolean =>
  value === null || (isRecord(value) && isText(value.channel) && isText(value.message));

/** What a text says that was kept of a duel; null where it says nothing. */
export function readDuel(text: string): Duel | null {
  const value = parsed(text);
  if (!isRecord(value) || ![value.id, value.run, value.group].every(isText)) return null;
  if (!DUEL_STATES.some((one) => one === value.state) || !Number.isFinite(value.at)) return null;
  if (value.topic !== null && !isText(value.topic)) return null;
  if (value.difficulty !== null && !DIFFICULTIES.some((one) => one === value.difficulty)) return null;
  if (!isRef(value.message) || !Array.isArray(value.sides) || value.sides.length !== 2) return null;
  if (value.marks !== null && !(Array.isArray(value.marks) && value.marks.every(isMarks))) return null;
  if (!isKnown(value.knew)) return null;
  return value.sides.every(isSide) ? (value as unknown as Duel) : null;
}

const isCount = (value: unknown): boolean => Number.isInteger(value);

export function readDuels(text: string | undefined): Duels {
  const value = text === undefined ? null : parsed(text);
  if (!isRecord(value) || ![value.won, value.lost, value.drawn].every(isCount)) return NO_DUELS;
  return Array.isArray(value.counted) ? (value as unknown as Duels) : NO_DUELS;
}
