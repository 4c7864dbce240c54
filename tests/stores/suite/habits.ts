import { describe, expect, it } from "vitest";
import { addDays } from "../../../src/engine/rules/calendar.ts";
import { afterDue, CLOSES_KEPT, type DueReviews, NO_REVIEWS } from "../../../src/learning/freezes.ts";
import { answerOf, award, book, DAY, HOUR, makeRound, PLACE, practice, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const DATE = "2026-11-18";
const NOON = Date.parse(`${DATE}T12:00:00Z`);

/** Instants of the store's clock, which may be a moment off. */
const toTheMinute = (due: DueReviews | undefined) => ({
  earned: due?.earned.map((at) => Math.round(at / 60_000)),
  towards: [...(due?.towards ?? [])].map(([concept, at]) => [concept, Math.round(at / 60_000)]),
});

/** On which days a learner answered, and the freezes that their due reviews earn. */
export function habitSuite(current: Current): void {
  const daysOf = async (learner = "ada") => [...(await current().store.readDays(TEAM, learner))];
  const dueOf = async (learner = "ada") =>
    (await current().store.readFreezes(PLACE, [learner])).due.get(learner);
  const ask = (id: string) =>
    current().store.addPractice(
      makeRound({ id, opensAt: current().now(), mode: "practice", onlyFor: "ada" }),
    );
  /** Answers a question about a concept that was due, or not, as ada. */
  const review = (id: string, concept: string, isDue = true, date = DATE) => {
    const terms = practice(date);
    return current().store.recordAnswer(PLACE, id, answerOf("ada", 0), {
      ...{ ...terms, isDue, review: { ...terms.review, concept } },
    });
  };
  const openDaily = async (id: string, date = DATE) => {
    const { store, now } = current();
    const { version } = await store.readGroup(PLACE);
    await store.openWindow(makeRound({ id, opensAt: now(), date }), { version, next: null, forget: [] });
    await store.confirmPosted(TEAM, id, { channel: "g1", message: `m-${id}` });
  };

  describe("days", () => {
    it("count what was answered: practice when it is judged, a daily question when it is first answered", async () => {
      expect(await daysOf()).toEqual([]);
      await ask("p1");
      await review("p1", "cnn");
      await review("p1", "cnn");
      await openDaily("r1");
      const daily = (choice: 0 | 1, day: string) =>
        current().store.recordAnswer(PLACE, "r1", { ...answerOf("ada", choice), day }, null);
      await daily(0, DATE);
      await daily(1, addDays(DATE, 1));
      expect(await daysOf()).toEqual([[DATE, 2]]);
      await current().store.recordAnswer(PLACE, "r1", answerOf("ben", 1), null);
      expect(await daysOf("ben")).toEqual([]);
    });

    it("count an answer that is held when it is judged, and an open one when it is ticked, once", async () => {
      const { store } = current();
      await openDaily("r1");
      await ask("p1");
      const terms = { ...practice(DATE), secret: "cnn.c1" };
      const give = () => store.recordAnswer(PLACE, "p1", answerOf("ada", 1), terms);
      expect((await give()).kind).toBe("held");
      expect(await daysOf()).toEqual([]);
      await store.freezeRound(TEAM, "r1", true);
      for (let i = 0; i < 2; i++) await give();
      const ticked = {
        ...{ id: "s1", at: NOON, concept: "cnn", item: "cnn.o1", mode: "open" as const },
        outcome: { kind: "open" as const, covered: 1, by: "own" as const },
      };
      for (let i = 0; i < 2; i++) await store.recordReview(TEAM, "ada", ticked, addDays(DATE, 2));
      await store.recordReview(TEAM, "ada", { ...ticked, id: "s2" });
      expect(await daysOf()).toEqual([
        [DATE, 1],
        [addDays(DATE, 2), 1],
      ]);
    });

    it("are kept for 400 days, Sundays and Mondays apart", async () => {
      const dates = [-430, -407, -399, -3, -2, 0].map((days) => addDays("2026-11-22", days));
      for (const [i, date] of dates.entries()) {
        await ask(`p${i}`);
        await review(`p${i}`, "cnn", false, date);
      }
      const kept = (await daysOf()).map(([date]) => date);
      // Whole weeks go, so a few days more may be kept.
      expect(kept.filter((date) => date >= addDays("2026-11-22", -400))).toEqual(dates.slice(2));
      expect(kept).not.toContain(dates[0]);
    });

    it("count each of many answers that come at once", async () => {
      const ids = Array.from({ length: 12 }, (_, i) => `p${i}`);
      for (const id of ids) await ask(id);
      await Promise.all(ids.flatMap((id) => [review(id, "cnn"), review(id, "cnn")]));
      expect(await daysOf()).toEqual([[DATE, 12]]);
    });
  });

  describe("freezes", () => {
    it("are earned by ten due reviews of ten concepts, each answer once, also where all come at once and twice", async () => {
      const ids = Array.from({ length: 10 }, (_, i) => `p${i}`);
      for (const id of ids) await ask(id);
      await Promise.all(ids.flatMap((id) => [review(id, `c-${id}`), review(id, `c-${id}`)]));
      const due = await dueOf();
      expect([due?.earned.length, due?.towards.size]).toEqual([1, 0]);
      for (const id of ids) await review(id, `d-${id}`);
      expect(await dueOf()).toEqual(due);
    });

    it("come of due reviews alone, of different concepts, within seven days: as the rules reckon it", async () => {
      const { advance, now } = current();
      let expected = NO_REVIEWS;
      const steps = [0, 0, 1, 2, 3, 4, 4, 5, 6, 7, 0, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];
      for (const [i, concept] of steps.entries()) {
        await ask(`p${i}`);
        await review(`p${i}`, `c${concept}`);
        await ask(`n${i}`);
        await review(`n${i}`, `other${i}`, false);
        expected = afterDue(expected, `c${concept}`, now());
        expect(toTheMinute(await dueOf()), `after review ${i}`).toEqual(toTheMinute(expected));
        await advance(i % 5 === 0 ? 2 * DAY : HOUR);
      }
      expect(expected.earned.length).toBeGreaterThan(0);
    });

    it("know when the newest windows closed, once their awards are booked", async () => {
      const { store, advance } = current();
      const closed: number[] = [];
      for (let i = 1; i <= CLOSES_KEPT + 2; i++) {
        await openDaily(`r${i}`, addDays(DATE, i));
        await advance(HOUR);
        closed.push((await store.freezeRound(TEAM, `r${i}`, true))?.round.closedAt ?? 0);
        if (i === 1) expect((await store.readFreezes(PLACE, [])).closes.size).toBe(0);
        for (let again = 0; again < 2; again++) await book(store, `r${i}`, [], DATE);
      }
      const { closes } = await store.readFreezes(PLACE, []);
      expect([...closes].sort(([a], [b]) => a - b)).toEqual(
        closed.slice(2).map((at, i) => [i + 3, at] as const),
      );
      expect((await store.readFreezes({ ...PLACE, group: "g2" }, [])).closes.size).toBe(0);
    });

    it("of a streak stand with it", async () => {
      const { store } = current();
      await openDaily("r1");
      await store.recordAnswer(PLACE, "r1", answerOf("ada", 1), null);
      await store.freezeRound(TEAM, "r1", true);
      const streak = { last: 3, length: 2, best: 2, freezes: { held: 1, at: NOON } };
      await book(store, "r1", [{ ...award("ada", 20, 1), streak }], DATE);
      expect((await store.readLearner(PLACE, "ada")).streak).toEqual(streak);
      expect((await store.exportLearner(TEAM, "ada")).streaks).toEqual({ g1: streak });
    });

    it("and days are handed out with all that is kept, and forgotten with the learner", async () => {
      const { store, tracesOf, now } = current();
      for (let i = 0; i < 11; i++) {
        await ask(`p${i}`);
        await review(`p${i}`, `c${i}`);
      }
      const { days, freezes } = await store.exportLearner(TEAM, "ada");
      const towards = new Map(Object.entries(freezes.towards));
      expect([days, toTheMinute({ ...freezes, towards })]).toEqual([
        { [DATE]: 11 },
        toTheMinute({ earned: [now()], towards: new Map([["c10", now()]]) }),
      ]);
      await store.forgetLearner(TEAM, "ada");
      expect([await daysOf(), await dueOf(), await tracesOf("ada")]).toEqual([[], NO_REVIEWS, []]);
    });
  });
}
