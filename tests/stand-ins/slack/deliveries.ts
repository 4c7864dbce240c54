import { createHmac } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import { type Json, newId } from "./state.ts";

export type DeliveryKind = "slash_commands" | "interactive" | "events_api";

/** Where deliveries go over HTTP. */
export interface HttpTarget {
  /** The bot's `/slack/events`. */
  url: string;
  signingSecret: string;
}

export interface DeliveryFaults {
  /** Every delivery is made this many times more, as if an acknowledgment had been lost. */
  repeats: number;
  /** Milliseconds before each retry of an event that was not acknowledged (Slack: at once, 1 min, 5 min). */
  retries: readonly number[];
}

/** What the app answered. */
export interface Acknowledgment {
  ok: boolean;
  /** The answer's payload, if there was one. */
  body: Json | null;
  ms: number;
}

const ACK_WITHIN = 3000;

/** Carries what happens to the app: over its web sockets, or as signed requests. */
export class Deliveries {
  readonly sockets = new Set<WebSocket>();
  http: HttpTarget | null = null;
  readonly faults: DeliveryFaults = { repeats: 0, retries: [0, 300, 600] };
  readonly #waiting = new Map<string, (body: Json | null) => void>();
  readonly #violation: (what: string) => void;
  #turn = 0;
  #running = 0;

  constructor(violation: (what: string) => void) {
    this.#violation = violation;
  }

  /** True while something is on its way. */
  get busy(): boolean {
    return this.#running > 0;
  }

  /** An acknowledgment that came over a socket. */
  acknowledged(envelope: string, body: Json | null): void {
    this.#waiting.get(envelope)?.(body);
  }

  /** Delivers, and resolves with the acknowledgment. Events are retried as Slack does. */
  async deliver(kind: DeliveryKind, payload: Json): Promise<Acknowledgment> {
    this.#running++;
    try {
      let first = await this.#once(kind, payload, 0);
      for (let i = 0; i < this.faults.repeats; i++) await this.#once(kind, payload, i + 1);
      const retries = kind === "events_api" ? this.faults.retries : [];
      for (const [i, wait] of retries.entries()) {
        if (first.ok) break;
        await sleep(wait);
        first = await this.#once(kind, payload, i + 1);
      }
      if (!first.ok)
        this.#violation(`${kind} was not acknowledged (${String(payload.type ?? payload.command)})`);
      return first;
    } finally {
      this.#running--;
    }
  }

  async #once(kind: DeliveryKind, payload: Json, retry: number): Promise<Acknowledgment> {
    const start = performance.now();
    const answer = this.http
      ? await this.#overHttp(this.http, kind, payload, retry)
      : await this.#overSocket(kind, payload, retry);
    const ms = performance.now() - start;
    if (answer.ok && ms > ACK_WITHIN) {
      this.#violation(`lateAck: ${kind} was acknowledged after ${Math.round(ms)} ms`);
      return { ...answer, ok: false, ms };
    }
    return { ...answer, ms };
  }

  async #overHttp(target: HttpTarget, kind: DeliveryKind, payload: Json, retry: number) {
    const request = signedRequest(target, kind, payload, { retry });
    try {
      const response = await fetch(target.url, { ...request, signal: AbortSignal.timeout(ACK_WITHIN + 500) });
      const text = await response.text();
      return { ok: response.ok, body: text.startsWith("{") ? (JSON.parse(text) as Json) : null };
    } catch {
      return { ok: false, body: null };
    }
  }

  async #overSocket(
    kind: DeliveryKind,
    payload: Json,
    retry: number,
  ): Promise<{ ok: boolean; body: Json | null }> {
    const open = [...this.sockets].filter((socket) => socket.readyState === socket.OPEN);
    const socket = open[this.#turn++ % Math.max(1, open.length)];
    if (!socket) return { ok: false, body: null };
    const envelope = newId("E");
    const late = new AbortController();
    const acknowledgment = new Promise<Json | null>((resolve) => this.#waiting.set(envelope, resolve));
    const message = {
      envelope_id: envelope,
      type: kind,
      payload,
      accepts_response_payload: kind !== "events_api",
      ...(kind === "events_api" ? { retry_attempt: retry, retry_reason: retry > 0 ? "timeout" : "" } : {}),
    };
    const lost = { ok: false, body: null };
    const closed = once(socket, "close", { signal: late.signal }).then(
      () => lost,
      () => lost,
    );
    socket.send(JSON.stringify(message));
    const result = await Promise.race([
      acknowledgment.then((body) => ({ ok: true, body })),
      sleep(ACK_WITHIN + 500, lost, { signal: late.signal }).catch(() => lost),
      closed,
    ]);
    late.abort();
    this.#waiting.delete(envelope);
    return result;
  }
}

/** A request as Slack signs it. `skew` moves its clock, in seconds. */
export function signedRequest(
  { signingSecret }: Pick<HttpTarget, "signingSecret">,
  kind: DeliveryKind,
  payload: Json,
  { retry = 0, skew = 0 }: { retry?: number; skew?: number } = {},
): { method: string; headers: Record<string, string>; body: string } {
  const body =
    kind === "events_api"
      ? JSON.stringify(payload)
      : new URLSearchParams(
          kind === "interactive" ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>),
        ).toString();
  const timestamp = String(Math.floor(Date.now() / 1000) + skew);
  const hash = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    method: "POST",
    headers: {
      "content-type": kind === "events_api" ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${hash}`,
      ...(retry > 0 ? { "x-slack-retry-num": String(retry), "x-slack-retry-reason": "http_timeout" } : {}),
    },
    body,
  };
}
