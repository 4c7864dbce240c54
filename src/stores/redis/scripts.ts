import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Cluster, Redis } from "ioredis";
import type { Meter } from "../../engine/ports/log.ts";

const FOLDER = fileURLToPath(new URL("./lua/", import.meta.url));
const PRELUDE = "prelude";
const BOOKING = "booking";
/** Scripts that book points. */
const BOOKS = ["record_practice", "apply_awards"];

export type ScriptName =
  | "now"
  | "write_group"
  | "claim_due"
  | "retry_later"
  | "renew_lease"
  | "finish_recap"
  | "open_window"
  | "add_practice"
  | "confirm_posted"
  | "lose_message"
  | "move_message"
  | "void_round"
  | "record_daily"
  | "record_practice"
  | "freeze_round"
  | "apply_awards"
  | "finish_round"
  | "take_close"
  | "begin_effect"
  | "mark_effect"
  | "mark_shown"
  | "standings"
  | "forget_points"
  | "forget_round"
  | "forget_manager"
  | "rename"
  | "pace_take"
  | "pace_close"
  | "hold_migration"
  | "replace_text"
  | "denied";

/** Runs a script: its keys, all with one tag, then its arguments after the clock's offset. */
export type RunScript = (
  name: ScriptName,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>;

type Command = (...args: (string | number)[]) => Promise<unknown>;

/** Every file of `lua/` becomes a command of the client, sent by its hash. */
export function defineScripts(
  client: Redis | Cluster,
  clockOffset: () => number,
  meter: Pick<Meter, "timed">,
): RunScript {
  const read = (name: string) => readFileSync(join(FOLDER, `${name}.lua`), "utf8");
  const names = readdirSync(FOLDER).map((file) => basename(file, ".lua"));
  for (const name of names) {
    if (name === PRELUDE || name === BOOKING) continue;
    const parts = [PRELUDE, ...(BOOKS.includes(name) ? [BOOKING] : []), name];
    client.defineCommand(commandOf(name), { lua: parts.map(read).join("\n") });
  }
  const commands = client as unknown as Record<string, Command>;
  return (name, keys, args) => {
    const run = commands[commandOf(name)] as Command;
    return meter.timed("scripts", { script: name }, () =>
      run.call(client, keys.length, ...keys, clockOffset(), ...args),
    );
  };
}

const commandOf = (name: string) => `dlq_${name}`;
