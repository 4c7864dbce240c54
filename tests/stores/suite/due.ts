import { describe, expect, it } from "vitest";
import type { PlatformName } from "../../../src/engine/words/place.ts";
import { book, HOUR, makeRound, NO_CHANGE, PLACE, SCHEDULE, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const LEASE = 60_000;

export function dueSuite(current: Current): void {
  describe("due work", () => {
    it("comes up at its instant, once, and again when its lease ends", async () => {
      const { store, now, advance } = current();
      const next = { date: "2026-11-18", at: now() + HOUR };
      await store.writeGroup(PLACE, 0, { ...NO_CHANGE, schedule: SCHEDULE, next });
      await advance(HOUR - 5000);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
      await advance(6000);
      expect(await store.claimDue(10, LEASE)).toEqual([{ kind: "open", place: PLACE }]);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
      await advance(LEASE + 1000);
      expect(await store.claimDue(10, LEASE)).toEqual([{ kind: "open", place: PLACE }]);
    });

    it("follows the settings: a later opening, a recap, none", async () => {
      const { store, now, advance } = current();
      await store.writeGroup(PLACE, 0, {
        ...NO_CHANGE,
        schedule: SCHEDULE,
        next: { date: "d", at: now() - 1 },
      });
      await store.writeGroup(PLACE, 1, {
        ...NO_CHANGE,
        schedule: SCHEDULE,
        next: { date: "d", at: now() + HOUR },
        recap: { at: now() - 1, done: null },
      });
      expect(await store.claimDue(10, LEASE)).toEqual([{ kind: "recap", place: PLACE }]);
      await store.writeGroup(PLACE, 2, NO_CHANGE);
      await advance(2 * HOUR);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
    });

    it("can be put off, dropped, and is handed out oldest first up to the limit", async () => {
      const { store, now, advance } = current();
      for (let i = 0; i < 5; i++) {
        const place = { team: TEAM, group: `g${i}` };
        await store.writeGroup(place, 0, {
          ...NO_CHANGE,
          schedule: SCHEDULE,
          next: { date: "d", at: now() - 10 * (5 - i) },
        });
      }
      const first = await store.claimDue(3, LEASE);
      expect(first.map((job) => job.place.group)).toEqual(["g0", "g1", "g2"]);
      await store.retryLater(first[0]!, 5000);
      await store.dropJob(first[1]!);
      expect((await store.claimDue(10, LEASE)).map((job) => job.place.group)).toEqual(["g3", "g4"]);
      await advance(6000);
      expect((await store.claimDue(10, LEASE)).map((job) => job.place.group)).toEqual(["g0"]);
      await advance(LEASE + 1000);
      expect((await store.claimDue(10, LEASE)).map((job) => job.place.group).sort()).toEqual([
        "g0",
        "g2",
        "g3",
        "g4",
      ]);
    });

    it("of one platform is handed out to whoever serves it, and waits for nobody else's", async () => {
      const { store, now, advance } = current();
      const places = (["discord:1", "slack:T1", "discord:2"] as const).map((team) => ({ team, group: "g" }));
      const next = { date: "d", at: now() - 1 };
      for (const place of places)
        await store.writeGroup(place, 0, { ...NO_CHANGE, schedule: SCHEDULE, next });
      const teams = async (...served: PlatformName[]) =>
        (await store.claimDue(10, LEASE, served)).map((job) => job.place.team).sort();
      expect(await teams("web")).toEqual([]);
      expect(await teams("slack", "web")).toEqual(["slack:T1"]);
      expect(await teams("discord")).toEqual(["discord:1", "discord:2"]);
      expect(await teams("discord", "slack")).toEqual([]);
      await advance(LEASE + 1000);
      expect(await teams("discord", "slack")).toEqual(["discord:1", "discord:2", "slack:T1"]);
    });

    it("does not come back by being put off after it was done", async () => {
      const { store, advance } = current();
      await store.retryLater({ kind: "open", place: PLACE }, 1);
      await advance(HOUR);
      expect(await store.claimDue(10, LEASE)).toEqual([]);
    });

    it("of a window: opening moves on, posting and closing become due until they are done", async () => {
      const { store, now, advance } = current();
      const kinds = async () => (await store.claimDue(10, LEASE)).map((job) => job.kind).sort();
      await store.writeGroup(PLACE, 0, {
        ...NO_CHANGE,
        schedule: SCHEDULE,
        next: { date: "2026-11-18", at: now() - 1 },
      });
      const round = makeRound({ id: "r1", opensAt: now() });
      await store.openWindow(round, {
        version: 1,
        next: { date: "2026-11-20", at: now() + 48 * HOUR },
        forget: [],
      });
      expect(await kinds()).toEqual([]);
      await advance(LEASE + 1000);
      expect(await kinds()).toEqual(["post"]);
      await store.confirmPosted(TEAM, "r1", { channel: "g1", message: "m1" });
      await advance(9 * HOUR);
      expect(await kinds()).toEqual(["close"]);
      await store.freezeRound(TEAM, "r1", false);
      await book(store, "r1", [], "2026-11-18");
      await store.finishRound(TEAM, "r1");
      await advance(10 * HOUR);
      expect(await kinds()).toEqual([]);
      await advance(30 * HOUR);
      expect(await kinds()).toEqual(["open"]);
    });
  });
}
