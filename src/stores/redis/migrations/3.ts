import { addDays, datesOf, dayNumber, isoWeek, mondayOf } from "../../../engine/rules/calendar.ts";
import { managerEntry } from "../../../engine/rules/managers.ts";
import { bookingExpiries } from "../../../engine/rules/retention.ts";
import type { TeamId } from "../../../engine/words/place.ts";
import { AROUND } from "../books.ts";
import type { Context } from "../context.ts";
import { keysOf } from "../keys.ts";
import { dayLetter } from "../ledger.ts";
import { moveSides } from "../sides.ts";
import { shortenLearner } from "./7.ts";
import type { Migration } from "./index.ts";

/** Lines of a board that one script brings over. */
const PAGE = 50;

const SHAPE = /^dlq:\{\d+\}:([a-z]+:[^:]+):(b|s|g|hidden|absent)(?::(.+))?$/;

/** A key of a team: what kind it is, and what follows in its name. */
interface Part {
  team: TeamId;
  kind: string;
  name: string;
}

function partOf(key: string): Part | null {
  const [, team, kind = "", name = ""] = SHAPE.exec(key) ?? [];
  return team === undefined ? null : { team: team as TeamId, kind, name };
}

/** The groups with points, as the sums of all time have them, which every team had. */
async function groupsWithPoints({ client }: Context, team: TeamId): Promise<string[]> {
  const fields = await client.hkeys(keysOf(team).sums("all"));
  const known = await client.hget(keysOf(team).boards, "home");
  const groups = fields.flatMap((field) => (field.startsWith("p|") ? [field.slice(2)] : []));
  return [...new Set([...(known === null ? [] : [known]), ...groups.sort()])];
}

function expiryOf(span: string): number | null {
  const [kind = "", label = ""] = span.split(":");
  if (kind === "day") return bookingExpiries(label).day;
  if (kind === "week") return bookingExpiries(datesOf({ kind, label })[0] ?? "").week;
  return kind === "month" ? bookingExpiries(`${label}-01`).month : null;
}

/** Keeps a key for as long as what is new of its kind. */
async function keep({ client, clock }: Context, key: string, span: string): Promise<void> {
  const expires = expiryOf(span);
  if (expires !== null) await client.pexpire(key, Math.max(1, expires - clock()));
}

/** Old boards: rolling ones, and those of one topic in a day, a week or a month, are summed from now on. */
async function moveBoard(context: Context, key: string, { team, name }: Part): Promise<void> {
  const { client, run, clock } = context;
  const [group = "", topic = "", span = ""] = name.split("|");
  const [kind = "", label = ""] = span.split(":");
  const groups = await groupsWithPoints(context, team);
  const isOfTeam = group === "*";
  if (topic === "*" || span === "all") {
    if (kind === "rolling" || (isOfTeam && groups.length < 2)) await client.del(key);
    else await keep(context, key, span);
    return;
  }
  const { ledger } = kind === "day" ? bookingExpiries(label) : { ledger: 0 };
  if (ledger > clock() && (!isOfTeam || groups.length > 1)) {
    const keys = keysOf(team);
    const own = isOfTeam ? null : group;
    const monday = addDays(mondayOf(label), -7 * AROUND);
    const around = Array.from({ length: 2 * AROUND + 1 }, (_, i) => isoWeek(addDays(monday, 7 * i)));
    const all = [key, keys.ledger(own, isoWeek(label)), keys.boards, keys.days];
    const named = {
      ...{ topic, letter: dayLetter(label), day: dayNumber(label), monday: dayNumber(monday) },
      ...{ group: groups.length > 1 ? own : null, ledgerExpires: ledger, count: PAGE },
    };
    let left = 1;
    while (left > 0)
      left = Number(await run("schema_3", [...all, ...around.map((week) => keys.ledger(own, week))], named));
  }
  await client.del(key);
}

async function move(context: Context, key: string, part: Part): Promise<void> {
  const { client } = context;
  const { team, kind, name } = part;
  const keys = keysOf(team);
  switch (kind) {
    case "b":
      return moveBoard(context, key, part);
    case "s": {
      const [home, ...others] = await groupsWithPoints(context, team);
      if (home !== undefined) await client.hset(keys.boards, "home", home);
      // A team with one group keeps no sums; how many it has is known by now.
      if (others.length === 0) await client.del(key);
      else {
        await client.hset(keys.boards, "several", "all");
        await keep(context, key, name);
      }
      return;
    }
    case "g": {
      const manager = name.includes(":") ? null : await client.hget(key, "managedBy");
      if (manager) await client.zadd(keys.setUp, 0, managerEntry(manager, name));
      return;
    }
    default: {
      const away = kind === "hidden" ? await client.smembers(key) : await client.hkeys(key);
      for (const learner of away) {
        await shortenLearner(context, keys.learner(learner));
        await moveSides(context, team, learner, { hidden: "", absence: "" });
      }
    }
  }
}

/**
 * Boards: those who show apart from those who do not, none of a team with one group, and what was earned by day and
 * topic in ledgers, out of which the rest is summed.
 */
export const FEWER_BOARDS: Migration = {
  what: "boards are fewer, and apart for those who hide",
  concerns: (key) => partOf(key) !== null,
  move: async (context, keys) => {
    for (const key of keys) {
      const part = partOf(key);
      if (part !== null) await move(context, key, part);
    }
  },
};
