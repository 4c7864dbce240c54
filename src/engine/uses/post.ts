import { TriedInVain } from "../ports/outbox.ts";
import type { Job } from "../ports/store.ts";
import { takesAnswers } from "../rules/life.ts";
import { SOON } from "../rules/patience.ts";
import { RETENTION } from "../rules/retention.ts";
import type { MessageRef, TeamId } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import { pointTo, takenBack } from "./copies.ts";
import type { Deps } from "./deps.ts";
import { endEarly } from "./live.ts";
import { pauseGroup } from "./pause.ts";
import { addSeed } from "./seed.ts";
import { again, orLater, taken } from "./tries.ts";
import { questionReply, threadNameOf } from "./views.ts";
import { voidQuestion } from "./void.ts";

/** How often the question of a round is posted again because its message was deleted. */
const POSTED_AGAIN = 1;

/** What a message of a daily question becomes that must not take answers. */
const WITHDRAWN = takenBack(say("open.withdrawn"));
const cameTwice = (url: string) => say("open.twice", { other: { link: say("open.other-one"), url } });

/**
 * The posting of an open window that somebody began and may not have finished. It is given up when half of the window
 * is over, like one that was missed. A message of it that is up all the same is looked for before it becomes void, and
 * after: nobody is to answer it.
 */
export async function postDue(deps: Deps, job: Job & { kind: "post" }): Promise<void> {
  const round = await deps.store.readRound(job.place.team, job.round);
  if (round === null) return deps.store.dropJob(job);
  // It is due no more, unless its message was deleted since.
  if (round.message !== null) return addSeed(deps, round);
  const isVoid = round.status === "void";
  // Its close makes it void, and then it is looked for.
  if (!isVoid && !takesAnswers(round.status)) return deps.store.retryLater(job, SOON);
  const isPosted = !isVoid && isWorthPosting(round, await deps.store.now());
  await (isPosted ? send(deps, round, true) : seek(deps, round));
}

/** Nothing of it is to be up: a message that is up all the same counts where it still may, else it is withdrawn. */
async function seek(deps: Deps, round: Round): Promise<void> {
  const message = await findPosted(deps, round);
  if (message !== null) return confirm(deps, round, message);
  if (round.status === "void" || (await voidQuestion(deps, round, false)))
    await deps.store.dropJob(jobOf(round));
}

const jobOf = ({ place, id }: Round) => ({ kind: "post", place, round: id }) as const;

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
    await postRound(deps, round);
    return "posted-again";
  }
  await leftToJob(deps, round, seek(deps, round));
  return "void";
}

/**
 * The key by which the message of a round is known on its platform. A date whose window was void may open
 * again, and a message that was deleted is posted again: neither is to be taken for the one before.
 */
const keyOf = ({ id, commitment, lost }: Round) => [id, commitment, ...(lost > 0 ? [lost] : [])].join("-");

/** How long after its opening it is looked for a message while the platform cannot tell, in milliseconds. */
const SOUGHT_FOR = RETENTION.dailyRound - 24 * 60 * 60_000;

/** Throws `TriedInVain` where it cannot be found out yet whether the question is up. */
async function findPosted(deps: Deps, round: Round): Promise<MessageRef | null> {
  const age = (await deps.store.now()) - round.opensAt;
  const reply = questionReply(round, 0, null);
  const found = await deps.platform(round.place.team)?.find(round.place, reply, { key: keyOf(round), age });
  if (found?.kind === "found") return found.message;
  if (found?.kind === "absent" || age >= SOUGHT_FOR) return null;
  throw new TriedInVain("it cannot be found out whether the question is up", found?.retryAfter ?? SOON);
}

/**
 * Before a question is made void of which no message is known: an answer that was taken proves that one was up, so it
 * is looked for, and confirmed where it is found. Throws `TriedInVain` where the platform could not tell, and may later.
 */
export async function isUp(deps: Deps, round: Round): Promise<boolean> {
  if ((await deps.store.answeredCount(round.place.team, round.id)) === 0) return false;
  const message = await findPosted(deps, round);
  if (message !== null) await confirm(deps, round, message);
  return message !== null;
}

/** Posts the question; where that does not succeed, its job goes on. Gives whether the platform refuses it there. */
export async function postRound(deps: Deps, round: Round): Promise<boolean> {
  return (await leftToJob(deps, round, send(deps, round, false))) === "refused";
}

/** Outside its job: what did not succeed is left to that. */
const leftToJob = <T>(deps: Deps, round: Round, work: Promise<T>) =>
  orLater(work, (error) => {
    deps.meter.count("retries", { what: "post" });
    deps.log.warn({ place: round.place, round: round.id, err: error }, "posting will be repeated");
    return deps.store.retryLater(jobOf(round), Math.max(error.after, SOON));
  });

/** Throws `TriedInVain` where it is to be tried again. */
async function send(deps: Deps, round: Round, repeat: boolean): Promise<"posted" | "refused"> {
  const { place } = round;
  const platform = deps.platform(place.team);
  if (platform === null) return again(null);
  // Always as it was at first: by that it is known again. The count follows.
  const reply = questionReply(round, 0, null);
  const age = deps.clock() - round.opensAt;
  const outcome = await platform.post(place, reply, { key: keyOf(round), repeat, age });
  deps.meter.count("posts", { what: "daily", outcome: outcome.kind });
  if (outcome.kind === "unsure" || outcome.kind === "failed") return again(outcome);
  if (outcome.kind === "posted") {
    await confirm(deps, round, outcome.message);
    if (repeat) await lookAtIt(deps, round);
    return "posted";
  }
  // First, since nothing comes back to it once the job is dropped.
  await pauseGroup(deps, place, outcome.reason, outcome.missing);
  // It may be up all the same, from a try before.
  const isVoid = !(await isUp(deps, round)) && (await voidQuestion(deps, round, true));
  if (isVoid) await deps.store.dropJob(jobOf(round));
  return "refused";
}

/** What a platform took before may have been deleted since: the next count finds out, whatever its message shows. */
async function lookAtIt(deps: Deps, round: Round): Promise<void> {
  await deps.store.markShown(round.place.team, round.id, null);
  deps.countChanged(round);
}

/** Somebody may have answered before it was known which message it is in. */
export async function countSoFar(deps: Deps, round: Round): Promise<void> {
  if ((await deps.store.answeredCount(round.place.team, round.id)) > 0) deps.countChanged(round);
}

/** Its message is up, whoever the job belongs to by now. */
async function confirm(deps: Deps, round: Round, message: MessageRef): Promise<void> {
  const { team } = round.place;
  const { store, platform: platformFor } = deps.afterSending ?? deps;
  const platform = platformFor(team);
  const confirmed = await store.confirmPosted(team, round.id, message);
  if (confirmed === null) {
    // Void while it was on its way.
    taken(await platform?.edit(team, message, WITHDRAWN));
    deps.log.warn(
      { place: round.place, round: round.id },
      "a question that is void was up, and was withdrawn",
    );
    return deps.store.dropJob(jobOf(round));
  }
  deps.rounds.put(confirmed);
  if (round.lost === 0 && platform !== null)
    deps.meter.took("openings", { platform: platform.name }, (deps.clock() - round.opensAt) / 1000);
  if (confirmed.message?.message !== message.message) {
    // Another replica was faster, and the platform has no nonce.
    return pointTo(deps, team, message, confirmed.message, cameTwice);
  }
  await addSeed(deps, confirmed);
  await countSoFar(deps, confirmed);
  if (round.thread === "open") void platform?.openThread(team, message, threadNameOf(round));
}
