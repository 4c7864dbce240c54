import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Cluster, Redis } from "ioredis";
import type { Meter } from "../../engine/ports/log.ts";
import { LIFE, type LifeEvent } from "../../engine/rules/life.ts";

const FOLDER = fileURLToPath(new URL("./lua/", import.meta.url));
const PRELUDE = "prelude";
const BOOKING = "booking";
const REVIEWS = "reviews";
const DAYS = "days";
/** Scripts that book points. */
const BOOKS = ["record_practice", "award_page", "book_refunds", "carry", "forget_points", "schema_3"];
/** Scripts that keep reviews. */
const KEEPS = ["record_practice", "award_page", "record_review"];

/** Scripts that count an answer among a learner's days. */
const COUNTS_DAYS = ["record_daily", "record_practice", "record_review"];

export type ScriptName =
  | "now"
  | "write_group"
  | "claim_due"
  | "retry_later"
  | "finish_recap"
  | "open_window"
  | "add_practice"
  | "note_practised"
  | "confirm_posted"
  | "lose_message"
  | "move_message"
  | "void_round"
  | "record_daily"
  | "record_practice"
  | "freeze_round"
  | "award_page"
  | "finish_round"
  | "take_close"
  | "begin_effect"
  | "mark_effect"
  | "mark_shown"
  | "record_review"
  | "compact_reviews"
  | "set_confidence"
  | "take_hints"
  | "set_reminders"
  | "move_reminder"
  | "put_session"
  | "end_session"
  | "set_consent"
  | "put_written"
  | "take_written"
  | "reserve_tokens"
  | "settle_tokens"
  | "write_plans"
  | "write_document"
  | "forget_document"
  | "standings"
  | "forget_points"
  | "carry"
  | "move_sides"
  | "sum_page"
  | "forget_round"
  | "forget_manager"
  | "rename"
  | "write_report"
  | "book_refunds"
  | "finish_refund"
  | "pace_take"
  | "pace_close"
  | "hold_migration"
  | "replace_text"
  | "schema_2"
  | "schema_3"
  | "schema_5"
  | "schema_7"
  | "denied";

/** Arguments by name: one JSON text, which a script reads with `named()`. What is null or undefined is not there. */
export type NamedArgs = Readonly<Record<string, unknown>>;

/** Runs a script: its keys, all with one tag, then its arguments after the clock's offset; more than six by name. */
export type RunScript = (
  name: ScriptName,
  keys: readonly string[],
  args: readonly (string | number)[] | NamedArgs,
) => Promise<unknown>;

/** Numbers as text, as arguments by place come: Lua would round what it writes. */
export function encodeNamed(args: NamedArgs): string {
  return JSON.stringify(args, (_, value) =>
    value === null ? undefined : typeof value === "number" ? String(value) : value,
  );
}

/** The steps of a round's life that a script names as `LIFE.step`: from which status to which. */
function lifeIn(lua: string): string {
  const events = [...new Set([...lua.matchAll(/\bLIFE\.(\w+)/g)].map(([, event]) => event as LifeEvent))];
  if (events.length === 0) return "";
  const moves = events.map((event) => {
    const pairs = Object.entries(LIFE[event].moves).map(([from, to]) => `${from}='${to}'`);
    return `${event}={${pairs.join(",")}}`;
  });
  return `local LIFE = {${moves.join(",")}}`;
}

type Command = (...args: (string | number)[]) => Promise<unknown>;

/** A script as it is sent: with what stands in front of it. */
export function luaOf(name: string): string {
  const parts = [
    PRELUDE,
    ...(BOOKS.includes(name) ? [BOOKING] : []),
    ...(KEEPS.includes(name) ? [REVIEWS] : []),
    ...(COUNTS_DAYS.includes(name) ? [DAYS] : []),
    name,
  ];
  const lua = parts.map((part) => readFileSync(join(FOLDER, `${part}.lua`), "utf8")).join("\n");
  return `${lifeIn(lua)}\n${lua}`;
}

/** Every file of `lua/` becomes a command of the client, sent by its hash. */
export function defineScripts(
  client: Redis | Cluster,
  clockOffset: () => number,
  meter: Pick<Meter, "timed">,
): RunScript {
  const names = readdirSync(FOLDER).map((file) => basename(file, ".lua"));
  for (const name of names) {
    if ([PRELUDE, BOOKING, REVIEWS, DAYS].includes(name)) continue;
    client.defineCommand(commandOf(name), { lua: luaOf(name) });
  }
  return scriptsOn(client, clockOffset, meter);
}

/** The scripts of a client on which they are defined, by another clock. */
export function scriptsOn(
  client: Redis | Cluster,
  clockOffset: () => number,
  meter: Pick<Meter, "timed">,
): RunScript {
  const commands = client as unknown as Record<string, Command>;
  return (name, keys, args) => {
    const run = commands[commandOf(name)] as Command;
    return meter.timed("scripts", { script: name }, () =>
      run.call(client, keys.length, ...keys, clockOffset(), ...(isNamed(args) ? [encodeNamed(args)] : args)),
    );
  };
}

const isNamed = (args: readonly (string | number)[] | NamedArgs): args is NamedArgs => !Array.isArray(args);

const commandOf = (name: string) => `dlq_${name}`;
