import type { Labels } from "../../engine/ports/store.ts";
import { addDays, dayNumber, isoWeek, mondayOf } from "../../engine/rules/calendar.ts";
import { bookingExpiries } from "../../engine/rules/retention.ts";
import type { Span } from "../../engine/words/board.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { carryNamed } from "./carry.ts";
import type { Context } from "./context.ts";
import type { TeamKeys } from "./keys.ts";
import { lately } from "./lately.ts";
import { dayLetter } from "./ledger.ts";
import type { NamedArgs } from "./scripts.ts";

/** Points are booked by scripts that begin with lua/booking.lua, which says how their keys are laid out. */

/** Weeks before and after its own in which a day of points may change who counts as active. */
export const AROUND = 5;
/** How often what a script asks for is fetched: the first group, then learners who are to be carried. */
const TRIES = 10;

/** How a span stands in a key. */
export function spanName(span: Span): string {
  switch (span.kind) {
    case "day":
      return `day:${span.label}`;
    case "week":
      return `week:${span.label}`;
    case "month":
      return `month:${span.label}`;
    case "rolling":
      return `rolling:${span.until}`;
    case "all":
      return "all";
    default:
      return span satisfies never;
  }
}

/** The boards that a group keeps by itself, as spans: the sums of groups have the same. */
function spansOf(labels: Labels): string[] {
  return [`day:${labels.day}`, `week:${labels.week}`, `month:${labels.month}`, "all"];
}

function partOf(keys: TeamKeys, group: string | null, topic: string, labels: Labels): string[] {
  const of = (board: TeamKeys["board"]) => [
    ...spansOf(labels).map((span) => board({ group, topic: null }, span)),
    board({ group, topic }, "all"),
  ];
  return [...of(keys.board), ...of(keys.away), keys.ledger(group, labels.week)];
}

const days = lately<{ around: readonly string[]; ofDay: NamedArgs }>();

/** What is the same for all that is booked on a date: the weeks around it, and arguments of `lua/booking.lua`. */
function dayOf(date: string) {
  return days(date, () => {
    const { day, week, month, ledger } = bookingExpiries(date);
    const monday = addDays(mondayOf(date), -7 * AROUND);
    const around = Array.from({ length: 2 * AROUND + 1 }, (_, i) => isoWeek(addDays(monday, 7 * i)));
    const expiries = { expires: [day, week, month], ledgerExpires: ledger };
    const ofDay = { letter: dayLetter(date), day: dayNumber(date), monday: dayNumber(monday), ...expiries };
    return { around, ofDay };
  });
}

/** The block of keys of `lua/booking.lua`, and its arguments. `home`: the first group of a team with several. */
export function booksOf(
  keys: TeamKeys,
  group: string,
  topic: string,
  labels: Labels,
  home: string | null,
): { keys: string[]; book: NamedArgs } {
  const { around, ofDay } = dayOf(labels.day);
  const first = { group: home, topic: null };
  const ofSeveral =
    home === null
      ? []
      : [
          ...partOf(keys, null, topic, labels),
          ...[keys.board(first, "all"), keys.away(first, "all")],
          ...spansOf(labels).map(keys.sums),
          keys.days,
          ...around.map((each) => keys.ledger(group, each)),
        ];
  return {
    keys: [keys.boards, ...partOf(keys, group, topic, labels), ...ofSeveral],
    book: { group, topic, home, ...ofDay },
  };
}

/** Runs a script that books points until it has the keys that it needs, and nobody's points are to be carried first. */
export async function booked(
  context: Context,
  team: TeamId,
  attempt: (home: string | null) => Promise<unknown>,
): Promise<unknown> {
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await attempt(context.homes.get(team) ?? null);
    if (!Array.isArray(found) || found[0] !== "again") return found;
    const [, home, learners] = found as [string, string, string[]];
    context.homes.set(team, home);
    if (learners.length > 0) await carryNamed(context, team, home, learners);
  }
  throw new Error(`points in ${team} could not be booked`);
}
