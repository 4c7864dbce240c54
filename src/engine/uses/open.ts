import type { Platform, PostOutcome } from "../ports/platform.ts";
import type { Job } from "../ports/store.ts";
import { closingOf, planOpening } from "../rules/openings.ts";
import { randomFrom } from "../rules/random.ts";
import { drawNext } from "../rules/selection.ts";
import type { Place } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import type { GroupRecord, Opening, Schedule } from "../words/schedule.ts";
import { startRound } from "./ask.ts";
import { closeRound } from "./close.ts";
import type { Deps } from "./deps.ts";
import { pauseGroup } from "./pause.ts";
import { questionReply } from "./views.ts";

/** Milliseconds before work that another replica may be doing is looked at again. */
const SOON = 5_000;
/** How often a change that somebody else was faster with is tried again. */
const TRIES = 5;

/** The due opening of a group: opens the window, or skips it where too little of it is left. */
export async function openDue(deps: Deps, job: Job & { kind: "open" }): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const group = await deps.store.readGroup(job.place);
    const { schedule, next, paused } = group;
    if (schedule === null || next === null || paused !== null) return deps.store.dropJob(job);
    const now = await deps.store.now();
    const plan = planOpening(schedule, next, now);
    if (plan.kind === "early") return deps.store.retryLater(job, next.at - now);
    if (plan.kind === "skip") {
      const skipped = await deps.store.writeGroup(job.place, group.version, { ...group, next: plan.next });
      if (skipped.kind === "conflict") continue;
      deps.log.warn(
        { place: job.place, missed: plan.missed.date },
        "a daily question was missed and skipped",
      );
      return;
    }
    const opened = await openWindow(deps, group, schedule, plan);
    if (opened !== "moved") return;
  }
  await deps.store.retryLater(job, SOON);
}

/** `daily now`: opens the window of today's local date at once. */
export async function openNow(
  deps: Deps,
  group: GroupRecord,
  schedule: Schedule,
  opening: Opening,
  next: Opening,
): Promise<"opened" | "exists" | "moved" | "empty"> {
  const closesAt = Math.min(closingOf(schedule, opening), next.at);
  return openWindow(deps, group, schedule, { opening, closesAt, next });
}

async function openWindow(
  deps: Deps,
  group: GroupRecord,
  schedule: Schedule,
  plan: { opening: Opening; closesAt: number; next: Opening },
): Promise<"opened" | "exists" | "moved" | "empty"> {
  const { place } = group;
  if (group.lastDate !== null && group.lastDate >= plan.opening.date) return "exists";
  // Windows of a group close in the order in which they opened, so that streaks are counted in order.
  if (group.current !== null) await closeRound(deps, place, group.current, true);
  const round = await makeRound(deps, place, schedule, plan);
  if (round === null) {
    deps.log.error(
      { place, topics: schedule.topics },
      "no question fits the schedule; the window is skipped",
    );
    await deps.store.writeGroup(place, group.version, { ...group, next: plan.next });
    return "empty";
  }
  const outcome = await deps.store.openWindow(round.round, {
    version: group.version,
    next: plan.next,
    forget: round.forget,
  });
  if (outcome.kind !== "opened") return outcome.kind;
  deps.meter.count("rounds", { mode: "daily", kind: round.round.question.kind });
  await postRound(deps, round.round, false);
  return "opened";
}

async function makeRound(
  deps: Deps,
  place: Place,
  schedule: Schedule,
  { opening, closesAt }: { opening: Opening; closesAt: number },
): Promise<{ round: Round; forget: readonly string[] } | null> {
  const pool = deps.bank.pool({
    topics: schedule.topics,
    difficulties: schedule.difficulties,
    kinds: ["choice", "numeric"],
  });
  const asked = await deps.store.askedItems(place);
  const seed = deps.token(16);
  const draw = drawNext(pool, asked.daily, asked.practised, randomFrom(`draw|${seed}`));
  const item = draw === null ? null : deps.bank.item(draw.entry.id, seed);
  if (draw === null || item === null || item.kind === "open") return null;
  return {
    forget: draw.forget,
    round: {
      ...startRound(deps, item, seed),
      id: `${place.group}-${opening.date}`,
      place,
      mode: "daily",
      onlyFor: null,
      closesAt,
      date: opening.date,
      answers: schedule.answers,
      ping: schedule.ping,
    },
  };
}

/** The posting of an open window that somebody began and may not have finished. */
export async function postDue(deps: Deps, job: Job & { kind: "post" }): Promise<void> {
  const round = await deps.store.readRound(job.place.team, job.round);
  if (round === null || round.status !== "open" || round.message !== null) return deps.store.dropJob(job);
  await postRound(deps, round, true);
}

async function postRound(deps: Deps, round: Round, repeat: boolean): Promise<void> {
  const { place } = round;
  const job: Job = { kind: "post", place, round: round.id };
  const platform = deps.platform(place.team);
  if (platform === null) return deps.store.retryLater(job, SOON);
  const reply = questionReply(round, 0, null);
  const outcome = await platform.post(place, reply, { key: round.id, repeat });
  deps.meter.count("posts", { what: "daily", outcome: outcome.kind });
  await settlePost(deps, platform, job, round, outcome);
}

async function settlePost(
  deps: Deps,
  platform: Platform,
  job: Job & { kind: "post" },
  round: Round,
  outcome: PostOutcome,
): Promise<void> {
  const { team } = round.place;
  switch (outcome.kind) {
    case "posted": {
      const confirmed = await deps.store.confirmPosted(team, round.id, outcome.message);
      if (confirmed !== null) deps.rounds.put(confirmed);
      if (round.answers !== "buttons") void platform.seedReactions(team, outcome.message);
      return;
    }
    case "refused":
      await deps.store.voidRound(team, round.id);
      await pauseGroup(deps, round.place, outcome.reason, outcome.missing);
      return;
    case "unsure":
    case "failed":
      deps.log.warn(
        { place: round.place, round: round.id, detail: outcome.detail },
        "posting will be repeated",
      );
      await deps.store.retryLater(job, outcome.kind === "failed" ? Math.max(outcome.retryAfter, SOON) : SOON);
      return;
    default:
      outcome satisfies never;
  }
}
