import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startTick, type Tick } from "../../src/dispatch/tick.ts";

const HOUR = 3_600_000;
const logged: string[] = [];
const write = (_: object, message: string) => {
  logged.push(message);
};
let ticks: Tick | null = null;
let ticked = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-20T08:00:00.300Z") });
  logged.length = 0;
  ticked = 0;
  ticks = startTick(() => ticked++, { debug: write, info: write, warn: write, error: write });
});
afterEach(() => {
  ticks?.stop();
  vi.useRealTimers();
});

it("ticks every second", async () => {
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ticked).toBe(10);
});

it("ticks once after a machine slept for hours, says nothing of the seconds that it missed, and goes on", async () => {
  const lines: unknown[][] = [];
  const spies = (["log", "warn", "error", "info"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...words) => void lines.push(words)),
  );
  await vi.advanceTimersByTimeAsync(1_000);
  vi.setSystemTime(Date.now() + 8 * HOUR);
  const before = ticked;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ticked - before).toBeLessThanOrEqual(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ticked - before).toBeGreaterThanOrEqual(5);
  expect(ticked - before).toBeLessThanOrEqual(7);
  expect([lines, logged]).toEqual([[], []]);
  for (const spy of spies) spy.mockRestore();
});

it("goes on ticking after the clock was set back", async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  vi.setSystemTime(Date.now() - HOUR);
  const before = ticked;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ticked - before).toBeGreaterThanOrEqual(4);
});

it("stops", async () => {
  ticks?.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ticked).toBe(0);
});
