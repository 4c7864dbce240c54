import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { TriedInVain } from "../../src/engine/ports/outbox.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { healthRoutes } from "../../src/ops/health.ts";
import { type HttpServer, startHttp } from "../../src/ops/http.ts";
import { createLog, withoutSecrets } from "../../src/ops/log.ts";
import { createMetrics } from "../../src/ops/metrics.ts";

const servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

function capture(level = "info") {
  const lines: string[] = [];
  return { log: createLog(level, (line) => lines.push(line)), lines };
}

describe("the log", () => {
  it("writes a line of JSON per event", () => {
    const { log, lines } = capture();
    log.info({ group: "g1" }, "hello");
    log.debug({}, "too quiet");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "info", group: "g1", msg: "hello" });
  });

  it("is plain text for a person at a terminal, and no name in it can move the cursor", () => {
    const lines: string[] = [];
    const log = createLog("info", (line) => lines.push(line), "text");
    log.info({}, "ready");
    log.warn({ name: "Eve\u001b[2J", questions: 3 }, "what\nhappened");
    log.error({ err: new Error("broken"), token: "plain" }, "a request failed");
    const text = lines.join("");
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d ready\n$/);
    expect(lines[1]).toMatch(
      /^\d\d:\d\d:\d\d warning: what\\x0ahappened \(name: Eve\\x1b\[2J, questions: 3\)\n$/,
    );
    expect(lines[2]).toMatch(/ error: a request failed \(token: \[secret\]\)\n {2}Error: broken\n {2} +at /);
    expect(text).not.toMatch(/[{"]|plain/);
  });

  it("says that Redis or a platform is away without a trace, and shows that of a mistake", () => {
    const lines: string[] = [];
    const log = createLog("info", (line) => lines.push(line), "text");
    const cause = new Error("Connection is closed.");
    log.warn({ err: new StoreUnavailable(cause.message, { cause }) }, "due work waits");
    log.warn({ err: new TriedInVain("503 Service Unavailable", 0) }, "a job is tried again");
    log.warn({ err: new TypeError("of ours") }, "a job failed");
    expect(lines[0]).toMatch(/ warning: due work waits\n {2}Connection is closed\.\n$/);
    expect(lines[1]).toMatch(/ warning: a job is tried again\n {2}503 Service Unavailable\n$/);
    expect(lines[2]).toMatch(/ warning: a job failed\n {2}TypeError: of ours\n {2} +at /);
  });

  it("never holds a secret, wherever it stands", () => {
    const { log, lines } = capture();
    // Put together here, so that no scanner takes the examples for real tokens.
    const bot = ["xoxb", "123456789012", "abcDEF"].join("-");
    const app = ["xapp", "1", "A1", "deadbeef"].join("-");
    const discord = ["MTIzNDU2Nzg5MDEyMzQ1Njc4", "GabcdE", "abcdefghijklmnopqrstuvwxyz01"].join(".");
    log.error(
      { err: new Error(`refused ${bot}`), token: "plain", nested: { password: "hidden" } },
      `with ${app}`,
    );
    log.warn({ url: "redis://user:s3cret@host:6379" }, discord);
    const key = ["sk", "proj", "aBcDeF0123456789"].join("-");
    log.warn({ model: { apiKey: "k3y" } }, `Authorization: Bearer t0ken, or ${key}`);
    const text = lines.join("");
    for (const secret of [bot, app, discord, key, "plain", "hidden", "s3cret", "k3y", "t0ken"])
      expect(text).not.toContain(secret);
    expect(withoutSecrets("rediss://:s3cret@host")).toBe("rediss://:[secret]@host");
    expect(withoutSecrets("redis+sentinel://u:s3@a,b/m?sentinelPassword=s4&x")).toBe(
      "redis+sentinel://u:[secret]@a,b/m?sentinelPassword=[secret]&x",
    );
    expect(withoutSecrets("redis://u:p@ss/w@host:1 and https://x.io/@me")).toBe(
      "redis://u:[secret]@host:1 and https://x.io/@me",
    );
    expect(withoutSecrets('{"url":"redis://u:pw@host","from":"a@b"}')).toBe(
      '{"url":"redis://u:[secret]@host","from":"a@b"}',
    );
    for (const address of [
      "https://discord.com/api/v10/webhooks/1234/aW50ZXJhY3Rpb24.x_y-z",
      "https://discord.com/api/v10/interactions/1234/aW50ZXJhY3Rpb24/callback",
      "https://hooks.slack.com/commands/T1/2/s3cr3t",
    ]) {
      expect(withoutSecrets(address)).toContain("[secret]");
      expect(withoutSecrets(address)).not.toMatch(/aW50|s3cr3t/);
    }
    expect(withoutSecrets("redis://host:6379 is away")).toBe("redis://host:6379 is away");
  });
});

describe("the HTTP server", () => {
  async function serve(checks: () => Promise<Record<string, boolean>>, names: string[] = [], lost = {}) {
    const { log, lines } = capture();
    const server = await startHttp({ host: "127.0.0.1", port: 0 }, log);
    servers.push(server);
    const metrics = createMetrics();
    server.add(healthRoutes({ checks, lost: () => lost }, metrics, { names, isAny: false }));
    return { server, metrics, lines };
  }

  it("tells health, readiness and metrics", async () => {
    const parts = { store: true, discord: false };
    const { server, metrics } = await serve(async () => parts);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const unready = await fetch(`${server.url}/readyz`);
    expect([unready.status, await unready.json()]).toEqual([503, { ok: false, store: true, discord: false }]);
    parts.discord = true;
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    metrics.count("answers", { mode: "daily", via: "button", outcome: "taken" });
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toContain('dlq_answers_total{mode="daily",via="button",outcome="taken"} 1');
  });

  it("is not healthy when a token was revoked, and says whose", async () => {
    const { server } = await serve(async () => ({ store: true }), [], { slack: "Slack refuses the token." });
    const answer = await fetch(`${server.url}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { ok: false, slack: "Slack refuses the token." },
    ]);
  });

  it("gives metrics to no page whose domain was pointed at this machine", async () => {
    const { server } = await serve(async () => ({ store: true }), ["metrics.example"]);
    const { hostname, port } = new URL(server.url);
    const status = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ hostname, port, path: "/metrics", headers: { host } }, (res) => {
          res.resume();
          resolve(res.statusCode);
        })
          .on("error", reject)
          .end();
      });
    for (const host of ["evil.example", "evil.example:3000", "localhost.evil.example"])
      expect([host, await status(host)]).toEqual([host, 403]);
    for (const host of ["localhost:3000", "127.0.0.1", "metrics.example"])
      expect([host, await status(host)]).toEqual([host, 200]);
  });

  it("answers what it does not know, and what fails, without a stack trace", async () => {
    const { server, lines } = await serve(async () => {
      throw new Error("inside");
    });
    expect((await fetch(`${server.url}/nothing`)).status).toBe(404);
    const failed = await fetch(`${server.url}/readyz`);
    expect([failed.status, await failed.text()]).toEqual([500, "Something went wrong\n"]);
    expect(lines.join("")).toContain("inside");
  });

  it("answers HEAD as probes ask it, with the status of GET", async () => {
    const { server } = await serve(async () => ({ store: false }));
    const head = async (path: string) => {
      const answer = await fetch(server.url + path, { method: "HEAD" });
      return [answer.status, await answer.text()];
    };
    expect([await head("/healthz"), await head("/readyz")]).toEqual([
      [200, ""],
      [503, ""],
    ]);
  });

  it("outlives addresses that are none", async () => {
    const { server } = await serve(async () => ({ store: true }));
    const { hostname, port } = new URL(server.url);
    for (const path of ["//", "//[", "http://", "/%", "*", "/\\"]) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const sent = request({ hostname, port, path }, (res) => {
          res.resume();
          resolve(res.statusCode);
        });
        sent.on("error", reject).end();
      });
      expect([path, status]).toEqual([path, 404]);
    }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it("says when the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startHttp({ host: "127.0.0.1", port }, capture().log)).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
    other.close();
  });
});
