import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ConfigError, readConfig } from "../config.ts";
import type { Bank } from "../engine/ports/bank.ts";
import { StartError } from "../engine/ports/platform.ts";
import { type Store, StoreUnavailable } from "../engine/ports/store.ts";
import { versionOf } from "../engine/words/item.ts";
import { packOf } from "../engine/words/pack.ts";
import type { Decision } from "../engine/words/report.ts";
import { environment } from "../environment.ts";
import { csvOf, linesOf, tableOf } from "../ops/items/table.ts";
import { withoutSecrets } from "../ops/log.ts";
import { visible } from "../ops/text-log.ts";
import { BankError, openBank } from "../parts.ts";
import { createRedisStore } from "../stores/redis/index.ts";

const USAGE = `How the questions of the bank do, over all teams that use this Redis.

  npm run items:health                        every item that was answered, reported, liked or decided on
  npm run items:health -- --flagged           those alone that something is said of
  npm run items:health -- --csv items.csv     writes the figures to a file as well

What becomes of a question; every replica goes by it within a minute, and whoever reported it is told:

  npm run items -- quarantine <id>            it is asked no more until somebody decides
  npm run items -- release <id>               it is asked again
  npm run items -- retire <id>                its answer is wrong: it is asked no more, and whoever answered it in a
                                              round that is still kept gets the points of a right answer
  npm run items -- quarantine --wrong-key <id>    the same points, while it is being mended

It holds for the version that the bank has; --version <n> names another one.`;

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

const OPTIONS = {
  csv: { type: "string" },
  "wrong-key": { type: "boolean", default: false },
  version: { type: "string" },
  flagged: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

type Given = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>;

function fail(lines: string): void {
  console.error(lines);
  process.exitCode = 1;
}

/** What whoever typed the command can mend. */
class Mistake extends Error {}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new Mistake(
      `${visible(path)} cannot be written: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function health(store: Store, bank: Bank, { csv, flagged }: Given["values"]): Promise<string[]> {
  const found = await Promise.all([
    ...([store.itemSums(), store.reportCounts(), store.praiseCounts(), store.decisions()] as const),
  ]);
  const all = linesOf(bank, ...found);
  const withFlags = all.filter((line) => line.health.flags.length > 0);
  const shown = flagged ? withFlags : all;
  if (csv !== undefined) write(csv, csvOf(shown));
  const written = csv === undefined ? "" : `; written to ${csv}`;
  const sum = `${all.length} ${all.length === 1 ? "item" : "items"}, ${withFlags.length} with flags${written}`;
  return shown.length === 0 ? ["Nothing to show."] : [...tableOf(shown), "", sum];
}

/** By the verb: what becomes of it. */
const VERBS = { quarantine: "quarantined", release: "released", retire: "retired" } as const;
const isVerb = (text: string | undefined): text is keyof typeof VERBS => Object.hasOwn(VERBS, text ?? "");

/** What is said of it on the page of changes, `docs/items.md`. */
const lineFor = ({ item, version, what, at }: Decision) =>
  `| ${new Date(at).toISOString().slice(0, 10)} | \`${item}\` | ${version} | ${what} | (why) |`;

async function decide(
  store: Store,
  bank: Bank,
  verb: keyof typeof VERBS,
  item: string,
  values: Given["values"],
): Promise<string[] | null> {
  if (packOf(item) !== null)
    throw new Mistake(
      `${visible(item)} is a question of a team's own pack, whose managers decide: /dlq-pack retire.`,
    );
  const found = bank.find(item) === null ? null : bank.item(item, "");
  const version = values.version === undefined ? found && versionOf(found) : Number(values.version);
  if (version === null) return null;
  if (!Number.isInteger(version) || version < 1)
    throw new Mistake(`--version ${visible(values.version ?? "")} is no version: 1, 2, 3 and so on.`);
  const wrongKey = verb === "retire" || (verb === "quarantine" && values["wrong-key"]);
  const about = { item, version, what: VERBS[verb], wrongKey, by: "operator" } as const;
  const decision: Decision = { ...about, at: await store.now() };
  await store.decide(decision);
  return [
    `${item}, version ${version}, is ${decision.what}. Every replica goes by it within a minute.`,
    ...(wrongKey
      ? ["Whoever answered it in a round that is still kept gets the points of a right answer, once."]
      : []),
    ...["For docs/items.md:", lineFor(decision)],
  ];
}

async function main({ values, positionals }: Given): Promise<void> {
  const [what, item, ...others] = positionals;
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const isHealth = what === "health" && item === undefined;
  const verb = isVerb(what) && item !== undefined ? what : null;
  if ((!isHealth && verb === null) || others.length > 0) return fail(USAGE);
  const { values: env, problems } = environment();
  const { redisUrls: urls, redisTls: tls, redisCopies: copies, questionsDir } = readConfig(env, problems);
  if (urls.length === 0)
    return fail("REDIS_URL is not set: what is known of items lives in the process of the bot alone.");
  const bank = await openBank(questionsDir, SILENT);
  const store = createRedisStore({ urls, tls, copies, questions: bank }, SILENT);
  try {
    await store.reach();
    const lines =
      verb === null || item === undefined
        ? await health(store, bank, values)
        : await decide(store, bank, verb, item, values);
    if (lines === null) fail(`The bank has no item ${visible(item ?? "")}. Name its version with --version.`);
    else console.log(lines.join("\n"));
  } finally {
    await store.close();
  }
}

/** What a person can mend is said in words; of the rest we want the trace. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return [error.message, ...error.problems].join("\n  - ");
  if (error instanceof BankError) return `${error.message} npm run questions:check lists them.`;
  if (error instanceof StoreUnavailable) return `Redis cannot be reached at REDIS_URL: ${error.message}`;
  if (error instanceof StartError || error instanceof Mistake) return error.message;
  if (error instanceof TypeError && "code" in error) return `${error.message}\n\n${USAGE}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main(parseArgs({ options: OPTIONS, allowPositionals: true }));
} catch (error) {
  fail(withoutSecrets(explain(error)));
}
