import { describe, expect, it } from "vitest";
import { monthEnds, monthOf } from "../../../src/engine/rules/focus.ts";
import { answerOf, award, book, DAY, makeRound, makeSpoken, PLACE, practice, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const DATE = "2026-11-18";
const TERMS = { version: 0, next: null, forget: [] };

export function focusSuite(current: Current): void {
  const memory = async (date = DATE, place = PLACE) => {
    const { active, months } = await current().store.groupMemory(place, date);
    return { active, months: months.map((month) => Object.fromEntries(month)) };
  };
  const practised = async (id: string, who: string, choice: 0 | 1, date = DATE) => {
    const { store, now } = current();
    await store.addPractice(makeRound({ id, opensAt: now(), mode: "practice" }, "rnn"));
    const answer = { ...answerOf(who, choice), delivery: `${id}${who}` };
    for (let i = 0; i < 2; i++) await store.recordAnswer(PLACE, id, answer, practice(date, 4, 30, "rnn"));
  };

  describe("what a group answered", () => {
    it("is counted with each practice answer, once, right and wrong, in this group alone", async () => {
      expect(await memory()).toEqual({ active: 0, months: [{}, {}, {}] });
      await practised("p1", "ada", 1);
      await practised("p2", "ada", 0);
      await practised("p3", "ben", 0);
      expect(await memory()).toEqual({ active: 2, months: [{ rnn: { answers: 3, wrong: 2 } }, {}, {}] });
      expect(await memory(DATE, { ...PLACE, group: "g2" })).toEqual({ active: 0, months: [{}, {}, {}] });
    });

    it("is counted at the close of a question of the day, and not where that is answered in words", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now(), date: DATE }), TERMS);
      await store.confirmPosted(TEAM, "r1", { channel: "g1", message: "m1" });
      for (const who of ["ada", "ben", "cleo"]) await store.recordAnswer(PLACE, "r1", answerOf(who, 1), null);
      await store.freezeRound(TEAM, "r1", true);
      expect((await memory()).active).toBe(0);
      const awards = [award("ada", 21, 1), award("ben", 0, 1), award("cleo", 0, 1)];
      await book(store, "r1", awards, DATE);
      await book(store, "r1", awards, DATE);
      expect(await memory()).toEqual({ active: 3, months: [{ cnn: { answers: 3, wrong: 2 } }, {}, {}] });
      await store.openWindow(makeSpoken({ id: "r2", opensAt: now(), date: "2026-11-19" }), TERMS);
      await store.confirmPosted(TEAM, "r2", { channel: "g1", message: "m2" });
      await store.recordAnswer(PLACE, "r2", { ...answerOf("dan", 0), text: "words" }, null);
      await store.freezeRound(TEAM, "r2", true);
      await book(store, "r2", [], "2026-11-19");
      expect(await memory("2026-11-19")).toEqual({
        active: 3,
        months: [{}, { cnn: { answers: 3, wrong: 2 } }, {}],
      });
    });

    it("holds no answers of who hides or left, and keeps what was counted before", async () => {
      const { store, now } = current();
      await practised("p1", "ada", 0);
      await store.setHidden(TEAM, "ada", true);
      await store.setAbsent(TEAM, "ben", { since: now(), checked: now() });
      await practised("p2", "ada", 0);
      await practised("p3", "ben", 0);
      expect(await memory()).toEqual({ active: 1, months: [{ rnn: { answers: 1, wrong: 1 } }, {}, {}] });
      await store.setHidden(TEAM, "ada", false);
      await practised("p4", "ada", 1);
      expect(await memory()).toEqual({ active: 1, months: [{ rnn: { answers: 2, wrong: 1 } }, {}, {}] });
    });

    it("becomes that of a month before, then is gone; and who answered is active for thirty days", async () => {
      const { advance, now } = current();
      await practised("p1", "ada", 0);
      const seen = { rnn: { answers: 1, wrong: 1 } };
      expect((await memory("2026-12-17")).active).toBe(1);
      expect((await memory("2026-12-18")).active).toBe(0);
      expect((await memory("2026-12-16")).months).toEqual([{}, seen, {}]);
      expect((await memory("2027-01-13")).months).toEqual([{}, {}, seen]);
      await advance(monthEnds(monthOf(DATE)) - now() - DAY);
      expect((await memory("2027-01-13")).months).toEqual([{}, {}, seen]);
      await advance(2 * DAY);
      expect((await memory("2027-01-13")).months).toEqual([{}, {}, {}]);
    });

    it("names nobody who is forgotten, and is gone with the team", async () => {
      const { store } = current();
      await practised("p1", "ada", 0);
      await practised("p2", "ben", 0);
      await store.forgetLearner(TEAM, "ada");
      expect(await memory()).toMatchObject({ active: 1, months: [{ rnn: { answers: 2 } }, {}, {}] });
      await store.forgetTeam(TEAM);
      expect(await memory()).toEqual({ active: 0, months: [{}, {}, {}] });
    });
  });
}
