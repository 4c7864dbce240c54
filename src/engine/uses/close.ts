import type { DailyAward, FrozenAnswer, Job } from "../ports/store.ts";
import { labelsOf, localDate } from "../rules/calendar.ts";
import { dailyPoints } from "../rules/scoring.ts";
import { extendStreak } from "../rules/streak.ts";
import type { Place } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { endPractice } from "./end.ts";
import { type Settled, showClosed } from "./show.ts";
import { tellManager } from "./tell.ts";

/** Awards booked in one step of the store. */
const CHUNK = 500;
const SOON = 5_000;
/** When the due work takes over what somebody began and did not finish, in milliseconds. */
const TAKE_OVER = 60_000;

/**
 * Ends the taking of answers and books the awards; nothing is shown yet. May be repeated at any point, by
 * several at once. `open`: it is not time, or there is no such round. `void`: it never reached its channel, or
 * its message was lost.
 */
async function settle(
  deps: Deps,
  place: Place,
  id: string,
  early: boolean,
): Promise<Settled | { kind: "open" | "closed" | "void" }> {
  const frozen = await deps.store.freezeRound(place.team, id, early);
  if (frozen === null) return { kind: "open" };
  const { round, answers, effects } = frozen;
  deps.countClosed(round);
  if (round.status === "closed") return { kind: "closed" };
  if (round.message === null || round.windowNo === null) {
    // Refused where its message came up in between: then it counts.
    const isVoid = await deps.store.voidRound(place.team, id);
    return isVoid ? { kind: "void" } : settle(deps, place, id, early);
  }
  const awards = awardsOf(round, round.windowNo, answers);
  // Booked under the day on which they become known, so that today's board shows what came today.
  const labels = labelsOf(localDate(deps.clock(), round.timezone));
  for (let start = 0; start < awards.length; start += CHUNK) {
    await deps.store.applyAwards(place.team, id, awards.slice(start, start + CHUNK), labels);
  }
  return { kind: "settled", round, answers, awards, effects };
}

/**
 * Ends a round at once: a manager's word, or the next window opens. Its due close shows the result, which
 * nobody else does: two at a time would write two summaries where posts have no nonce.
 */
export async function endRound(deps: Deps, place: Place, id: string): Promise<"ended" | "void" | "none"> {
  const round = await deps.store.readRound(place.team, id);
  if (round === null || round.status === "closed" || round.status === "void") return "none";
  const job: Job = { kind: "close", place, round: id };
  const isEarly = round.status === "open" && (await deps.store.now()) < round.closesAt;
  // Beforehand, so that a crash after the freeze does not leave the result for the time first planned.
  if (isEarly) await deps.store.retryLater(job, TAKE_OVER);
  const { kind } = await settle(deps, place, id, true);
  if (isEarly && kind === "settled") await deps.store.retryLater(job, 0);
  return kind === "void" ? "void" : "ended";
}

/** Whether all points of a round are booked, whatever became of its messages. Books them where it is time. */
export async function isSettled(deps: Deps, { place, id, status }: Round): Promise<boolean> {
  if (status === "closed" || status === "void") return true;
  return (await settle(deps, place, id, false)).kind !== "open";
}

/** The due close of a round: every step may be repeated at any point; it stays due until all is done. */
export async function closeDue(deps: Deps, job: Job & { kind: "close" }): Promise<void> {
  const { place, round: id } = job;
  const due = await deps.store.readRound(place.team, id);
  if (due?.mode === "practice") return endPractice(deps, job, due);
  const settled = await settle(deps, place, id, false);
  if (settled.kind === "settled") return showClosed(deps, job, settled);
  if (settled.kind === "void") return tellVoid(deps, place);
  if (settled.kind !== "open") return;
  const round = await deps.store.readRound(place.team, id);
  if (round === null || round.status !== "open") return deps.store.dropJob(job);
  await deps.store.retryLater(job, Math.max(round.closesAt - (await deps.store.now()), SOON));
}

/** A question that never reached its channel, or was deleted, is over. */
export async function tellVoid(deps: Deps, place: Place): Promise<void> {
  await tellManager(
    deps,
    await deps.store.readGroup(place),
    say("paused.not-reached", { group: { group: place.group } }),
  );
}

function awardsOf(round: Round, windowNo: number, answers: readonly FrozenAnswer[]): DailyAward[] {
  return answers.map(({ learner, choice, streak }) => {
    const right = choice === round.question.key;
    const extended = extendStreak(streak, windowNo);
    return {
      learner,
      right,
      streak: extended,
      points: dailyPoints(round.question.difficulty, right, extended.length),
    };
  });
}
