import { Redis } from "ioredis";

/** Keys that are moved at once. */
const SOME = 20;

/** Moves one slot of a cluster to another node while it is in use, as `redis-cli --cluster reshard` does. */
export async function moveSlot(urls: readonly string[], key: string): Promise<void> {
  const nodes = urls.map((url) => new Redis(url));
  try {
    const slot = Number(await nodes[0]?.cluster("KEYSLOT", key));
    const ids = await Promise.all(nodes.map((node) => node.cluster("MYID") as Promise<string>));
    const slots = (await nodes[0]?.cluster("SLOTS")) ?? [];
    const owner = slots.find(([first, last]) => slot >= first && slot <= last)?.[2];
    const from = ids.indexOf(owner?.[2] ?? "");
    const to = (from + 1) % nodes.length;
    const [source, target] = [nodes[from], nodes[to]];
    if (!source || !target) throw new Error(`nobody has slot ${slot}`);
    await target.call("CLUSTER", "SETSLOT", slot, "IMPORTING", ids[from] as string);
    await source.call("CLUSTER", "SETSLOT", slot, "MIGRATING", ids[to] as string);
    const { hostname, port } = new URL(urls[to] as string);
    for (;;) {
      const keys = (await source.cluster("GETKEYSINSLOT", slot, SOME)) as string[];
      if (keys.length === 0) break;
      await source.call("MIGRATE", hostname, port, "", "0", "5000", "KEYS", ...keys);
    }
    for (const node of [target, source, ...nodes])
      await node.call("CLUSTER", "SETSLOT", slot, "NODE", ids[to] as string);
  } finally {
    for (const node of nodes) node.disconnect();
  }
}
