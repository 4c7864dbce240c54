import { describe, expect, it } from "vitest";
import type { Choice } from "../../../src/engine/words/round.ts";
import {
  answerOf,
  answersOf,
  award,
  draft,
  labels,
  makeRound,
  NO_CHANGE,
  PLACE,
  practice,
  SCHEDULE,
  TEAM,
} from "../fixtures.ts";
import type { Current } from "../suite.ts";

const DATE = "2026-11-18";
const TERMS = { version: 0, next: null, forget: [] };
const FIFTY = Array.from({ length: 50 }, (_, i) => i);

export function raceSuite(current: Current): void {
  describe("races", () => {
    it("50 presses of one learner on a practice round: one is judged, the rest learn that it stands", async () => {
      const { store, now } = current();
      await store.addPractice(makeRound({ id: "p1", opensAt: now(), mode: "practice" }));
      const outcomes = await Promise.all(
        FIFTY.map((i) => store.recordAnswer(PLACE, "p1", answerOf("ada", (i % 4) as Choice), practice(DATE))),
      );
      const judged = outcomes.filter((o) => o.kind === "judged");
      const stands = outcomes.filter((o) => o.kind === "stands");
      expect([judged.length, stands.length]).toEqual([1, 49]);
      const reviews = (await store.readReviews(TEAM, "ada")).concepts.get("cnn")?.reviews;
      expect(reviews).toHaveLength(1);
      const kept = await store.answerOf(TEAM, "p1", "ada");
      expect(stands.every((o) => o.kind === "stands" && o.choice === kept)).toBe(true);
      const own = (await store.standings(TEAM, { group: "g1", topic: null }, { kind: "all" }, 1, "ada")).own;
      expect(own?.points ?? 0).toBe(kept === 1 ? 4 : 0);
    });

    it("50 presses of one learner on a daily round: one answer, a chain of changes", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      const outcomes = await Promise.all(
        FIFTY.map((i) => store.recordAnswer(PLACE, "r1", answerOf("ada", (i % 4) as Choice), null)),
      );
      expect(outcomes.every((o) => o.kind === "taken" && o.answered === 1)).toBe(true);
      expect(outcomes.filter((o) => o.kind === "taken" && o.previous === null)).toHaveLength(1);
      expect(await store.answeredCount(TEAM, "r1")).toBe(1);
    });

    it("50 presses against the freeze: what was acknowledged is frozen, what was late is not", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      const presses = FIFTY.map((i) => store.recordAnswer(PLACE, "r1", answerOf(`l${i}`, 1), null));
      const [frozen, ...outcomes] = await Promise.all([store.freezeRound(TEAM, "r1", true), ...presses]);
      const taken = outcomes.flatMap((o, i) => (o.kind === "taken" ? [`l${i}`] : []));
      expect(outcomes.every((o) => o.kind === "taken" || o.kind === "late")).toBe(true);
      const again = await store.freezeRound(TEAM, "r1", true);
      expect((await answersOf(store, "r1")).map((a) => a.learner).sort()).toEqual(taken.sort());
      expect(again?.tally).toEqual([0, taken.length, 0, 0]);
      expect(frozen?.tally[1] ?? 0).toBeLessThanOrEqual(taken.length);
    });

    it("20 replicas open the same date: one does", async () => {
      const { store, now } = current();
      const outcomes = await Promise.all(
        FIFTY.slice(0, 20).map((i) =>
          store.openWindow(makeRound({ id: `r${i}`, opensAt: now(), date: DATE }), TERMS),
        ),
      );
      expect(outcomes.filter((o) => o.kind === "opened")).toHaveLength(1);
      expect(outcomes.filter((o) => o.kind === "exists")).toHaveLength(19);
    });

    it("awards of a close that several replicas repeat at once are booked once", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now() }), TERMS);
      await store.confirmPosted(TEAM, "r1", { channel: "g1", message: "m" });
      await Promise.all(FIFTY.map((i) => store.recordAnswer(PLACE, "r1", answerOf(`l${i}`, 1), null)));
      await store.freezeRound(TEAM, "r1", true);
      const bookAll = async (count: number) => {
        for (let after: number | null = 0; after !== null; ) {
          const page = await store.readAnswers(PLACE, "r1", after, count);
          const awards = page.answers.map(({ learner }) => award(learner, 10, 1));
          after = await store.awardPage(TEAM, "r1", { ...page, after, awards }, labels(DATE), draft(DATE));
        }
      };
      await Promise.all(Array.from({ length: 12 }, (_, k) => bookAll(3 + (k % 5))));
      expect((await store.readRound(TEAM, "r1"))?.status).toBe("showing");
      expect(await store.groupTotals(TEAM, { kind: "all" })).toEqual([
        { group: "g1", points: 500, active: 50 },
      ]);
      for (const i of FIFTY)
        expect((await store.readReviews(TEAM, `l${i}`)).concepts.get("cnn")?.reviews).toHaveLength(1);
    });

    it("due work is handed to one of many", async () => {
      const { store, now } = current();
      await Promise.all(
        FIFTY.map((i) =>
          store.writeGroup({ team: `discord:${i}`, group: "g" }, 0, {
            ...NO_CHANGE,
            schedule: SCHEDULE,
            next: { date: "d", at: now() - 1 },
          }),
        ),
      );
      const claims = await Promise.all(Array.from({ length: 8 }, () => store.claimDue(20, 60_000)));
      const teams = claims.flat().map((job) => job.place.team);
      expect([teams.length, new Set(teams).size]).toEqual([50, 50]);
    });

    it("settings that two change at once: one wins, the other learns of it", async () => {
      const { store } = current();
      const outcomes = await Promise.all(FIFTY.map(() => store.writeGroup(PLACE, 0, NO_CHANGE)));
      expect(outcomes.filter((o) => o.kind === "written")).toHaveLength(1);
    });
  });
}
