import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStorms } from "../../../src/platforms/discord/storms.ts";
import { LogBook } from "../harness.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("a hundred refusals of a bucket are two lines of the log: one as they begin, one when it is over", async () => {
  const log = new LogBook();
  const storms = createStorms(log);
  const about = { what: "POST /channels/:id/messages", wait: 2_000 };
  for (let i = 0; i < 100; i++) {
    storms.refused("one", about);
    await vi.advanceTimersByTimeAsync(2_000);
  }
  storms.refused("two", { ...about, wait: 1_000 });
  await vi.advanceTimersByTimeAsync(60_000);
  const told = log.lines.map(({ level, fields, message }) => [level, message, fields]);
  expect(told).toEqual([
    ["warn", "Discord wants fewer requests", about],
    ["warn", "Discord wants fewer requests", { ...about, wait: 1_000 }],
    ["info", "Discord takes these requests again", { what: about.what, refused: 100 }],
    ["info", "Discord takes these requests again", { what: about.what, refused: 1 }],
  ]);
  storms.refused("one", about);
  expect(log.lines).toHaveLength(5);
});
