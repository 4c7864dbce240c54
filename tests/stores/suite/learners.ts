import { describe, expect, it } from "vitest";
import type { StudyPlan } from "../../../src/engine/words/plan.ts";
import {
  answerOf,
  award,
  book,
  DAY,
  makeRound,
  makeSpoken,
  NO_CHANGE,
  PLACE,
  practice,
  SCHEDULE,
  TEAM,
} from "../fixtures.ts";
import type { Current } from "../suite.ts";

const DATE = "2026-11-18";
const ALL = { kind: "all" } as const;
const PLAN: StudyPlan = { date: "2027-02-01", minutes: 15, about: { role: "data-scientist" } };

const REPORT = { version: 1, kind: "other" } as const;

export function learnerSuite(current: Current): void {
  /** Learner "ada-17" has left traces wherever one can. */
  async function traces() {
    const { store, now } = current();
    const who = "ada-17";
    await store.writeGroup(PLACE, 0, { ...NO_CHANGE, schedule: SCHEDULE, managedBy: who });
    await store.openWindow(makeRound({ id: "r1", opensAt: now(), date: DATE }), {
      version: 1,
      next: null,
      forget: [],
    });
    await store.confirmPosted(TEAM, "r1", { channel: "g1", message: "m1" });
    await store.recordAnswer(PLACE, "r1", answerOf(who, 1), null);
    await store.recordAnswer(PLACE, "r1", answerOf("ben", 1), null);
    await store.freezeRound(TEAM, "r1", true);
    await book(store, "r1", [award(who, 21, 1, 2), award("ben", 21, 1)], DATE);
    for (const [id, over] of [
      ["p1", {}],
      ["p2", { onlyFor: who }],
      ["p3", { onlyFor: who }],
    ] as const) {
      await store.addPractice(makeRound({ id, opensAt: now(), mode: "practice", ...over }, "rnn"));
    }
    await store.recordAnswer(PLACE, "p1", answerOf(who, 1), {
      ...practice(DATE, 4, 30, "rnn"),
      isDue: true,
    });
    await store.recordAnswer(PLACE, "p2", answerOf(who, 0), practice(DATE, 4, 30, "rnn"));
    await store.openWindow(makeRound({ id: "r2", opensAt: now(), date: "2026-11-19" }), {
      version: 1,
      next: null,
      forget: [],
    });
    await store.recordAnswer(PLACE, "r2", { ...answerOf(who, 3), at: now() }, null);
    const elsewhere = { ...PLACE, group: "g3" };
    await store.openWindow(makeSpoken({ id: "r3", place: elsewhere, opensAt: now(), date: DATE }), {
      version: 0,
      next: null,
      forget: [],
    });
    await store.recordAnswer(elsewhere, "r3", { ...answerOf(who, 0), text: `I am ${who}` }, null);
    await store.recordAnswer(PLACE, "r2", { ...answerOf(who, 3), at: now() + 1 }, null);
    // So many that the oldest become a snapshot.
    for (let i = 0; i < 20; i++)
      await store.recordReview(TEAM, who, {
        ...{ id: `o${i}`, at: now(), concept: "gan", item: "gan.o1", mode: "open" },
        outcome: { kind: "open", covered: 1, by: "own" },
      });
    await store.readReviews(TEAM, who);
    await store.setConfidence(TEAM, "r2", who, "leaning");
    await store.setConfidence(TEAM, "p3", who, "guess");
    await store.takeHints(TEAM, "r2", who, 1);
    await store.takeHints(TEAM, "p3", who, 2);
    const reminders = { at: null, timezone: "UTC", group: "g1", results: false, next: now() };
    await store.setReminders(TEAM, who, reminders);
    await store.putSession(TEAM, who, { id: "s1", version: 1, state: "{}" });
    await store.setConsent(TEAM, who, { sends: true, to: "models.example" });
    await store.putWritten(TEAM, who, { item: "cnn.o1", text: "some words" });
    await store.writePlans(TEAM, who, 0, { plan: PLAN, draft: null }, current().now() + 90 * DAY);
    await store.setHidden(TEAM, who, true);
    await store.setLanguage(TEAM, who, "de");
    await store.setManager(TEAM, who, true);
    await store.setManager(TEAM, who, true, "g2");
    await store.setAbsent(TEAM, who, { since: now(), checked: now() });
    await store.addReport(TEAM, { ...REPORT, item: "cnn.c1", learner: who, reason: "two keys", group: "g1" });
    // A board that is summed, and that somebody looked at.
    await store.standings(TEAM, { group: "g1", topic: null }, { kind: "rolling", until: DATE }, 5, null);
    return who;
  }

  describe("a learner's own data", () => {
    it("knows all groups in which they answered, and forgets them", async () => {
      const { store, now } = current();
      const groups = async () => (await store.readLearner(PLACE, "ada-17")).groups;
      expect(await groups()).toEqual([]);
      for (const group of ["g2", "g1", "g2"]) {
        const place = { ...PLACE, group };
        const id = `p-${group}`;
        await store.addPractice(makeRound({ id, place, opensAt: now(), mode: "practice" }));
        await store.recordAnswer(place, id, answerOf("ada-17", 1), practice(DATE));
      }
      expect(await groups()).toEqual(["g1", "g2"]);
      await store.forgetLearner(TEAM, "ada-17");
      expect(await groups()).toEqual([]);
    });

    it("is exported whole", async () => {
      const { store, now } = current();
      const who = await traces();
      const data = await store.exportLearner(TEAM, who);
      expect(data).toMatchObject({
        learner: who,
        name: "Name ada-17",
        hidden: true,
        language: "de",
        manager: true,
        manages: ["g1", "g2"],
        lastGroup: "g1",
        streaks: { g1: { last: 1, length: 2, best: 2 } },
        answeredOn: { g1: DATE },
        topics: [
          { topic: "cnn", right: 1, answered: 1 },
          { topic: "rnn", right: 1, answered: 2 },
        ],
        practicePoints: { [DATE]: 4 },
        answers: {
          r1: { choice: 1, item: "cnn.c1", awarded: true, points: null },
          r2: { choice: 3, item: "cnn.c1", givenAt: now() + 1, awarded: false, confidence: "leaning" },
          p1: { choice: 1, item: "rnn.c1", awarded: false, points: 4 },
          p2: { choice: 0, item: "rnn.c1", awarded: false },
        },
        texts: { r3: `I am ${who}` },
        asked: { p3: { item: "rnn.c1", confidence: "guess" } },
        reviews: {
          cnn: { snapshot: null, reviews: [{ mode: "daily", item: "cnn.c1", outcome: { right: true } }] },
          gan: { snapshot: { reviews: 8, own: 1 } },
          rnn: { reviews: [{ mode: "practice", outcome: { right: true } }, { outcome: { right: false } }] },
        },
        seen: { "cnn.c1": Date.parse(DATE), "gan.o1": Date.parse(DATE), "rnn.c1": Date.parse(DATE) },
        session: { id: "s1", version: 1, state: "{}" },
        plans: { plan: PLAN, draft: null },
        reports: [{ item: "cnn.c1", reason: "two keys", group: "g1" }],
      });
      expect(data.boards).toMatchObject({
        "g1|*|all|": 25,
        "g1|rnn|all|": 4,
        [`g1|*|day|${DATE}`]: 25,
        "g1|*|week|2026-W47": 25,
        "g1|*|month|2026-11": 25,
      });
      expect(Object.keys(data.boards)).toHaveLength(6);
      expect(data.earned).toEqual({ [`g1|${DATE}|cnn`]: 21, [`g1|${DATE}|rnn`]: 4 });
    });

    it("is exported whole: nothing that the store holds of them is missing", async () => {
      const { store, tracesOf } = current();
      const who = await traces();
      const data = await store.exportLearner(TEAM, who);
      const isThere: Record<string, (id: string) => boolean> = {
        names: () => data.name !== null,
        hidden: () => data.hidden,
        languages: () => data.language === "de",
        managers: () => data.manager && data.manages.includes("g2"),
        absent: () => data.absent !== null,
        group: (group) => data.manages.includes(group),
        streaks: (group) => group in data.streaks,
        answering: (group) => group in data.answeredOn,
        answers: (round) => round in data.answers,
        answeredAt: (round) => typeof data.answers[round]?.givenAt === "number",
        judged: (round) => typeof data.answers[round]?.points === "number",
        // The ids of what they asked for alone.
        own: () => Object.keys(data.asked).length > 0,
        top: (round) => data.answers[round]?.awarded === true,
        // Its id, and who alone may answer it.
        round: (round) => round in data.answers || round in data.asked,
        learner: () => data.topics.length > 0 && data.lastGroup !== null && data.groups.length > 0,
        answeredIn: () => data.groups.length > 0,
        reports: () => data.reports.length === 1,
        reviews: () => Object.keys(data.reviews).length === 3,
        seen: () => Object.keys(data.seen).length === 3,
        active: () => data.days[DATE] === 2,
        freezes: () => "rnn" in data.freezes.towards,
        session: () => data.session !== null,
        consents: () => data.consent?.sends === true,
        written: () => data.written !== null,
        remind: () => data.reminding.reminders !== null,
        // The platform's due index.
        discord: () => data.reminding.reminders !== null,
        plans: () => data.plans.plan !== null,
        hints: (round) => round in data.hints,
        texts: (round) => round in data.texts,
        confidences: (round) => (data.answers[round] ?? data.asked[round])?.confidence != null,
        spent: (date) => date in data.practicePoints,
        board: (board) => board in data.boards,
        earned: (day) => Object.keys(data.earned).some((one) => one.startsWith(day)),
        setup: () => data.manages.includes("g1"),
      };
      const found = await tracesOf(who);
      expect(found.length).toBeGreaterThan(20);
      expect(found.filter(([where, id]) => !isThere[where]?.(id))).toEqual([]);
      expect(found.filter(([where]) => where === "board")).toHaveLength(Object.keys(data.boards).length);
    });

    it("holds the language that they chose, in this team alone, until they choose none or are forgotten", async () => {
      const { store } = current();
      const read = (who: string) => store.readLanguage(TEAM, who);
      const told = async () => [
        await read("ada"),
        await read("ben"),
        await store.readLanguage("slack:T1", "ada"),
        (await store.exportLearner(TEAM, "ada")).language,
      ];
      expect(await told()).toEqual([null, null, null, null]);
      await store.setLanguage(TEAM, "ada", "en");
      await store.setLanguage(TEAM, "ada", "de");
      await store.setLanguage(TEAM, "ben", "en");
      expect(await told()).toEqual(["de", "en", null, "de"]);
      await store.setLanguage(TEAM, "ada", null);
      expect(await told()).toEqual([null, "en", null, null]);
      await store.setLanguage(TEAM, "ada", "de");
      await store.forgetLearner(TEAM, "ada");
      expect(await told()).toEqual([null, "en", null, null]);
    });

    it("is exported without what was forgotten with time", async () => {
      const { store, advance } = current();
      const who = await traces();
      const kinds = async () => {
        const { boards } = await store.exportLearner(TEAM, who);
        return [...new Set(Object.keys(boards).map((key) => key.split("|")[2]))].sort();
      };
      await advance(30 * DAY);
      expect(await kinds()).toEqual(["all", "month"]);
      await advance(50 * DAY);
      expect(await kinds()).toEqual(["all"]);
      const data = await store.exportLearner(TEAM, who);
      expect([data.answers, data.earned]).toEqual([{}, {}]);
    });

    it("is gone everywhere when it is forgotten, and nobody else's is touched", async () => {
      const { store, dump } = current();
      const who = await traces();
      const benBefore = await store.exportLearner(TEAM, "ben");
      await store.forgetLearner(TEAM, who);
      await store.forgetLearner(TEAM, who);
      expect(await store.exportLearner(TEAM, who)).toEqual({
        learner: who,
        name: null,
        groups: [],
        hidden: false,
        lastGroup: null,
        manager: false,
        manages: [],
        absent: null,
        language: null,
        answeredOn: {},
        streaks: {},
        topics: [],
        boards: {},
        earned: {},
        practicePoints: {},
        answers: {},
        asked: {},
        hints: {},
        texts: {},
        reviews: {},
        seen: {},
        days: {},
        freezes: { earned: [], towards: {} },
        session: null,
        consent: null,
        written: null,
        reminding: { reminders: null, sent: null, told: null, pausedUntil: null },
        plans: { plan: null, draft: null },
        reports: [],
      });
      expect(await store.exportLearner(TEAM, "ben")).toEqual(benBefore);
      const text = await dump();
      expect(text).toContain("ben");
      expect(text).not.toContain("ada-17");
      expect(await store.groupTotals(TEAM, ALL)).toEqual([{ group: "g1", points: 21, active: 1 }]);
      expect((await store.readGroup(PLACE)).managedBy).toBeNull();
      expect(await store.readLanguage(TEAM, who)).toBeNull();
      expect([await store.readRound(TEAM, "p2"), await store.readRound(TEAM, "p3")]).toEqual([null, null]);
      expect(await store.answeredCount(TEAM, "r2")).toBe(0);
      for (const until of [DATE, "2026-11-19"]) {
        const page = await store.standings(
          TEAM,
          { group: "g1", topic: null },
          { kind: "rolling", until },
          5,
          who,
        );
        expect([page.own, page.total]).toEqual([null, 1]);
      }
    });

    it("that was forgotten in the middle of a close is not booked again", async () => {
      const { store, now } = current();
      await store.openWindow(makeRound({ id: "r1", opensAt: now(), date: DATE }), {
        version: 0,
        next: null,
        forget: [],
      });
      await store.confirmPosted(TEAM, "r1", { channel: "g1", message: "m1" });
      await store.recordAnswer(PLACE, "r1", answerOf("ada", 1), null);
      await store.freezeRound(TEAM, "r1", true);
      await store.forgetLearner(TEAM, "ada");
      await book(store, "r1", [award("ada", 21, 1)], DATE);
      expect((await store.exportLearner(TEAM, "ada")).boards).toEqual({});
      expect(await store.readLearner(PLACE, "ada")).toMatchObject({ streak: null, topics: [] });
    });
  });

  describe("reports and managers", () => {
    it("is known as the platform said, for a while and until it is forgotten", async () => {
      const { store, advance, dump } = current();
      await store.keepMember(TEAM, "ada", "said of ada", DAY);
      await store.keepMember(TEAM, "ben", "said of ben", DAY);
      await store.keepMember(TEAM, "ada", "said again", 2 * DAY);
      expect(await store.recallMember(TEAM, "ada")).toBe("said again");
      expect(await store.recallMember("discord:1001", "ada")).toBeNull();
      await advance(DAY + 1000);
      expect(await store.recallMember(TEAM, "ben")).toBeNull();
      expect(await store.recallMember(TEAM, "ada")).toBe("said again");
      await store.forgetLearner(TEAM, "ada");
      expect(await store.recallMember(TEAM, "ada")).toBeNull();
      expect(await dump()).not.toContain("said again");
    });

    it("takes one report per learner and item", async () => {
      const { store } = current();
      const report = { ...REPORT, item: "cnn.c1", learner: "ada", reason: "typo", group: "g1" };
      expect(await store.addReport(TEAM, report)).toBe(true);
      expect(await store.addReport(TEAM, { ...report, reason: "again" })).toBe(false);
      expect(await store.addReport(TEAM, { ...report, item: "cnn.c2" })).toBe(true);
      expect(await store.addReport(TEAM, { ...report, learner: "ben" })).toBe(true);
    });

    it("reads the streaks of several learners of a group at once", async () => {
      const { store } = current();
      await traces();
      const found = await store.readStreaks(PLACE, ["ada-17", "ben", "nobody"]);
      expect([...found.keys()]).toEqual(["ada-17", "ben"]);
      expect(found.get("ada-17")).toEqual((await store.readLearner(PLACE, "ada-17")).streak);
      expect((await store.readStreaks(PLACE, [])).size).toBe(0);
      expect((await store.readStreaks({ team: TEAM, group: "g9" }, ["ben"])).size).toBe(0);
    });

    it("knows whose daily questions a learner set up last", async () => {
      const { store } = current();
      const set = (group: string, version: number, managedBy: string | null) =>
        store.writeGroup({ team: TEAM, group }, version, { ...NO_CHANGE, schedule: SCHEDULE, managedBy });
      for (const group of ["g2", "g1", "g3"]) await set(group, 0, "ada");
      await set("g3", 1, "ben");
      expect(await store.setUpBy(TEAM, "ada")).toEqual(["g1", "g2"]);
      expect(await store.setUpBy(TEAM, "ben")).toEqual(["g3"]);
      await set("g3", 2, null);
      expect([await store.setUpBy(TEAM, "ben"), await store.setUpBy(TEAM, "ad")]).toEqual([[], []]);
      expect(await store.setUpBy("slack:T1", "ada")).toEqual([]);
    });

    it("names managers of one group alone", async () => {
      const { store } = current();
      await store.setManager(TEAM, "ada", true, "g1");
      await store.setManager(TEAM, "ben", true);
      expect([await store.managers(TEAM), await store.managers(TEAM, "g1")]).toEqual([["ben"], ["ada"]]);
      expect(await store.managers(TEAM, "g2")).toEqual([]);
      await store.setManager(TEAM, "ada", false);
      expect(await store.managers(TEAM, "g1")).toEqual(["ada"]);
      await store.setManager(TEAM, "ada", false, "g1");
      expect(await store.managers(TEAM, "g1")).toEqual([]);
    });

    it("names and unnames managers of a team", async () => {
      const { store } = current();
      for (const who of ["ben", "ada", "ben"]) await store.setManager(TEAM, who, true);
      expect(await store.managers(TEAM)).toEqual(["ada", "ben"]);
      await store.setManager(TEAM, "ada", false);
      expect(await store.managers(TEAM)).toEqual(["ben"]);
      expect(await store.managers("slack:T1")).toEqual([]);
    });
  });
}
