import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createRepeated, type Repeated } from "../../src/dispatch/repeated.ts";

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

const create = (isSteady: boolean) =>
  createRepeated(
    async () => {
      if (fails-- > 0) throw new Error("Redis is away");
      done++;
    },
    { pause: 60_000, failed: "it could not be done", isSteady },
    log,
  );

beforeEach(() => {
  vi.useFakeTimers();
  warned.length = done = fails = 0;
  again = create(false);
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

it("looks again where the store was away at the start, and says so once", async () => {
  fails = 2;
  await again.now();
  expect([done, warned.length]).toEqual([0, 1]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect([done, warned.length]).toEqual([1, 1]);
});

it("looks no more once it is stopped", async () => {
  again.soon();
  again.stop();
  again.soon();
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(done).toBe(0);
});

it("looks again and again where that is wanted, and says that it fails whenever that begins", async () => {
  again.stop();
  again = create(true);
  await again.now();
  fails = 3;
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  expect([done, warned.length]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect([done, warned.length]).toEqual([3, 1]);
  fails = 1;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([done, warned.length]).toEqual([3, 2]);
});
