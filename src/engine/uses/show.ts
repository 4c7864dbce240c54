import { TriedInVain } from "../ports/outbox.ts";
import type { PostOptions } from "../ports/platform.ts";
import type { Effect, FrozenRound } from "../ports/store.ts";
import { RARELY, SOON } from "../rules/patience.ts";
import { secretOf } from "../rules/secrets.ts";
import { type MessageRef, platformOf } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import { PLATFORM_DEFAULTS } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { currentRound } from "./manage.ts";
import { answeredIn, resultOf, summaryOf } from "./results.ts";
import { waitOf } from "./reveal.ts";
import { type Once, postOnce } from "./sending.ts";
import { waitUntilLetIn } from "./shut-out.ts";
import { taken } from "./tries.ts";
import { postUnder } from "./under.ts";
import { voidQuestion } from "./void.ts";

/** Learners named in the summary. */
const TOP = 5;
/** Somebody else took the close over, and goes on with it. */
class TakenOver extends Error {}

/**
 * Shows the result, then writes the summary; what is done already is not done again.
 *
 * @throws TriedInVain where it did not succeed, or the result has to wait
 */
export async function showClosed(deps: Deps, closed: FrozenRound): Promise<void> {
  try {
    await show(deps, closed);
  } catch (error) {
    if (!(error instanceof TakenOver)) throw error;
  }
}

async function show(deps: Deps, closed: FrozenRound): Promise<void> {
  const { round, effects, tally } = closed;
  const { team } = round.place;
  const isShown = effects.edited === "done";
  if (!isShown) await mayBeShown(deps, round);
  // Whoever shows it from before, and outlived its lease, stops at its next step.
  const token = deps.token(16);
  await deps.store.takeClose(team, round.id, token);
  const message = isShown ? round.message : await showResult(deps, closed, token);
  if (message?.message !== round.message?.message && answeredIn(tally) === 0) {
    // Where nobody could answer, because the question was deleted, its window counts for nobody.
    if (message !== null) await deps.store.loseMessage(team, round.id, message);
    if (await voidQuestion(deps, round, false)) return;
  }
  if (message !== null && effects.summarised !== "done") await writeSummary(deps, closed, message, token);
  await deps.store.finishRound(team, round.id);
}

/**
 * A result has to wait while its question is open in the team: only where a pool held little else. Where a question of
 * the day is asked again in its own channel there is nothing to keep from anybody.
 *
 * @throws TriedInVain where it has to
 */
export async function mayBeShown(deps: Deps, round: Round): Promise<void> {
  const until = await waitOf(deps, round);
  if (until === null) return;
  const isDaily = round.mode === "daily";
  const next = isDaily ? await currentRound(deps, await deps.store.readGroup(round.place)) : null;
  const isAskedAgain =
    next !== null && next.id !== round.id && secretOf(next.question) === secretOf(round.question);
  if (isAskedAgain && next.closesAt === until) return;
  // The other one may close before its time.
  const wait = Math.max(Math.min(until - (await deps.store.now()), RARELY), SOON);
  throw new TriedInVain("its question is open", wait, true);
}

/** Into the question's message, or as one of its own where that was deleted; where it stands, null: nowhere. */
async function showResult(deps: Deps, closed: FrozenRound, token: string): Promise<MessageRef | null> {
  const isGone = (await editResult(deps, closed)) === "gone";
  const message = isGone ? await postResult(deps, closed, token) : closed.round.message;
  await note(deps, closed.round, "edited", token);
  return message;
}

async function editResult(deps: Deps, closed: FrozenRound): Promise<"edited" | "gone"> {
  const { place, message, question } = closed.round;
  // Where the bank was changed since, its message alone shows what was asked.
  if (message === null || question.changed) return "edited";
  return taken(await deps.platform(place.team)?.edit(place.team, message, await resultOf(deps, closed)));
}

/** The question's message was deleted: the result is a message of its own. */
async function postResult(deps: Deps, closed: FrozenRound, token: string): Promise<MessageRef | null> {
  const { place, id } = closed.round;
  const what = { effect: "edited", what: "result", reply: await resultOf(deps, closed) } as const;
  const outcome = await postOfClose(deps, closed.round, what, token);
  if (outcome.kind === "posted") {
    await deps.store.moveMessage(place.team, id, outcome.message);
    return outcome.message;
  }
  return answeredIn(closed.tally) === 0 ? null : waitUntilLetIn(deps, closed.round, outcome);
}

/** A message of a close, by whoever took that over last. */
async function postOfClose(
  deps: Deps,
  { place, id, closedAt, closesAt }: Round,
  { effect, ...message }: Pick<Once, "what" | "reply" | "send"> & { effect: Effect },
  token: string,
): ReturnType<typeof postOnce> {
  const begun = await deps.store.beginEffect(place.team, id, effect, token);
  if (begun === "lost") throw new TakenOver();
  const age = deps.clock() - (closedAt ?? closesAt);
  return postOnce(deps, place, { ...message, key: `${id}-${message.what}`, age, isFirst: begun === "first" });
}

async function note(deps: Deps, { place, id }: Round, effect: Effect, token: string): Promise<void> {
  if (!(await deps.store.markEffect(place.team, id, effect, token))) throw new TakenOver();
}

/**
 * Shows the result once more, where something else may have covered it, or it says something else by now.
 *
 * @throws TriedInVain where it did not succeed, or the result has to wait
 */
export async function showResultAgain(deps: Deps, { place, id }: Round): Promise<void> {
  const frozen = await deps.store.freezeRound(place.team, id, false);
  if (frozen === null) return;
  await mayBeShown(deps, frozen.round);
  await editResult(deps, frozen);
}

async function writeSummary(
  deps: Deps,
  { round, tally }: FrozenRound,
  message: MessageRef,
  token: string,
): Promise<void> {
  const { place, id } = round;
  const reply = summaryOf(round, tally, await deps.store.standouts(place.team, id, TOP));
  const { schedule } = await deps.store.readGroup(place);
  const results = schedule?.results ?? PLATFORM_DEFAULTS[platformOf(place.team)].results;
  const send = (options: PostOptions) =>
    postUnder(deps, round, message, reply, { ...options, inChannel: results === "channel" });
  const outcome = await postOfClose(
    deps,
    round,
    { effect: "summarised", what: "summary", reply, send },
    token,
  );
  if (outcome.kind === "refused") await waitUntilLetIn(deps, round, outcome);
  await note(deps, round, "summarised", token);
}
