import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Choice } from "../../../src/engine/words/round.ts";
import { counted, type ItemSums, merged, NO_SUMS } from "../../../src/learning/item-sums.ts";
import { answerOf, award, DAY, draft, labels, makeRound, PLACE, practice, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const DATE = "2026-11-18";
/** The key of `makeRound` is B. */
const COUNTED = { version: 1, options: [1, 0, 2, 3] };
const OTHER = { team: "slack:T9", group: "g9" } as const;

export function itemSuite(current: Current): void {
  let rounds = 0;
  const ask = async (place: typeof PLACE | typeof OTHER = PLACE, topic = "cnn") => {
    const { store, now } = current();
    const id = `i${++rounds}`;
    await store.addPractice({ ...makeRound({ id, opensAt: now(), mode: "practice" }, topic), place });
    return id;
  };
  const terms = (topic: string, item = `${topic}.c1`) => ({
    ...practice(DATE, 4, 10_000, topic),
    review: { ...draft(DATE, topic, "practice", `x${rounds}`), item, counted: COUNTED },
  });
  const answer = async (learner: string, choice: Choice, item = "cnn.c1", place = PLACE) => {
    const id = await ask(place);
    await current().store.recordAnswer(place, id, answerOf(learner, choice), terms("cnn", item));
  };
  const all = async (field = "cnn.c1@1") => (await current().store.itemSums()).get(field);
  const chosen = (sums: ItemSums | undefined) => sums?.options.map((option) => option.all);

  describe("points that are given back", () => {
    it("judge an answer that waited for its verdict, so that they are told of and forgotten with the learner", async () => {
      const { store, now, tracesOf } = current();
      const live = { game: "g", span: 30_000, awaited: 1, number: 1, of: 1, speed: false };
      await store.addPractice(makeRound({ id: "h1", opensAt: now(), mode: "practice", live }));
      const held = await store.recordAnswer(PLACE, "h1", answerOf("ada", 0), {
        ...practice(DATE),
        secret: "cnn.c1",
      });
      expect(held).toMatchObject({ kind: "held" });
      const page = await store.readRefunds(TEAM, "h1", 10);
      expect(page?.answers).toMatchObject([{ learner: "ada", held: true }]);
      const refunds = [{ learner: "ada", points: 4, mends: false }];
      for (let i = 0; i < 2; i++)
        await store.bookRefunds(TEAM, "h1", { after: 0, upTo: page?.upTo ?? 0, refunds }, labels(DATE));
      const kept = await store.exportLearner(TEAM, "ada");
      expect(kept.topics).toEqual([{ topic: "cnn", right: 1, answered: 1 }]);
      expect(kept.boards).toMatchObject({ "g1|*|all|": 4, "g1|cnn|all|": 4 });
      await store.forgetLearner(TEAM, "ada");
      expect(await tracesOf("ada")).toEqual([]);
    });
  });

  describe("what is kept of an item", () => {
    it("counts each option over all teams, without saying whose answer it was", async () => {
      await answer("ada", 1);
      await answer("ben", 0);
      await answer("cleo", 3);
      await answer("dan", 3, "cnn.c1", OTHER);
      expect(chosen(await all())).toEqual([1, 1, 0, 2]);
      expect([...(await current().store.itemSums()).keys()]).toEqual(["cnn.c1@1"]);
      const { dump, store } = current();
      for (const learner of ["ada", "ben", "cleo"]) await store.forgetLearner(TEAM, learner);
      await store.forgetTeam(TEAM);
      expect(chosen(await all())).toEqual([1, 1, 0, 2]);
      expect(await dump()).not.toContain("ada");
    });

    it("is each learner's first answer, however often they see it, and also where it went into a snapshot", async () => {
      await answer("ada", 0);
      await answer("ada", 1);
      expect(chosen(await all())).toEqual([0, 1]);
      // Enough of the same concept that the first ones are summed up.
      for (let i = 2; i < 24; i++) await answer("ada", 1, `cnn.c${i}`);
      await current().store.readReviews(TEAM, "ada");
      await answer("ada", 1);
      expect(chosen(await all())).toEqual([0, 1]);
    });

    it("knows who is strong in the topic by the answers before, from the fifth on", async () => {
      for (let i = 2; i < 7; i++) await answer("ada", i === 2 ? 0 : 1, `cnn.c${i}`);
      await answer("ada", 1);
      await answer("ben", 1);
      expect(await all()).toEqual({
        ...{ shares: 80, squares: 6400, rights: 80 },
        options: [{ all: 2, known: 1, strong: 1 }],
      });
      expect((await all("cnn.c6@1"))?.shares).toBe(0);
    });

    it("of a question of the day is counted once its awards are booked, and not where it is void", async () => {
      const { store, now, advance } = current();
      const opensAt = now();
      for (const id of ["r1", "r2"]) {
        const place = id === "r1" ? PLACE : { ...PLACE, group: "g2" };
        await store.openWindow(
          { ...makeRound({ id, opensAt }), place },
          { version: 0, next: null, forget: [] },
        );
        if (id === "r1") await store.confirmPosted(TEAM, id, { channel: "g1", message: "m1" });
        for (const [learner, choice] of [
          ["ada", 1],
          ["ben", 2],
          ["cleo", 2],
        ] as const)
          await store.recordAnswer(place, id, answerOf(`${learner}-${id}`, choice), null);
      }
      await store.voidRound(TEAM, "r2");
      expect(await all()).toBeUndefined();
      await advance(DAY);
      await store.freezeRound(TEAM, "r1", false);
      const page = { after: 0, upTo: 3, isLast: true };
      const awards = [award("ada-r1", 20, 1), award("ben-r1", 0, 1), award("cleo-r1", 0, 1)];
      const review = { ...draft(DATE), counted: COUNTED };
      for (let i = 0; i < 2; i++)
        await store.awardPage(TEAM, "r1", { ...page, awards }, labels(DATE), review);
      expect(chosen(await all())).toEqual([1, 0, 2]);
    });

    it("counts reports by what they mean, which is said once", async () => {
      const { store } = current();
      const report = { item: "cnn.c1", version: 2, kind: "other", reason: "no", group: "g1" } as const;
      for (const learner of ["ada", "ben", "ada"]) await store.addReport(TEAM, { ...report, learner });
      await store.addReport(OTHER.team, { ...report, learner: "dan" });
      expect(await store.sortReport(TEAM, "ada", "cnn.c1", "typo")).toBe(true);
      expect(await store.sortReport(TEAM, "ada", "cnn.c1", "unclear")).toBe(false);
      expect(await store.sortReport(TEAM, "cleo", "cnn.c1", "typo")).toBe(false);
      const none = { "wrong-key": 0, unclear: 0, outdated: 0, typo: 0, other: 0 };
      expect(await store.reportCounts()).toEqual(new Map([["cnn.c1@2", { ...none, typo: 1, other: 2 }]]));
      expect((await store.exportLearner(TEAM, "ada")).reports).toEqual([{ ...report, kind: "typo" }]);
      await store.forgetLearner(TEAM, "ada");
      expect((await store.reportCounts()).get("cnn.c1@2")).toMatchObject({ typo: 1 });
      expect(await store.itemSums()).toEqual(new Map());
    });

    it("counts how often somebody liked a version, over all teams, apart from answers and reports", async () => {
      const { store } = current();
      for (const team of [TEAM, TEAM, OTHER.team]) await store.addPraise(team, "cnn.c1", 2);
      await store.addPraise(TEAM, "cnn.c1", 3);
      expect(await store.praiseCounts()).toEqual(
        new Map([
          ["cnn.c1@2", 3],
          ["cnn.c1@3", 1],
        ]),
      );
      expect([await store.itemSums(), await store.reportCounts()]).toEqual([new Map(), new Map()]);
    });

    it("has the last decision on each version; statistics have no say where somebody had one", async () => {
      const { store, now } = current();
      const by = (who: "operator" | "statistics", version: number, at: number) =>
        ({ item: "cnn.c1", version, what: "quarantined", wrongKey: false, by: who, at }) as const;
      expect(await store.decide(by("statistics", 1, now()))).toBe(true);
      const released = { ...by("operator", 1, now() + 1), what: "released" } as const;
      expect(await store.decide(released)).toBe(true);
      expect(await store.decide(by("statistics", 1, now() + 2))).toBe(false);
      expect(await store.decisions()).toEqual([{ ...released, sweptAt: null }]);
      await store.markSwept(by("statistics", 1, now()), 7);
      expect(await store.decisions()).toEqual([{ ...released, sweptAt: null }]);
      await store.markSwept(released, 8);
      expect(await store.decide(by("statistics", 2, now() + 3))).toBe(true);
      const kept = await store.decisions();
      expect(kept).toHaveLength(2);
      expect(kept).toContainEqual({ ...released, sweptAt: 8 });
    });

    it("is the sum of the answers, whoever gives them where", async () => {
      const event = fc.record({
        learner: fc.constantFrom("ada", "ben", "cleo"),
        choice: fc.constantFrom<Choice>(0, 1, 2, 3),
        item: fc.integer({ min: 1, max: 8 }),
        place: fc.constantFrom(PLACE, OTHER),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
          const before = await current().store.itemSums();
          const expected = new Map<string, ItemSums>();
          const had = new Map<string, { right: number; answered: number; items: Set<number> }>();
          const run = ++rounds;
          for (const { learner, choice, item, place } of events) {
            const who = `${learner}${run}`;
            const record = had.get(`${place.team}|${who}`) ?? { right: 0, answered: 0, items: new Set() };
            const share = record.answered < 5 ? null : Math.floor((100 * record.right) / record.answered);
            const field = `cnn.c${item}@1`;
            const option = COUNTED.options[choice] as number;
            if (!record.items.has(item))
              expected.set(field, counted(expected.get(field) ?? NO_SUMS, option, share));
            record.items.add(item);
            record.answered += 1;
            record.right += choice === 1 ? 1 : 0;
            had.set(`${place.team}|${who}`, record);
            const id = await ask(place);
            await current().store.recordAnswer(
              place,
              id,
              answerOf(who, choice),
              terms("cnn", `cnn.c${item}`),
            );
          }
          const after = await current().store.itemSums();
          for (const [field, sums] of expected)
            expect(after.get(field)).toEqual(merged(before.get(field) ?? NO_SUMS, sums));
        }),
        { numRuns: 10 },
      );
    });
  });
}
