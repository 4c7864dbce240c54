import type { PostOutcome } from "../ports/platform.ts";
import type { DailyAward, Effects, FrozenAnswer, Job } from "../ports/store.ts";
import { rankLearners } from "../rules/ranks.ts";
import { RETENTION } from "../rules/retention.ts";
import { secretOf } from "../rules/secrets.ts";
import { type MessageRef, platformOf } from "../words/place.ts";
import type { ResultReply, SummaryReply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import { PLATFORM_DEFAULTS } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { currentRound } from "./manage.ts";
import { waitOf } from "./reveal.ts";
import { tellManager } from "./tell.ts";
import { resultReply, threadNameOf } from "./views.ts";

/** Learners named in the summary. */
const TOP = 5;
const SOON = 5_000;
/** Longest that a failed message of a close waits for its next try, in milliseconds. */
const RARELY = 15 * 60_000;
/** How long after its opening a round's messages are still tried, in milliseconds: nearly as long as it is kept. */
const PATIENCE = RETENTION.dailyRound - 24 * 60 * 60_000;

/** A round whose answers are frozen and whose awards are booked. */
export interface Settled {
  kind: "settled";
  round: Round;
  answers: readonly FrozenAnswer[];
  awards: readonly DailyAward[];
  effects: Effects;
}

/** What became of one message of a close. `lost`: another one shows this close now. */
type Shown =
  | { kind: "done"; message: MessageRef | null }
  | { kind: "later"; delay: number }
  | { kind: "lost" };

/** Shows the result, then writes the summary; what is done already is not done again. */
export async function showClosed(deps: Deps, job: Job, settled: Settled): Promise<void> {
  const { round, effects, answers } = settled;
  const { team } = round.place;
  const held = effects.edited ? null : await heldFor(deps, round);
  if (held !== null) return deps.store.retryLater(job, held);
  // Whoever shows it from before, and outlived its lease, stops at its next step.
  const token = deps.token(16);
  await deps.store.takeClose(team, round.id, token);
  const shown: Shown = effects.edited
    ? { kind: "done", message: round.message }
    : await showResult(deps, settled, token);
  if (shown.kind === "lost") return;
  if (shown.kind === "later") return deps.store.retryLater(job, shown.delay);
  const isMoved = round.message !== null && shown.message?.message !== round.message.message;
  if (isMoved && answers.length === 0 && (await isUncounted(deps, round, shown.message))) {
    return deps.store.dropJob(job);
  }
  const summary: Shown =
    effects.summarised || shown.message === null
      ? { kind: "done", message: null }
      : await writeSummary(deps, settled, shown.message, token);
  if (summary.kind === "lost") return;
  if (summary.kind === "later") return deps.store.retryLater(job, summary.delay);
  await deps.store.finishRound(team, round.id);
}

/**
 * Milliseconds for which a result has to wait, because its question is open in another channel of the team: only
 * where a pool held little else. Where its own channel asks it again there is nothing to keep from anybody.
 */
async function heldFor(deps: Deps, round: Round): Promise<number | null> {
  const until = await waitOf(deps, round);
  if (until === null) return null;
  const next = await currentRound(deps, await deps.store.readGroup(round.place));
  const isAskedAgain =
    next !== null && next.id !== round.id && secretOf(next.question) === secretOf(round.question);
  if (isAskedAgain && next.closesAt === until) return null;
  // The other one may close before its time.
  return Math.max(Math.min(until - (await deps.store.now()), RARELY), SOON);
}

/** Where nobody could answer, because the question was deleted, its window counts for nobody. */
async function isUncounted(deps: Deps, { place, id }: Round, message: MessageRef | null): Promise<boolean> {
  if (message !== null) await deps.store.loseMessage(place.team, id, message);
  return deps.store.voidRound(place.team, id);
}

/** The next try, later the longer it has failed; null: not worth another one. */
function nextTry(deps: Deps, round: Round, retryAfter: number): number | null {
  const now = deps.clock();
  if (now > round.opensAt + PATIENCE) return null;
  const since = now - (round.closedAt ?? round.closesAt);
  return Math.max(retryAfter, SOON, Math.min(since / 4, RARELY));
}

export function resultOf(round: Round, answers: readonly FrozenAnswer[]): ResultReply {
  const names = answers.filter((a) => a.choice === round.question.key && !a.hidden).map((a) => a.name);
  return resultReply(
    round,
    answers.map((a) => a.choice),
    names,
  );
}

async function showResult(deps: Deps, { round, answers }: Settled, token: string): Promise<Shown> {
  const { place, id, message } = round;
  const platform = deps.platform(place.team);
  const reply = resultOf(round, answers);
  let retryAfter = SOON;
  let detail = "the platform is not served here";
  if (platform !== null && message !== null) {
    const outcome = await platform.edit(place.team, message, reply);
    if (outcome.kind === "edited") return done(deps, round, "edited", message);
    if (outcome.kind === "gone") return postResult(deps, round, reply, token);
    ({ retryAfter, detail } = outcome);
  }
  const delay = nextTry(deps, round, retryAfter);
  deps.log.warn({ place, round: id, detail, waits: delay }, "the result could not be shown");
  return delay === null ? done(deps, round, "edited", message) : { kind: "later", delay };
}

/** The question's message was deleted: the result is a message of its own. */
async function postResult(deps: Deps, round: Round, reply: ResultReply, token: string): Promise<Shown> {
  const { place, id } = round;
  const begun = await deps.store.beginEffect(place.team, id, "edited", token);
  if (begun === "lost") return { kind: "lost" };
  const outcome = await deps.platform(place.team)?.post(place, reply, {
    key: `${id}-result`,
    repeat: begun === "again",
    age: ageOf(deps, round),
  });
  if (outcome?.kind === "posted") {
    await deps.store.moveMessage(place.team, id, outcome.message);
    return done(deps, round, "edited", outcome.message);
  }
  const delay = waitAfter(deps, round, outcome);
  if (delay !== null) return { kind: "later", delay };
  const group = await deps.store.readGroup(place);
  // Whoever was told that the channel is lost knows.
  if (group.paused === null)
    await tellManager(
      deps,
      group,
      say("paused.result-lost", { date: { date: round.date }, group: { group: place.group } }),
    );
  return done(deps, round, "edited", null);
}

async function done(
  deps: Deps,
  round: Round,
  effect: keyof Effects,
  message: MessageRef | null,
): Promise<Shown> {
  await deps.store.markEffect(round.place.team, round.id, effect);
  return { kind: "done", message };
}

const ageOf = (deps: Deps, round: Round) => deps.clock() - (round.closedAt ?? round.closesAt);

/** Milliseconds to the next try of a post; null: there is none. */
function waitAfter(deps: Deps, round: Round, outcome: PostOutcome | undefined): number | null {
  if (outcome === undefined || outcome.kind === "unsure") return nextTry(deps, round, SOON);
  return outcome.kind === "failed" ? nextTry(deps, round, outcome.retryAfter) : null;
}

/** Shows the result once more, where something else may have covered it. */
export async function showResultAgain(deps: Deps, { place, id }: Round): Promise<void> {
  const frozen = await deps.store.freezeRound(place.team, id, false);
  if (frozen === null || frozen.round.message === null) return;
  if ((await heldFor(deps, frozen.round)) !== null) return;
  await deps
    .platform(place.team)
    ?.edit(place.team, frozen.round.message, resultOf(frozen.round, frozen.answers));
}

async function writeSummary(
  deps: Deps,
  { round, answers, awards }: Settled,
  message: MessageRef,
  token: string,
): Promise<Shown> {
  const { place, id, thread } = round;
  const begun = await deps.store.beginEffect(place.team, id, "summarised", token);
  if (begun === "lost") return { kind: "lost" };
  const reply = summaryOf(round, answers, awards);
  const { schedule } = await deps.store.readGroup(place);
  const results = schedule?.results ?? PLATFORM_DEFAULTS[platformOf(place.team)].results;
  const options = {
    inChannel: results === "channel",
    key: `${id}-summary`,
    repeat: begun === "again",
    age: ageOf(deps, round),
    threadName: threadNameOf(round),
  };
  const platform = deps.platform(place.team);
  // A message that has a room of its own, as in a forum, is talked about there.
  const outcome =
    thread === "off" && message.channel === place.group
      ? await platform?.post(place, reply, options)
      : await platform?.postInThread(place.team, message, reply, options);
  if (outcome !== undefined) deps.meter.count("posts", { what: "summary", outcome: outcome.kind });
  const delay = outcome?.kind === "posted" ? null : waitAfter(deps, round, outcome);
  return delay === null ? done(deps, round, "summarised", message) : { kind: "later", delay };
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
  const lines = [
    answers.length === 0
      ? say("summary.nobody", { date: { date: round.date } })
      : say("summary.right", { right, length: answers.length, date: { date: round.date } }),
  ];
  if (longest !== null) {
    const name = shown.get(longest.learner) ?? "";
    lines.push(say("summary.streak", { name: { strong: name }, length: longest.streak.length }));
  }
  const earned = awards
    .filter((a) => a.points > 0 && shown.has(a.learner))
    .map((a) => ({ learner: a.learner, name: shown.get(a.learner) ?? "", points: a.points }));
  return { kind: "summary", visibility: "channel", lines, top: rankLearners(earned).slice(0, TOP) };
}
