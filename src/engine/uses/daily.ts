import type { Caller, DailyChange } from "../ports/bot.ts";
import { addDays, localDate } from "../rules/calendar.ts";
import { firstOpening, openingAfter } from "../rules/openings.ts";
import { type Phrase, phrase } from "../words/phrase.ts";
import type { Place } from "../words/place.ts";
import { notice, type Reply } from "../words/reply.ts";
import type { GroupRecord, Schedule } from "../words/schedule.ts";
import { emptied } from "./ask.ts";
import { closeRound } from "./close.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { refuseUnlessManager } from "./managers.ts";
import { losses, refuseWhileLacking } from "./missing.ts";
import { openNow } from "./open.ts";
import { nextRecap, resumeGroup } from "./pause.ts";

const TRIES = 5;

const DEFAULTS: Schedule = {
  time: "09:00",
  timezone: DEFAULT_ZONE,
  days: [1, 2, 3, 4, 5, 6, 7],
  openFor: null,
  topics: [],
  difficulties: [],
  answers: "both",
  ping: null,
};

const BUSY = notice(
  "trouble",
  phrase`Somebody else changed this schedule at the same time. Nothing was changed; try again.`,
);
const NONE = notice(
  "refusal",
  phrase`This channel has no daily question. ${{ command: "daily set time:09:00 timezone:Europe/Berlin" }} sets one up.`,
);

/** Tries a change again when settings changed in between; null from `change`: gave a reply. */
async function withGroup(
  deps: Deps,
  place: Place,
  change: (group: GroupRecord) => Promise<Reply | "conflict">,
): Promise<Reply> {
  for (let tries = 0; tries < TRIES; tries++) {
    const reply = await change(await deps.store.readGroup(place));
    if (reply !== "conflict") return reply;
  }
  return BUSY;
}

function merge(before: Schedule, change: DailyChange): Schedule {
  const { time, timezone, days, topics, difficulty, openFor, answers, ping } = change;
  return {
    time: time ?? before.time,
    timezone: timezone ?? before.timezone,
    days: days ?? before.days,
    topics: topics ?? before.topics,
    difficulties: difficulty === undefined ? before.difficulties : difficulty === "mixed" ? [] : [difficulty],
    openFor: openFor === undefined ? before.openFor : openFor === "auto" ? null : openFor,
    answers: answers ?? before.answers,
    ping: ping === undefined ? before.ping : ping === "none" ? null : ping,
  };
}

/** `daily set`: checks everything, then changes everything at once. */
export async function setDaily(deps: Deps, caller: Caller, change: DailyChange): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, caller);
  if (refused !== null) return refused;
  const { place } = caller;
  return withGroup(deps, place, async (group) => {
    const schedule = merge(group.schedule ?? DEFAULTS, change);
    const filter = {
      topics: schedule.topics,
      difficulties: schedule.difficulties,
      kinds: ["choice", "numeric"] as const,
    };
    if (deps.bank.pool(filter).length === 0) return emptied(deps, filter);
    const missing = await deps.platform(place.team)?.missingPermissions(place, {
      reactions: schedule.answers !== "buttons",
      thread: true,
      ping: schedule.ping,
    });
    const lacking = refuseWhileLacking(place, missing ?? []);
    if (lacking !== null) return lacking;
    const now = deps.clock();
    const next = firstOpening(schedule, now, group.lastDate);
    const written = await deps.store.writeGroup(place, group.version, {
      schedule,
      paused: null,
      managedBy: caller.person.id,
      next,
      recap: { at: nextRecap(schedule, now), done: group.recap?.done ?? null },
    });
    if (written.kind === "conflict") return "conflict";
    const lines: Phrase[] = [phrase`The daily question of ${{ group: place.group }} is set.`];
    if (group.schedule === null && change.timezone === undefined) {
      lines.push(phrase`The time is in UTC. Give your zone with ${{ code: "timezone:Europe/Berlin" }}.`);
    }
    lines.push(...losses(missing ?? []));
    const shown = {
      ...group,
      version: written.version,
      schedule,
      paused: null,
      managedBy: caller.person.id,
      next,
    };
    return { kind: "schedule", visibility: "private", group: shown, next, lines };
  });
}

/** `daily status`, for everybody. */
export async function dailyStatus(deps: Deps, caller: Caller): Promise<Reply> {
  const group = await deps.store.readGroup(caller.place);
  if (group.schedule === null) return NONE;
  const lines: Phrase[] = [];
  if (group.paused !== null) {
    lines.push(
      phrase`The daily question is paused; streaks are kept. ${{ command: "daily resume" }} goes on.`,
    );
  }
  const current =
    group.current === null ? null : await deps.store.readRound(caller.place.team, group.current);
  if (current?.status === "open") {
    const answered = await deps.store.answeredCount(caller.place.team, current.id);
    lines.push(
      phrase`A question is open: ${answered} answered, it closes ${{ time: current.closesAt, style: "relative" }}.`,
    );
  }
  return { kind: "schedule", visibility: "private", group, next: group.next, lines };
}

/** A change of an existing schedule that needs a manager. */
async function manage(
  deps: Deps,
  caller: Caller,
  change: (group: GroupRecord, schedule: Schedule) => Promise<Reply | "conflict">,
): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, caller);
  if (refused !== null) return refused;
  return withGroup(deps, caller.place, async (group) =>
    group.schedule === null ? NONE : change(group, group.schedule),
  );
}

export function pauseDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manage(deps, caller, async (group) => {
    if (group.paused !== null) return notice("info", phrase`The daily question is paused already.`);
    const paused = { reason: "manager", since: deps.clock() } as const;
    const change = { ...group, paused, next: null, recap: null };
    const written = await deps.store.writeGroup(group.place, group.version, change);
    if (written.kind === "conflict") return "conflict";
    return notice("done", phrase`Paused. Streaks are kept; ${{ command: "daily resume" }} goes on.`);
  });
}

export function resumeDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manage(deps, caller, async (group) => {
    if (group.paused === null) return notice("info", phrase`The daily question is not paused.`);
    const resumed = await resumeGroup(deps, group);
    if (resumed?.next == null) return "conflict";
    return notice(
      "done",
      phrase`Going on: the next question opens ${{ time: resumed.next.at, style: "moment" }}.`,
    );
  });
}

export function skipDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manage(deps, caller, async (group, schedule) => {
    if (group.next === null)
      return notice("refusal", phrase`Nothing is planned to be skipped: the daily question is paused.`);
    const next = openingAfter(schedule, group.next.date);
    const written = await deps.store.writeGroup(group.place, group.version, { ...group, next });
    if (written.kind === "conflict") return "conflict";
    return notice(
      "done",
      phrase`The question of ${group.next.date} is skipped; streaks are kept. The next one opens ${{ time: next.at, style: "moment" }}.`,
    );
  });
}

export function askNow(deps: Deps, caller: Caller): Promise<Reply> {
  return manage(deps, caller, async (group, schedule) => {
    if (group.paused !== null) {
      return notice("refusal", phrase`The daily question is paused. ${{ command: "daily resume" }} goes on.`);
    }
    const now = await deps.store.now();
    const date = localDate(now, schedule.timezone);
    const next = openingAfter(
      schedule,
      group.next !== null && group.next.date > date ? addDays(group.next.date, -1) : date,
    );
    const outcome = await openNow(deps, group, schedule, { date, at: now }, next);
    if (outcome === "moved") return "conflict";
    if (outcome === "exists") {
      return notice(
        "refusal",
        phrase`Today's question was asked already; each day has one. ${{ command: "" }} asks a practice question.`,
      );
    }
    if (outcome === "empty")
      return notice("refusal", phrase`No question fits this schedule's topics and difficulty.`);
    return notice(
      "done",
      phrase`Today's question is on its way. It takes the place of the one planned for today.`,
    );
  });
}

export function closeDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manage(deps, caller, async (group) => {
    const round = group.current === null ? null : await deps.store.readRound(group.place.team, group.current);
    if (round === null || round.status === "closed" || round.status === "void") {
      return notice("refusal", phrase`No daily question is open here.`);
    }
    const complete = await closeRound(deps, group.place, round.id, true);
    return complete
      ? notice("done", phrase`Closed.`)
      : notice(
          "trouble",
          phrase`The answers are frozen; the result will be shown as soon as the platform takes it.`,
        );
  });
}

export function endDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manage(deps, caller, async (group) => {
    const change = { schedule: null, paused: null, managedBy: null, next: null, recap: null };
    const written = await deps.store.writeGroup(group.place, group.version, change);
    if (written.kind === "conflict") return "conflict";
    return notice("done", phrase`The daily question of this channel has ended. Boards and streaks are kept.`);
  });
}
