import { TriedInVain, type Work } from "../ports/outbox.ts";
import type { EditOutcome } from "../ports/platform.ts";
import type { QuestionReply } from "../words/reply.ts";
import { hasOptions, type Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { questionGone } from "./post.ts";
import { questionNow } from "./question-now.ts";
import { showResultAgain } from "./show.ts";
import { again } from "./tries.ts";

/** The message of a question that takes answers: the number of them that it shows, and the bot's reactions under it. */

/**
 * Edits the message. `covered`: it takes no answers any more, and the edit, which was on its way, may have covered its
 * result. undefined: nothing is to be edited.
 */
async function editNow(
  deps: Deps,
  { place: { team }, id, message, question }: Round,
  reply: QuestionReply,
): Promise<EditOutcome | { kind: "covered" } | undefined> {
  // Where the bank was changed since, its message alone shows what was asked.
  if (message === null || question.changed) return undefined;
  // Nobody knows what it shows, until that is noted.
  await deps.store.markShown(team, id, null);
  const outcome = await deps.platform(team)?.edit(team, message, reply);
  const after = await deps.store.readRound(team, id);
  if (after !== null && after.status !== "open") return { kind: "covered" };
  if (outcome?.kind === "edited") await deps.store.markShown(team, id, reply.answered);
  return outcome;
}

/** Edits the message; gives whether it is gone. A result that is covered by that is shown again by the job below. */
export async function showNow(deps: Deps, round: Round, reply: QuestionReply): Promise<boolean> {
  const outcome = await editNow(deps, round, reply);
  if (outcome?.kind === "covered") deps.countChanged(round);
  return outcome?.kind === "gone";
}

/** Brings the message of an open question up to date, and finds out whether it is still there. */
export async function refreshQuestion(deps: Deps, round: Round): Promise<"there" | "posted-again" | "void"> {
  const answered = await deps.store.answeredCount(round.place.team, round.id);
  const isGone = await showNow(deps, round, await questionNow(deps, round, answered));
  return isGone ? questionGone(deps, round) : "there";
}

/**
 * The job: brings the number up to date, where it is another than the one that is shown. Throws `TriedInVain` where
 * that, or the result that it covered, is to be tried again.
 *
 * @param interval milliseconds after which it is tried again at the earliest
 */
export async function countDue(
  deps: Deps,
  { team, round: id }: Work["count"],
  interval: number,
): Promise<void> {
  const [round, answered, shown] = await Promise.all([
    deps.store.readRound(team, id),
    deps.store.answeredCount(team, id),
    deps.store.shownCount(team, id),
  ]);
  if (round === null || round.message === null) return;
  // Somebody's edit was on its way, and they did not live to see whether it covered the result.
  if (round.status !== "open" && shown === null) return uncover(deps, round);
  if (round.status !== "open" || answered === shown) return;
  const outcome = await editNow(deps, round, await questionNow(deps, round, answered));
  if (outcome?.kind === "covered") return uncover(deps, round);
  if (outcome?.kind === "gone") await questionGone(deps, round);
  // One that was answered to a command may be out of reach: its count is worth no second try.
  if (outcome?.kind === "failed" && round.mode !== "practice")
    throw new TriedInVain(outcome.detail, Math.max(outcome.retryAfter, interval), true);
}

/** Until the result is shown nobody knows what the message shows, and the job goes on. */
async function uncover(deps: Deps, round: Round): Promise<void> {
  await showResultAgain(deps, round);
  await deps.store.markShown(round.place.team, round.id, 0);
}

/** The job: adds the bot's own reactions, as long as they serve anybody. */
export async function seedRound(deps: Deps, { team, round: id }: Work["seed"]): Promise<void> {
  const round = await deps.store.readRound(team, id);
  if (round === null || !hasOptions(round) || round.status !== "open" || round.message === null) return;
  const { length } = round.question.options;
  const outcome = await deps.platform(team)?.seedReactions(team, round.message, length);
  if (outcome?.kind === "gone") await questionGone(deps, round);
  if (outcome?.kind === "busy") throw new TriedInVain("others go first", outcome.retryAfter, true);
  if (outcome?.kind === "failed") again(outcome);
  if (outcome?.kind === "refused")
    deps.log.warn({ round: id, detail: outcome.detail }, "the answer reactions could not be added");
  if (outcome?.kind === "seeded") await deps.store.markEffect(team, id, "seeded", null);
}
