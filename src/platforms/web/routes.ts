import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";
import type { Look } from "../../cards/ports.ts";
import { type Say, say } from "../../engine/words/say.ts";
import { type Hosts, type HttpRoute, localeOf } from "../http.ts";
import type { View } from "./draw/index.ts";
import { HEADERS, refusal } from "./guard.ts";
import type { Intake } from "./intake.ts";
import { LIMITS } from "./limits.ts";
import { BODIES, type BodyName, readBody, readJson } from "./requests.ts";
import { isChannel, MEMBERS, memberOf } from "./world.ts";

/** What the addresses need of the platform. */
export interface Backend {
  hosts: Hosts;
  /** null: not started, or stopping. */
  intake(): Intake | null;
  stream(req: IncomingMessage, res: ServerResponse, member: string, locale: string): void;
  complete(line: string): Promise<readonly string[]>;
  home(member: string, channel: string, locale: string): Promise<View>;
  /** A picture that the bot makes; null: there is none. */
  svg(id: string, look: Look): Promise<string | null>;
  /** A sentence in the browser's language. */
  text(line: Say, locale: string): string;
}

const BASE = "/playground/";
/** The page's files, beside the compiled code. */
const PUBLIC = new URL("./public/", import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const NOT_RUNNING = say("page-refused.not-running");
const NOT_FOUND = say("page-refused.not-found");

function sendJson(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

async function sendFile(res: ServerResponse, file: string): Promise<void> {
  const body = await readFile(new URL(file, PUBLIC));
  res.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
}

const isBodyName = (name: string): name is BodyName => Object.hasOwn(BODIES, name);

/** Everything a page can ask of the server. */
export function createRoutes(backend: Backend): HttpRoute[] {
  const files = new Set(readdirSync(PUBLIC));

  /** Nothing was done, and why. */
  const refuse = (req: IncomingMessage, res: ServerResponse, status: number, why: Say): void =>
    sendJson(res, status, { message: backend.text(why, localeOf(req)) });

  function hand<K extends BodyName>(intake: Intake, name: K, json: unknown, locale: string) {
    const body = readBody(name, json);
    if (!body.ok) return body;
    return { ok: true, taken: intake[name](body.value, locale) } as const;
  }

  async function post(req: IncomingMessage, res: ServerResponse, name: BodyName): Promise<void> {
    const json = await readJson(req, name === "form" ? LIMITS.form : LIMITS.body);
    if (!json.ok) return refuse(req, res, json.status, json.message);
    const intake = backend.intake();
    if (intake === null) return refuse(req, res, 503, NOT_RUNNING);
    const handed = hand(intake, name, json.value, localeOf(req));
    if (!handed.ok) refuse(req, res, handed.status, handed.message);
    else if (handed.taken.kind === "refused") sendJson(res, 409, { message: handed.taken.message });
    else sendJson(res, 202, {});
  }

  async function get(req: IncomingMessage, res: ServerResponse, name: string, query: URLSearchParams) {
    if (name === "complete") {
      return sendJson(res, 200, { lines: await backend.complete(query.get("line") ?? "") });
    }
    const member = query.get("member") || (MEMBERS[0]?.id ?? "");
    if (memberOf(member) === undefined) return refuse(req, res, 404, NOT_FOUND);
    if (name === "events") return backend.stream(req, res, member, localeOf(req));
    const channel = query.get("channel") ?? "";
    if (name !== "home" || !isChannel(channel)) return refuse(req, res, 404, NOT_FOUND);
    if (backend.intake() === null) return refuse(req, res, 503, NOT_RUNNING);
    sendJson(res, 200, await backend.home(member, channel, localeOf(req)));
  }

  async function sendPicture(req: IncomingMessage, res: ServerResponse, id: string, look: string | null) {
    const svg = await backend.svg(id, look === "dark" ? "dark" : "light");
    if (svg === null) return refuse(req, res, 404, NOT_FOUND);
    res.writeHead(200, { "content-type": TYPES[".svg"] ?? "", "cache-control": "private, max-age=86400" });
    res.end(svg);
  }

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value ?? "");
    const refused = refusal(req, backend.hosts);
    if (refused !== null) return refuse(req, res, 403, refused);
    const { pathname, searchParams } = new URL(req.url ?? "/", "http://local");
    if (req.method === "GET" && pathname === "/") return sendFile(res, "index.html");
    const name = pathname.slice(BASE.length);
    if (req.method === "GET" && files.has(name)) return sendFile(res, name);
    const [, id] = /^pictures\/([0-9a-f]{32})\.svg$/.exec(name) ?? [];
    if (req.method === "GET" && id !== undefined) return sendPicture(req, res, id, searchParams.get("look"));
    const call = name.startsWith("api/") ? name.slice("api/".length) : "";
    if (req.method === "POST" && isBodyName(call)) return post(req, res, call);
    if (req.method === "GET") return get(req, res, call, searchParams);
    refuse(req, res, 404, NOT_FOUND);
  }

  return [
    { method: "GET", path: "/", handle },
    { path: /^\/playground\//, handle },
  ];
}
