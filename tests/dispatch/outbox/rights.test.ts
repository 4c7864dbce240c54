import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll } from "vitest";
import { type RedisServer, startRedis } from "../../setup/redis-server.ts";
import { queueHarness } from "./queues.ts";
import { outboxSuite } from "./suite.ts";

/** The rights that the documents list for a user of the bot's own. */
const DOCS = readFileSync(join(import.meta.dirname, "../../../docs/running.md"), "utf8");
const LISTED = /ACL SETUSER bot (on >password .*)/.exec(DOCS)?.[1]?.split(" ") ?? [];

let server: RedisServer;
let admin: Redis;
beforeAll(async () => {
  server = await startRedis();
  admin = new Redis(server.url);
  await admin.call("ACL", "SETUSER", "bot", "reset", ...LISTED);
});
afterAll(async () => {
  admin.disconnect();
  await server.stop();
});

outboxSuite("the outbox on BullMQ, with the rights that the documents list", async () =>
  queueHarness([server.url.replace("redis://", "redis://bot:password@")], server.url),
);
