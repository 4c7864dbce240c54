import type { BoardScope, GroupDay, GroupTotal, Span, Standing } from "../../words/board.ts";
import type { Place, TeamId } from "../../words/place.ts";

export interface BoardPage {
  rows: readonly Standing[];
  /** The viewer's own line, hidden or not; null without points. */
  own: Standing | null;
  /** Learners with points, hidden ones not counted. */
  total: number;
}

/** Boards. */
export interface BoardStore {
  /** `count` lines of a board after the first `from` ones. Hidden and absent learners are left out. */
  standings(
    team: TeamId,
    scope: BoardScope,
    span: Span,
    count: number,
    viewer: string | null,
    from?: number,
  ): Promise<BoardPage>;
  groupTotals(team: TeamId, span: Span): Promise<readonly GroupTotal[]>;
  /** The seven days of an ISO week, Monday first. */
  weekDays(place: Place, week: string): Promise<readonly GroupDay[]>;
}
