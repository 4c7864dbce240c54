import { dayNumber } from "../../engine/rules/calendar.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";
import { boardsKept, weeksKept } from "./traces.ts";

/**
 * A team with one group has no boards of its own: those of the group are the same. From its second group on it has
 * them, and what learners have in the first one is carried over: of each learner before anything more of theirs is
 * booked, and of all who are left once somebody looks.
 */

/** Learners of one script. */
const PAGE = 20;
/** Lines that are read of the first group's boards at one go. */
const LOOKED_AT = 200;

/** What is known of a team's boards. */
export interface TeamBoards {
  /** The group that had points first; null: none has any. */
  home: string | null;
  /** Whether another group has points, too: then the team has boards of its own, with what some or all had before. */
  several: "some" | "all" | null;
  /** The letters that topics have in ledgers. */
  letters: ReadonlyMap<string, string>;
}

export async function readTeamBoards({ client }: Context, team: TeamId): Promise<TeamBoards> {
  const { home, several, ...fields } = await client.hgetall(keysOf(team).boards);
  const letters = Object.entries(fields).flatMap(([field, code]) =>
    field.startsWith("t|") ? [[field.slice(2), code] as const] : [],
  );
  return {
    home: home ?? null,
    several: several === "some" || several === "all" ? several : null,
    letters: new Map(letters),
  };
}

/** Carries some learners; those that were carried before stay as they are. */
export async function carry(
  { run, clock }: Context,
  team: TeamId,
  home: string,
  topics: readonly string[],
  learners: readonly string[],
): Promise<void> {
  const keys = keysOf(team);
  const now = clock();
  const boards = boardsKept(topics, now);
  const weeks = weeksKept(now);
  for (let start = 0; start < learners.length; start += PAGE) {
    await run(
      "carry",
      [
        ...[keys.boards, keys.days],
        ...boards.flatMap(({ topic, span }) => [
          ...[keys.board({ group: home, topic }, span), keys.away({ group: home, topic }, span)],
          ...[keys.board({ group: null, topic }, span), keys.away({ group: null, topic }, span)],
          topic === null ? keys.sums(span) : keys.days,
        ]),
        ...weeks.flatMap(({ label }) => [keys.ledger(home, label), keys.ledger(null, label)]),
      ],
      {
        ...{ group: home, learners: learners.slice(start, start + PAGE), boards: boards.length },
        counted: boards.map(({ topic }) => topic === null),
        expires: boards.map(({ expires }) => expires ?? ""),
        monday: dayNumber(weeks[0]?.monday ?? ""),
        ledgerExpires: weeks.map(({ expires }) => expires),
        today: dayNumber(new Date(now).toISOString().slice(0, 10)),
      },
    );
  }
}

/** Carries who is named by a script, before it books anything of theirs. */
export async function carryNamed(
  context: Context,
  team: TeamId,
  home: string,
  learners: readonly string[],
): Promise<void> {
  const { letters } = await readTeamBoards(context, team);
  await carry(context, team, home, [...letters.keys()], learners);
}

/** The boards of a team with all that its learners have; whoever was not carried yet is. */
export async function wholeTeam(context: Context, team: TeamId): Promise<TeamBoards> {
  const known = await readTeamBoards(context, team);
  const { home, several, letters } = known;
  if (home === null || several !== "some") return known;
  const keys = keysOf(team);
  const all = { group: home, topic: null };
  for (const board of [keys.board(all, "all"), keys.away(all, "all")]) {
    let cursor = "0";
    do {
      const [next, lines] = await context.client.zscan(board, cursor, "COUNT", LOOKED_AT);
      cursor = next;
      const learners = lines.filter((_, i) => i % 2 === 0);
      await carry(context, team, home, [...letters.keys()], learners);
    } while (cursor !== "0");
  }
  await context.client.hset(keys.boards, "several", "all");
  return { ...known, several: "all" };
}
