import type { MissingPermission } from "../ports/platform.ts";
import type { Place } from "../words/place.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import { type Piece, type Say, say } from "../words/say.ts";
import type { Schedule } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";

/** What this schedule lacks in its channel. `surely`: what the platform does not say counts as missing. */
export async function missingFor(
  deps: Deps,
  place: Place,
  { answers, thread, ping }: Schedule,
  surely = false,
): Promise<readonly MissingPermission[]> {
  const needs = { reactions: answers !== "buttons", thread: thread !== "off", ping, surely };
  return (await deps.platform(place.team)?.missingPermissions(place, needs)) ?? [];
}

/** Whether a schedule cannot do without it. */
export const isNeeded = ({ without }: MissingPermission): boolean => without === undefined;

/** The refusal of a schedule that cannot work in this channel yet; null where it can. */
export function refuseWhileLacking(place: Place, missing: readonly MissingPermission[]): NoticeReply | null {
  const needed = missing.filter(isNeeded);
  if (needed.length === 0) return null;
  return notice(
    "refusal",
    say("missing.needed", { group: { group: place.group } }),
    ...needed.map((m) => say("missing.one", { name: m.name, how: m.how })),
  );
}

/** What gets lost without permissions that a schedule can do without: a sentence for each loss. */
export function losses(missing: readonly MissingPermission[]): Say[] {
  const alike = new Map<string, { names: Piece[]; without: Say; how: Say }>();
  for (const { name, without, how } of missing) {
    if (without === undefined) continue;
    const key = JSON.stringify([without, how]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { names: [name], without, how });
    else known.names.push(name);
  }
  return [...alike.values()].map(({ names, without, how }) =>
    say("missing.without", { names: { list: names }, without, how }),
  );
}
