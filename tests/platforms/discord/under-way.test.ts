import { expect, it } from "vitest";
import { createMetrics } from "../../../src/ops/metrics.ts";
import { UnderWay } from "../../../src/platforms/discord/under-way.ts";
import { LogBook } from "../harness.ts";

it("counts and logs what a handler throws, and goes on", async () => {
  const log = new LogBook();
  const metrics = createMetrics();
  const underWay = new UnderWay(log, metrics);
  underWay.run("button", async () => {
    throw new Error("surprise");
  });
  await underWay.drain(1000);
  expect(JSON.stringify(log.lines)).toContain("surprise");
  expect(await metrics.text()).toContain('dlq_failures_total{what="discord button"} 1');
});
