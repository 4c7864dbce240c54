import type { WeeklyMock } from "../words/weekly-mock.ts";
import { firstOpening } from "./openings.ts";

const HOUR = 60 * 60_000;
/** How long before the draw people can sign up, and how late it is still drawn, in milliseconds. */
export const SIGN_UP = 24 * HOUR;
const LATE = 6 * HOUR;

type When = Pick<WeeklyMock, "day" | "time" | "timezone">;

/** When pairs are drawn next, after an instant. */
export function nextDraw({ day, time, timezone }: When, now: number, after: string | null) {
  return firstOpening({ time, timezone, days: [day], skipped: [] }, now, after);
}

/** A week that has not begun. */
export const nextWeek = (weekly: WeeklyMock, now: number): WeeklyMock => {
  const { at, date } = nextDraw(weekly, now, weekly.date);
  return { ...weekly, at, date, message: null, shown: "", signed: [], drawn: null, invited: 0 };
};

/** What the sign-up shows. */
export const shownOf = ({ signed, drawn }: WeeklyMock): string =>
  drawn === null ? signed.map(({ id }) => id).join(" ") : "drawn";

export type WeeklyStep = "post" | "draw" | "invite" | "show" | "roll";

/** What the bot has to do next, of its own accord; null: nothing, now. */
export function weeklyStepOf(weekly: WeeklyMock, now: number): WeeklyStep | null {
  const { at, message, drawn, invited } = weekly;
  if (drawn === null && now >= at) return message === null || now >= at + LATE ? "roll" : "draw";
  if (drawn !== null && invited < drawn.length) return "invite";
  // A sign-up that is out of reach keeps no other week from coming.
  if (drawn !== null && now >= at + LATE) return "roll";
  if (message !== null && weekly.shown !== shownOf(weekly)) return "show";
  if (drawn !== null) return "roll";
  return message === null && now >= at - SIGN_UP ? "post" : null;
}

/** When there is something to do. */
export function weeklyDueOf(weekly: WeeklyMock, now: number): number {
  if (weeklyStepOf(weekly, now) !== null) return now;
  return weekly.message === null ? weekly.at - SIGN_UP : weekly.at;
}
