import { describe, expect, it } from "vitest";
import { DAY, makeRound, NO_CHANGE, PLACE, SCHEDULE, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const LEASE = 60_000;
const FORGET = { kind: "forget", place: { team: TEAM, group: "" } } as const;
/** Its id begins like the team's. */
const LONGER = { team: `${TEAM}1`, group: "g1" } as const;

export function teamSuite(current: Current): void {
  describe("a team that removed the bot", () => {
    it("is due to be forgotten at the first instant that was planned", async () => {
      const { store, now, advance } = current();
      await store.planForget(TEAM, now() + DAY);
      await store.planForget(TEAM, now() + 3 * DAY);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
      await advance(DAY + 1000);
      expect(await store.claimDue(10, LEASE)).toEqual([FORGET]);
      await store.dropJob(FORGET);
      await advance(5 * DAY);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
    });

    it("is not forgotten once it is back", async () => {
      const { store, now, advance } = current();
      await store.planForget(TEAM, now() + DAY);
      await store.planForget(TEAM, null);
      await advance(2 * DAY);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
    });

    it("leaves nothing behind, and takes nothing of others along", async () => {
      const { store, now, dump } = current();
      for (const place of [PLACE, LONGER]) {
        const next = { date: "2026-11-18", at: now() - 1 };
        await store.writeGroup(place, 0, { ...NO_CHANGE, schedule: SCHEDULE, next, managedBy: "boss" });
        const round = makeRound({ id: `r-${place.team}`, opensAt: now(), place });
        await store.openWindow(round, { version: 1, next, forget: [] });
        await store.confirmPosted(place.team, round.id, { channel: "g1", message: "m1" });
        const answer = { learner: "ada", name: "Ada", choice: 1, via: "button" } as const;
        await store.recordAnswer(place, round.id, answer, null);
        await store.setLanguage(place.team, "ada", "de");
        await store.putPlan(place.team, "p1", { group: "g1", schedule: SCHEDULE }, DAY);
      }
      await store.planForget(TEAM, now() - 1);
      await store.forgetTeam(TEAM);
      const left = await store.claimDue(10, LEASE);
      expect(left.filter((job) => job.place.team === TEAM)).toEqual([FORGET]);
      expect(left.some((job) => job.place.team === LONGER.team)).toBe(true);
      await store.dropJob(FORGET);
      const kept = await dump();
      expect(kept).not.toMatch(new RegExp(`${TEAM}(?!1)`));
      expect(kept).toContain("Ada");
      expect(await store.groupsOf(TEAM)).toEqual([]);
      expect(await store.groupsOf(LONGER.team)).toHaveLength(1);
    });
  });

  describe("installations", () => {
    it("are listed, replaced where they are as they were read, and deleted", async () => {
      const { installations } = current().store;
      await installations.save("T1", "one");
      await installations.save("T2", "two");
      expect([...(await installations.ids())].sort()).toEqual(["T1", "T2"]);
      expect(await installations.replace("T1", "one", "uno")).toBe(true);
      expect(await installations.replace("T1", "one", "eins")).toBe(false);
      expect(await installations.replace("T3", "one", "eins")).toBe(false);
      expect(await installations.fetch("T1")).toBe("uno");
      await installations.delete("T1");
      expect(await installations.fetch("T1")).toBeNull();
      expect(await installations.ids()).toContain("T2");
      expect(await installations.ids()).not.toContain("T1");
    });
  });
}
