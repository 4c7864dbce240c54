import { Cluster, Redis } from "ioredis";
import { createBullOutbox } from "../../../src/dispatch/outbox/bullmq/index.ts";
import type { Outbox } from "../../../src/engine/ports/outbox.ts";
import { addressesOf } from "../../../src/stores/redis/addresses.ts";
import { createClient } from "../../../src/stores/redis/client.ts";
import { queueClient } from "../../../src/stores/redis/queue-client.ts";
import { LOG, METER } from "../quiet.ts";
import type { OutboxHarness } from "./suite.ts";

type BullDeps = Parameters<typeof createBullOutbox>[0];

export interface QueueHarness extends OutboxHarness {
  begin(over?: Partial<BullDeps>): Outbox;
  admin: Redis | Cluster;
  /** Removes every key of the queues, as a flush would. */
  lose(): Promise<void>;
}

/** Outboxes on real queues; `adminUrl`: where the user of the bot may not look around. */
export async function queueHarness(urls: readonly string[], adminUrl = urls[0] ?? ""): Promise<QueueHarness> {
  const admin = urls.length === 1 ? new Redis(adminUrl) : new Cluster([...urls]);
  // A test may take Redis away.
  admin.on("error", () => {});
  const client = createClient(addressesOf(urls), LOG);
  const all: Outbox[] = [];
  const nodes = () => (admin instanceof Cluster ? admin.nodes("master") : [admin]);
  const lose = async () => {
    for (const node of nodes()) for (const key of await node.keys("dlq:{outbox-*")) await node.del(key);
  };
  if (admin instanceof Cluster) await new Promise((resolve) => admin.once("ready", resolve));
  await lose();
  return {
    admin,
    lose,
    begin: (over) => {
      const connect = (waits: boolean) => queueClient(client, waits);
      const outbox = createBullOutbox({ log: LOG, meter: METER, chance: () => 0, connect, ...over });
      all.push(outbox);
      return outbox;
    },
    clear: async () => {
      await Promise.all(all.splice(0).map((outbox) => outbox.stop()));
      await lose();
      client.disconnect();
      admin.disconnect();
    },
  };
}
