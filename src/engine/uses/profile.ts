import type { LearnerRecord } from "../ports/store.ts";
import { addDays, localDate, spanOf } from "../rules/calendar.ts";
import { takesAnswers } from "../rules/life.ts";
import { PERIODS } from "../words/board.ts";
import type { Duels } from "../words/duel.ts";
import { packOf } from "../words/pack.ts";
import { isOfOne, type Place } from "../words/place.ts";
import type { Actor, Button } from "../words/press.ts";
import type { ProfileReply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import type { GroupRecord } from "../words/schedule.ts";
import { badgeName, badgesNow } from "./badges.ts";
import { standingOf, studiedOf } from "./choosing.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { duelsOf } from "./duel-state.ts";
import { explainedBest } from "./explained-state.ts";
import { streakNow } from "./freezes.ts";
import { linkedTo } from "./link-state.ts";
import { daysOf, plansOf } from "./linked.ts";
import { noteMember } from "./members.ts";
import { calibrationOfLearner, memoryOfLearner } from "./memory.ts";
import { knowing } from "./packs/shelf.ts";
import { readInterviewingOf } from "./pair-state.ts";
import { planGlance } from "./plan-views.ts";
import { isPaused, pauseButton } from "./reminders.ts";
import { mistakesButton, newButton, reviewButton } from "./session-views.ts";

/** Days of the calendar. */
const DAYS = 90;

/** The local date in a group. */
export function todayOf(deps: Deps, group: GroupRecord): string {
  return localDate(deps.clock(), group.schedule?.timezone ?? DEFAULT_ZONE);
}

/** Where the question of the day stands. */
function aboutToday({ next }: GroupRecord, open: Round | null, answered: boolean): ProfileReply["today"] {
  if (open !== null) return { kind: "open", answered, closesAt: open.closesAt };
  return next === null ? null : { kind: "next", answered, opensAt: next.at };
}

async function streakOf(
  deps: Deps,
  group: GroupRecord,
  learner: string,
  { streak }: LearnerRecord,
): Promise<Pick<ProfileReply, "today" | "streak" | "freezes">> {
  const { place, windows } = group;
  const current = group.current === null ? null : await deps.store.readRound(place.team, group.current);
  const isCounted = current !== null && current.status !== "closed" && current.windowNo === windows;
  // One that is answered in words has no number.
  const isUp = current !== null && takesAnswers(current.status) && current.message !== null;
  const isAnswered =
    (isCounted || isUp) && (await deps.store.answerOf(place.team, current.id, learner)) !== null;
  const {
    current: length,
    covered,
    held,
    towards,
  } = await streakNow(deps, group, learner, streak, isCounted);
  const answeredToday =
    isAnswered ||
    (current?.status === "closed" &&
      streak?.last === current.windowNo &&
      current.date === todayOf(deps, group));
  return {
    today: aboutToday(group, isUp ? current : null, isUp ? isAnswered : answeredToday),
    streak: {
      current: length,
      best: streak?.best ?? 0,
      answeredToday,
      frozen: length > 0 ? covered : 0,
    },
    // Without a question of the day there is nothing to freeze.
    freezes: isOfOne(place.team) ? { held: 0, towards: 0 } : { held, towards },
  };
}

async function pointsOf(deps: Deps, place: Place, learner: string, date: string, hidden: boolean) {
  const scope = { group: place.group, topic: null };
  const pages = await Promise.all(
    PERIODS.map((period) => deps.store.standings(place.team, scope, spanOf(period, date, false), 0, learner)),
  );
  // A hidden learner has the rank that showing up would give, among one more than the board counts.
  const self = hidden ? 1 : 0;
  return PERIODS.map((period, i) => ({
    period,
    points: pages[i]?.own?.points ?? 0,
    rank: isOfOne(place.team) ? null : (pages[i]?.own?.rank ?? null),
    of: (pages[i]?.total ?? 0) + self,
  }));
}

/** The calendar up to a local date. What was counted under a later one, in another group's zone, counts as of today. */
function daysUntil(counts: ReadonlyMap<string, number>, date: string): ProfileReply["days"] {
  const first = [...counts.keys()].reduce((a, b) => (a < b ? a : b), date);
  const ahead = [...counts].reduce((sum, [day, count]) => (day > date ? sum + count : sum), 0);
  const from = addDays(date, 1 - DAYS);
  const answered = Array.from({ length: DAYS }, (_, i) => {
    const day = addDays(from, i);
    return day < first ? null : (counts.get(day) ?? 0) + (day === date ? ahead : 0);
  });
  return answered.some((count) => count !== null && count > 0) ? { from, answered } : null;
}

/** What there is to do, the most useful first. */
function buttonsFor(
  isWrong: boolean,
  memory: ProfileReply["memory"],
  group: string,
  paused: boolean,
): Button[] {
  const about = { topic: null, group };
  return [
    memory !== null && memory.due > 0 ? reviewButton(about) : newButton(about),
    ...(isWrong ? [mistakesButton(about)] : []),
    ...(paused ? [pauseButton(true)] : []),
  ];
}

const duelsSeen = ({ won, lost, drawn }: Duels): ProfileReply["duels"] =>
  won + lost + drawn === 0 ? null : { won, lost, drawn };

/** `/dlq-me`. */
export async function profile(deps: Deps, actor: Actor): Promise<ProfileReply> {
  const { place, person } = actor;
  const linked = linkedTo(deps, place.team, person.id);
  const [group, learner, standing, days, paused, [{ plan }], interviewing, duels, explained] =
    await Promise.all([
      deps.store.readGroup(place),
      deps.store.readLearner(place, person.id),
      standingOf(deps, place.team, person.id, "kept", linked),
      daysOf(deps, place.team, person.id, linked),
      isPaused(deps, place.team, person.id),
      plansOf(deps, place.team, person.id, linked),
      readInterviewingOf(deps, place.team, person.id),
      duelsOf(deps, place.team, person.id),
      explainedBest(deps, place.team, person.id),
      noteMember(deps, actor),
    ]);
  const { reviews, progress } = standing;
  const interviews = interviewing.given;
  const date = todayOf(deps, group);
  // Boards show whoever was noted to be here, so they come after that.
  const [badges, streak, points, { bank }] = await Promise.all([
    badgesNow(deps, place.team, person.id, { learner, reviews, helped: interviews + explained }),
    streakOf(deps, group, person.id, learner),
    pointsOf(deps, place, person.id, date, learner.hidden),
    knowing(
      deps,
      place.team,
      learner.topics.map(({ topic }) => topic),
    ),
  ]);
  const names = new Map(bank.topics().map((topic) => [topic.id, topic.name]));
  // A pack that was taken out has its id left.
  const nameOf = (topic: string) => names.get(topic) ?? packOf(topic) ?? topic;
  const asked = studiedOf(standing, null);
  const memory = memoryOfLearner(standing, asked, deps.clock(), paused);
  const isWrong = progress.mistakes.some((concept) => asked.has(concept));
  return {
    kind: "profile",
    visibility: "private",
    ...{ name: person.name, group: place.group },
    ...streak,
    points,
    topics: learner.topics.map((topic) => ({ ...topic, name: nameOf(topic.topic) })),
    memory,
    calibration: calibrationOfLearner(standing),
    plan: planGlance(deps, plan, reviews, date),
    days: daysUntil(days, date),
    badges: badges.map(({ badge }) => badgeName(deps.bank, badge)),
    duels: duelsSeen(duels),
    kept: progress.kept.length,
    interviews,
    explained,
    hidden: learner.hidden,
    buttons: buttonsFor(isWrong, memory, place.group, paused),
  };
}
