import type { Caller, DailyChange, DailySettings, Submitted } from "../ports/bot.ts";
import { isZone } from "../rules/calendar.ts";
import { dailyPool } from "../rules/daily-pool.ts";
import { markOf } from "../rules/mark.ts";
import type { FieldMistake } from "../words/option-form.ts";
import { packOf } from "../words/pack.ts";
import type { Actor } from "../words/press.ts";
import type { NoticeReply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { GroupRecord, Schedule } from "../words/schedule.ts";
import { emptied } from "./ask.ts";
import type { Deps } from "./deps.ts";
import { refuseUnlessManager } from "./managers.ts";
import { missingFor, refuseWhileLacking } from "./missing.ts";
import { knowing } from "./packs/shelf.ts";
import { focusWith, merge, scheduleOf, setDaily } from "./set.ts";

/** What a group asks by now, or would with what suits it, for a form; a refusal for whoever may not change it. */
export async function dailySettings(deps: Deps, caller: Actor): Promise<DailySettings | NoticeReply> {
  const refused = await refuseUnlessManager(deps, caller);
  if (refused !== null) return refused;
  const group = await deps.store.readGroup(caller.place);
  const { timezone } = caller;
  const schedule = scheduleOf(group);
  const guessed = group.schedule === null && timezone != null && isZone(timezone) ? timezone : null;
  return {
    schedule: guessed === null ? schedule : { ...schedule, timezone: guessed },
    isSet: group.schedule !== null,
    mark: markOf(group.schedule),
  };
}

/** Everything that keeps a schedule from working in its channel, by the field that would have to change. */
async function mistakesIn(
  given: Deps,
  { place }: GroupRecord,
  schedule: Schedule,
): Promise<readonly FieldMistake[]> {
  const deps = await knowing(given, place.team, schedule.topics);
  const filter = dailyPool(schedule);
  const isEmpty = deps.bank.pool(filter).length === 0;
  const lacking = refuseWhileLacking(place, await missingFor(deps, place, schedule));
  return [
    // The field says which channel it is.
    ...(lacking === null ? [] : [{ field: "channel", lines: lacking.lines.slice(1) }]),
    ...(isEmpty
      ? [
          {
            field: schedule.topics.length > 0 ? "topics" : "difficulty",
            lines: emptied(deps, filter).lines,
          },
        ]
      : []),
    ...(schedule.focus === "plan" && schedule.plan === null
      ? [{ field: "focus", lines: [say("set.no-plan", { code: { code: "plan:data-scientist" } })] }]
      : []),
  ];
}

/**
 * `daily set` as a form hands it in: all that is wrong at once, by field, else it is set. `mark`: of the settings that
 * the form showed; where somebody has changed them meanwhile, nothing is overwritten.
 */
export async function submitDaily(
  deps: Deps,
  caller: Caller,
  filled: DailyChange,
  mark: string,
): Promise<Submitted> {
  const refused = await refuseUnlessManager(deps, caller);
  if (refused !== null) return { ok: false, mistakes: [{ field: "channel", lines: refused.lines }] };
  const group = await deps.store.readGroup(caller.place);
  if (markOf(group.schedule) !== mark)
    return { ok: false, mistakes: [{ field: "channel", lines: [say("form.daily.changed")] }] };
  // Packs are in no list of the form: they stay.
  const packs = (group.schedule?.topics ?? []).filter((id) => packOf(id) !== null);
  const { topics } = filled;
  const change = topics === undefined ? filled : { ...filled, topics: [...topics, ...packs] };
  const merged = merge(scheduleOf(group), change);
  const schedule = { ...merged, focus: focusWith(merged.focus, merged.plan, change) };
  const mistakes = await mistakesIn(deps, group, schedule);
  if (mistakes.length > 0) return { ok: false, mistakes };
  return { ok: true, reply: await setDaily(deps, caller, change) };
}
