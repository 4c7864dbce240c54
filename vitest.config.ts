import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/setup/redis.ts"],
    // What is waited for has limits of its own, which say what did not come.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As long as the end-to-end tests wait: a second is soon over where three files run side by side.
    expect: { poll: { timeout: 8_000 } },
    // Much of the time is waiting for servers and clocks: on two cores three files side by side pay off.
    maxWorkers: Math.max(3, availableParallelism() - 1),
  },
});
