import { answersOf, suitableLevels } from "../../learning/level.ts";
import type { Caller, WeeklyWanted } from "../ports/bot.ts";
import type { DocumentChange, DocumentName } from "../ports/store.ts";
import { afterDraw, drawPairs } from "../rules/draw-pairs.ts";
import { hash32 } from "../rules/random.ts";
import { NEVER } from "../rules/retention.ts";
import {
  nextDraw,
  nextWeek,
  SIGN_UP,
  shownOf,
  type WeeklyStep,
  weeklyDueOf,
  weeklyStepOf,
} from "../rules/weekly-mock.ts";
import { DIFFICULTIES } from "../words/item.ts";
import { pairId, readPair } from "../words/pair.ts";
import { isOfOne, type Place, type TeamId } from "../words/place.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply, type WeeklyMockReply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import { SENIORITIES, SHEET_DEFAULTS } from "../words/sheet.ts";
import { readWeeklyMock, type WeeklyMock } from "../words/weekly-mock.ts";
import { takeBack } from "./copies.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { changeDocument, type DocumentRules } from "./documents.ts";
import { reviewsOf } from "./linked.ts";
import { refuseUnlessManager } from "./managers.ts";
import { noteMember } from "./members.ts";
import { keptPair, nameOfPair } from "./pair-state.ts";
import { isBusy, newPair } from "./pairs.ts";
import { postOnce } from "./sending.ts";
import { again } from "./tries.ts";

/** `/dlq-daily mock`: once a week members sign up, are drawn into pairs, and get their invitations. */

export const WEEKLY_MOCK = "weekly-mock";
const nameOf = (group: string): DocumentName => ({ kind: WEEKLY_MOCK, id: group });
const MOST_STEPS = 100;
/** Characters of what names a manager's word. */
const RUN_LENGTH = 6;

const keptWeekly = (weekly: WeeklyMock, now: number): DocumentChange => ({
  value: JSON.stringify(weekly),
  of: [
    ...new Set([
      ...weekly.signed.map(({ id }) => id),
      ...Object.keys(weekly.met).flatMap((two) => two.split(".")),
      ...Object.keys(weekly.listened),
    ]),
  ],
  until: NEVER,
  dueAt: weeklyDueOf(weekly, now),
});

async function find({ store }: Deps, team: TeamId, group: string): Promise<WeeklyMock | null> {
  const found = await store.readDocument(team, nameOf(group));
  return found === null ? null : readWeeklyMock(found.value);
}

/** When the mock interviews of a group are drawn, and how many signed up; nothing where it has none. */
export async function weeklyLines(deps: Deps, { team, group }: Place): Promise<Say[]> {
  const weekly = await find(deps, team, group);
  if (weekly === null) return [];
  const { day, time, timezone, at, signed } = weekly;
  return [
    say("weekly.status", {
      ...{ days: { days: [day] }, time, timezone, at: { time: at, style: "moment" }, signed: signed.length },
      command: { command: "daily mock off" },
    }),
  ];
}

/** Changes this week's round; `date` names it. null: there is no such round. */
async function change(
  deps: Deps,
  team: TeamId,
  { group, date }: { group: string; date: string },
  now: number,
  make: (weekly: WeeklyMock) => WeeklyMock,
): Promise<WeeklyMock | null> {
  const { after } = await changeDocument(deps, team, nameOf(group), (found) => {
    const before = found === null ? null : readWeeklyMock(found.value);
    if (before === null || before.date !== date) return { write: "as-is" as const, after: null };
    const after = make(before);
    return { write: after === before ? ("as-is" as const) : keptWeekly(after, now), after };
  });
  return after;
}

/** A sign-up that nothing comes of any more has no buttons left, and says so. */
async function takeDown(deps: Deps, team: TeamId, old: WeeklyMock | null): Promise<void> {
  if (old?.message && old.drawn === null) await takeBack(deps, team, old.message, say("weekly.over"));
}

/** Sets it up, changes it, or ends it; what has been drawn before stays known. */
export async function setWeeklyMock(deps: Deps, caller: Caller, wanted: WeeklyWanted): Promise<Reply> {
  const { place } = caller;
  const { team, group } = place;
  if (isOfOne(team)) return notice("refusal", say("pair.alone", { command: { command: "mock" } }));
  const refused = await refuseUnlessManager(deps, caller);
  if (refused !== null) return refused;
  const [now, { schedule }] = await Promise.all([deps.store.now(), deps.store.readGroup(place)]);
  if (wanted.off === true) {
    const { was, old } = await changeDocument(deps, team, nameOf(group), (found) => ({
      write: found === null ? ("as-is" as const) : null,
      was: found !== null,
      old: found === null ? null : readWeeklyMock(found.value),
    }));
    await takeDown(deps, team, old);
    return notice(was ? "done" : "info", say(was ? "weekly.ended" : "weekly.none", { group: { group } }));
  }
  const before = await find(deps, team, group);
  const [day, ...others] = wanted.days ?? (before === null ? [] : [before.day]);
  const time = wanted.time ?? before?.time;
  if (day === undefined || time === undefined || others.length > 0)
    return notice("refusal", say("weekly.when", { command: { command: "daily mock day:fri time:17:00" } }));
  const timezone = wanted.timezone ?? before?.timezone ?? schedule?.timezone ?? DEFAULT_ZONE;
  const { at, date } = nextDraw({ day, time, timezone }, now, null);
  const run = deps.token(RUN_LENGTH);
  const { moved } = await changeDocument(deps, team, nameOf(group), (found) => {
    const old = found === null ? null : readWeeklyMock(found.value);
    const past = { met: old?.met ?? {}, listened: old?.listened ?? {} };
    const anew: WeeklyMock = {
      ...{ day, time, timezone, at, date, run, ...past },
      ...{ message: null, shown: "", drawn: null, invited: 0 },
      // Who signed up is in, whatever the hour becomes.
      signed: old?.drawn === null ? old.signed : [],
    };
    const stays = old !== null && old.at === at && old.date === date;
    return {
      write: keptWeekly(stays ? { ...old, timezone } : anew, now),
      moved: stays ? null : old,
    };
  });
  await takeDown(deps, team, moved);
  return notice(
    "done",
    say("weekly.set", {
      ...{ days: { days: [day] }, time, timezone, at: { time: at, style: "moment" } },
      group: { group },
    }),
    say("weekly.how"),
  );
}

function weeklyReply({ at, date, signed, drawn }: WeeklyMock, group: string): WeeklyMockReply {
  const act = (label: "join" | "leave") => ({
    label: say(`button.weekly-${label}`),
    ...(label === "join" ? { primary: true } : {}),
    action: { verb: "weekly" as const, group, date, act: label },
  });
  return {
    kind: "weekly-mock",
    visibility: "channel",
    ...{ at, signed: signed.map(({ id }) => id), drawn: drawn !== null, pairs: drawn ?? [] },
    buttons: drawn === null ? [act("join"), act("leave")] : [],
  };
}

/** Signs up for this week, or takes it back. */
export async function pressWeekly(
  deps: Deps,
  actor: Actor,
  action: Action & { verb: "weekly" },
): Promise<Reply> {
  const { person, place } = actor;
  await noteMember(deps, actor);
  const now = await deps.store.now();
  const joins = action.act === "join";
  const after = await change(deps, place.team, action, now, (weekly) => {
    if (weekly.drawn !== null || now >= weekly.at) return weekly;
    const others = weekly.signed.filter(({ id }) => id !== person.id);
    if (joins === others.length < weekly.signed.length) return weekly;
    return { ...weekly, signed: joins ? [...others, { id: person.id, name: person.name }] : others };
  });
  if (after === null || after.drawn !== null || now >= after.at) return notice("refusal", say("weekly.over"));
  if (!joins) return notice("done", say("weekly.left"));
  return notice("done", say("weekly.joined", { at: { time: after.at, style: "moment" } }));
}

/** How hard what suits a learner is: 0 to 2. */
async function levelOf(deps: Deps, team: TeamId, learner: string): Promise<number> {
  const { concepts } = await reviewsOf(deps, team, learner);
  const levels = suitableLevels(answersOf(concepts)).map((one) => DIFFICULTIES.indexOf(one));
  return levels.reduce((sum, one) => sum + one, 0) / Math.max(1, levels.length);
}

async function draw(deps: Deps, team: TeamId, group: string, { signed, met, listened, date }: WeeklyMock) {
  const ids = signed.map(({ id }) => id);
  const left = (await deps.platform(team)?.whoLeft(team, ids)) ?? [];
  const there = ids.filter((id) => !left.includes(id));
  const people = await Promise.all(there.map(async (id) => ({ id, level: await levelOf(deps, team, id) })));
  return drawPairs(people, { met, listened, seed: `${group}/${date}` });
}

/** Invites the next of the pairs, whose own job posts it; a pair that has something under way is left to it. */
async function invite(
  deps: Deps,
  team: TeamId,
  group: string,
  weekly: WeeklyMock,
  now: number,
): Promise<void> {
  const next = weekly.drawn?.[weekly.invited];
  if (next === undefined) return;
  const { one, other, observer } = next;
  const id = pairId(one, other);
  // The same for whoever does this again.
  const run = hash32(`${group}/${weekly.date}/${id}`).toString(36).slice(0, 6);
  const levels = await Promise.all([one, other].map((learner) => levelOf(deps, team, learner)));
  const level = SENIORITIES[Math.round(levels.reduce((sum, each) => sum + each, 0) / levels.length)];
  const pair = newPair(
    {
      ...{ run, group, by: one, invited: other, observer, drawn: true },
      name: weekly.signed.find((signed) => signed.id === one)?.name ?? "",
      wanted: { level: level ?? SHEET_DEFAULTS.level, minutes: SHEET_DEFAULTS.minutes },
    },
    now,
  );
  await changeDocument(deps, team, nameOfPair(id), (found) => {
    const there = found === null ? null : readPair(found.value);
    const stays = there !== null && (there.run === run || isBusy(there, now));
    return { write: stays ? ("as-is" as const) : keptPair(pair, now) };
  });
}

async function done(
  deps: Deps,
  team: TeamId,
  group: string,
  weekly: WeeklyMock,
  step: WeeklyStep,
  now: number,
): Promise<(one: WeeklyMock) => WeeklyMock> {
  switch (step) {
    case "post": {
      const { at, date, run } = weekly;
      const key = ["weekly", group, date, ...(run === undefined ? [] : [run])].join("-");
      const message = { key, what: "mock", reply: weeklyReply(weekly, group), age: now - at + SIGN_UP };
      const outcome = await postOnce(deps, { team, group }, message);
      if (outcome.kind === "posted") return (one) => ({ ...one, message: outcome.message });
      // Nobody can sign up in this channel this week.
      deps.log.info(
        { team, group, reason: outcome.reason },
        "a sign-up for mock interviews could not be posted",
      );
      return (one) => nextWeek(one, one.at);
    }
    case "draw": {
      const drawn = await draw(deps, team, group, weekly);
      return (one) => (one.drawn === null ? { ...one, drawn, ...afterDraw(one, drawn, now) } : one);
    }
    case "invite":
      await invite(deps, team, group, weekly, now);
      return (one) => ({ ...one, invited: weekly.invited + 1 });
    case "show": {
      const { message } = weekly;
      const outcome = message && (await deps.platform(team)?.edit(team, message, weeklyReply(weekly, group)));
      if (outcome?.kind === "failed") again(outcome);
      return (one) => ({ ...one, shown: shownOf(weekly) });
    }
    case "roll":
      return (one) => nextWeek(one, Math.max(now, one.at));
    default:
      return step satisfies never;
  }
}

/** Does what is due for a group's week, until nothing is. */
async function weeklyDue(deps: Deps, team: TeamId, group: string): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const [weekly, now] = await Promise.all([find(deps, team, group), deps.store.now()]);
    if (weekly === null) {
      const found = await deps.store.readDocument(team, nameOf(group));
      if (found !== null) await deps.store.writeDocument(team, nameOf(group), found, null);
      return;
    }
    const step = weeklyStepOf(weekly, now);
    const make =
      step === null ? (one: WeeklyMock) => ({ ...one }) : await done(deps, team, group, weekly, step, now);
    await change(deps, team, { group, date: weekly.date }, now, make);
    if (step === null) return;
  }
}

/** What is left of it without a learner is the others'. */
export const WEEKLY_RULES: DocumentRules = {
  without: ({ value }, learner) => {
    const weekly = readWeeklyMock(value);
    if (weekly === null) return null;
    const isOther = ([two]: [string, unknown]) => !two.split(".").includes(learner);
    const { [learner]: _, ...listened } = weekly.listened;
    const isIn = ({ one, other }: { one: string; other: string }) => one === learner || other === learner;
    const before = weekly.drawn?.slice(0, weekly.invited).filter(isIn).length ?? 0;
    return keptWeekly(
      {
        ...weekly,
        listened,
        signed: weekly.signed.filter(({ id }) => id !== learner),
        met: Object.fromEntries(Object.entries(weekly.met).filter(isOther)),
        drawn:
          weekly.drawn
            ?.filter((pair) => !isIn(pair))
            .map((pair) => (pair.observer === learner ? { ...pair, observer: null } : pair)) ?? null,
        // Those after it have no invitation yet.
        invited: weekly.invited - before,
        // What its message shows is to be shown anew.
        shown: weekly.shown.split(" ").includes(learner) ? "-" : weekly.shown,
      },
      weekly.at,
    );
  },
  shown: (value, learner) => {
    const weekly = readWeeklyMock(value);
    if (weekly === null) return null;
    const met = Object.entries(weekly.met).filter(([two]) => two.split(".").includes(learner));
    return {
      signedUp: weekly.signed.some(({ id }) => id === learner),
      met: Object.fromEntries(met),
      listened: weekly.listened[learner] ?? 0,
    };
  },
  due: weeklyDue,
};
