import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { checkContent } from "./messages.ts";
import { Refusal } from "./method.ts";
import { METHODS } from "./methods.ts";
import type { OAuth } from "./oauth.ts";
import { METHOD_SCOPES } from "./scopes.ts";
import { directChannel, type Json, type WorkspaceState } from "./state.ts";
import type { World } from "./world.ts";

const RESPONSE_LIFE = 30 * 60_000;
const RESPONSE_USES = 5;

async function readBytes(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const readBody = async (req: IncomingMessage) => (await readBytes(req)).toString("utf8");

/** The content of the first part of a form. */
function partOf(form: Buffer, boundary: string): Buffer {
  const from = form.indexOf("\r\n\r\n") + 4;
  return form.subarray(from, form.indexOf(`\r\n--${boundary}`, from));
}

function argsOf(contentType: string, body: string): Json {
  if (contentType.includes("json")) return body === "" ? {} : (JSON.parse(body) as Json);
  return Object.fromEntries(new URLSearchParams(body));
}

function send(res: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  res.end(JSON.stringify(body));
}

/** The Web API as one request handler, with the token, scope and rate checks that every method shares. */
export class WebApi {
  readonly #world: World;
  readonly #oauth: OAuth;
  readonly #appToken: string;

  constructor(world: World, oauth: OAuth, appToken: string) {
    this.#world = world;
    this.#oauth = oauth;
    this.#appToken = appToken;
  }

  async handle(method: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { faults } = this.#world;
    const args = argsOf(req.headers["content-type"] ?? "", await readBody(req));
    if (faults.delay > 0) await sleep(faults.delay);
    if (faults.status > 0) {
      res.writeHead(faults.status).end("upstream trouble");
      return;
    }
    const token = req.headers.authorization?.replace(/^Bearer /, "") ?? String(args.token ?? "");
    const answer = this.#answer(method, token, args);
    this.#world.calls.push({
      method,
      team: this.#world.byToken(token)?.id ?? null,
      args,
      outcome: answer.body.ok === true ? "ok" : String(answer.body.error),
    });
    if (faults.loseReplyOf === method) {
      faults.loseReplyOf = null;
      req.socket.destroy();
      return;
    }
    send(res, answer.status, answer.body, answer.headers);
  }

  #answer(
    method: string,
    token: string,
    args: Json,
  ): { status: number; body: Json; headers?: Record<string, string> } {
    if (method === "apps.connections.open") return this.#openConnection(token);
    if (method === "oauth.v2.access") return { status: 200, body: this.#oauth.access(args) };
    const refused = (error: string, more: Json = {}) => ({
      status: 200,
      body: { ok: false, error, ...more },
    });
    if (token === "") return refused("not_authed");
    const workspace = this.#world.byToken(token);
    if (!workspace) return refused("invalid_auth");
    if (!workspace.installed) return refused("account_inactive");
    const run = METHODS[method];
    if (!run) return refused("unknown_method");
    const wait = this.#world.rates.take(token, method, String(args.channel ?? ""));
    if (wait > 0)
      return {
        status: 429,
        body: { ok: false, error: "ratelimited" },
        headers: { "retry-after": String(wait) },
      };
    const forced = this.#world.faults.errors.get(method);
    if (forced && forced.after-- <= 0) return refused(forced.error);
    const headers = { "x-oauth-scopes": [...workspace.scopes].join(",") };
    const missing = this.#missingScope(workspace, method, args);
    if (missing)
      return {
        ...refused("missing_scope", { needed: missing, provided: headers["x-oauth-scopes"] }),
        headers,
      };
    try {
      return { status: 200, body: { ok: true, ...run(this.#world, workspace, args) }, headers };
    } catch (error) {
      if (error instanceof Refusal) return { ...refused(error.message, error.more), headers };
      throw error;
    }
  }

  #missingScope(workspace: WorkspaceState, method: string, args: Json): string | null {
    const needed = METHOD_SCOPES[method] ?? null;
    const scope =
      typeof needed === "function" ? needed(workspace.channels.get(String(args.channel))) : needed;
    return this.#world.uses(workspace, scope) ? null : scope;
  }

  #openConnection(token: string): { status: number; body: Json } {
    const { faults, origin } = this.#world;
    if (faults.failConnections > 0) {
      faults.failConnections--;
      return { status: 500, body: { ok: false, error: "internal_error" } };
    }
    if (token !== this.#appToken) return { status: 200, body: { ok: false, error: "invalid_auth" } };
    const forced = faults.errors.get("apps.connections.open");
    if (forced && forced.after-- <= 0) return { status: 200, body: { ok: false, error: forced.error } };
    return {
      status: 200,
      body: { ok: true, url: `${origin.replace("http", "ws")}/link?ticket=${Date.now()}` },
    };
  }

  /** A use of a `response_url`. */
  async respond(id: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const world = this.#world;
    const body = JSON.parse(await readBody(req)) as Json;
    const address = world.responses.get(id);
    const refused = (status: number, error: string) => send(res, status, { ok: false, error });
    if (!address) return refused(404, "invalid_url");
    if (Date.now() - address.at > RESPONSE_LIFE) return refused(404, "expired_url");
    if (address.uses >= RESPONSE_USES) return refused(404, "used_url");
    const { workspace, user } = address;
    const channel = workspace.channels.get(address.channel) ?? directChannel(workspace, user);
    if (channel.isArchived) return refused(404, "is_archived");
    const text = String(body.text ?? "");
    const blocks = Array.isArray(body.blocks) ? (body.blocks as Json[]) : undefined;
    try {
      checkContent(world, workspace, text, blocks, 40_000);
    } catch (error) {
      return refused(400, error instanceof Error ? error.message : "invalid_blocks");
    }
    address.uses++;
    if (body.replace_original === true && address.pressed !== null) {
      address.pressed.text = text;
      address.pressed.blocks = blocks ?? [];
      address.pressed.edits++;
      send(res, 200, { ok: true });
      return;
    }
    const isOpen = body.response_type === "in_channel";
    world.say(workspace, channel, {
      text,
      blocks: blocks ?? [],
      onlyFor: isOpen ? null : user,
      threadTs: typeof body.thread_ts === "string" ? body.thread_ts : null,
    });
    send(res, 200, { ok: true });
  }

  /** The bytes of a file, as they are or as a form. */
  async upload(id: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { delay, status } = this.#world.faults.uploads;
    const upload = this.#world.uploads.get(id);
    const body = await readBytes(req);
    if (delay > 0) await sleep(delay);
    if (!upload || status > 0) {
      res.writeHead(upload ? status : 404).end();
      return;
    }
    const boundary = /boundary=(.+)$/.exec(req.headers["content-type"] ?? "")?.[1];
    upload.bytes = boundary === undefined ? body : partOf(body, boundary);
    if (upload.bytes.length !== upload.length)
      this.#world.violations.push(`${upload.bytes.length} bytes of ${upload.length} were uploaded`);
    res.writeHead(200).end(`OK - ${upload.bytes.length}`);
  }
}
