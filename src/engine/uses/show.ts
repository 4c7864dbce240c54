import type { EditOutcome, PostOutcome } from "../ports/platform.ts";
import type { Effect, FrozenRound, Job, Standouts, Tally } from "../ports/store.ts";
import { nextTry, RARELY, SOON } from "../rules/patience.ts";
import { rankLearners } from "../rules/ranks.ts";
import { RETENTION } from "../rules/retention.ts";
import { secretOf } from "../rules/secrets.ts";
import { type MessageRef, platformOf } from "../words/place.ts";
import type { OpenResultReply, ResultReply, SummaryReply } from "../words/reply.ts";
import { hasOptions, type Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import { PLATFORM_DEFAULTS } from "../words/schedule.ts";
import { standing } from "./copies.ts";
import type { Deps } from "./deps.ts";
import { liveResult } from "./live-table.ts";
import { currentRound } from "./manage.ts";
import { openResultReply } from "./open-views.ts";
import { waitOf } from "./reveal.ts";
import { withSaid } from "./said.ts";
import { tellManager } from "./tell.ts";
import { postUnder } from "./under.ts";
import { resultReply, withdrawnResult } from "./views.ts";
import { voidQuestion } from "./void.ts";
import { rightIn } from "./who.ts";
import { isKeyWrong } from "./wrong-keys.ts";

/** Learners named in the summary. */
const TOP = 5;
/** How long after its opening a round's messages are still tried, in milliseconds: nearly as long as it is kept. */
const PATIENCE = RETENTION.dailyRound - 24 * 60 * 60_000;

/** What became of one message of a close: where it is, or when it is tried again; `lost`: another one shows it now. */
type Shown =
  | { kind: "done"; message: MessageRef | null }
  | { kind: "later"; delay: number }
  | { kind: "lost" };

/** Shows the result, then writes the summary; what is done already is not done again. */
export async function showClosed(deps: Deps, job: Job, closed: FrozenRound): Promise<void> {
  const { round, effects, tally } = closed;
  const { team } = round.place;
  const held = effects.edited === "done" ? null : await heldFor(deps, round);
  if (held !== null) return deps.store.retryLater(job, held);
  // Whoever shows it from before, and outlived its lease, stops at its next step.
  const token = deps.token(16);
  await deps.store.takeClose(team, round.id, token);
  let shown: Shown = { kind: "done", message: round.message };
  if (effects.edited !== "done") shown = await showResult(deps, closed, token);
  if (shown.kind === "done" && shown.message?.message !== round.message?.message && answeredIn(tally) === 0) {
    // Where nobody could answer, because the question was deleted, its window counts for nobody.
    if (shown.message !== null) await deps.store.loseMessage(team, round.id, shown.message);
    if (await voidQuestion(deps, round, false)) return deps.store.dropJob(job);
  }
  if (shown.kind === "done" && shown.message !== null && effects.summarised !== "done")
    shown = await writeSummary(deps, closed, shown.message, token);
  if (shown.kind === "later") return deps.store.retryLater(job, shown.delay);
  if (shown.kind === "done") await deps.store.finishRound(team, round.id);
}

const answeredIn = (tally: Tally) => tally.reduce((sum, count) => sum + count, 0);

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

/** The wait for the next try; null: not worth another one. */
function delayOf(deps: Deps, round: Round, retryAfter: number): number | null {
  return deps.clock() > round.opensAt + PATIENCE ? null : nextTry(ageOf(deps, round), retryAfter);
}

const ageOf = (deps: Deps, round: Round) => deps.clock() - (round.closedAt ?? round.closesAt);

/** A result out of what is kept as sums; names are looked for among the first answers alone. */
export async function resultOf(
  deps: Deps,
  { round, tally }: Pick<FrozenRound, "round" | "tally">,
): Promise<ResultReply | OpenResultReply> {
  const { question } = round;
  if (!hasOptions(round)) {
    const item = deps.bank.item(question.itemId, round.seed);
    const keyPoints = item?.kind === "open" ? item.keyPoints : [];
    return withSaid(deps, round, openResultReply(round, tally, keyPoints));
  }
  if (await isKeyWrong(deps, round)) {
    const withdrawn = withdrawnResult(resultReply(round, tally, { names: [], more: 0 }));
    return round.live === undefined ? withdrawn : liveResult(deps, round, round.live, withdrawn);
  }
  const result = resultReply(round, tally, await rightIn(deps, round, tally[round.question.key] ?? 0));
  if (round.live !== undefined) return liveResult(deps, round, round.live, result);
  return withSaid(deps, round, result);
}

async function showResult(deps: Deps, closed: FrozenRound, token: string): Promise<Shown> {
  const { place, id, message } = closed.round;
  const platform = deps.platform(place.team);
  // The bank was changed since: its message goes on to show what was asked, which nothing else does any more.
  if (closed.round.question.changed) return done(deps, closed.round, "edited", message, token);
  const reply = await resultOf(deps, closed);
  let retryAfter = SOON;
  let detail = "the platform is not served here";
  if (platform !== null && message !== null) {
    const outcome = await platform.edit(place.team, message, reply);
    if (outcome.kind === "edited") return done(deps, closed.round, "edited", message, token);
    if (outcome.kind === "gone") return postResult(deps, closed.round, reply, token);
    ({ retryAfter, detail } = outcome);
  }
  const delay = delayOf(deps, closed.round, retryAfter);
  deps.log.warn({ place, round: id, detail, waits: delay }, "the result could not be shown");
  return delay === null ? done(deps, closed.round, "edited", message, token) : { kind: "later", delay };
}

/** The question's message was deleted: the result is a message of its own. */
async function postResult(
  deps: Deps,
  round: Round,
  reply: ResultReply | OpenResultReply,
  token: string,
): Promise<Shown> {
  const { place, id } = round;
  const begun = await deps.store.beginEffect(place.team, id, "edited", token);
  if (begun === "lost") return { kind: "lost" };
  const outcome = await deps.platform(place.team)?.post(place, reply, {
    key: `${id}-result`,
    repeat: begun === "again",
    age: ageOf(deps, round),
  });
  if (outcome?.kind === "posted") {
    const stands = await standing(deps, place, `${id}-result`, outcome.message);
    await deps.store.moveMessage(place.team, id, stands);
    return done(deps, round, "edited", stands, token);
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
  return done(deps, round, "edited", null, token);
}

async function done(
  deps: Deps,
  { place, id }: Round,
  effect: Effect,
  message: MessageRef | null,
  token: string,
): Promise<Shown> {
  const isNoted = await deps.store.markEffect(place.team, id, effect, token);
  return isNoted ? { kind: "done", message } : { kind: "lost" };
}

/** Milliseconds to the next try of a post; null: there is none. */
function waitAfter(deps: Deps, round: Round, outcome: PostOutcome | undefined): number | null {
  if (outcome === undefined || outcome.kind === "unsure") return delayOf(deps, round, SOON);
  return outcome.kind === "failed" ? delayOf(deps, round, outcome.retryAfter) : null;
}

/** Shows the result once more, where something else may have covered it, or it says something else by now. */
export async function showResultAgain(deps: Deps, { place, id }: Round): Promise<EditOutcome | undefined> {
  const frozen = await deps.store.freezeRound(place.team, id, false);
  // Where the bank was changed since, its message alone shows what was asked.
  if (frozen === null || frozen.round.message === null || frozen.round.question.changed) return undefined;
  if ((await heldFor(deps, frozen.round)) !== null) return undefined;
  return deps.platform(place.team)?.edit(place.team, frozen.round.message, await resultOf(deps, frozen));
}

async function writeSummary(
  deps: Deps,
  { round, tally }: FrozenRound,
  message: MessageRef,
  token: string,
): Promise<Shown> {
  const { place, id } = round;
  const begun = await deps.store.beginEffect(place.team, id, "summarised", token);
  if (begun === "lost") return { kind: "lost" };
  const reply = summaryOf(round, tally, await deps.store.standouts(place.team, id, TOP));
  const { schedule } = await deps.store.readGroup(place);
  const results = schedule?.results ?? PLATFORM_DEFAULTS[platformOf(place.team)].results;
  const options = {
    inChannel: results === "channel",
    key: `${id}-summary`,
    repeat: begun === "again",
    age: ageOf(deps, round),
  };
  const outcome = await postUnder(deps, round, message, reply, options);
  if (outcome !== undefined) deps.meter.count("posts", { what: "summary", outcome: outcome.kind });
  if (outcome?.kind === "posted") await standing(deps, place, options.key, outcome.message);
  const delay = outcome?.kind === "posted" ? null : waitAfter(deps, round, outcome);
  return delay === null ? done(deps, round, "summarised", message, token) : { kind: "later", delay };
}

function answersSaid(round: Round, tally: Tally): Say {
  const { date } = round;
  const length = answeredIn(tally);
  if (length === 0) return say("summary.nobody", { date: { date } });
  return hasOptions(round)
    ? say("summary.right", { right: tally[round.question.key] ?? 0, length, date: { date } })
    : say("summary.in-words", { length, date: { date }, tick: say("button.tick-own") });
}

function summaryOf(round: Round, tally: Tally, { top, longest }: Standouts): SummaryReply {
  const lines = [answersSaid(round, tally)];
  if (longest !== null)
    lines.push(say("summary.streak", { name: { strong: longest.name }, length: longest.length }));
  return { kind: "summary", visibility: "channel", lines, top: rankLearners(top) };
}
