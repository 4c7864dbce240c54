import type { Action } from "../words/press.ts";
import type { Weekday } from "../words/schedule.ts";
import { NOTHING_CHOSEN } from "../words/setup.ts";

/** What a question of the day has where nothing was said, and what may be chosen in menus: pure data for every form. */

export const USUAL_TIME = "09:00";
export const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The days of the week that are asked for together most often. */
export const USUAL_DAYS: readonly (readonly Weekday[])[] = [
  EVERY_DAY,
  [1, 2, 3, 4, 5],
  [1, 3, 5],
  [2, 4],
  [6, 7],
];

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** The hours of a day, and a time that was chosen and is none of them; the day begins when people get up. */
export function timesToChoose(chosen: string): readonly string[] {
  const all = HOURS.includes(chosen) ? HOURS : [...HOURS, chosen].sort();
  const first = all.findIndex((time) => time >= "06:00");
  return [...all.slice(first), ...all.slice(0, first)];
}

/** The likeliest zones, with the one that is chosen among them. */
export function zonesToChoose(likely: readonly string[], chosen: string, most: number): readonly string[] {
  const first = likely.slice(0, most);
  return first.includes(chosen) ? first : [chosen, ...first.slice(0, most - 1)];
}

/** All zones on pages: of each its zones, the first and the last of which name it. */
export function pagesOf(zones: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(zones.length / size) }, (_, page) =>
    zones.slice(page * size, (page + 1) * size),
  );
}

/** The days with one more, or one fewer; one at least stays. */
export function toggled(days: readonly Weekday[], day: Weekday): readonly Weekday[] {
  const others = days.filter((one) => one !== day);
  if (others.length === days.length) return [...days, day].sort();
  return others.length === 0 ? days : others;
}

/** Begins the steps, for a channel; null: for the one where it is pressed. */
export const startOf = (group: string | null): Action => ({
  verb: "setup",
  step: "start",
  setup: { ...NOTHING_CHOSEN, group },
});
