import { describe, expect, it } from "vitest";
import { HOUR, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const LEASE = 60_000;
const JOB = { kind: "remind", place: { team: TEAM, group: "" }, learner: "ada" } as const;

export function reminderSuite(current: Current): void {
  const terms = (next: number) => ({
    at: "18:00",
    timezone: "Europe/Berlin",
    group: "g1",
    results: false,
    next,
  });
  const switchOn = async (inHours = 1) => {
    const { store, now } = current();
    const on = terms(now() + inHours * HOUR);
    await store.setReminders(TEAM, "ada", on);
    return on;
  };
  const due = () => current().store.claimDue(10, LEASE);

  describe("reminders", () => {
    it("are off, and nothing is known of them, where nobody asked for them", async () => {
      const nothing = { reminders: null, sent: null, told: null, pausedUntil: null };
      expect(await current().store.readReminding(TEAM, "ada")).toEqual(nothing);
    });

    it("keep whether their zone was named, and those of before it was kept do not say", async () => {
      const { store, now } = current();
      for (const zoneNamed of [true, false, undefined]) {
        await store.setReminders(TEAM, "ada", { ...terms(now() + HOUR), zoneNamed });
        expect((await store.readReminding(TEAM, "ada")).reminders?.zoneNamed).toBe(zoneNamed);
      }
    });

    it("are due at their instant, of one learner, and again when the lease ends", async () => {
      const { store, advance } = current();
      const on = await switchOn();
      expect((await store.readReminding(TEAM, "ada")).reminders).toEqual(on);
      expect(await due()).toEqual([]);
      await advance(HOUR + 1000);
      expect(await due()).toEqual([JOB]);
      expect(await due()).toEqual([]);
      await advance(LEASE + 1000);
      expect(await due()).toEqual([JOB]);
    });

    it("move on with a change of the hour, and are due no more when they are off", async () => {
      const { store, now, advance } = current();
      await switchOn();
      await store.setReminders(TEAM, "ada", terms(now() + 3 * HOUR));
      await advance(2 * HOUR);
      expect(await due()).toEqual([]);
      await advance(HOUR + 1000);
      expect(await due()).toEqual([JOB]);
      await store.setReminders(TEAM, "ada", null);
      await advance(48 * HOUR);
      expect(await due()).toEqual([]);
      expect((await store.readReminding(TEAM, "ada")).reminders).toBeNull();
    });

    it("are moved by one of two replicas alone, so that one message goes out", async () => {
      const { store, now, advance } = current();
      const { next: from } = await switchOn();
      const to = now() + 25 * HOUR;
      const move = { from, to, sent: "2026-11-18", told: "r1" };
      const moved = await Promise.all([1, 2, 3].map(() => store.moveReminder(TEAM, "ada", move)));
      expect(moved.filter(Boolean)).toHaveLength(1);
      const { reminders, sent, told } = await store.readReminding(TEAM, "ada");
      expect([reminders?.next, sent, told]).toEqual([to, "2026-11-18", "r1"]);
      await advance(24 * HOUR);
      expect(await due()).toEqual([]);
      await advance(HOUR + 1000);
      expect(await due()).toEqual([JOB]);
    });

    it("take a note back whose message did not come through", async () => {
      const { store, now } = current();
      const { next: from } = await switchOn();
      const to = now() + 25 * HOUR;
      await store.moveReminder(TEAM, "ada", { from, to, sent: "2026-11-18", told: "r1" });
      await store.moveReminder(TEAM, "ada", { from: to, to: from, sent: null, told: null });
      const { reminders, sent, told } = await store.readReminding(TEAM, "ada");
      expect([reminders?.next, sent, told]).toEqual([from, null, null]);
    });

    it("are not moved by a look that was planned before they were changed or switched off", async () => {
      const { store, now, advance } = current();
      const { next: from } = await switchOn();
      await store.setReminders(TEAM, "ada", terms(now() + 5 * HOUR));
      const move = { from, to: now() + 25 * HOUR, sent: "2026-11-18" };
      expect(await store.moveReminder(TEAM, "ada", move)).toBe(false);
      await store.setReminders(TEAM, "ada", null);
      expect(await store.moveReminder(TEAM, "ada", move)).toBe(false);
      expect((await store.readReminding(TEAM, "ada")).sent).toBeNull();
      await advance(48 * HOUR);
      expect(await due()).toEqual([]);
    });

    it("remember the day of the newest message when they are switched off and on", async () => {
      const { store, now } = current();
      const { next: from } = await switchOn();
      await store.moveReminder(TEAM, "ada", { from, to: now() + 25 * HOUR, sent: "2026-11-18" });
      await store.setReminders(TEAM, "ada", null);
      await switchOn();
      expect((await store.readReminding(TEAM, "ada")).sent).toBe("2026-11-18");
    });

    it("pause until an instant, on or off, and no longer when that is taken back", async () => {
      const { store, now } = current();
      const until = now() + 7 * 24 * HOUR;
      await store.pauseReviews(TEAM, "ada", until);
      const on = await switchOn();
      expect(await store.readReminding(TEAM, "ada")).toMatchObject({ pausedUntil: until, reminders: on });
      await store.pauseReviews(TEAM, "ada", null);
      expect((await store.readReminding(TEAM, "ada")).pausedUntil).toBeNull();
    });

    it("are handed out, and forgotten with the learner, of whom nothing is due any more", async () => {
      const { store, advance } = current();
      const on = await switchOn();
      expect((await store.exportLearner(TEAM, "ada")).reminding.reminders).toEqual(on);
      await store.forgetLearner(TEAM, "ada");
      const { reminding } = await store.exportLearner(TEAM, "ada");
      expect(reminding).toEqual({ reminders: null, sent: null, told: null, pausedUntil: null });
      await advance(48 * HOUR);
      expect(await due()).toEqual([]);
    });

    it("are forgotten with the team", async () => {
      const { store, advance } = current();
      await switchOn();
      await store.forgetTeam(TEAM);
      await advance(48 * HOUR);
      expect(await due()).toEqual([]);
      expect((await store.readReminding(TEAM, "ada")).reminders).toBeNull();
    });
  });
}
