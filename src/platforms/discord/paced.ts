import { createHash } from "node:crypto";
import { DefaultRestOptions, type RESTOptions, type ResponseLike } from "discord.js";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Limit, Pace, Priority } from "../../engine/ports/pace.ts";
import { NoTurn, waitForTurn, waitUntilOpen } from "../pace.ts";
import { REQUEST_TIMEOUT } from "./limits.ts";
import { createStorms } from "./storms.ts";

/**
 * Requests of the bot, over all replicas. Discord allows 50 a second; on their way some come closer together than
 * they left.
 */
const GLOBAL: Limit = { perSecond: 46, burst: 2 };

/**
 * Answers of 401, 403 and 429 that are no reason to stop: Discord bans an address for 10,000 in ten minutes. In
 * any ten minutes they are twice as many at most.
 */
const INVALID: Limit = { perSecond: 1000 / 600, burst: 1000 };
/** So far above that, in milliseconds until it is made up for, everything stops: three to four thousand. */
const FAR_ABOVE = 20 * 60_000;
const HALT = 60_000;

/** How long a request waits for its turn, in milliseconds; what takes longer is tried again by whoever wants it. */
const TURN_PATIENCE = 30_000;
/** discord.js counts its timeout from before the wait: the request's own is kept here. */
const WHOLE_TIMEOUT = 2 * TURN_PATIENCE + 2 * REQUEST_TIMEOUT;

/** How much later than Discord says a bucket counts as open again, in milliseconds. */
const MARGIN = 50;

type Send = RESTOptions["makeRequest"];

/** null: not counted by Discord, since it answers an interaction. */
type Route = {
  /** Method and path without ids: routes that look the same may share a bucket. */
  kind: string;
  /** The channel or server: each has a bucket of its own. */
  major: string;
} | null;

const PATH = /\/v\d+(\/[^?]*)/;
const ID = /\d{16,20}/g;

function routeOf(method: string, url: string): Route {
  const path = PATH.exec(url)?.[1] ?? url;
  // Tokens are in these addresses, too.
  if (/^\/(?:interactions|webhooks)\//.test(path)) return null;
  const kind = path.replace(/\/reactions\/.*/, "/reactions/:reaction").replaceAll(ID, ":id");
  return { kind: `${method} ${kind}`, major: /^\/(?:channels|guilds)\/(\d+)/.exec(path)?.[1] ?? "" };
}

/** Seconds in a header as milliseconds; 0 where it is not there. */
function header(response: ResponseLike, name: string): number {
  return Math.ceil(Number(response.headers.get(name) ?? 0) * 1000) || 0;
}

/** What all replicas of a bot count together is known by. The token itself belongs in no store. */
export function botKey(token: string): string {
  return `discord:${createHash("sha256").update(token).digest("hex").slice(0, 12)}`;
}

/**
 * What makes the clients of discord.js, each of which counts for itself, keep Discord's limits together with those
 * of all other replicas: 50 requests a second, the buckets of routes, and the number of requests that were refused.
 *
 * @param bot by which all replicas know it
 * @returns options of a client of each priority
 */
export function pacedOptions(
  bot: string,
  { pace, log, meter }: { pace: Pace; log: Log; meter: Meter },
): (priority: Priority) => Partial<RESTOptions> {
  const quiet = `${bot}|low`;
  /** Discord's names of buckets, by kind of route. */
  const hashes = new Map<string, string>();
  const storms = createStorms(log);
  let isQuiet = false;

  /** By Discord's name, else by the route's own: not every refusal names the bucket that it is about. */
  function bucketOf({ kind, major }: NonNullable<Route>): string {
    return `${bot}|${hashes.get(kind) ?? kind}|${major}`;
  }

  /** One more was refused: what can wait stops early, and everything long before Discord bans the address. */
  async function countInvalid(status: number): Promise<void> {
    meter.count("refused", { platform: "discord", status: String(status) });
    const { wait } = await pace.take(`${bot}|invalid`, INVALID);
    if (wait === 0) isQuiet = false;
    else {
      if (!isQuiet) log.error({ status }, "Discord refuses so many requests that what can wait is held back");
      isQuiet = true;
      await pace.penalise(quiet, wait);
    }
    if (wait <= FAR_ABOVE) return;
    log.error(
      { status },
      "Discord refuses so many requests that none are sent for a minute: it would ban this address",
    );
    await pace.penalise(bot, HALT);
  }

  /** What an answer says about its bucket, for all replicas. */
  async function note(route: Route, response: ResponseLike): Promise<void> {
    const { status, headers } = response;
    const hash = headers.get("x-ratelimit-bucket");
    if (route !== null && hash !== null) hashes.set(route.kind, hash);
    const bucket = route === null ? null : bucketOf(route);
    const scope = headers.get("x-ratelimit-scope");
    if (status === 401 || status === 403 || (status === 429 && scope !== "shared"))
      await countInvalid(status);
    if (status === 429) {
      const wait = Math.max(header(response, "retry-after"), header(response, "x-ratelimit-reset-after"));
      const what = route === null ? "interaction" : route.kind;
      meter.count("limited", { platform: "discord", what });
      // What says nothing of a limit of Discord's comes from before it, and is of the whole address.
      const isOfRoute = hash !== null || scope === "shared" || scope === "user";
      const isGlobal = headers.get("x-ratelimit-global") !== null || !isOfRoute;
      storms.refused((isGlobal ? null : bucket) ?? what, { what, wait });
      if (bucket === null) return;
      await pace.penalise(isGlobal ? bot : bucket, wait + MARGIN);
    } else if (bucket !== null && headers.get("x-ratelimit-remaining") === "0") {
      await pace.penalise(bucket, header(response, "x-ratelimit-reset-after") + MARGIN);
    }
  }

  /** Sends it within a request's own time. */
  async function send(url: string, init: Parameters<Send>[1]): Promise<ResponseLike> {
    // Not `AbortSignal.any`: the signals that it makes cost more than the request itself.
    const over = new AbortController();
    const end = () => over.abort();
    const timer = setTimeout(end, REQUEST_TIMEOUT);
    if (init.signal?.aborted === true) end();
    init.signal?.addEventListener("abort", end);
    try {
      return await DefaultRestOptions.makeRequest(url, { ...init, signal: over.signal });
    } finally {
      clearTimeout(timer);
      init.signal?.removeEventListener("abort", end);
    }
  }

  /** Waits until it may be sent. @throws NoTurn where that takes too long */
  async function waitFor(route: Route, priority: Priority): Promise<void> {
    if (route === null) return;
    await waitUntilOpen(pace, bucketOf(route), TURN_PATIENCE);
    const held = priority === "low" ? await pace.closedFor(quiet) : 0;
    if (held > 0) throw new NoTurn(quiet, held);
    await waitForTurn(pace, bot, GLOBAL, { priority, patience: TURN_PATIENCE });
  }

  return (priority) => ({
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // discord.js would wait for hours, and whoever wants it with it.
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > TURN_PATIENCE,
    timeout: WHOLE_TIMEOUT,
    makeRequest: async (url, init) => {
      const route = routeOf(init.method ?? "GET", url);
      await waitFor(route, priority);
      const response = await send(url, init);
      await note(route, response);
      return response;
    },
  });
}
