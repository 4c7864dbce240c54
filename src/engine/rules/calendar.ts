import { Temporal } from "temporal-polyfill";
import type { Period, Span } from "../words/board.ts";

/** Days of a rolling board. */
export const ROLLING_DAYS = 30;

const MINUTE = 60_000;

/** By zone, the minute that was asked for last: whoever presses asks for now. Zones differ by whole minutes. */
const latest = new Map<string, { minute: number; date: string }>();

/** The local date in a zone at an instant (epoch milliseconds): 2026-11-20. */
export function localDate(at: number, timezone: string): string {
  const minute = Math.floor(at / MINUTE);
  const known = latest.get(timezone);
  if (known?.minute === minute) return known.date;
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  const date = zoned.toPlainDate().toString();
  latest.set(timezone, { minute, date });
  return date;
}

/** Whether it is a zone in which dates can be told. */
export function isZone(timezone: string): boolean {
  try {
    localDate(0, timezone);
    return true;
  } catch {
    return false;
  }
}

const DAY = 24 * 60 * 60_000;

/** Local dates are reckoned with as days of a calendar without zones, so that a day always has 24 hours. */
const dateOf = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10);

/** A local date counted from 1970. */
export const dayNumber = (date: string): number => Date.parse(date) / DAY;

/** 0 is Monday. */
export const weekdayOf = (date: string): number => (((dayNumber(date) + 3) % 7) + 7) % 7;

export function addDays(date: string, days: number): string {
  return dateOf(dayNumber(date) + days);
}

/** The first day of a date's ISO week. */
export function mondayOf(date: string): string {
  return addDays(date, -weekdayOf(date));
}

/** ISO 8601 week: 2026-W47. The week's year is that of its Thursday. */
export function isoWeek(date: string): string {
  const thursday = addDays(mondayOf(date), 3);
  const year = thursday.slice(0, 4);
  const week = Math.floor((dayNumber(thursday) - dayNumber(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The labels under which points of a local date are booked. */
export function labelsOf(date: string): { day: string; week: string; month: string } {
  return { day: date, week: isoWeek(date), month: date.slice(0, 7) };
}

/** The span of a board as seen on a local date; with `previous`, the one before it. */
export function spanOf(period: Period, date: string, previous: boolean): Span {
  switch (period) {
    case "today":
      return { kind: "day", label: addDays(date, previous ? -1 : 0) };
    case "week":
      return { kind: "week", label: isoWeek(addDays(date, previous ? -7 : 0)) };
    case "month":
      return {
        kind: "month",
        label: Temporal.PlainDate.from(date)
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

/** All local dates of a span, in no order; a span of all time has none to name. */
export function datesOf(span: Exclude<Span, { kind: "all" }>): string[] {
  switch (span.kind) {
    case "day":
      return [span.label];
    case "week": {
      const [year = "", week = ""] = span.label.split("-W");
      const first = addDays(mondayOf(`${year}-01-04`), 7 * (Number(week) - 1));
      return Array.from({ length: 7 }, (_, i) => addDays(first, i));
    }
    case "month": {
      const { daysInMonth } = Temporal.PlainYearMonth.from(span.label);
      return Array.from({ length: daysInMonth }, (_, i) => `${span.label}-${String(i + 1).padStart(2, "0")}`);
    }
    case "rolling":
      return rollingDates(span.until);
    default:
      return span satisfies never;
  }
}
