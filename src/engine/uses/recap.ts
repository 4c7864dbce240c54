import type { Job } from "../ports/store.ts";
import { addDays, isoWeek, localDate } from "../rules/calendar.ts";
import { phrase } from "../words/phrase.ts";
import type { RecapReply } from "../words/reply.ts";
import type { Deps } from "./deps.ts";
import { nextRecap, pauseGroup } from "./pause.ts";

/** Learners named in a recap. */
const TOP = 5;
/** Milliseconds to wait for the last window of the week to close. */
const WAIT = 60_000;

/** Monday's recap of a group: who won last week. Weeks without points are passed over. */
export async function recapDue(deps: Deps, job: Job & { kind: "recap" }): Promise<void> {
  const { place } = job;
  const group = await deps.store.readGroup(place);
  const { schedule, recap } = group;
  if (schedule === null || recap === null || group.paused !== null) return deps.store.dropJob(job);
  const now = await deps.store.now();
  const week = isoWeek(addDays(localDate(now, schedule.timezone), -7));
  const nextAt = nextRecap(schedule, now);
  const current = group.current === null ? null : await deps.store.readRound(place.team, group.current);
  if (
    current !== null &&
    isoWeek(current.date) === week &&
    current.status !== "closed" &&
    current.status !== "void"
  ) {
    return deps.store.retryLater(job, WAIT);
  }
  const page = await deps.store.standings(
    place.team,
    { group: place.group, topic: null },
    { kind: "week", label: week },
    TOP,
    null,
  );
  const platform = deps.platform(place.team);
  if (recap.done !== week && page.rows.length > 0 && platform !== null) {
    const winners = page.rows.filter((row) => row.rank === 1).map((row) => row.name);
    const reply: RecapReply = {
      kind: "recap",
      visibility: "channel",
      week,
      rows: page.rows,
      lines: [
        winners.length === 1
          ? phrase`${{ strong: winners[0] ?? "" }} won the week, of ${page.total} with points.`
          : phrase`${winners.length} share the first place, of ${page.total} with points.`,
      ],
    };
    // An earlier try may have succeeded without our knowing: look first.
    const outcome = await platform.post(place, reply, { key: `${place.group}-${week}`, repeat: true });
    deps.meter.count("posts", { what: "recap", outcome: outcome.kind });
    if (outcome.kind === "unsure" || outcome.kind === "failed") return deps.store.retryLater(job, WAIT);
    if (outcome.kind === "refused") return pauseGroup(deps, place, outcome.reason, outcome.missing);
  }
  await deps.store.finishRecap(place, week, nextAt);
}
