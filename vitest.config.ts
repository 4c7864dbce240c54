import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Short files whose tests take long. */
const LONG = [
  "tests/soak/soak.test.ts",
  "tests/platforms/slack/suite.test.ts",
  "tests/platforms/discord/conformance.test.ts",
  "tests/stores/cluster.test.ts",
];

/** On a fresh clone the largest files are first: in the end everything would wait for these. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((path) => moduleId.endsWith(path));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongFirst },
  },
});
