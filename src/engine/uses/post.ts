import type { Platform, PostOutcome } from "../ports/platform.ts";
import type { Job } from "../ports/store.ts";
import { takesAnswers } from "../rules/life.ts";
import { SOON } from "../rules/patience.ts";
import type { MessageRef, TeamId } from "../words/place.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { pauseGroup } from "./pause.ts";
import { questionReply, threadNameOf } from "./views.ts";
import { voidQuestion } from "./void.ts";

/** How often the question of a round is posted again because its message was deleted. */
const POSTED_AGAIN = 1;

type PostJob = Job & { kind: "post" };

const later = (deps: Deps, job: PostJob, retryAfter = 0) =>
  deps.store.retryLater(job, Math.max(retryAfter, SOON));

/** What a message of a daily question becomes that must not take answers. */
const takenBack = (line: Say): NoticeReply => ({ ...notice("info", line), visibility: "channel" });

/**
 * The posting of an open window that somebody began and may not have finished. It is given up when half of
 * the window is over, like one that was missed; and of one that is void no message is left that came through.
 */
export async function postDue(deps: Deps, job: PostJob): Promise<void> {
  const { team } = job.place;
  const round = await deps.store.readRound(team, job.round);
  if (round === null || round.message !== null) return deps.store.dropJob(job);
  const isVoid = round.status === "void";
  // Its close makes it void, and then it is looked for.
  if (!isVoid && !takesAnswers(round.status)) return later(deps, job);
  const now = await deps.store.now();
  if (!isVoid && isWorthPosting(round, now)) return void (await postRound(deps, round, true));
  const platform = deps.platform(team);
  if (platform === null) return later(deps, job);
  const options = { key: keyOf(round), age: now - round.opensAt };
  const found = await platform.find(round.place, questionReply(round, 0, null), options);
  if (found.kind === "unknown") return later(deps, job, found.retryAfter);
  if (found.kind === "found") {
    const { message } = found;
    if (isVoid) return takeBack(deps, platform, job, message);
    return settlePost(deps, platform, job, round, { kind: "posted", message });
  }
  if (!isVoid) await voidQuestion(deps, round, false);
  await deps.store.dropJob(job);
}

/** A message of a round that is void although it is up: nobody is to answer it. */
async function takeBack(deps: Deps, platform: Platform, job: PostJob, message: MessageRef): Promise<void> {
  const edited = await platform.edit(job.place.team, message, takenBack(say("open.withdrawn")));
  if (edited.kind === "failed") return later(deps, job, edited.retryAfter);
  deps.log.warn({ place: job.place, round: job.round }, "a question that is void was up, and was withdrawn");
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
export async function questionGone(
  deps: Deps,
  { place, id, mode, status, message }: Round,
): Promise<"there" | "posted-again" | "void"> {
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
  const edited = await deps.platform(place.team)?.edit(place.team, message, reply);
  if (edited?.kind === "edited") await deps.store.markShown(place.team, id, answered);
  return edited?.kind === "gone" ? questionGone(deps, round) : "there";
}

/**
 * The key by which the message of a round is known on its platform. A date whose window was void may open
 * again, and a message that was deleted is posted again: neither is to be taken for the one before.
 */
const keyOf = ({ id, commitment, lost }: Round) => [id, commitment, ...(lost > 0 ? [lost] : [])].join("-");

export async function postRound(deps: Deps, round: Round, repeat: boolean): Promise<PostOutcome["kind"]> {
  const { place } = round;
  const job: PostJob = { kind: "post", place, round: round.id };
  const platform = deps.platform(place.team);
  if (platform === null) {
    await later(deps, job);
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

/** The letters to react with. Nobody waits for them; that they are there is noted. */
async function seed(
  deps: Deps,
  platform: Platform,
  { place, id }: Round,
  message: MessageRef,
): Promise<void> {
  await platform.seedReactions(place.team, message);
  await deps.store.markEffect(place.team, id, "seeded", null);
}

async function settlePost(
  deps: Deps,
  platform: Platform,
  job: PostJob,
  round: Round,
  outcome: PostOutcome,
): Promise<void> {
  const { team } = round.place;
  switch (outcome.kind) {
    case "posted": {
      const confirmed = await deps.store.confirmPosted(team, round.id, outcome.message);
      // Void while it was on its way.
      if (confirmed === null) return takeBack(deps, platform, job, outcome.message);
      deps.rounds.put(confirmed);
      if (round.lost === 0)
        deps.meter.took("openings", { platform: platform.name }, (deps.clock() - round.opensAt) / 1000);
      if (confirmed.message?.message !== outcome.message.message) {
        // Another replica was faster, and the platform has no nonce.
        const url = confirmed.message && (await platform.linkTo(team, confirmed.message));
        const other = { link: say("open.other-one"), url: url ?? "" };
        await platform.edit(team, outcome.message, takenBack(say("open.twice", { other })));
        return;
      }
      if (round.answers !== "buttons") {
        seed(deps, platform, round, outcome.message).catch((error) =>
          deps.log.warn({ place: round.place, round: round.id, err: error }, "a question was not seeded"),
        );
      }
      if (confirmed.lost > 0) deps.countChanged(confirmed);
      if (round.thread === "open") void platform.openThread(team, outcome.message, threadNameOf(round));
      return;
    }
    case "refused":
      if (await voidQuestion(deps, round, true)) await deps.store.dropJob(job);
      await pauseGroup(deps, round.place, outcome.reason, outcome.missing);
      return;
    case "unsure":
    case "failed":
      deps.log.warn({ ...job, detail: outcome.detail }, "posting will be repeated");
      return later(deps, job, outcome.kind === "failed" ? outcome.retryAfter : 0);
    default:
      outcome satisfies never;
  }
}
