import type { MissingPermission } from "../ports/platform.ts";
import { type Phrase, phrase } from "../words/phrase.ts";
import type { Place } from "../words/place.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import type { Schedule } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";

/** What this schedule lacks in its channel. */
export async function missingFor(
  deps: Deps,
  place: Place,
  { answers, thread, ping }: Schedule,
): Promise<readonly MissingPermission[]> {
  const needs = { reactions: answers !== "buttons", thread: thread !== "off", ping };
  return (await deps.platform(place.team)?.missingPermissions(place, needs)) ?? [];
}

/** The refusal of a schedule that cannot work in this channel yet; null where it can. */
export function refuseWhileLacking(place: Place, missing: readonly MissingPermission[]): NoticeReply | null {
  const needed = missing.filter((m) => m.without === undefined);
  if (needed.length === 0) return null;
  return notice(
    "refusal",
    phrase`I cannot ask in ${{ group: place.group }} yet. Nothing was changed. What is missing:`,
    ...needed.map((m) => phrase`${{ strong: m.name }}: ${m.how}`),
  );
}

/** What gets lost without permissions that a schedule can do without: a sentence for each loss. */
export function losses(missing: readonly MissingPermission[]): Phrase[] {
  const alike = new Map<string, { names: string[]; without: string; how: string }>();
  for (const { name, without, how } of missing) {
    if (without === undefined) continue;
    const known = alike.get(`${without}|${how}`);
    if (known === undefined) alike.set(`${without}|${how}`, { names: [name], without, how });
    else known.names.push(name);
  }
  return [...alike.values()].map(
    ({ names, without, how }) => phrase`Without ${{ strong: names.join(" and ") }}, ${without}. ${how}.`,
  );
}
