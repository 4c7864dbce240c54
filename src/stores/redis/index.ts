import { randomUUID } from "node:crypto";
import { Cluster, type Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import type { Limiter } from "../../engine/ports/limiter.ts";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Pace } from "../../engine/ports/pace.ts";
import { StartError } from "../../engine/ports/platform.ts";
import type { Store } from "../../engine/ports/store.ts";
import type { MessageRef, TeamId } from "../../engine/words/place.ts";
import { createReader } from "../../learning/reader.ts";
import { limiterOf } from "../limits.ts";
import { createMemoryPace } from "../memory/pace.ts";
import { addressesOf, type TlsFiles } from "./addresses.ts";
import { answerPart } from "./answers.ts";
import { boardPart } from "./boards.ts";
import { createClient, isReady, reaching } from "./client.ts";
import type { Context } from "./context.ts";
import { checkCopies, type Method, withCopies } from "./copies.ts";
import type { Questions } from "./dealt.ts";
import { documentPart } from "./documents.ts";
import { focusPart } from "./focus.ts";
import { groupPart } from "./groups.ts";
import { installationsPart } from "./installations.ts";
import { itemPart } from "./items.ts";
import { keysOf, limitKey, onceKey, rightsKeys } from "./keys.ts";
import { learnerPart } from "./learners.ts";
import { learningPart } from "./learning.ts";
import { createSchemaWatch, migrate } from "./migrate.ts";
import { MIGRATIONS, type Migration } from "./migrations/index.ts";
import { opinionPart } from "./opinions.ts";
import { createRedisPace } from "./pace.ts";
import { planPart } from "./plans.ts";
import { queueClient } from "./queue-client.ts";
import { reminderPart } from "./reminders.ts";
import { decodeMessage } from "./round-codec.ts";
import { roundPart } from "./rounds.ts";
import { defineScripts, scriptsOn } from "./scripts.ts";
import { connect } from "./start.ts";
import { teamPart } from "./teams.ts";

export interface RedisStore extends Store {
  /** Counts for all replicas together; while Redis is away, each for itself. */
  limiter: Limiter;
  /** One pace for all replicas together; while Redis is away, each with a share. */
  pace: Pace;
  /** Another connection, for queues; `waits`: one whose commands wait until Redis is there. */
  queueClient(waits: boolean): Redis | Cluster;
  /**
   * Waits until Redis is there, saying so.
   * @throws StartError where waiting does not help: a wrong password, missing rights, TLS where there is none, a server that evicts keys
   */
  connect(): Promise<void>;
  /**
   * Connects once for a look beside the bot: waits for nothing, and leaves the shape of what is stored as it is.
   * @throws StoreUnavailable, or StartError where what is stored is of a newer version
   */
  reach(): Promise<void>;
}

const UNTIMED: Pick<Meter, "timed"> = { timed: (_event, _labels, work) => work() };

/** A twentieth of what somebody may do in a minute is not counted in Redis. */
const COUNTED_ALONE = 1 / 20;

interface RedisSettings {
  questions?: Questions;
  urls: readonly string[];
  tls?: TlsFiles;
  copies?: number;
  clockOffset?: () => number;
  paceOffset?: () => number;
  meter?: Pick<Meter, "timed">;
  migrations?: readonly Migration[];
}

/** Every method of a part, with failures of the connection as `StoreUnavailable`. */
function guarded<T extends object>(part: T, changed: (name: string, method: Method) => Method): T {
  const methods = Object.entries(part).map(([name, method]) => {
    const whole = changed(name, method as Method);
    return [name, (...args: unknown[]) => reaching(() => whole(...args))];
  });
  return Object.fromEntries(methods) as T;
}

/**
 * The store on Redis, one server or a cluster. What changes state is one Lua script per method; what
 * is only read may take several commands.
 *
 * @param settings.clockOffset milliseconds added to Redis's clock, for tests that move time
 * @param settings.paceOffset the same for the pace alone, which platforms count in real time whatever a test moves
 * @param settings.questions makes the questions of practice rounds again, so that their texts need not be kept
 * @param settings.meter notes how long scripts take
 * @param settings.copies how many replicas have what is acknowledged
 * @param settings.migrations those of this version, but in tests
 */
export function createRedisStore(settings: RedisSettings, log: Log): RedisStore {
  const addresses = addressesOf(settings.urls, settings.tls);
  const {
    clockOffset = () => 0,
    paceOffset = () => 0,
    migrations = MIGRATIONS,
    questions = null,
    meter = UNTIMED,
    copies = 0,
  } = settings;
  const client = createClient(addresses, log);
  const run = defineScripts(client, clockOffset, meter);
  const clock = () => Date.now() + clockOffset();
  const readKept = createReader();
  const homes = new Map<TeamId, string>();
  const context: Context = { client, run, log, clock, questions, readKept, homes };
  const guard = <T extends object>(part: T): T =>
    guarded(part, (name, method) => withCopies(client, copies, name, method));
  let isClosed = false;
  let isConnected = false;
  const denied = async () => {
    const of = rightsKeys(client instanceof Cluster).map(
      (keys) => run("denied", keys, []) as Promise<string[]>,
    );
    return [...new Set((await Promise.all(of)).flat())];
  };
  let telling: Promise<number> | null = null;
  /** Whoever asks in the same turn of the event loop is told the same. */
  const now = () => {
    if (telling === null) {
      telling = run("now", [], []).then(Number);
      process.nextTick(() => {
        telling = null;
      });
    }
    return telling;
  };
  const isCurrent = createSchemaWatch(context, migrations);
  return {
    connect: async () => {
      const terms = { migrations, isClosed: () => isClosed, token: randomUUID() };
      await connect(client, {
        addresses,
        log,
        isClosed: terms.isClosed,
        denied,
        migrate: () => migrate(context, terms),
      });
      if (!isClosed) await checkCopies(client, copies, log);
      isConnected = !isClosed;
    },
    reach: async () => {
      await reaching(() => client.connect());
      if (!(await isCurrent()))
        throw new StartError("What is stored is of a newer version of the bot: use that one.");
    },
    ready: async () => isConnected && (await isReady(client)) && (await isCurrent()),
    queueClient: (waits) => queueClient(client, waits),
    limiter: limiterOf(
      (what, limit) =>
        new RateLimiterRedis({
          ...limit,
          storeClient: client,
          keyPrefix: limitKey(what),
          rejectIfRedisNotReady: true,
          insuranceLimiter: new RateLimiterMemory(limit),
        }),
      COUNTED_ALONE,
    ),
    pace: createRedisPace(
      scriptsOn(client, paceOffset, meter),
      createMemoryPace(() => performance.now()),
      log,
    ),
    close: async () => {
      isClosed = true;
      client.disconnect();
    },
    ...guard({ now }),
    ...guard(groupPart(context, now)),
    ...guard(focusPart(context)),
    ...guard(roundPart(context, now)),
    ...guard(answerPart(context)),
    ...guard(boardPart(context)),
    ...guard(learnerPart(context)),
    ...guard(learningPart(context)),
    ...guard(opinionPart(context)),
    ...guard(reminderPart(context)),
    ...guard(planPart(context)),
    ...guard(documentPart(context)),
    ...guard(itemPart(context)),
    ...guard(teamPart(context)),
    ...guard({
      claimOnce: async (key: string, ttl: number) =>
        (await client.set(onceKey(key), "1", "PX", ttl, "NX")) === "OK",
      unclaim: async (key: string) => {
        await client.del(onceKey(key));
      },
      firstMessage: async (team: TeamId, key: string, message: MessageRef, ttl: number) => {
        const at = keysOf(team).first(key);
        const isFirst = (await client.set(at, JSON.stringify(message), "PX", ttl, "NX")) === "OK";
        return (isFirst ? null : decodeMessage(await client.get(at))) ?? message;
      },
    }),
    installations: guard(installationsPart(context)),
  };
}
