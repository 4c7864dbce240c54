import { afterAll, beforeEach, describe } from "vitest";
import type { StoreHarness } from "./harness.ts";
import { boardSuite } from "./suite/boards.ts";
import { closeSuite } from "./suite/close.ts";
import { documentSuite } from "./suite/documents.ts";
import { dueSuite } from "./suite/due.ts";
import { focusSuite } from "./suite/focus.ts";
import { groupSuite } from "./suite/groups.ts";
import { habitSuite } from "./suite/habits.ts";
import { itemSuite } from "./suite/items.ts";
import { learnerSuite } from "./suite/learners.ts";
import { learningSuite } from "./suite/learning.ts";
import { lifeSuite } from "./suite/life.ts";
import { opinionSuite } from "./suite/opinions.ts";
import { optionSuite } from "./suite/options.ts";
import { planSuite } from "./suite/plans.ts";
import { practiceSuite } from "./suite/practice.ts";
import { raceSuite } from "./suite/races.ts";
import { reminderSuite } from "./suite/reminders.ts";
import { roundSuite } from "./suite/rounds.ts";
import { teamSuite } from "./suite/teams.ts";

/** Gives the harness of the running test. */
export type Current = () => StoreHarness;

/** What every store must do, whatever it is made of. */
export function storeSuite(name: string, make: () => Promise<StoreHarness>): void {
  describe(name, () => {
    let harness: StoreHarness | null = null;
    beforeEach(async () => {
      await harness?.close();
      harness = await make();
    });
    afterAll(() => harness?.close());
    const current: Current = () => harness as StoreHarness;
    groupSuite(current);
    dueSuite(current);
    roundSuite(current);
    optionSuite(current);
    lifeSuite(current);
    practiceSuite(current);
    closeSuite(current);
    boardSuite(current);
    learnerSuite(current);
    learningSuite(current);
    focusSuite(current);
    opinionSuite(current);
    reminderSuite(current);
    planSuite(current);
    documentSuite(current);
    itemSuite(current);
    habitSuite(current);
    teamSuite(current);
    raceSuite(current);
  });
}
