import { StartError } from "../../engine/ports/platform.ts";
import { isMistake, mastersOf } from "./client.ts";
import type { Context } from "./context.ts";
import { MIGRATING_KEY, PREFIX, SCHEMA_KEY } from "./keys.ts";
import type { Migration } from "./migrations/index.ts";

/** The shape of data that carries no number yet: that of before there were any, or none at all. */
const FIRST = 1;
/** How long a replica that says nothing more keeps the others waiting, in milliseconds. */
const HELD = 30_000;
/** How often the others look, in milliseconds. */
const LOOK = 250;
/** Keys that are read at one go. */
const PAGE = 500;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Terms {
  migrations: readonly Migration[];
  isClosed: () => boolean;
  /** Who this is: the same after a connection that broke. */
  token: string;
}

/** What stands in Redis of the schema. */
const stored = ({ client }: Context) => client.get(SCHEMA_KEY);

/** Says whether what is stored still is of this version, and no newer one was started beside it. */
export function createSchemaWatch(
  context: Context,
  migrations: readonly Migration[],
): () => Promise<boolean> {
  let isTold = false;
  return async () => {
    const seen = await stored(context).catch(() => null);
    // Without one, whoever wiped the data did so while the bot ran: the next start writes it again.
    const isNewer = Number(seen ?? FIRST) > FIRST + migrations.length;
    if (isNewer && !isTold)
      context.log.error(
        { schema: seen },
        "a newer version of the bot changed the stored data: stop this one",
      );
    isTold ||= isNewer;
    return !isNewer;
  };
}

/**
 * Brings what is stored to the shape of this version, one migration after the other. One replica does it, the others wait.
 * @throws StartError where the data is of a newer version, or of a shape that a migration cannot read
 */
export async function migrate(context: Context, { migrations, isClosed, token }: Terms): Promise<void> {
  const { log, run } = context;
  const newest = FIRST + migrations.length;
  let isTold = false;
  while (!isClosed()) {
    const seen = await stored(context);
    const schema = Number(seen ?? FIRST);
    if (!Number.isInteger(schema) || schema > newest) {
      throw new StartError(
        `The data in Redis is of a newer version of the bot (schema ${seen}, this one knows ${newest}). Start that version, or restore the backup from before its first start.`,
      );
    }
    if (schema === newest && seen !== null) return;
    const hold = async (reached: number | "") =>
      (await run("hold_migration", [SCHEMA_KEY, MIGRATING_KEY], [token, HELD, seen ?? "", reached])) === 1;
    if (await hold("")) {
      const migration = migrations[schema - FIRST];
      if (migration === undefined) await hold(newest);
      else if (await moveAll(context, migration, schema + 1, () => hold(""))) await hold(schema + 1);
      continue;
    }
    if (!isTold)
      log.info({ schema, newest }, "another replica brings the stored data up to date: waiting for it");
    isTold = true;
    await sleep(LOOK);
  }
}

/** False: another replica took over in the meantime. */
async function moveAll(
  context: Context,
  migration: Migration,
  to: number,
  hold: () => Promise<boolean>,
): Promise<boolean> {
  const { client, log } = context;
  let moved = 0;
  for (const node of mastersOf(client)) {
    let cursor = "0";
    do {
      const [next, keys] = await node.scan(cursor, "MATCH", `${PREFIX}*`, "COUNT", PAGE);
      cursor = next;
      const meant = keys.filter((key) => migration.concerns(key));
      if (moved === 0 && meant.length > 0)
        log.info({ schema: to }, `stored data is brought up to date: ${migration.what}`);
      if (meant.length > 0) await movePage(context, migration, to, meant);
      moved += meant.length;
      if (!(await hold())) return false;
    } while (cursor !== "0");
  }
  if (moved > 0) log.info({ schema: to, keys: moved }, "stored data is up to date");
  return true;
}

/** Trouble with the connection is met by whoever connects, and tries again. */
async function movePage(
  context: Context,
  migration: Migration,
  to: number,
  keys: readonly string[],
): Promise<void> {
  try {
    await migration.move(context, keys);
  } catch (error) {
    if (!isMistake(error)) throw error;
    throw new StartError(
      `The data in Redis could not be brought to schema ${to} (${migration.what}): ${(error as Error).message}. What was not reached is as it was; to go back to the version before, restore its backup.`,
    );
  }
}
