import { z } from "zod";
import { DIFFICULTIES, ROLES } from "../../engine/words/item.ts";
import { type Place, platformOf, type TeamId } from "../../engine/words/place.ts";
import { ANSWER_MODES, THREAD_MODES } from "../../engine/words/round.ts";
import {
  DAILY_KINDS,
  FOCUSES,
  type GroupRecord,
  PAUSE_REASONS,
  PLATFORM_DEFAULTS,
  RESULT_PLACES,
  type Schedule,
  type SetUpPlan,
  type Weekday,
} from "../../engine/words/schedule.ts";

/** Stored values pass a schema when they are read: another version, or a hand, may have written them. */

const schedule = z.object({
  time: z.string(),
  timezone: z.string(),
  days: z.array(
    z
      .number()
      .int()
      .min(1)
      .max(7)
      .transform((n) => n as Weekday),
  ),
  openFor: z.number().nullable(),
  topics: z.array(z.string()),
  difficulties: z.array(z.enum(DIFFICULTIES)),
  // Nor which kinds are asked.
  kinds: z.array(z.enum(DAILY_KINDS)).nonempty().default(["quiz"]),
  answers: z.enum(ANSWER_MODES),
  // Schedules of before had neither this nor what was skipped.
  results: z.enum(RESULT_PLACES).optional(),
  thread: z.enum(THREAD_MODES).default("close"),
  ping: z.string().nullable(),
  // Nor did they say in which language.
  language: z.string().nullable().default(null),
  skipped: z.array(z.string()).default([]),
  // Nor was there a plan to follow.
  plan: z
    .object({ role: z.enum(ROLES), date: z.string() })
    .nullable()
    .default(null),
  // Nor was anything chosen by but that plan.
  focus: z.enum(FOCUSES).optional(),
});

/** With what suits the platform where an earlier version said nothing. */
function completed(of: TeamId, stored: z.infer<typeof schedule>): Schedule {
  return {
    ...stored,
    results: stored.results ?? PLATFORM_DEFAULTS[platformOf(of)].results,
    focus: stored.focus ?? (stored.plan === null ? "balanced" : "plan"),
  };
}

const plan = z.object({ group: z.string(), schedule });

const settings = z.object({
  schedule: schedule.nullable(),
  paused: z
    .object({
      reason: z.enum(PAUSE_REASONS),
      since: z.number(),
    })
    .nullable(),
});

const numberOrNull = (text: string | null | undefined) => (text ? Number(text) : null);

export function encodeSettings({ schedule, paused }: Pick<GroupRecord, "schedule" | "paused">): string {
  return JSON.stringify({ schedule, paused });
}

/** A group whose settings cannot be read is an error: going on as if it had none would lose its schedule. */
export function decodeGroup(where: Place, fields: Readonly<Record<string, string>>): GroupRecord {
  const stored = settings.parse(JSON.parse(fields.settings ?? '{"schedule":null,"paused":null}'));
  const nextAt = numberOrNull(fields.nextAt);
  const recapAt = numberOrNull(fields.recapAt);
  return {
    schedule: stored.schedule && completed(where.team, stored.schedule),
    paused: stored.paused,
    place: where,
    version: Number(fields.version ?? 0),
    managedBy: fields.managedBy || null,
    next: nextAt === null ? null : { date: fields.nextDate ?? "", at: nextAt },
    lastDate: fields.lastDate || null,
    windows: Number(fields.windows ?? 0),
    current: fields.current || null,
    recap: recapAt === null ? null : { at: recapAt, done: fields.recapDone || null },
  };
}

/** null: there is none, or no longer. */
export function decodePlan(team: TeamId, json: string | null): SetUpPlan | null {
  if (json === null) return null;
  const stored = plan.parse(JSON.parse(json));
  return { ...stored, schedule: completed(team, stored.schedule) };
}
