import type { DailyAward, FrozenAnswer, FrozenRound, Job } from "../ports/store.ts";
import { labelsOf, localDate } from "../rules/calendar.ts";
import { isBooked, takesAnswers } from "../rules/life.ts";
import { SOON } from "../rules/patience.ts";
import { countedDraft, draftOf } from "../rules/reviews.ts";
import { afterHints, dailyPoints } from "../rules/scoring.ts";
import { extendStreak, type StreakFreezes } from "../rules/streak.ts";
import type { Place } from "../words/place.ts";
import { type ChoiceRound, hasOptions, type Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { endPractice } from "./end.ts";
import { freezesBefore } from "./freezes.ts";
import { knowersOf } from "./packs/shelf.ts";
import { isUp } from "./post.ts";
import { showClosed } from "./show.ts";
import { orLater } from "./tries.ts";
import { voidQuestion } from "./void.ts";

/** Answers whose awards are booked in one step of the store, which keeps everybody else waiting for as long. */
const PAGE = 25;

/** Ends the taking of answers, and nothing else; null: it is not time, or there is nothing to end. */
async function freeze(deps: Deps, place: Place, id: string, early: boolean): Promise<FrozenRound | null> {
  const frozen = await deps.store.freezeRound(place.team, id, early);
  if (frozen !== null) deps.countClosed(frozen.round);
  return frozen;
}

/**
 * Ends the taking of answers and books the awards; nothing is shown yet. May be repeated at any point, by several at
 * once. null: it is not time, or nothing is left of it: one that never reached its channel, or whose message was
 * lost, is void from now on.
 *
 * @throws TriedInVain where it was answered, and the platform may be able to say later whether its message is up
 */
async function settle(deps: Deps, place: Place, id: string): Promise<FrozenRound | null> {
  const frozen = await freeze(deps, place, id, false);
  if (frozen === null || frozen.round.status === "closed") return frozen;
  const { round, booked } = frozen;
  if (round.message === null) {
    // Where its message is up, or came up in between, it counts.
    const isVoid = !(await isUp(deps, round)) && (await voidQuestion(deps, round, false));
    return isVoid ? null : settle(deps, place, id);
  }
  if (round.status === "closing") {
    // In the order in which they opened, so that streaks are.
    if (round.before != null) await orLater(settle(deps, place, round.before));
    await book(deps, round, booked);
  }
  return frozen;
}

/** Page by page, from where somebody else, or an earlier try, has come to. */
async function book(deps: Deps, round: Round, booked: number): Promise<void> {
  const { place, id, timezone } = round;
  const now = deps.clock();
  // Booked under the day on which they become known, so that today's board shows what came today.
  const labels = labelsOf(localDate(now, timezone));
  if (!hasOptions(round)) {
    // One's own word on an answer brings no points: there is nothing to book.
    const page = { after: booked, upTo: booked, isLast: true, awards: [] };
    await deps.store.awardPage(place.team, id, page, labels, draftOf(round, "daily", now));
    return;
  }
  const review = countedDraft(deps.bank, round, "daily", now);
  // Whoever has seen its key earns nothing; a streak is of answering.
  const knows = await knowersOf(deps, place.team, round.question.itemId);
  for (let after: number | null = booked; after !== null; ) {
    const page = await deps.store.readAnswers(place, id, after, PAGE);
    const freezes = await freezesBefore(deps, round, page.answers);
    const awards = page.answers.map((answer) => awardOf(round, answer, freezes(answer), knows));
    after = await deps.store.awardPage(place.team, id, { ...page, after, awards }, labels, review);
  }
}

function awardOf(
  { question, windowNo }: ChoiceRound,
  { learner, choice, streak, hints }: FrozenAnswer,
  freezes: StreakFreezes | null,
  knows: ReadonlySet<string>,
): DailyAward {
  const right = choice === question.key;
  const extended = extendStreak(streak, windowNo ?? 0, freezes);
  const earned = (isRight: boolean) =>
    knows.has(learner) ? 0 : afterHints(dailyPoints(question.difficulty, isRight, extended.length), hints);
  return {
    learner,
    right,
    streak: extended,
    points: earned(right),
    ...(right ? {} : { ifRight: earned(true) }),
  };
}

/**
 * Ends a round at once: a manager's word, or the next window opens. Its close, which is due from now on, books and
 * shows, and nobody else does: two at a time would write two summaries where posts have no nonce. `isTold`: who
 * manages it learns elsewhere if it is void.
 */
export async function endRound(
  deps: Deps,
  place: Place,
  id: string,
  isTold: boolean,
): Promise<"ended" | "void" | "none"> {
  const frozen = await freeze(deps, place, id, true);
  if (frozen === null || frozen.round.status === "closed") return "none";
  const { round } = frozen;
  // Where it was answered and cannot be found now, its close goes on looking.
  if (round.message !== null || (await orLater(isUp(deps, round))) !== false) return "ended";
  return (await voidQuestion(deps, round, isTold)) ? "void" : "ended";
}

/** Whether all points of a round are booked, whatever became of its messages. Books them where it is time. */
export async function isSettled(deps: Deps, { place, id }: Round): Promise<boolean> {
  await orLater(settle(deps, place, id));
  const round = await deps.store.readRound(place.team, id);
  return round === null || isBooked(round.status);
}

/** The due close of a round: every step may be repeated at any point; it stays due until all is done. */
export async function closeDue(deps: Deps, job: Job & { kind: "close" }): Promise<void> {
  const { place, round: id } = job;
  const due = await deps.store.readRound(place.team, id);
  if (due?.mode === "practice") return endPractice(deps, job, due);
  const settled = await settle(deps, place, id);
  if (settled !== null) return showClosed(deps, settled);
  // First, since whoever ends it from now on makes it due at once.
  if (due !== null) await deps.store.retryLater(job, Math.max(due.closesAt - (await deps.store.now()), SOON));
  const round = await deps.store.readRound(place.team, id);
  if (round === null || round.status === "void") return deps.store.dropJob(job);
  if (!takesAnswers(round.status)) await closeDue(deps, job);
}
