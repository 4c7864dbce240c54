import { setTimeout as sleep } from "node:timers/promises";
import type { App, Logger } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import type { Log } from "../../engine/ports/log.ts";
import { StartError } from "../../engine/ports/platform.ts";
import type { Entrance } from "./entrance.ts";
import { CONNECTIONS, TIMES } from "./limits.ts";

/** Slack's words for an app token that no waiting makes right. */
const REFUSED = new Set([
  "invalid_auth",
  "not_authed",
  "not_allowed_token_type",
  "missing_scope",
  "token_revoked",
  "token_expired",
  "account_inactive",
]);
/** A connection that lived at least this long was a good one: the next is opened at once. */
const GOOD_LIFE = 10_000;

interface SocketsSettings {
  appToken: string;
  address: string;
  logger: Logger;
  log: Log;
  /** A connection is up after a while without any: what Slack told meanwhile is lost. */
  onGap: () => void;
}

/** What the client reports of every delivery; it has no type for it. */
interface SlackEvent {
  body: Record<string, unknown>;
  ack(response?: unknown): Promise<void>;
  retry_num?: number;
  retry_reason?: string;
}

/** How long to wait before the next try after so many failures in a row, in milliseconds. */
const backOff = (failures: number) => (failures === 0 ? 0 : Math.min(10_000, 500 * 1.5 ** (failures - 1)));

const refusedToken = (error: Error) =>
  `Slack refuses the app token (SLACK_APP_TOKEN, it begins with xapp-): ${error.message}.`;

function isRefusal(error: unknown): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && REFUSED.has(error.data.error);
}

/**
 * Several Socket Mode connections as one entrance; it starts with the first of them.
 *
 * The library's own reconnection ends for good, with an unhandled rejection, when one
 * `apps.connections.open` fails, and leaves a gap of five seconds at every refresh. So each connection is
 * a client of its own that does not reconnect; it is replaced here, and a second one covers the gap.
 */
export function createSockets({ appToken, address, logger, log, onGap }: SocketsSettings): Entrance {
  let app: App | null = null;
  /** A connection was up once: the token was right then. */
  let ever = false;
  let lost: string | null = null;
  const live = new Set<SocketModeClient>();
  const stopping = new AbortController();

  /** What Slack delivers, as Bolt takes it. Where the acknowledgment fails, Slack delivers it again. */
  async function take(event: SlackEvent): Promise<void> {
    try {
      await app?.processEvent({
        body: event.body,
        ack: event.ack,
        ...(event.retry_num ? { retryNum: event.retry_num, retryReason: event.retry_reason ?? "" } : {}),
      });
    } catch (error) {
      const detail = error instanceof Error ? error.message : "unknown";
      log.warn({ platform: "slack", detail }, "A delivery could not be taken in");
    }
  }

  /** One connection from hello to its end. */
  async function connect(): Promise<{ ended: Promise<void> }> {
    const client = new SocketModeClient({
      appToken,
      logger,
      autoReconnectEnabled: false,
      // An object of its own for each: the client changes the one it is given.
      clientOptions: {
        slackApiUrl: address,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: TIMES.request,
      },
    });
    client.on("slack_event", take);
    client.once("connected", () => live.add(client));
    const ended = new Promise<void>((resolve) => {
      client.once("disconnected", () => resolve());
    }).then(() => {
      live.delete(client);
    });
    const late = new AbortController();
    const hello = client.start();
    // What fails after the time is up has already been reported.
    hello.catch(() => undefined);
    try {
      await Promise.race([
        hello,
        sleep(TIMES.hello, undefined, { signal: late.signal }).then(() => {
          throw new Error("no hello in time");
        }),
      ]);
    } catch (error) {
      void client.disconnect();
      throw error ?? new Error("the connection was closed before hello");
    } finally {
      late.abort();
    }
    if (stopping.signal.aborted) void client.disconnect();
    return { ended };
  }

  function waitBeforeRetry(error: unknown, failures: number): number {
    if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000;
    return backOff(failures);
  }

  /** Keeps one connection up until the bot stops. */
  async function hold(onFirst: () => void, onRefused: (error: Error) => void): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      let wait: number;
      try {
        const since = Date.now();
        const isGap = ever && live.size === 0;
        const { ended } = await connect();
        if (isGap) onGap();
        ever = true;
        lost = null;
        onFirst();
        await ended;
        failures = Date.now() - since >= GOOD_LIFE ? 0 : failures + 1;
        wait = failures <= 1 ? 0 : backOff(failures);
      } catch (error) {
        if (isRefusal(error) && !ever) {
          onRefused(error);
          return;
        }
        if (isRefusal(error)) {
          if (lost === null) log.error({ platform: "slack" }, refusedToken(error));
          lost = refusedToken(error);
        }
        failures++;
        wait = waitBeforeRetry(error, failures);
        const detail = error instanceof Error ? error.message : "unknown";
        log.warn({ platform: "slack", detail, wait }, "A Socket Mode connection failed; trying again");
      }
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    init(theApp) {
      app = theApp;
    },

    async start() {
      const late = new AbortController();
      const first = new Promise<void>((resolve, reject) => {
        const refused = (error: Error) => reject(new StartError(refusedToken(error)));
        for (let i = 0; i < CONNECTIONS; i++) void hold(resolve, refused);
      });
      const tooLate = sleep(TIMES.start, undefined, { signal: late.signal }).then(() => {
        throw new StartError(`Slack opens no Socket Mode connection at ${address}.`);
      });
      try {
        await Promise.race([first, tooLate]);
      } catch (error) {
        stopping.abort();
        throw error;
      } finally {
        tooLate.catch(() => undefined);
        late.abort();
      }
    },

    async stop() {
      stopping.abort();
      await Promise.race([
        Promise.all([...live].map((client) => client.disconnect())),
        sleep(TIMES.request / 5),
      ]);
      live.clear();
    },

    routes: [],
    ready: () => live.size > 0,
    lost: () => lost,
  };
}
