import type { IncomingMessage, ServerResponse } from "node:http";

/** One address that a platform serves on the bot's own HTTP server. A path is matched whole, or by its pattern. */
export interface HttpRoute {
  /** In capitals; absent: any. */
  method?: string;
  path: string | RegExp;
  handle(req: IncomingMessage, res: ServerResponse): void | Promise<void>;
}

/** By which names the server is asked, besides those of this machine. `.example.org`: all names under it. */
export interface Hosts {
  names: readonly string[];
  /** By any: it was opened to others on purpose. */
  isAny: boolean;
}

const LOCAL = ["localhost", "127.0.0.1", "[::1]"];

/** Whether a name was said to be ours. */
export const isNamed = ({ names }: Hosts, name: string): boolean =>
  names.some((one) => (one.startsWith(".") ? name.endsWith(one) : one === name));

/**
 * Whether a request names a host that is meant. Another name means that somebody's domain was pointed at this
 * machine, to read with its page what only this machine should (DNS rebinding).
 */
export function isMeant(hosts: Hosts, header: string | undefined): boolean {
  const name = /^(\[[\da-f:.]+\]|[^\s/:@?#[\]]+)(?::\d{1,5})?$/i.exec(header ?? "")?.[1]?.toLowerCase();
  return hosts.isAny || (name !== undefined && (LOCAL.includes(name) || isNamed(hosts, name)));
}

/** The language that a browser prefers, BCP 47. */
export function localeOf(req: IncomingMessage): string {
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*/i.exec(req.headers["accept-language"] ?? "")?.[0] ?? "en";
}
