import type { Actor } from "../words/press.ts";
import type { Reply, Reviewed, SessionEndReply } from "../words/reply.ts";
import { standingOf, studiedOf } from "./choosing.ts";
import type { Deps } from "./deps.ts";
import { streakNow } from "./freezes.ts";
import { isPaused, pauseButton } from "./reminders.ts";
import type { Running } from "./session-state.ts";
import { againButton, newButton, slippedButton } from "./session-views.ts";

/** The session is over: what was kept, what slipped, and when it comes again. */
export async function finish(deps: Deps, actor: Actor, { id, state }: Running): Promise<Reply> {
  const { team } = actor.place;
  const standing = await standingOf(deps, team, actor.person.id);
  const subjects = studiedOf(standing, null);
  const of = (outcome: "right" | "wrong"): Reviewed[] =>
    state.answered
      .filter(([, one]) => one === outcome)
      .map(([concept]) => ({
        name: subjects.get(concept)?.name ?? concept,
        due: standing.progress.memory.get(concept)?.due ?? null,
      }));
  const slipped = of("wrong");
  const paused = await isPaused(deps, team, actor.person.id);
  const more = !paused && (state.more || state.due > 0);
  const place = { team, group: state.group };
  const [group, { streak }] = await Promise.all([
    deps.store.readGroup(place),
    deps.store.readLearner(place, actor.person.id),
  ]);
  const { held, gained } = await streakNow(deps, group, actor.person.id, streak, false);
  const reply: SessionEndReply = {
    kind: "session-end",
    visibility: "private",
    kept: of("right"),
    slipped,
    points: state.points,
    freeze: gained.some((at) => at >= (state.began ?? Number.POSITIVE_INFINITY)) ? { held } : null,
    more,
    buttons: [
      ...(slipped.length > 0 ? [slippedButton(state)] : []),
      more ? againButton(state) : newButton(state),
      pauseButton(paused),
    ].map((button, i) => ({ ...button, primary: i === 0 })),
  };
  await deps.store.endSession(team, actor.person.id, id);
  return reply;
}
