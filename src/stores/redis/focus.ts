import type { FocusStore } from "../../engine/ports/store.ts";
import { addDays, dayNumber } from "../../engine/rules/calendar.ts";
import { ACTIVE_DAYS, MONTHS_KEPT, monthEnds, monthOf } from "../../engine/rules/focus.ts";
import type { Context } from "./context.ts";
import { keysOf, type TeamKeys } from "./keys.ts";

/** What a wrong answer adds to a count, besides the 1 of every answer. */
const WRONG = 1_000_000;

/** The keys and arguments of `count_answers` in `lua/reviews.lua`. */
export function countOf(keys: TeamKeys, group: string, date: string) {
  const month = monthOf(date);
  return {
    keys: [keys.month(group, month), keys.answering(group)],
    count: { day: dayNumber(date), expires: monthEnds(month), wrong: WRONG },
  };
}

export function focusPart({ client }: Context): FocusStore {
  return {
    groupMemory: async ({ team, group }, date) => {
      const keys = keysOf(team);
      const numbers = Array.from({ length: MONTHS_KEPT }, (_, age) => monthOf(date) - age);
      const [active, ...months] = await Promise.all([
        client.zcount(keys.answering(group), dayNumber(addDays(date, 1 - ACTIVE_DAYS)), "+inf"),
        ...numbers.map((month) => client.hgetall(keys.month(group, month))),
      ]);
      return {
        active,
        months: months.map(
          (counts) =>
            new Map(
              Object.entries(counts).map(([concept, count]) => [
                concept,
                { answers: Number(count) % WRONG, wrong: Math.floor(Number(count) / WRONG) },
              ]),
            ),
        ),
      };
    },
  };
}
