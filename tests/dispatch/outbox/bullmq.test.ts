import { afterAll, beforeAll } from "vitest";
import { type RedisServer, startRedis } from "../../setup/redis-server.ts";
import { queueHarness } from "./queues.ts";
import { outboxSuite } from "./suite.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

outboxSuite("the outbox on BullMQ", () => queueHarness([server.url]));
