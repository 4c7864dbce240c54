import { Redis } from "ioredis";
import { type RedisServer, startRedis } from "./redis-server.ts";

const SLOTS = 16_384;
const PATIENCE = 30_000;

export interface RedisCluster {
  urls: readonly string[];
  servers: readonly RedisServer[];
  stop(): Promise<void>;
}

async function until(done: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`The cluster of the tests did not come up: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function join(servers: readonly RedisServer[]): Promise<void> {
  const nodes = servers.map((server) => new Redis(server.url));
  try {
    const first = servers[0]?.port ?? 0;
    await Promise.all(
      nodes.map(async (node, i) => {
        const from = Math.floor((SLOTS * i) / nodes.length);
        const to = Math.floor((SLOTS * (i + 1)) / nodes.length) - 1;
        await node.cluster("ADDSLOTSRANGE", from, to);
        await node.call("CLUSTER", "SET-CONFIG-EPOCH", i + 1);
      }),
    );
    // After all have theirs: a node that knows another takes no epoch.
    await Promise.all(nodes.slice(1).map((node) => node.cluster("MEET", "127.0.0.1", first)));
    for (const node of nodes) {
      await until(async () => {
        const info = String(await node.cluster("INFO"));
        return info.includes("cluster_state:ok") && info.includes(`cluster_known_nodes:${nodes.length}`);
      }, "a node does not know all the others");
    }
  } finally {
    for (const node of nodes) node.disconnect();
  }
}

const idOf = async (node: Redis) => String(await node.cluster("MYID"));

/** Moves a slot from one node to another, a few keys at a time, and calls `between` after each time. */
export async function moveSlot(
  servers: readonly RedisServer[],
  { slot, from, to }: { slot: number; from: RedisServer; to: RedisServer },
  between: () => Promise<unknown>,
): Promise<void> {
  const nodes = servers.map((server) => ({ server, node: new Redis(server.url) }));
  const nodeOf = (one: RedisServer) => nodes.find(({ server }) => server === one)?.node as Redis;
  const [source, target] = [nodeOf(from), nodeOf(to)];
  try {
    await target.call("CLUSTER", "SETSLOT", slot, "IMPORTING", await idOf(source));
    await source.call("CLUSTER", "SETSLOT", slot, "MIGRATING", await idOf(target));
    await between();
    for (;;) {
      const keys = (await source.cluster("GETKEYSINSLOT", slot, 4)) as unknown as string[];
      if (keys.length === 0) break;
      await source.call("MIGRATE", "127.0.0.1", to.port, "", 0, 5_000, "KEYS", ...keys);
      await between();
    }
    const owner = await idOf(target);
    for (const node of [target, source, ...nodes.map((one) => one.node)])
      await node.call("CLUSTER", "SETSLOT", slot, "NODE", owner).catch(() => {});
  } finally {
    for (const { node } of nodes) node.disconnect();
  }
}

/** Makes an empty server a replica of a node of the cluster. */
export async function follow(
  replica: RedisServer,
  master: RedisServer,
  servers: readonly RedisServer[],
): Promise<void> {
  const node = new Redis(replica.url);
  const others = servers.map((server) => ({ server, other: new Redis(server.url) }));
  try {
    const own = await idOf(node);
    await node.cluster("MEET", "127.0.0.1", master.port);
    for (const { server, other } of others) {
      const id = await idOf(other);
      await until(async () => String(await node.cluster("NODES")).includes(id), "a replica knows too few");
      if (server === master) await node.call("CLUSTER", "REPLICATE", id);
    }
    const isInStep = async () => (await node.info("replication")).includes("master_link_status:up");
    await until(isInStep, "a replica has not what its master has");
    for (const { other } of others) {
      const isReplica = new RegExp(`^${own} .* slave `, "m");
      await until(async () => isReplica.test(String(await other.cluster("NODES"))), "a replica is not known");
    }
  } finally {
    node.disconnect();
    for (const { other } of others) other.disconnect();
  }
}

/** A cluster of its own on 127.0.0.1, without replicas. */
export async function startCluster(nodes = 3, args: readonly string[] = []): Promise<RedisCluster> {
  const servers: RedisServer[] = [];
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    for (let i = 0; i < nodes; i++) servers.push(await startRedis(["--cluster-enabled", "yes", ...args]));
    await join(servers);
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls: servers.map((server) => server.url), servers, stop };
}
