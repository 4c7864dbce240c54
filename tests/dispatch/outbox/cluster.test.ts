import { afterAll, beforeAll } from "vitest";
import { type RedisCluster, startCluster } from "../../setup/redis-cluster.ts";
import { queueHarness } from "./queues.ts";
import { outboxSuite } from "./suite.ts";

let cluster: RedisCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

outboxSuite("the outbox on BullMQ on a cluster", () => queueHarness(cluster.urls));
