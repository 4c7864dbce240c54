import type { DailyAward, Effects, FrozenAnswer, Job } from "../ports/store.ts";
import { labelsOf } from "../rules/calendar.ts";
import { rankLearners } from "../rules/ranks.ts";
import { RETENTION } from "../rules/retention.ts";
import { dailyPoints } from "../rules/scoring.ts";
import { extendStreak } from "../rules/streak.ts";
import { phrase } from "../words/phrase.ts";
import { type Place, platformOf } from "../words/place.ts";
import type { SummaryReply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { PLATFORM_DEFAULTS } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { resultReply } from "./views.ts";

/** Awards booked in one step of the store. */
const CHUNK = 500;
/** Learners named in the summary. */
const TOP = 5;
const SOON = 5_000;
/** Longest that a failed message of a close waits for its next try, in milliseconds. */
const RARELY = 15 * 60_000;
/** How long after its opening a round's messages are still tried, in milliseconds: nearly as long as it is kept. */
const PATIENCE = RETENTION.dailyRound - 24 * 60 * 60_000;
/** When the due work takes over what somebody began and did not finish, in milliseconds. */
const TAKE_OVER = 60_000;

/** A round whose answers are frozen and whose awards are booked. */
interface Settled {
  kind: "settled";
  round: Round;
  answers: readonly FrozenAnswer[];
  awards: readonly DailyAward[];
  effects: Effects;
}

/**
 * Ends the taking of answers and books the awards; nothing is shown yet. May be repeated at any point, by
 * several at once. `open`: it is not time, or there is no such round. `void`: it never reached its channel.
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
  if (round.status === "closed") return { kind: "closed" };
  if (round.message === null || round.windowNo === null) {
    // Refused where its message came up in between: then it counts.
    const isVoid = await deps.store.voidRound(place.team, id);
    return isVoid ? { kind: "void" } : settle(deps, place, id, early);
  }
  const awards = awardsOf(round, round.windowNo, answers);
  for (let start = 0; start < awards.length; start += CHUNK) {
    await deps.store.applyAwards(place.team, id, awards.slice(start, start + CHUNK), labelsOf(round.date));
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
  const settled = await settle(deps, place, id, false);
  if (settled.kind === "settled") return showClosed(deps, job, settled);
  if (settled.kind !== "open") return;
  const round = await deps.store.readRound(place.team, id);
  if (round === null || round.status !== "open") return deps.store.dropJob(job);
  await deps.store.retryLater(job, Math.max(round.closesAt - (await deps.store.now()), SOON));
}

/** Shows the result, then writes the summary; what is done already is not done again. */
async function showClosed(deps: Deps, job: Job, { round, answers, awards, effects }: Settled): Promise<void> {
  const waits = effects.edited ? null : await showResult(deps, round, answers);
  if (waits !== null) return deps.store.retryLater(job, waits);
  const isRepeat = effects.edited;
  const waitsOn = effects.summarised ? null : await writeSummary(deps, round, answers, awards, isRepeat);
  if (waitsOn !== null) return deps.store.retryLater(job, waitsOn);
  await deps.store.finishRound(round.place.team, round.id);
}

/** Milliseconds to the next try, longer the longer it has failed; null: not worth another one. */
function nextTry(deps: Deps, round: Round, retryAfter: number): number | null {
  const now = deps.clock();
  if (now > round.opensAt + PATIENCE) return null;
  const since = now - (round.closedAt ?? round.closesAt);
  return Math.max(retryAfter, SOON, Math.min(since / 4, RARELY));
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

/** Milliseconds to the next try; null: done. */
async function showResult(
  deps: Deps,
  round: Round,
  answers: readonly FrozenAnswer[],
): Promise<number | null> {
  const platform = deps.platform(round.place.team);
  if (platform === null || round.message === null) return nextTry(deps, round, SOON);
  const names = answers.filter((a) => a.choice === round.question.key && !a.hidden).map((a) => a.name);
  const reply = resultReply(
    round,
    answers.map((a) => a.choice),
    names,
  );
  const outcome = await platform.edit(round.place.team, round.message, reply);
  const waits = outcome.kind === "failed" ? nextTry(deps, round, outcome.retryAfter) : null;
  if (outcome.kind === "failed") {
    const { place, id } = round;
    deps.log.warn({ place, round: id, detail: outcome.detail, waits }, "the result could not be shown");
  }
  if (waits === null) await deps.store.markEffect(round.place.team, round.id, "edited");
  return waits;
}

/** Shows the result once more, where something else may have covered it. */
export async function showResultAgain(deps: Deps, round: Round): Promise<void> {
  const frozen = await deps.store.freezeRound(round.place.team, round.id, false);
  if (frozen !== null) await showResult(deps, frozen.round, frozen.answers);
}

/** Milliseconds to the next try; null: done. */
async function writeSummary(
  deps: Deps,
  round: Round,
  answers: readonly FrozenAnswer[],
  awards: readonly DailyAward[],
  repeat: boolean,
): Promise<number | null> {
  const platform = deps.platform(round.place.team);
  if (platform !== null && round.message !== null && answers.length > 0) {
    const reply = summaryOf(round, answers, awards);
    const key = `${round.id}-summary`;
    const { team } = round.place;
    const { schedule } = await deps.store.readGroup(round.place);
    const results = schedule?.results ?? PLATFORM_DEFAULTS[platformOf(team)].results;
    const outcome = await platform.postInThread(team, round.message, reply, {
      key,
      repeat,
      inChannel: results === "channel",
      age: deps.clock() - (round.closedAt ?? round.closesAt),
    });
    deps.meter.count("posts", { what: "summary", outcome: outcome.kind });
    const waits =
      outcome.kind === "failed" || outcome.kind === "unsure"
        ? nextTry(deps, round, outcome.kind === "failed" ? outcome.retryAfter : SOON)
        : null;
    if (waits !== null) return waits;
  }
  await deps.store.markEffect(round.place.team, round.id, "summarised");
  return null;
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
