import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { Redis } from "ioredis";
import { afterEach, describe, expect, it } from "vitest";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { recordingLog } from "./logs.ts";

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

function storeAt(url: string, copies = 0) {
  const { log, lines } = recordingLog();
  const store = createRedisStore({ urls: [url], copies }, log);
  stores.push(store);
  return { store, lines };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Passes connections on to where the address leads at the time. */
function relayTo(port: () => number) {
  return createServer((socket) => {
    const there = connect(port(), "127.0.0.1");
    socket.on("error", () => there.destroy()).on("close", () => there.destroy());
    there.on("error", () => socket.destroy()).on("close", () => socket.destroy());
    socket.pipe(there).pipe(socket);
  }).listen(0, "127.0.0.1");
}

describe("a server that changes, or is not ready", () => {
  it("is not ready on a server that became a replica or is full, and is again when it takes writes", async () => {
    const [one, two] = [await serve(), await serve()];
    const { store } = storeAt(one.url);
    await store.connect();
    const admin = new Redis(one.url);
    await admin.replicaof("127.0.0.1", two.port);
    await expect.poll(() => store.ready(), { timeout: 10_000 }).toBe(false);
    // Its sentence to members is that nothing was recorded: that has to be certain.
    const untouched = { name: "StoreUnavailable", untouched: true };
    await expect(store.claimOnce("a", 1_000)).rejects.toMatchObject(untouched);
    await admin.replicaof("NO", "ONE");
    await expect.poll(() => store.ready(), { timeout: 10_000 }).toBe(true);
    await admin.config("SET", "maxmemory", "1");
    await expect.poll(() => store.ready(), { timeout: 10_000 }).toBe(false);
    await expect(store.setManager("discord:1", "ada", true)).rejects.toMatchObject(untouched);
    await admin.config("SET", "maxmemory", "0");
    await expect.poll(() => store.ready(), { timeout: 10_000 }).toBe(true);
    admin.disconnect();
  });

  it("finds the new primary behind the same address after a failover, without a restart", async () => {
    const [old, next] = [await serve(), await serve()];
    let target = old.port;
    const relay = relayTo(() => target);
    await once(relay, "listening");
    const { store } = storeAt(`redis://127.0.0.1:${(relay.address() as AddressInfo).port}`);
    await store.connect();
    const admin = new Redis(old.url);
    target = next.port;
    await admin.replicaof("127.0.0.1", next.port);
    await expect.poll(() => store.claimOnce("b", 60_000).catch(() => null), { timeout: 10_000 }).toBe(true);
    expect(await store.ready()).toBe(true);
    admin.disconnect();
    await store.close();
    relay.close();
  });

  it("never goes on in another database where the server behind the address has fewer", async () => {
    const [many, few] = [await serve(), await serve("--databases", "2")];
    let target = many.port;
    const relay = relayTo(() => target);
    await once(relay, "listening");
    const { store } = storeAt(`redis://127.0.0.1:${(relay.address() as AddressInfo).port}/3`);
    await store.connect();
    target = few.port;
    await many.kill();
    await expect.poll(() => store.claimOnce("a", 1_000).catch(() => "away")).toBe("away");
    await pause(1_000);
    expect(await store.claimOnce("a", 1_000).catch(() => "away")).toBe("away");
    const admin = new Redis(few.url);
    expect(await admin.dbsize()).toBe(0);
    admin.disconnect();
    await store.close();
    relay.close();
  });

  it("waits for a Redis that is loading its data, or is full, and says so once", async () => {
    const server = await serve("--key-load-delay", "1000");
    const admin = new Redis(server.url);
    for (let i = 0; i < 5_000; i++) void admin.set(`s${i}`, "v");
    await admin.set("last", "v");
    admin.disconnect();
    await server.kill();
    const restarted = server.restart();
    const { store, lines } = storeAt(server.url);
    await store.connect();
    await restarted;
    expect(lines).toContain("Redis is there, but not ready: it may be loading its data. Waiting for it");
    const full = new Redis(server.url);
    await full.config("SET", "maxmemory", "1");
    const { store: second, lines: said } = storeAt(server.url);
    const connected = second.connect();
    await expect.poll(() => said).toEqual(["Redis is there, but cannot be used: trying again until it can"]);
    await full.config("SET", "maxmemory", "0");
    await connected;
    expect(await second.ready()).toBe(true);
    full.disconnect();
  });

  it("with copies says that there are too few replicas or no right to ask, and acknowledges nothing until they are there", async () => {
    const [primary, replica] = [await serve("--repl-diskless-sync-delay", "0"), await serve()];
    const { store, lines } = storeAt(primary.url, 1);
    await store.connect();
    expect(lines).toEqual(["Redis has fewer replicas than REDIS_COPIES: nothing is recorded yet"]);
    const hide = () => store.setHidden("discord:1", "ada", true);
    await expect(hide()).rejects.toMatchObject({ name: "StoreUnavailable", untouched: false });
    const admin = new Redis(replica.url);
    await admin.replicaof("127.0.0.1", primary.port);
    await expect.poll(() => hide().then(() => "done", String), { timeout: 10_000 }).toBe("done");
    expect(await admin.exists("dlq:{0}:schema")).toBe(1);
    admin.disconnect();
    const rights = new Redis(primary.url);
    await rights.call("ACL", "SETUSER", "bot", "on", ">pw", "~*", "+@all", "-wait");
    rights.disconnect();
    const other = storeAt(primary.url.replace("redis://", "redis://bot:pw@"), 1).store;
    await expect(other.connect()).rejects.toThrow("needs the command WAIT");
  });
});
