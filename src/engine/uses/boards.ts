import type { Bot, Caller } from "../ports/bot.ts";
import { localDate, spanOf } from "../rules/calendar.ts";
import { rankGroups } from "../rules/ranks.ts";
import { currentStreak } from "../rules/streak.ts";
import { PERIODS, type Period } from "../words/board.ts";
import { phrase } from "../words/phrase.ts";
import type { Actor } from "../words/press.ts";
import { type BoardReply, type HomeReply, notice, type ProfileReply, type Reply } from "../words/reply.ts";
import type { GroupRecord } from "../words/schedule.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";

/** Lines of a board. */
const ROWS = 10;

type BoardQuery = Parameters<Bot["board"]>[1];

const PERIOD_NAMES: Record<Period, readonly [now: string, before: string]> = {
  today: ["today", "yesterday"],
  week: ["this week", "last week"],
  month: ["this month", "last month"],
  rolling: ["the last 30 days", "the 30 days before"],
  all: ["all time", "all time"],
};

function today(deps: Deps, group: GroupRecord): string {
  return localDate(deps.clock(), group.schedule?.timezone ?? DEFAULT_ZONE);
}

/** A board, with the asker's own place; whoever hides from boards sees it alone. */
export async function board(deps: Deps, caller: Caller, query: BoardQuery): Promise<Reply> {
  const { hidden } = await deps.store.readLearner(caller.place, caller.person.id);
  return boardFor(deps, caller, query, hidden);
}

async function boardFor(deps: Deps, caller: Actor, query: BoardQuery, isPrivate: boolean): Promise<Reply> {
  const group = await deps.store.readGroup(caller.place);
  const span = spanOf(query.period, today(deps, group), query.previous);
  const { team } = caller.place;
  const when = PERIOD_NAMES[query.period][query.previous ? 1 : 0];
  const topic = deps.bank.topics().find((t) => t.id === query.topic);
  const about = topic === undefined ? "" : ` in ${topic.name}`;
  if (query.scope === "groups") {
    if (query.topic !== null) {
      return notice(
        "refusal",
        phrase`Channels are compared over all topics together. Leave the topic out, or ask for the board of this channel or of the whole team.`,
      );
    }
    const ranked = rankGroups(await deps.store.groupTotals(team, span));
    return {
      kind: "groups-board",
      visibility: "channel",
      title: `Channels by points per active member, ${when}`,
      rows: ranked.slice(0, ROWS).map(({ rank, group: id, mean, active }) => ({
        rank,
        group: id,
        mean,
        active,
        here: id === caller.place.group,
      })),
    };
  }
  const scope = { group: query.scope === "group" ? caller.place.group : null, topic: query.topic };
  const page = await deps.store.standings(team, scope, span, ROWS, caller.person.id);
  const rows = page.rows.map((row) => ({ ...row, you: isPrivate && row.learner === caller.person.id }));
  const isShown = page.rows.some((row) => row.learner === caller.person.id);
  return {
    kind: "board",
    visibility: isPrivate ? "private" : "channel",
    title: `${query.scope === "group" ? "This channel" : "The whole team"}${about}, ${when}`,
    period: query.period,
    previous: query.previous,
    scope: query.scope,
    topic: topic?.name ?? null,
    rows,
    own: isShown ? null : page.own,
    total: page.total,
  } satisfies BoardReply;
}

/** `/dlq-me`. */
export async function profile(deps: Deps, actor: Actor): Promise<ProfileReply> {
  const { place, person } = actor;
  const [group, learner] = await Promise.all([
    deps.store.readGroup(place),
    deps.store.readLearner(place, person.id),
  ]);
  const date = today(deps, group);
  const scope = { group: place.group, topic: null };
  const pages = await Promise.all(
    PERIODS.map((period) =>
      deps.store.standings(place.team, scope, spanOf(period, date, false), 0, person.id),
    ),
  );
  const current = group.current === null ? null : await deps.store.readRound(place.team, group.current);
  const isOpen = current !== null && current.status !== "closed" && current.windowNo === group.windows;
  const answered =
    current !== null && isOpen && (await deps.store.answerOf(place.team, current.id, person.id)) !== null;
  const names = new Map(deps.bank.topics().map((topic) => [topic.id, topic.name]));
  // A hidden learner has the rank that showing up would give, among one more than the board counts.
  const self = learner.hidden ? 1 : 0;
  return {
    kind: "profile",
    visibility: "private",
    name: person.name,
    streak: {
      current: currentStreak(learner.streak, group.windows, isOpen),
      best: learner.streak?.best ?? 0,
      answeredToday:
        answered ||
        (current?.status === "closed" && learner.streak?.last === current.windowNo && current.date === date),
    },
    points: PERIODS.map((period, i) => ({
      period,
      points: pages[i]?.own?.points ?? 0,
      rank: pages[i]?.own?.rank ?? null,
      of: (pages[i]?.total ?? 0) + self,
    })),
    topics: learner.topics.map((topic) => ({ ...topic, name: names.get(topic.topic) ?? topic.topic })),
    hidden: learner.hidden,
  };
}

/** A home page that stands in no group: shows the group in which the person answered last. */
export async function home(deps: Deps, actor: Actor): Promise<HomeReply> {
  const { lastGroup } = await deps.store.readLearner(actor.place, actor.person.id);
  const place = { ...actor.place, group: lastGroup ?? actor.place.group };
  const here = { ...actor, place };
  const week = await boardFor(
    deps,
    here,
    { period: "week", scope: "group", topic: null, previous: false },
    true,
  );
  return {
    kind: "home",
    visibility: "private",
    profile: lastGroup === null ? null : await profile(deps, here),
    board: week.kind === "board" ? week : null,
    lines: [
      lastGroup === null
        ? phrase`You have not answered a question yet.`
        : phrase`Your streak and the board in ${{ group: lastGroup }}.`,
      phrase`Type ${{ command: "" }} in a channel for a question, ${{ command: "me" }} there for your streak, ${{ command: "help" }} for the rest.`,
    ],
  };
}
