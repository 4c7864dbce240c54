import type { DailyAward, FrozenAnswer, Job } from "../ports/store.ts";
import { labelsOf } from "../rules/calendar.ts";
import { rankLearners } from "../rules/ranks.ts";
import { dailyPoints } from "../rules/scoring.ts";
import { extendStreak } from "../rules/streak.ts";
import { phrase } from "../words/phrase.ts";
import type { Place } from "../words/place.ts";
import type { SummaryReply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { resultReply } from "./views.ts";

/** Awards booked in one step of the store. */
const CHUNK = 500;
/** Learners named in the summary. */
const TOP = 5;
const SOON = 5_000;
/** How long after a close its message and thread are still tried, in milliseconds. */
const PATIENCE = 6 * 60 * 60_000;

/** The due close of a round; `retryLater` keeps it due until all of it is done. */
export async function closeDue(deps: Deps, job: Job & { kind: "close" }): Promise<void> {
  await closeRound(deps, job.place, job.round, false);
}

/**
 * Closes a daily round: freezes the answers, books the awards, shows the result, writes the summary. Every
 * step may be repeated at any point. True when it is complete.
 *
 * @param early closes before its time (a manager's word, or the next window opens)
 */
export async function closeRound(deps: Deps, place: Place, id: string, early: boolean): Promise<boolean> {
  const job: Job = { kind: "close", place, round: id };
  const frozen = await deps.store.freezeRound(place.team, id, early);
  if (frozen === null) {
    const round = await deps.store.readRound(place.team, id);
    if (round === null || round.status !== "open") await deps.store.dropJob(job);
    else await deps.store.retryLater(job, Math.max(round.closesAt - (await deps.store.now()), SOON));
    return false;
  }
  const { round, answers, effects } = frozen;
  if (round.status === "closed") return true;
  if (round.message === null || round.windowNo === null) {
    // It never reached the channel: the window does not exist.
    await deps.store.voidRound(place.team, id);
    return true;
  }
  const awards = awardsOf(round, round.windowNo, answers);
  for (let start = 0; start < awards.length; start += CHUNK) {
    await deps.store.applyAwards(place.team, id, awards.slice(start, start + CHUNK), labelsOf(round.date));
  }
  const repeat = effects.edited;
  if (!effects.edited && !(await showResult(deps, round, answers))) return later(deps, job);
  if (!effects.summarised && !(await writeSummary(deps, round, answers, awards, repeat)))
    return later(deps, job);
  await deps.store.finishRound(place.team, id);
  return true;
}

async function later(deps: Deps, job: Job): Promise<false> {
  await deps.store.retryLater(job, SOON);
  return false;
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

/** False: to be tried again. */
async function showResult(deps: Deps, round: Round, answers: readonly FrozenAnswer[]): Promise<boolean> {
  const platform = deps.platform(round.place.team);
  if (platform === null || round.message === null) return outOfPatience(deps, round);
  const names = answers.filter((a) => a.choice === round.question.key && !a.hidden).map((a) => a.name);
  const reply = resultReply(
    round,
    answers.map((a) => a.choice),
    names,
  );
  const outcome = await platform.edit(round.place.team, round.message, reply);
  if (outcome.kind === "failed" && !outOfPatience(deps, round)) {
    deps.log.warn(
      { place: round.place, round: round.id, detail: outcome.detail },
      "the result will be shown later",
    );
    return false;
  }
  await deps.store.markEffect(round.place.team, round.id, "edited");
  return true;
}

/** Shows the result once more, where something else may have covered it. */
export async function showResultAgain(deps: Deps, round: Round): Promise<void> {
  const frozen = await deps.store.freezeRound(round.place.team, round.id, false);
  if (frozen !== null) await showResult(deps, frozen.round, frozen.answers);
}

async function writeSummary(
  deps: Deps,
  round: Round,
  answers: readonly FrozenAnswer[],
  awards: readonly DailyAward[],
  repeat: boolean,
): Promise<boolean> {
  const platform = deps.platform(round.place.team);
  if (platform !== null && round.message !== null && answers.length > 0) {
    const reply = summaryOf(round, answers, awards);
    const key = `${round.id}-summary`;
    const outcome = await platform.postInThread(round.place.team, round.message, reply, { key, repeat });
    deps.meter.count("posts", { what: "summary", outcome: outcome.kind });
    const unfinished = outcome.kind === "failed" || outcome.kind === "unsure";
    if (unfinished && !outOfPatience(deps, round)) return false;
  }
  await deps.store.markEffect(round.place.team, round.id, "summarised");
  return true;
}

function outOfPatience(deps: Deps, round: Round): boolean {
  return deps.clock() > (round.closedAt ?? round.closesAt) + PATIENCE;
}

function summaryOf(
  round: Round,
  answers: readonly FrozenAnswer[],
  awards: readonly DailyAward[],
): SummaryReply {
  const shown = new Map(answers.filter((a) => !a.hidden).map((a) => [a.learner, a.name]));
  const right = awards.filter((a) => a.right).length;
  const longest = awards
    .filter((a) => shown.has(a.learner))
    .reduce<DailyAward | null>((best, a) => (a.streak.length > (best?.streak.length ?? 1) ? a : best), null);
  const lines = [phrase`${right} of ${answers.length} had it right on ${round.date}.`];
  if (longest !== null) {
    const name = shown.get(longest.learner) ?? "";
    lines.push(phrase`Longest streak: ${{ strong: name }}, ${longest.streak.length} questions in a row.`);
  }
  const earned = awards
    .filter((a) => a.points > 0 && shown.has(a.learner))
    .map((a) => ({ learner: a.learner, name: shown.get(a.learner) ?? "", points: a.points }));
  return { kind: "summary", visibility: "channel", lines, top: rankLearners(earned).slice(0, TOP) };
}
