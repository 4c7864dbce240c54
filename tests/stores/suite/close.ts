import { describe, expect, it } from "vitest";
import type { AnswerMode } from "../../../src/engine/words/round.ts";
import {
  answerOf,
  answersOf,
  award,
  book,
  draft,
  HOUR,
  labels,
  makeRound,
  PLACE,
  TEAM,
} from "../fixtures.ts";
import type { Current } from "../suite.ts";

const TERMS = { version: 0, next: null, forget: [] };
const DATE = "2026-11-18";

export function closeSuite(current: Current): void {
  async function posted(id = "r1", date = DATE, answers: AnswerMode = "both") {
    const { store, now } = current();
    await store.openWindow({ ...makeRound({ id, opensAt: now(), date }), answers }, TERMS);
    await store.confirmPosted(TEAM, id, { channel: "g1", message: `m-${id}` });
  }
  /** A posted round with answers of ada (right), ben (wrong) and chidi (right, hidden). */
  async function answered(id = "r1", date = DATE) {
    const { store } = current();
    await posted(id, date);
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
      expect(frozen?.effects).toEqual({ seeded: "no", edited: "no", summarised: "no" });
      expect([frozen?.tally, frozen?.booked]).toEqual([[1, 2, 0, 0], 0]);
      expect(await answersOf(store, "r1")).toEqual([
        { learner: "ada", choice: 1, streak: null, hints: 0 },
        { learner: "ben", choice: 0, streak: null, hints: 0 },
        { learner: "chidi", choice: 1, streak: null, hints: 0 },
      ]);
      expect(await store.freezeRound(TEAM, "r1", true)).toEqual(frozen);
    });

    it("books each learner once, however often it is repeated, on every board at once", async () => {
      const { store } = current();
      await answered();
      expect(await book(store, "r1", [award("ada", 21, 1)], DATE)).toBeNull();
      expect(await points("ada")).toBeNull();
      await store.freezeRound(TEAM, "r1", true);
      const first = { after: 0, upTo: 2, isLast: false, awards: [award("ada", 21, 1), award("ben", 0, 1)] };
      for (let i = 0; i < 3; i++)
        expect(await store.awardPage(TEAM, "r1", first, labels(DATE), draft(DATE))).toBe(2);
      expect((await store.freezeRound(TEAM, "r1", true))?.booked).toBe(2);
      for (let i = 0; i < 3; i++)
        expect(await book(store, "r1", [award("chidi", 22, 1)], DATE, 2)).toBeNull();
      expect(await store.awardPage(TEAM, "r1", first, labels(DATE), draft(DATE))).toBeNull();
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
      expect(await store.markEffect(TEAM, "r1", "seeded", null)).toBe(true);
      await store.freezeRound(TEAM, "r1", true);
      await book(store, "r1", [], DATE);
      await store.takeClose(TEAM, "r1", "one");
      expect(await store.beginEffect(TEAM, "r1", "summarised", "one")).toBe("first");
      expect(await store.markEffect(TEAM, "r1", "edited", "one")).toBe(true);
      expect((await store.freezeRound(TEAM, "r1", true))?.effects).toEqual({
        seeded: "done",
        edited: "done",
        summarised: "begun",
      });
      await store.finishRound(TEAM, "r1");
      expect((await store.freezeRound(TEAM, "r1", true))?.round.status).toBe("closed");
      expect(await book(store, "r1", [award("ada", 500, 1)], DATE)).toBeNull();
      expect(await points("ada")).toBeNull();
    });

    it("keeps who stood out until its summary is out, and then its result, its key and its answers", async () => {
      const { store } = current();
      await answered();
      await store.freezeRound(TEAM, "r1", true);
      await book(store, "r1", [award("ada", 21, 1, 2), award("ben", 0, 1)], DATE);
      const { top, longest } = await store.standouts(TEAM, "r1", 5);
      expect([top.map(({ points }) => points), longest?.length]).toEqual([[21], 2]);
      const before = await store.freezeRound(TEAM, "r1", true);
      await store.finishRound(TEAM, "r1");
      expect(await store.standouts(TEAM, "r1", 5)).toEqual({ top: [], longest: null });
      const after = await store.freezeRound(TEAM, "r1", true);
      expect(after).toEqual(before && { ...before, round: { ...before.round, status: "closed" } });
      expect((await store.readAnswers(PLACE, "r1", 0, 10)).answers).toHaveLength(3);
    });

    it("lets the one alone write who took it over last, and says whether somebody began before", async () => {
      const { store } = current();
      await answered();
      await store.takeClose(TEAM, "r1", "one");
      await store.freezeRound(TEAM, "r1", true);
      await book(store, "r1", [], DATE);
      expect(await store.beginEffect(TEAM, "r1", "summarised", "one")).toBe("lost");
      await store.takeClose(TEAM, "r1", "one");
      await store.takeClose(TEAM, "r1", "two");
      expect(await store.beginEffect(TEAM, "r1", "summarised", "one")).toBe("lost");
      expect(await store.markEffect(TEAM, "r1", "summarised", "one")).toBe(false);
      expect(await store.markEffect(TEAM, "r1", "summarised", null)).toBe(false);
      expect(await store.beginEffect(TEAM, "r1", "summarised", "two")).toBe("first");
      expect(await store.beginEffect(TEAM, "r1", "summarised", "two")).toBe("again");
      expect(await store.beginEffect(TEAM, "r1", "edited", "two")).toBe("first");
      await store.finishRound(TEAM, "r1");
      expect(await store.beginEffect(TEAM, "r1", "edited", "two")).toBe("lost");
      expect(await store.markEffect(TEAM, "r1", "edited", "two")).toBe(false);
      expect(await store.beginEffect(TEAM, "unknown", "edited", "two")).toBe("lost");
    });

    it("reads its answers in pages, in the order in which they came, also where somebody was forgotten", async () => {
      const { store } = current();
      await answered();
      await store.recordAnswer(PLACE, "r1", answerOf("dan", 2), null);
      // A change keeps its place.
      await store.recordAnswer(PLACE, "r1", answerOf("ada", 3), null);
      await store.freezeRound(TEAM, "r1", true);
      const page = async (after: number) => {
        const { answers, upTo, isLast } = await store.readAnswers(PLACE, "r1", after, 2);
        return [answers.map(({ learner, choice }) => `${learner} ${choice}`), upTo, isLast];
      };
      expect(await page(0)).toEqual([["ada 3", "ben 0"], 2, false]);
      expect(await page(2)).toEqual([["chidi 1", "dan 2"], 4, false]);
      expect(await page(4)).toEqual([[], 4, true]);
      await store.forgetLearner(TEAM, "ben");
      expect(await page(0)).toEqual([["ada 3", "chidi 1"], 3, false]);
      expect(await page(2)).toEqual([["chidi 1", "dan 2"], 4, false]);
      expect((await store.freezeRound(TEAM, "r1", true))?.tally).toEqual([0, 1, 1, 1]);
    });

    it("keeps who stands out, without those who hide or are forgotten, and names those alone who are shown", async () => {
      const { store } = current();
      await answered();
      await store.freezeRound(TEAM, "r1", true);
      expect(await store.standouts(TEAM, "r1", 5)).toEqual({ top: [], longest: null });
      const first = { after: 0, upTo: 1, isLast: false, awards: [award("ada", 21, 1)] };
      await store.awardPage(TEAM, "r1", first, labels(DATE), draft(DATE));
      await book(store, "r1", [award("ben", 24, 1, 4), award("chidi", 30, 1, 9)], DATE, 1);
      const ada = { learner: "ada", name: "Name ada", points: 21 };
      const ben = { learner: "ben", name: "Name ben", points: 24 };
      expect(await store.standouts(TEAM, "r1", 5)).toEqual({
        top: [ben, ada],
        longest: { name: "Name ben", length: 4 },
      });
      expect((await store.standouts(TEAM, "r1", 1)).top).toEqual([ben]);
      await store.setHidden(TEAM, "ben", true);
      expect(await store.standouts(TEAM, "r1", 5)).toEqual({ top: [ada], longest: null });
      expect(await store.shownNames(TEAM, ["chidi", "ada", "ben", "ada"], 1)).toEqual({
        names: ["Name ada"],
        hidden: 2,
      });
      await store.forgetLearner(TEAM, "ada");
      expect(await store.standouts(TEAM, "r1", 5)).toEqual({ top: [], longest: null });
    });

    it("before its time is due at once, and one that is under way is not handed out again", async () => {
      const { store, advance } = current();
      await answered();
      expect(await store.claimDue(10, HOUR)).toEqual([]);
      await store.freezeRound(TEAM, "r1", true);
      const close = { kind: "close", place: PLACE, round: "r1" };
      expect(await store.claimDue(10, HOUR)).toEqual([close]);
      await store.freezeRound(TEAM, "r1", true);
      expect(await store.claimDue(10, HOUR)).toEqual([]);
      await advance(HOUR + 1000);
      expect(await store.claimDue(10, HOUR)).toEqual([close]);
    });

    it("shows its result in another message where the question's is gone", async () => {
      const { store } = current();
      await answered();
      await store.freezeRound(TEAM, "r1", true);
      await book(store, "r1", [], DATE);
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
      expect(await store.voidRound(TEAM, "r1")).toBe("refused");
      await store.loseMessage(TEAM, "r1", again);
      expect(await store.voidRound(TEAM, "r1")).toBe("void");
      expect(await store.readGroup(PLACE)).toMatchObject({ windows: 0, lastDate: null });
      expect(await store.readRound(TEAM, "r1")).toMatchObject({ status: "void", windowNo: null, lost: 2 });
      await store.openWindow(makeRound({ id: "r2", opensAt: now(), date: DATE }), TERMS);
      expect(await store.confirmPosted(TEAM, "r2", { channel: "g1", message: "m3" })).toMatchObject({
        windowNo: 1,
      });
    });

    it("knows which open questions show another number of answers than there are", async () => {
      const { store } = current();
      const stale = async () =>
        (await store.staleRounds()).filter(({ isCounted }) => !isCounted).map(({ round }) => round.id);
      await answered();
      expect(await stale()).toEqual(["r1"]);
      expect(await store.staleRounds()).toMatchObject([{ round: { id: "r1" } }]);
      expect(await store.shownCount(TEAM, "r1")).toBe(0);
      await store.markShown(TEAM, "r1", 3);
      expect(await stale()).toEqual([]);
      expect(await store.shownCount(TEAM, "r1")).toBe(3);
      await store.markShown(TEAM, "r1", null);
      expect(await stale()).toEqual(["r1"]);
      expect(await store.shownCount(TEAM, "r1")).toBeNull();
      const message = { channel: "g1", message: "m-r1" };
      await store.loseMessage(TEAM, "r1", message);
      await store.confirmPosted(TEAM, "r1", { ...message, message: "m2" });
      expect(await stale()).toEqual(["r1"]);
      await store.freezeRound(TEAM, "r1", true);
      expect(await stale()).toEqual([]);
    });

    it("knows which open questions have not got the reactions that they are to have", async () => {
      const { store } = current();
      const unseeded = async () =>
        (await store.staleRounds()).filter(({ isSeeded }) => !isSeeded).map(({ round }) => round.id);
      await posted();
      expect(await unseeded()).toEqual(["r1"]);
      await store.markEffect(TEAM, "r1", "seeded", null);
      expect(await unseeded()).toEqual([]);
      // They were below the message that is gone.
      const message = { channel: "g1", message: "m-r1" };
      await store.loseMessage(TEAM, "r1", message);
      expect(await unseeded()).toEqual([]);
      await store.confirmPosted(TEAM, "r1", { ...message, message: "m2" });
      expect(await unseeded()).toEqual(["r1"]);
      await store.freezeRound(TEAM, "r1", true);
      expect(await unseeded()).toEqual([]);
    });

    it("asks for no reactions under a question that is answered by buttons alone", async () => {
      const { store } = current();
      await posted("r1", DATE, "buttons");
      expect(await store.staleRounds()).toEqual([]);
    });

    it("hands streaks on to the next round", async () => {
      const { store } = current();
      await answered("r1", DATE);
      await store.freezeRound(TEAM, "r1", true);
      await book(store, "r1", [award("ada", 21, 1, 1)], DATE);
      await answered("r2", "2026-11-19");
      const frozen = await store.freezeRound(TEAM, "r2", true);
      expect((await answersOf(store, "r2")).find((a) => a.learner === "ada")?.streak).toEqual({
        last: 1,
        length: 1,
        best: 1,
      });
      expect(frozen?.round.windowNo).toBe(2);
    });
  });
}
