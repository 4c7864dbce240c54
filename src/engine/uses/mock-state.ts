import type { DocumentName } from "../ports/store.ts";
import { RETENTION, SCORECARDS_KEPT } from "../rules/retention.ts";
import {
  type Interview,
  type InterviewQuestion,
  isInterview,
  isScorecard,
  type Scorecard,
} from "../words/interview.ts";
import type { DocumentRules } from "./documents.ts";

/** A mock interview alone, as it is kept between two presses; any replica goes on from it. */
export interface MockState {
  id: string;
  /** The group in which it was begun, whose days its reviews count in. */
  group: string;
  /** 1 at first, and one more with every step: a press on an older message is told apart by it. */
  step: number;
  /** Where its newest question is. */
  stage: (typeof STAGES)[number];
  interview: Interview;
  /** What was written to the newest question, and to its follow-up; null: nothing, or it was said aloud. */
  own: string | null;
  followUp: string | null;
  /** Whether the review of the newest question counted. */
  counts: boolean;
}

/** asked: nothing of the answer may be seen. told: all of it. */
const STAGES = ["asked", "rate", "tick", "follow", "told"] as const;

/** What is kept of one that is over. */
export interface KeptScorecard {
  id: string;
  group: string;
  /** When it ended, epoch milliseconds. */
  at: number;
  card: Scorecard;
}

/** A learner is in one at a time. */
export const runningOf = (learner: string): DocumentName => ({ kind: "interview", id: learner });
export const scorecardsOf = (learner: string): DocumentName => ({ kind: "scorecards", id: learner });

function parsed(value: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(value);
    return typeof found === "object" && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}

const isText = (value: unknown): value is string | null => value === null || typeof value === "string";

/** null: it is none that this version of the bot can go on with. */
export function readMock(value: string): MockState | null {
  const { id, group, step, stage, interview, own, followUp, counts } = parsed(value);
  const known = STAGES.find((one) => one === stage);
  if (typeof id !== "string" || typeof group !== "string" || typeof step !== "number" || !known) return null;
  if (!isInterview(interview) || interview.questions.length === 0 || !isText(own) || !isText(followUp))
    return null;
  return { id, group, step, stage: known, interview, own, followUp, counts: counts === true };
}

/** The newest last. What cannot be read is left out. */
export function readScorecards(value: string): KeptScorecard[] {
  const { cards } = parsed(value);
  if (!Array.isArray(cards)) return [];
  return cards.filter(
    (one): one is KeptScorecard =>
      typeof one?.id === "string" &&
      typeof one.group === "string" &&
      typeof one.at === "number" &&
      isScorecard(one.card),
  );
}

/** With one more: the newest, and none that is too old. The same one comes in once. */
export function withScorecard(kept: readonly KeptScorecard[], one: KeptScorecard): KeptScorecard[] {
  if (kept.some(({ id }) => id === one.id)) return [...kept];
  return [...kept.filter(({ at }) => at > one.at - RETENTION.scorecard), one].slice(-SCORECARDS_KEPT);
}

export const newest = ({ interview }: MockState): InterviewQuestion => {
  const last = interview.questions.at(-1);
  if (last === undefined) throw new Error("an interview without a question");
  return last;
};

/** The newest question becomes this one. */
export const withNewest = ({ interview }: MockState, question: InterviewQuestion): Interview => ({
  ...interview,
  questions: [...interview.questions.slice(0, -1), question],
});

/** They are of one learner alone. */
const OWN: Pick<DocumentRules, "without"> = { without: () => null };
export const MOCK_RULES: DocumentRules = { ...OWN, shown: readMock };
export const SCORECARD_RULES: DocumentRules = { ...OWN, shown: readScorecards };
