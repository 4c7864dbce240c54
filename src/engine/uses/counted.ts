import { type Again, TriedInVain, type Work } from "../ports/outbox.ts";
import type { EditOutcome } from "../ports/platform.ts";
import { RARELY } from "../rules/patience.ts";
import type { QuestionReply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { questionGone } from "./post.ts";
import { questionNow } from "./question-now.ts";
import { again } from "./sending.ts";
import { showResultAgain } from "./show.ts";

/** The message of a question that takes answers, and the number of them that it shows. */

/**
 * It may have closed while an edit was on its way, and the edit have covered its result. Gives when it is looked again,
 * where the result has to wait; until it is shown nobody knows what the message shows.
 *
 * @throws TriedInVain where the platform does not take it
 */
async function uncover(deps: Deps, round: Round): Promise<Again | null> {
  const outcome = await showResultAgain(deps, round);
  if (outcome?.kind === "failed") again(outcome);
  if (outcome?.kind === "held") return { again: outcome.wait };
  if (outcome?.kind === "barred") return { again: RARELY };
  await deps.store.markShown(round.place.team, round.id, 0);
  return null;
}

/** What came of an edit; `closed`: the question takes no answers any more, and its result may be covered. */
interface Edited {
  outcome?: EditOutcome | undefined;
  closed?: Round;
}

async function editNow(
  deps: Deps,
  { place: { team }, id, message, question }: Round,
  reply: QuestionReply,
): Promise<Edited> {
  // Where the bank was changed since, its message alone shows what was asked.
  if (message === null || question.changed) return {};
  // Nobody knows what it shows, until that is noted.
  await deps.store.markShown(team, id, null);
  const outcome = await deps.platform(team)?.edit(team, message, reply);
  const after = await deps.store.readRound(team, id);
  if (after !== null && after.status !== "open") return { closed: after };
  if (outcome?.kind === "edited") await deps.store.markShown(team, id, reply.answered);
  return { outcome };
}

/** Edits the message; undefined: there is none that still shows the question. */
export async function showNow(
  deps: Deps,
  round: Round,
  reply: QuestionReply,
): Promise<EditOutcome | undefined> {
  const { outcome, closed } = await editNow(deps, round, reply);
  if (closed === undefined) return outcome;
  // Whatever comes in between, the job of its count goes on until the result is shown.
  deps.countChanged(closed);
  try {
    await uncover(deps, closed);
  } catch (error) {
    if (!(error instanceof TriedInVain)) throw error;
  }
  return undefined;
}

/** Brings the message of an open question up to date, and finds out whether it is still there. */
export async function refreshQuestion(deps: Deps, round: Round): Promise<"there" | "posted-again" | "void"> {
  const answered = await deps.store.answeredCount(round.place.team, round.id);
  const outcome = await showNow(deps, round, await questionNow(deps, round, answered));
  return outcome?.kind === "gone" ? questionGone(deps, round) : "there";
}

/**
 * The job: brings the number up to date, where it is another than the one that is shown.
 *
 * @param interval milliseconds after which it is tried again at the earliest
 */
export async function countDue(
  deps: Deps,
  { team, round: id }: Work["count"],
  interval: number,
): Promise<Again | null> {
  const [round, answered, shown] = await Promise.all([
    deps.store.readRound(team, id),
    deps.store.answeredCount(team, id),
    deps.store.shownCount(team, id),
  ]);
  if (round === null || round.message === null) return null;
  if (round.status !== "open") {
    // Somebody's edit was on its way, and they did not live to see whether it covered the result.
    return shown === null ? uncover(deps, round) : null;
  }
  if (answered === shown) return null;
  const { outcome, closed } = await editNow(deps, round, await questionNow(deps, round, answered));
  if (closed !== undefined) return uncover(deps, closed);
  if (outcome?.kind === "gone") await questionGone(deps, round);
  // One that was answered to a command may be out of reach: its count is worth no second try.
  const isTriedAgain = outcome?.kind === "failed" && round.mode !== "practice";
  return isTriedAgain ? { again: Math.max(outcome.retryAfter, interval) } : null;
}
