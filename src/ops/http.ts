import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../engine/ports/log.ts";
import type { HttpRoute } from "../platforms/http.ts";

export interface HttpServer {
  /** Where it listens. */
  url: string;
  /** Routes that came up later, after the platforms that serve them were made. */
  add(routes: readonly HttpRoute[]): void;
  /** Takes no more connections, lets requests under way finish, then cuts what stays open. */
  stop(): Promise<void>;
}

/** How long requests under way may take when the server stops, in milliseconds. */
const GRACE = 2_000;

function matches(route: HttpRoute, method: string, path: string): boolean {
  const isPath = typeof route.path === "string" ? route.path === path : route.path.test(path);
  // HEAD asks what GET would answer; Node leaves the body out by itself.
  const asked = method === "HEAD" ? "GET" : method;
  return isPath && (route.method === undefined || route.method === asked);
}

/** The path of a request; null where its address is none (`//`), which the parser of addresses throws for. */
function pathOf(url: string): string | null {
  return URL.canParse(url, "http://local") ? new URL(url, "http://local").pathname : null;
}

/** The bot's one HTTP server: health, metrics, Slack's endpoints, the playground. */
export async function startHttp(settings: { host: string; port: number }, log: Log): Promise<HttpServer> {
  const routes: HttpRoute[] = [];
  const server = createServer((req, res) => {
    const path = pathOf(req.url ?? "/");
    const route = path === null ? undefined : routes.find((r) => matches(r, req.method ?? "GET", path));
    if (route === undefined) {
      res.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
      return;
    }
    Promise.resolve()
      .then(() => route.handle(req, res))
      .catch((error) => {
        log.error({ err: error, path }, "a request failed");
        if (!res.headersSent) res.writeHead(500, { "content-type": "text/plain" });
        res.end("Something went wrong\n");
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, settings.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return {
    url: `http://${host}:${port}`,
    add: (more) => {
      routes.push(...more);
    },
    stop: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), GRACE);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
