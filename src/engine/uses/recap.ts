import type { BoardPage, Job } from "../ports/store.ts";
import { addDays, isoWeek, localDate, mondayOf } from "../rules/calendar.ts";
import { weakConcepts } from "../rules/focus.ts";
import { RARELY } from "../rules/patience.ts";
import type { Place } from "../words/place.ts";
import type { RecapReply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import { badgeLines } from "./badges.ts";
import { isSettled } from "./close.ts";
import type { Deps } from "./deps.ts";
import { currentRound } from "./manage.ts";
import { presentStandings } from "./members.ts";
import { pauseGroup } from "./pause.ts";
import { nextRecap, recapWaits } from "./resume.ts";
import { saidInRecap } from "./said.ts";
import { postOnce } from "./sending.ts";

/** Learners named in a recap. */
const TOP = 5;
/** Milliseconds to wait for the last window of the week to close. */
const WAIT = 60_000;
const WEEK = 7 * 24 * 60 * 60_000;

/** Monday's recap of a group: who won last week. Weeks without points are passed over. */
export async function recapDue(deps: Deps, job: Job & { kind: "recap" }): Promise<void> {
  const { place } = job;
  const group = await deps.store.readGroup(place);
  const { schedule, recap } = group;
  if (recap === null) return;
  const now = await deps.store.now();
  if (recapWaits(group, now)) return deps.store.retryLater(job, RARELY);
  if (schedule === null || group.paused !== null) {
    // Moved on by the version seen: one that is planned by a change meanwhile stays.
    const later = schedule === null ? null : { ...recap, at: recap.at + WEEK };
    await deps.store.writeGroup(place, group.version, { ...group, recap: later });
    return;
  }
  const day = addDays(localDate(now, schedule.timezone), -7);
  const week = isoWeek(day);
  const nextAt = nextRecap(schedule, now);
  const current = await currentRound(deps, group);
  // The last window of the week counts. Its result may come later, its points are wanted now.
  if (current !== null && isOfWeek(current, week) && !(await isSettled(deps, current))) {
    return deps.store.retryLater(job, WAIT);
  }
  const page = await presentStandings(
    deps,
    place.team,
    { group: place.group, topic: null },
    { kind: "week", label: week },
    { count: TOP + 1 },
    null,
  );
  if (recap.done !== week && page.rows.length > 0) {
    const badges = await badgeLines(deps, place, week, Date.parse(mondayOf(day)));
    const reply: RecapReply = {
      kind: "recap",
      visibility: "channel",
      monday: mondayOf(day),
      rows: page.rows.slice(0, TOP),
      days: await deps.store.weekDays(place, week),
      lines: [winnersOf(page), ...badges],
      said: await saidInRecap(deps, place, week, Date.parse(mondayOf(day))),
      ...(await forgottenBy(deps, place, localDate(now, schedule.timezone))),
    };
    const message = { key: `${place.group}-${week}`, what: "recap", reply, age: now - recap.at };
    const outcome = await postOnce(deps, place, message);
    if (outcome.kind === "refused") {
      await pauseGroup(deps, place, outcome.reason, outcome.missing);
      return deps.store.retryLater(job, RARELY);
    }
  }
  await deps.store.finishRecap(place, week, { at: recap.at, next: nextAt });
}

/** Concepts that a recap names. */
const NAMED = 3;

/** What the group forgot, to be practised by each for themselves; nothing where few are active. */
async function forgottenBy(
  { store, bank }: Deps,
  place: Place,
  date: string,
): Promise<Pick<RecapReply, "forgot" | "buttons">> {
  const weak = weakConcepts(await store.groupMemory(place, date));
  const subjects = weak.flatMap((id) => bank.subject(id) ?? []).slice(0, NAMED);
  return {
    forgot: subjects.map(({ name }) => name),
    buttons: subjects.map(({ id, name }) => ({
      label: say("button.practise-this", { name }),
      action: { verb: "another", asked: { topic: id }, private: true },
    })),
  };
}

/** Last week's winners could not be named however often it was tried: next Monday it is another week. */
export async function giveUpRecap(deps: Deps, place: Place): Promise<void> {
  const group = await deps.store.readGroup(place);
  const { schedule, recap } = group;
  if (schedule === null || recap === null) return;
  const at = nextRecap(schedule, await deps.store.now());
  await deps.store.writeGroup(place, group.version, { ...group, recap: { ...recap, at } });
}

/** A window's points count for the week in which it closes. */
function isOfWeek({ closedAt, closesAt, timezone }: Round, week: string): boolean {
  return isoWeek(localDate(closedAt ?? closesAt, timezone)) === week;
}

function winnersOf({ rows, total }: BoardPage): Say {
  const winners = rows.filter((row) => row.rank === 1);
  const [first] = winners;
  if (first !== undefined && winners.length === 1) {
    const name = { name: first.name };
    return total === 1 ? say("recap.won", { name }) : say("recap.won-of", { name, total });
  }
  return winners.length > TOP
    ? say("recap.many-share", { most: TOP, total })
    : say("recap.share", { winners: winners.length, total });
}
