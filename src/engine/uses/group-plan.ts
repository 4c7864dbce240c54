import type { DailyChange } from "../ports/bot.ts";
import { addDays, dayNumber, weekdayOf } from "../rules/calendar.ts";
import { dailyPool } from "../rules/daily-pool.ts";
import type { GroupPlan } from "../words/plan.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { Schedule, Weekday } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { scopeOf } from "./plan-scope.ts";
import { wrongDay } from "./plans.ts";

/** The plan that a change leaves a group with, or why it cannot be. */
export function changedPlan(
  before: GroupPlan | null,
  { plan, planDate }: Pick<DailyChange, "plan" | "planDate">,
  today: string,
): { ok: true; plan: GroupPlan | null } | { ok: false; reply: NoticeReply } {
  if (plan === "off") return { ok: true, plan: null };
  if (plan === undefined && planDate === undefined) return { ok: true, plan: before };
  const role = plan ?? before?.role;
  const date = planDate ?? before?.date;
  if (role === undefined)
    return {
      ok: false,
      reply: notice("refusal", say("plan.no-role", { code: { code: "plan:data-scientist" } })),
    };
  if (date === undefined)
    return {
      ok: false,
      reply: notice("refusal", say("plan.no-date", { code: { code: `plan_date:${addDays(today, 60)}` } })),
    };
  const reply = wrongDay(date, today);
  return reply === null ? { ok: true, plan: { role, date } } : { ok: false, reply };
}

/** Concepts that a group's questions follow on a date, in their order; null: it follows none, or its day is over. */
export function orderOn({ bank }: Deps, { plan }: Schedule, date: string): readonly string[] | null {
  return plan === null || date > plan.date ? null : scopeOf(bank, plan).order;
}

/** Questions that are asked from the day after a date on until another one. */
function windowsUntil({ days, skipped }: Schedule, today: string, date: string): number {
  const dates = Array.from({ length: dayNumber(date) - dayNumber(today) }, (_, i) => addDays(today, i + 1));
  return dates.filter((one) => days.includes((weekdayOf(one) + 1) as Weekday) && !skipped.includes(one))
    .length;
}

/** What a schedule's plan comes to; a refusal where its channel has no question of it. */
export function planLines(
  { bank }: Deps,
  schedule: Schedule,
  today: string,
): { ok: true; lines: Say[] } | { ok: false; reply: NoticeReply } {
  const { plan } = schedule;
  if (plan === null || plan.date < today) return { ok: true, lines: [] };
  const pool = bank.pool(dailyPool(schedule));
  const there = new Set(pool.map(({ concept }) => concept.id));
  const concepts = scopeOf(bank, plan).order.filter((id) => there.has(id)).length;
  const role = say(`role.${plan.role}`);
  if (concepts === 0) return { ok: false, reply: notice("refusal", say("set.plan-empty", { role })) };
  const windows = windowsUntil(schedule, today, plan.date);
  const left = Math.max(0, concepts - windows);
  return { ok: true, lines: [say("set.plan", { role, date: { date: plan.date }, concepts, windows, left })] };
}
