import type { Weekday } from "../engine/words/schedule.ts";
import { lookUp } from "./lookup.ts";
import type { Value } from "./options.ts";

/** Monday first, as ISO counts. */
const NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SETS = new Map<string, readonly Weekday[]>([
  ["daily", [1, 2, 3, 4, 5, 6, 7]],
  ["everyday", [1, 2, 3, 4, 5, 6, 7]],
  ["all", [1, 2, 3, 4, 5, 6, 7]],
  ["weekdays", [1, 2, 3, 4, 5]],
  ["weekends", [6, 7]],
]);
/** Letters of the shortest name: mo. */
const SHORTEST = 2;

/** tu, tue, tues, tuesday and tuesdays, or a day's name in another language; nothing that only begins like a day. */
function dayOf(word: string, weekdays: readonly Value[]): Weekday | null {
  if (word.length < SHORTEST) return null;
  const index = NAMES.findIndex((name) => name.startsWith(word) || word === `${name}s`);
  if (index >= 0) return (index + 1) as Weekday;
  const [found, ...others] = lookUp(weekdays, word);
  return found === undefined || others.length > 0 ? null : (Number(found) as Weekday);
}

/** The days of the week that a text names, ascending; null where it names anything else, or nothing. */
export function readDays(text: string, weekdays: readonly Value[]): readonly Weekday[] | null {
  const chosen = new Set<Weekday>();
  // Phones write the dash of "mon-fri" in several ways.
  const parts = text
    .toLowerCase()
    .replace(/\s*[-\u2010-\u2015]\s*/g, "-")
    .split(/[\s,]+/)
    .filter(Boolean);
  for (const part of parts) {
    const [first = "", last = first, ...rest] = part.split("-");
    const from = dayOf(first, weekdays);
    const to = dayOf(last, weekdays);
    const named =
      SETS.get(part) ?? (from === null || to === null || rest.length > 0 ? null : range(from, to));
    if (named === null) return null;
    for (const day of named) chosen.add(day);
  }
  return chosen.size === 0 ? null : [...chosen].sort((a, b) => a - b);
}

/** fri-mon goes over the weekend. */
function range(from: Weekday, to: Weekday): Weekday[] {
  const found = [from];
  for (let day = from; day !== to; ) {
    day = ((day % 7) + 1) as Weekday;
    found.push(day);
  }
  return found;
}
