import type { FindOutcome, Platform, PostOutcome } from "../ports/platform.ts";
import type { Job } from "../ports/store.ts";
import { closingOf, firstOpening, planOpening } from "../rules/openings.ts";
import { randomFrom } from "../rules/random.ts";
import { drawNext } from "../rules/selection.ts";
import { type Phrase, phrase } from "../words/phrase.ts";
import type { Place } from "../words/place.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import { letterOf, type PreviousQuestion, type Round } from "../words/round.ts";
import type { GroupRecord, Opening, Schedule } from "../words/schedule.ts";
import { startRound } from "./ask.ts";
import { endRound } from "./close.ts";
import type { Deps } from "./deps.ts";
import { currentRound } from "./manage.ts";
import { pauseGroup } from "./pause.ts";
import { questionReply } from "./views.ts";

/** Milliseconds before work that another replica may be doing is looked at again. */
const SOON = 5_000;
/** How often a change that somebody else was faster with is tried again. */
const TRIES = 5;

/** What a message of a daily question becomes that must not take answers. */
function takenBack(line: Phrase): NoticeReply {
  return { ...notice("info", line), visibility: "channel" };
}
const WITHDRAWN = takenBack(phrase`This question was withdrawn before it was up. It does not count.`);
function cameTwice(url: string | null): NoticeReply {
  return takenBack(
    phrase`This question came twice. Please answer ${url === null ? "the other one" : { title: "the other one", url }}.`,
  );
}

/** What became of an attempt to open a window; `refused`: the platform will not have it there. */
export type WindowOutcome = "opened" | "refused" | "exists" | "moved" | "empty";

/** The due opening of a group: opens the window, or skips it where too little of it is left. */
export async function openDue(deps: Deps, job: Job & { kind: "open" }): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const group = await deps.store.readGroup(job.place);
    const { schedule, next, paused, lastDate } = group;
    // Not dropped: whoever took the opening off took it off the due index too, and may plan one right now.
    if (schedule === null || next === null || paused !== null) return;
    const now = await deps.store.now();
    if (lastDate !== null && next.date <= lastDate) {
      // A change of settings that had not seen this date opening.
      const moved = { ...group, next: firstOpening(schedule, now, lastDate) };
      if ((await deps.store.writeGroup(job.place, group.version, moved)).kind === "conflict") continue;
      return;
    }
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
): Promise<WindowOutcome> {
  const closesAt = Math.min(closingOf(schedule, opening), next.at);
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
  const round = await makeRound(deps, place, schedule, plan);
  if (round === null) {
    deps.log.error(
      { place, topics: schedule.topics },
      "no question fits the schedule; the window is skipped",
    );
    await deps.store.writeGroup(place, group.version, { ...group, next: plan.next });
    return "empty";
  }
  // Windows of a group end in the order in which they opened, so that streaks are counted in order.
  if (group.current !== null) await endRound(deps, place, group.current);
  const opened = { ...round.round, previous: await previousOf(deps, group) };
  const outcome = await deps.store.openWindow(opened, {
    version: group.version,
    next: plan.next,
    forget: round.forget,
  });
  if (outcome.kind !== "opened") return outcome.kind;
  deps.meter.count("rounds", { mode: "daily", kind: opened.question.kind });
  return (await postRound(deps, opened, false)) === "refused" ? "refused" : "opened";
}

/** What the next question says of the one before, once no answers to that are taken any more. */
async function previousOf(deps: Deps, group: GroupRecord): Promise<PreviousQuestion | null> {
  const round = await currentRound(deps, group);
  if (round === null || round.message === null || round.closedAt === null) return null;
  const { question, date, message, place } = round;
  const url = (await deps.platform(place.team)?.linkTo(place.team, message)) ?? null;
  return { date, key: letterOf(question.key), option: question.options[question.key].text, url };
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

/**
 * The posting of an open window that somebody began and may not have finished. It is given up when half of
 * the window is over, like one that was missed.
 */
export async function postDue(deps: Deps, job: Job & { kind: "post" }): Promise<void> {
  const round = await deps.store.readRound(job.place.team, job.round);
  if (round === null || round.message !== null) return deps.store.dropJob(job);
  if (round.status === "void") return takeBackLost(deps, job, round);
  // Its close makes it void, and then it is looked for.
  if (round.status !== "open") return deps.store.retryLater(job, SOON);
  const now = await deps.store.now();
  if (now <= (round.opensAt + round.closesAt) / 2) {
    await postRound(deps, round, true);
    return;
  }
  const found = await findPosted(deps, round, now);
  if (found.kind === "unknown") return deps.store.retryLater(job, Math.max(found.retryAfter, SOON));
  const platform = deps.platform(job.place.team);
  if (found.kind === "found" && platform !== null)
    return settlePost(deps, platform, job, round, { kind: "posted", message: found.message });
  await deps.store.voidRound(job.place.team, job.round);
  await deps.store.dropJob(job);
  deps.log.warn({ place: job.place, round: job.round }, "a daily question could not be posted in time");
}

/**
 * The key by which the message of a round is known on its platform. A date whose window was void may open
 * again: its key must not find the message of the question before.
 */
const keyOf = (round: Round) => `${round.id}-${round.commitment}`;

async function findPosted(deps: Deps, round: Round, now: number): Promise<FindOutcome> {
  const platform = deps.platform(round.place.team);
  if (platform === null) return { kind: "unknown", retryAfter: SOON };
  const reply = questionReply(round, 0, null);
  return platform.find(round.place, reply, { key: keyOf(round), age: now - round.opensAt });
}

/** A round that is void although its message may be up, unconfirmed: nobody is to answer it. */
async function takeBackLost(deps: Deps, job: Job & { kind: "post" }, round: Round): Promise<void> {
  const found = await findPosted(deps, round, await deps.store.now());
  if (found.kind === "unknown") return deps.store.retryLater(job, Math.max(found.retryAfter, SOON));
  if (found.kind === "found") {
    const { team } = job.place;
    const edited = await deps.platform(team)?.edit(team, found.message, WITHDRAWN);
    if (edited?.kind === "failed") return deps.store.retryLater(job, Math.max(edited.retryAfter, SOON));
    deps.log.warn({ place: job.place, round: round.id }, "a question that is void was up, and was withdrawn");
  }
  await deps.store.dropJob(job);
}

async function postRound(deps: Deps, round: Round, repeat: boolean): Promise<PostOutcome["kind"]> {
  const { place } = round;
  const job: Job & { kind: "post" } = { kind: "post", place, round: round.id };
  const platform = deps.platform(place.team);
  if (platform === null) {
    await deps.store.retryLater(job, SOON);
    return "failed";
  }
  const reply = questionReply(round, 0, null);
  const age = deps.clock() - round.opensAt;
  const outcome = await platform.post(place, reply, { key: keyOf(round), repeat, age });
  deps.meter.count("posts", { what: "daily", outcome: outcome.kind });
  await settlePost(deps, platform, job, round, outcome);
  return outcome.kind;
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
      const stored = await deps.store.readRound(team, round.id);
      const isSame = stored?.seed === round.seed;
      const confirmed = isSame ? await deps.store.confirmPosted(team, round.id, outcome.message) : null;
      if (confirmed === null) {
        // Closed while it was on its way.
        const { kind } = await platform.edit(team, outcome.message, WITHDRAWN);
        if (isSame && kind !== "failed") await deps.store.dropJob(job);
        return;
      }
      deps.rounds.put(confirmed);
      if (confirmed.message?.message !== outcome.message.message) {
        // Another replica was faster, and the platform has no nonce.
        const url = confirmed.message && (await platform.linkTo(team, confirmed.message));
        await platform.edit(team, outcome.message, cameTwice(url));
        return;
      }
      if (round.answers !== "buttons") void platform.seedReactions(team, outcome.message);
      return;
    }
    case "refused":
      if (await deps.store.voidRound(team, round.id)) await deps.store.dropJob(job);
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
