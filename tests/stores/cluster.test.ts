import { afterAll, beforeAll } from "vitest";
import { type RedisCluster, startCluster } from "../setup/redis-cluster.ts";
import { redisHarness } from "./harness.ts";
import { storeSuite } from "./suite.ts";

let cluster: RedisCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

storeSuite("the Redis store on a cluster", () => redisHarness(cluster.urls));
