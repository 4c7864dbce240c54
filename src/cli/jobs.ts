import { ConfigError, readConfig } from "../config.ts";
import { createBullOutbox } from "../dispatch/outbox/bullmq/index.ts";
import { type FailedJob, type Outbox, PRIORITIES } from "../engine/ports/outbox.ts";
import { StoreUnavailable } from "../engine/ports/store.ts";
import { environment } from "../environment.ts";
import { withoutSecrets } from "../ops/log.ts";
import { visible } from "../ops/text-log.ts";
import { createRedisStore } from "../stores/redis/index.ts";

const USAGE = `Shows what waits to be sent to the platforms, and what failed for good.

  npm run jobs                       what waits, and what failed for good
  npm run jobs -- retry <id>         does a job that failed once more; retry all: every one
  npm run jobs -- drop <id>          takes a job that failed off the list; drop all: every one`;

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const UNCOUNTED = {
  count() {},
  took() {},
  timed: <T>(_event: string, _labels: object, work: () => Promise<T>) => work(),
};

function lineOf({ id, job, reason, tries, at }: FailedJob): string {
  const when = job === null ? "" : `${new Date(at).toISOString()}, ${tries} tries: `;
  return `  ${visible(id)}\n      ${when}${visible(withoutSecrets(reason))}`;
}

async function list(outbox: Outbox): Promise<string[]> {
  const waiting = (await outbox.depths()).flatMap(({ platform, waiting: sizes, later, underWay, failed }) => {
    const parts = PRIORITIES.filter((one) => sizes[one] > 0).map((one) => `${one} ${sizes[one]}`);
    const all = [...parts, `later ${later}`, `under way ${underWay}`, `failed ${failed}`];
    return parts.length + later + underWay + failed === 0 ? [] : [`${platform}: ${all.join(", ")}`];
  });
  const failed = (await outbox.failures()).map(lineOf);
  return [
    ...(waiting.length === 0 ? ["Nothing waits."] : waiting),
    ...(failed.length === 0 ? ["Nothing failed for good."] : ["Failed for good:", ...failed]),
  ];
}

/** Retries or drops one job, or all. null: the arguments do not fit. */
async function change(outbox: Outbox, what: string, id: string | undefined): Promise<string[] | null> {
  if ((what !== "retry" && what !== "drop") || id === undefined) return null;
  const failed = await outbox.failures();
  const ids = id === "all" ? failed.map((one) => one.id) : [id];
  const broken = new Set(failed.flatMap((one) => (one.job === null ? [one.id] : [])));
  const said: string[] = [];
  for (const one of ids) {
    if (what === "retry" && broken.has(one)) {
      said.push(`${visible(one)} cannot be read; it can only be dropped.`);
      process.exitCode = 1;
      continue;
    }
    if (await outbox[what](one))
      said.push(what === "retry" ? `${one} is tried again.` : `${visible(one)} is dropped.`);
    else {
      said.push(`No job with the id ${one} failed for good.`);
      process.exitCode = 1;
    }
  }
  return ids.length === 0 ? ["Nothing failed for good."] : said;
}

async function main(): Promise<void> {
  const [what = "list", id, ...others] = process.argv.slice(2);
  if (["--help", "-h", "help"].includes(what)) {
    console.log(USAGE);
    return;
  }
  const { values, problems } = environment();
  const { redisUrls: urls, redisTls: tls, redisCopies: copies } = readConfig(values, problems);
  if (urls.length === 0) {
    console.error("REDIS_URL is not set: jobs live in the process of the bot alone, and go with it.");
    process.exitCode = 1;
    return;
  }
  const store = createRedisStore({ urls, tls, copies }, SILENT);
  const outbox = createBullOutbox({
    log: SILENT,
    meter: UNCOUNTED,
    chance: Math.random,
    connect: store.queueClient,
  });
  try {
    const lines = what === "list" && id === undefined ? await list(outbox) : await change(outbox, what, id);
    if (lines === null || others.length > 0) {
      console.error(USAGE);
      process.exitCode = 1;
    } else console.log(lines.join("\n"));
  } finally {
    await outbox.stop();
    await store.close();
  }
}

/** What a person can mend is said in words; of the rest we want the trace. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return [error.message, ...error.problems].join("\n  - ");
  if (error instanceof StoreUnavailable) return `Redis cannot be reached at REDIS_URL: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main();
} catch (error) {
  console.error(withoutSecrets(explain(error)));
  process.exitCode = 1;
}
