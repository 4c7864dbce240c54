import { Redis } from "ioredis";
import { type RedisServer, startRedis } from "./redis-server.ts";

const SLOTS = 16_384;
const PATIENCE = 30_000;

export interface RedisCluster {
  urls: readonly string[];
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
        if (i > 0) await node.cluster("MEET", "127.0.0.1", first);
      }),
    );
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

/** A cluster of its own on 127.0.0.1, without replicas. */
export async function startCluster(nodes = 3): Promise<RedisCluster> {
  const servers: RedisServer[] = [];
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    for (let i = 0; i < nodes; i++) servers.push(await startRedis(["--cluster-enabled", "yes"]));
    await join(servers);
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls: servers.map((server) => server.url), stop };
}
