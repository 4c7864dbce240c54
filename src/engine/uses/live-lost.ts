import type { PostOutcome } from "../ports/platform.ts";
import type { LiveGame } from "../words/live.ts";
import type { Place } from "../words/place.ts";
import { notice } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";

export type Refused = Extract<PostOutcome, { kind: "refused" }>;

/** What the words call it. */
const WHY = {
  "channel-gone": "gone",
  "bot-removed": "removed",
  "not-a-member": "outside",
  "permission-lost": "denied",
} as const;

function needed({ reason, missing }: Refused): Say[] {
  if (reason === "not-a-member") return missing.filter((how) => typeof how !== "string");
  return reason === "permission-lost" && missing.length > 0
    ? [say("live.lost-needs", { missing: { list: missing }, live: { command: "live" } })]
    : [];
}

/**
 * Tells who began a live round that it was given up, and why: in the channel there is nothing that says so. `refused`
 * null: nothing was refused, and the platform took no message for too long. Whoever takes no direct messages is not told.
 */
export async function tellHost(
  deps: Pick<Deps, "platform" | "log">,
  { team, group }: Place,
  { game, host }: LiveGame,
  refused: Refused | null,
): Promise<void> {
  if (host === null) return;
  const reason = refused === null ? "late" : WHY[refused.reason];
  const lost = say("live.lost", { here: { group }, reason });
  const words = notice("trouble", lost, ...(refused === null ? [] : needed(refused)));
  const told = await deps.platform(team)?.tell(team, host, words, group, `live${game}-lost`);
  if (told?.kind !== "told") deps.log.debug({ game, told: told?.kind }, "a live round's host was not told");
}
