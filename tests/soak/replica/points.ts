import { createHash } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { Cluster, Redis } from "ioredis";
import type { CrashPoint } from "./messages.ts";

/** Every command and request of the process passes here: the product knows nothing of it. */
export interface Watch {
  reach(step: string, when: CrashPoint["when"]): void;
}

type Sender = { sendCommand(this: unknown, ...args: unknown[]): unknown };
type Definer = { defineCommand(this: unknown, name: string, definition: { lua: string }): unknown };
interface Command {
  name: string;
  args: readonly unknown[];
  promise: Promise<unknown>;
}

/** Names of scripts by the hash by which they are called. */
const scripts = new Map<string, string>();

function stepOf({ name, args }: Command): string {
  const script = name === "evalsha" || name === "eval" ? scripts.get(String(args[0])) : undefined;
  return `redis ${script ?? name.toLowerCase()}`;
}

/** Watches all that is sent to Redis by any client, those of libraries too. */
function watchRedis(watch: Watch): void {
  for (const prototype of [Redis.prototype, Cluster.prototype] as unknown as Definer[]) {
    const define = prototype.defineCommand;
    prototype.defineCommand = function (name, definition) {
      // A library puts its own version behind the name.
      const [short = name] = name.replace(/^dlq_/, "").split(":");
      scripts.set(createHash("sha1").update(definition.lua).digest("hex"), short);
      return define.call(this, name, definition);
    };
  }
  const prototype = Redis.prototype as unknown as Sender;
  const send = prototype.sendCommand;
  prototype.sendCommand = function (...args) {
    const command = args[0] as Command;
    const step = stepOf(command);
    watch.reach(step, "before");
    const sent = send.apply(this, args);
    setImmediate(() => watch.reach(step, "sent"));
    command.promise.then(
      () => watch.reach(step, "after"),
      () => {},
    );
    return sent;
  };
}

/** The name of a request, without the ids in its address. */
export function requestOf(method: string, path: string): string {
  const [address = ""] = path.split("?");
  const [, slack] = /^\/api\/([a-z]+\.[A-Za-z.]+)$/.exec(address) ?? [];
  if (slack !== undefined) return `slack ${slack}`;
  if (!address.startsWith("/api/v")) return `slack ${address.split("/")[1] ?? ""}`;
  const plain = address
    .replace(/^\/api\/v\d+/, "")
    .replace(/\/reactions\/[^/]+/, "/reactions/:emoji")
    .replace(/\/(webhooks|interactions)\/\d+\/[^/]+/, "/$1/:id/:token")
    .replace(/\d{5,}/g, ":id");
  return `discord ${method} ${plain}`;
}

interface Requested {
  request: { method: string; path: string };
}

/** Watches all requests by what the HTTP client of Node and its package tell of themselves. */
function watchRequests(watch: Watch): void {
  const on = (channel: string, when: CrashPoint["when"]) =>
    subscribe(channel, (message) => {
      const { request } = message as Requested;
      watch.reach(requestOf(request.method, request.path), when);
    });
  on("undici:request:create", "before");
  on("undici:request:bodySent", "sent");
  on("undici:request:headers", "after");
}

export function watchEverything(watch: Watch): void {
  watchRedis(watch);
  watchRequests(watch);
}
