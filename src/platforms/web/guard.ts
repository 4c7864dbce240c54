import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { type Say, say } from "../../engine/words/say.ts";
import { type Hosts, isMeant, isNamed } from "../http.ts";

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

const ELSEWHERE = say("page-refused.elsewhere", { setting: { code: "PUBLIC_URL=https://its-name" } });

/** Whether the page that sent it is one of this server's. A proxy may ask by another name than the page has. */
function isOwnPage(origin: string, host: string, hosts: Hosts): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.host.toLowerCase() === host.toLowerCase() || isNamed(hosts, from.hostname);
}

/** Why a request is refused, or null: its host's name is not one of ours, or another site's page sent it. */
export function refusal(req: IncomingMessage, hosts: Hosts): Say | null {
  const { host = "", origin } = req.headers;
  if (!isMeant(hosts, host))
    return say("page-refused.address", {
      settings: { list: [{ code: "ALLOWED_HOSTS" }, { code: "PUBLIC_URL" }] },
    });
  if (origin !== undefined && !isOwnPage(origin, host, hosts)) return ELSEWHERE;
  const site = req.headers["sec-fetch-site"];
  const isNavigation = req.method === "GET" && req.headers["sec-fetch-mode"] === "navigate";
  if (site !== undefined && site !== "same-origin" && site !== "none" && !isNavigation) return ELSEWHERE;
  return null;
}
