import type { ButtonPress, FormSubmission } from "../ports/platform.ts";
import { readRef } from "../words/asked.ts";
import type { Actor } from "../words/press.ts";
import { notice, type OpenSealedReply, type Reply } from "../words/reply.ts";
import { type Choice, hasOptions, type Round, SPOKEN, WRITTEN } from "../words/round.ts";
import { say } from "../words/say.ts";
import { judge, recallRound, UNKNOWN } from "./answer.ts";
import type { Deps } from "./deps.ts";
import { givenBack, withYours } from "./explained-views.ts";
import { reveal } from "./open-answers.ts";
import { waitOf, waits } from "./reveal.ts";
import { inWords } from "./views.ts";

/** Answers to an open question of the day: sealed like others, and compared with what counts after the close. */

type Pressed = Actor & Partial<Pick<ButtonPress, "delivery" | "at">>;

/** The form for an answer was handed in: to the question of the day, or to one that is compared at once. */
export async function submitWritten(
  deps: Deps,
  form: Actor & Pick<FormSubmission, "delivery">,
  item: string,
  text: string,
): Promise<Reply> {
  if (deps.bank.find(readRef(item).itemId) !== null) return reveal(deps, form, item, text);
  return take(deps, form, item, WRITTEN, text);
}

/** "Done, I said it": nothing is kept but that it was said. */
export const answerAloud = (deps: Deps, press: Pressed, id: string): Promise<Reply> =>
  take(deps, press, id, SPOKEN, null);

async function take(
  deps: Deps,
  press: Pressed,
  id: string,
  choice: Choice,
  text: string | null,
): Promise<Reply> {
  const round = await recallRound(deps, press.place.team, id);
  const unknown = text === null ? UNKNOWN : withYours(UNKNOWN, text);
  if (round === null || hasOptions(round)) return unknown;
  const { delivery, at } = press;
  // The form may have been opened elsewhere than in the channel in which the answer counts.
  const actor = { ...press, place: round.place };
  const answer = { choice, via: "button", delivery, at, text: text ?? undefined } as const;
  const outcome = await judge(deps, actor, round, answer);
  switch (outcome.kind) {
    case "taken":
      return sealed(round, text, outcome.previous !== null, outcome.answered);
    case "older": {
      const own = await deps.store.writtenBy(round.place.team, id, press.person.id);
      return sealed(round, own, false, outcome.answered);
    }
    case "late":
      return late(deps, actor, round, outcome.closedAt, text);
    default:
      return unknown;
  }
}

/** What somebody wrote is not for nothing: it is compared at once, where there is something to compare it with. */
async function late(
  deps: Deps,
  actor: Actor,
  round: Round,
  closedAt: number,
  text: string | null,
): Promise<Reply> {
  const note = say("answer.late", { at: { time: closedAt, style: "relative" } });
  if (text === null) return notice("refusal", note);
  const compared = await reveal(deps, actor, round.question.itemId, text);
  return compared.kind === "open-answer" ? { ...compared, note } : givenBack(note, text);
}

function sealed(round: Round, own: string | null, changed: boolean, answered: number): OpenSealedReply {
  return {
    kind: "open-sealed",
    visibility: "private",
    ...{ own, changed, answered },
    closesAt: round.closesAt,
    buttons: inWords(round),
  };
}

/** An answer that is sealed, as its learner left it; null: none. */
export async function sealedInWords(deps: Deps, round: Round, learner: string): Promise<Reply | null> {
  const { team } = round.place;
  const [choice, own, answered] = await Promise.all([
    deps.store.answerOf(team, round.id, learner),
    deps.store.writtenBy(team, round.id, learner),
    deps.store.answeredCount(team, round.id),
  ]);
  return choice === null ? null : sealed(round, choice === WRITTEN ? own : null, false, answered);
}

/** After the close: the learner's own answer beside what counts, to tick what was in it. */
export async function ownAnswer(deps: Deps, { place, person, ...actor }: Actor, id: string): Promise<Reply> {
  const round = await deps.store.readRound(place.team, id);
  if (round === null || hasOptions(round) || round.status === "void") return UNKNOWN;
  if (round.closedAt === null)
    return notice("refusal", say("answer.why-later", { at: { time: round.closesAt, style: "relative" } }));
  // The same question may be open in another channel.
  const until = await waitOf(deps, round);
  if (until !== null) return waits(until);
  const own = await deps.store.writtenBy(place.team, id, person.id);
  return reveal(deps, { ...actor, place, person }, round.question.itemId, own);
}
