import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "@slack/bolt";
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from "@slack/web-api";
import type { Pace, Priority } from "../../engine/ports/pace.ts";
import { download } from "../download.ts";
import { NoTurn, waitForTurn } from "../pace.ts";
import { TIMES } from "./limits.ts";
import { bucketsOf, close } from "./rates.ts";
import type { Method } from "./scopes.ts";
import { Turns } from "./turns.ts";

/** What became of one call of the Web API. Nothing is thrown. */
export type Answer =
  | { kind: "ok"; data: Readonly<Record<string, unknown>>; scopes: readonly string[] | null }
  /** Slack said no; `error` is its own word, `needed` the scope it misses. */
  | { kind: "refused"; error: string; needed: string | null }
  /** Too much; nothing before `retryAfter` milliseconds. Nothing was done. */
  | { kind: "limited"; retryAfter: number }
  /** No answer, or a server error. `reached`: it may have been carried out all the same. */
  | { kind: "unanswered"; detail: string; reached: boolean };

export interface CallOptions {
  /** How long a rate limit may hold the call back, in milliseconds; 0: not at all. */
  patience?: number;
  /** Doing it twice is as good as once, so it is tried again where Slack did not answer. */
  repeatable?: boolean;
  /** Whether somebody waits for it (high, where it is left out); low takes what the others leave of the limits. */
  priority?: Priority;
  /** Ends the waiting for a rate limit, as if it had taken too long. */
  signal?: AbortSignal;
  /** Calls with the same turn go one after the other. */
  turn?: string;
  /** Its patience begins when its turn has come, and not with the call: those before it do not use it up. */
  fromTurn?: boolean;
}

export interface Api {
  call(method: Method, args: Record<string, unknown>, options?: CallOptions): Promise<Answer>;
  /** A file that Slack keeps; null: it is larger, is kept elsewhere, or the bot may not have it. */
  download(url: string, limit: number): Promise<Uint8Array | null>;
}

/** Slack's own words for "our servers are in trouble": it may have been done all the same. */
const TROUBLE = new Set(["internal_error", "fatal_error", "request_timeout", "service_unavailable"]);
const RATE_WORDS = new Set(["ratelimited", "rate_limited"]);
/** The network's words for "never got there". */
const NEVER_REACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
/** Where Slack limits without saying for how long. */
const UNKNOWN_WAIT = 5000;
const REPEATS = [200, 1000];

function causeOf(error: Error): string {
  const { cause } = error;
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : error.message;
}

function platformAnswer(error: string, needed: unknown): Answer {
  if (RATE_WORDS.has(error)) return { kind: "limited", retryAfter: UNKNOWN_WAIT };
  if (TROUBLE.has(error)) return { kind: "unanswered", detail: error, reached: true };
  if (!/^[\w:.-]{1,80}$/.test(error)) return { kind: "unanswered", detail: "not an answer", reached: true };
  return { kind: "refused", error, needed: typeof needed === "string" ? needed : null };
}

function answerOf(error: unknown): Answer {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: "limited", retryAfter: error.retryAfter * 1000 };
  if (error instanceof WebAPIPlatformError)
    return platformAnswer(error.data.error, "needed" in error.data ? error.data.needed : null);
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode < 500) return { kind: "refused", error: `http_${error.statusCode}`, needed: null };
    return { kind: "unanswered", detail: `status ${error.statusCode}`, reached: true };
  }
  if (error instanceof WebAPIRequestError) {
    const code = causeOf(error.original);
    return { kind: "unanswered", detail: code, reached: !NEVER_REACHED.has(code) };
  }
  // A 429 without a usable Retry-After comes out of the client as a plain error.
  if (error instanceof Error && error.message.startsWith("Retry header"))
    return { kind: "limited", retryAfter: UNKNOWN_WAIT };
  return { kind: "unanswered", detail: error instanceof Error ? error.message : "no answer", reached: true };
}

export interface ApiSettings {
  token: string | undefined;
  address: string;
  logger: Logger;
  stopped: AbortSignal;
  pace: Pace;
  /** Whose limits they are: what the buckets' names begin with. */
  scope: string;
}

/** The token is shown to Slack alone, whatever address stands in a payload. */
function isSlacks(url: string, address: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, hostname, protocol } = new URL(url);
  return origin === new URL(address).origin || (protocol === "https:" && hostname === "files.slack.com");
}

/**
 * The Web API with one token. The client neither retries nor waits by itself: what is repeated, and what a
 * rate limit holds back, is decided here, so that a post is never sent twice by accident, all replicas together
 * stay within Slack's limits, and one full bucket stops no other.
 */
export function createApi({ token, address, logger, stopped, pace, scope }: ApiSettings): Api {
  const client = new WebClient(token, {
    slackApiUrl: address,
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMES.request,
  });
  const turns = new Turns();

  async function once(method: Method, args: Record<string, unknown>): Promise<Answer> {
    try {
      const data = await client.apiCall(method, args);
      return { kind: "ok", data: { ...data }, scopes: data.response_metadata?.scopes ?? null };
    } catch (error) {
      return answerOf(error);
    }
  }

  /** Milliseconds after which another try makes sense; 0: it may go. */
  async function turnIn(
    buckets: ReturnType<typeof bucketsOf>,
    deadline: number,
    { priority = "high", signal = stopped }: CallOptions,
  ): Promise<number> {
    try {
      for (const { name, limit } of buckets) {
        const patience = Math.max(0, deadline - Date.now());
        await waitForTurn(pace, name, limit, { priority, patience, signal });
      }
      return 0;
    } catch (error) {
      if (error instanceof NoTurn) return Math.max(1, error.retryAfter);
      if (signal.aborted) return UNKNOWN_WAIT;
      throw error;
    }
  }

  async function held(
    method: Method,
    args: Record<string, unknown>,
    deadline: number,
    options: CallOptions,
  ): Promise<Answer> {
    const buckets = bucketsOf(scope, method, args);
    for (let attempt = 0; ; ) {
      const missing = await turnIn(buckets, deadline, options);
      if (missing > 0) return { kind: "limited", retryAfter: missing };
      const answer = await once(method, args);
      if (answer.kind === "limited") await close(pace, buckets, answer.retryAfter);
      else if (answer.kind !== "unanswered" || !options.repeatable || attempt >= REPEATS.length)
        return answer;
      else await sleep(REPEATS[attempt++], undefined, { signal: stopped }).catch(() => undefined);
    }
  }

  return {
    download: async (url, limit) =>
      isSlacks(url, address) ? download(url, limit, { authorization: `Bearer ${token ?? ""}` }) : null,

    call(method, args, options = {}) {
      const { patience = 0, turn, fromTurn = false } = options;
      const called = Date.now();
      const run = () => held(method, args, (fromTurn ? Date.now() : called) + patience, options);
      return turn === undefined ? run() : turns.take(turn, run);
    },
  };
}
