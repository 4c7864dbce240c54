import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";

/** local: only by a name of this machine. any: opened to others on purpose. */
export type AllowedHosts = "local" | "any";

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** Sent with everything. The page loads nothing from elsewhere and runs no code but its own files. */
export const HEADERS: OutgoingHttpHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-cache",
};

/**
 * Why a request is refused, or null. A name that is not local means that another site's domain was pointed
 * at this machine (DNS rebinding); another origin means that another site's page sent it.
 */
export function refusal(req: IncomingMessage, allowed: AllowedHosts): string | null {
  const { host = "", origin } = req.headers;
  if (allowed === "local" && !LOCAL.test(host)) return "The playground answers to local addresses alone.";
  const from = origin === undefined || !URL.canParse(origin) ? origin : new URL(origin).host;
  if (from !== undefined && from.toLowerCase() !== host.toLowerCase()) return "This came from another site.";
  const site = req.headers["sec-fetch-site"];
  const isNavigation = req.method === "GET" && req.headers["sec-fetch-mode"] === "navigate";
  if (site !== undefined && site !== "same-origin" && site !== "none" && !isNavigation)
    return "This came from another site.";
  return null;
}
