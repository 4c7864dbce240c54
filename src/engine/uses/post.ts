import type { FindOutcome, Platform, PostOutcome } from "../ports/platform.ts";
import type { Job } from "../ports/store.ts";
import { takesAnswers } from "../rules/life.ts";
import { nextTry, SOON } from "../rules/patience.ts";
import { RETENTION } from "../rules/retention.ts";
import type { MessageRef, TeamId } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import { takeBack, takenBack } from "./copies.ts";
import type { Deps } from "./deps.ts";
import { endEarly } from "./live.ts";
import { pauseGroup } from "./pause.ts";
import { seedIfWanted } from "./seed.ts";
import { showResultAgain } from "./show.ts";
import { questionReply, threadNameOf } from "./views.ts";
import { voidQuestion } from "./void.ts";

/** How often the question of a round is posted again because its message was deleted. */
const POSTED_AGAIN = 1;

/** What a message of a daily question becomes that must not take answers. */
const WITHDRAWN = takenBack(say("open.withdrawn"));
const cameTwice = (url: string | null): Say =>
  say("open.twice", { other: { link: say("open.other-one"), url: url ?? "" } });

/**
 * The posting of an open window that somebody began and may not have finished. It is given up when half of
 * the window is over, like one that was missed.
 */
export async function postDue(deps: Deps, job: Job & { kind: "post" }): Promise<void> {
  const round = await deps.store.readRound(job.place.team, job.round);
  if (round !== null && round.message !== null) await seedIfWanted(deps, round);
  if (round === null || round.message !== null) return deps.store.dropJob(job);
  if (round.status === "void") return takeBackLost(deps, job, round);
  // Its close makes it void, and then it is looked for.
  if (!takesAnswers(round.status)) return deps.store.retryLater(job, SOON);
  const now = await deps.store.now();
  if (isWorthPosting(round, now)) {
    await postRound(deps, round, true);
    return;
  }
  const found = await findPosted(deps, round, now);
  if (found.kind === "unknown") return tryAgain(deps, job, round, found.retryAfter);
  const platform = deps.platform(job.place.team);
  if (found.kind === "found" && platform !== null)
    return settlePost(deps, platform, job, round, { kind: "posted", message: found.message });
  await voidQuestion(deps, round, false);
  await deps.store.dropJob(job);
}

/** Half of the window is left, and the question was not deleted before. */
function isWorthPosting({ opensAt, closesAt, lost }: Round, now: number): boolean {
  return now <= (opensAt + closesAt) / 2 && lost <= POSTED_AGAIN;
}

/** A message was deleted, as the platform tells. */
export async function messageGone(deps: Deps, team: TeamId, message: MessageRef): Promise<void> {
  const round = await deps.store.roundByMessage(team, message);
  if (round !== null) await questionGone(deps, round);
}

/**
 * The message of an open daily question is not there any more, so nobody can answer: it is posted again,
 * once, while half of its time is left. Otherwise the question counts for nobody.
 */
export async function questionGone(deps: Deps, asked: Round): Promise<"there" | "posted-again" | "void"> {
  const { place, id, mode, status, message } = asked;
  // Nobody can answer it any more: it is over, and the next one comes.
  if (asked.live !== undefined) await endEarly(deps, asked);
  if (mode !== "daily" || status !== "open" || message === null) return "there";
  const round = await deps.store.loseMessage(place.team, id, message);
  if (round === null) return "there";
  deps.log.warn({ place, round: id }, "the message of a daily question was deleted");
  if (isWorthPosting(round, await deps.store.now())) {
    await postRound(deps, round, false);
    return "posted-again";
  }
  await postDue(deps, { kind: "post", place, round: id });
  return "void";
}

/** Brings the message of an open question up to date, and finds out whether it is still there. */
export async function refreshQuestion(deps: Deps, round: Round): Promise<"there" | "posted-again" | "void"> {
  const { place, id, message } = round;
  if (message === null) return "there";
  const answered = await deps.store.answeredCount(place.team, id);
  const reply = questionReply(round, answered, null);
  await deps.store.markShown(place.team, id, null);
  const edited = await deps.platform(place.team)?.edit(place.team, message, reply);
  const after = await deps.store.readRound(place.team, id);
  // It closed meanwhile, and the question may have covered its result.
  if (after !== null && after.status !== "open") await showResultAgain(deps, after);
  else if (edited?.kind === "edited") await deps.store.markShown(place.team, id, answered);
  return edited?.kind === "gone" ? questionGone(deps, round) : "there";
}

/**
 * The key by which the message of a round is known on its platform. A date whose window was void may open
 * again, and a message that was deleted is posted again: neither is to be taken for the one before.
 */
const keyOf = ({ id, commitment, lost }: Round) => [id, commitment, ...(lost > 0 ? [lost] : [])].join("-");

/** Later, the longer its hour is past: a platform in trouble is asked less and less often. */
function tryAgain(deps: Deps, job: Job, { opensAt }: Round, retryAfter: number): Promise<void> {
  deps.meter.count("retries", { what: job.kind });
  return deps.store.retryLater(job, nextTry(deps.clock() - opensAt, retryAfter));
}

async function findPosted(deps: Deps, round: Round, now: number): Promise<FindOutcome> {
  const platform = deps.platform(round.place.team);
  if (platform === null) return { kind: "unknown", retryAfter: SOON };
  const reply = questionReply(round, 0, null);
  return platform.find(round.place, reply, { key: keyOf(round), age: now - round.opensAt });
}

/** How long after its opening it is looked for the message of a question that was answered, in milliseconds. */
const SOUGHT_FOR = RETENTION.dailyRound - 24 * 60 * 60_000;

/**
 * Before a question is made void of which no message is known: an answer that was taken proves that one was up, so it
 * is looked for, and confirmed where it is found. A number: the platform could not tell, and may after so many
 * milliseconds.
 */
export async function seekAnswered(deps: Deps, round: Round): Promise<"up" | "none" | number> {
  const { place, id, opensAt } = round;
  if ((await deps.store.answeredCount(place.team, id)) === 0) return "none";
  const now = await deps.store.now();
  const found = await findPosted(deps, round, now);
  if (found.kind === "unknown" && now < opensAt + SOUGHT_FOR) return found.retryAfter;
  const platform = deps.platform(place.team);
  if (found.kind !== "found" || platform === null) return "none";
  const job = { kind: "post", place, round: id } as const;
  await settlePost(deps, platform, job, round, { kind: "posted", message: found.message });
  return "up";
}

/** A round that is void although its message may be up, unconfirmed: nobody is to answer it. */
async function takeBackLost(deps: Deps, job: Job & { kind: "post" }, round: Round): Promise<void> {
  const found = await findPosted(deps, round, await deps.store.now());
  if (found.kind === "unknown") return tryAgain(deps, job, round, found.retryAfter);
  if (found.kind === "found") {
    const { team } = job.place;
    const edited = await deps.platform(team)?.edit(team, found.message, WITHDRAWN);
    if (edited?.kind === "failed") return tryAgain(deps, job, round, edited.retryAfter);
    deps.log.warn({ place: job.place, round: round.id }, "a question that is void was up, and was withdrawn");
  }
  await deps.store.dropJob(job);
}

export async function postRound(deps: Deps, round: Round, repeat: boolean): Promise<PostOutcome["kind"]> {
  const { place } = round;
  const job: Job & { kind: "post" } = { kind: "post", place, round: round.id };
  const platform = deps.platform(place.team);
  if (platform === null) {
    await deps.store.retryLater(job, SOON);
    return "failed";
  }
  // Always as it was at first: by that it is known again. The count follows.
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
      // It is up, whoever this job belongs to by now.
      const { store, platform: platformFor } = deps.afterSending ?? deps;
      const confirmed = await store.confirmPosted(team, round.id, outcome.message);
      if (confirmed === null) {
        // Void while it was on its way.
        const edited = await platformFor(team)?.edit(team, outcome.message, WITHDRAWN);
        if (edited?.kind !== "failed") await deps.store.dropJob(job);
        return;
      }
      deps.rounds.put(confirmed);
      if (round.lost === 0)
        deps.meter.took("openings", { platform: platform.name }, (deps.clock() - round.opensAt) / 1000);
      if (confirmed.message?.message !== outcome.message.message) {
        // Another replica was faster, and the platform has no nonce.
        const url = (confirmed.message && (await platformFor(team)?.linkTo(team, confirmed.message))) ?? null;
        await takeBack({ ...deps, platform: platformFor }, team, outcome.message, cameTwice(url));
        return;
      }
      await seedIfWanted(deps, confirmed);
      if (confirmed.lost > 0) deps.countChanged(confirmed);
      if (round.thread === "open") void platform.openThread(team, outcome.message, threadNameOf(round));
      return;
    }
    case "refused": {
      // It may be up all the same, from a try before.
      const sought = await seekAnswered(deps, round);
      if (sought === "none" && (await voidQuestion(deps, round, true))) await deps.store.dropJob(job);
      await pauseGroup(deps, round.place, outcome.reason, outcome.missing);
      return typeof sought === "number" ? tryAgain(deps, job, round, sought) : undefined;
    }
    case "unsure":
    case "failed":
      deps.log.warn(
        { place: round.place, round: round.id, detail: outcome.detail },
        "posting will be repeated",
      );
      return tryAgain(deps, job, round, outcome.kind === "failed" ? outcome.retryAfter : SOON);
    default:
      outcome satisfies never;
  }
}
