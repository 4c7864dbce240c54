import type { Caller } from "../ports/bot.ts";
import type { Reminding } from "../ports/store.ts";
import { isZone } from "../rules/calendar.ts";
import { nextLook } from "../rules/reminding.ts";
import type { Place, TeamId } from "../words/place.ts";
import type { Action, Actor, Button } from "../words/press.ts";
import type { Reminders } from "../words/remind.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { groupOfLearner } from "./home.ts";
import { currentRound } from "./manage.ts";
import { sceneOf } from "./reminder.ts";
import { questionReply } from "./views.ts";

/** How long reviews and reminders pause, in milliseconds. */
const PAUSE = 7 * 24 * 60 * 60_000;

const ON = { command: { command: "remind on" } };
const OFF = { command: { command: "remind off" } };

/** What `/dlq-remind on` may say; what is left out stays as it is, or has its default. */
export interface RemindersWanted {
  at?: string | undefined;
  timezone?: string | undefined;
  results?: boolean | undefined;
}

/** Begins a pause, or ends the one that there is; wherever reviews are spoken of. */
export const pauseButton = (isPaused: boolean): Button => ({
  label: say(isPaused ? "button.pause-end" : "button.pause-week"),
  action: { verb: "remind", act: isPaused ? "resume" : "pause", group: null },
});

/** Whether reviews pause now; while they do, what is due is not spoken of. */
export async function isPaused(deps: Deps, team: TeamId, learner: string): Promise<boolean> {
  const { pausedUntil } = await deps.store.readReminding(team, learner);
  return pausedUntil !== null && pausedUntil > deps.clock();
}

/** The group whose question it is about: this one, or, where it has none, one of the learner's that has. */
async function groupFor(
  deps: Deps,
  { place, person }: Actor,
): Promise<{ group: string; zone: string | null }> {
  const here = await deps.store.readGroup(place);
  const other =
    here.schedule !== null
      ? null
      : await groupOfLearner(deps, place.team, await deps.store.readLearner(place, person.id));
  const found = other?.schedule == null ? here : other;
  return { group: found.place.group, zone: found.schedule?.timezone ?? null };
}

/** Everything about reminders that are on. */
async function linesOf(
  deps: Deps,
  team: TeamId,
  { at, timezone, group, results, next }: NonNullable<Reminding["reminders"]>,
): Promise<Say[]> {
  const { schedule } = await deps.store.readGroup({ team, group });
  const zone = { code: timezone };
  return [
    at === null ? say("remind.before-close", { zone }) : say("remind.at", { at: { code: at }, zone }),
    ...(schedule === null ? [say("remind.no-question")] : [say("remind.of-group", { group: { group } })]),
    ...(results ? [say("remind.results")] : []),
    say("remind.next", { at: { time: next, style: "moment" } }),
  ];
}

/**
 * Whether the zone was named. Earlier versions did not keep that: it was where neither the default nor the group gives
 * the same one.
 */
async function isNamed(
  deps: Deps,
  team: TeamId,
  { timezone, zoneNamed, group }: Reminders,
): Promise<boolean> {
  if (zoneNamed !== undefined) return zoneNamed;
  const { schedule } = await deps.store.readGroup({ team, group });
  return timezone !== DEFAULT_ZONE && timezone !== schedule?.timezone;
}

/** `/dlq-remind on`: switches them on or changes them; a pause is over. */
export async function remindOn(deps: Deps, caller: Caller, wanted: RemindersWanted): Promise<Reply> {
  const { team } = caller.place;
  const learner = caller.person.id;
  const { reminders: before, sent } = await deps.store.readReminding(team, learner);
  const about = await groupFor(deps, caller);
  const reported = caller.timezone != null && isZone(caller.timezone) ? caller.timezone : null;
  const named =
    wanted.timezone ?? (before !== null && (await isNamed(deps, team, before)) ? before.timezone : null);
  const reminders: Reminders = {
    at: wanted.at ?? before?.at ?? null,
    // One that nobody named gives way as soon as somebody knows better.
    timezone: named ?? reported ?? about.zone ?? before?.timezone ?? DEFAULT_ZONE,
    zoneNamed: named !== null,
    group: about.group,
    results: wanted.results ?? before?.results ?? false,
  };
  await deps.store.pauseReviews(team, learner, null);
  const on = await planned(deps, team, learner, reminders, sent);
  return notice("done", say("remind.on"), ...(await linesOf(deps, team, on)), say("remind.ends", OFF));
}

/** Keeps them with the time of their next look. */
async function planned(
  deps: Deps,
  team: TeamId,
  learner: string,
  reminders: Reminders,
  sent: string | null,
): Promise<NonNullable<Reminding["reminders"]>> {
  const now = await deps.store.now();
  const { windows } = await sceneOf(deps, team, reminders.group, now);
  const on = { ...reminders, next: nextLook(reminders, now, sent, windows) };
  await deps.store.setReminders(team, learner, on);
  return on;
}

/** `/dlq-remind off`, and the press in a reminder: for good, until somebody switches them on again. */
export async function remindOff(deps: Deps, { place, person }: Actor): Promise<Reply> {
  const { reminders } = await deps.store.readReminding(place.team, person.id);
  if (reminders === null) return notice("info", say("remind.is-off", ON));
  await deps.store.setReminders(place.team, person.id, null);
  return notice("done", say("remind.off", ON));
}

/** `/dlq-remind show`. */
export async function remindShow(deps: Deps, { place, person }: Actor): Promise<Reply> {
  const { team } = place;
  const { reminders, pausedUntil } = await deps.store.readReminding(team, person.id);
  const isPaused = pausedUntil !== null && pausedUntil > deps.clock();
  const pause = isPaused ? [say("remind.pauses", { at: { time: pausedUntil, style: "moment" } })] : [];
  const end = isPaused ? [pauseButton(true)] : [];
  if (reminders === null) return { ...notice("info", say("remind.is-off", ON), ...pause), buttons: end };
  const lines = await linesOf(deps, team, reminders);
  return { ...notice("info", ...lines, ...pause, say("remind.ends", OFF)), buttons: end };
}

async function pause(deps: Deps, { place, person }: Actor): Promise<Reply> {
  const until = (await deps.store.now()) + PAUSE;
  await deps.store.pauseReviews(place.team, person.id, until);
  return {
    ...notice("done", say("remind.paused", { at: { time: until, style: "moment" } })),
    buttons: [pauseButton(true)],
  };
}

async function resume(deps: Deps, { place, person }: Actor): Promise<Reply> {
  const { team } = place;
  await deps.store.pauseReviews(team, person.id, null);
  const { reminders, sent } = await deps.store.readReminding(team, person.id);
  // The next look may have been put off to the end of the pause.
  if (reminders !== null) {
    const { next: _, ...terms } = reminders;
    await planned(deps, team, person.id, terms, sent);
  }
  return notice("done", say("remind.goes-on", { command: { command: "review" } }));
}

/** The open question of a group, for one learner alone, wherever they are; with its buttons, and where its message is. */
async function showQuestion(deps: Deps, { team, group }: Place, learner: string): Promise<Reply> {
  const round = await currentRound(deps, await deps.store.readGroup({ team, group }));
  const isOpen = round?.status === "open" && round.closesAt > (await deps.store.now());
  if (round === null || !isOpen || round.message === null)
    return notice("info", say("remind.closed", { group: { group } }));
  const [answered, choice, url] = await Promise.all([
    deps.store.answeredCount(team, round.id),
    deps.store.answerOf(team, round.id, learner),
    deps.platform(team)?.linkTo(team, round.message) ?? null,
  ]);
  const message = { link: say("remind.message"), url: url ?? "" };
  return {
    // Nobody can react to what only one person sees.
    ...questionReply({ ...round, answers: "buttons" }, answered, null),
    visibility: "private",
    ping: null,
    note: say(choice === null ? "remind.where" : "remind.answered", { group: { group }, message }),
  };
}

/** A press in a reminder, or on a button that begins or ends a pause. */
export function pressRemind(
  deps: Deps,
  actor: Actor,
  { act, group }: Extract<Action, { verb: "remind" }>,
): Promise<Reply> {
  switch (act) {
    case "question":
      return showQuestion(deps, { ...actor.place, group: group ?? actor.place.group }, actor.person.id);
    case "off":
      return remindOff(deps, actor);
    case "pause":
      return pause(deps, actor);
    case "resume":
      return resume(deps, actor);
    default:
      return act satisfies never;
  }
}
