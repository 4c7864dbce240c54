import type { MissingPermission, PostOutcome } from "../ports/platform.ts";
import type { Place } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import type { Say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { isNeeded } from "./missing.ts";
import { type BotReason, pauseGroup } from "./pause.ts";
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

/** What keeps the bot from showing anything in a channel; null where nothing is known that does. */
export async function barAt(deps: Deps, place: Place): Promise<Bar | null> {
  const platform = deps.platform(place.team);
  if ((await platform?.isIn(place.team)) === false) return { reason: "bot-removed", missing: [] };
  // What a message takes, and nothing else.
  const needs = { reactions: false, thread: false, ping: null };
  return barOf((await platform?.missingPermissions(place, needs)) ?? []);
}

/** Pauses a schedule where its channel is closed to the bot for certain, which tells who manages it, once. */
export async function pauseIfShutOut(deps: Deps, place: Place): Promise<void> {
  const { schedule, paused } = await deps.store.readGroup(place);
  if (schedule === null || paused !== null) return;
  const bar = await barAt(deps, place);
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
