import { Temporal } from "temporal-polyfill";
import type { Period, Span } from "../words/board.ts";

/** Days of a rolling board. */
export const ROLLING_DAYS = 30;

/** The local date in a zone at an instant (epoch milliseconds): 2026-11-20. */
export function localDate(at: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString();
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** ISO 8601 week: 2026-W47. The week's year is that of its Thursday. */
export function isoWeek(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, "0")}`;
}

/** The first day of a date's ISO week. */
export function mondayOf(date: string): string {
  return addDays(date, 1 - Temporal.PlainDate.from(date).dayOfWeek);
}

/** The labels under which points of a local date are booked. */
export function labelsOf(date: string): { day: string; week: string; month: string } {
  return { day: date, week: isoWeek(date), month: date.slice(0, 7) };
}

/** The span of a board as seen on a local date; with `previous`, the one before it. */
export function spanOf(period: Period, date: string, previous: boolean): Span {
  const day = Temporal.PlainDate.from(date);
  switch (period) {
    case "today":
      return { kind: "day", label: addDays(date, previous ? -1 : 0) };
    case "week":
      return { kind: "week", label: isoWeek(addDays(date, previous ? -7 : 0)) };
    case "month":
      return {
        kind: "month",
        label: day
          .subtract({ months: previous ? 1 : 0 })
          .toString()
          .slice(0, 7),
      };
    case "rolling":
      return { kind: "rolling", until: addDays(date, previous ? -ROLLING_DAYS : 0) };
    case "all":
      return { kind: "all" };
    default:
      return period satisfies never;
  }
}

/** The local dates of a rolling span, newest first. */
export function rollingDates(until: string): string[] {
  return Array.from({ length: ROLLING_DAYS }, (_, back) => addDays(until, -back));
}
