import type { LearnerRecord } from "../../engine/ports/store.ts";
import { addDays, isoWeek, labelsOf, localDate, mondayOf } from "../../engine/rules/calendar.ts";
import { bookingExpiries, RETENTION } from "../../engine/rules/retention.ts";
import type { BoardScope } from "../../engine/words/board.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";

/** Where a learner may have left something. */

const DAY = 24 * 60 * 60_000;

/** Marks a round among a learner's that is theirs alone; no id ends so. */
export const ALONE = "*";

/** The rounds that hold something of a learner. */
export async function roundsHolding(
  { client }: Pick<Context, "client">,
  team: TeamId,
  learner: string,
): Promise<string[]> {
  const marked = await client.zrange(keysOf(team).rounds(learner), "0", "-1");
  return marked.map((id) => (id.endsWith(ALONE) ? id.slice(0, -ALONE.length) : id));
}

/** A board that may still hold points. */
export interface Board {
  topic: BoardScope["topic"];
  /** As in the keys: day:2026-11-20. */
  span: string;
  /** Epoch milliseconds; null: never. */
  expires: number | null;
}

/** A week whose ledger may still hold points. */
export interface Week {
  label: string;
  monday: string;
  expires: number;
}

/** Dates under which something may still be kept, the newest first: labels are local dates, some ahead of UTC's. */
function datesKept(now: number, kept: number): string[] {
  const today = localDate(now, "UTC");
  return Array.from({ length: kept / DAY + 34 }, (_, back) => addDays(today, 2 - back));
}

/** Every board that a group, or the team, may still keep: that of all time first. */
export function boardsKept(topics: readonly string[], now: number): Board[] {
  const spans = new Map<string, number>();
  for (const date of datesKept(now, RETENTION.monthBoard)) {
    const labels = labelsOf(date);
    const expires = bookingExpiries(date);
    for (const kind of ["day", "week", "month"] as const)
      if (expires[kind] > now) spans.set(`${kind}:${labels[kind]}`, expires[kind]);
  }
  return [
    { topic: null, span: "all", expires: null },
    ...[...spans].map(([span, expires]) => ({ topic: null, span, expires })),
    ...topics.map((topic) => ({ topic, span: "all", expires: null })),
  ];
}

/** Consecutive weeks whose ledgers may still be there, the oldest first. */
export function weeksKept(now: number): Week[] {
  const mondays = new Set(datesKept(now, RETENTION.ledger).map(mondayOf));
  return [...mondays]
    .sort()
    .map((monday) => ({ label: isoWeek(monday), monday, expires: bookingExpiries(monday).ledger }))
    .filter(({ expires }) => expires > now);
}

/** Every date under which practice points may still be counted. */
export function spentDates(now: number): string[] {
  const today = localDate(now, "UTC");
  return Array.from({ length: RETENTION.practiceSpent / DAY + 3 }, (_, back) => addDays(today, 1 - back));
}

/** What an answer adds to the number in `t|topic` of a learner's hash, and what one adds that is right besides is 1. */
const ANSWERED = 1_000_000;

/** Accuracy by topic out of a learner's hash. */
export function topicsOf(fields: Readonly<Record<string, string>>): LearnerRecord["topics"] {
  return Object.entries(fields)
    .filter(([field]) => field.startsWith("t|"))
    .map(([field, judged]) => ({
      topic: field.slice(2),
      right: Number(judged) % ANSWERED,
      answered: Math.floor(Number(judged) / ANSWERED),
    }))
    .sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

/** The groups that a learner has answered in, of the learner's hash (`g|group`). */
export function groupsOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.keys(fields)
    .filter((f) => f.startsWith("g|"))
    .map((f) => f.slice(2));
}

/** The groups whose daily question a learner set up. */
export async function setUpBy({ client }: Context, team: TeamId, learner: string): Promise<string[]> {
  // What comes after the bar in order is the closing brace.
  const entries = await client.zrangebylex(keysOf(team).setUp, `[${learner}|`, `(${learner}}`);
  return entries.map((entry) => entry.slice(learner.length + 1));
}
