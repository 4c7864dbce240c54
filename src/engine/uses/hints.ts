import type { Caller } from "../ports/bot.ts";
import { canStrike } from "../rules/hints.ts";
import { meantOf } from "../rules/meant.ts";
import type { Action, Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type ChoiceRound, hasOptions } from "../words/round.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { waitOf, waits } from "./reveal.ts";
import { isOfSession } from "./session-state.ts";
import { hintFor, hintReply, whichOf } from "./views.ts";

const UNKNOWN = notice("refusal", say("answer.unknown", { command: { command: "" } }));
const NONE = notice("refusal", say("hint.none"));
const WHERE = notice("info", say("line.hint", { hint: say("button.hint-1"), why: say("button.mine") }));

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

/**
 * `hint`, as people type it: names the question that is meant, with the button that takes one, since what that costs is
 * said before the press. Where there is none, it says where hints are.
 */
export async function offerHint({ store }: Deps, { place, person }: Caller): Promise<Reply> {
  const meant = meantOf(await store.answerable(place, person.id));
  const all = meant.kind === "none" ? [] : meant.kind === "one" ? [meant.round] : meant.rounds;
  const rounds = all.filter(
    (round) => (round.mode === "daily" || round.onlyFor === person.id) && hintFor(round).length > 0,
  );
  const [only, ...others] = rounds;
  if (only === undefined) return WHERE;
  const which = whichOf(rounds, say("hint.offer", { count: rounds.length }), ({ id }) => ({
    verb: "hint",
    round: id,
    number: 1,
  }));
  return others.length > 0 ? which : { ...which, buttons: hintFor(only) };
}
