import type { Caller, DailyChange } from "../ports/bot.ts";
import { localDate } from "../rules/calendar.ts";
import { dailyPool } from "../rules/daily-pool.ts";
import { firstOpening, keepPromise, skippedFrom } from "../rules/openings.ts";
import { EVERY_DAY, startOf, USUAL_TIME } from "../rules/set-up.ts";
import { platformOf } from "../words/place.ts";
import type { GroupPlan } from "../words/plan.ts";
import type { Button } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import {
  type Focus,
  type GroupRecord,
  type Opening,
  PLATFORM_DEFAULTS,
  type Schedule,
} from "../words/schedule.ts";
import { emptied } from "./ask.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { changedPlan, planLines } from "./group-plan.ts";
import { AUTO } from "./language.ts";
import { manageGroup, promisedUntil } from "./manage.ts";
import { losses, missingFor, refuseWhileLacking } from "./missing.ts";
import { knowing, topicNames } from "./packs/shelf.ts";
import { nextRecap } from "./resume.ts";

/** How long a shown schedule waits for its yes, in milliseconds. */
const PLAN_KEPT = 60 * 60_000;

const DEFAULTS: Omit<Schedule, "answers" | "results"> = {
  time: USUAL_TIME,
  timezone: DEFAULT_ZONE,
  days: EVERY_DAY,
  openFor: null,
  topics: [],
  difficulties: [],
  kinds: ["quiz"],
  thread: "close",
  ping: null,
  language: null,
  skipped: [],
  plan: null,
  focus: "balanced",
};

/** What the channel has now; where nothing was said, what suits its platform. */
export function scheduleOf({ place, schedule }: GroupRecord): Schedule {
  return schedule ?? { ...DEFAULTS, ...PLATFORM_DEFAULTS[platformOf(place.team)] };
}

export function merge(before: Schedule, change: DailyChange): Schedule {
  const { time, timezone, days, topics, difficulty, kinds, openFor } = change;
  const { answers, results, language, thread, ping } = change;
  return {
    time: time ?? before.time,
    timezone: timezone ?? before.timezone,
    days: days ?? before.days,
    topics: topics ?? before.topics,
    difficulties: difficulty === undefined ? before.difficulties : difficulty === "mixed" ? [] : [difficulty],
    kinds: kinds ?? before.kinds,
    openFor: openFor === undefined ? before.openFor : openFor === "auto" ? null : openFor,
    answers: answers ?? before.answers,
    results: results ?? before.results,
    thread: thread ?? before.thread,
    ping: ping === undefined ? before.ping : ping === "none" ? null : ping,
    language: language === undefined ? before.language : language === AUTO ? null : language,
    skipped: before.skipped,
    plan: before.plan,
    focus: change.focus ?? before.focus,
  };
}

/** Whether a schedule asks at these very times. */
export function sameTimes(a: Schedule | null, b: Pick<Schedule, "time" | "timezone" | "days">): boolean {
  return a !== null && a.time === b.time && a.timezone === b.timezone && a.days.join() === b.days.join();
}

/** Whether a schedule can work in its channel: sentences on what gets lost, or the refusal. */
async function checked(
  given: Deps,
  { place }: GroupRecord,
  schedule: Schedule,
): Promise<{ ok: true; lines: Say[] } | { ok: false; reply: NoticeReply }> {
  const deps = await knowing(given, place.team, schedule.topics);
  const filter = dailyPool(schedule);
  if (deps.bank.pool(filter).length === 0) return { ok: false, reply: emptied(deps, filter) };
  const missing = await missingFor(deps, place, schedule);
  const lacking = refuseWhileLacking(place, missing);
  if (lacking !== null) return { ok: false, reply: lacking };
  const plan = planLines(deps, schedule, localDate(await deps.store.now(), schedule.timezone));
  return plan.ok ? { ok: true, lines: [...plan.lines, ...losses(missing)] } : plan;
}

/** Whoever gives a group a plan means it to be followed; without one there is nothing to follow. */
export function focusWith(focus: Focus, plan: GroupPlan | null, change: DailyChange): Focus {
  if (change.focus !== undefined) return change.focus;
  if (plan === null) return focus === "plan" ? "balanced" : focus;
  return change.plan === undefined ? focus : "plan";
}

/** The schedule that a change makes of a group's, or why it cannot be. */
async function changed(
  deps: Deps,
  group: GroupRecord,
  change: DailyChange,
): Promise<{ ok: true; schedule: Schedule } | { ok: false; reply: NoticeReply }> {
  const schedule = merge(scheduleOf(group), change);
  const today = localDate(await deps.store.now(), schedule.timezone);
  const made = changedPlan(schedule.plan, change, today);
  if (!made.ok) return made;
  const { plan } = made;
  const focus = focusWith(schedule.focus, plan, change);
  return focus === "plan" && plan === null
    ? { ok: false, reply: notice("refusal", say("set.no-plan", { code: { code: "plan:data-scientist" } })) }
    : { ok: true, schedule: { ...schedule, plan, focus } };
}

/**
 * Checks everything, then changes everything at once. A pause ends by `daily resume` alone, unless there was nothing left
 * to ask, which there is now.
 */
async function write(
  deps: Deps,
  caller: Caller,
  group: GroupRecord,
  schedule: Schedule,
  hints: readonly Say[],
): Promise<Reply | "conflict"> {
  const { place } = group;
  const check = await checked(deps, group, schedule);
  if (!check.ok) return check.reply;
  const now = await deps.store.now();
  const paused = group.paused?.reason === "nothing-to-ask" ? null : group.paused;
  // Other settings leave what is planned alone: an opening or recap due this very second.
  const planned = sameTimes(group.schedule, schedule) && group.paused === null ? group : null;
  const wanted = planned?.next ?? firstOpening(schedule, now, group.lastDate);
  const next = paused === null ? keepPromise(schedule, wanted, await promisedUntil(deps, group)) : null;
  const recap = planned?.recap ?? { at: nextRecap(schedule, now), done: group.recap?.done ?? null };
  const change = { schedule, paused, managedBy: caller.person.id, next, recap };
  const written = await deps.store.writeGroup(place, group.version, change);
  if (written.kind === "conflict") return "conflict";
  deps.languages.groupReads(place, schedule.language);
  const lines = [
    say("set.done", { group: { group: place.group } }),
    ...(paused === null ? [] : [say("set.stays-paused", { command: { command: "daily resume" } })]),
    ...(next === null || next.at === wanted.at
      ? []
      : [say("set.stays-open", { at: { time: next.at, style: "moment" } })]),
    ...hints,
    ...check.lines,
  ];
  const shown = {
    ...{ ...group, ...change, version: written.version },
    schedule: skippedFrom(schedule, now),
  };
  const names = await topicNames(deps, place.team, schedule.topics);
  return { kind: "schedule", visibility: "private", group: shown, names, next, lines, buttons: [] };
}

function zoneHint(group: GroupRecord, change: DailyChange): Say[] {
  if (group.schedule !== null || change.timezone !== undefined) return [];
  return [say("set.utc", { code: { code: "timezone:Europe/Berlin" } })];
}

/**
 * `daily set` once it is meant: changes the schedule, or sets it up. `instead`: what is answered in its place, looked
 * at with the very settings that would be changed; null: nothing.
 */
export function setDaily(
  deps: Deps,
  caller: Caller,
  change: DailyChange,
  instead: (group: GroupRecord) => Promise<Reply | null> = async () => null,
): Promise<Reply> {
  return manageGroup(deps, caller, async (group) => {
    const other = await instead(group);
    return other ?? setOnce(deps, caller, group, change, zoneHint(group, change));
  });
}

async function setOnce(
  deps: Deps,
  caller: Caller,
  group: GroupRecord,
  change: DailyChange,
  hints: readonly Say[],
): Promise<Reply | "conflict"> {
  const meant = await changed(deps, group, change);
  return meant.ok ? write(deps, caller, group, meant.schedule, hints) : meant.reply;
}

/** What a change would make of a group's schedule, with what gets lost; or why it cannot be. Nothing is changed. */
export async function tryDaily(
  deps: Deps,
  group: GroupRecord,
  change: DailyChange,
): Promise<
  { ok: true; schedule: Schedule; next: Opening; lines: Say[] } | { ok: false; reply: NoticeReply }
> {
  const meant = await changed(deps, group, change);
  if (!meant.ok) return meant;
  const { schedule } = meant;
  const check = await checked(deps, group, schedule);
  if (!check.ok) return check;
  const next = firstOpening(schedule, await deps.store.now(), group.lastDate);
  return { ok: true, schedule, next, lines: check.lines };
}

/** Offers to set everything up step by step. */
const stepwise = ({ place }: GroupRecord): Button => ({
  label: say("button.stepwise"),
  action: startOf(place.group),
});

/** `daily set` as it is typed: where nothing is set up yet, it shows what would be and asks. */
export function proposeDaily(deps: Deps, caller: Caller, change: DailyChange): Promise<Reply> {
  return manageGroup(deps, caller, async (group) => {
    const hints = zoneHint(group, change);
    if (group.schedule !== null) {
      const set = await setOnce(deps, caller, group, change, hints);
      const isBare = Object.values(change).every((value) => value === undefined);
      return isBare && set !== "conflict" && set.kind === "schedule"
        ? { ...set, buttons: [stepwise(group)] }
        : set;
    }
    const tried = await tryDaily(deps, group, change);
    if (!tried.ok) return tried.reply;
    const { schedule, next, lines } = tried;
    const { place } = group;
    const plan = deps.token(16);
    await deps.store.putPlan(place.team, plan, { group: place.group, schedule }, PLAN_KEPT);
    return {
      kind: "schedule",
      visibility: "private",
      group: { ...group, schedule },
      names: await topicNames(deps, place.team, schedule.topics),
      next,
      lines: [say("set.would-ask", { group: { group: place.group } }), ...hints, ...lines],
      buttons: [
        { label: say("button.set-up"), primary: true, action: { verb: "set-up", plan } },
        stepwise(group),
      ],
    };
  });
}

/** The yes to what `daily set` has shown. */
export async function confirmSetUp(deps: Deps, press: Caller, id: string): Promise<Reply> {
  const plan = await deps.store.readPlan(press.place.team, id);
  if (plan === null) {
    return notice("refusal", say("set.forgotten", { command: { command: "daily set" } }));
  }
  const caller = { ...press, place: { ...press.place, group: plan.group } };
  return manageGroup(deps, caller, async (group) => {
    if (group.schedule === null) return write(deps, caller, group, plan.schedule, []);
    return notice(
      "info",
      say("set.there-already", {
        group: { group: plan.group },
        command: { command: "daily set" },
        command2: { command: "daily status" },
      }),
    );
  });
}
