import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/engine/rules/calendar.ts";
import {
  closingOf,
  firstOpening,
  instantOf,
  openingAfter,
  planOpening,
} from "../../src/engine/rules/openings.ts";
import type { Schedule, Weekday } from "../../src/engine/words/schedule.ts";

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const HOUR = 3_600_000;
const ZONES = Intl.supportedValuesOf("timeZone");
const FIRST = "2026-01-01";
const LAST = "2028-12-31";

const schedule = (over: Partial<Schedule>): Schedule => ({
  time: "09:00",
  timezone: "UTC",
  days: EVERY_DAY,
  openFor: null,
  topics: [],
  difficulties: [],
  kinds: ["quiz"],
  answers: "both",
  thread: "close",
  results: "thread",
  ping: null,
  language: null,
  skipped: [],
  plan: null,
  focus: "balanced",
  ...over,
});

const utc = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

/** Local dates and times around every change of a zone's offset in 2026 to 2028. */
function transitions(zone: string): { date: string; hour: number; minute: number }[] {
  const found: { date: string; hour: number; minute: number }[] = [];
  let at = Temporal.PlainDate.from(FIRST).toZonedDateTime(zone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.toPlainDate().toString() > LAST) return found;
    found.push({ date: next.toPlainDate().toString(), hour: next.hour, minute: next.minute });
    at = next;
  }
}

describe("the local time of an opening", () => {
  // Each gap: what the clocks show first afterwards. Each overlap: the offset before the change.
  it.each([
    ["America/New_York", "2026-03-08", "02:30", "2026-03-08T03:00-04:00"],
    ["America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30-04:00"],
    ["Africa/Cairo", "2026-04-24", "00:30", "2026-04-24T01:00+03:00"],
    ["Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T23:30+03:00"],
    ["America/Santiago", "2026-09-06", "00:15", "2026-09-06T01:00-03:00"],
    ["America/Santiago", "2026-04-04", "23:30", "2026-04-04T23:30-03:00"],
    ["Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-04T02:30+11:00"],
    ["Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45+11:00"],
    ["America/Havana", "2026-03-08", "00:30", "2026-03-08T01:00-04:00"],
    ["America/Havana", "2026-11-01", "00:30", "2026-11-01T00:30-04:00"],
    ["Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:00+02:00"],
    ["America/Scoresbysund", "2026-03-28", "23:30", "2026-03-29T00:00-01:00"],
    ["Asia/Kolkata", "2026-06-01", "09:00", "2026-06-01T09:00+05:30"],
  ])("%s %s %s opens at %s", (zone, date, time, expected) => {
    expect(instantOf(date, time, zone)).toBe(utc(expected));
  });

  it("does not exist on a date that the zone leaves out", () => {
    expect(instantOf("2011-12-30", "09:00", "Pacific/Apia")).toBeNull();
    expect(openingAfter(schedule({ timezone: "Pacific/Apia" }), "2011-12-29").date).toBe("2011-12-31");
  });
});

describe("a schedule over years", () => {
  it("opens every local date of 2026 to 2028 once and in order, in every zone", () => {
    let dates = 0;
    for (const timezone of ZONES) {
      const daily = schedule({ timezone });
      let date = "2025-12-31";
      let before = 0;
      for (;;) {
        const next = openingAfter(daily, date);
        if (next.date > LAST) break;
        // The next date, without a gap, later than the one before.
        expect(Date.parse(next.date) - Date.parse(date)).toBe(24 * HOUR);
        expect(next.at).toBeGreaterThan(before);
        ({ date } = next);
        before = next.at;
        dates++;
      }
    }
    expect(ZONES.length).toBeGreaterThan(400);
    expect(dates).toBe(ZONES.length * 1096);
  }, 120_000);

  it("opens once at every minute around each change of every zone's clocks, at the promised instant", () => {
    let checked = 0;
    for (const timezone of ZONES) {
      for (const { date, hour, minute } of transitions(timezone)) {
        for (let shift = -75; shift <= 75; shift += 15) {
          const wall = Temporal.PlainDateTime.from(`${date}T00:00`).add({
            minutes: hour * 60 + minute + shift,
          });
          const time = wall.toPlainTime().toString().slice(0, 5);
          const at = instantOf(wall.toPlainDate().toString(), time, timezone);
          expect(at).not.toBeNull();
          const shown = Temporal.Instant.fromEpochMilliseconds(at ?? 0).toZonedDateTimeISO(timezone);
          const isThere = shown.toPlainDateTime().equals(wall);
          if (isThere) {
            // The first of two: an hour (or Lord Howe's half) earlier the clocks showed something else.
            for (const back of [HOUR / 2, HOUR]) {
              const earlier = shown.subtract({ milliseconds: back }).toPlainDateTime();
              expect(earlier.equals(wall)).toBe(false);
            }
          } else {
            // A gap: the instant is the first after it, so a moment earlier the clocks were before it.
            const moment = shown.subtract({ nanoseconds: 1 }).toPlainDateTime();
            expect(Temporal.PlainDateTime.compare(moment, wall)).toBeLessThan(0);
            expect(Temporal.PlainDateTime.compare(shown.toPlainDateTime(), wall)).toBeGreaterThan(0);
          }
          checked++;
        }
      }
    }
    expect(checked).toBeGreaterThan(5_000);
  }, 120_000);

  it("never opens a date twice when time and zone of a schedule change in between", () => {
    const anyTime = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
    const change = fc.record({
      time: anyTime,
      timezone: fc.constantFrom(...ZONES),
      days: fc.subarray([...EVERY_DAY], { minLength: 1 }),
      wait: fc.integer({ min: 0, max: 40 * HOUR }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 2, maxLength: 12 }), (changes) => {
        let now = utc("2026-03-01T00:00Z");
        let lastDate: string | null = null;
        for (const { wait, ...over } of changes) {
          const next = firstOpening(schedule(over), now, lastDate);
          expect(next.at).toBeGreaterThan(now);
          if (lastDate !== null) expect(next.date > lastDate).toBe(true);
          lastDate = next.date;
          now = next.at + wait;
        }
      }),
    );
  });
});

describe("a window", () => {
  it("closes at the next opening, after 24 h at most", () => {
    const daily = schedule({ timezone: "America/New_York", time: "01:30" });
    const spring = openingAfter(daily, "2026-03-07");
    expect(closingOf(daily, spring) - spring.at).toBe(23 * HOUR);
    const autumn = openingAfter(daily, "2026-10-31");
    expect(closingOf(daily, autumn) - autumn.at).toBe(24 * HOUR);
    const weekly = schedule({ days: [1] });
    expect(
      closingOf(weekly, openingAfter(weekly, "2026-06-01")) - openingAfter(weekly, "2026-06-01").at,
    ).toBe(24 * HOUR);
  });

  it("closes after the given time", () => {
    const short = schedule({ openFor: 90 });
    const opening = openingAfter(short, "2026-06-01");
    expect(closingOf(short, opening)).toBe(opening.at + 1.5 * HOUR);
  });
});

describe("an opening that was missed", () => {
  const daily = schedule({ openFor: 8 * 60 });
  const due = openingAfter(daily, "2026-05-31");

  it("is not opened before its time", () => {
    expect(planOpening(daily, due, due.at - 1)).toEqual({ kind: "moved", next: due });
  });

  it("is posted late while half of the window is left, with its own closing time", () => {
    const closesAt = due.at + 8 * HOUR;
    expect(planOpening(daily, due, due.at + 4 * HOUR)).toMatchObject({
      kind: "open",
      opening: due,
      closesAt,
    });
    expect(planOpening(daily, due, due.at + 4 * HOUR + 1)).toMatchObject({
      kind: "skip",
      missed: [due.date],
    });
  });

  it("gives way to a newer one, once it is known which are left out; then the schedule goes on", () => {
    const now = due.at + 3 * 24 * HOUR + HOUR;
    const plan = planOpening(daily, due, now);
    expect(plan).toMatchObject({
      kind: "skip",
      missed: ["2026-06-01", "2026-06-02", "2026-06-03"],
      next: { date: "2026-06-04" },
    });
    expect(planOpening(daily, plan.next, now)).toMatchObject({
      kind: "open",
      opening: { date: "2026-06-04" },
      next: { date: "2026-06-05" },
    });
  });

  it("is left out with those before it where too little of its window is left", () => {
    expect(planOpening(daily, due, due.at + 3 * 24 * HOUR + 5 * HOUR)).toMatchObject({
      missed: ["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"],
      next: { date: "2026-06-05" },
    });
  });

  /** Schedules on some weekdays, with dates skipped by hand, and how long the bot was away after one was due. */
  const absences = fc
    .record({
      days: fc.subarray([...EVERY_DAY], { minLength: 1 }),
      skipped: fc.array(
        fc.integer({ min: 1, max: 60 }).map((day) => addDays("2026-01-01", day)),
        { maxLength: 4 },
      ),
      timezone: fc.constantFrom(...ZONES),
      openFor: fc.option(fc.integer({ min: 5, max: 24 * 60 })),
      away: fc.oneof(
        fc.integer({ min: 0, max: 60 * 24 * HOUR }),
        fc.integer({ min: 0, max: 900 * 24 * HOUR }),
      ),
    })
    .map(({ away, ...over }) => {
      const zoned = schedule(over);
      const start = openingAfter(zoned, "2026-01-01");
      return { zoned, start, now: start.at + away };
    });

  it("and each that a question was due on is named, in order, and no other: none that was skipped or is opened", () => {
    fc.assert(
      fc.property(absences, ({ zoned, start, now }) => {
        const plan = planOpening(zoned, start, now);
        const due: string[] = [];
        for (let one = start; one.at <= now; one = openingAfter(zoned, one.date)) due.push(one.date);
        if (plan.kind === "moved") throw new Error("it was due");
        const named = plan.kind === "skip" ? plan.missed : [];
        const isOpened = plan.kind === "open" || plan.next.at <= now;
        const opened = plan.kind === "open" ? plan.opening.date : plan.next.date;
        expect([...named, ...(isOpened ? [opened] : [])]).toEqual(due);
        if (plan.kind === "skip" && isOpened)
          expect(planOpening(zoned, plan.next, now)).toMatchObject({ kind: "open", opening: plan.next });
      }),
    );
  });

  it("after a long absence is decided without walking through every date, always near now", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 * 24 * HOUR }),
        fc.constantFrom(...ZONES),
        (away, timezone) => {
          const zoned = schedule({ timezone });
          const start = openingAfter(zoned, "2026-01-01");
          const now = start.at + away;
          const { next } = planOpening(zoned, start, now);
          expect(Math.abs(next.at - now)).toBeLessThanOrEqual(26 * HOUR);
        },
      ),
    );
  });
});
