import { randomBytes } from "node:crypto";
import { COMMANDS } from "../commands/index.ts";
import { withdrawing } from "./bank/withdrawn.ts";
import { createPreferences } from "./cards/preferences.ts";
import { createSpeaker, spoken } from "./cards/speaker.ts";
import { createRegistry } from "./command/define.ts";
import { createInbound } from "./command/inbound.ts";
import { createPlaces } from "./command/places.ts";
import { type Config, isAlone } from "./config.ts";
import { createCountUpdater } from "./dispatch/counts.ts";
import { createMovingClock } from "./dispatch/moving.ts";
import type { Patience } from "./dispatch/outbox/patience.ts";
import { createRepeated } from "./dispatch/repeated.ts";
import { createRunner, type Runner } from "./dispatch/runner.ts";
import { createBot, doJob, giveUp } from "./engine/bot.ts";
import { fenced } from "./engine/fence.ts";
import { createHandlers } from "./engine/handlers.ts";
import type { Bank } from "./engine/ports/bank.ts";
import type { LanguageChoice } from "./engine/ports/language.ts";
import type { Log } from "./engine/ports/log.ts";
import type { Opinions } from "./engine/ports/opinion.ts";
import type { Outbox } from "./engine/ports/outbox.ts";
import type { Places } from "./engine/ports/places.ts";
import type { Inbound, Platform } from "./engine/ports/platform.ts";
import type { Store } from "./engine/ports/store.ts";
import { createRoundCache } from "./engine/uses/cache.ts";
import { takeCopyBack } from "./engine/uses/copies.ts";
import { countDue, seedRound } from "./engine/uses/counted.ts";
import type { Deps } from "./engine/uses/deps.ts";
import { greet } from "./engine/uses/greet.ts";
import { catchUp } from "./engine/uses/left-behind.ts";
import { postReport } from "./engine/uses/operators.ts";
import { createPackShelf } from "./engine/uses/packs/shelf.ts";
import { lookAtItems } from "./engine/uses/withdrawals.ts";
import { type PlatformName, platformOf, type TeamId } from "./engine/words/place.ts";
import { healthRoutes } from "./ops/health.ts";
import { type HttpServer, startHttp } from "./ops/http.ts";
import { createLossWatch, lostOf } from "./ops/lost.ts";
import { createMetrics, type Metrics, outboxReadings } from "./ops/metrics.ts";
import { createTracer } from "./ops/tracing.ts";
import { createPackFiles } from "./packs/index.ts";
import { createPlatforms, domainsOf, openBank, openOpinions, openPictures, openStore } from "./parts.ts";
import { LOCALES, loadLanguages } from "./words/languages.ts";

/** Time and log come in from outside, so that a test can run a day in a second. */
export interface Seams {
  log: Log;
  /** Milliseconds by which the bot's clocks, the store's included, are ahead of the real one: 0 outside tests; a playground may move on from there. */
  clockOffset: () => number;
  /** Milliseconds between two updates of a message's count of answers. */
  countInterval: number;
  /** How the outbox tries, where it is not as outside tests: its pauses go by the machine's clock, which nobody moves. */
  patience?: Partial<Patience>;
  /** Called when no platform is left that serves anybody. */
  end: () => void;
}

export interface App {
  url: string;
  store: Store;
  runner: Runner;
  /** Lets what is under way finish, then disconnects everything. */
  stop(): Promise<void>;
}

/** Milliseconds between two looks at whether a platform is left. */
const LOSS_LOOKS = 5_000;
/** After how many milliseconds a practice question says who answered and who was right. */
const PRACTICE_COUNTS = 60_000;
/**
 * Between two updates of a question of a live round, in milliseconds: two live rounds at once stay well within what
 * Slack lets an app edit in a minute.
 */
const LIVE_COUNTS = 3_000;
/** Milliseconds between two looks at what is withdrawn: every replica knows within a minute. */
const ITEM_LOOKS = 30_000;
const ROUNDS_CACHED = 5_000;
/** Questions of packs that are remembered, some two kilobytes each. */
const PACK_QUESTIONS = 10_000;
/** How much later than its next try work that failed is due again, in milliseconds. */
const AFTER_A_TRY = 60_000;
/** When it is looked again what was left behind under open questions, in milliseconds. */
const LEFT_BEHIND = 60_000;

function token(length: number): string {
  return randomBytes(length).toString("base64url").replace(/[-_]/g, "x").slice(0, length);
}

/** Everything that hangs together: use cases, the boundary to the platforms, the tick. */
function createEngine(
  store: Store,
  outbox: Outbox,
  bank: Bank,
  opinions: Opinions | null,
  metrics: Metrics,
  host: Pick<Config, "managers" | "reportsTo">,
  packs: Deps["packs"],
  languages: LanguageChoice,
  places: Places,
  seams: Seams,
): { deps: Deps; connect(platforms: readonly Platform[]): void; catchUp(): Promise<void>; stop(): void } {
  const platforms = new Map<PlatformName, Platform>();
  const platform = (team: TeamId) => platforms.get(platformOf(team)) ?? null;
  const counts = createCountUpdater(
    { outbox, log: seams.log, show: (work, interval) => countDue(deps, work, interval) },
    seams.countInterval,
    Math.max(seams.countInterval, PRACTICE_COUNTS),
    Math.min(seams.countInterval, LIVE_COUNTS),
  );
  const deps: Deps = {
    store,
    outbox,
    bank,
    opinions,
    packs,
    languages,
    places,
    platform,
    token,
    rounds: createRoundCache(ROUNDS_CACHED),
    log: seams.log,
    meter: metrics,
    clock: clockOf(seams),
    hostManagers: host.managers,
    reportsTo: host.reportsTo,
    countChanged: (round) => counts.changed(round),
    countClosed: (round) => counts.closed(round),
    leftBehind: () => behind.soon(),
  };
  const behind = createRepeated(
    () => catchUp(deps),
    {
      pause: LEFT_BEHIND,
      failed: "it could not be looked up which questions were left behind",
      isSteady: false,
    },
    seams.log,
  );
  outbox.handle("due", {
    run: (job, hold) => doJob(fenced(deps, hold), job),
    // Hidden until its next try is over, unless the outbox is lost.
    postponed: (job, delay) => store.retryLater(job, delay + AFTER_A_TRY),
    givenUp: (job) => giveUp(deps, job),
  });
  outbox.handle("greet", { run: (work, hold) => greet(fenced(deps, hold), work) });
  // What was sent is taken back whoever the job belongs to by then.
  outbox.handle("copy", { run: (work) => takeCopyBack(deps, work) });
  outbox.handle("report", { run: (work, hold) => postReport(fenced(deps, hold), work) });
  outbox.handle("seed", { run: (work, hold) => seedRound(fenced(deps, hold), work) });
  return {
    deps,
    connect: (all) => {
      for (const one of all) platforms.set(one.name, one);
    },
    catchUp: behind.now,
    stop: () => {
      counts.stop();
      behind.stop();
    },
  };
}

const clockOf = (seams: Seams) => () => Date.now() + seams.clockOffset();

/**
 * Starts the bot: question bank, HTTP, store, platforms, tick, in this order, so that health can be asked
 * for while the store is waited for.
 *
 * @throws BankError, StartError (a platform or store refuses), or what `listen` throws
 */
export async function startApp(config: Config, given: Seams): Promise<App> {
  const { log } = given;
  const clock = createMovingClock(given.clockOffset);
  const seams: Seams = { ...given, clockOffset: clock.offset };
  const bank = await openBank(config.questionsDir, log);
  const tracer = config.tracesTo === null ? null : await createTracer(config.tracesTo);
  const metrics = createMetrics(tracer);
  const opened = { ...seams, meter: metrics, questions: bank };
  const { store, limiter, pace, outbox } = await openStore(config, opened);
  metrics.reads("outbox_jobs", async () => outboxReadings(await outbox.depths()));
  const registry = createRegistry(COMMANDS);
  const languages = loadLanguages(LOCALES);
  const domains = domainsOf(bank, languages, clockOf(seams));
  const packFiles = createPackFiles();
  const pictures = await openPictures(config, log, metrics);
  const platforms = await createPlatforms(
    config,
    { registry, domains, languages, log, meter: metrics, store, pace, pictures },
    clockOf(seams),
    isAlone(config) ? (timezone) => clock.nextDay(timezone, () => runner.tick()) : null,
  );
  const platformFor = (team: TeamId) => platforms.find(({ name }) => name === platformOf(team));
  const preferences = createPreferences(
    store,
    languages.all,
    async (team) => (await platformFor(team)?.teamLocale(team)) ?? null,
    clockOf(seams),
  );
  const speaker = createSpeaker(languages, preferences, (team) => platformFor(team)?.can ?? (() => false));
  const asked = withdrawing(bank);
  const engine = createEngine(
    store,
    outbox,
    asked.bank,
    await openOpinions(config.model, bank),
    metrics,
    config,
    { files: packFiles, shelf: createPackShelf(PACK_QUESTIONS) },
    preferences,
    createPlaces(domains),
    seams,
  );
  const inbound: Inbound = createInbound({
    registry,
    domains,
    store,
    limiter,
    log,
    meter: metrics,
    bot: createBot(engine.deps),
    handlers: createHandlers(engine.deps),
  });
  const items = createRepeated(
    () => lookAtItems(engine.deps, asked.withdraw),
    { pause: ITEM_LOOKS, failed: "it could not be looked up what became of questions", isSteady: true },
    log,
  );
  const chats = platforms.map((platform) => spoken(platform, speaker));
  engine.connect(chats);
  const runner = createRunner({
    store,
    outbox,
    platforms: platforms.map(({ name }) => name),
    log,
  });
  const http: HttpServer = await startHttp(config, log);
  let watch: NodeJS.Timeout | undefined;
  const stop = async () => {
    clearInterval(watch);
    engine.stop();
    items.stop();
    await runner.stop();
    await outbox.rest();
    const stopped = await Promise.allSettled(platforms.map((platform) => platform.stop()));
    for (const one of stopped)
      if (one.status === "rejected") log.error({ err: one.reason }, "a platform did not stop cleanly");
    await outbox.stop();
    await Promise.all([pictures?.stop(), packFiles.end()]);
    await http.stop();
    await store.close();
    await tracer?.stop().catch((error) => log.warn({ err: error }, "the last traces could not be sent"));
  };
  const checks = async () => {
    const parts: Record<string, boolean> = { store: await store.ready() };
    for (const platform of platforms) parts[platform.name] = platform.ready();
    return parts;
  };
  http.add(healthRoutes({ checks, lost: () => lostOf(platforms) }, metrics, config.hosts));
  for (const platform of platforms) http.add(platform.routes ?? []);
  try {
    await store.connect?.();
    await items.now();
    await Promise.all(chats.map((chat) => chat.start(inbound)));
  } catch (error) {
    await stop();
    throw error;
  }
  outbox.start(platforms.map(({ name }) => name));
  runner.start();
  watch = setInterval(createLossWatch(platforms, log, seams.end), LOSS_LOOKS);
  void engine.catchUp();
  log.info({ questions: bank.size, platforms: platforms.map((p) => p.name) }, "ready");
  return { url: http.url, store, runner, stop };
}
