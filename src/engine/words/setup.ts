import type { Weekday } from "./schedule.ts";

/**
 * A question of the day as far as it was chosen, step by step. It travels in what is pressed, so nothing is kept of it
 * anywhere: any process goes on with it, whatever happened in between. null: not chosen yet.
 */
export interface Setup {
  group: string | null;
  /** Local wall time, 24 hours: 09:00. */
  time: string | null;
  /** IANA zone. */
  zone: string | null;
  days: readonly Weekday[] | null;
}

export const NOTHING_CHOSEN: Setup = { group: null, time: null, zone: null, days: null };

/**
 * start: begins, in a message of its own. channel, when, days, preview: the steps. pick: another channel was chosen in
 * the menu. how: the first step, with how to grant what is missing. zones: the second one, with all zones by pages.
 * done: yes, where nothing is asked in the channel yet. replace: yes, in place of what is asked there.
 */
export const SETUP_STEPS = [
  "start",
  "channel",
  "pick",
  "how",
  "when",
  "zones",
  "days",
  "preview",
  "done",
  "replace",
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** No id of a channel, zone or time holds it. */
const BETWEEN = "|";
const WEEKDAYS = "1234567";

/** Holds no colon and no space. */
export function encodeSetup({ group, time, zone, days }: Setup): string {
  return [group ?? "", time?.replace(":", "") ?? "", zone ?? "", days?.join("") ?? ""].join(BETWEEN);
}

/** null: nothing that was encoded so. */
export function decodeSetup(text: string): Setup | null {
  const [group, time, zone, days, ...rest] = text.split(BETWEEN);
  if (group === undefined || time === undefined || zone === undefined || days === undefined) return null;
  if (rest.length > 0 || !/^(?:[01]\d[0-5]\d|2[0-3][0-5]\d)?$/.test(time)) return null;
  const chosen = [...WEEKDAYS].filter((day) => days.includes(day));
  if (chosen.join("") !== days) return null;
  return {
    group: group || null,
    time: time === "" ? null : `${time.slice(0, 2)}:${time.slice(2)}`,
    zone: zone || null,
    days: days === "" ? null : chosen.map((day) => Number(day) as Weekday),
  };
}
