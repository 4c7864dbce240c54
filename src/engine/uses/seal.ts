import type { ButtonPress } from "../ports/platform.ts";
import { checkOf, proofOf } from "../rules/commitment.ts";
import type { Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { hasOptions } from "../words/round.ts";
import { say } from "../words/say.ts";
import { UNKNOWN } from "./answer.ts";
import type { Deps } from "./deps.ts";
import { waitOf, waits } from "./reveal.ts";

/** What a seal is good for; once the key may be told, what it was made of and a line for a shell that checks it. */
export async function seal(
  deps: Deps,
  { place, atHome }: Actor & Pick<ButtonPress, "atHome">,
  id: string,
): Promise<Reply> {
  const round = await deps.store.readRound(place.team, id);
  if (round === null || !hasOptions(round) || round.mode !== "daily" || round.status === "void")
    return UNKNOWN;
  if (round.place.group !== place.group && atHome !== true) return UNKNOWN;
  if (round.closedAt === null) return notice("info", say("seal.how", { seal: { code: round.commitment } }));
  // The bank was changed since: what was sealed is not known any more.
  if (round.question.changed !== undefined) return notice("info", say("seal.gone"));
  const until = await waitOf(deps, round);
  if (until !== null) return waits(until);
  const check = checkOf(proofOf(round.question, round.salt));
  return notice("info", say("seal.proves"), say("seal.check", { check: { code: check } }));
}
