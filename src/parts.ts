import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COMMANDS } from "../commands/index.ts";
import { FAMILIES } from "./bank/families/index.ts";
import { knownIn, loadPacked } from "./bank/packed.ts";
import type { Problem } from "./bank/source.ts";
import type { ChatPlatform, Pictures } from "./cards/ports.ts";
import type { createRegistry } from "./command/define.ts";
import type { Domains } from "./command/options.ts";
import { allZones } from "./command/zones.ts";
import type { Config } from "./config.ts";
import { createInProcessOutbox } from "./dispatch/outbox/in-process.ts";
import type { Patience } from "./dispatch/outbox/patience.ts";
import type { Bank } from "./engine/ports/bank.ts";
import type { Limiter } from "./engine/ports/limiter.ts";
import type { Log } from "./engine/ports/log.ts";
import type { Opinions } from "./engine/ports/opinion.ts";
import type { Outbox } from "./engine/ports/outbox.ts";
import type { Pace } from "./engine/ports/pace.ts";
import type { Store } from "./engine/ports/store.ts";
import { AUTO } from "./engine/uses/language.ts";
import type { WordId } from "./engine/words/say.ts";
import type { Metrics } from "./ops/metrics.ts";
import type { HttpRoute } from "./platforms/http.ts";
import { createMemoryLimiter } from "./stores/limits.ts";
import { createMemoryStore } from "./stores/memory/index.ts";
import { createMemoryPace } from "./stores/memory/pace.ts";
import type { Languages } from "./words/languages.ts";
import { languageName } from "./words/words.ts";

// What a configuration has no use for is not loaded: the clients of the platforms and of Redis make up most of the
// time that a start takes, and of the memory at rest.

/** Broken question files: nothing starts. */
export class BankError extends Error {
  override name = "BankError";
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super("The question bank has problems.");
    this.problems = problems;
  }
}

/** The bank that ships with the bot: packed by the build beside `dist/src`, or as it lies beside the sources. */
const PACKED = fileURLToPath(new URL("../questions.json", import.meta.url));
const QUESTIONS = fileURLToPath(new URL("../questions", import.meta.url));

/** The ids of what choices are called, each once. */
function labelsOfChoices(): WordId[] {
  const options = COMMANDS.flatMap(({ routes }) => routes).flatMap((route) => Object.values(route.options));
  const labels = options
    .flatMap(({ type }) => (type.kind === "enum" ? type.values : []))
    .map(({ label }) => label);
  return [...new Set(labels)].filter((label) => label !== null);
}

/** What commands are called on a line, before any language has its say. */
const english = new Set(COMMANDS.flatMap(({ word, aliases }) => [word, ...aliases]));

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export function domainsOf(bank: Bank, languages: Languages, clock: () => number = Date.now): Domains {
  return {
    clock,
    topic: bank.topics().map(({ id, name }) => ({ value: id, label: name })),
    subject: bank.subjects().map(({ id, name, aliases, about, filter }) => {
      // Of topics alone: what several of them share holds the most of everything.
      const open = "topics" in filter ? bank.pool({ ...filter, kinds: ["open"] }) : [];
      const asked = open.filter(({ frequency }) => frequency === "common").length;
      return { value: id, label: name, aliases, about, asked };
    }),
    company: bank.companies().map((name) => ({ value: name, label: name })),
    timezone: allZones(),
    language: [
      { value: AUTO, label: AUTO },
      ...languages.all.map((one) => ({ value: one, label: languageName(one) })),
    ],
    weekday: WEEKDAYS.map((day) => {
      const [label = "", ...aliases] = languages.all.flatMap((one) => languages.of(one).dayNames(day));
      return { value: String(day), label, aliases };
    }),
    command: COMMANDS.flatMap(({ name, typed }) => {
      if (typed === null) return [];
      const names = languages.all
        .flatMap((one) => languages.of(one).plain(typed).split(","))
        .map((word) => word.trim());
      const [label, ...aliases] = [...new Set(names)].filter((word) => word !== "" && !english.has(word));
      return label === undefined ? [] : [{ value: name, label, aliases }];
    }),
    shown: labelsOfChoices().map((id) => {
      const [label = "", ...aliases] = languages.all.map((one) => languages.of(one).plain(id));
      return { value: id, label, aliases };
    }),
  };
}

/** @throws BankError */
export async function openBank(path: string | null, log: Log): Promise<Bank> {
  const packed = existsSync(PACKED) ? readFileSync(PACKED, "utf8") : null;
  if (path === null && packed !== null) return loadPacked(packed, FAMILIES);
  const { loadBank } = await import("./bank/load.ts");
  const loaded = loadBank(path ?? QUESTIONS, FAMILIES, packed === null ? undefined : knownIn(packed));
  if (loaded.kind === "refused") throw new BankError(loaded.problems);
  if (loaded.leftOut.length > 0)
    log.info({ files: loaded.leftOut }, "files in QUESTIONS_DIR that are no questions were left out");
  return loaded.bank;
}

/** The language model that the configuration names. */
export async function openOpinions(model: Config["model"], bank: Bank): Promise<Opinions | null> {
  if (model === null) return null;
  const { createOpinions } = await import("./opinion/index.ts");
  return createOpinions({ ...model, bears: bank.bears });
}

/** What makes pictures; null: they are off. Its libraries and fonts are read by its own thread. */
export async function openPictures(config: Config, log: Log, meter: Metrics) {
  if (!config.pictures) return null;
  const { createPictures } = await import("./pictures/index.ts");
  return createPictures({ log, meter });
}

type Served = ChatPlatform & { routes?: readonly HttpRoute[] };

/** The platforms that the configuration names. */
export async function createPlatforms(
  config: Config,
  deps: {
    registry: ReturnType<typeof createRegistry>;
    domains: Domains;
    languages: Languages;
    log: Log;
    meter: Metrics;
    store: Store;
    pace: Pace;
    pictures: Pictures | null;
  },
  clock: () => number,
  /** Moves the clock on to the next day; null where others go by it. */
  nextDay: ((timezone: string) => Promise<void>) | null,
): Promise<Served[]> {
  const { store, pace, pictures, ...common } = deps;
  const platforms: Served[] = [];
  if (config.discord !== null) {
    const { createDiscord } = await import("./platforms/discord/index.ts");
    platforms.push(createDiscord(config.discord, { ...common, pace, pictures }));
  }
  if (config.slack !== null) {
    const { createSlack } = await import("./platforms/slack/index.ts");
    const { claimOnce, installations } = store;
    platforms.push(
      createSlack(config.slack, { ...common, pace, pictures, members: store, claimOnce, installations }),
    );
  }
  if (config.playground) {
    const { createWeb } = await import("./platforms/web/index.ts");
    platforms.push(createWeb({ hosts: config.hosts }, { ...common, clock, nextDay, pictures }));
  }
  return platforms;
}

interface OpenedStore {
  store: Store & { connect?(): Promise<void> };
  limiter: Limiter;
  pace: Pace;
  outbox: Outbox;
}

/** Redis where the configuration names one, otherwise memory. */
export async function openStore(
  config: Config,
  deps: {
    log: Log;
    meter: Metrics;
    clockOffset: () => number;
    questions: Bank;
    patience?: Partial<Patience>;
  },
): Promise<OpenedStore> {
  const { log, meter, clockOffset, questions, patience = {} } = deps;
  const tries = { log, meter, chance: Math.random, patience };
  if (config.redisUrls.length > 0) {
    const [{ createRedisStore }, { createBullOutbox }] = await Promise.all([
      import("./stores/redis/index.ts"),
      import("./dispatch/outbox/bullmq/index.ts"),
    ]);
    const { redisUrls: urls, redisTls: tls, redisCopies: copies } = config;
    const store = createRedisStore({ urls, tls, copies, clockOffset, meter, questions }, log);
    return {
      store,
      limiter: store.limiter,
      pace: store.pace,
      outbox: createBullOutbox({ ...tries, connect: store.queueClient }),
    };
  }
  log.warn({}, "REDIS_URL is not set: everything lives in memory and is lost when the bot stops");
  const clock = () => Date.now() + clockOffset();
  return {
    store: createMemoryStore(clock),
    limiter: createMemoryLimiter(),
    pace: createMemoryPace(() => performance.now()),
    outbox: createInProcessOutbox(tries),
  };
}
