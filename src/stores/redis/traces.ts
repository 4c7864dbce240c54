import type { LearnerRecord } from "../../engine/ports/store.ts";
import { addDays, isoWeek, localDate } from "../../engine/rules/calendar.ts";
import { RETENTION } from "../../engine/rules/retention.ts";
import type { BoardScope } from "../../engine/words/board.ts";
import { spanName } from "./boards.ts";

/** Where a learner may have left something. */

const DAY = 24 * 60 * 60_000;

/** A board as the keys name it. */
export interface Board {
  scope: BoardScope;
  /** As in the keys: day:2026-11-20. */
  span: string;
}

/** Every span that may still hold points, given the retention: labels are local dates, a day either side of UTC's. */
export function spansKept(now: number): { kept: string[]; rolling: string[] } {
  const today = localDate(now, "UTC");
  const dates = Array.from({ length: RETENTION.monthBoard / DAY + 32 }, (_, back) =>
    addDays(today, 1 - back),
  );
  const days = dates.slice(0, RETENTION.dayBoard / DAY + 10).map((label) => spanName({ kind: "day", label }));
  const weeks = dates
    .slice(0, RETENTION.weekBoard / DAY + 17)
    .map((d) => spanName({ kind: "week", label: isoWeek(d) }));
  const months = dates.map((d) => spanName({ kind: "month", label: d.slice(0, 7) }));
  const rolling = Array.from({ length: 45 }, (_, back) =>
    spanName({ kind: "rolling", until: addDays(today, 3 - back) }),
  );
  return { kept: [...new Set([...days, ...weeks, ...months, "all"])], rolling };
}

/** Every date under which practice points may still be counted. */
export function spentDates(now: number): string[] {
  const today = localDate(now, "UTC");
  return Array.from({ length: RETENTION.practiceSpent / DAY + 3 }, (_, back) => addDays(today, 1 - back));
}

/** All boards that may hold a learner: of the groups and topics that the learner has answered in. */
export function boardsOf(fields: Readonly<Record<string, string>>, spans: readonly string[]): Board[] {
  const topics = topicsOf(fields).map((t) => t.topic);
  return [...groupsOf(fields), null].flatMap((group) =>
    [...topics, null].flatMap((topic) => spans.map((span) => ({ scope: { group, topic }, span }))),
  );
}

/** Accuracy by topic out of a learner's hash (`n|topic` answered, `r|topic` right). */
export function topicsOf(fields: Readonly<Record<string, string>>): LearnerRecord["topics"] {
  return Object.keys(fields)
    .filter((field) => field.startsWith("n|"))
    .map((field) => field.slice(2))
    .sort()
    .map((topic) => ({
      topic,
      right: Number(fields[`r|${topic}`] ?? 0),
      answered: Number(fields[`n|${topic}`] ?? 0),
    }));
}

/** The groups that a learner has answered in, of the learner's hash (`g|group`). */
export function groupsOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.keys(fields)
    .filter((f) => f.startsWith("g|"))
    .map((f) => f.slice(2));
}
