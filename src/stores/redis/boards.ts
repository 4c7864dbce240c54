import type { BoardPage, BoardStore } from "../../engine/ports/store.ts";
import type { BoardScope, GroupTotal, Span, Standing } from "../../engine/words/board.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { spanName } from "./books.ts";
import { readTeamBoards, wholeTeam } from "./carry.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";
import { createSums, type Lines } from "./summed.ts";
import { homeTotal, rollingTotals, spanTotals, weekDays } from "./totals.ts";

/** Fields per line that `standings` returns. */
const ROW_FIELDS = 4;

export function boardPart(context: Context): BoardStore {
  const { run } = context;
  const sums = createSums(context);

  /** A board as its two keys hold it. */
  async function read(team: TeamId, shown: string, away: string, lines: Lines): Promise<BoardPage> {
    const { count, viewer, from } = lines;
    const found = (await run(
      "standings",
      [shown, away, keysOf(team).names],
      [count, viewer ?? "", from],
    )) as (string | number)[];
    const [total, points, rank, name, ...fields] = found;
    const rows: Standing[] = [];
    for (let i = 0; i < fields.length; i += ROW_FIELDS) {
      const [learner, sum, known, place] = fields.slice(i, i + ROW_FIELDS);
      rows.push({ learner: String(learner), points: Number(sum), name: String(known), rank: Number(place) });
    }
    const own =
      viewer === null || points === ""
        ? null
        : { learner: viewer, name: String(name), points: Number(points), rank: Number(rank) };
    return { rows, own, total: Number(total) };
  }

  /** Where the points of a scope are kept: a team with one group has none of its own. */
  async function placeOf(team: TeamId, scope: BoardScope): Promise<BoardScope> {
    if (scope.group !== null) return scope;
    const { home, several } = await wholeTeam(context, team);
    return { ...scope, group: several === null ? home : null };
  }

  return {
    standings: async (team, scope, span, count, viewer, from = 0) => {
      const at = await placeOf(team, scope);
      const keys = keysOf(team);
      const lines = { count, viewer, from };
      if (span.kind === "all" || (span.kind !== "rolling" && scope.topic === null)) {
        return read(team, keys.board(at, spanName(span)), keys.away(at, spanName(span)), lines);
      }
      const found = await sums.standings(team, at, span, lines);
      return "rows" in found ? found : read(team, found.shown, found.away, lines);
    },

    groupTotals: async (team, span: Span): Promise<readonly GroupTotal[]> => {
      const { home, several } = await readTeamBoards(context, team);
      if (home === null) return [];
      if (several !== null) {
        await wholeTeam(context, team);
        return span.kind === "rolling"
          ? rollingTotals(context, team, span.until)
          : spanTotals(context, team, span);
      }
      const total =
        span.kind === "rolling"
          ? await sums.total(team, { group: home, topic: null }, span)
          : await homeTotal(context, team, home, span);
      return total.active === 0 ? [] : [{ group: home, ...total }];
    },

    weekDays: (place, week) => weekDays(context, place, week),
  };
}
