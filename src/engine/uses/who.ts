import type { Actor } from "../words/press.ts";
import { notice, type QuestionReply, type Reply, type ResultReply } from "../words/reply.ts";
import { type ChoiceRound, hasOptions, type Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import { UNKNOWN } from "./answer.ts";
import type { Deps } from "./deps.ts";
import { hurry } from "./live.ts";
import { liveQuestionReply } from "./live-views.ts";
import { waitOf, waits } from "./reveal.ts";
import { NAMES_SHOWN, questionReply } from "./views.ts";

/** Of how many answers, the first ones, those who were right may be named. */
const LOOKED_AT = 1_000;

/** Those who have it right among the first answers, as far as they show themselves, and how many more. */
export async function rightIn(
  deps: Deps,
  { place, id, question: { key } }: ChoiceRound,
  all: number | null,
): Promise<ResultReply["right"]> {
  const { answers } = await deps.store.readAnswers(place, id, 0, LOOKED_AT);
  const right = answers.filter(({ choice }) => choice === key).map(({ learner }) => learner);
  const { names, hidden } = await deps.store.shownNames(place.team, right, NAMES_SHOWN);
  return { names, more: (all ?? right.length) - hidden - names.length };
}

/**
 * A question as its message shows it now. One of practice says who has it right: not before a minute has passed, or
 * whoever asked it wants it, and never while it is the question of the day.
 */
export async function questionNow(deps: Deps, round: Round, answered: number): Promise<QuestionReply> {
  if (round.mode === "daily" || !hasOptions(round)) return questionReply(round, answered, null);
  if (round.live !== undefined) {
    // Not each answer looks whether all have answered; this comes after some of them.
    await hurry(deps, round);
    return liveQuestionReply(round, answered, round.closesAt);
  }
  const [asker, right] = await Promise.all([
    round.asker === undefined ? null : deps.store.shownNames(round.place.team, [round.asker], 1),
    (await waitOf(deps, round)) === null ? rightIn(deps, round, null) : undefined,
  ]);
  return { ...questionReply(round, answered, asker?.names[0] ?? null), right };
}

/** Whoever asked a practice question wants to know who has it right; its message says so from now on. */
export async function who(deps: Deps, { place, person }: Actor, id: string): Promise<Reply> {
  const { team } = place;
  const round = await deps.store.readRound(team, id);
  if (round === null || !hasOptions(round) || round.mode !== "practice" || round.onlyFor !== null)
    return UNKNOWN;
  if (round.place.group !== place.group) return UNKNOWN;
  if (round.asker !== person.id) return notice("info", say("who.asker"));
  const until = await waitOf(deps, round);
  if (until !== null) return waits(until);
  const answered = await deps.store.answeredCount(team, id);
  const now = await questionNow(deps, round, answered);
  if (round.message !== null && round.status === "open") {
    const outcome = await deps.platform(team)?.edit(team, round.message, now);
    if (outcome?.kind === "edited") await deps.store.markShown(team, id, answered);
  }
  const { names, more } = now.right ?? { names: [], more: 0 };
  if (names.length === 0 && more === 0) return notice("info", say("who.nobody", { answered }));
  const others = more === 0 ? [] : [say("who.more", { more })];
  const list = [...names.map((name) => ({ name })), ...others];
  return notice("info", say("who.right", { names: { list }, count: names.length, more }));
}
