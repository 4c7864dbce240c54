import { describe, expect, it } from "vitest";
import { answerOf, award, HOUR, labels, makeRound, PLACE, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const TERMS = { version: 0, next: null, forget: [] };
const DATE = "2026-11-18";

export function closeSuite(current: Current): void {
  /** A posted round with answers of ada (right), ben (wrong) and chidi (right, hidden). */
  async function answered(id = "r1", date = DATE) {
    const { store, now } = current();
    await store.openWindow(makeRound({ id, opensAt: now(), date }), TERMS);
    await store.confirmPosted(TEAM, id, { channel: "g1", message: `m-${id}` });
    await store.recordAnswer(PLACE, id, answerOf("ada", 1), null);
    await store.recordAnswer(PLACE, id, answerOf("ben", 0), null);
    await store.recordAnswer(PLACE, id, answerOf("chidi", 1), null);
    await store.setHidden(TEAM, "chidi", true);
  }
  const points = async (learner: string, topic: string | null = null, group: string | null = "g1") => {
    const page = await current().store.standings(TEAM, { group, topic }, { kind: "all" }, 10, learner);
    return page.own?.points ?? null;
  };

  describe("closing", () => {
    it("is not possible before its time unless early, and gives the same answers each time", async () => {
      const { store, advance } = current();
      await answered();
      expect(await store.freezeRound(TEAM, "r1", false)).toBeNull();
      expect(await store.freezeRound(TEAM, "unknown", true)).toBeNull();
      await advance(8 * HOUR);
      const frozen = await store.freezeRound(TEAM, "r1", false);
      expect(frozen?.round).toMatchObject({ status: "closing", windowNo: 1 });
      expect(frozen?.round.closedAt).toBe(frozen?.round.closesAt);
      expect(frozen?.effects).toEqual({ edited: false, summarised: false });
      expect([...(frozen?.answers ?? [])].sort((a, b) => (a.learner < b.learner ? -1 : 1))).toEqual([
        { learner: "ada", name: "Name ada", choice: 1, hidden: false, streak: null },
        { learner: "ben", name: "Name ben", choice: 0, hidden: false, streak: null },
        { learner: "chidi", name: "Name chidi", choice: 1, hidden: true, streak: null },
      ]);
      expect(await store.freezeRound(TEAM, "r1", true)).toEqual(frozen);
    });

    it("books each learner once, however often it is repeated, on every board at once", async () => {
      const { store } = current();
      await answered();
      await store.applyAwards(TEAM, "r1", [award("ada", 21, 1)], labels(DATE));
      expect(await points("ada")).toBeNull();
      await store.freezeRound(TEAM, "r1", true);
      const awards = [award("ada", 21, 1), award("ben", 0, 1), award("chidi", 22, 1)];
      await store.applyAwards(TEAM, "r1", awards.slice(0, 2), labels(DATE));
      for (let i = 0; i < 3; i++) await store.applyAwards(TEAM, "r1", awards, labels(DATE));
      expect([await points("ada"), await points("ben"), await points("chidi")]).toEqual([21, null, 22]);
      expect([
        await points("ada", "cnn"),
        await points("ada", "cnn", null),
        await points("ada", null, null),
        await points("ada", "rnn"),
      ]).toEqual([21, 21, 21, null]);
      for (const span of [
        { kind: "day", label: DATE },
        { kind: "week", label: "2026-W47" },
        { kind: "month", label: "2026-11" },
        { kind: "rolling", until: "2026-12-17" },
      ] as const) {
        expect((await store.standings(TEAM, { group: "g1", topic: null }, span, 5, "ada")).own?.points).toBe(
          21,
        );
      }
      expect(
        (
          await store.standings(
            TEAM,
            { group: "g1", topic: null },
            { kind: "rolling", until: "2026-12-18" },
            5,
            "ada",
          )
        ).own,
      ).toBeNull();
      expect(await store.readLearner(PLACE, "ben")).toMatchObject({
        streak: { last: 1, length: 1, best: 1 },
        topics: [{ topic: "cnn", right: 0, answered: 1 }],
      });
      expect(await store.readLearner(PLACE, "ada")).toMatchObject({
        topics: [{ topic: "cnn", right: 1, answered: 1 }],
      });
    });

    it("remembers its effects, and is over when it is finished", async () => {
      const { store } = current();
      await answered();
      await store.finishRound(TEAM, "r1");
      expect((await store.readRound(TEAM, "r1"))?.status).toBe("open");
      await store.freezeRound(TEAM, "r1", true);
      await store.markEffect(TEAM, "r1", "edited");
      expect((await store.freezeRound(TEAM, "r1", true))?.effects).toEqual({
        edited: true,
        summarised: false,
      });
      await store.markEffect(TEAM, "r1", "summarised");
      await store.finishRound(TEAM, "r1");
      expect((await store.freezeRound(TEAM, "r1", true))?.round.status).toBe("closed");
      await store.applyAwards(TEAM, "r1", [award("ada", 500, 1)], labels(DATE));
      expect(await points("ada")).toBeNull();
    });

    it("lets the one alone write who took it over last, and says whether somebody began before", async () => {
      const { store } = current();
      await answered();
      await store.takeClose(TEAM, "r1", "one");
      expect(await store.beginEffect(TEAM, "r1", "summarised", "one")).toBe("lost");
      await store.freezeRound(TEAM, "r1", true);
      await store.takeClose(TEAM, "r1", "two");
      expect(await store.beginEffect(TEAM, "r1", "summarised", "one")).toBe("lost");
      expect(await store.beginEffect(TEAM, "r1", "summarised", "two")).toBe("first");
      expect(await store.beginEffect(TEAM, "r1", "summarised", "two")).toBe("again");
      expect(await store.beginEffect(TEAM, "r1", "edited", "two")).toBe("first");
      await store.finishRound(TEAM, "r1");
      expect(await store.beginEffect(TEAM, "r1", "edited", "two")).toBe("lost");
      expect(await store.beginEffect(TEAM, "unknown", "edited", "two")).toBe("lost");
    });

    it("shows its result in another message where the question's is gone", async () => {
      const { store } = current();
      await answered();
      await store.freezeRound(TEAM, "r1", true);
      const result = { channel: "g1", message: "m9" };
      await store.moveMessage(TEAM, "r1", result);
      expect((await store.roundByMessage(TEAM, result))?.id).toBe("r1");
      expect(await store.roundByMessage(TEAM, { channel: "g1", message: "m-r1" })).toBeNull();
    });

    it("of a question that was deleted counts again where it is posted again, and is no window where not", async () => {
      const { store, now } = current();
      await answered();
      const message = { channel: "g1", message: "m-r1" };
      expect(await store.loseMessage(TEAM, "r1", { ...message, message: "other" })).toBeNull();
      expect(await store.loseMessage(TEAM, "r1", message)).toMatchObject({
        message: null,
        lost: 1,
        windowNo: 1,
      });
      expect(await store.loseMessage(TEAM, "r1", message)).toBeNull();
      expect(await store.roundByMessage(TEAM, message)).toBeNull();
      const again = { channel: "g1", message: "m2" };
      expect(await store.confirmPosted(TEAM, "r1", again)).toMatchObject({ message: again, windowNo: 1 });
      expect((await store.readGroup(PLACE)).windows).toBe(1);
      expect(await store.voidRound(TEAM, "r1")).toBe(false);
      await store.loseMessage(TEAM, "r1", again);
      expect(await store.voidRound(TEAM, "r1")).toBe(true);
      expect(await store.readGroup(PLACE)).toMatchObject({ windows: 0, lastDate: null });
      expect(await store.readRound(TEAM, "r1")).toMatchObject({ status: "void", windowNo: null, lost: 2 });
      await store.openWindow(makeRound({ id: "r2", opensAt: now(), date: DATE }), TERMS);
      expect(await store.confirmPosted(TEAM, "r2", { channel: "g1", message: "m3" })).toMatchObject({
        windowNo: 1,
      });
    });

    it("knows which open questions show another number of answers than there are", async () => {
      const { store } = current();
      const stale = async () => (await store.staleRounds()).map(({ id }) => id);
      await answered();
      expect(await stale()).toEqual(["r1"]);
      await store.markShown(TEAM, "r1", 3);
      expect(await stale()).toEqual([]);
      const message = { channel: "g1", message: "m-r1" };
      await store.loseMessage(TEAM, "r1", message);
      await store.confirmPosted(TEAM, "r1", { ...message, message: "m2" });
      expect(await stale()).toEqual(["r1"]);
      await store.freezeRound(TEAM, "r1", true);
      expect(await stale()).toEqual([]);
    });

    it("hands streaks on to the next round", async () => {
      const { store } = current();
      await answered("r1", DATE);
      await store.freezeRound(TEAM, "r1", true);
      await store.applyAwards(TEAM, "r1", [award("ada", 21, 1, 1)], labels(DATE));
      await answered("r2", "2026-11-19");
      const frozen = await store.freezeRound(TEAM, "r2", true);
      expect(frozen?.answers.find((a) => a.learner === "ada")?.streak).toEqual({
        last: 1,
        length: 1,
        best: 1,
      });
      expect(frozen?.round.windowNo).toBe(2);
    });
  });
}
