import type { Caller } from "../ports/bot.ts";
import type { BoardPage } from "../ports/store.ts";
import { spanOf } from "../rules/calendar.ts";
import { movements, rankGroups } from "../rules/ranks.ts";
import type { BoardScope } from "../words/board.ts";
import type { TeamId } from "../words/place.ts";
import type { Action, Actor, BoardQuery, Button } from "../words/press.ts";
import { type BoardReply, notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { streaksNow } from "./freezes.ts";
import { noteMember, presentStandings } from "./members.ts";
import { todayOf } from "./profile.ts";

/** Lines of a board. */
const ROWS = 10;
/** Lines of the board before with which they are compared. */
const COMPARED = 100;

/** A board, with the asker's own place; whoever hides from boards sees it alone. */
export async function board(deps: Deps, caller: Caller, query: BoardQuery): Promise<Reply> {
  await noteMember(deps, caller);
  const { hidden } = await deps.store.readLearner(caller.place, caller.person.id);
  return boardFor(deps, caller, query, hidden, 1);
}

/** Another page of a board, for whoever turns it alone: the channel's own message stays as it is. */
export function boardPage(deps: Deps, actor: Actor, action: Action & { verb: "board" }): Promise<Reply> {
  const { page, period, scope, topic, previous } = action;
  return boardFor(deps, actor, { period, scope, topic, previous }, true, page);
}

function turning(query: BoardQuery, page: number, pages: number): Button[] {
  const to = (label: Say, target: number): Button => ({
    label,
    action: { verb: "board", page: target, ...query },
  });
  return [
    ...(page > 1 ? [to(say("button.page-before"), Math.min(page - 1, pages))] : []),
    ...(page < pages ? [to(say("button.next-page"), page + 1)] : []),
  ];
}

const pagesOf = (lines: number) => Math.max(1, Math.ceil(lines / ROWS));

async function groupsBoard(
  deps: Deps,
  { place }: Actor,
  query: BoardQuery,
  isPrivate: boolean,
  asked: number,
): Promise<Reply> {
  if (query.topic !== null) {
    return notice("refusal", say("groups.no-topic"));
  }
  const span = spanOf(query.period, todayOf(deps, await deps.store.readGroup(place)), query.previous);
  const ranked = rankGroups(await deps.store.groupTotals(place.team, span));
  const pages = pagesOf(ranked.length);
  const page = Math.min(asked, pages);
  return {
    kind: "groups-board",
    visibility: isPrivate ? "private" : "channel",
    period: query.period,
    previous: query.previous,
    rows: ranked.slice((page - 1) * ROWS, page * ROWS).map(({ rank, group: id, mean, active }) => ({
      rank,
      group: id,
      mean,
      active,
      here: id === place.group,
    })),
    page,
    pages,
    buttons: turning(query, page, pages),
  };
}

/** The top of the board of the period before; empty where there is none to compare with, or it is that one that is asked for. */
async function periodBefore(
  { store }: Deps,
  team: TeamId,
  scope: BoardScope,
  { period, previous }: BoardQuery,
  today: string,
): Promise<BoardPage> {
  if (previous || period === "all" || period === "rolling") return { rows: [], own: null, total: 0 };
  return store.standings(team, scope, spanOf(period, today, true), COMPARED, null);
}

async function boardFor(
  deps: Deps,
  actor: Actor,
  query: BoardQuery,
  isPrivate: boolean,
  page: number,
): Promise<Reply> {
  const { scope: whose, period, previous } = query;
  if (whose === "groups") return groupsBoard(deps, actor, query, isPrivate, page);
  const { place, person } = actor;
  const group = await deps.store.readGroup(place);
  const today = todayOf(deps, group);
  const span = spanOf(period, today, previous);
  const topic = deps.bank.topics().find((t) => t.id === query.topic);
  const scope = { group: whose === "group" ? place.group : null, topic: query.topic };
  const lines = { count: ROWS, from: (page - 1) * ROWS };
  const found = await presentStandings(deps, place.team, scope, span, lines, person.id);
  const pages = pagesOf(found.total);
  // The board has become shorter since the button was made.
  if (page > pages) return boardFor(deps, actor, query, isPrivate, pages);
  const movedOf = movements(await periodBefore(deps, place.team, scope, query, today));
  // A streak is one of this channel and of now.
  const isOfNow = whose === "group" && query.topic === null && !previous;
  const shown = [...found.rows, ...(found.own === null ? [] : [found.own])].map(({ learner }) => learner);
  const streaks = isOfNow ? await streaksNow(deps, group, [...new Set(shown)]) : new Map<string, number>();
  const isOwn = ({ learner }: { learner: string }) => learner === person.id;
  // The name of now, whatever it was at the last answer.
  const rows = found.rows.map((row) => ({
    ...row,
    name: isOwn(row) && !person.provisional ? person.name : row.name,
    you: isPrivate && isOwn(row),
    moved: movedOf(row),
    streak: streaks.get(row.learner) ?? null,
  }));
  const own = found.own && {
    ...found.own,
    ...(person.provisional ? {} : { name: person.name }),
    moved: movedOf(found.own),
    streak: streaks.get(found.own.learner) ?? null,
  };
  return {
    kind: "board",
    visibility: isPrivate ? "private" : "channel",
    period,
    previous,
    scope: whose,
    topic: topic?.name ?? null,
    rows,
    own: rows.some(isOwn) ? null : own,
    total: found.total,
    page,
    pages,
    buttons: turning(query, page, pages),
  } satisfies BoardReply;
}

/** This week's board of a group for somebody who stands elsewhere: its channel is not where its buttons would be pressed. */
export async function weekOf(deps: Deps, here: Actor): Promise<BoardReply | null> {
  const query = { period: "week", scope: "group", topic: null, previous: false } as const;
  const week = await boardFor(deps, here, query, true, 1);
  return week.kind === "board" ? { ...week, buttons: [] } : null;
}
