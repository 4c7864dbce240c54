import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "node:querystring";
import type { App } from "@slack/bolt";
import type { Log } from "../../engine/ports/log.ts";
import { within } from "../within.ts";
import type { Entrance } from "./entrance.ts";
import { TIMES } from "./limits.ts";
import type { SlackDeps } from "./settings.ts";

export const EVENTS_PATH = "/slack/events";

/** Slack's largest payloads are views of some hundred kilobytes. */
const LARGEST_BODY = 1_000_000;

interface ReceiverSettings {
  signingSecret: string;
  log: Log;
  claimOnce: SlackDeps["claimOnce"];
}

/** null: longer than anything Slack sends. */
async function readBody(req: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const header = (req: IncomingMessage, name: string) => {
  const value = req.headers[name];
  return typeof value === "string" ? value : "";
};

/**
 * Whether Slack signed this request, within five minutes before or after `now` (epoch ms). Bolt's own check
 * takes a timestamp a year ahead. Source: docs.slack.dev, "Verifying requests from Slack".
 */
export function isSigned(
  secret: string,
  timestamp: string,
  signature: string,
  body: string,
  now: number,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp) * 1000) > TIMES.signatureWindow) return false;
  const expected = Buffer.from(
    `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** null: no payload of Slack's. */
function payloadOf(contentType: string, body: string): Record<string, unknown> | null {
  try {
    if (!contentType.includes("application/x-www-form-urlencoded")) return record(JSON.parse(body));
    const form = parse(body);
    return typeof form.payload === "string" ? record(JSON.parse(form.payload)) : { ...form };
  } catch {
    return null;
  }
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function end(res: ServerResponse, status: number, body?: unknown): void {
  if (res.headersSent) return;
  if (body === undefined || body === "") res.writeHead(status).end();
  else if (typeof body === "string")
    res.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(body);
  else res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Slack's signed requests on the bot's own HTTP server. */
export function createReceiver({ signingSecret, log, claimOnce }: ReceiverSettings): Entrance {
  let app: App | null = null;
  let listening = false;

  /**
   * A signature counts once. The store is not waited for longer than Slack waits: what slips through while
   * it is slow is caught again by the delivery's own claim, and by the engine.
   */
  async function isFirst(signature: string): Promise<boolean> {
    const claim = claimOnce(`slack:signature:${signature}`, TIMES.replayMemory).catch(() => true);
    return within(TIMES.beforeAck, claim, true);
  }

  async function dispatch(req: IncomingMessage, res: ServerResponse, body: Record<string, unknown>) {
    const retry = Number(header(req, "x-slack-retry-num"));
    await app?.processEvent({
      body,
      ...(retry > 0 ? { retryNum: retry, retryReason: header(req, "x-slack-retry-reason") } : {}),
      ack: async (answer?: unknown) => end(res, 200, answer),
    });
    // Nothing of ours: whoever configured it should see that in Slack.
    end(res, 404);
  }

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!listening) return end(res, 503);
    const text = await readBody(req);
    if (text === null) return end(res, 413);
    const body = payloadOf(header(req, "content-type"), text);
    // Slack asks whether the certificate is good without signing the question.
    if (body?.ssl_check === "1") return end(res, 200);
    const signature = header(req, "x-slack-signature");
    if (!isSigned(signingSecret, header(req, "x-slack-request-timestamp"), signature, text, Date.now())) {
      log.warn({ platform: "slack" }, "Refused a request that Slack did not sign, or not now");
      return end(res, 401);
    }
    if (!body) return end(res, 400);
    if (body.type === "url_verification") return end(res, 200, { challenge: body.challenge });
    // A second delivery is confirmed and left alone, so that Slack does not send it a third time.
    if (!(await isFirst(signature))) return end(res, 200);
    await dispatch(req, res, body);
  }

  return {
    routes: [
      {
        method: "POST",
        path: EVENTS_PATH,
        async handle(req, res) {
          try {
            await handle(req, res);
          } catch (error) {
            const detail = error instanceof Error ? error.message : "unknown";
            log.error({ platform: "slack", detail }, "A request of Slack's could not be handled");
            end(res, 500);
          }
        },
      },
    ],
    init(theApp) {
      app = theApp;
    },
    async start() {
      listening = true;
    },
    async stop() {
      listening = false;
    },
    ready: () => listening,
    lost: () => null,
  };
}
