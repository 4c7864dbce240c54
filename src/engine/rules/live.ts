import { DIFFICULTIES } from "../words/item.ts";
import { LIVE_PHASES, type LiveGame } from "../words/live.ts";
import type { LivePart } from "../words/round.ts";
import { plain } from "../words/text.ts";

/** What they get who choose nothing. */
export const USUAL_ROUNDS = 10;
export const USUAL_SECONDS = 30;

/** How long a lobby waits before it starts by itself, in milliseconds. */
export const LOBBY = 60_000;
/** Between two updates of its message, in milliseconds. */
export const LOBBY_BEAT = 3_000;
/** Seconds for which a short reason is read before the next question comes, and the most for a long one. */
const READING = 10;
const READING_LONG = 30;
/** Characters of a short reason. */
const REASON = 150;
/** How long a question may be on its way, so that it takes answers when its message comes up late, in milliseconds. */
export const POSTING = 10 * 60_000;
/** After so many questions in a row without an answer nobody is there any more. */
export const SILENT = 2;

/** Characters that are read within the seconds of a short question, and how many more a second. */
const SHORT = 300;
const READ_PER_SECOND = 20;
/** A long question gets no more than so many times the seconds of a short one. */
const LONGEST = 3;

/** How long a question takes answers, in milliseconds: longer, the more there is to read. */
export function spanOf(
  { stem, options }: { stem: string; options: readonly { text: string }[] },
  seconds: number,
): number {
  const length = [stem, ...options.map(({ text }) => text)].reduce((sum, one) => sum + plain(one).length, 0);
  const more = Math.ceil(Math.max(0, length - SHORT) / READ_PER_SECOND);
  return Math.min(seconds + more, seconds * LONGEST) * 1_000;
}

/** How long a result is read before the next question comes, in milliseconds. */
export function readingOf(reason: string): number {
  const more = Math.ceil(Math.max(0, plain(reason).length - REASON) / READ_PER_SECOND);
  return Math.min(READING + more, READING_LONG) * 1_000;
}

/** The round of a question, counted from 1: the same whoever asks it. */
export const liveRoundId = (game: string, number: number): string => `live${game}-${number}`;

/** The rounds of the questions up to this one. */
export const liveRoundsUpTo = ({ game, number }: Pick<LivePart, "game" | "number">): string[] =>
  Array.from({ length: number }, (_, i) => liveRoundId(game, i + 1));

/** Points for being right sooner: ten for the first who was, one less for each after, one at least. */
export const speedPoints = (rightBefore: number): number => Math.max(1, 10 - rightBefore);

/** Of one question of a live round: who answered, in the order in which the answers came, and whether right. */
export type Answered = readonly { learner: string; right: boolean }[];

export interface LiveScore {
  learner: string;
  right: number;
  /** What the table is ordered by: right answers, or the points for speed. */
  score: number;
}

/** What came of all who answered, over all questions. */
export function scoresOf(questions: readonly Answered[], speed: boolean): LiveScore[] {
  const scores = new Map<string, LiveScore>();
  for (const answers of questions) {
    let rightBefore = 0;
    for (const { learner, right } of answers) {
      const before = scores.get(learner) ?? { learner, right: 0, score: 0 };
      const earned = right ? (speed ? speedPoints(rightBefore) : 1) : 0;
      scores.set(learner, {
        learner,
        right: before.right + (right ? 1 : 0),
        score: before.score + earned,
      });
      if (right) rightBefore++;
    }
  }
  return [...scores.values()];
}

/**
 * Whose answers the next question waits for: whoever answered one of the last two questions; as long as there were
 * none, whoever joined.
 */
export function awaitedAfter(questions: readonly Answered[], joined: readonly string[]): ReadonlySet<string> {
  const lately = questions.slice(-SILENT).flatMap((answers) => answers.map(({ learner }) => learner));
  return new Set(questions.length < SILENT ? [...joined, ...lately] : lately);
}

/**
 * The questions that fewest had right, by their place; of those that as many had, the ones that more answered. None that
 * all had right who answered any question was hard.
 */
export function hardest(questions: readonly Answered[], count: number): number[] {
  const rights = questions.map((answers) => answers.filter(({ right }) => right).length);
  const most = new Set(questions.flat().map(({ learner }) => learner)).size;
  const share = (i: number) => (rights[i] ?? 0) / Math.max(1, questions[i]?.length ?? 0);
  return questions
    .map((_, i) => i)
    .filter((i) => (questions[i]?.length ?? 0) > 0 && (rights[i] ?? 0) < most)
    .sort((a, b) => (rights[a] ?? 0) - (rights[b] ?? 0) || share(a) - share(b) || a - b)
    .slice(0, count);
}

const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";

function isMessage(value: unknown): boolean {
  return value === null || (isRecord(value) && isText(value.channel) && isText(value.message));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isAsked(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { topic, difficulty } = value;
  return (
    (topic === undefined || isText(topic)) &&
    (difficulty === undefined || DIFFICULTIES.some((one) => one === difficulty))
  );
}

function isGame(value: unknown): value is LiveGame {
  if (!isRecord(value)) return false;
  const { game, host, asked, phase, lobby, rounds } = value;
  return (
    isText(game) &&
    (host === null || isText(host)) &&
    isAsked(asked) &&
    isText(value.timezone) &&
    LIVE_PHASES.some((one) => one === phase) &&
    isMessage(lobby) &&
    Array.isArray(rounds) &&
    rounds.every(isText) &&
    [value.length, value.seconds, value.since, value.at, value.joined, value.silent].every(isCount) &&
    [value.speed, value.started, value.early, value.ended].every(isFlag)
  );
}

/** What is kept of a live round; null where it cannot be read. */
export function readGame(text: string): LiveGame | null {
  try {
    const value: unknown = JSON.parse(text);
    return isGame(value) ? value : null;
  } catch {
    return null;
  }
}
