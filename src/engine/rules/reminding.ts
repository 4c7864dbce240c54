import type { Reminders } from "../words/remind.ts";
import { addDays, localDate } from "./calendar.ts";
import { instantOf } from "./openings.ts";

/** A question of the day: when it opens and closes, epoch milliseconds. */
export interface Window {
  opensAt: number;
  closesAt: number;
}

const MINUTE = 60_000;
/** How long before its close a question is reminded of, in milliseconds. */
export const BEFORE_CLOSE = 120 * MINUTE;
/** When a day without a question has its reminder. */
const EVENING = "18:00";
/** Nobody is woken up: what would come at night comes the evening before. */
const MORNING = "08:00";
const LATE = "21:00";
/** How long after the close a result is first looked for: it has to be booked. */
const BOOKING = 2 * MINUTE;
/** How far ahead a date is looked for that has the hour; zones leave out a date at most. */
const DAYS_AHEAD = 5;
/** A look that is later than this, because the bot was down, is left out. */
export const TOO_LATE = 180 * MINUTE;
/** More reviews than these are not counted before anybody: a pile helps nobody. */
export const MOST_TOLD = 20;

type When = Pick<Reminders, "at" | "timezone">;

/** When a question is reminded of: two hours before its close, the evening before where that is at night. */
export function momentOf({ opensAt, closesAt }: Window, timezone: string): number {
  const at = closesAt - BEFORE_CLOSE;
  const date = localDate(at, timezone);
  const morning = instantOf(date, MORNING, timezone) ?? at;
  const late = instantOf(date, LATE, timezone) ?? at;
  if (at >= morning && at <= late) return Math.max(at, opensAt);
  const evening = at > late ? late : instantOf(addDays(date, -1), LATE, timezone);
  // A question that is only open at night is reminded of at night.
  return evening === null || evening < opensAt ? Math.max(at, opensAt) : evening;
}

/** When a local date has its reminder; null: the zone leaves the date out. */
export function momentOn(date: string, { at, timezone }: When, windows: readonly Window[]): number | null {
  if (at !== null) return instantOf(date, at, timezone);
  const moments = windows.map((window) => momentOf(window, timezone));
  const own = moments.find((moment) => localDate(moment, timezone) === date);
  return own ?? instantOf(date, EVENING, timezone);
}

/** When the result of a question is first looked for. */
export const resultMoment = ({ closesAt }: Pick<Window, "closesAt">): number => closesAt + BOOKING;

/**
 * When it is next looked whether there is something to say: after `now`, on a local date after the one of the newest
 * message.
 *
 * @param windows the group's questions that are open, or known to come
 */
export function nextLook(
  reminders: When & Pick<Reminders, "results">,
  now: number,
  sent: string | null,
  windows: readonly Window[],
): number {
  const { timezone } = reminders;
  const today = localDate(now, timezone);
  const from = sent !== null && sent >= today ? addDays(sent, 1) : today;
  const dates = Array.from({ length: DAYS_AHEAD }, (_, i) => addDays(from, i));
  const moments = dates.flatMap((date) => momentOn(date, reminders, windows) ?? []);
  const results = reminders.results ? windows.map(resultMoment) : [];
  const wanted = [...moments, ...results].filter((at) => at > now && localDate(at, timezone) >= from);
  if (wanted.length === 0) throw new Error(`no hour within ${DAYS_AHEAD} days after ${from} in ${timezone}`);
  return Math.min(...wanted);
}
