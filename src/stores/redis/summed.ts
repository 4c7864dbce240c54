import { randomUUID } from "node:crypto";
import type { BoardPage } from "../../engine/ports/store.ts";
import { rankLearners } from "../../engine/rules/ranks.ts";
import type { BoardScope, Span } from "../../engine/words/board.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { spanName } from "./books.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";
import { sumOf, weeksOf } from "./ledger.ts";

/**
 * Boards that nobody keeps: of thirty days, and of one topic in a day, a week or a month. They are summed out of the
 * ledgers of their weeks: at every look where few learners have anything there, else in pages, and then kept for a
 * while.
 */

/** Lines of ledgers that are summed at every look. */
const AT_ONCE = 2_000;
/** Learners of one page. */
const PAGE = 50;
/** A board that took long is kept so many times as long, but for a minute at least, in milliseconds. */
const KEPT_TIMES = 20;
const KEPT_LEAST = 60_000;
/** How much longer than its name the boards of one making are kept, for whoever has just read the name. */
const GRACE = 60_000;

/** A span that is summed. */
type Summed = Exclude<Span, { kind: "all" }>;

/** Which lines are wanted. */
export interface Lines {
  count: number;
  viewer: string | null;
  from: number;
}

/** The two keys of a board. */
export interface Pair {
  shown: string;
  away: string;
}

export interface Sums {
  standings(team: TeamId, scope: BoardScope, span: Summed, lines: Lines): Promise<BoardPage | Pair>;
  /** Points of all, and how many have any. */
  total(team: TeamId, scope: BoardScope, span: Summed): Promise<{ points: number; active: number }>;
}

export function createSums({ client, run, clock }: Context): Sums {
  /** What this process is making right now, by name. */
  const making = new Map<string, Promise<Pair>>();

  /** The ledgers with anything in them, and the letters of the topic; null: nobody has points in it. */
  async function sourcesOf(team: TeamId, { group, topic }: BoardScope, span: Summed) {
    const keys = keysOf(team);
    const letters = topic === null ? null : await client.hget(keys.boards, `t|${topic}`);
    if (topic !== null && letters === null) return null;
    const weeks = weeksOf(span).map(({ week, days }) => ({ key: keys.ledger(group, week), days }));
    const sizes = await Promise.all(weeks.map(({ key }) => client.hlen(key)));
    return { letters, weeks: weeks.filter((_, i) => sizes[i] !== 0), size: sizes.reduce((a, b) => a + b, 0) };
  }

  type Sources = NonNullable<Awaited<ReturnType<typeof sourcesOf>>>;

  async function sumUp({ letters, weeks }: Sources): Promise<Map<string, number>> {
    const sums = new Map<string, number>();
    const ledgers = await Promise.all(weeks.map(({ key }) => client.hgetall(key)));
    for (const [i, { days }] of weeks.entries()) {
      for (const [learner, text] of Object.entries(ledgers[i] ?? {})) {
        const points = sumOf(text, days, letters);
        if (points > 0) sums.set(learner, (sums.get(learner) ?? 0) + points);
      }
    }
    return sums;
  }

  /** A board of few learners, ranked here. */
  async function few(
    team: TeamId,
    group: string | null,
    sums: ReadonlyMap<string, number>,
    { count, viewer, from }: Lines,
  ): Promise<BoardPage> {
    const keys = keysOf(team);
    const shows = keys.board({ group, topic: null }, "all");
    const learners = [...sums.keys()];
    const scores = await Promise.all(learners.map((learner) => client.zscore(shows, learner)));
    const lines = learners.map((learner, i) => ({
      ...{ learner, name: "", points: sums.get(learner) ?? 0 },
      isShown: scores[i] !== null,
    }));
    const shown = rankLearners(lines.filter(({ isShown }) => isShown));
    const own = rankLearners(lines.filter(({ isShown, learner }) => isShown || learner === viewer)).find(
      ({ learner }) => learner === viewer,
    );
    const wanted = [...shown.slice(from, from + count), ...(own === undefined ? [] : [own])];
    const names =
      wanted.length === 0 ? [] : await client.hmget(keys.names, ...wanted.map((one) => one.learner));
    const named = wanted.map(({ learner, points, rank }, i) => ({
      learner,
      points,
      rank,
      name: names[i] ?? "",
    }));
    return {
      rows: own === undefined ? named : named.slice(0, -1),
      own: own === undefined ? null : (named.at(-1) ?? null),
      total: shown.length,
    };
  }

  async function make(team: TeamId, scope: BoardScope, name: string, sources: Sources): Promise<Pair> {
    const keys = keysOf(team);
    const known = await client.get(name);
    const pairOf = (making: string) => ({ shown: `${name}:${making}`, away: `${name}:${making}:away` });
    if (known !== null) return pairOf(known);
    const id = randomUUID();
    const pair = pairOf(id);
    const { letters, weeks } = sources;
    const began = clock();
    const all = [keys.board({ group: scope.group, topic: null }, "all"), pair.shown, pair.away];
    for (const number of weeks.keys()) {
      let cursor = "0";
      do {
        const args = [number + 1, cursor, PAGE, letters ?? "", ...weeks.map(({ days }) => days)];
        cursor = String(await run("sum_page", [...all, ...weeks.map(({ key }) => key)], args));
        const left = Math.max(KEPT_LEAST, KEPT_TIMES * (clock() - began)) + GRACE;
        if (cursor === "0") for (const key of [pair.shown, pair.away]) await client.pexpire(key, left);
      } while (cursor !== "0");
    }
    await client.set(name, id, "PX", Math.max(KEPT_LEAST, KEPT_TIMES * (clock() - began)));
    return pair;
  }

  return {
    standings: async (team, scope, span, lines) => {
      const sources = await sourcesOf(team, scope, span);
      if (sources === null) return { rows: [], own: null, total: 0 };
      if (sources.size <= AT_ONCE) return few(team, scope.group, await sumUp(sources), lines);
      const name = keysOf(team).made(scope, spanName(span));
      const under = making.get(name) ?? make(team, scope, name, sources).finally(() => making.delete(name));
      making.set(name, under);
      return under;
    },

    total: async (team, scope, span) => {
      const sources = await sourcesOf(team, scope, span);
      const sums = sources === null ? [] : [...(await sumUp(sources)).values()];
      return { points: sums.reduce((a, b) => a + b, 0), active: sums.length };
    },
  };
}
