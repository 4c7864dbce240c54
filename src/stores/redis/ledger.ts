import { datesOf, isoWeek, weekdayOf } from "../../engine/rules/calendar.ts";
import type { Span } from "../../engine/words/board.ts";
import { lately } from "./lately.ts";

/** What a learner earned in a week, as `lua/booking.lua` keeps it: 'Ba21Cb4', day, topic and points. */

const LETTERS = "ABCDEFG";

/** A date as a letter in the ledger of its week: A is Monday. */
export const dayLetter = (date: string): string => LETTERS[weekdayOf(date)] ?? "";

type Weeks = readonly { week: string; days: string }[];
const known = lately<Weeks>();

/** The weeks that a span has days in, the oldest first, with the letters of those days. */
export function weeksOf(span: Exclude<Span, { kind: "all" }>): Weeks {
  return known(JSON.stringify(span), () => {
    const weeks = new Map<string, string>();
    for (const date of datesOf(span).sort()) {
      const week = isoWeek(date);
      weeks.set(week, `${weeks.get(week) ?? ""}${dayLetter(date)}`);
    }
    return [...weeks].map(([week, days]) => ({ week, days }));
  });
}

/** Days (0 is Monday), topic letters and points. */
export function entriesOf(text: string): { day: number; topic: string; points: number }[] {
  return [...text.matchAll(/([A-G])([a-z]+)(\d+)/g)].map(([, day = "", topic = "", points]) => ({
    day: LETTERS.indexOf(day),
    topic,
    points: Number(points),
  }));
}

/** Points of the days that count, of one topic or (null) of all. */
export function sumOf(text: string, days: string, topic: string | null): number {
  return entriesOf(text)
    .filter((entry) => days.includes(LETTERS[entry.day] ?? "") && (topic === null || entry.topic === topic))
    .reduce((sum, { points }) => sum + points, 0);
}
