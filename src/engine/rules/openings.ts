import { Temporal } from "temporal-polyfill";
import type { Opening, Schedule, Weekday } from "../words/schedule.ts";
import { addDays, localDate, weekdayOf } from "./calendar.ts";

const MINUTE = 60_000;
/** Longest that a window stays open, in milliseconds. */
export const LONGEST_WINDOW = 24 * 60 * MINUTE;

type Times = Pick<Schedule, "time" | "timezone" | "days" | "skipped">;

/**
 * The instant (epoch milliseconds) of a local time on a local date. A time in a spring gap means the first
 * instant after the gap; one that an autumn overlap holds twice means the first. null where the whole date
 * is left out by the zone (Samoa, 30 December 2011).
 */
export function instantOf(date: string, time: string, timezone: string): number | null {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
  // In a gap, "earlier" lands before it; in an overlap it is the first of the two.
  const found = wall.toZonedDateTime(timezone, { disambiguation: "earlier" });
  if (found.toPlainDateTime().equals(wall)) return found.epochMilliseconds;
  const afterGap = found.getTimeZoneTransition("next");
  if (afterGap === null) return null;
  // A gap may end on the next date (Scoresbysund, 23:00 to 24:00); the opening still belongs to its own.
  const edges = [afterGap.subtract({ nanoseconds: 1 }), afterGap].map((edge) =>
    edge.toPlainDate().toString(),
  );
  return edges.includes(date) ? afterGap.epochMilliseconds : null;
}

/** A schedule with those of its skipped dates that are not over. */
export function skippedFrom(schedule: Schedule, now: number): Schedule {
  const today = localDate(now, schedule.timezone);
  return { ...schedule, skipped: schedule.skipped.filter((date) => date >= today) };
}

/** The first opening on a scheduled local date strictly after `date` that is not skipped. */
export function openingAfter(schedule: Times, date: string): Opening {
  let day = Temporal.PlainDate.from(date);
  // A week holds every weekday; another one covers a date that a zone leaves out, and each skipped date its own.
  for (let tries = 0; tries < 15 + 7 * schedule.skipped.length; tries++) {
    day = day.add({ days: 1 });
    if (!schedule.days.includes(day.dayOfWeek as Weekday)) continue;
    if (schedule.skipped.includes(day.toString())) continue;
    const at = instantOf(day.toString(), schedule.time, schedule.timezone);
    if (at !== null) return { date: day.toString(), at };
  }
  throw new Error(`no opening within two weeks after ${date} in ${schedule.timezone}`);
}

/**
 * The first opening after an instant, on a date later than `lastDate` (the newest one that was opened), so
 * that no date opens twice, whatever happens to the schedule's time or zone.
 */
export function firstOpening(schedule: Times, now: number, lastDate: string | null): Opening {
  const zoned = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(schedule.timezone);
  const yesterday = zoned.toPlainDate().subtract({ days: 1 }).toString();
  let next = openingAfter(schedule, lastDate !== null && lastDate > yesterday ? lastDate : yesterday);
  while (next.at <= now) next = openingAfter(schedule, next.date);
  return next;
}

/** When a window that opens at `opening` closes: after `openFor` minutes, at the next opening, or after 24 h. */
export function closingOf(schedule: Schedule, opening: Opening): number {
  const next = openingAfter(schedule, opening.date).at;
  const length = schedule.openFor === null ? LONGEST_WINDOW : schedule.openFor * MINUTE;
  return Math.min(opening.at + length, next);
}

/** Shortest time that a window is opened for, in milliseconds, unless the schedule itself asks for less. */
export const SHORTEST_WINDOW = 60 * MINUTE;

/**
 * Whether a window that opens now is open for long enough to be worth it.
 *
 * @param closesAt when it would close, epoch milliseconds
 */
export function isLongEnough({ openFor }: Schedule, opensAt: number, closesAt: number): boolean {
  return closesAt - opensAt >= Math.min(SHORTEST_WINDOW, (openFor ?? LONGEST_WINDOW) * MINUTE);
}

/**
 * The opening as it can be while what a message promised is kept: not before the question that is open now
 * closes. One that is left with too short a window for that gives way to the next.
 *
 * @param promised when the open question closes; null where none is open
 */
export function keepPromise(schedule: Schedule, planned: Opening, promised: number | null): Opening {
  let opening = planned;
  while (promised !== null && opening.at < promised) {
    const moved = { date: opening.date, at: promised };
    if (isLongEnough(schedule, moved.at, closingOf(schedule, moved))) return moved;
    opening = openingAfter(schedule, opening.date);
  }
  return opening;
}

/** The dates on which a question is asked after one, and before another. */
function datesBetween({ days, skipped }: Times, from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = addDays(from, 1); date < to; date = addDays(date, 1))
    if (days.includes((weekdayOf(date) + 1) as Weekday) && !skipped.includes(date)) dates.push(date);
  return dates;
}

/** What to do about an opening that is due. `next` is what the group waits for afterwards, which may be due by now. */
export type OpeningPlan =
  | { kind: "moved"; next: Opening }
  | { kind: "open"; opening: Opening; closesAt: number; next: Opening }
  /** `missed`: the dates that are left out, at least one, in their order. */
  | { kind: "skip"; missed: readonly string[]; next: Opening };

/**
 * Decides about the due opening. It moves where a change of settings had not seen its date opening, where the question
 * before is promised to stay open for longer, and to its own time where that is yet to come. Of several that were
 * missed, the newest counts: it is posted late while at least half of its window is left, otherwise skipped. Those
 * before it are skipped first.
 *
 * @param lastDate the newest date that was opened; null: none
 * @param promised when the open question closes; null where none is open
 */
export function planOpening(
  schedule: Schedule,
  due: Opening,
  now: number,
  lastDate: string | null = null,
  promised: number | null = null,
): OpeningPlan {
  if (lastDate !== null && due.date <= lastDate)
    return { kind: "moved", next: firstOpening(schedule, now, lastDate) };
  const kept = keepPromise(schedule, due, promised);
  if (kept.at !== due.at || now < due.at) return { kind: "moved", next: kept };
  let opening = due;
  let next = openingAfter(schedule, opening.date);
  // After a long absence, start close to today instead of walking there window by window.
  if (now - next.at > 14 * LONGEST_WINDOW) {
    const from = Temporal.Instant.fromEpochMilliseconds(now - 9 * LONGEST_WINDOW);
    opening = firstOpening(schedule, from.epochMilliseconds, opening.date);
    next = openingAfter(schedule, opening.date);
  }
  while (next.at <= now) {
    opening = next;
    next = openingAfter(schedule, opening.date);
  }
  const closesAt = closingOf(schedule, opening);
  const isLate = now > opening.at + (closesAt - opening.at) / 2;
  if (opening === due && !isLate) return { kind: "open", opening, closesAt, next };
  const goesOn = isLate ? next : opening;
  return { kind: "skip", missed: [due.date, ...datesBetween(schedule, due.date, goesOn.date)], next: goesOn };
}
