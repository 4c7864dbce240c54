import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ConfigError, readConfig } from "../config.ts";
import type { Bank } from "../engine/ports/bank.ts";
import { StartError } from "../engine/ports/platform.ts";
import { type Store, StoreUnavailable } from "../engine/ports/store.ts";
import { environment } from "../environment.ts";
import { csvOf, linesOf, tableOf } from "../ops/items/table.ts";
import { withoutSecrets } from "../ops/log.ts";
import { BankError, openBank } from "../parts.ts";
import { createRedisStore } from "../stores/redis/index.ts";

const USAGE = `How the questions of the bank do, over all teams that use this Redis.

  npm run items:health                        every item that was answered, reported or decided on
  npm run items:health -- --flagged           those alone that something is said of
  npm run items:health -- --csv items.csv     writes the figures to a file as well`;

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

const OPTIONS = {
  csv: { type: "string" },
  flagged: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

type Given = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>;

function fail(lines: string): void {
  console.error(lines);
  process.exitCode = 1;
}

async function health(store: Store, bank: Bank, { csv, flagged }: Given["values"]): Promise<string[]> {
  const found = await Promise.all([store.itemSums(), store.reportCounts(), store.decisions()]);
  const all = linesOf(bank, ...found);
  const withFlags = all.filter((line) => line.health.flags.length > 0);
  const shown = flagged ? withFlags : all;
  if (csv !== undefined) writeFileSync(csv, csvOf(shown));
  const written = csv === undefined ? "" : `; written to ${csv}`;
  const sum = `${all.length} items, ${withFlags.length} with flags${written}`;
  return shown.length === 0 ? ["Nothing to show."] : [...tableOf(shown), "", sum];
}

async function main({ values, positionals }: Given): Promise<void> {
  const [what, ...others] = positionals;
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (what !== "health" || others.length > 0) return fail(USAGE);
  const { values: env, problems } = environment();
  const { redisUrls: urls, redisTls: tls, redisCopies: copies, questionsDir } = readConfig(env, problems);
  if (urls.length === 0)
    return fail("REDIS_URL is not set: what is known of items lives in the process of the bot alone.");
  const bank = await openBank(questionsDir, SILENT);
  const store = createRedisStore({ urls, tls, copies, questions: bank }, SILENT);
  try {
    await store.reach();
    console.log((await health(store, bank, values)).join("\n"));
  } finally {
    await store.close();
  }
}

/** What a person can mend is said in words; of the rest we want the trace. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return [error.message, ...error.problems].join("\n  - ");
  if (error instanceof BankError) return `${error.message} npm run questions:check lists them.`;
  if (error instanceof StoreUnavailable) return `Redis cannot be reached at REDIS_URL: ${error.message}`;
  if (error instanceof StartError) return error.message;
  if (error instanceof TypeError && "code" in error) return `${error.message}\n\n${USAGE}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main(parseArgs({ options: OPTIONS, allowPositionals: true }));
} catch (error) {
  fail(withoutSecrets(explain(error)));
}
