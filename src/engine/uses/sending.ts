import type { PostOptions, PostOutcome } from "../ports/platform.ts";
import type { MessageRef, Place } from "../words/place.ts";
import type { Reply } from "../words/reply.ts";
import { standing } from "./copies.ts";
import type { Deps } from "./deps.ts";
import { again } from "./tries.ts";

/** How long it is remembered that a message was tried, in milliseconds: longer than any is. */
const REMEMBERED = 9 * 24 * 60 * 60_000;

/** A message that is to come once. */
export interface Once {
  /** What it is: its key on the platform. */
  key: string;
  /** Its name among the metrics. */
  what: string;
  reply: Reply;
  /** How long ago its first try was at most, in milliseconds. */
  age: number;
  /** Whether nobody has tried it before; where it is left out, that is noted here. */
  isFirst?: boolean;
  /** Where it goes; the channel, where it is left out. */
  send?: (options: PostOptions) => Promise<PostOutcome | undefined>;
}

/**
 * Posts a message that is to come once, whoever tries it and however often: an earlier try may have succeeded without
 * our knowing, so whoever is not the first one looks, and of two copies one is taken back. Throws `TriedInVain` where
 * it is to be tried again.
 *
 * @returns where it stands, or why it can never be posted there
 */
export async function postOnce(
  deps: Deps,
  place: Place,
  { key, what, reply, age, isFirst, send }: Once,
): Promise<{ kind: "posted"; message: MessageRef } | Extract<PostOutcome, { kind: "refused" }>> {
  const platform = deps.platform(place.team);
  if (platform === null) return again(null);
  const first = isFirst ?? (await deps.store.claimOnce(`post|${place.team}|${key}`, REMEMBERED));
  const options = { key, repeat: !first, age };
  const outcome = await (send === undefined ? platform.post(place, reply, options) : send(options));
  if (outcome !== undefined) deps.meter.count("posts", { what, outcome: outcome.kind });
  if (outcome === undefined || outcome.kind === "unsure" || outcome.kind === "failed") return again(outcome);
  if (outcome.kind === "refused") return outcome;
  return { kind: "posted", message: await standing(deps, place.team, key, outcome.message) };
}
