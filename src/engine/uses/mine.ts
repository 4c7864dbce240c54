import type { Confidence } from "../../learning/review.ts";
import type { OwnAnswer } from "../ports/store.ts";
import { isBooked } from "../rules/life.ts";
import { draftOf } from "../rules/reviews.ts";
import { afterHints, dailyPoints } from "../rules/scoring.ts";
import type { Actor, Button } from "../words/press.ts";
import { type Given, notice, type Reply, type SealedReply } from "../words/reply.ts";
import { type ChoiceRound, hasOptions, type Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import { heldReply, judge, type Pressed, sealed, told, UNKNOWN } from "./answer.ts";
import { ownAnswer, sealedInWords } from "./answers-in-words.ts";
import type { Deps } from "./deps.ts";
import { keepButton } from "./keeping.ts";
import { reviewsOf } from "./linked.ts";
import { waitOf, waits } from "./reveal.ts";
import { withSaid } from "./said.ts";
import { inWords, verdictReply, waysToAnswer } from "./views.ts";

/** Nobody has answered for them yet: how to, where there are buttons for it. */
function notYet({ id }: Round, buttons: readonly Button[]): Reply {
  return { ...notice("info", say("mine.none")), buttons: [...buttons, { ...keepButton(id), row: true }] };
}

/** What is sealed, as its learner left it. */
async function sealedAgain(
  deps: Deps,
  round: ChoiceRound,
  { choice, confidence, hints }: OwnAnswer,
): Promise<SealedReply> {
  const answered = await deps.store.answeredCount(round.place.team, round.id);
  return { ...sealed(round, choice, null, answered), given: { confidence, hints } };
}

/** How sure a learner is of an answer that nobody has judged yet; of one of the day, the whole of it is shown again. */
export async function sayHowSure(
  deps: Deps,
  { place, person }: Actor,
  id: string,
  confidence: Confidence,
): Promise<Reply> {
  if (!(await deps.store.setConfidence(place.team, id, person.id, confidence)))
    return notice("refusal", say("confidence.late"));
  const round = await deps.store.readRound(place.team, id);
  const own = await deps.store.ownAnswer(place.team, id, person.id);
  if (round === null || own === null || round.mode !== "daily" || !hasOptions(round))
    return notice("done", say("confidence.noted", { confidence }));
  return sealedAgain(deps, round, own);
}

/**
 * What is kept beside an answer until it is booked, and as a review from then on. null: it is so long ago that it is
 * part of a snapshot.
 */
async function givenOf(
  deps: Deps,
  round: ChoiceRound,
  learner: string,
  { confidence, hints }: OwnAnswer,
): Promise<Given | null> {
  if (round.mode === "daily" && !isBooked(round.status)) return { confidence, hints };
  const { id, concept } = draftOf(round, round.mode, deps.clock());
  const { concepts } = await reviewsOf(deps, round.place.team, learner);
  const outcome = concepts.get(concept)?.reviews.find((review) => review.id === id)?.outcome;
  return outcome?.kind === "choice" ? { confidence: outcome.confidence, hints: outcome.hints } : null;
}

/** The points of an answer; null where they are not known any more: a streak tells them until it goes on. */
async function earnedBy(
  deps: Deps,
  round: ChoiceRound,
  learner: string,
  own: OwnAnswer,
  given: Given | null,
): Promise<OwnAnswer["earned"]> {
  if (round.mode === "practice") return own.earned;
  if (!isBooked(round.status)) return null;
  const { key, difficulty } = round.question;
  if (own.choice !== key) return { points: 0, capped: false };
  const { streak } = await deps.store.readLearner(round.place, learner);
  if (given === null || streak === null || streak.last !== round.windowNo) return null;
  return { points: afterHints(dailyPoints(difficulty, true, streak.length), given.hints), capped: false };
}

/**
 * "My answer": what it is, as long as it is sealed; afterwards whether it was right, why it is or tempts and fails, how
 * it was given and what it brought.
 */
export async function mine(deps: Deps, pressed: Pressed, id: string): Promise<Reply> {
  const { team } = pressed.place;
  const { id: learner } = pressed.person;
  const round = await deps.store.readRound(team, id);
  if (round === null) return UNKNOWN;
  // One's own question may be shown elsewhere than in the channel in which it counts: in a direct message.
  const isElsewhere = round.onlyFor === learner || pressed.atHome === true;
  const actor = isElsewhere ? { ...pressed, place: round.place } : pressed;
  if (round.place.group !== actor.place.group) return UNKNOWN;
  if (round.onlyFor !== null && round.onlyFor !== learner) return UNKNOWN;
  if (round.status === "void") return UNKNOWN;
  if (!hasOptions(round)) {
    if (round.closedAt !== null) return ownAnswer(deps, actor, id);
    return (await sealedInWords(deps, round, learner)) ?? notYet(round, inWords(round));
  }
  const own = await deps.store.ownAnswer(team, id, learner);
  if (round.mode === "daily" && round.closedAt === null)
    return own === null ? notYet(round, waysToAnswer(round)) : sealedAgain(deps, round, own);
  // One that was asked for privately ends by its time alone.
  const isOpen = round.closedAt === null && (await deps.store.now()) < round.closesAt;
  if (round.mode === "practice" && isOpen && own === null) return notYet(round, waysToAnswer(round));
  // The same question may be open in another channel, or have become the one of the day since.
  const until = await waitOf(deps, round);
  if (until !== null) {
    const answered = await deps.store.answeredCount(team, id);
    return own === null ? waits(until) : heldReply(round, own.choice, until, answered);
  }
  if (own === null) return withSaid(deps, round, verdictReply(round, null, "review", null));
  if (round.mode === "practice") {
    const outcome = await judge(deps, actor, round, { choice: own.choice, via: "button" });
    // Held: it became the question of the day this very moment.
    if (outcome.kind === "judged" || outcome.kind === "held") return told(deps, round, own.choice, outcome);
  }
  const given = await givenOf(deps, round, learner, own);
  const earned = await earnedBy(deps, round, learner, own, given);
  return withSaid(deps, round, { ...verdictReply(round, own.choice, "review", earned), given });
}
