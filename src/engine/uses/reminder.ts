import type { Job, Reminding } from "../ports/store.ts";
import { localDate } from "../rules/calendar.ts";
import { isBooked, takesAnswers } from "../rules/life.ts";
import { closingOf } from "../rules/openings.ts";
import {
  MOST_TOLD,
  momentOf,
  momentOn,
  nextLook,
  resultMoment,
  TOO_LATE,
  type Window,
} from "../rules/reminding.ts";
import type { TeamId } from "../words/place.ts";
import type { Button } from "../words/press.ts";
import type { ReminderReply } from "../words/reply.ts";
import { hasOptions, letterOf, optionOf, type Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import type { GroupRecord } from "../words/schedule.ts";
import { dueAmong, standingOf, studiedOf } from "./choosing.ts";
import type { Deps } from "./deps.ts";
import { streakNow } from "./freezes.ts";
import { currentRound } from "./manage.ts";
import { waitOf } from "./reveal.ts";
import { again } from "./tries.ts";
import { isKeyWrong } from "./wrong-keys.ts";

const HOUR = 60 * 60_000;
/** Between two looks for a result that is not booked yet, in milliseconds, and how long it is looked for. */
const RESULT_AGAIN = 5 * 60_000;
const RESULT_PATIENCE = 2 * HOUR;
/** A result that is older is no news, in milliseconds. */
const NEWS = 24 * HOUR;

type On = NonNullable<Reminding["reminders"]>;

/** The group's newest question, and those before and after it, as far as they are known. */
interface Scene {
  group: GroupRecord;
  round: Round | null;
  windows: readonly Window[];
}

/** Whether a question is up and takes answers. */
const isOpen = (round: Round, now: number): boolean =>
  takesAnswers(round.status) && round.message !== null && round.closesAt > now;

export async function sceneOf(deps: Deps, team: TeamId, group: string, now: number): Promise<Scene> {
  const record = await deps.store.readGroup({ team, group });
  const round = await currentRound(deps, record);
  const { schedule, next, paused } = record;
  const isComing = schedule !== null && next !== null && paused === null;
  const coming = isComing ? [{ opensAt: next.at, closesAt: closingOf(schedule, next) }] : [];
  return {
    group: record,
    round,
    windows: [...(round !== null && isOpen(round, now) ? [round] : []), ...coming],
  };
}

/** The newest question that has closed, if they had answered it. `pending`: it is not booked yet, or must not be told now. */
async function resultOf(
  deps: Deps,
  learner: string,
  { round }: Scene,
  { told }: Reminding,
  now: number,
): Promise<Round | "pending" | null> {
  if (round === null) return null;
  const id = isOpen(round, now) ? round.before : round.id;
  if (id == null || id === told) return null;
  const { team } = round.place;
  const [closed, choice] = await Promise.all([
    deps.store.readRound(team, id),
    deps.store.answerOf(team, id, learner),
  ]);
  if (closed === null || choice === null || closed.status === "void") return null;
  const since = now - (closed.closedAt ?? closed.closesAt);
  if (since > NEWS || closed.question.changed !== undefined) return null;
  const isKnown = isBooked(closed.status) && (await waitOf(deps, closed)) === null;
  // Of one whose key turned out wrong the channel says so.
  if (isKnown) return (await isKeyWrong(deps, closed)) ? null : closed;
  return since > RESULT_PATIENCE ? null : "pending";
}

async function dueOf(deps: Deps, team: TeamId, learner: string, now: number): Promise<number> {
  const standing = await standingOf(deps, team, learner);
  return dueAmong(standing, studiedOf(standing, null), now).length;
}

/** The streak that is at stake while a question is open; one that is answered in words neither breaks nor lengthens it. */
async function streakOf(
  deps: Deps,
  group: GroupRecord,
  learner: string,
  asked: Round | null,
): Promise<Pick<ReminderReply, "streak" | "freeze">> {
  if (asked === null || !hasOptions(asked)) return { streak: 0, freeze: false };
  const { streak } = await deps.store.readLearner(group.place, learner);
  const { current, held } = await streakNow(deps, group, learner, streak, true);
  return { streak: current, freeze: held > 0 };
}

/** What was right, and whether the learner had it; of an answer in words only they can say. */
async function toldOf(
  deps: Deps,
  learner: string,
  closed: Round | null,
): Promise<Pick<ReminderReply, "result" | "answered">> {
  if (closed === null) return { result: null, answered: null };
  const { date } = closed;
  if (!hasOptions(closed)) return { result: null, answered: date };
  const { key } = closed.question;
  const right = (await deps.store.answerOf(closed.place.team, closed.id, learner)) === key;
  return {
    result: { date, right, key: letterOf(key), option: optionOf(closed.question, key).text },
    answered: null,
  };
}

/** What there is to say now; a number: it is looked again then. */
async function reasonsFor(
  deps: Deps,
  team: TeamId,
  learner: string,
  { reminding, on, scene }: { reminding: Reminding; on: On; scene: Scene },
  now: number,
): Promise<{ reply: ReminderReply; told: string | null } | number | null> {
  const { round, windows, group } = scene;
  const today = localDate(now, on.timezone);
  const open = round !== null && isOpen(round, now) ? round : null;
  const isAnswered = open !== null && (await deps.store.answerOf(team, open.id, learner)) !== null;
  const isTime = (momentOn(today, on, windows) ?? Number.POSITIVE_INFINITY) <= now;
  const isClosing = open !== null && (on.at === null ? momentOf(open, on.timezone) <= now : isTime);
  const asked = open !== null && isClosing && !isAnswered ? open : null;
  const result = on.results ? await resultOf(deps, learner, scene, reminding, now) : null;
  if (result === "pending" && asked === null) return now + RESULT_AGAIN;
  const known = result === "pending" ? null : result;
  // What is due is told with the result that comes today.
  const waits = on.results && isAnswered && localDate(resultMoment(open), on.timezone) === today;
  if (waits && known === null) return null;
  const due = isTime || asked !== null || known !== null ? await dueOf(deps, team, learner, now) : 0;
  if (asked === null && known === null && due === 0) return null;
  const platform = deps.platform(team);
  const url = asked?.message ? ((await platform?.linkTo(team, asked.message)) ?? null) : null;
  const reply: ReminderReply = {
    kind: "reminder",
    visibility: "private",
    question: asked === null ? null : { group: on.group, closesAt: asked.closesAt, url },
    ...(await streakOf(deps, group, learner, asked)),
    ...(await toldOf(deps, learner, known)),
    due: due > MOST_TOLD ? "some" : due,
    buttons: buttonsFor(on.group, asked !== null, due > 0, known),
  };
  return { reply, told: known?.id ?? null };
}

const aboutClosed = (closed: Round): Button =>
  hasOptions(closed)
    ? { label: say("button.why-short"), action: { verb: "mine", round: closed.id } }
    : { label: say("button.tick-own"), action: { verb: "own", round: closed.id } };

function buttonsFor(group: string, isOpen: boolean, isDue: boolean, closed: Round | null): Button[] {
  const question: Button = {
    label: say("button.remind-question"),
    action: { verb: "remind", act: "question", group },
    primary: true,
  };
  const review: Button = {
    label: say("button.review"),
    action: { verb: "review", source: "due", topic: null, group },
    primary: true,
  };
  return [
    ...(isOpen ? [question] : []),
    ...(isDue ? [review] : []),
    ...(closed === null ? [] : [aboutClosed(closed)]),
    { label: say("button.pause-week"), action: { verb: "remind", act: "pause", group }, row: true },
    { label: say("button.remind-off"), action: { verb: "remind", act: "off", group } },
  ];
}

/** Whether the learner, and the bot, are in the team; null: the platform does not say. */
async function isThere(deps: Deps, team: TeamId, learner: string): Promise<boolean> {
  const platform = deps.platform(team);
  if (platform === null) return true;
  if ((await platform.isIn(team)) === false) return false;
  return (await platform.whoLeft(team, [learner])).length === 0;
}

async function endFor(deps: Deps, team: TeamId, learner: string, outcome: "blocked" | "left"): Promise<void> {
  await deps.store.setReminders(team, learner, null);
  deps.meter.count("reminders", { outcome });
  deps.log.info({ team, outcome }, "reminders of a learner are off: they cannot be reached");
}

/**
 * A due look: says in one direct message what there is to say, and plans the next look. That is noted first, so that
 * of two replicas one sends, and nobody gets two messages in a day; a process that ends in between costs a message.
 */
export async function remindDue(deps: Deps, job: Job & { kind: "remind" }): Promise<void> {
  const { team } = job.place;
  const { learner, place } = job;
  const reminding = await deps.store.readReminding(team, learner);
  const { reminders: on, sent, pausedUntil } = reminding;
  if (on === null) return deps.store.dropJob(job);
  const now = await deps.store.now();
  const { next: from } = on;
  const move = (to: number, noted: { sent?: string | null; told?: string | null } = {}) =>
    deps.store.moveReminder(team, learner, { from, to, ...noted });
  // Another replica has done it, or the learner has just changed the hour.
  if (from > now) return void (await move(from));
  const scene = await sceneOf(deps, team, on.group, now);
  const plan = (after: number, last = sent) => nextLook(on, after, last, scene.windows);
  if (pausedUntil !== null && pausedUntil > now) return void (await move(plan(pausedUntil)));
  const platform = deps.platform(team);
  if (platform === null || now - from > TOO_LATE) return void (await move(plan(now)));
  const today = localDate(now, on.timezone);
  const isHad = sent !== null && sent >= today;
  const found = isHad ? null : await reasonsFor(deps, team, learner, { reminding, on, scene }, now);
  if (found === null || typeof found === "number") {
    deps.meter.count("reminders", { outcome: "nothing" });
    return void (await move(found ?? plan(now)));
  }
  if (!(await isThere(deps, team, learner))) return endFor(deps, team, learner, "left");
  const to = plan(now, today);
  const told = found.told === null ? {} : { told: found.told };
  if (!(await move(to, { sent: today, ...told }))) return;
  const outcome = await platform.tell(team, learner, found.reply, on.group, `remind-${learner}-${today}`);
  switch (outcome.kind) {
    case "told":
      return deps.meter.count("reminders", { outcome: "told" });
    case "refused":
      return endFor(deps, team, learner, "blocked");
    case "unsure":
      // It may be there: nobody gets it twice.
      deps.log.warn({ place, detail: outcome.detail }, "a reminder may not have come through");
      return deps.meter.count("reminders", { outcome: "unsure" });
    case "failed":
      await deps.store.moveReminder(team, learner, { from: to, to: from, sent, told: reminding.told });
      deps.meter.count("reminders", { outcome: "failed" });
      return again(outcome);
    default:
      return outcome satisfies never;
  }
}
