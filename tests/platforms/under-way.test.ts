import { expect, it } from "vitest";
import { UnderWay } from "../../src/platforms/under-way.ts";

it("hands on what a handler throws, once, and goes on", async () => {
  const failures: unknown[] = [];
  const underWay = new UnderWay((what, error) => failures.push([what, String(error)]));
  underWay.run("button", async () => {
    throw new Error("surprise");
  });
  let finished = false;
  underWay.run("form", async () => {
    finished = true;
  });
  await underWay.drain(1000);
  expect(failures).toEqual([["button", "Error: surprise"]]);
  expect(finished).toBe(true);
  underWay.run("late", async () => {
    finished = false;
  });
  expect(finished).toBe(true);
});
