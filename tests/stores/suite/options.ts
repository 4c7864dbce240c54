import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deal } from "../../../src/engine/rules/deal.ts";
import { type Choice, LETTERS } from "../../../src/engine/words/round.ts";
import { itemOf } from "../../dealt.ts";
import { answerOf, makeRound, PLACE, practice, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const TERMS = { version: 0, next: null, forget: [] };
const WHO = ["ada", "ben", "chidi", "dora", "emil", "fatma", "gil"];
const answers = (count: number) =>
  fc.array(fc.tuple(fc.constantFrom(...WHO), fc.integer({ min: 0, max: count - 1 })), { maxLength: 20 });
const given = fc
  .integer({ min: 2, max: LETTERS.length })
  .chain((count) => fc.record({ count: fc.constant(count), answers: answers(count) }));

export function optionSuite(current: Current): void {
  describe("questions with two to six options", () => {
    it("keep every answer, in the order in which they came, and count each option", async () => {
      const { store, now } = current();
      let rounds = 0;
      await fc.assert(
        fc.asyncProperty(given, async ({ count, answers }) => {
          const id = `r${++rounds}`;
          const date = new Date(now() + rounds * 86_400_000).toISOString().slice(0, 10);
          const question = deal(itemOf(count), id);
          const round = makeRound({ id, opensAt: now(), date, question });
          expect(await store.openWindow(round, TERMS)).toEqual({ kind: "opened" });
          await store.confirmPosted(TEAM, id, { channel: "g1", message: id });
          const last = new Map<string, number>();
          for (const [who, choice] of answers) {
            expect(await store.recordAnswer(PLACE, id, answerOf(who, choice as Choice), null)).toEqual({
              kind: "taken",
              previous: last.get(who) ?? null,
              answered: last.has(who) ? last.size : last.size + 1,
            });
            last.set(who, choice);
          }
          for (const who of WHO) expect(await store.answerOf(TEAM, id, who)).toBe(last.get(who) ?? null);
          expect(await store.setConfidence(TEAM, id, "ada", "sure")).toBe(last.has("ada"));
          const frozen = await store.freezeRound(TEAM, id, true);
          expect(frozen?.round.question).toEqual(question);
          expect(frozen?.tally).toEqual(
            question.options.map((_, i) => [...last.values()].filter((choice) => choice === i).length),
          );
          const pages: [string, Choice][] = [];
          for (let after = 0, isLast = false; !isLast; ) {
            const page = await store.readAnswers(PLACE, id, after, 2);
            pages.push(...page.answers.map(({ learner, choice }) => [learner, choice] as [string, Choice]));
            ({ upTo: after, isLast } = page);
          }
          expect(pages).toEqual([...last]);
        }),
        { numRuns: 40 },
      );
    });

    it("judge the last option of a practice question, and forget it", async () => {
      const { store, now } = current();
      for (const [i] of LETTERS.entries()) {
        const count = i + 1;
        if (count < 2) continue;
        const id = `p${count}`;
        const question = { ...deal(itemOf(count), id), key: i as Choice };
        await store.addPractice(makeRound({ id, opensAt: now(), mode: "practice", question }));
        const terms = practice("2026-11-18");
        const answer = (who: string, choice: number) =>
          store.recordAnswer(PLACE, id, answerOf(who, choice as Choice), terms);
        expect(await answer("ada", i)).toMatchObject({ kind: "judged", choice: i, right: true, answered: 1 });
        expect(await answer("ada", 0)).toMatchObject({ kind: "stands", choice: i });
        expect(await answer("ben", 0)).toMatchObject({ kind: "judged", right: false, answered: 2 });
      }
      const exported = JSON.stringify(await store.exportLearner(TEAM, "ada"));
      expect(exported).toContain('"choice":5');
      await store.forgetLearner(TEAM, "ada");
      for (const [i] of LETTERS.entries()) {
        if (i === 0) continue;
        expect(await store.answerOf(TEAM, `p${i + 1}`, "ada")).toBeNull();
        expect(await store.answerOf(TEAM, `p${i + 1}`, "ben")).toBe(0);
      }
    });
  });
}
