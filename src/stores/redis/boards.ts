import type { BoardStore, Labels } from "../../engine/ports/store.ts";
import { addDays, rollingDates } from "../../engine/rules/calendar.ts";
import { bookingExpiries } from "../../engine/rules/retention.ts";
import type { BoardScope, Span, Standing } from "../../engine/words/board.ts";
import type { Context } from "./context.ts";
import { keysOf, type TeamKeys } from "./keys.ts";

/** Fields per line that `standings` returns. */
const ROW_FIELDS = 4;

/** How long a rolling board is kept after it was built, in milliseconds. */
const ROLLING_KEPT = 2 * 60 * 60_000;

/**
 * Days after its own label for which a day's points may still be booked. They are booked on the day itself, by
 * the clock of a replica and in the zone of a group, and zones of a team differ by one day more; what else is
 * allowed for are replicas of an earlier version, which booked under the day of the question.
 */
export const ROLLING_REACH = { practice: 3, daily: 10 } as const;

/** How a span stands in a key. */
export function spanName(span: Span): string {
  switch (span.kind) {
    case "day":
      return `day:${span.label}`;
    case "week":
      return `week:${span.label}`;
    case "month":
      return `month:${span.label}`;
    case "rolling":
      return `rolling:${span.until}`;
    case "all":
      return "all";
    default:
      return span satisfies never;
  }
}

const spansOf = (labels: Labels): Span[] => [
  { kind: "day", label: labels.day },
  { kind: "week", label: labels.week },
  { kind: "month", label: labels.month },
  { kind: "all" },
];

/** The boards that count an award: of the group and the team, of its topic and of all. */
function scopesOf(group: string, topic: string): BoardScope[] {
  return [
    { group, topic },
    { group, topic: null },
    { group: null, topic },
    { group: null, topic: null },
  ];
}

/** The keys of the boards, sums and rolling boards that an award changes, as the scripts expect them. */
export function bookingKeys(
  keys: TeamKeys,
  group: string,
  topic: string,
  labels: Labels,
  reach: number,
): { keys: string[]; rollings: number } {
  const spans = spansOf(labels);
  const scopes = scopesOf(group, topic);
  const boards = spans.flatMap((span) => scopes.map((scope) => keys.board(scope, spanName(span))));
  const sums = spans.map((span) => keys.sums(spanName(span)));
  const rolling = Array.from({ length: reach + 1 }, (_, days) => addDays(labels.day, days)).flatMap((until) =>
    scopes.map((scope) => keys.board(scope, spanName({ kind: "rolling", until }))),
  );
  return { keys: [...boards, ...sums, ...rolling], rollings: rolling.length };
}

/** When the boards of the spans expire, as the scripts expect it; those of all time never do. */
export function boardExpiries(labels: Labels): number[] {
  const { day, week, month } = bookingExpiries(labels.day);
  return [day, week, month];
}

export function boardPart({ client, run }: Context): BoardStore {
  return {
    standings: async (team, scope, span, count, viewer, from = 0) => {
      const keys = keysOf(team);
      const days =
        span.kind === "rolling"
          ? rollingDates(span.until).map((label) => keys.board(scope, spanName({ kind: "day", label })))
          : [];
      const found = (await run(
        "standings",
        [keys.board(scope, spanName(span)), keys.hidden, keys.names, keys.absent, ...days],
        [count, viewer ?? "", ROLLING_KEPT, from],
      )) as (string | number)[];
      const [total, points, rank, name, ...lines] = found;
      const rows: Standing[] = [];
      for (let i = 0; i < lines.length; i += ROW_FIELDS) {
        const [learner, sum, shown, place] = lines.slice(i, i + ROW_FIELDS);
        rows.push({
          learner: String(learner),
          points: Number(sum),
          name: String(shown),
          rank: Number(place),
        });
      }
      const own =
        viewer === null || points === ""
          ? null
          : { learner: viewer, name: String(name), points: Number(points), rank: Number(rank) };
      return { rows, own, total: Number(total) };
    },

    groupTotals: async (team, span) => {
      const keys = keysOf(team);
      const spans: Span[] =
        span.kind === "rolling" ? rollingDates(span.until).map((label) => ({ kind: "day", label })) : [span];
      const sums = await Promise.all(spans.map((one) => client.hgetall(keys.sums(spanName(one)))));
      const points = new Map<string, number>();
      const active = new Map<string, number>();
      for (const [field, value] of sums.flatMap((sum) => Object.entries(sum))) {
        const totals = field.startsWith("p|") ? points : active;
        const group = field.slice(2);
        totals.set(group, (totals.get(group) ?? 0) + Number(value));
      }
      if (span.kind === "rolling") await countActive(team, span, [...points.keys()], active);
      return [...points]
        .map(([group, sum]) => ({ group, points: sum, active: active.get(group) ?? 0 }))
        .filter((total) => total.active > 0);
    },
  };

  /** Somebody active on several days counts once, so a rolling span needs the union of its days. */
  async function countActive(
    team: Parameters<typeof keysOf>[0],
    span: Span & { kind: "rolling" },
    groups: readonly string[],
    active: Map<string, number>,
  ): Promise<void> {
    const { hidden: _hidden, names, board } = keysOf(team);
    for (const group of groups) {
      const scope = { group, topic: null };
      const days = rollingDates(span.until).map((label) => board(scope, spanName({ kind: "day", label })));
      const key = board(scope, spanName(span));
      // With nobody hidden (the names are no set of learners, so this key never exists) the total is all.
      const found = (await run(
        "standings",
        [key, `${names}:none`, names, `${names}:none`, ...days],
        [0, "", ROLLING_KEPT, 0],
      )) as number[];
      active.set(group, Number(found[0]));
    }
  }
}
