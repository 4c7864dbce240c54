import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createAgain, type Repeated } from "../../src/dispatch/again.ts";

const warned: string[] = [];
const log = {
  debug() {},
  info() {},
  warn: (_: object, message: string) => void warned.push(message),
  error() {},
};
let done = 0;
let fails = 0;
let again: Repeated;

beforeEach(() => {
  vi.useFakeTimers();
  warned.length = done = fails = 0;
  again = createAgain(
    async () => {
      if (fails-- > 0) throw new Error("Redis is away");
      done++;
    },
    60_000,
    log,
  );
});
afterEach(() => {
  again.stop();
  vi.useRealTimers();
});

it("looks once after the pause, however often that is asked for", async () => {
  for (let i = 0; i < 5; i++) again.soon();
  await vi.advanceTimersByTimeAsync(59_999);
  expect(done).toBe(0);
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(done).toBe(1);
});

it("looks again where the store was away at the start", async () => {
  fails = 2;
  await again.now();
  expect([done, warned.length]).toEqual([0, 1]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect([done, warned.length]).toEqual([1, 2]);
});

it("looks no more once it is stopped", async () => {
  again.soon();
  again.stop();
  again.soon();
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(done).toBe(0);
});
