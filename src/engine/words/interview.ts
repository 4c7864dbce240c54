import type { Difficulty } from "./item.ts";
import type { Choice } from "./round.ts";
import { SENIORITIES, type SheetWanted } from "./sheet.ts";

/** The shortest interview, in minutes, in which three questions have three each. */
export const LEAST_INTERVIEW = 10;

/** What an interview is to be: as a sheet, but how many questions it has follows from its minutes. */
export type InterviewWanted = Omit<SheetWanted, "questions">;

/** The same, with what is left to its default. */
export type InterviewWish = { [K in keyof InterviewWanted]?: InterviewWanted[K] | undefined };

/** How strong somebody thinks an answer was, before they see what counts. */
export const STRENGTHS = ["weak", "fair", "strong"] as const;
export type Strength = (typeof STRENGTHS)[number];

export const HOW_ANSWERED = ["written", "aloud", "skipped"] as const;
export type HowAnswered = (typeof HOW_ANSWERED)[number];

/** A concept or a topic, as it was called when it was asked about. */
export interface Named {
  id: string;
  name: string;
}

interface AskedHead {
  item: string;
  concept: Named;
  topic: Named;
  difficulty: Difficulty;
  /** How long it is meant to take. */
  minutes: number;
  /** When it was asked, and when its answer ended, epoch milliseconds; null: it has not. */
  began: number;
  ended: number | null;
}

/** An open question of an interview, and what came of it. */
export interface OpenAsked extends AskedHead {
  kind: "open";
  /** What its key points weigh, in their order. */
  weights: readonly number[];
  how: HowAnswered | null;
  /** What the candidate said of it; null: nothing. */
  strength: Strength | null;
  /** Key points that were made and red flags that were seen, by their places. */
  points: readonly number[];
  flags: readonly number[];
  /** Which of its follow-ups was asked, by its place; null: none. */
  followUp: number | null;
  /** What was made of the answer: nothing is said of how much it covered before. */
  judged: boolean;
}

/** A short computed one in between. */
export interface ComputedAsked extends AskedHead {
  kind: "computed";
  /** Its numbers. */
  seed: string;
  choice: Choice | null;
  right: boolean | null;
}

export type InterviewQuestion = OpenAsked | ComputedAsked;

/** An interview: what it was to be, and how far it has come. Of one person, whoever listens. */
export interface Interview {
  wanted: InterviewWanted;
  /** What its questions are drawn with. */
  seed: string;
  /** How many it is to have. */
  plan: { open: number; computed: number };
  questions: readonly InterviewQuestion[];
}

/** What is said of one open question at the end. */
export interface ScoredQuestion {
  item: string;
  concept: Named;
  topic: Named;
  difficulty: Difficulty;
  how: HowAnswered;
  /** The share of its key points that was made, by weight, 0 to 1. */
  covered: number;
  strength: Strength | null;
  minutes: number;
  /** How long it took, in milliseconds. */
  spent: number;
  flags: readonly number[];
}

/** What came of an interview. */
export interface Scorecard {
  wanted: InterviewWanted;
  /** Of all its open questions together, by weight, 0 to 1. */
  covered: number;
  questions: readonly ScoredQuestion[];
  /** The same by topic, in the order in which they came up. */
  topics: readonly { topic: Named; covered: number; questions: number }[];
  computed: { right: number; asked: number };
  /** What was said of answers beside what they covered: said too much of, too little, and what it was. */
  calibration: { over: number; under: number; fitting: number };
  /** What to study next, the most urgent first: three concepts at most. */
  study: readonly Named[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNamed = (value: unknown): boolean =>
  isRecord(value) && typeof value.id === "string" && typeof value.name === "string";
const areNumbers = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => Number.isFinite(one));

function isQuestion(value: unknown): boolean {
  if (!isRecord(value) || typeof value.item !== "string" || typeof value.difficulty !== "string")
    return false;
  if (!isNamed(value.concept) || !isNamed(value.topic)) return false;
  if (!areNumbers([value.minutes, value.began])) return false;
  if (value.kind === "computed") return typeof value.seed === "string";
  return (
    value.kind === "open" && areNumbers(value.weights) && areNumbers(value.points) && areNumbers(value.flags)
  );
}

/** Whether something that was kept is what an interview was to be. */
export const isWanted = (value: unknown): value is InterviewWanted =>
  isRecord(value) && SENIORITIES.some((one) => one === value.level) && Number.isFinite(value.minutes);

/** Whether something that was kept is an interview. */
export function isInterview(value: unknown): value is Interview {
  if (!isRecord(value) || !isWanted(value.wanted) || typeof value.seed !== "string") return false;
  const { plan, questions } = value;
  if (!isRecord(plan) || !areNumbers([plan.open, plan.computed])) return false;
  return Array.isArray(questions) && questions.every(isQuestion);
}

/** Whether something that was kept is a scorecard. */
export function isScorecard(value: unknown): value is Scorecard {
  if (!isRecord(value) || !isWanted(value.wanted) || !Number.isFinite(value.covered)) return false;
  const { questions, topics, study, computed, calibration } = value;
  return [questions, topics, study].every(Array.isArray) && isRecord(computed) && isRecord(calibration);
}
