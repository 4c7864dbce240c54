import { expect, it } from "vitest";
import { createMovingClock } from "../../src/dispatch/moving.ts";

const HOUR = 3_600_000;

/** A clock that shows an instant, and the hours at which what is due was looked for. */
function clockAt(instant: string) {
  const start = Date.parse(instant);
  const clock = createMovingClock(() => start - Date.now());
  const looks: number[] = [];
  const now = () => Math.round((Date.now() + clock.offset()) / 60_000) * 60_000;
  return {
    now: () => new Date(now()).toISOString(),
    next: (timezone = "UTC") =>
      clock.nextDay(timezone, async () => {
        looks.push((now() - start) / HOUR);
      }),
    looks,
  };
}

it("goes on by a day, hour by hour, so that what is due on the way is not late", async () => {
  const { now, next, looks } = clockAt("2026-11-20T15:00:00Z");
  await next();
  expect(now()).toBe("2026-11-21T15:00:00.000Z");
  expect(looks).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
});

it("goes on to the morning where the next day is earlier, in the zone of who asked", async () => {
  const early = clockAt("2026-11-20T06:00:00Z");
  await early.next();
  expect(early.now()).toBe("2026-11-21T10:00:00.000Z");
  const tokyo = clockAt("2026-11-20T16:00:00Z");
  await tokyo.next("Asia/Tokyo");
  expect(tokyo.now()).toBe("2026-11-22T01:00:00.000Z");
  const nowhere = clockAt("2026-11-20T09:00:00Z");
  await nowhere.next("Mars/Olympus");
  expect(nowhere.now()).toBe("2026-11-21T10:00:00.000Z");
});

it("goes on by one day where two ask at once", async () => {
  const { now, next } = clockAt("2026-11-20T15:00:00Z");
  await Promise.all([next(), next()]);
  expect(now()).toBe("2026-11-21T15:00:00.000Z");
  await next();
  expect(now()).toBe("2026-11-22T15:00:00.000Z");
});
