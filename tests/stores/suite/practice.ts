import { describe, expect, it } from "vitest";
import { answerOf, DAY, HOUR, makeRound, NO_CHANGE, PLACE, practice, SCHEDULE, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const MESSAGE = { channel: "g1", message: "m1" };
const TERMS = { version: 0, next: null, forget: [] };

export function practiceSuite(current: Current): void {
  describe("practice", () => {
    const date = "2026-11-18";
    const add = async (id: string, over: object = {}) => {
      const { store, now } = current();
      await store.addPractice(makeRound({ id, opensAt: now(), mode: "practice", ...over }));
    };

    it("judges the first answer, books it at once, and lets it stand", async () => {
      const { store } = current();
      await add("p1");
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), practice(date))).toEqual({
        kind: "judged",
        right: true,
        points: 4,
        capped: false,
        answered: 1,
      });
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 0), practice(date))).toEqual({
        kind: "stands",
        choice: 1,
        answered: 1,
      });
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ben", 0), practice(date))).toMatchObject({
        right: false,
        points: 0,
        answered: 2,
      });
      const page = await store.standings(TEAM, { group: "g1", topic: null }, { kind: "all" }, 10, "ada");
      expect(page).toEqual({
        rows: [{ learner: "ada", name: "Name ada", points: 4, rank: 1 }],
        own: { learner: "ada", name: "Name ada", points: 4, rank: 1 },
        total: 1,
      });
      expect(await store.readLearner(PLACE, "ben")).toMatchObject({
        topics: [{ topic: "cnn", right: 0, answered: 1 }],
        lastGroup: "g1",
      });
    });

    it("is added once: a repeat keeps the answers and the message", async () => {
      const { store } = current();
      await add("p1");
      await store.confirmPosted(TEAM, "p1", MESSAGE);
      await store.recordAnswer(PLACE, "p1", answerOf("ada", 0), practice(date));
      await add("p2");
      await add("p1");
      expect(await store.answerOf(TEAM, "p1", "ada")).toBe(0);
      expect((await store.readRound(TEAM, "p1"))?.message).toEqual(MESSAGE);
      expect((await store.newestOpen(PLACE, "ben"))?.id).toBe("p2");
    });

    it("takes practice answers alone, and a daily round daily ones alone", async () => {
      const { store, now } = current();
      await add("p1");
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), null)).toEqual({ kind: "unknown" });
      expect(await store.recordAnswer(PLACE, "r1", answerOf("ada", 1), practice(date))).toEqual({
        kind: "unknown",
      });
      expect(await store.answeredCount(TEAM, "r1")).toBe(0);
    });

    it("keeps to the limit of a date as long as its rounds take answers, in every zone", async () => {
      const { store, now, advance } = current();
      const far = { opensAt: now(), closesAt: now() + 3 * DAY };
      await add("p1", far);
      await add("p2", far);
      const tomorrow = practice("2026-11-19", 4, 4);
      // On an island where the 19th has begun already; then at the end of the 19th where it ends last, a day on.
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), tomorrow)).toMatchObject({
        points: 4,
      });
      await advance(2.5 * DAY);
      expect(await store.recordAnswer(PLACE, "p2", answerOf("ada", 1), tomorrow)).toMatchObject({
        points: 0,
      });
    });

    it("gives no more than the limit of a day, over all groups", async () => {
      const { store } = current();
      const got: number[] = [];
      for (let i = 0; i < 4; i++) {
        const place = { team: TEAM, group: `g${i % 2}` };
        await add(`p${i}`, { place });
        const outcome = await store.recordAnswer(place, `p${i}`, answerOf("ada", 1), practice(date, 4, 10));
        if (outcome.kind === "judged") got.push(outcome.points, outcome.capped ? 1 : 0);
      }
      expect(got).toEqual([4, 0, 4, 0, 2, 1, 0, 1]);
      await add("p9");
      expect(
        await store.recordAnswer(PLACE, "p9", answerOf("ada", 1), practice("2026-11-19", 4, 10)),
      ).toMatchObject({ points: 4 });
    });

    it("that one asked for alone is nobody else's", async () => {
      const { store } = current();
      await add("p1", { onlyFor: "ada" });
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ben", 1), practice(date))).toEqual({
        kind: "unknown",
      });
      expect(await store.newestOpen(PLACE, "ben")).toBeNull();
      expect((await store.newestOpen(PLACE, "ada"))?.id).toBe("p1");
    });

    it("is late after its day, and forgotten after its retention", async () => {
      const { store, now, advance } = current();
      await add("p1", { closesAt: now() + DAY });
      await advance(DAY + 1000);
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), practice(date))).toMatchObject({
        kind: "late",
      });
      await advance(2 * DAY);
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), practice(date))).toEqual({
        kind: "unknown",
      });
    });

    it("has no window number, and is remembered as practised", async () => {
      const { store } = current();
      await add("p1");
      expect(await store.confirmPosted(TEAM, "p1", MESSAGE)).toMatchObject({
        windowNo: null,
        message: MESSAGE,
      });
      expect(await store.askedItems(PLACE)).toEqual({ daily: [], practised: ["cnn.c1"] });
      expect(await store.freezeRound(TEAM, "p1", true)).toBeNull();
    });
  });

  describe("the newest open round", () => {
    it("is the newest that the learner can still answer", async () => {
      const { store, now, advance } = current();
      expect(await store.newestOpen(PLACE, "ada")).toBeNull();
      await store.writeGroup(PLACE, 0, { ...NO_CHANGE, schedule: SCHEDULE });
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), { ...TERMS, version: 1 });
      await store.addPractice(makeRound({ id: "p1", opensAt: now(), mode: "practice" }));
      expect((await store.newestOpen(PLACE, "ada"))?.id).toBe("p1");
      await store.recordAnswer(PLACE, "p1", answerOf("ada", 0), practice("2026-11-18"));
      expect((await store.newestOpen(PLACE, "ada"))?.id).toBe("r1");
      await store.recordAnswer(PLACE, "r1", answerOf("ada", 0), null);
      expect((await store.newestOpen(PLACE, "ada"))?.id).toBe("r1");
      expect((await store.newestOpen(PLACE, "ben"))?.id).toBe("p1");
      await advance(8 * HOUR);
      expect(await store.newestOpen(PLACE, "ben")).toBeNull();
    });
  });
}
