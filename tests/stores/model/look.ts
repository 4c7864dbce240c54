import type { LearnerReviews, Store } from "../../../src/engine/ports/store.ts";
import { addDays, isoWeek, localDate, spanOf } from "../../../src/engine/rules/calendar.ts";
import { type BoardScope, PERIODS, type Span } from "../../../src/engine/words/board.ts";
import type { Place, TeamId } from "../../../src/engine/words/place.ts";
import type { Round } from "../../../src/engine/words/round.ts";
import { GROUPS, LEARNERS, TEAMS, TOPICS } from "./operations.ts";

export function dateOf(at: number, days = 0): string {
  return addDays(localDate(at, "UTC"), days);
}

/** The spans that are asked for on a date, and one of tomorrow, where zones are ahead. */
function spansOf(now: number): Span[] {
  const spans = PERIODS.flatMap((period) =>
    [false, true].map((previous) => spanOf(period, dateOf(now), previous)),
  );
  return [...spans, { kind: "rolling", until: dateOf(now, 1) }, { kind: "day", label: dateOf(now, 1) }];
}

const byGroup = <T extends { group: string }>(list: readonly T[]) =>
  list.toSorted((a, b) => (a.group < b.group ? -1 : 1));

async function boards(
  store: Store,
  team: TeamId,
  scope: BoardScope,
  top: number,
  viewer: string,
  now: number,
) {
  const found: Record<string, unknown> = {};
  for (const span of spansOf(now)) {
    found[JSON.stringify(span)] = await store.standings(team, scope, span, top, viewer);
    found[`${JSON.stringify(span)}, next page`] = await store.standings(team, scope, span, top, viewer, top);
  }
  return found;
}

const byName = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

export function plainly({ concepts, seen }: LearnerReviews): unknown {
  return [byName(concepts), byName(seen)];
}

const minute = (at: number) => Math.round(at / 60_000);

/** What a learner's freezes follow from; instants of the store's clock to the minute. */
export async function freezes(store: Store, place: Place, learner: string): Promise<unknown> {
  const { closes, due } = await store.readFreezes(place, [learner]);
  const own = due.get(learner);
  return {
    closes: [...closes].sort(([a], [b]) => a - b).map(([windowNo, at]) => [windowNo, minute(at)]),
    earned: own?.earned.map(minute),
    towards: [...(own?.towards ?? [])].map(([concept, at]) => [concept, minute(at)]),
  };
}

/** What a member may look at, at one go. */
export async function look(
  store: Store,
  at: { place: Place; learner: string; topic: string | null; isTeam: boolean; top: number },
  now: number,
): Promise<unknown> {
  const { place, learner, topic, isTeam, top } = at;
  const scope = { group: isTeam ? null : place.group, topic };
  return {
    boards: await boards(store, place.team, scope, top, learner, now),
    learner: await store.readLearner(place, learner),
    answerable: await store.answerable(place, learner),
    reviews: plainly(await store.readReviews(place.team, learner)),
    session: await store.readSession(place.team, learner),
    plans: await store.readPlans(place.team, learner),
    days: [...(await store.readDays(place.team, learner))].sort(),
    freezes: await freezes(store, place, learner),
    group: await store.readGroup(place),
  };
}

async function exported(store: Store, team: TeamId, learner: string) {
  const data = await store.exportLearner(team, learner);
  const reports = [...data.reports].sort((a, b) => (a.item < b.item ? -1 : 1));
  // These are looked at to the minute.
  const { freezes: _, ...others } = data;
  return { ...others, reports };
}

async function ofTeam(store: Store, team: TeamId, rounds: readonly Round[], now: number): Promise<unknown> {
  const found: Record<string, unknown> = {
    managers: await store.managers(team),
    items: [
      byName(await store.itemSums()),
      byName(await store.reportCounts()),
      byName(await store.praiseCounts()),
    ],
    secrets: [...(await store.secrets(team))].toSorted(),
    managersHere: await Promise.all(GROUPS.map((group) => store.managers(team, group))),
    absent: (await store.absent(team)).toSorted((a, b) => (a.learner < b.learner ? -1 : 1)),
    groups: (await store.groupsOf(team)).toSorted((a, b) => (a.place.group < b.place.group ? -1 : 1)),
  };
  for (const span of spansOf(now)) {
    found[`totals ${JSON.stringify(span)}`] = byGroup(await store.groupTotals(team, span));
  }
  for (const learner of LEARNERS) {
    found[`export ${learner}`] = await exported(store, team, learner);
    for (const group of GROUPS) {
      for (const topic of [...TOPICS, null]) {
        const at = { place: { team, group }, learner, topic, isTeam: topic === "rnn", top: 10 };
        found[`look ${learner} ${group} ${topic}`] = await look(store, at, now);
      }
    }
  }
  for (const group of GROUPS) {
    const weeks = [0, -7].map((days) => isoWeek(dateOf(now, days)));
    found[`weeks ${group}`] = await Promise.all(weeks.map((week) => store.weekDays({ team, group }, week)));
    found[`asked ${group}`] = await store.askedItems({ team, group });
    const { active, months } = await store.groupMemory({ team, group }, dateOf(now));
    found[`memory ${group}`] = [active, months.map(byName)];
  }
  for (const { id } of rounds.filter((round) => round.place.team === team)) {
    found[`round ${id}`] = [
      await store.readRound(team, id),
      await store.answeredCount(team, id),
      await Promise.all(LEARNERS.map((learner) => store.answerOf(team, id, learner))),
    ];
  }
  return found;
}

/** Everything that a store tells. */
export async function lookAtAll(store: Store, rounds: readonly Round[], now: number): Promise<unknown> {
  return Promise.all(TEAMS.map((team) => ofTeam(store, team, rounds, now)));
}

/** Instants that the store's clock sets, to the minute: a real clock goes on while a call is under way. */
export function toTheMinute(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (key, inner) =>
      key === "closedAt" && typeof inner === "number" ? Math.floor(inner / 60_000) : inner,
    ),
  );
}
