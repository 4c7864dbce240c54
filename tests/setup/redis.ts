import type { TestProject } from "vitest/node";
import { startRedis } from "./redis-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A real Redis for this run; its data may be wiped. */
    redisUrl: string;
  }
}

/** Gives the tests a Redis: the one that REDIS_URL names, or one of their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env.REDIS_URL;
  if (named !== undefined && named !== "") {
    project.provide("redisUrl", named);
    return async () => {};
  }
  const server = await startRedis();
  project.provide("redisUrl", server.url);
  return server.stop;
}
