import { describe, expect, it } from "vitest";
import { NO_CHANGE, PLACE, SCHEDULE, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

export function groupSuite(current: Current): void {
  describe("groups", () => {
    it("an unknown group is an empty record of version 0, and not listed", async () => {
      const { store } = current();
      expect(await store.readGroup(PLACE)).toEqual({
        place: PLACE,
        version: 0,
        ...NO_CHANGE,
        lastDate: null,
        windows: 0,
        current: null,
      });
      expect(await store.groupsOf(TEAM)).toEqual([]);
    });

    it("keeps settings, and a write needs the version that it has seen", async () => {
      const { store } = current();
      const change = {
        schedule: SCHEDULE,
        paused: { reason: "permission-lost" as const, since: 5 },
        managedBy: "ada",
        next: { date: "2026-11-20", at: 1_800_000_000_000 },
        recap: { at: 1_800_000_100_000, done: "2026-W46" },
      };
      expect(await store.writeGroup(PLACE, 0, change)).toEqual({ kind: "written", version: 1 });
      expect(await store.writeGroup(PLACE, 0, NO_CHANGE)).toEqual({ kind: "conflict" });
      expect(await store.readGroup(PLACE)).toMatchObject({ ...change, version: 1 });
      expect(await store.writeGroup(PLACE, 1, NO_CHANGE)).toEqual({ kind: "written", version: 2 });
      expect(await store.readGroup(PLACE)).toMatchObject({ ...NO_CHANGE, version: 2 });
    });

    it("lists the groups of a team, and of no other", async () => {
      const { store } = current();
      for (const group of ["g2", "g1"]) await store.writeGroup({ team: TEAM, group }, 0, NO_CHANGE);
      await store.writeGroup({ team: "slack:T1", group: "g3" }, 0, NO_CHANGE);
      expect((await store.groupsOf(TEAM)).map((g) => g.place.group).sort()).toEqual(["g1", "g2"]);
    });

    it("keeps a plan until it is confirmed or its time is over", async () => {
      const { store, advance } = current();
      const plan = { group: "g1", schedule: { ...SCHEDULE, skipped: ["2026-11-20"] } };
      await store.putPlan(TEAM, "p1", plan, 60_000);
      expect(await store.readPlan(TEAM, "p1")).toEqual(plan);
      expect(await store.readPlan(TEAM, "p2")).toBeNull();
      expect(await store.readPlan("slack:T1", "p1")).toBeNull();
      await advance(60_001);
      expect(await store.readPlan(TEAM, "p1")).toBeNull();
    });

    it("books the recap of a week once", async () => {
      const { store, now } = current();
      const when = { at: now(), next: now() + 5000 };
      expect(await store.finishRecap(PLACE, "2026-W46", when)).toBe(false);
      await store.writeGroup(PLACE, 0, {
        ...NO_CHANGE,
        schedule: SCHEDULE,
        recap: { at: now(), done: null },
      });
      expect(await store.finishRecap(PLACE, "2026-W46", when)).toBe(true);
      expect(await store.finishRecap(PLACE, "2026-W46", when)).toBe(false);
      expect((await store.readGroup(PLACE)).recap).toEqual({ at: when.next, done: "2026-W46" });
    });

    it("leaves a recap alone that was planned while another one was posted", async () => {
      const { store, now } = current();
      const planned = { at: now() + 9000, done: null };
      await store.writeGroup(PLACE, 0, { ...NO_CHANGE, schedule: SCHEDULE, recap: planned });
      expect(await store.finishRecap(PLACE, "2026-W46", { at: now(), next: now() + 5000 })).toBe(true);
      expect((await store.readGroup(PLACE)).recap).toEqual({ at: planned.at, done: "2026-W46" });
    });
  });

  describe("platforms' bookkeeping", () => {
    it("lets the first claim of a key through until its time is over", async () => {
      const { store, advance } = current();
      expect(await store.claimOnce("event 1", 60_000)).toBe(true);
      expect(await store.claimOnce("event 1", 60_000)).toBe(false);
      expect(await store.claimOnce("event 2", 60_000)).toBe(true);
      await store.unclaim("event 2");
      await store.unclaim("event 3");
      expect(await store.claimOnce("event 2", 60_000)).toBe(true);
      expect(await store.claimOnce("event 2", 60_000)).toBe(false);
      await advance(61_000);
      expect(await store.claimOnce("event 1", 60_000)).toBe(true);
    });

    it("lets the first message of a key stand until its time is over, for each team", async () => {
      const { store } = current();
      const [first, second] = ["m1", "m2"].map((message) => ({ channel: "g1", message }));
      if (!first || !second) throw new Error("two messages");
      expect(await store.firstMessage(PLACE.team, "summary", first, 60_000)).toEqual(first);
      expect(await store.firstMessage(PLACE.team, "summary", second, 60_000)).toEqual(first);
      expect(await store.firstMessage("discord:9", "summary", second, 60_000)).toEqual(second);
      expect(await store.firstMessage(PLACE.team, "recap", second, 60_000)).toEqual(second);
    });

    it("keeps installations apart", async () => {
      const { store } = current();
      await store.installations.save("T1", '{"token":1}');
      await store.installations.save("T2", '{"token":2}');
      await store.installations.delete("T1");
      expect([await store.installations.fetch("T1"), await store.installations.fetch("T2")]).toEqual([
        null,
        '{"token":2}',
      ]);
    });

    it("tells its clock and that it is ready", async () => {
      const { store, now, advance } = current();
      await advance(12_345);
      expect(Math.abs((await store.now()) - now())).toBeLessThan(1000);
      expect(await store.ready()).toBe(true);
    });
  });
}
