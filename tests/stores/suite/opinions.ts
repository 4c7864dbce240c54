import { describe, expect, it } from "vitest";
import type { TeamId } from "../../../src/engine/words/place.ts";
import { DAY, HOUR, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const HOST = "models.example";
const OTHER: TeamId = "slack:T1";

export function opinionSuite(current: Current): void {
  describe("whether a language model may read what a learner writes", () => {
    it("is known of who was asked, in this team alone, until they take it back or are forgotten", async () => {
      const { store, tracesOf } = current();
      const told = async () => [
        await store.readConsent(TEAM, "ada"),
        await store.readConsent(TEAM, "ben"),
        await store.readConsent(OTHER, "ada"),
        (await store.exportLearner(TEAM, "ada")).consent,
      ];
      expect(await told()).toEqual([null, null, null, null]);
      await store.setConsent(TEAM, "ada", { sends: true, to: HOST });
      await store.setConsent(TEAM, "ben", { sends: false, to: HOST });
      const yes = { sends: true, to: HOST };
      expect(await told()).toEqual([yes, { sends: false, to: HOST }, null, yes]);
      await store.setConsent(TEAM, "ada", null);
      expect((await told())[0]).toBeNull();
      await store.setConsent(TEAM, "ada", { sends: false, to: HOST });
      await store.forgetLearner(TEAM, "ada");
      expect([await told(), await tracesOf("ada")]).toEqual([
        [null, { sends: false, to: HOST }, null, null],
        [],
      ]);
    });
  });

  describe("an answer that a language model can read", () => {
    const put = (text: string, item = "cnn.o1") => current().store.putWritten(TEAM, "ada", { item, text });
    const take = (item = "cnn.o1", learner = "ada") => current().store.takeWritten(TEAM, learner, item);

    it("is the newest one, whole, and is given to one press alone", async () => {
      await put("the first");
      await put("line one\nline “two” | ö ∞ 🙂");
      expect((await current().store.exportLearner(TEAM, "ada")).written).toEqual({
        item: "cnn.o1",
        text: "line one\nline “two” | ö ∞ 🙂",
      });
      expect([await take("cnn.o2"), await take("cnn.o1", "ben")]).toEqual([null, null]);
      const both = await Promise.all([take(), take()]);
      expect(both.toSorted()).toEqual(["line one\nline “two” | ö ∞ 🙂", null]);
      await put("of one question", "cnn.o1");
      await put("of another", "cnn.o2");
      expect([await take("cnn.o1"), await take("cnn.o2")]).toEqual([null, "of another"]);
    });

    it("is not kept on once its writer says no, or takes a yes back", async () => {
      const { store } = current();
      await put("some words");
      await store.setConsent(TEAM, "ada", { sends: true, to: HOST });
      expect(await take()).toBe("some words");
      for (const consent of [{ sends: false, to: HOST }, null]) {
        await put("some words");
        await store.setConsent(TEAM, "ada", consent);
        expect(await take()).toBeNull();
      }
    });

    it("is gone after an hour, and with the learner", async () => {
      const { store, advance, tracesOf } = current();
      await put("some words");
      await advance(HOUR + 1000);
      expect([await take(), (await store.exportLearner(TEAM, "ada")).written]).toEqual([null, null]);
      await put("some words");
      await store.forgetLearner(TEAM, "ada");
      expect([await take(), await tracesOf("ada")]).toEqual([null, []]);
    });
  });

  describe("the tokens of a team's day", () => {
    const reserve = (id: string, tokens: number, team: TeamId = TEAM) =>
      current().store.reserveTokens(team, id, tokens, 100);
    const settle = (id: string, used: number) => current().store.settleTokens(TEAM, id, used);

    it("are never more than the limit, however many ask at once", async () => {
      const all = await Promise.all(Array.from({ length: 8 }, (_, i) => reserve(`a${i}`, 30)));
      expect(all.filter(Boolean)).toHaveLength(3);
      expect([await reserve("b", 11), await reserve("b", 10), await reserve("c", 1)]).toEqual([
        false,
        true,
        false,
      ]);
      expect(await reserve("a", 100, OTHER)).toBe(true);
    });

    it("come back as far as they were not used, once, and the same asking sets them aside once", async () => {
      expect([await reserve("a", 80), await reserve("a", 80)]).toEqual([true, true]);
      expect(await reserve("b", 30)).toBe(false);
      await settle("a", 20);
      await settle("a", 0);
      await settle("nobody", 0);
      expect([await reserve("b", 81), await reserve("b", 80)]).toEqual([false, true]);
      // A server may say that it took more than was expected.
      await settle("b", 300);
      expect(await reserve("c", 1)).toBe(false);
    });

    it("begin anew at midnight UTC, and what is settled afterwards gives the new day nothing", async () => {
      await reserve("a", 100);
      await current().advance(DAY);
      expect(await reserve("b", 100)).toBe(true);
      await settle("a", 0);
      expect(await reserve("c", 1)).toBe(false);
    });
  });
}
