import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "./api.ts";
import type { Upload } from "./uploads.ts";

export interface Request {
  method: string;
  /** Without `/api/v10`, and decoded. */
  path: string;
  query: URLSearchParams;
  /** The `:name` parts of the route. */
  params: Record<string, string>;
  body: unknown;
  files: Upload[];
  authorized: boolean;
}

/** undefined: 204. */
export type Handler = (request: Request) => unknown;

interface Route {
  method: string;
  template: string;
  pattern: RegExp;
  /** Without the bot's token: what is in the address authorizes. */
  open: boolean;
  handle: Handler;
}

/** Requests that one bucket takes in a while: `[limit, milliseconds]`, as Discord has them. */
const BUCKETS: Readonly<Record<string, [number, number]>> = {
  "POST /channels/:channel/messages": [5, 5000],
  "PATCH /channels/:channel/messages/:message": [5, 5000],
  "PUT /channels/:channel/messages/:message/reactions/:emoji/@me": [1, 250],
  "DELETE /channels/:channel/messages/:message/reactions/:emoji/:user": [1, 250],
  "DELETE /channels/:channel/messages/:message/reactions/:emoji": [1, 250],
  "POST /webhooks/:application/:token": [5, 2000],
};
/** Requests in a second over all routes but those of interactions. */
const GLOBAL: [number, number] = [50, 1000];
const ANSWERS = /^\/(interactions|webhooks)\//;

/** Answers requests: finds the route, checks the token, counts against the limits, and has faults on demand. */
export class Router {
  readonly seen: { method: string; path: string; at: number }[] = [];
  /** Requests that were answered with 429. */
  readonly limited: string[] = [];
  /** Every request answers with this status instead, while it is set. */
  broken: number | null = null;
  /** This many requests are carried out, and answered with an error all the same. */
  loseReplies = 0;
  /** Answered with 429 and this wait in seconds, one each. */
  readonly limitNext: number[] = [];
  /** From the next request on, all are answered with 429 for so many seconds, but those of interactions. */
  haltNext = 0;
  #haltedUntil = 0;
  /** Milliseconds that every answer takes. */
  delay = 0;
  readonly #refusals: { method: string; path: RegExp; status: number }[] = [];
  readonly #routes: Route[] = [];
  readonly #used = new Map<string, number[]>();
  readonly #violate: (what: string) => void;
  /** Somebody reset the bot's token. */
  revoked = false;
  readonly #token: string;

  constructor(token: string, violate: (what: string) => void) {
    this.#token = token;
    this.#violate = violate;
  }

  on(method: string, template: string, handle: Handler, open = false): void {
    const pattern = new RegExp(`^${template.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
    this.#routes.push({ method, template, pattern, open, handle });
  }

  /** The next request like this is refused with a status of 4xx. */
  refuse(method: string, path: RegExp, status: number): void {
    this.#refusals.push({ method, path, status });
  }

  /** Counts a request; the wait in seconds where there were too many. */
  #count(
    key: string,
    [limit, window]: [number, number],
  ): { left: number; reset: number; wait: number | null } {
    const now = performance.now();
    const recent = (this.#used.get(key) ?? []).filter((at) => now - at < window);
    const reset = ((recent[0] ?? now) + window - now) / 1000;
    const isFull = recent.length >= limit;
    if (!isFull) recent.push(now);
    this.#used.set(key, recent);
    return { left: limit - recent.length, reset, wait: isFull ? reset : null };
  }

  #countAll(): { wait: number | null } {
    const now = performance.now();
    if (this.haltNext > 0) this.#haltedUntil = now + this.haltNext * 1000;
    this.haltNext = 0;
    if (now < this.#haltedUntil) return { wait: (this.#haltedUntil - now) / 1000 };
    return this.#count("global", GLOBAL);
  }

  /** Counts a request against the limit of the bot and its bucket. */
  #take(route: Route, request: Request): { headers: Record<string, string>; wait: number | null } {
    const { channel, application, token } = request.params;
    const all = ANSWERS.test(request.path) ? null : this.#countAll();
    if (all !== null && all.wait !== null)
      return { headers: { "x-ratelimit-global": "true", "x-ratelimit-scope": "global" }, wait: all.wait };
    const name = `${route.method} ${route.template}`;
    const rule = BUCKETS[name];
    if (!rule) return { headers: {}, wait: null };
    const { left, reset, wait } = this.#count(
      `${name} ${channel ?? ""}${application ?? ""}${token ?? ""}`,
      rule,
    );
    const headers = {
      "x-ratelimit-limit": String(rule[0]),
      "x-ratelimit-remaining": String(left),
      "x-ratelimit-reset": String(Date.now() / 1000 + reset),
      "x-ratelimit-reset-after": reset.toFixed(3),
      "x-ratelimit-bucket": Buffer.from(name).toString("base64url"),
    };
    return { headers, wait };
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", "http://stand-in");
    const path = url.pathname.replace(/^\/api\/v10/, "");
    const method = incoming.method ?? "GET";
    this.seen.push({ method, path, at: performance.now() });
    const read = await readBody(incoming).catch((error: unknown) => {
      if (incoming.complete) throw error;
      return null;
    });
    // Whoever asked died in the middle of it.
    if (read === null) return;
    const { body, files } = read;
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    const answer = (status: number, json?: unknown, headers: Record<string, string> = {}) => {
      const type = json === undefined ? {} : { "content-type": "application/json" };
      response.writeHead(status, { ...type, ...headers });
      response.end(json === undefined ? undefined : JSON.stringify(json));
    };
    if (this.broken !== null) return answer(this.broken, { message: "Internal Server Error", code: 0 });
    const refusal = this.#refusals.findIndex((r) => r.method === method && r.path.test(path));
    const [refused] = refusal < 0 ? [] : this.#refusals.splice(refusal, 1);
    if (refused) return answer(refused.status, { message: "Refused by the test", code: 0 });
    const found = this.#find(method, path);
    if (!found || !url.pathname.startsWith("/api/v10/")) {
      this.#violate(`there is no ${method} ${url.pathname}`);
      return answer(404, { message: "404: Not Found", code: 0 });
    }
    const authorized = !this.revoked && incoming.headers.authorization === `Bot ${this.#token}`;
    if (!authorized && !found.route.open) return answer(401, { message: "401: Unauthorized", code: 0 });
    const request: Request = {
      method,
      path,
      query: url.searchParams,
      params: found.params,
      body,
      files,
      authorized,
    };
    const asked = this.limitNext.shift();
    const { headers, wait } = this.#take(found.route, request);
    const pause = asked ?? wait;
    if (pause !== null && pause !== undefined) {
      this.limited.push(`${method} ${path}`);
      return answer(
        429,
        {
          message: "You are being rate limited.",
          retry_after: pause,
          global: headers["x-ratelimit-global"] === "true",
        },
        { ...headers, "retry-after": String(Math.ceil(pause)) },
      );
    }
    try {
      const result = await found.route.handle(request);
      if (this.loseReplies > 0) {
        this.loseReplies -= 1;
        return answer(502, { message: "Bad Gateway", code: 0 });
      }
      if (result === undefined) return answer(204, undefined, headers);
      return answer(200, result, headers);
    } catch (error) {
      if (error instanceof ApiError) return answer(error.status, error.json(), headers);
      this.#violate(`the stand-in failed at ${method} ${path}: ${String(error)}`);
      return answer(500, { message: "Internal Server Error", code: 0 });
    }
  }

  #find(method: string, path: string): { route: Route; params: Record<string, string> } | null {
    for (const route of this.#routes) {
      const match = route.method === method ? route.pattern.exec(path) : null;
      if (!match) continue;
      const entries = Object.entries(match.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)] as const);
      return { route, params: Object.fromEntries(entries) };
    }
    return null;
  }
}

async function readBody(incoming: IncomingMessage): Promise<{ body: unknown; files: Upload[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const type = incoming.headers["content-type"] ?? "";
  if (raw.length === 0) return { body: null, files: [] };
  if (!type.startsWith("multipart/form-data")) return { body: JSON.parse(raw.toString()), files: [] };
  const form = await new Response(raw, { headers: { "content-type": type } }).formData();
  const files: Upload[] = [];
  for (const [field, value] of form.entries())
    if (typeof value !== "string")
      files.push({ field, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  const json = form.get("payload_json");
  return { body: typeof json === "string" ? JSON.parse(json) : null, files };
}
