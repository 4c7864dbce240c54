import { describe, expect, it } from "vitest";
import type { StudyPlan } from "../../../src/engine/words/plan.ts";
import { DAY, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const ROLE: StudyPlan = { date: "2027-02-01", minutes: 15, about: { role: "computer-vision-engineer" } };
const JOB: StudyPlan = { date: "2027-03-01", minutes: 30, about: { subjects: ["cnn", "rope"] } };

export function planSuite(current: Current): void {
  const read = (learner = "ada") => current().store.readPlans(TEAM, learner);
  const write = (version: number, plan: StudyPlan | null, draft: StudyPlan | null, days = 30) =>
    current().store.writePlans(TEAM, "ada", version, { plan, draft }, current().now() + days * DAY);

  describe("a learner's plans", () => {
    it("are none until they are written, and each learner's own", async () => {
      expect(await read()).toEqual({ plan: null, draft: null, version: 0 });
      expect(await write(0, ROLE, null)).toBe(true);
      expect(await write(1, ROLE, JOB)).toBe(true);
      expect(await read()).toEqual({ plan: ROLE, draft: JOB, version: 2 });
      expect(await read("ben")).toEqual({ plan: null, draft: null, version: 0 });
      expect(await current().store.readPlans("slack:T1", "ada")).toMatchObject({ plan: null });
    });

    it("stay as another write left them that came first", async () => {
      expect(await write(0, ROLE, null)).toBe(true);
      expect(await write(0, JOB, null)).toBe(false);
      expect(await write(7, JOB, null)).toBe(false);
      expect(await Promise.all([write(1, JOB, null), write(1, null, JOB)])).toHaveLength(2);
      expect((await read()).version).toBe(2);
    });

    it("are gone where both are taken away, and begin anew", async () => {
      await write(0, ROLE, JOB);
      expect(await write(1, null, null)).toBe(true);
      expect(await read()).toEqual({ plan: null, draft: null, version: 0 });
      expect(await write(0, JOB, null)).toBe(true);
      expect((await read()).plan).toEqual(JOB);
    });

    it("are forgotten in time, and with the learner", async () => {
      await write(0, ROLE, null, 2);
      await current().advance(3 * DAY);
      expect(await read()).toEqual({ plan: null, draft: null, version: 0 });
      expect((await current().store.exportLearner(TEAM, "ada")).plans).toEqual({ plan: null, draft: null });
      await write(0, ROLE, JOB);
      expect((await current().store.exportLearner(TEAM, "ada")).plans).toEqual({ plan: ROLE, draft: JOB });
      await current().store.forgetLearner(TEAM, "ada");
      expect(await read()).toEqual({ plan: null, draft: null, version: 0 });
    });
  });
}
