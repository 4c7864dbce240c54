import type { Period } from "./board.ts";
import type { ItemKind } from "./item.ts";
import type { AnswerMode, ThreadMode } from "./round.ts";
import type { PauseReason, ResultPlace, Schedule, Weekday } from "./schedule.ts";

/** Words that every platform uses alike, so that a member reads the same everywhere. */

export const PERIOD_NAMES: Readonly<Record<Period, string>> = {
  today: "today",
  week: "this week",
  month: "this month",
  rolling: "the last 30 days",
  all: "all time",
};

const DAY_NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const ANSWER_WAYS: Readonly<Record<AnswerMode, string>> = {
  both: "buttons and reactions",
  buttons: "buttons",
  reactions: "reactions",
};

const THREAD_WAYS: Readonly<Record<ThreadMode, string>> = {
  close: "with the result",
  open: "with the question",
  off: "never",
};

const RESULT_WAYS: Readonly<Record<ResultPlace, string>> = {
  thread: "in the thread of the question",
  channel: "in the channel, too",
};

export const PAUSE_REASONS: Readonly<Record<PauseReason, string>> = {
  manager: "a manager paused it",
  "channel-gone": "the channel is gone",
  "bot-removed": "the bot was removed",
  "permission-lost": "the bot may not post here",
};

/** "1 answer", "2 answers". */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** What a board without lines says; `previous`: its time is over. */
export const noPoints = (previous: boolean): string =>
  previous
    ? "Nobody had points here."
    : "Nobody has points here yet. The first right answer leads the board.";

export const NO_CHANNEL_HAS_POINTS = "No channel has points yet.";

export function kindCounts({ choice, numeric, open }: Readonly<Record<ItemKind, number>>): string {
  return `${choice} multiple choice, ${numeric} computed, ${open} in own words`;
}

function dayNames(days: readonly Weekday[]): string {
  return days.map((day) => DAY_NAMES[day - 1]).join(", ");
}

/** "1 h 30 min" */
function length(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** What a schedule says, as label and value; whom it mentions is left to the platform. */
export function scheduleFacts(schedule: Schedule): readonly { label: string; value: string }[] {
  const { time, timezone, days, openFor, topics, difficulties, answers, thread, results, skipped } = schedule;
  return [
    { label: "When", value: `${time} ${timezone}` },
    { label: "Days", value: dayNames(days) },
    { label: "Open for", value: openFor === null ? "until the next one, 24 h at most" : length(openFor) },
    { label: "Topics", value: topics.length === 0 ? "all" : topics.join(", ") },
    { label: "Difficulty", value: difficulties.length === 0 ? "mixed" : difficulties.join(", ") },
    { label: "Answers", value: ANSWER_WAYS[answers] },
    { label: "Thread", value: THREAD_WAYS[thread] },
    { label: "Results", value: RESULT_WAYS[results] },
    ...(skipped.length === 0 ? [] : [{ label: "Skipped", value: skipped.join(", ") }]),
  ];
}
