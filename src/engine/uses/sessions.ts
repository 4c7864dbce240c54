import { CONFIDENCES } from "../../learning/review.ts";
import type { ButtonPress } from "../ports/platform.ts";
import type { TeamId } from "../words/place.ts";
import type { Action, Actor } from "../words/press.ts";
import type { Reply } from "../words/reply.ts";
import { type Choice, type ChoiceRound, hasOptions, isOffered } from "../words/round.ts";
import type { Say } from "../words/say.ts";
import { judge, recallRound } from "./answer.ts";
import { choose, studiedOf } from "./choosing.ts";
import type { Deps } from "./deps.ts";
import { waitOf } from "./reveal.ts";
import { withSaid } from "./said.ts";
import { finish } from "./session-end.ts";
import { lookAt, roundOf, termsOf } from "./session-question.ts";
import {
  decodeSession,
  encodeSession,
  isTheirs,
  type Running,
  roundIdOf,
  type SessionState,
} from "./session-state.ts";
import { askedReply, heldReply, NOT_YOURS, OVER, replacedBy, toldReply } from "./session-views.ts";

export const running = async (deps: Deps, team: TeamId, learner: string) =>
  decodeSession(await deps.store.readSession(team, learner));

type Step = Extract<Action, { verb: "session" }>;
type Pressed = Actor & Partial<Pick<ButtonPress, "delivery" | "at">>;

/** A press on a button of a session. */
export async function stepSession(deps: Deps, press: Pressed, action: Step): Promise<Reply> {
  const learner = press.person.id;
  if (!isTheirs(action.session, learner)) return NOT_YOURS;
  const here = await running(deps, press.place.team, learner);
  if (here === null) return OVER;
  if (here.id !== action.session) return replacedBy(here);
  // What is shown there was overtaken, by a press that came twice or on an older message.
  if (here.version !== action.step || action.act === "show") return show(deps, press, here);
  switch (action.act) {
    case "stop":
      return finish(deps, press, here);
    case "next":
      return here.state.told ? goOn(deps, press, here) : show(deps, press, here);
    default: {
      const round = await recallRound(deps, press.place.team, here.state.round);
      if (round === null || !hasOptions(round)) return finish(deps, press, here);
      if (here.state.told) return show(deps, press, here);
      const confidence = CONFIDENCES.find((one) => one === action.act);
      if (confidence === undefined) {
        const choice = Number(action.act) as Choice;
        return isOffered(round.question, choice)
          ? answer(deps, press, here, round, choice)
          : show(deps, press, here);
      }
      await deps.store.setConfidence(press.place.team, round.id, learner, confidence);
      const next = await move(deps, press, here, { confidence });
      return "reply" in next ? next.reply : askedReply(next, round);
    }
  }
}

/** Writes the next step; where another press took it, what that one led to. */
async function move(
  deps: Deps,
  actor: Actor,
  { id, version, state }: Running,
  change: Partial<SessionState>,
): Promise<Running | { reply: Reply }> {
  const next: Running = { id, version: version + 1, state: { ...state, ...change } };
  const { team } = actor.place;
  const written = await deps.store.putSession(team, actor.person.id, encodeSession(next));
  if (written === "written") return next;
  const here = await running(deps, team, actor.person.id);
  if (here === null) return { reply: OVER };
  return { reply: here.id === id ? await show(deps, actor, here) : replacedBy(here) };
}

async function answer(
  deps: Deps,
  press: Pressed,
  here: Running,
  round: ChoiceRound,
  choice: Choice,
): Promise<Reply> {
  const { delivery, at } = press;
  const given = { choice, via: "button", delivery, at } as const;
  const outcome = await judge(deps, { ...press, place: round.place }, round, given, "session");
  const { answered, concept, points, due, isDue } = here.state;
  const told = { told: true, due: isDue ? due - 1 : due };
  switch (outcome.kind) {
    case "judged":
    case "stands": {
      const earned = outcome.kind === "judged" ? { points: outcome.points, capped: outcome.capped } : null;
      const result = outcome.choice === round.question.key ? "right" : "wrong";
      const next = await move(deps, press, here, {
        ...told,
        earned,
        answered: [...answered, [concept, result]],
        points: points + (earned?.points ?? 0),
      });
      if ("reply" in next) return next.reply;
      // It may have become the question of the day since it was judged.
      const until = earned === null ? await waitOf(deps, round) : null;
      if (until !== null) return heldReply(next, until);
      return withSaid(deps, round, toldReply(next, round, outcome.choice, earned));
    }
    case "held": {
      const next = await move(deps, press, here, { ...told, answered: [...answered, [concept, "held"]] });
      return "reply" in next ? next.reply : heldReply(next, outcome.until);
    }
    // Left for longer than its question was open, or forgotten meanwhile.
    default:
      return finish(deps, press, here);
  }
}

/** Where a session is, shown once more. */
export async function show(deps: Deps, actor: Actor, here: Running, note?: Say): Promise<Reply> {
  const { team } = actor.place;
  const round = await recallRound(deps, team, here.state.round);
  if (round === null || !hasOptions(round)) return finish(deps, actor, here);
  if (!here.state.told) return askedReply(here, round, note);
  const [choice, until] = await Promise.all([
    deps.store.answerOf(team, round.id, actor.person.id),
    waitOf(deps, round),
  ]);
  if (until !== null) return heldReply(here, until);
  if (choice === null) return finish(deps, actor, here);
  if (here.state.answered.at(-1)?.[1] !== "held")
    return withSaid(deps, round, toldReply(here, round, choice, here.state.earned));
  // What was held is judged once the question of the day has closed, whoever asks for it first.
  const given = { choice, via: "button" } as const;
  const outcome = await judge(deps, { ...actor, place: round.place }, round, given, "session");
  return withSaid(deps, round, toldReply(here, round, choice, outcome.kind === "judged" ? outcome : null));
}

async function goOn(deps: Deps, actor: Actor, here: Running): Promise<Reply> {
  const { state } = here;
  if (state.answered.length >= state.total) return finish(deps, actor, here);
  const { standing, plan, timezone } = await lookAt(deps, actor, state.group, state.source);
  const subjects = studiedOf(standing, state.topic, state.difficulty);
  const id = roundIdOf(here.id, here.version + 1);
  const chosen = choose(standing, subjects, id, termsOf(deps, state, plan?.order ?? []));
  if (chosen === null) return finish(deps, actor, here);
  const round = await roundOf(deps, actor, { group: state.group, timezone }, id, chosen);
  const next = await move(deps, actor, here, {
    ...{ round: round.id, concept: chosen.concept, isDue: chosen.isDue },
    ...{ told: false, earned: null, confidence: null },
  });
  return "reply" in next ? next.reply : askedReply(next, round);
}
