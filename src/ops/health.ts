import type { IncomingMessage, ServerResponse } from "node:http";
import { type Hosts, isMeant } from "../platforms/http.ts";
import type { Metrics } from "./metrics.ts";

function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  res.end(`${JSON.stringify(body)}\n`);
}

const FOREIGN = "Metrics are given to local addresses, and to names in ALLOWED_HOSTS or PUBLIC_URL.";

/**
 * `/healthz`: the process runs and no platform is lost for good, otherwise 503 with why. `/readyz`: the store answers and every platform is connected, otherwise
 * 503 with what is missing. `/metrics`: Prometheus.
 */
export function healthRoutes(
  { checks, lost }: { checks: () => Promise<Record<string, boolean>>; lost: () => Record<string, string> },
  metrics: Metrics,
  hosts: Hosts,
) {
  return [
    {
      method: "GET",
      path: "/healthz",
      handle: (_: unknown, res: ServerResponse) => {
        const why = lost();
        const ok = Object.keys(why).length === 0;
        json(res, ok ? 200 : 503, { ok, ...why });
      },
    },
    {
      method: "GET",
      path: "/readyz",
      handle: async (_: unknown, res: ServerResponse) => {
        const parts = await checks();
        const ok = Object.values(parts).every(Boolean);
        json(res, ok ? 200 : 503, { ok, ...parts });
      },
    },
    {
      method: "GET",
      path: "/metrics",
      handle: async (req: IncomingMessage, res: ServerResponse) => {
        // What is asked and answered here is nobody's business who points a domain at this machine.
        if (!isMeant(hosts, req.headers.host)) return json(res, 403, { message: FOREIGN });
        res.writeHead(200, { "content-type": metrics.contentType });
        res.end(await metrics.text());
      },
    },
  ];
}
