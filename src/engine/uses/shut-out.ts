import type { MissingPermission, PostOutcome } from "../ports/platform.ts";
import type { Place } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { isNeeded, missingFor } from "./missing.ts";
import { type BotReason, FOR_WANT_OF_IT, pauseGroup } from "./pause.ts";
import { whyPaused } from "./paused.ts";
import { again } from "./tries.ts";

/** A channel that keeps the bot out: what is to be shown there waits for who lets it in. */

/** What a pause says of it. */
interface Bar {
  reason: BotReason;
  missing: readonly (string | Say)[];
}

/** What a pause says of what is missing; null where all is there that a schedule cannot do without. */
export function barOf(missing: readonly MissingPermission[]): Bar | null {
  const needed = missing.filter(isNeeded);
  const [first] = needed;
  if (first === undefined) return null;
  const reason = first.pauses ?? "permission-lost";
  return { reason, missing: needed.map(({ name, how }) => (reason === "not-a-member" ? how : name)) };
}

/** What the bot lacks to show anything in a channel, as far as the platform says. */
async function lackedAt(deps: Deps, place: Place): Promise<readonly MissingPermission[]> {
  // What a message takes, and nothing else.
  const needs = { reactions: false, thread: false, ping: null };
  const missing = (await deps.platform(place.team)?.missingPermissions(place, needs)) ?? [];
  return missing.filter(isNeeded);
}

/** What is said of a result that is not up yet: with what is missing, where it waits for who lets the bot in. */
export const saidOfWaiting = (deps: Deps, { place, date }: Round): Promise<Say[]> =>
  unlessShutOut(
    deps,
    place,
    say("daily.result-waits", { date: { date } }),
    say("daily.result-shut-out", { date: { date }, group: { group: place.group } }),
  );

/** The same to whoever ended its question. */
export const saidOfClosed = (deps: Deps, place: Place): Promise<Say[]> =>
  unlessShutOut(
    deps,
    place,
    say("daily.closed"),
    say("daily.closed-shut-out", { group: { group: place.group } }),
  );

async function unlessShutOut(deps: Deps, place: Place, soon: Say, later: Say): Promise<Say[]> {
  const lacked = await lackedAt(deps, place);
  if (lacked.length === 0) return [soon];
  return [later, ...lacked.map(({ name, how }) => say("missing.one", { name, how }))];
}

/**
 * Why a group is paused as far as that can be told now, and that in words: some of what was missing may have been
 * granted, and whoever asks in a channel proves that it is not gone.
 */
export async function pausedNow(
  deps: Deps,
  group: GroupRecord,
): Promise<{ paused: GroupRecord["paused"]; why: Say[] }> {
  const { paused, schedule, place } = group;
  if (paused === null || schedule === null) return { paused, why: [] };
  const isShut = FOR_WANT_OF_IT.includes(paused.reason);
  const bar = isShut ? barOf(await missingFor(deps, place, schedule)) : null;
  const reason = bar?.reason ?? paused.reason;
  return { paused: { ...paused, reason }, why: whyPaused(group, reason, bar?.missing) };
}

/** Pauses a schedule where its channel is closed to the bot for certain, which tells who manages it, once. */
export async function pauseIfShutOut(deps: Deps, place: Place): Promise<void> {
  const { schedule, paused } = await deps.store.readGroup(place);
  if (schedule === null || paused !== null) return;
  const isRemoved = (await deps.platform(place.team)?.isIn(place.team)) === false;
  const bar = isRemoved
    ? ({ reason: "bot-removed", missing: [] } as const)
    : barOf(await lackedAt(deps, place));
  if (bar !== null) await pauseGroup(deps, place, bar.reason, bar.missing);
}

/**
 * A message of a round was refused: its schedule pauses, and it waits for who lets the bot in. Where nobody does, it is
 * let be when the round is not kept any longer.
 *
 * @throws TriedInVain in any case
 */
export async function waitUntilLetIn(
  deps: Deps,
  { place, message }: Round,
  { reason, missing }: Extract<PostOutcome, { kind: "refused" }>,
): Promise<never> {
  // The post of a forum may be closed where its forum is not: that is looked at where it is waited for.
  if (message === null || message.channel === place.group) await pauseGroup(deps, place, reason, missing);
  return again({ kind: "barred", detail: reason });
}
