import { dayNumber, ROLLING_DAYS } from "../../engine/rules/calendar.ts";
import type { GroupDay, GroupTotal, Span } from "../../engine/words/board.ts";
import type { Place, TeamId } from "../../engine/words/place.ts";
import { spanName } from "./books.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";
import { entriesOf } from "./ledger.ts";

/**
 * What groups earned: against each other, by sums that are kept with every booking in a team with several groups, and
 * one of them by day.
 */

/** Lines of a board that are read at one go. */
const PAGE = 1_000;

/** Of a day, a week, a month or all time. */
export async function spanTotals(
  { client }: Context,
  team: TeamId,
  span: Span,
): Promise<readonly GroupTotal[]> {
  const sums = await client.hgetall(keysOf(team).sums(spanName(span)));
  return Object.entries(sums).flatMap(([field, points]) => {
    if (!field.startsWith("p|")) return [];
    const group = field.slice(2);
    const active = Number(sums[`n|${group}`] ?? 0);
    return active > 0 ? [{ group, points: Number(points), active }] : [];
  });
}

/** Of 30 days: who was active on several of them counts once, so their coming and going is kept by day. */
export async function rollingTotals(
  { client }: Context,
  team: TeamId,
  until: string,
): Promise<readonly GroupTotal[]> {
  const last = dayNumber(until);
  const found = await client.hgetall(keysOf(team).days);
  return Object.entries(found).flatMap(([group, text]) => {
    const total = totalUntil(text, last);
    return total.active > 0 ? [{ group, ...total }] : [];
  });
}

const [COMMA, COLON, MINUS, ZERO] = [44, 58, 45, 48];

/** Of what `lua/booking.lua` keeps of a group's days; sign by sign, since there are thousands of groups. */
function totalUntil(text: string, last: number): { points: number; active: number } {
  const active = text.indexOf(";");
  const first = text.indexOf(";", active + 1);
  const total = { points: 0, active: Number(text.slice(0, active)) };
  let day = Number(text.slice(active + 1, first));
  let [points, change, sign, isChange] = [0, 0, 1, false];
  for (let at = first + 1; at < text.length && day <= last; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) isChange = true;
    else if (code === MINUS) sign = -1;
    else if (code !== COMMA) {
      if (isChange) change = change * 10 + code - ZERO;
      else points = points * 10 + code - ZERO;
    } else {
      if (day > last - ROLLING_DAYS) total.points += points;
      total.active += sign * change;
      day++;
      [points, change, sign, isChange] = [0, 0, 1, false];
    }
  }
  return total;
}

/** Of the one group of a team, where no sums are kept. */
export async function homeTotal(
  { client }: Context,
  team: TeamId,
  group: string,
  span: Span,
): Promise<Omit<GroupTotal, "group">> {
  const keys = keysOf(team);
  const scope = { group, topic: null };
  let points = 0;
  let active = 0;
  for (const board of [keys.board(scope, spanName(span)), keys.away(scope, spanName(span))]) {
    for (let start = 0; ; start += PAGE) {
      const lines = await client.zrange(board, `${start}`, `${start + PAGE - 1}`, "WITHSCORES");
      for (let i = 1; i < lines.length; i += 2) points -= Number(lines[i]);
      active += lines.length / 2;
      if (lines.length < 2 * PAGE) break;
    }
  }
  return { points, active };
}

/** Of a week, by day, out of the group's ledger. */
export async function weekDays(
  { client }: Context,
  { team, group }: Place,
  week: string,
): Promise<readonly GroupDay[]> {
  const ledger = keysOf(team).ledger(group, week);
  const days = Array.from({ length: 7 }, () => ({ points: 0, active: 0 }));
  // A scan may come by the same line twice.
  const counted = new Set<string>();
  let cursor = "0";
  do {
    const [next, lines] = await client.hscan(ledger, cursor, "COUNT", PAGE);
    for (let i = 0; i + 1 < lines.length; i += 2) {
      const [learner = "", text = ""] = lines.slice(i, i + 2);
      if (counted.has(learner)) continue;
      counted.add(learner);
      const entries = entriesOf(text);
      for (const [day, sums] of days.entries()) {
        const earned = entries.filter((entry) => entry.day === day);
        sums.points += earned.reduce((sum, { points }) => sum + points, 0);
        sums.active += earned.length > 0 ? 1 : 0;
      }
    }
    cursor = next;
  } while (cursor !== "0");
  return days;
}
