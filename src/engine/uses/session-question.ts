import type { Source, Terms } from "../../learning/session.ts";
import { localDate } from "../rules/calendar.ts";
import { PRACTICE_OPEN } from "../rules/retention.ts";
import type { Actor } from "../words/press.ts";
import type { ChoiceRound, Round } from "../words/round.ts";
import { startRound } from "./ask.ts";
import { type Chosen, standingOf } from "./choosing.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { linkedTo } from "./link-state.ts";
import { plannedFor } from "./plans.ts";
import type { SessionState } from "./session-state.ts";

/** What a question of a session is chosen by, and made into. */

export function termsOf(
  deps: Deps,
  state: Pick<SessionState, "source" | "answered" | "due">,
  planned: Terms["planned"],
): Terms {
  const done = new Set(state.answered.map(([concept]) => concept));
  return { now: deps.clock(), source: state.source, done, due: state.due, planned };
}

/** Where a learner stands, what they plan, and whose days count: all that is asked of the store before a question. */
export async function lookAt(deps: Deps, actor: Actor, group: string, source: Source | undefined) {
  const { team } = actor.place;
  const learner = actor.person.id;
  const linked = linkedTo(deps, team, learner);
  const [standing, plan, { schedule }] = await Promise.all([
    standingOf(deps, team, learner, source, linked),
    plannedFor(deps, actor, linked),
    deps.store.readGroup({ team, group }),
  ]);
  return { standing, plan, timezone: schedule?.timezone ?? DEFAULT_ZONE };
}

/** The round of a question, which is one of practice for its learner alone. */
export async function roundOf(
  deps: Deps,
  actor: Actor,
  { group, timezone }: { group: string; timezone: string },
  id: string,
  chosen: Chosen,
): Promise<ChoiceRound> {
  const place = { team: actor.place.team, group };
  const round = {
    ...startRound(deps, chosen.item, chosen.seed),
    ...{ id, place, mode: "practice" as const, onlyFor: actor.person.id },
    closesAt: deps.clock() + PRACTICE_OPEN,
    date: localDate(deps.clock(), timezone),
    timezone,
    ...{ thread: "off" as const, answers: "buttons" as const, ping: null },
    asked: { topic: chosen.item.topic.id },
    ...(chosen.isDue ? { isDue: true } : {}),
  } satisfies Round;
  await deps.store.addPractice(round);
  deps.rounds.put(round);
  deps.meter.count("rounds", { mode: "practice", kind: chosen.item.kind });
  return round;
}
