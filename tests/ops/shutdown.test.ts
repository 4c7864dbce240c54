import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { createShutdown } from "../../src/ops/shutdown.ts";

function process(stop: () => Promise<void>) {
  const exits: number[] = [];
  const logged: string[] = [];
  const write = (_: object, message: string) => {
    logged.push(message);
  };
  const log = { debug: write, info: write, warn: write, error: write };
  const signal = createShutdown({ stop, exit: (code) => void exits.push(code), patience: 50, log });
  return { exits, logged, signal };
}

it("waits for what is under way, then ends well", async () => {
  let isDone = false;
  const { exits, signal } = process(async () => {
    await wait(10);
    isDone = true;
  });
  await signal("SIGTERM");
  expect([isDone, exits]).toEqual([true, [0]]);
  await wait(80);
  expect(exits).toEqual([0]);
});

it("tells an orchestrator by its exit code that it ended because nothing is left to serve", async () => {
  const { exits, signal } = process(async () => {});
  await signal("no platform", 1);
  expect(exits).toEqual([1]);
});

it("ends although stopping fails, and says why", async () => {
  const { exits, logged, signal } = process(async () => {
    throw new Error("the store is away");
  });
  await signal("SIGTERM");
  expect([exits, logged.at(-1)]).toEqual([[1], "stopping failed"]);
});

it("ends although stopping hangs", async () => {
  const { exits, logged, signal } = process(() => new Promise(() => {}));
  void signal("SIGTERM");
  await wait(100);
  expect([exits, logged.at(-1)]).toEqual([[1], "stopping took too long"]);
});

it("ends at once on a second signal", async () => {
  const { exits, signal } = process(() => new Promise(() => {}));
  void signal("SIGINT");
  await signal("SIGINT");
  expect(exits).toEqual([1]);
});
