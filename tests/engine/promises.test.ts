import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { closingOf, firstOpening, isLongEnough, keepPromise } from "../../src/engine/rules/openings.ts";
import type { QuestionReply } from "../../src/engine/words/reply.ts";
import { SCHEDULE } from "../stores/fixtures.ts";
import { createWorld, said, type World } from "./world.ts";

const STEP = 10 * 60_000;
let world: World;
const admin = () => world.as("admin");
const group = () => world.store.readGroup(world.place);
const questions = () => world.platform.posts.filter((p) => p.reply.kind === "question");
const closes = (i: number) => new Date((questions().at(i)!.reply as QuestionReply).closesAt).toISOString();
/** When the result of a question was shown, to the step. */
async function resultAfter(until: string): Promise<boolean> {
  await world.runTo(until, STEP);
  return world.platform.edits.some((e) => e.reply.kind === "result");
}

beforeEach(async () => {
  world = createWorld("2026-11-20T07:00:00Z");
  await world.bot.daily.set(admin(), { time: "09:00", timezone: "UTC" });
  await world.runTo("2026-11-20T09:00:00Z", STEP);
});

describe("what the message of a question promised", () => {
  it("holds where the time is moved to an hour before its close: the next question waits for it", async () => {
    expect(closes(0)).toBe("2026-11-21T09:00:00.000Z");
    const reply = said(await world.bot.daily.set(admin(), { time: "08:00" }));
    expect(reply).toContain("stays open as long as it says; the next one opens 2026-11-21T09:00");
    expect(await resultAfter("2026-11-21T08:50:00Z")).toBe(false);
    expect(questions()).toHaveLength(1);
    await world.runTo("2026-11-21T09:10:00Z", STEP);
    expect(questions()).toHaveLength(2);
    expect(closes(1)).toBe("2026-11-22T08:00:00.000Z");
  });

  it("holds where an opening comes up that was planned without looking", async () => {
    const before = await group();
    const next = { date: "2026-11-21", at: Date.parse("2026-11-21T07:00:00Z") };
    await world.store.writeGroup(world.place, before.version, { ...before, next });
    expect(await resultAfter("2026-11-21T08:50:00Z")).toBe(false);
    await world.runTo("2026-11-21T09:10:00Z", STEP);
    expect(questions()).toHaveLength(2);
  });

  it("holds after a pause and a skipped date, too", async () => {
    await world.bot.daily.pause(admin());
    await world.bot.daily.set(admin(), { time: "07:30" });
    await world.bot.daily.resume(admin());
    expect(new Date((await group()).next?.at ?? 0).toISOString()).toBe("2026-11-21T09:00:00.000Z");
    await world.bot.daily.skip(admin());
    expect(new Date((await group()).next?.at ?? 0).toISOString()).toBe("2026-11-22T07:30:00.000Z");
  });

  it("holds against `daily now` on the next morning, which says until when it is open", async () => {
    await world.runTo("2026-11-21T07:00:00Z", STEP);
    const reply = await world.bot.daily.now(admin());
    expect(reply).toMatchObject({ tone: "refusal" });
    expect(said(reply)).toContain("is open until 2026-11-21T09:00");
    expect(questions()).toHaveLength(1);
    await world.bot.daily.close(admin());
    expect(said(await world.bot.daily.now(admin()))).toContain("on its way");
  });

  it("is never a window of a few minutes: the one that would be left with less than an hour is passed over", async () => {
    await world.bot.daily.set(admin(), { time: "09:30" });
    await world.runTo("2026-11-21T09:30:00Z", STEP);
    // Open until 09:30 on the 22nd; at 10:00 the next but one follows.
    await world.bot.daily.set(admin(), { time: "00:00" });
    await world.runTo("2026-11-24T00:00:00Z", STEP);
    for (const { reply } of questions().slice(1)) {
      const { closesAt } = reply as QuestionReply;
      expect(closesAt).toBeGreaterThan(0);
    }
    const rounds = await Promise.all(
      questions().map(({ reply }) =>
        world.store.readRound(world.place.team, (reply as QuestionReply).roundId),
      ),
    );
    const known = rounds.filter((one) => one !== null);
    expect(known.length).toBeGreaterThan(1);
    for (const round of known) expect(round.closesAt - round.opensAt).toBeGreaterThanOrEqual(3_600_000);
  });
});

it("no opening comes before the open question closes, nor with a window of a few minutes, whatever is set", () => {
  const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
  fc.assert(
    fc.property(
      minute,
      minute,
      fc.option(fc.integer({ min: 10, max: 24 * 60 })),
      fc.constantFrom("UTC", "Europe/Berlin", "America/New_York"),
      (at, promisedIn, openFor, timezone) => {
        const time = `${`${Math.floor(at / 60)}`.padStart(2, "0")}:${`${at % 60}`.padStart(2, "0")}`;
        const schedule = { ...SCHEDULE, days: [1, 2, 3, 4, 5, 6, 7] as const, time, timezone, openFor };
        const now = Date.parse("2026-11-20T12:00:00Z");
        const planned = firstOpening(schedule, now, null);
        const promised = now + promisedIn * 60_000;
        const kept = keepPromise(schedule, planned, promised);
        expect(kept.at).toBeGreaterThanOrEqual(promised);
        expect(kept.date >= planned.date).toBe(true);
        if (planned.at >= promised) expect(kept).toEqual(planned);
        expect(isLongEnough(schedule, kept.at, closingOf(schedule, kept))).toBe(true);
        expect(keepPromise(schedule, planned, null)).toEqual(planned);
      },
    ),
  );
});

it("`daily now` one minute before the next opening is refused with a word, and that one opens", async () => {
  world = createWorld("2026-11-20T20:00:00Z");
  await world.bot.daily.set(admin(), { time: "00:00", timezone: "UTC" });
  world.sleepTo("2026-11-20T23:59:00Z");
  const reply = await world.bot.daily.now(admin());
  expect(reply).toMatchObject({ tone: "refusal" });
  expect(said(reply)).toContain("less than an hour");
  await world.runTo("2026-11-21T00:01:00Z");
  expect(questions()).toHaveLength(1);
  expect(closes(0)).toBe("2026-11-22T00:00:00.000Z");
});
