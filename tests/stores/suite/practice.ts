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

    it("keeps who asked for it until they are forgotten, and tells them so", async () => {
      const { store } = current();
      await add("p1", { asker: "ada" });
      await add("p2", { asker: "ben" });
      expect(await store.readRound(TEAM, "p1")).toMatchObject({ asker: "ada" });
      expect(Object.keys((await store.exportLearner(TEAM, "ada")).asked)).toEqual(["p1"]);
      await store.forgetLearner(TEAM, "ada");
      expect((await store.readRound(TEAM, "p1"))?.asker).toBeUndefined();
      expect(await store.readRound(TEAM, "p2")).toMatchObject({ asker: "ben" });
      expect((await store.exportLearner(TEAM, "ada")).asked).toEqual({});
    });

    it("holds the answers to a question of a live round until its close, and books each once", async () => {
      const { store, now, advance } = current();
      const live = { game: "g", span: 30_000, awaited: 2, number: 1, of: 3, speed: true };
      await add("p1", { live });
      const secret = "cnn.c1";
      const terms = { ...practice(date), secret };
      expect([...(await store.secrets(TEAM)).keys()]).toEqual([secret]);
      // Its time begins when its message is up.
      await advance(5_000);
      const confirmed = await store.confirmPosted(TEAM, "p1", MESSAGE);
      expect(confirmed).toMatchObject({ live, status: "open" });
      const left = (confirmed?.closesAt ?? 0) - now();
      expect(left).toBeGreaterThan(25_000);
      // By the store's clock, which may be a little ahead.
      expect(left).toBeLessThan(30_500);
      expect(await store.readRound(TEAM, "p1")).toEqual(confirmed);
      for (const choice of [1, 0] as const)
        expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", choice), terms)).toMatchObject({
          kind: "held",
          choice: 1,
          answered: 1,
        });
      expect(await store.readLearner(PLACE, "ada")).toMatchObject({ topics: [] });
      expect(await store.freezeRound(TEAM, "p1", false)).toBeNull();
      expect(await store.freezeRound(TEAM, "p1", true)).toMatchObject({ tally: [0, 1, 0, 0] });
      expect((await store.secrets(TEAM)).size).toBe(0);
      const late = await store.recordAnswer(PLACE, "p1", answerOf("ben", 1), terms);
      expect(late).toMatchObject({ kind: "late" });
      const again = () =>
        store.recordAnswer(PLACE, "p1", { ...answerOf("ada", 1), name: "", provisional: true }, terms);
      expect(await Promise.all([again(), again()])).toMatchObject([
        { kind: "judged", right: true, points: 4 },
        { kind: "stands" },
      ]);
      const board = { group: "g1", topic: null };
      expect((await store.standings(TEAM, board, { kind: "all" }, 10, null)).rows).toEqual([
        { learner: "ada", name: "Name ada", points: 4, rank: 1 },
      ]);
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ben", 1), terms)).toMatchObject({
        kind: "late",
      });
    });

    it("takes no answer to a question of a live round when its time is over, closed or not", async () => {
      const { store, advance } = current();
      await add("p1", { live: { game: "g", span: 30_000, awaited: 0, number: 1, of: 3, speed: false } });
      await store.confirmPosted(TEAM, "p1", MESSAGE);
      await advance(31_000);
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), practice(date))).toMatchObject({
        kind: "late",
      });
      expect(await store.claimDue(10, 1_000)).toMatchObject([{ kind: "close", round: "p1" }]);
    });

    it("judges the first answer, books it at once, and lets it stand", async () => {
      const { store } = current();
      await add("p1");
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), practice(date))).toEqual({
        kind: "judged",
        choice: 1,
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

    it("keeps what it was asked with, for another one like it", async () => {
      const { store } = current();
      const asked = { topic: "rope", difficulty: "hard", company: "Hugging Face" } as const;
      await add("p1", { asked });
      await add("p2", { asked: {} });
      await add("p3");
      const kept = async (id: string) => (await store.readRound(TEAM, id))?.asked;
      expect([await kept("p1"), await kept("p2"), await kept("p3")]).toEqual([asked, {}, undefined]);
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
      expect((await store.answerable(PLACE, "ben")).practice?.id).toBe("p2");
    });

    it("tells a changed daily answer the same where its delivery comes twice", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      const press = (choice: 0 | 1 | 2, delivery: string) =>
        store.recordAnswer(PLACE, "r1", { ...answerOf("ada", choice), delivery }, null);
      expect(await press(0, "d1")).toEqual({ kind: "taken", previous: null, answered: 1 });
      const changed = { kind: "taken", previous: 0, answered: 1 };
      expect([await press(1, "d2"), await press(1, "d2")]).toEqual([changed, changed]);
      expect(await press(1, "d3")).toMatchObject({ previous: 1 });
      expect(await press(2, "d4")).toMatchObject({ previous: 1 });
      // What came late of an earlier press changes nothing any more.
      expect(await store.answerOf(TEAM, "r1", "ada")).toBe(2);
      await store.forgetLearner(TEAM, "ada");
      expect(await press(1, "d4")).toEqual({ kind: "taken", previous: null, answered: 1 });
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
      expect((await store.answerable(PLACE, "ben")).practice).toBeNull();
      expect((await store.answerable(PLACE, "ada")).practice?.id).toBe("p1");
    });

    it("finds the question of one's own that was asked last, whatever was noted and answered since", async () => {
      const { store, now } = current();
      await add("newest", { onlyFor: "ada", opensAt: now() + 10_000 });
      for (let i = 0; i < 24; i++) {
        await add(`p${i}`, { onlyFor: "ada" });
        await store.recordAnswer(PLACE, `p${i}`, answerOf("ada", 1), practice(date));
      }
      expect((await store.answerable(PLACE, "ada")).practice?.id).toBe("newest");
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
    });

    it("is among what was practised lately, with questions that are no rounds, the newest last, and 200 are kept", async () => {
      const { store } = current();
      await add("p1");
      const practised = async () => (await store.askedItems(PLACE)).practised;
      await store.notePractised(PLACE, "cnn.o1");
      await store.notePractised({ ...PLACE, group: "elsewhere" }, "cnn.o2");
      expect(await practised()).toEqual(["cnn.c1", "cnn.o1"]);
      await add("p2");
      expect(await practised()).toEqual(["cnn.o1", "cnn.c1"]);
      for (let i = 0; i < 200; i++) await store.notePractised(PLACE, `rnn.o${i}`);
      await store.notePractised(PLACE, "rnn.o0");
      expect(await practised()).toEqual([
        ...Array.from({ length: 199 }, (_, i) => `rnn.o${i + 1}`),
        "rnn.o0",
      ]);
    });

    it("ends at its time, never before, and its end is due once its message is up", async () => {
      const { store, now, advance } = current();
      const ends = now() + DAY;
      await add("p1", { closesAt: ends });
      await add("p2", { closesAt: ends, onlyFor: "ada" });
      await add("p3", { closesAt: ends });
      for (const id of ["p1", "p2"]) await store.confirmPosted(TEAM, id, { ...MESSAGE, message: id });
      await store.recordAnswer(PLACE, "p1", answerOf("ada", 0), practice(date));
      expect(await store.freezeRound(TEAM, "p1", true)).toBeNull();
      expect(await store.claimDue(10, 60_000)).toEqual([]);
      await advance(DAY);
      const [job, ...others] = await store.claimDue(10, 60_000);
      expect([job, others]).toEqual([{ kind: "close", place: PLACE, round: "p1" }, []]);
      const frozen = await store.freezeRound(TEAM, "p1", false);
      expect(frozen).toMatchObject({
        round: { status: "showing", closedAt: ends },
        tally: [1, 0, 0, 0],
      });
      expect(await store.freezeRound(TEAM, "p1", false)).toEqual(frozen);
      await store.finishRound(TEAM, "p1");
      await advance(DAY);
      expect(await store.claimDue(10, 60_000)).toEqual([]);
      expect((await store.readRound(TEAM, "p1"))?.status).toBe("closed");
    });
  });

  describe("what somebody may answer who names no question", () => {
    const ids = async (learner: string) => {
      const { daily, practice: other } = await current().store.answerable(PLACE, learner);
      return [daily?.round.id ?? null, daily?.answered ?? null, other?.id ?? null];
    };

    it("is the open daily question and the newest practice one without an answer of theirs", async () => {
      const { store, now, advance } = current();
      expect(await ids("ada")).toEqual([null, null, null]);
      await store.writeGroup(PLACE, 0, { ...NO_CHANGE, schedule: SCHEDULE });
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), { ...TERMS, version: 1 });
      await store.addPractice(makeRound({ id: "p1", opensAt: now(), mode: "practice" }));
      await store.addPractice(makeRound({ id: "p2", opensAt: now() + 1, mode: "practice", onlyFor: "ben" }));
      expect(await ids("ada")).toEqual(["r1", false, "p1"]);
      expect(await ids("ben")).toEqual(["r1", false, "p2"]);
      await store.recordAnswer(PLACE, "p1", answerOf("ada", 0), practice("2026-11-18"));
      await store.recordAnswer(PLACE, "r1", answerOf("ada", 0), null);
      expect(await ids("ada")).toEqual(["r1", true, null]);
      await advance(8 * HOUR);
      expect((await ids("ben"))[0]).toBeNull();
    });

    it("finds the daily question behind any number of practice rounds, and another's own never", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      for (let i = 0; i < 30; i++) {
        const onlyFor = i % 2 === 0 ? "ada" : null;
        await store.addPractice(makeRound({ id: `p${i}`, opensAt: now() + i, mode: "practice", onlyFor }));
      }
      expect(await ids("ben")).toEqual(["r1", false, "p29"]);
      expect(await ids("ada")).toEqual(["r1", false, "p29"]);
    });
  });

  describe("a question of the day that is practised", () => {
    const TERMS_OF = { ...practice("2026-11-18"), secret: "cnn.c1" };

    it("is a secret of its team while it is open anywhere there, and no longer", async () => {
      const { store, now, advance } = current();
      const other = { ...PLACE, group: "g2" };
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      const late = makeRound({ id: "r2", place: other, opensAt: now(), closesAt: now() + 12 * HOUR });
      await store.openWindow(late, TERMS);
      expect([...(await store.secrets(TEAM)).keys()]).toEqual(["cnn.c1"]);
      expect((await store.secrets("discord:2")).size).toBe(0);
      await store.freezeRound(TEAM, "r1", true);
      expect((await store.secrets(TEAM)).get("cnn.c1")).toBe(late.closesAt);
      await advance(13 * HOUR);
      expect((await store.secrets(TEAM)).size).toBe(0);
    });

    it("is opened alone only where no other group is asked the same", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      const second = makeRound({ id: "r2", place: { ...PLACE, group: "g2" }, opensAt: now() });
      expect(await store.openWindow(second, { ...TERMS, alone: true })).toEqual({ kind: "shared" });
      expect(await store.openWindow(second, TERMS)).toEqual({ kind: "opened" });
    });

    it("holds the verdict and the points until it closes, and then judges what was answered", async () => {
      const { store, now } = current();
      await store.addPractice(makeRound({ id: "p1", opensAt: now(), mode: "practice" }));
      const daily = makeRound({ id: "r1", opensAt: now() });
      await store.openWindow(daily, TERMS);
      const held = { kind: "held", choice: 1, until: daily.closesAt, answered: 1 };
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), TERMS_OF)).toEqual(held);
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 0), TERMS_OF)).toEqual(held);
      const board = () => store.standings(TEAM, { group: "g1", topic: null }, { kind: "all" }, 10, "ada");
      expect((await board()).total).toBe(0);
      expect((await store.readLearner(PLACE, "ada")).topics).toEqual([]);
      await store.freezeRound(TEAM, "r1", true);
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 0), TERMS_OF)).toMatchObject({
        kind: "judged",
        choice: 1,
        right: true,
        points: 4,
      });
      expect(await store.recordAnswer(PLACE, "p1", answerOf("ada", 0), TERMS_OF)).toMatchObject({
        kind: "stands",
        choice: 1,
      });
      expect((await board()).own?.points).toBe(4);
    });
  });

  describe("a press that comes twice", () => {
    it("is judged the same both times; a second press finds that the first answer stands", async () => {
      const { store, now } = current();
      await store.addPractice(makeRound({ id: "p1", opensAt: now(), mode: "practice" }));
      const press = (delivery: string) =>
        store.recordAnswer(PLACE, "p1", { ...answerOf("ada", 1), delivery }, practice("2026-11-18"));
      const first = await press("press 1");
      expect(first).toMatchObject({ kind: "judged", points: 4 });
      expect(await press("press 1")).toEqual(first);
      expect(await press("press 2")).toMatchObject({ kind: "stands" });
      const page = await store.standings(TEAM, { group: "g1", topic: null }, { kind: "all" }, 10, "ada");
      expect(page.own?.points).toBe(4);
    });

    it("found later, counts only where there is no answer yet", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      const found = (learner: string, choice: 0 | 1) =>
        store.recordAnswer(PLACE, "r1", { ...answerOf(learner, choice), found: true }, null);
      expect(await found("ada", 1)).toMatchObject({ kind: "taken", previous: null });
      await store.recordAnswer(PLACE, "r1", answerOf("ben", 0), null);
      expect(await found("ben", 1)).toMatchObject({ kind: "older", choice: 0 });
      expect(await store.answerOf(TEAM, "r1", "ben")).toBe(0);
    });
  });
}
