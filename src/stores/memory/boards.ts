import type { BoardStore, Labels } from "../../engine/ports/store.ts";
import { rollingDates } from "../../engine/rules/calendar.ts";
import { rankLearners } from "../../engine/rules/ranks.ts";
import { bookingExpiries } from "../../engine/rules/retention.ts";
import type { BoardScope, Span } from "../../engine/words/board.ts";
import { type State, type TeamState, teamOf } from "./state.ts";

const EVERYTHING = "*";

function boardKey(scope: BoardScope, span: { kind: string; label?: string }): string {
  return [scope.group ?? EVERYTHING, scope.topic ?? EVERYTHING, span.kind, span.label ?? ""].join("|");
}

/** Adds points on every board that counts them: of the group and the team, of all topics and of one. */
export function bookPoints(
  state: State,
  team: TeamState,
  award: { learner: string; group: string; topic: string; points: number },
  labels: Labels,
): void {
  if (award.points === 0) return;
  const now = state.clock();
  const expiries = bookingExpiries(labels.day);
  const spans = [
    { kind: "day", label: labels.day, expires: expiries.day },
    { kind: "week", label: labels.week, expires: expiries.week },
    { kind: "month", label: labels.month, expires: expiries.month },
    { kind: "all", label: "", expires: Number.POSITIVE_INFINITY },
  ];
  for (const group of [award.group, null]) {
    for (const topic of [award.topic, null]) {
      for (const span of spans) {
        const key = boardKey({ group, topic }, span);
        if (!team.boards.has(key)) dropExpired(team, now);
        const board = team.boards.get(key) ?? { points: new Map<string, number>(), expires: span.expires };
        board.points.set(award.learner, (board.points.get(award.learner) ?? 0) + award.points);
        team.boards.set(key, board);
      }
    }
  }
}

function dropExpired(team: TeamState, now: number): void {
  for (const [key, { expires }] of team.boards) if (expires <= now) team.boards.delete(key);
  for (const [key, { expires }] of team.spent) if (expires <= now) team.spent.delete(key);
}

/** Counts an answer in the learner's accuracy by topic. */
export function bookAccuracy(team: TeamState, learner: string, topic: string, right: boolean): void {
  const topics = team.accuracy.get(learner) ?? new Map<string, { right: number; answered: number }>();
  const record = topics.get(topic) ?? { right: 0, answered: 0 };
  topics.set(topic, { right: record.right + (right ? 1 : 0), answered: record.answered + 1 });
  team.accuracy.set(learner, topics);
}

function pointsOf(state: State, team: TeamState, scope: BoardScope, span: Span): Map<string, number> {
  const keys =
    span.kind === "rolling"
      ? rollingDates(span.until).map((label) => boardKey(scope, { kind: "day", label }))
      : [boardKey(scope, span)];
  const sum = new Map<string, number>();
  for (const key of keys) {
    const board = team.boards.get(key);
    if (board === undefined || board.expires <= state.clock()) continue;
    for (const [learner, points] of board.points) sum.set(learner, (sum.get(learner) ?? 0) + points);
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
  };
}
