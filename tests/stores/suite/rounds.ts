import { describe, expect, it } from "vitest";
import { answerOf, DAY, HOUR, makeRound, makeSpoken, PLACE, practice, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const MESSAGE = { channel: "g1", message: "m1" };
const TERMS = { version: 0, next: null, forget: [] };

export function roundSuite(current: Current): void {
  describe("windows", () => {
    it("open once per local date, in order, and only on the settings that were seen", async () => {
      const { store, now } = current();
      const round = makeRound({ id: "r1", opensAt: now(), date: "2026-11-18" });
      expect(await store.openWindow(round, { ...TERMS, version: 3 })).toEqual({ kind: "moved" });
      expect(await store.openWindow(round, { ...TERMS, current: null })).toEqual({ kind: "opened" });
      expect(await store.openWindow({ ...round, id: "other" }, TERMS)).toEqual({ kind: "exists", round });
      expect(await store.openWindow({ ...round, id: "r0", date: "2026-11-17" }, TERMS)).toEqual({
        kind: "exists",
        round: null,
      });
      expect(await store.readGroup(PLACE)).toMatchObject({
        lastDate: "2026-11-18",
        current: "r1",
        windows: 0,
      });
      expect(await store.readRound(TEAM, "r1")).toEqual(round);
      expect(await store.readRound("discord:other", "r1")).toBeNull();
      const next = { ...round, id: "r2", date: "2026-11-19" };
      // Whoever saw no question, or another one, has not ended this one.
      for (const seen of [null, "r0"])
        expect(await store.openWindow(next, { ...TERMS, current: seen })).toEqual({ kind: "moved" });
      expect(await store.openWindow(next, { ...TERMS, current: "r1" })).toEqual({ kind: "opened" });
    });

    it("are none where the question is answered in words", async () => {
      const { store, now, advance } = current();
      const spoken = makeSpoken({ id: "r1", opensAt: now(), date: "2026-11-18" });
      await store.openWindow(spoken, TERMS);
      expect(await store.readRound(TEAM, "r1")).toEqual(spoken);
      expect([...(await store.secrets(TEAM)).keys()]).toEqual(["cnn.o1"]);
      expect(await store.confirmPosted(TEAM, "r1", MESSAGE)).toMatchObject({
        windowNo: null,
        message: MESSAGE,
      });
      await advance(DAY);
      await store.openWindow(makeRound({ id: "r2", opensAt: now(), date: "2026-11-19" }), TERMS);
      expect(await store.confirmPosted(TEAM, "r2", { channel: "g1", message: "m2" })).toMatchObject({
        windowNo: 1,
      });
      expect((await store.readGroup(PLACE)).windows).toBe(1);
    });

    it("keep what was written until a day after they are to close, and lose it to a later answer", async () => {
      const { store, now, advance } = current();
      await store.openWindow(makeSpoken({ id: "r1", opensAt: now() }), TERMS);
      await store.confirmPosted(TEAM, "r1", MESSAGE);
      const write = (who: string, text?: string) =>
        store.recordAnswer(PLACE, "r1", { ...answerOf(who, text === undefined ? 1 : 0), text }, null);
      expect(await write("ada", "one")).toEqual({ kind: "taken", previous: null, answered: 1 });
      expect(await write("ada", "two")).toEqual({ kind: "taken", previous: 0, answered: 1 });
      await write("ben", "his");
      await write("cleo", "hers");
      await write("cleo");
      const texts = () => Promise.all(["ada", "ben", "cleo"].map((who) => store.writtenBy(TEAM, "r1", who)));
      expect(await texts()).toEqual(["two", "his", null]);
      await store.forgetLearner(TEAM, "ben");
      expect(await store.freezeRound(TEAM, "r1", true)).toMatchObject({ tally: [1, 1] });
      expect(await texts()).toEqual(["two", null, null]);
      await advance(8 * HOUR + DAY - 60_000);
      expect(await texts()).toEqual(["two", null, null]);
      await advance(120_000);
      expect(await texts()).toEqual([null, null, null]);
      expect((await store.exportLearner(TEAM, "ada")).texts).toEqual({});
    });

    it("get their number when their message is up, and the first message stands", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      expect(await store.confirmPosted(TEAM, "r1", MESSAGE)).toMatchObject({ windowNo: 1, message: MESSAGE });
      expect(await store.confirmPosted(TEAM, "r1", { channel: "g1", message: "m2" })).toMatchObject({
        windowNo: 1,
        message: MESSAGE,
      });
      expect((await store.roundByMessage(TEAM, MESSAGE))?.id).toBe("r1");
      expect(await store.roundByMessage(TEAM, { channel: "g1", message: "m2" })).toBeNull();
      expect((await store.readGroup(PLACE)).windows).toBe(1);
      expect(await store.voidRound(TEAM, "r1")).toBe("refused");
      expect(await store.confirmPosted(TEAM, "unknown", MESSAGE)).toBeNull();
    });

    it("that never reached the channel do not exist: no number, the date is free again", async () => {
      const { store, now, advance } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now(), date: "2026-11-18" }), TERMS);
      await store.confirmPosted(TEAM, "r1", MESSAGE);
      await store.openWindow(makeRound({ id: "r2", opensAt: now(), date: "2026-11-19" }), TERMS);
      expect(await store.voidRound(TEAM, "r2")).toBe("void");
      expect(await store.voidRound(TEAM, "r2")).toBe("again");
      expect(await store.confirmPosted(TEAM, "r2", { channel: "g1", message: "m2" })).toBeNull();
      expect(await store.recordAnswer(PLACE, "r2", answerOf("ada", 1), null)).toEqual({ kind: "unknown" });
      expect(await store.readGroup(PLACE)).toMatchObject({ lastDate: "2026-11-18", windows: 1 });
      await advance(20 * HOUR);
      // Whether its message came through after all is still to be looked at.
      const due = (await store.claimDue(10, 1000)).map((job) => [job.kind, "round" in job ? job.round : ""]);
      expect(due.sort()).toEqual([
        ["close", "r1"],
        ["post", "r2"],
      ]);
      await store.dropJob({ kind: "post", place: PLACE, round: "r2" });
      expect(
        await store.openWindow(makeRound({ id: "r3", opensAt: now(), date: "2026-11-19" }), TERMS),
      ).toEqual({ kind: "opened" });
      expect(await store.voidRound(TEAM, "unknown")).toBe("refused");
    });

    it("book their item as asked, oldest first, after dropping what begins anew", async () => {
      const { store, now } = current();
      const open = async (id: string, date: string, item: string, forget: string[] = []) => {
        const round = makeRound({ id, opensAt: now(), date });
        await store.openWindow(
          { ...round, question: { ...round.question, itemId: item } },
          { ...TERMS, forget },
        );
      };
      await open("r1", "2026-11-18", "a");
      await open("r2", "2026-11-19", "b");
      await open("r3", "2026-11-20", "a");
      expect((await store.askedItems(PLACE)).daily).toEqual(["b", "a"]);
      await open("r4", "2026-11-21", "c", ["a", "b"]);
      expect((await store.askedItems(PLACE)).daily).toEqual(["c"]);
    });

    it("are forgotten after their retention", async () => {
      const { store, now, advance } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      await store.confirmPosted(TEAM, "r1", MESSAGE);
      await store.recordAnswer(PLACE, "r1", answerOf("ada", 1), null);
      await advance(8 * DAY);
      expect(await store.readRound(TEAM, "r1")).not.toBeNull();
      await advance(DAY + HOUR);
      expect(await store.readRound(TEAM, "r1")).toBeNull();
      expect(await store.roundByMessage(TEAM, MESSAGE)).toBeNull();
      expect(await store.answerOf(TEAM, "r1", "ada")).toBeNull();
    });
  });

  describe("daily answers", () => {
    it("that say when they were given count by that, whichever comes first", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      const at = 1_795_165_200_000.123;
      const taken = (previous: number | null) => ({ kind: "taken", previous, answered: 1 });
      const older = { kind: "older", choice: 2, answered: 1 };
      const give = (choice: 0 | 1 | 2 | 3, when?: number) =>
        store.recordAnswer(PLACE, "r1", { ...answerOf("ada", choice), at: when }, null);
      expect(await give(0, at)).toEqual(taken(null));
      expect(await give(2, at + 0.001)).toEqual(taken(0));
      // The same once more, and one of before that comes late.
      expect(await give(2, at + 0.001)).toEqual(older);
      expect(await give(0, at)).toEqual(older);
      expect(await store.answerOf(TEAM, "r1", "ada")).toBe(2);
      // What does not say when it was given counts as it comes.
      expect(await give(3)).toEqual(taken(2));
      expect(await give(1, at)).toEqual(taken(3));
      await store.forgetLearner(TEAM, "ada");
      expect(await give(1, at)).toEqual(taken(null));
    });

    it("keep a name that is known over a provisional one, until it is corrected", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      const nameOf = async (learner: string) => (await store.exportLearner(TEAM, learner)).name;
      const give = (learner: string, name: string, provisional: boolean) =>
        store.recordAnswer(PLACE, "r1", { ...answerOf(learner, 1), name, provisional }, null);
      await store.rename(TEAM, "ada", "Ada");
      expect(await nameOf("ada")).toBeNull();
      await give("ada", "ada.l", true);
      expect(await nameOf("ada")).toBe("ada.l");
      await give("ada", "Ada", false);
      await give("ada", "ada.l", true);
      expect(await nameOf("ada")).toBe("Ada");
      await store.addPractice(makeRound({ id: "p1", opensAt: now(), mode: "practice" }));
      const practised = { ...answerOf("ada", 1), name: "ada.l", provisional: true };
      await store.recordAnswer(PLACE, "p1", practised, practice("2026-11-18", 4, 30));
      expect(await nameOf("ada")).toBe("Ada");
      await store.rename(TEAM, "ada", "Ada L.");
      expect(await nameOf("ada")).toBe("Ada L.");
    });

    it("are taken and changed while the round is open, and counted by learner", async () => {
      const { store, now, advance } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      expect(await store.recordAnswer(PLACE, "r1", answerOf("ada", 0), null)).toEqual({
        kind: "taken",
        previous: null,
        answered: 1,
      });
      expect(await store.recordAnswer(PLACE, "r1", answerOf("ada", 2), null)).toEqual({
        kind: "taken",
        previous: 0,
        answered: 1,
      });
      expect(await store.recordAnswer(PLACE, "r1", answerOf("ben", 1), null)).toEqual({
        kind: "taken",
        previous: null,
        answered: 2,
      });
      expect(await store.answerOf(TEAM, "r1", "ada")).toBe(2);
      expect(await store.answeredCount(TEAM, "r1")).toBe(2);
      await advance(8 * HOUR);
      expect(await store.recordAnswer(PLACE, "r1", answerOf("ada", 1), null)).toMatchObject({ kind: "late" });
      expect(await store.answerOf(TEAM, "r1", "ada")).toBe(2);
    });

    it("are late from the freeze on, whoever froze it early", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      await store.freezeRound(TEAM, "r1", true);
      const late = await store.recordAnswer(PLACE, "r1", answerOf("ada", 1), null);
      expect(late.kind).toBe("late");
      expect(late.kind === "late" && Math.abs(late.closedAt - now()) < 1000).toBe(true);
    });

    it("need the group and the team of the round", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      for (const place of [{ team: TEAM, group: "g2" }, { team: "discord:2", group: "g1" } as const]) {
        expect(await store.recordAnswer(place, "r1", answerOf("ada", 1), null)).toEqual({ kind: "unknown" });
      }
      expect(await store.recordAnswer(PLACE, "nothing", answerOf("ada", 1), null)).toEqual({
        kind: "unknown",
      });
    });
  });
}
