import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDate } from "../../src/engine/rules/calendar.ts";
import { momentOf, nextLook } from "../../src/engine/rules/reminding.ts";

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const hourly = (time: string, timezone: string) => ({ at: time, timezone, results: false });
const untimed = (timezone: string, results = false) => ({ at: null, timezone, results });
const window = (opens: string, closes: string) => ({ opensAt: at(opens), closesAt: at(closes) });

describe("when a learner is reminded", () => {
  it("is the hour that they named, in their own zone, today or tomorrow", () => {
    const terms = hourly("18:00", "Asia/Tokyo");
    expect(iso(nextLook(terms, at("2026-11-20T08:00Z"), null, []))).toBe("2026-11-20T09:00");
    expect(iso(nextLook(terms, at("2026-11-20T09:00Z"), null, []))).toBe("2026-11-21T09:00");
  });

  it("is no more on a day on which they had a message, whatever the hour is changed to", () => {
    const terms = hourly("22:00", "UTC");
    expect(iso(nextLook(terms, at("2026-11-20T19:00Z"), "2026-11-20", []))).toBe("2026-11-21T22:00");
    // A zone in which that day begins once more.
    const west = hourly("22:00", "America/Los_Angeles");
    expect(iso(nextLook(west, at("2026-11-20T19:00Z"), "2026-11-21", []))).toBe("2026-11-23T06:00");
  });

  it.each([
    ["America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"],
    ["America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"],
    ["Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00"],
    ["America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:00"],
    ["Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"],
    ["America/Havana", "2026-03-08", "00:30", "2026-03-08T05:00"],
  ])("is on a day on which the clocks of %s change (%s) once", (timezone, date, time, expected) => {
    const terms = hourly(time, timezone);
    const first = nextLook(terms, at(`${date}T00:00Z`) - 16 * 3_600_000, null, []);
    const found = localDate(first, timezone) === date ? first : nextLook(terms, first, null, []);
    expect(iso(found)).toBe(expected);
    expect(localDate(nextLook(terms, found, date, []), timezone) > date).toBe(true);
  });

  it("is two hours before the question closes", () => {
    const open = window("2026-11-20T08:00Z", "2026-11-20T20:00Z");
    expect(iso(momentOf(open, "UTC"))).toBe("2026-11-20T18:00");
    expect(iso(nextLook(untimed("UTC"), at("2026-11-20T09:00Z"), null, [open]))).toBe("2026-11-20T18:00");
  });

  it("is the evening before where that would be at night, and at night where the question is open only then", () => {
    expect(iso(momentOf(window("2026-11-20T09:00Z", "2026-11-21T09:00Z"), "UTC"))).toBe("2026-11-20T21:00");
    expect(iso(momentOf(window("2026-11-20T09:00Z", "2026-11-20T23:59Z"), "UTC"))).toBe("2026-11-20T21:00");
    expect(iso(momentOf(window("2026-11-21T01:00Z", "2026-11-21T05:00Z"), "UTC"))).toBe("2026-11-21T03:00");
    // Nine in Berlin is six in the evening in Sydney, where nobody sleeps at four.
    const berlin = window("2026-11-20T08:00Z", "2026-11-21T08:00Z");
    expect(iso(momentOf(berlin, "Australia/Sydney"))).toBe("2026-11-21T06:00");
  });

  it("is not before the question opens", () => {
    expect(iso(momentOf(window("2026-11-20T12:00Z", "2026-11-20T13:00Z"), "UTC"))).toBe("2026-11-20T12:00");
  });

  it("is the evening on a day without a question", () => {
    const monday = window("2026-11-23T08:00Z", "2026-11-23T20:00Z");
    expect(iso(nextLook(untimed("UTC"), at("2026-11-20T19:00Z"), null, [monday]))).toBe("2026-11-21T18:00");
  });

  it("is after a close, too, for who wants their result", () => {
    const open = window("2026-11-20T08:00Z", "2026-11-20T12:00Z");
    expect(iso(nextLook(untimed("UTC", true), at("2026-11-20T11:00Z"), null, [open]))).toBe(
      "2026-11-20T12:02",
    );
  });

  it("comes, and never twice on a local date, whatever zone, hour and question", () => {
    const zones = fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "America/Havana",
      "Pacific/Apia",
      "Australia/Lord_Howe",
    );
    const hours = fc.option(fc.constantFrom("00:00", "02:30", "12:00", "23:59"));
    const length = fc.integer({ min: 10, max: 1440 });
    fc.assert(
      fc.property(zones, hours, fc.boolean(), fc.integer({ min: 0, max: 400 * 1440 }), length, (...given) => {
        const [timezone, hour, results, minute, open] = given;
        let now = at("2026-01-01T00:00Z") + minute * 60_000;
        let sent: string | null = null;
        for (let day = 0; day < 10; day++) {
          const windows = [{ opensAt: now, closesAt: now + open * 60_000 }];
          const next = nextLook({ at: hour, timezone, results }, now, sent, windows);
          expect(next).toBeGreaterThan(now);
          expect(next - now).toBeLessThan(4 * 24 * 3_600_000);
          const date = localDate(next, timezone);
          if (sent !== null) expect(date > sent).toBe(true);
          sent = date;
          now = next;
        }
      }),
      { numRuns: 300 },
    );
  });
});
