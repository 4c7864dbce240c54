import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, describe, expect, it } from "vitest";
import { StartError } from "../../src/engine/ports/platform.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { unfit } from "../../src/stores/redis/start.ts";
import { startSentinel } from "../setup/redis-sentinel.ts";
import { freePort, type RedisServer, startRedis } from "../setup/redis-server.ts";
import { recordingLog } from "./logs.ts";
import { listedRights } from "./rights.ts";

const servers: RedisServer[] = [];
const stores: RedisStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const server of servers.splice(0)) await server.stop();
});

async function serve(...args: string[]): Promise<RedisServer> {
  const server = await startRedis(args);
  servers.push(server);
  return server;
}

function storeAt(...urls: string[]) {
  const { log, lines } = recordingLog();
  const store = createRedisStore({ urls }, log);
  stores.push(store);
  return { store, lines };
}

const withPassword = (url: string, password: string) => url.replace("redis://", `redis://:${password}@`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function startError(store: RedisStore): Promise<string> {
  const error = await store.connect().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

describe("the start on Redis", () => {
  it("waits while Redis is away, saying so once, and is not ready meanwhile", async () => {
    const server = await serve();
    await server.kill();
    const { store, lines } = storeAt(server.url);
    expect(await store.ready()).toBe(false);
    const connected = store.connect();
    await pause(1_500);
    expect(lines).toEqual(["Redis is away, trying to reach it"]);
    expect(await store.ready()).toBe(false);
    await server.restart();
    await connected;
    expect(await store.ready()).toBe(true);
    // On a slow machine it may say in between that it is loading.
    expect([lines[0], lines.at(-1)]).toEqual(["Redis is away, trying to reach it", "Redis is back"]);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("ends the wait when the store is closed", async () => {
    const server = await serve();
    await server.kill();
    const { store } = storeAt(server.url);
    const connected = store.connect();
    await pause(300);
    await store.close();
    await connected;
    expect(await store.ready()).toBe(false);
  });

  it("takes the right password, with signs that an address must escape", async () => {
    const server = await serve("--requirepass", "p@ss:w/rd");
    const { store } = storeAt(withPassword(server.url, encodeURIComponent("p@ss:w/rd")));
    await store.connect();
    expect(await store.ready()).toBe(true);
  });

  it("names a wrong or missing password, without showing it", async () => {
    const server = await serve("--requirepass", "secret");
    for (const url of [withPassword(server.url, "mistaken"), server.url]) {
      const message = await startError(storeAt(url).store);
      expect(message).toContain("Redis refuses the password in REDIS_URL");
      expect(message).not.toContain("mistaken");
    }
  });

  it("names a wrong password also where Redis comes up only later", async () => {
    const server = await serve("--requirepass", "secret");
    await server.kill();
    const { store } = storeAt(withPassword(server.url, "mistaken"));
    const message = startError(store);
    await pause(500);
    await server.restart();
    expect(await message).toContain("Redis refuses the password");
  });

  it("refuses a server that evicts, and says what is lost", async () => {
    const server = await serve("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru");
    expect(await startError(storeAt(server.url).store)).toBe(
      "Redis evicts keys when memory runs out (maxmemory-policy allkeys-lru): streaks and points would be lost. Set it to noeviction.",
    );
  });

  it("names a replica, and a user whose rights end before the bot's keys", async () => {
    const [primary, replica] = [await serve(), await serve()];
    const admin = new Redis(replica.url);
    await admin.replicaof("127.0.0.1", primary.port);
    admin.disconnect();
    expect(await startError(storeAt(replica.url).store)).toContain("names a replica, which takes no writes");
    const rights = new Redis(primary.url);
    await rights.call("ACL", "SETUSER", "bot", "on", ">pw", "~other:*", "+@all");
    rights.disconnect();
    const url = primary.url.replace("redis://", "redis://bot:pw@");
    expect(await startError(storeAt(url).store)).toContain("keys that begin with dlq:");
  });

  it("names the commands that the user may not run, and starts with the rights that the docs list", async () => {
    const server = await serve();
    const admin = new Redis(server.url);
    const listed = listedRights();
    expect(listed).toContain("~dlq:*");
    const url = server.url.replace("redis://", "redis://bot:password@");
    await admin.call("ACL", "SETUSER", "bot", "reset", ...listed);
    const { store } = storeAt(url);
    await store.connect();
    expect([await store.ready(), await store.claimOnce("a", 1_000)]).toEqual([true, true]);
    // Without rights each process would count for itself.
    await store.limiter.take("report", "discord:1", "2");
    expect(await admin.keys("dlq:limit:*")).toHaveLength(1);
    for (const [gone, said] of [
      [["-@sortedset"], "ZADD, ZINCRBY, ZSCORE"],
      [["-@stream"], "must run XADD, XTRIM,"],
      [["-hset", "-del"], "must run HSET, DEL,"],
      [["-@scripting"], "must run scripts"],
      [["resetkeys", "~dlq:{0}:ready"], "keys that begin with dlq:"],
    ] as const) {
      await admin.call("ACL", "SETUSER", "bot", "reset", ...listed, ...gone);
      expect(await startError(storeAt(url).store)).toContain(said);
    }
    await admin.call("ACL", "SETUSER", "bot", "reset", ...listed, "resetkeys", "~other:*");
    await expect.poll(() => store.ready()).toBe(false);
    admin.disconnect();
  });

  it("tries every command at the start that is used anywhere later", () => {
    const folder = join(import.meta.dirname, "../../src/stores/redis");
    const read = (file: string) => readFileSync(join(folder, file), "utf8");
    const tried = new Set([...read("lua/denied.lua").matchAll(/\{ '([A-Z]+)'/g)].map(([, name]) => name));
    const scripts = readdirSync(join(folder, "lua")).map((file) => read(`lua/${file}`));
    const code = readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map(read);
    const used = [
      ...scripts.flatMap((text) => [...text.matchAll(/redis\.p?call\('([A-Z]+)'/g)].map(([, name]) => name)),
      ...code.flatMap((text) =>
        [...text.matchAll(/\b(?:client|node|pipeline)\.([hsz]?[a-z]+)\(/g)].map(([, name]) =>
          name?.toUpperCase(),
        ),
      ),
    ];
    // What the connection needs, and what runs here.
    const others = [
      "TIME",
      "INFO",
      "SELECT",
      "CONNECT",
      "DISCONNECT",
      "ON",
      "OFF",
      "ONCE",
      // Of REDIS_COPIES alone, which tries it itself: no script may run it.
      "WAIT",
      "NODES",
      "PIPELINE",
      "EXEC",
    ];
    expect(used).toContain("HINCRBY");
    expect([...new Set(used)].filter((name) => !tried.has(name) && !others.includes(name ?? ""))).toEqual([]);
  });

  it.each([
    ["TLS asked of a port without", "rediss", "plain", "speaks none at this port"],
    ["no TLS asked of a port with", "redis", "tls", "Write rediss:// in front"],
    ["a certificate of its own making", "rediss", "tls", "REDIS_TLS_CA="],
  ])("says %s in a sentence instead of waiting for ever", async (_, scheme, which, said) => {
    const folder = mkdtempSync(join(tmpdir(), "tls-"));
    const [key, cert, tlsPort] = [join(folder, "key.pem"), join(folder, "cert.pem"), await freePort()];
    const made =
      "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1";
    execFileSync("openssl", [...made.split(" "), "-keyout", key, "-out", cert], { stdio: "ignore" });
    const own = ["--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", cert];
    const server = await serve("--tls-port", `${tlsPort}`, "--tls-auth-clients", "no", ...own);
    const url = `${scheme}://127.0.0.1:${which === "tls" ? tlsPort : server.port}`;
    for (const urls of [[url], [url, url]]) {
      const { store } = storeAt(...urls);
      expect(await startError(store)).toContain(said);
    }
    rmSync(folder, { recursive: true });
  });

  it("names a Sentinel, alone or among the nodes of a cluster", async (context) => {
    const sentinel = await startSentinel([]);
    if (sentinel === null) return context.skip();
    const url = `redis://127.0.0.1:${sentinel.port}`;
    expect(await startError(storeAt(url).store)).toContain("names a Sentinel");
    expect(await startError(storeAt(url, url).store)).toContain("a Sentinel");
    await sentinel.stop();
  });

  it("knows a Sentinel and a node of a cluster by what either server says of itself", () => {
    const said = (name: string, mode: string) => `# Server\r\nredis_version:7.2.4\r\n${name}:${mode}\r\n`;
    for (const name of ["redis_mode", "server_mode"]) {
      expect(unfit(said(name, "sentinel"), "cluster")).toContain("names a Sentinel");
      expect(unfit(said(name, "cluster"), "server")).toContain("names one node of a Redis cluster");
      expect(unfit(said(name, "cluster"), "cluster")).toBeNull();
      expect(unfit(said(name, "standalone"), "server")).toBeNull();
    }
  });

  it("names a database that the server does not have instead of using database 0", async () => {
    const server = await serve();
    expect(await startError(storeAt(`${server.url}/99`).store)).toContain("names database 99");
    const { store } = storeAt(`${server.url}/3`);
    await store.connect();
    expect(await store.ready()).toBe(true);
  });

  it("tells one node of a cluster from a server, and servers from a cluster", async () => {
    const node = await serve("--cluster-enabled", "yes");
    expect(await startError(storeAt(node.url).store)).toContain("names one node of a Redis cluster");
    const [one, two] = [await serve(), await serve()];
    expect(await startError(storeAt(one.url, two.url).store)).toContain("they are single servers");
  });
});
