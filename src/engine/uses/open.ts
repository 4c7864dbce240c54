import type { Job } from "../ports/store.ts";
import { closingOf, isLongEnough, type OpeningPlan, planOpening } from "../rules/openings.ts";
import { SOON } from "../rules/patience.ts";
import { secretOf } from "../rules/secrets.ts";
import { hasOptions, letterOf, optionOf, type PreviousQuestion, type Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import type { GroupRecord, Opening, Schedule } from "../words/schedule.ts";
import { endRound } from "./close.ts";
import { drawDaily } from "./daily-draw.ts";
import type { Deps } from "./deps.ts";
import { currentRound, promisedUntil } from "./manage.ts";
import { pauseGroup } from "./pause.ts";
import { postRound } from "./post.ts";
import { guardOf, waitOf } from "./reveal.ts";
import { tellFirst } from "./tell.ts";
import { isKeyWrong } from "./wrong-keys.ts";

/** How often a change that somebody else was faster with is tried again. */
const TRIES = 5;

/**
 * What became of an attempt to open a window; `refused`: the platform will not have it there;
 * `short`: it would close right after.
 */
export type WindowOutcome = "opened" | "refused" | "exists" | "moved" | "empty" | "short";

/** The due opening of a group: opens the window, or skips it where too little of it is left. */
export async function openDue(deps: Deps, job: Job & { kind: "open" }): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const group = await deps.store.readGroup(job.place);
    const { schedule, next, paused, lastDate } = group;
    // Not dropped: whoever took the opening off took it off the due index too, and may plan one right now.
    if (schedule === null || next === null || paused !== null) return;
    const promised = await promisedUntil(deps, group);
    const plan = planOpening(schedule, next, await deps.store.now(), lastDate, promised);
    if (plan.kind === "open") {
      const opened = await openWindow(deps, group, schedule, plan);
      // Somebody may have chosen something else meanwhile.
      if (opened === "empty") await pauseGroup(deps, job.place, "nothing-to-ask", [], group.version);
      else if (opened !== "moved") return;
      continue;
    }
    if (plan.kind === "skip") await tellMissed(deps, group, plan);
    // By the version seen, also where it is not time: one that is planned by a change meanwhile stays.
    const written = await deps.store.writeGroup(job.place, group.version, { ...group, next: plan.next });
    if (written.kind !== "conflict") return;
  }
  await deps.store.retryLater(job, SOON);
}

async function tellMissed(
  deps: Deps,
  group: GroupRecord,
  { missed, next }: OpeningPlan & { kind: "skip" },
): Promise<void> {
  const { place } = group;
  const [first = "", date = first] = [missed[0], missed.at(-1)];
  deps.log.warn({ place, missed: missed.length, first, last: date }, "daily questions were missed");
  const at = Math.max(next.at, await deps.store.now());
  const values = {
    ...{ count: missed.length, first: { date: first }, date: { date } },
    ...{ group: { group: place.group }, at: { time: at, style: "moment" } as const },
  };
  await tellFirst(deps, group, `missed-${place.group}-${date}`, say("paused.missed", values));
}

/** `daily now`: opens the window of today's local date at once. */
export async function openNow(
  deps: Deps,
  group: GroupRecord,
  schedule: Schedule,
  opening: Opening,
  next: Opening,
): Promise<WindowOutcome> {
  const closesAt = Math.min(closingOf(schedule, opening), next.at);
  if (!isLongEnough(schedule, opening.at, closesAt)) return "short";
  return openWindow(deps, group, schedule, { opening, closesAt, next });
}

async function openWindow(
  deps: Deps,
  group: GroupRecord,
  schedule: Schedule,
  plan: { opening: Opening; closesAt: number; next: Opening },
): Promise<WindowOutcome> {
  const { place } = group;
  if (group.lastDate !== null && group.lastDate >= plan.opening.date) return "exists";
  const guard = await guardOf(deps, place.team);
  const round = await drawDaily(deps, place, schedule, plan, guard);
  if (round === null) {
    deps.log.error({ place, topics: schedule.topics }, "no question fits the schedule");
    return "empty";
  }
  await endBefore(deps, group);
  const last = await currentRound(deps, group);
  const opened = {
    ...round.round,
    previous: await previousOf(deps, last, round.round),
    before: last?.status === "void" ? last.before : group.current,
  };
  const outcome = await deps.store.openWindow(opened, {
    version: group.version,
    current: group.current,
    next: plan.next,
    forget: round.forget,
    alone: round.alone,
  });
  // Another channel of the team opened with the same question in between.
  if (outcome.kind === "shared") return "moved";
  if (outcome.kind !== "opened") return outcome.kind;
  deps.meter.count("rounds", { mode: "daily", kind: opened.question.kind });
  return (await postRound(deps, opened)) ? "refused" : "opened";
}

/** No two questions of a group take answers at a time. What keeps one from ending does not keep the next from opening. */
async function endBefore(deps: Deps, { place, current }: GroupRecord): Promise<void> {
  if (current === null) return;
  try {
    await endRound(deps, place, current, false);
  } catch (error) {
    deps.log.error({ place, round: current, err: error }, "the round before could not be ended");
  }
}

/** What the next question says of the one before, once no answers to that are taken any more. */
async function previousOf(deps: Deps, round: Round | null, opening: Round): Promise<PreviousQuestion | null> {
  if (round === null || round.message === null || round.closedAt === null) return null;
  // It may be open in another channel, and in a small pool it is the one that is asked now.
  if (secretOf(round.question) === secretOf(opening.question)) return null;
  if ((await waitOf(deps, round)) !== null) return null;
  // What counts in an answer in words is no line, nor is a key that turned out wrong.
  if (!hasOptions(round) || (await isKeyWrong(deps, round))) return null;
  const { question, date, message, place } = round;
  const url = (await deps.platform(place.team)?.linkTo(place.team, message)) ?? null;
  return { date, key: letterOf(question.key), option: optionOf(question, question.key).text, url };
}
