import type { BoardStore, Labels } from "../../engine/ports/store.ts";
import { datesOf } from "../../engine/rules/calendar.ts";
import { rankLearners } from "../../engine/rules/ranks.ts";
import { bookingExpiries } from "../../engine/rules/retention.ts";
import type { BoardScope, Span } from "../../engine/words/board.ts";
import { type State, type TeamState, teamOf } from "./state.ts";

const EVERYTHING = "*";

function boardKey(group: string, topic: string | null, span: { kind: string; label?: string }): string {
  return [group, topic ?? EVERYTHING, span.kind, span.label ?? ""].join("|");
}

/** Adds points on every board of the group that counts them, and to what the learner earned on that day. */
export function bookPoints(
  state: State,
  team: TeamState,
  award: { learner: string; group: string; topic: string; points: number },
  labels: Labels,
): void {
  const { learner, group, topic, points } = award;
  if (points === 0) return;
  const now = state.clock();
  const expiries = bookingExpiries(labels.day);
  const never = Number.POSITIVE_INFINITY;
  dropExpired(team, now);
  for (const [key, expires] of [
    [boardKey(group, null, { kind: "day", label: labels.day }), expiries.day],
    [boardKey(group, null, { kind: "week", label: labels.week }), expiries.week],
    [boardKey(group, null, { kind: "month", label: labels.month }), expiries.month],
    [boardKey(group, null, { kind: "all" }), never],
    [boardKey(group, topic, { kind: "all" }), never],
  ] as const) {
    if (expires <= now) continue;
    const board = team.boards.get(key) ?? { points: new Map<string, number>(), expires };
    board.points.set(learner, (board.points.get(learner) ?? 0) + points);
    team.boards.set(key, board);
  }
  if (expiries.ledger <= now) return;
  const key = [group, labels.day, topic].join("|");
  const day = team.earned.get(key) ?? { points: new Map<string, number>(), expires: expiries.ledger };
  day.points.set(learner, (day.points.get(learner) ?? 0) + points);
  team.earned.set(key, day);
}

function dropExpired(team: TeamState, now: number): void {
  for (const [key, { expires }] of team.boards) if (expires <= now) team.boards.delete(key);
  for (const [key, { expires }] of team.earned) if (expires <= now) team.earned.delete(key);
  for (const [key, { expires }] of team.spent) if (expires <= now) team.spent.delete(key);
}

/** Counts an answer in the learner's accuracy by topic. */
export function bookAccuracy(team: TeamState, learner: string, topic: string, right: boolean): void {
  const topics = team.accuracy.get(learner) ?? new Map<string, { right: number; answered: number }>();
  const record = topics.get(topic) ?? { right: 0, answered: 0 };
  topics.set(topic, { right: record.right + (right ? 1 : 0), answered: record.answered + 1 });
  team.accuracy.set(learner, topics);
}

/** Points by learner: of boards, or, where none is kept, summed by day; of the team those of all its groups. */
function pointsOf(state: State, team: TeamState, scope: BoardScope, span: Span): Map<string, number> {
  const sum = new Map<string, number>();
  const isKept = span.kind === "all" || (span.kind !== "rolling" && scope.topic === null);
  const dates = new Set(isKept ? [] : datesOf(span as Exclude<Span, { kind: "all" }>));
  const counts = (key: string) => {
    const [group, second = "", third] = key.split("|");
    if (scope.group !== null && group !== scope.group) return false;
    if (!isKept) return dates.has(second) && (scope.topic === null || third === scope.topic);
    return key === boardKey(group ?? "", scope.topic, span as { kind: string; label?: string });
  };
  for (const [key, { points, expires }] of isKept ? team.boards : team.earned) {
    if (expires <= state.clock() || !counts(key)) continue;
    for (const [learner, earned] of points) sum.set(learner, (sum.get(learner) ?? 0) + earned);
  }
  return sum;
}

export function boardPart(state: State): BoardStore {
  return {
    standings: async (teamId, scope, span, count, viewer, from = 0) => {
      const team = teamOf(state, teamId);
      const lines = [...pointsOf(state, team, scope, span)].map(([learner, points]) => ({
        learner,
        name: team.names.get(learner) ?? "",
        points,
      }));
      const isShown = ({ learner }: { learner: string }) =>
        !team.hidden.has(learner) && !team.absent.has(learner);
      const shown = rankLearners(lines.filter(isShown));
      // A hidden learner sees the rank that showing up would give.
      const withViewer = rankLearners(lines.filter((line) => isShown(line) || line.learner === viewer));
      return {
        rows: shown.slice(from, from + count),
        own: withViewer.find((line) => line.learner === viewer) ?? null,
        total: shown.length,
      };
    },

    groupTotals: async (teamId, span) => {
      const team = teamOf(state, teamId);
      return [...team.groups.keys()]
        .map((group) => {
          const points = [...pointsOf(state, team, { group, topic: null }, span).values()];
          return { group, points: points.reduce((a, b) => a + b, 0), active: points.length };
        })
        .filter((total) => total.active > 0);
    },

    weekDays: async ({ team: teamId, group }, week) => {
      const team = teamOf(state, teamId);
      return datesOf({ kind: "week", label: week }).map((date) => {
        const earned = new Map<string, number>();
        for (const [key, { points, expires }] of team.earned) {
          const [of, day] = key.split("|");
          if (of !== group || day !== date || expires <= state.clock()) continue;
          for (const [learner, more] of points) earned.set(learner, (earned.get(learner) ?? 0) + more);
        }
        return { points: [...earned.values()].reduce((a, b) => a + b, 0), active: earned.size };
      });
    },
  };
}
