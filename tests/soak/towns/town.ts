import { decodeAction } from "../../../src/engine/words/action-id.ts";
import type { TeamId } from "../../../src/engine/words/place.ts";
import type { Choice } from "../../../src/engine/words/round.ts";
import type { QuestionSeen } from "../record.ts";

/** A server or workspace with people in it, on a stand-in for its platform that writes down what comes up. */
export interface Town {
  readonly platform: "discord" | "slack";
  readonly team: TeamId;
  /** What a replica needs to serve it. */
  readonly env: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly learners: readonly string[];
  /** Who manages, and is told what goes wrong. */
  readonly manager: string;
  /** What the stand-in says a bot must never do. */
  violations(): readonly string[];
  /**
   * A learner answers a round by its button; null where no message of the round has one.
   * The letter that the bot confirmed before the patience was over, or null.
   */
  press(group: string, round: string, learner: string, choice: Choice): Promise<Choice | null> | null;
  /** Questions that ever came up in a group, as they are now. */
  questions(group: string): readonly QuestionSeen[];
  /** How many summaries stand in the thread of a message. */
  summaries(group: string, message: string): number;
  /** Messages of the bot in a group that are no questions, as text. */
  others(group: string): readonly string[];
  /** What the manager was told. */
  told(): readonly string[];
  /** Forgets what only costs memory in a long run: connections that died, messages for one alone. */
  tidy(): void;
  stop(): Promise<void>;
}

/** How long a learner waits for a word, in milliseconds. */
export const PATIENCE = 2_500;

const CONFIRMED = /Your answer is \W*([A-D])\b|Changed from \W*[A-D]\W* to \W*([A-D])\b/;

/** The letter that a private message confirms. */
export function confirmedIn(text: string): Choice | null {
  const found = CONFIRMED.exec(text);
  const letter = found?.[1] ?? found?.[2];
  return letter === undefined ? null : ("ABCD".indexOf(letter) as Choice);
}

/** The round whose answers these buttons take, by their ids. */
export function roundOf(ids: readonly string[]): string | null {
  for (const id of ids) {
    const action = decodeAction(id);
    if (action?.verb === "answer") return action.round;
  }
  return null;
}

/** Whether a message with these buttons may be about a round: none of them names another one. */
export function mayConcern(ids: readonly string[], round: string): boolean {
  const named = ids
    .map(decodeAction)
    .flatMap((action) => (action && "round" in action ? [action.round] : []));
  return named.length === 0 || named.includes(round);
}

/** What a message that was a question shows now. */
export function showing(ids: readonly string[], text: string): QuestionSeen["shows"] {
  if (roundOf(ids) !== null) return "answers";
  return /Correct answer: /.test(text) || ids.some((id) => decodeAction(id)?.verb === "mine")
    ? "result"
    : "taken-back";
}

export const isSummary = (text: string): boolean => /had it right on|Nobody answered on/.test(text);
