import { describe, expect, it } from "vitest";
import { KEPT_REVIEWS } from "../../../src/learning/kept.ts";
import { memoryOf } from "../../../src/learning/memory.ts";
import type { Review } from "../../../src/learning/review.ts";
import { answerOf, award, book, DAY, draft, HOUR, makeRound, PLACE, practice, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const DATE = "2026-11-18";
const NOON = Date.parse(`${DATE}T12:00:00Z`);
const MIDNIGHT = Date.parse(DATE);

const ticked = (over: Partial<Review> = {}): Review => ({
  ...{ id: "s1", at: NOON, concept: "cnn", item: "cnn.o1", mode: "open" },
  outcome: { kind: "open", covered: 0.75, by: "own" },
  ...over,
});

export function learningSuite(current: Current): void {
  const reviewsOf = async (learner: string, concept = "cnn") =>
    (await current().store.readReviews(TEAM, learner)).concepts.get(concept)?.reviews ?? [];
  const addPractice = (id: string, onlyFor: string | null = null, topic = "cnn") =>
    current().store.addPractice(
      makeRound({ id, opensAt: current().now(), mode: "practice", onlyFor }, topic),
    );
  const openDaily = async (id = "r1") => {
    const { store, now } = current();
    const round = makeRound({ id, opensAt: now(), date: DATE });
    await store.openWindow(round, { version: 0, next: null, forget: [] });
    await store.confirmPosted(TEAM, id, { channel: "g1", message: `m-${id}` });
    return round;
  };
  const answer = (id: string, learner: string, choice: 0 | 1 | 2, isDaily = false) =>
    current().store.recordAnswer(PLACE, id, answerOf(learner, choice), isDaily ? null : practice(DATE));

  describe("reviews", () => {
    it("are empty where nothing was answered", async () => {
      const { concepts, seen } = await current().store.readReviews(TEAM, "ada");
      expect([concepts.size, seen.size]).toEqual([0, 0]);
    });

    it("hold a practice answer as soon as it is judged, once", async () => {
      await addPractice("p1");
      await answer("p1", "ada", 1);
      await answer("p1", "ada", 0);
      await answer("p1", "ben", 0);
      const { mode, concept, item, id, at } = draft(DATE, "cnn", "practice");
      const judged = (right: boolean) => ({
        ...{ mode, concept, item, id, at },
        outcome: { kind: "choice", right, confidence: null, difficulty: "medium", hints: 0 },
      });
      expect(await reviewsOf("ada")).toEqual([judged(true)]);
      expect(await reviewsOf("ben")).toEqual([judged(false)]);
      const { seen } = await current().store.readReviews(TEAM, "ada");
      expect([...seen]).toEqual([["cnn.c1", MIDNIGHT]]);
    });

    it("hold an answer that was held only when it is judged", async () => {
      await addPractice("p1");
      const round = await openDaily();
      const terms = { ...practice(DATE), secret: round.question.itemId };
      const give = () => current().store.recordAnswer(PLACE, "p1", answerOf("ada", 1), terms);
      expect((await give()).kind).toBe("held");
      expect(await reviewsOf("ada")).toEqual([]);
      await current().store.freezeRound(TEAM, "r1", true);
      expect((await give()).kind).toBe("judged");
      await give();
      expect(await reviewsOf("ada")).toHaveLength(1);
    });

    it("hold a daily answer from its close on, once, whoever comes with the page again", async () => {
      const { store } = current();
      await openDaily();
      await answer("r1", "ada", 1, true);
      await answer("r1", "ben", 2, true);
      expect(await reviewsOf("ada")).toEqual([]);
      await store.freezeRound(TEAM, "r1", true);
      expect(await reviewsOf("ada")).toEqual([]);
      for (let i = 0; i < 2; i++) await book(store, "r1", [award("ada", 20, 1), award("ben", 0, 1)], DATE);
      const right = { kind: "choice", right: true, confidence: null, difficulty: "medium", hints: 0 };
      expect(await reviewsOf("ada")).toMatchObject([{ mode: "daily", item: "cnn.c1", outcome: right }]);
      expect(await reviewsOf("ben")).toMatchObject([{ outcome: { ...right, right: false } }]);
    });

    it("hold nothing of who was forgotten before the close", async () => {
      const { store } = current();
      await openDaily();
      await answer("r1", "ada", 1, true);
      await store.freezeRound(TEAM, "r1", true);
      await store.forgetLearner(TEAM, "ada");
      await book(store, "r1", [award("ada", 20, 1)], DATE);
      expect(await reviewsOf("ada")).toEqual([]);
    });

    it("take what comes without a round, once by its id", async () => {
      const { store } = current();
      expect(await store.recordReview(TEAM, "ada", ticked())).toBe(true);
      expect(await store.recordReview(TEAM, "ada", ticked({ at: NOON + HOUR }))).toBe(false);
      expect(await store.recordReview(TEAM, "ada", ticked({ id: "xs1" }))).toBe(true);
      expect(await store.recordReview(TEAM, "ben", ticked())).toBe(true);
      expect(await reviewsOf("ada")).toEqual([ticked(), ticked({ id: "xs1" })]);
    });

    it("name any item, also one that is not called after its concept", async () => {
      const { store } = current();
      const other = ticked({ item: "team-7.q-2", id: "t1" });
      await store.recordReview(TEAM, "ada", other);
      expect(await reviewsOf("ada")).toEqual([other]);
      expect((await store.readReviews(TEAM, "ada")).seen.get("team-7.q-2")).toBe(MIDNIGHT);
    });

    it("say when an item was seen last, whichever came in first", async () => {
      const { store } = current();
      const days = [3, 5, 1, 4];
      for (const day of days)
        await store.recordReview(TEAM, "ada", ticked({ id: `s${day}`, at: NOON + day * DAY }));
      await store.recordReview(TEAM, "ada", ticked({ id: "n1", item: "cnn.n1" }));
      const { seen } = await store.readReviews(TEAM, "ada");
      expect(new Map(seen)).toEqual(
        new Map([
          ["cnn.o1", MIDNIGHT + 5 * DAY],
          ["cnn.n1", MIDNIGHT],
        ]),
      );
    });

    it("leave out one whose question turned out wrong, and keep it out", async () => {
      const { store } = current();
      await store.recordReview(TEAM, "ada", ticked());
      await store.recordReview(TEAM, "ada", ticked({ id: "s2", at: NOON + DAY }));
      const target = { id: "s1", concept: "cnn" };
      expect(await store.voidReview(TEAM, "ada", target, NOON + 2 * DAY)).toBe(true);
      expect(await store.voidReview(TEAM, "ada", target, NOON + 3 * DAY)).toBe(false);
      expect(await store.voidReview(TEAM, "ben", target, NOON)).toBe(false);
      expect(await store.recordReview(TEAM, "ada", ticked())).toBe(false);
      expect((await reviewsOf("ada")).map(({ id }) => id)).toEqual(["s2"]);
    });

    it("become a snapshot where they are many, which says the same as all of them", async () => {
      const { store } = current();
      const many = Array.from({ length: 3 * KEPT_REVIEWS }, (_, i) =>
        ticked({
          id: `s${i}`,
          at: NOON + i * 3 * DAY,
          outcome: { kind: "open", covered: [0.95, 0.3, 0.75][i % 3] as number, by: "partner" },
        }),
      );
      for (const review of many) await store.recordReview(TEAM, "ada", review);
      const whole = memoryOf({ snapshot: null, reviews: many });
      for (let i = 0; i < 2; i++) {
        const kept = (await store.readReviews(TEAM, "ada")).concepts.get("cnn");
        expect(kept?.reviews).toEqual(many.slice(-KEPT_REVIEWS));
        expect(kept?.snapshot).toMatchObject({ weights: "fsrs-6", reviews: 2 * KEPT_REVIEWS });
        const memory = kept === undefined ? null : memoryOf(kept);
        expect(memory?.reviews).toBe(many.length);
        expect(memory?.stability).toBeCloseTo(whole?.stability ?? 0, 2);
        expect(memory?.due).toBe(whole?.due);
      }
      // What comes after is appended as before.
      await store.recordReview(TEAM, "ada", ticked({ id: "later", at: NOON + 400 * DAY }));
      expect((await reviewsOf("ada")).at(-1)?.id).toBe("later");
    });
  });

  describe("confidence", () => {
    const sure = (id: string, learner = "ada") => current().store.setConfidence(TEAM, id, learner, "sure");
    const confidences = async (learner = "ada") =>
      (await reviewsOf(learner)).map(({ outcome }) => outcome.kind === "choice" && outcome.confidence);

    it("goes with a daily answer into its review, and changes no points", async () => {
      const { store } = current();
      await openDaily();
      expect(await sure("r1")).toBe(false);
      await answer("r1", "ada", 1, true);
      expect(await store.setConfidence(TEAM, "r1", "ada", "guess")).toBe(true);
      expect(await sure("r1")).toBe(true);
      expect((await store.exportLearner(TEAM, "ada")).answers.r1?.confidence).toBe("sure");
      await store.freezeRound(TEAM, "r1", true);
      expect(await sure("r1")).toBe(false);
      await book(store, "r1", [award("ada", 20, 1)], DATE);
      expect(await confidences()).toEqual(["sure"]);
    });

    it("is told with the answer, its hints and what a practice answer brought, until it is booked", async () => {
      const { store } = current();
      await openDaily();
      expect(await store.ownAnswer(TEAM, "r1", "ada")).toBeNull();
      await store.takeHints(TEAM, "r1", "ada", 1);
      await answer("r1", "ada", 1, true);
      await sure("r1");
      const own = { choice: 1, confidence: "sure", hints: 1, earned: null };
      expect(await store.ownAnswer(TEAM, "r1", "ada")).toEqual(own);
      expect(await store.ownAnswer(TEAM, "r1", "ben")).toBeNull();
      await store.freezeRound(TEAM, "r1", true);
      await book(store, "r1", [award("ada", 20, 1)], DATE);
      expect(await store.ownAnswer(TEAM, "r1", "ada")).toEqual({ ...own, confidence: null, hints: 0 });
      await addPractice("p1", null);
      await answer("p1", "ada", 1, false);
      const earned = { points: 4, capped: false };
      expect(await store.ownAnswer(TEAM, "p1", "ada")).toMatchObject({ choice: 1, earned });
    });

    it("is taken back by another choice, and stays where the same is chosen again", async () => {
      const { store } = current();
      await openDaily();
      await answer("r1", "ada", 1, true);
      await sure("r1");
      await answer("r1", "ada", 1, true);
      expect((await store.exportLearner(TEAM, "ada")).answers.r1?.confidence).toBe("sure");
      await answer("r1", "ada", 2, true);
      expect((await store.exportLearner(TEAM, "ada")).answers.r1?.confidence).toBeNull();
    });

    it("may be said of a question of one's own before it is answered, and not after", async () => {
      const { store } = current();
      await addPractice("p1", "ada");
      expect([await sure("p1", "ben"), await sure("p1"), await sure("nowhere")]).toEqual([
        false,
        true,
        false,
      ]);
      expect((await store.exportLearner(TEAM, "ada")).asked.p1?.confidence).toBe("sure");
      await answer("p1", "ada", 1);
      expect(await store.setConfidence(TEAM, "p1", "ada", "guess")).toBe(false);
      expect(await confidences()).toEqual(["sure"]);
    });

    it("is nothing that a question for everybody asks before its verdict, unless the answer is held", async () => {
      const { store } = current();
      await addPractice("p1");
      expect(await sure("p1")).toBe(false);
      const round = await openDaily();
      const terms = { ...practice(DATE), secret: round.question.itemId };
      await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), terms);
      expect(await sure("p1")).toBe(true);
      await store.freezeRound(TEAM, "r1", true);
      await store.recordAnswer(PLACE, "p1", answerOf("ada", 1), terms);
      expect(await confidences()).toEqual(["sure"]);
      expect(await sure("p1")).toBe(false);
    });
  });

  describe("hints", () => {
    const take = (id: string, hints: 1 | 2, learner = "ada") =>
      current().store.takeHints(TEAM, id, learner, hints);
    const taken = async (learner = "ada") => (await current().store.exportLearner(TEAM, learner)).hints;
    const hintsIn = async (learner = "ada") =>
      (await reviewsOf(learner)).map(({ outcome }) => outcome.kind === "choice" && outcome.hints);

    it("on a question of one's own halve what it brings, each of them, and go into the review", async () => {
      for (const [id, hints, points] of [
        ["p0", 0, 5],
        ["p1", 1, 3],
        ["p2", 2, 2],
      ] as const) {
        await addPractice(id, "ada");
        if (hints !== 0) expect(await take(id, hints)).toBe(true);
        // What was taken is not given back.
        if (hints === 2) expect(await take(id, 1)).toBe(true);
        const terms = { ...practice(DATE), pointsIfRight: 5 };
        const judged = await current().store.recordAnswer(PLACE, id, answerOf("ada", 1), terms);
        expect(judged).toMatchObject({ kind: "judged", right: true, points, capped: false });
      }
      expect(await hintsIn()).toEqual([0, 1, 2]);
    });

    it("are not given to others, after the answer, on a question for everybody, or where none is open", async () => {
      await addPractice("p1", "ada");
      await addPractice("p2");
      expect([await take("p1", 1, "ben"), await take("p2", 1), await take("nowhere", 1)]).toEqual([
        false,
        false,
        false,
      ]);
      await answer("p1", "ada", 0);
      expect(await take("p1", 1)).toBe(false);
      await addPractice("p3", "ada");
      await current().advance(2 * DAY);
      expect(await take("p3", 1)).toBe(false);
      expect([await taken(), await taken("ben")]).toEqual([{}, {}]);
    });

    it("on a daily question are one, which another answer does not take back, and stand with the answer", async () => {
      const { store } = current();
      await openDaily();
      expect(await take("r1", 2)).toBe(false);
      await answer("r1", "ada", 0, true);
      expect([await take("r1", 1), await take("r1", 1), await take("r1", 1, "chidi")]).toEqual([
        true,
        true,
        true,
      ]);
      await answer("r1", "ada", 1, true);
      await answer("r1", "ben", 1, true);
      expect([await taken(), await taken("chidi")]).toEqual([{ r1: 1 }, { r1: 1 }]);
      await store.freezeRound(TEAM, "r1", true);
      expect(await take("r1", 1, "ben")).toBe(false);
      const { answers } = await store.readAnswers(PLACE, "r1", 0, 10);
      expect(answers.map(({ learner, hints }) => [learner, hints])).toEqual([
        ["ada", 1],
        ["ben", 0],
      ]);
      await book(store, "r1", [award("ada", 11, 1), award("ben", 21, 1)], DATE);
      expect([await hintsIn(), await hintsIn("ben"), await taken()]).toEqual([[1], [0], {}]);
    });

    it("are forgotten with the learner, also where nothing was answered", async () => {
      await openDaily();
      await take("r1", 1);
      await current().store.forgetLearner(TEAM, "ada");
      expect([await taken(), await current().tracesOf("ada")]).toEqual([{}, []]);
    });
  });

  describe("a session", () => {
    const put = (id: string, version: number, state = `${id} ${version}`) =>
      current().store.putSession(TEAM, "ada", { id, version, state });
    const read = () => current().store.readSession(TEAM, "ada");

    it("goes on step by step, each taken once, also on another replica", async () => {
      expect(await read()).toBeNull();
      expect([await put("s1", 1), await put("s1", 2)]).toEqual(["written", "written"]);
      expect([await put("s1", 2, "other"), await put("s1", 1), await put("s1", 4)]).toEqual([
        "moved",
        "moved",
        "moved",
      ]);
      expect(await read()).toEqual({ id: "s1", version: 2, state: "s1 2" });
      expect(await current().store.readSession(TEAM, "ben")).toBeNull();
    });

    it("gives way to a newer one, and the older says so", async () => {
      await put("s1", 1);
      expect(await put("s2", 1)).toBe("written");
      expect(await put("s1", 2)).toBe("gone");
      await current().store.endSession(TEAM, "ada", "s1");
      expect(await read()).toMatchObject({ id: "s2" });
      await current().store.endSession(TEAM, "ada", "s2");
      expect([await read(), await put("s2", 2)]).toEqual([null, "gone"]);
    });

    it("can be left and resumed within a day of its last step", async () => {
      const { advance } = current();
      await put("s1", 1);
      await advance(20 * HOUR);
      expect(await put("s1", 2)).toBe("written");
      await advance(23 * HOUR);
      expect(await read()).toMatchObject({ version: 2 });
      await advance(2 * HOUR);
      expect([await read(), await put("s1", 3), await put("s1", 1)]).toEqual([null, "gone", "written"]);
    });
  });
}
