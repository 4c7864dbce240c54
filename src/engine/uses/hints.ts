import { canStrike } from "../rules/hints.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type ChoiceRound, hasOptions } from "../words/round.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { waitOf, waits } from "./reveal.ts";
import { isOfSession } from "./session-state.ts";
import { hintReply } from "./views.ts";

const UNKNOWN = notice("refusal", say("answer.unknown", { command: { command: "" } }));
const NONE = notice("refusal", say("hint.none"));

/** The misconception behind an option of this question, or else the best known one of its concept. */
function startOf({ bank }: Deps, { question, seed }: ChoiceRound): string | null {
  return question.trap ?? bank.item(question.itemId, seed)?.misconception ?? null;
}

/**
 * A hint, taken and shown. Of a daily question an option is struck out and no more is said, whatever else of it is a
 * secret: that option is the same for everybody.
 */
export async function hint(
  deps: Deps,
  { place, person, atHome }: Actor,
  { round: id, number }: Action & { verb: "hint" },
): Promise<Reply> {
  const round = await deps.store.readRound(place.team, id);
  if (round === null || !hasOptions(round) || (round.onlyFor !== null && round.onlyFor !== person.id))
    return UNKNOWN;
  // One's own question may be shown elsewhere than in the channel in which it counts: in a direct message.
  const isOwn = round.onlyFor === person.id;
  if (round.place.group !== place.group && !isOwn && atHome !== true) return UNKNOWN;
  // The bank was changed since: what was asked is not there to be struck out.
  if (round.question.changed !== undefined || !canStrike(round.question)) return NONE;
  const isDaily = round.mode === "daily";
  const until = isDaily ? null : await waitOf(deps, round);
  if (until !== null) return waits(until);
  const start = isDaily ? null : startOf(deps, round);
  const hints = start === null ? 1 : number;
  const answers = round.answers !== "reactions" && !isOfSession(round);
  return (await deps.store.takeHints(place.team, id, person.id, hints))
    ? hintReply(round, hints, start, answers)
    : NONE;
}
