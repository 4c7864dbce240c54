import type { Streak } from "../../src/engine/words/board.ts";
import type { Choice, RoundStatus } from "../../src/engine/words/round.ts";

/** A message that came up with buttons for the answers of a round. */
export interface QuestionSeen {
  message: string;
  round: string;
  /**
   * What is read in its place now. answers: it takes answers. result: the key. taken-back: that it does not
   * count, or that another one is meant.
   */
  shows: "answers" | "result" | "taken-back" | "gone";
}

/** One date on which a group was to be asked. */
export interface WindowSeen {
  group: string;
  date: string;
  round: { id: string; status: RoundStatus; windowNo: number | null; message: string | null } | null;
  questions: readonly QuestionSeen[];
  summaries: number;
  /** Results that are messages of their own, because the question was deleted. */
  results: number;
  /** Somebody was told that this date was left out. */
  told: boolean;
}

/** What one learner did about one round, and what became of it. */
export interface AnswerSeen {
  group: string;
  round: string;
  learner: string;
  /** What may count: what was acknowledged last, and what was tried after it without an answer. null: nothing. */
  possible: readonly (Choice | null)[];
  /** The same in words, for whoever looks for the reason. */
  tried: string;
  stored: Choice | null;
  /** Its points are booked. */
  awarded: boolean;
}

/** What is on the boards of a group, beside what its rounds say. */
export interface BoardSeen {
  group: string;
  /** all, week 2026-W48, month 2026-11. */
  board: string;
  shown: Readonly<Record<string, number>>;
  rebuilt: Readonly<Record<string, number>>;
}

export interface StreakSeen {
  group: string;
  learner: string;
  stored: Streak | null;
  rebuilt: Streak | null;
}

/** All that is checked after a scenario. */
export interface Seen {
  windows: readonly WindowSeen[];
  answers: readonly AnswerSeen[];
  /** What was stored of an answer when its round closed, and what is now. */
  settled: readonly { round: string; learner: string; atClose: Choice | null; now: Choice | null }[];
  boards: readonly BoardSeen[];
  streaks: readonly StreakSeen[];
  /** Recaps by group and the day they came up. */
  recaps: readonly { group: string; week: string; count: number }[];
  /** Keys of a team that nobody did anything in: a digest each, before and after. */
  bystander: { before: Readonly<Record<string, string>>; after: Readonly<Record<string, string>> };
  /** Keys that belong to no team of this run and are none that the store has for all. */
  strangers: readonly string[];
}
