import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datesOf, isoWeek } from "../../../src/engine/rules/calendar.ts";
import { rankLearners } from "../../../src/engine/rules/ranks.ts";
import type { Span } from "../../../src/engine/words/board.ts";
import { answerOf, DAY, makeRound, PLACE, practice, TEAM } from "../fixtures.ts";
import type { Current } from "../suite.ts";

const ALL = { kind: "all" } as const;
const HERE = { group: "g1", topic: null };

export function boardSuite(current: Current): void {
  let rounds = 0;
  /** Books points by a practice answer. */
  const earn = async (learner: string, points: number, date: string, group = "g1", topic = "cnn") => {
    const { store, now } = current();
    const id = `b${++rounds}`;
    const place = { team: TEAM, group };
    await store.addPractice({ ...makeRound({ id, opensAt: now(), mode: "practice" }, topic), place });
    await store.recordAnswer(place, id, answerOf(learner, 1), practice(date, points, 10_000, topic));
  };
  const lines = (page: { rows: readonly { learner: string; points: number; rank: number }[] }) =>
    page.rows.map((row) => `${row.rank} ${row.learner} ${row.points}`);

  describe("boards", () => {
    it("rank by points with shared places, ties by id, cut to the top", async () => {
      const { store } = current();
      for (const [learner, points] of [
        ["dan", 5],
        ["ada", 9],
        ["cleo", 5],
        ["ben", 5],
        ["eve", 1],
      ] as const) {
        await earn(learner, points, "2026-11-18");
      }
      const page = await store.standings(TEAM, HERE, ALL, 10, "eve");
      expect(lines(page)).toEqual(["1 ada 9", "2 ben 5", "2 cleo 5", "2 dan 5", "5 eve 1"]);
      const top = await store.standings(TEAM, HERE, ALL, 3, "eve");
      expect(lines(top)).toEqual(["1 ada 9", "2 ben 5", "2 cleo 5"]);
      expect(top.own).toEqual({ learner: "eve", name: "Name eve", points: 1, rank: 5 });
      expect(top.total).toBe(5);
      expect(await store.standings(TEAM, HERE, ALL, 10, "nobody")).toMatchObject({ own: null });
      expect(await store.standings(TEAM, HERE, ALL, 0, null)).toEqual({ rows: [], own: null, total: 5 });
    });

    it("turn page by page, and a tie keeps its place on the next page", async () => {
      const { store } = current();
      const learners = Array.from({ length: 12 }, (_, i) => `m${String(i).padStart(2, "0")}`);
      for (const [i, learner] of learners.entries())
        await earn(learner, i < 2 ? 9 : i < 9 ? 5 : 1, "2026-11-18");
      await store.setHidden(TEAM, "m03", true);
      const page = (from: number) => store.standings(TEAM, HERE, ALL, 4, "m11", from);
      expect(lines(await page(0))).toEqual(["1 m00 9", "1 m01 9", "3 m02 5", "3 m04 5"]);
      expect(lines(await page(4))).toEqual(["3 m05 5", "3 m06 5", "3 m07 5", "3 m08 5"]);
      expect(lines(await page(8))).toEqual(["9 m09 1", "9 m10 1", "9 m11 1"]);
      expect(await page(12)).toMatchObject({ rows: [], total: 11, own: { rank: 9 } });
    });

    it("leave out who left the team until they are there again; their points stay", async () => {
      const { store, now } = current();
      await earn("ada", 9, "2026-11-18");
      await earn("ben", 7, "2026-11-18");
      await store.setAbsent(TEAM, "ada", { since: now(), checked: now() });
      const seen = await store.standings(TEAM, HERE, ALL, 10, "ben");
      expect([lines(seen), seen.own?.rank, seen.total]).toEqual([["1 ben 7"], 1, 1]);
      expect(await store.absent(TEAM)).toEqual([{ learner: "ada", since: now(), checked: now() }]);
      expect(await store.absent("slack:T1")).toEqual([]);
      await store.setAbsent(TEAM, "ada", null);
      expect(lines(await store.standings(TEAM, HERE, ALL, 10, null))).toEqual(["1 ada 9", "2 ben 7"]);
    });

    it("tell a week of a group day by day: all points, and whose, also of those who hide", async () => {
      const { store } = current();
      await earn("ada", 9, "2026-11-16");
      await earn("ada", 4, "2026-11-16", "g1", "rnn");
      await earn("ben", 7, "2026-11-16");
      await earn("ben", 2, "2026-11-22");
      await earn("cleo", 5, "2026-11-23");
      await earn("dan", 6, "2026-11-17", "g2");
      await store.setHidden(TEAM, "ben", true);
      const days = await store.weekDays(PLACE, "2026-W47");
      expect(days.map(({ points, active }) => `${points} of ${active}`)).toEqual([
        ...["20 of 2", "0 of 0", "0 of 0", "0 of 0", "0 of 0", "0 of 0", "2 of 1"],
      ]);
      await store.forgetLearner(TEAM, "ada");
      expect((await store.weekDays(PLACE, "2026-W47"))[0]).toEqual({ points: 7, active: 1 });
      expect(await store.weekDays(PLACE, "2026-W46")).toEqual(
        Array.from({ length: 7 }, () => ({ points: 0, active: 0 })),
      );
    });

    it("show a new name as soon as it is known, and keep none of somebody who never answered", async () => {
      const { store } = current();
      await earn("ada", 9, "2026-11-18");
      await store.rename(TEAM, "ada", "Countess");
      await store.rename(TEAM, "zoe", "Zoe");
      expect((await store.standings(TEAM, HERE, ALL, 1, null)).rows[0]?.name).toBe("Countess");
      expect((await store.exportLearner(TEAM, "zoe")).name).toBeNull();
    });

    it("leave hidden learners out for others, who keep their true rank; the hidden see their own place", async () => {
      const { store } = current();
      for (const [learner, points] of [
        ["ada", 9],
        ["ben", 7],
        ["cleo", 7],
        ["dan", 3],
      ] as const) {
        await earn(learner, points, "2026-11-18");
      }
      await store.setHidden(TEAM, "ada", true);
      await store.setHidden(TEAM, "ben", true);
      expect(lines(await store.standings(TEAM, HERE, ALL, 10, null))).toEqual(["1 cleo 7", "2 dan 3"]);
      expect((await store.standings(TEAM, HERE, ALL, 10, "dan")).own?.rank).toBe(2);
      expect((await store.standings(TEAM, HERE, ALL, 10, "ben")).own).toMatchObject({ rank: 1, points: 7 });
      expect((await store.standings(TEAM, HERE, ALL, 10, "ben")).total).toBe(2);
      await store.setHidden(TEAM, "ada", false);
      expect(lines(await store.standings(TEAM, HERE, ALL, 1, null))).toEqual(["1 ada 9"]);
    });

    it("count days, weeks and months by their labels, and thirty days together exactly", async () => {
      const { store } = current();
      const rolling = async (until: string) =>
        lines(await store.standings(TEAM, HERE, { kind: "rolling", until }, 10, null));
      await earn("ada", 5, "2026-11-01");
      await earn("ben", 3, "2026-11-30");
      expect(await rolling("2026-11-30")).toEqual(["1 ada 5", "2 ben 3"]);
      expect(await rolling("2026-12-01")).toEqual(["1 ben 3"]);
      // Boards that were looked at stay exact while points come in.
      await earn("ben", 4, "2026-11-30");
      await earn("ada", 1, "2026-12-01");
      expect(await rolling("2026-11-30")).toEqual(["1 ben 7", "2 ada 5"]);
      expect(await rolling("2026-12-01")).toEqual(["1 ben 7", "2 ada 1"]);
      expect(await rolling("2026-10-31")).toEqual([]);
      const month = await store.standings(TEAM, HERE, { kind: "month", label: "2026-11" }, 10, null);
      expect(lines(month)).toEqual(["1 ben 7", "2 ada 5"]);
      expect(lines(await store.standings(TEAM, HERE, { kind: "week", label: "2026-W49" }, 10, null))).toEqual(
        ["1 ben 7", "2 ada 1"],
      );
      expect(
        lines(await store.standings(TEAM, HERE, { kind: "day", label: "2026-12-01" }, 10, null)),
      ).toEqual(["1 ada 1"]);
    });

    it("keep groups, topics and teams apart, and add them up where asked", async () => {
      const { store } = current();
      await earn("ada", 5, "2026-11-18", "g1", "cnn");
      await earn("ada", 3, "2026-11-18", "g1", "rnn");
      await earn("ada", 2, "2026-11-18", "g2", "cnn");
      const own = async (group: string | null, topic: string | null) =>
        (await store.standings(TEAM, { group, topic }, ALL, 10, "ada")).own?.points ?? 0;
      expect([
        await own("g1", null),
        await own("g1", "cnn"),
        await own(null, "cnn"),
        await own(null, null),
        await own("g2", "rnn"),
      ]).toEqual([8, 5, 7, 10, 0]);
      expect(
        (await store.standings("discord:other", { group: null, topic: null }, ALL, 10, "ada")).own,
      ).toBeNull();
    });

    it("of one label are forgotten together, with the totals of their groups", async () => {
      const { store, advance } = current();
      const day = { kind: "day", label: "2026-11-18" } as const;
      await earn("ada", 5, day.label);
      await advance(2 * DAY);
      await earn("ben", 3, day.label, "g2");
      expect(await store.groupTotals(TEAM, day)).toHaveLength(2);
      await advance(2 * DAY);
      expect(await store.groupTotals(TEAM, day)).toEqual([]);
      expect((await store.standings(TEAM, { group: null, topic: null }, day, 5, null)).total).toBe(0);
      expect(await store.groupTotals(TEAM, ALL)).toHaveLength(2);
    });

    it("compare groups by their points and how many earned any", async () => {
      const { store } = current();
      await earn("ada", 5, "2026-11-18");
      await earn("ada", 2, "2026-11-19");
      await earn("ben", 3, "2026-11-18");
      await earn("cleo", 9, "2026-11-18", "g2");
      await earn("dan", 0, "2026-11-18", "g3");
      const totals = async (span: Parameters<typeof store.groupTotals>[1]) =>
        [...(await store.groupTotals(TEAM, span))].sort((a, b) => (a.group < b.group ? -1 : 1));
      expect(await totals(ALL)).toEqual([
        { group: "g1", points: 10, active: 2 },
        { group: "g2", points: 9, active: 1 },
      ]);
      expect(await totals({ kind: "day", label: "2026-11-19" })).toEqual([
        { group: "g1", points: 2, active: 1 },
      ]);
      expect(await totals({ kind: "rolling", until: "2026-11-20" })).toEqual([
        { group: "g1", points: 10, active: 2 },
        { group: "g2", points: 9, active: 1 },
      ]);
      expect(await totals({ kind: "rolling", until: "2026-12-18" })).toEqual([
        { group: "g1", points: 2, active: 1 },
      ]);
    });

    it("of a team equal a sum of its answers from its second channel on, whoever hides, leaves or is forgotten", async () => {
      const { store, now } = current();
      const DAYS = ["2026-10-19", "2026-11-01", "2026-11-16", "2026-11-18"] as const;
      const SPANS: Span[] = [
        ALL,
        { kind: "day", label: "2026-11-18" },
        { kind: "week", label: "2026-W47" },
        { kind: "month", label: "2026-11" },
        { kind: "rolling", until: "2026-11-18" },
        { kind: "rolling", until: "2026-10-19" },
      ];
      const learner = fc.constantFrom("ada", "ben", "cleo", "dan");
      const topic = fc.constantFrom("cnn", "rnn");
      const earning = (groups: string[]) =>
        fc.record({
          does: fc.constant("earn" as const),
          ...{ learner, topic, group: fc.constantFrom(...groups) },
          ...{ day: fc.constantFrom(...DAYS), points: fc.integer({ min: 1, max: 9 }) },
        });
      const other = fc.record({ does: fc.constantFrom("hide", "show", "leave", "forget", "look"), learner });
      const steps = (groups: string[]) =>
        fc.array(fc.oneof({ weight: 4, arbitrary: earning(groups) }, { weight: 1, arbitrary: other }), {
          minLength: 6,
          maxLength: 14,
          size: "max",
        });
      let teams = 0;
      const away = new Set<string>();
      await fc.assert(
        fc.asyncProperty(steps(["g1"]), steps(["g1", "g2", "g3"]), async (alone, together) => {
          const team = `discord:7${++teams}` as const;
          away.clear();
          let earned: { learner: string; topic: string; group: string; day: string; points: number }[] = [];
          for (const step of [...alone, ...together]) {
            if (step.does === "earn") {
              const { group, day, points } = step as (typeof earned)[number];
              const id = `t${++rounds}`;
              const place = { team, group };
              await store.addPractice({
                ...makeRound({ id, opensAt: now(), mode: "practice" }, step.topic),
                place,
              });
              await store.recordAnswer(
                place,
                id,
                answerOf(step.learner, 1),
                practice(day, points, 10_000, step.topic),
              );
              earned.push(step as (typeof earned)[number]);
            } else if (step.does === "hide" || step.does === "show") {
              await store.setHidden(team, step.learner, step.does === "hide");
              await store.setAbsent(team, step.learner, null);
              if (step.does === "hide") away.add(step.learner);
              else away.delete(step.learner);
            } else if (step.does === "leave") {
              await store.setAbsent(team, step.learner, { since: now(), checked: now() });
              away.add(step.learner);
            } else if (step.does === "forget") {
              await store.forgetLearner(team, step.learner);
              away.delete(step.learner);
              earned = earned.filter((one) => one.learner !== step.learner);
            } else {
              await store.standings(team, { group: null, topic: null }, ALL, 3, null);
            }
          }
          const counts = (span: Span) => (day: string) => {
            if (span.kind === "all") return true;
            if (span.kind === "day") return day === span.label;
            if (span.kind === "week") return isoWeek(day) === span.label;
            return datesOf(span).includes(day);
          };
          for (const span of SPANS) {
            const meant = earned.filter(({ day }) => counts(span)(day));
            for (const group of [null, "g1", "g2"])
              for (const only of [null, "rnn"]) {
                const sums = new Map<string, number>();
                for (const one of meant)
                  if ((group ?? one.group) === one.group && (only ?? one.topic) === one.topic)
                    sums.set(one.learner, (sums.get(one.learner) ?? 0) + one.points);
                const all = [...sums].map(([id, points]) => ({ learner: id, name: `Name ${id}`, points }));
                const shown = rankLearners(all.filter((line) => !away.has(line.learner)));
                const page = await store.standings(team, { group, topic: only }, span, 10, "ada");
                expect({ rows: page.rows, total: page.total, own: page.own?.points ?? 0 }).toEqual({
                  ...{ rows: shown, total: shown.length, own: sums.get("ada") ?? 0 },
                });
              }
            const totals = ["g1", "g2", "g3"].flatMap((group) => {
              const here = meant.filter((one) => one.group === group);
              const active = new Set(here.map((one) => one.learner)).size;
              return active === 0
                ? []
                : [{ group, points: here.reduce((sum, one) => sum + one.points, 0), active }];
            });
            const found = [...(await store.groupTotals(team, span))].sort((a, b) =>
              a.group < b.group ? -1 : 1,
            );
            expect(found, JSON.stringify(span)).toEqual(totals);
          }
        }),
        { numRuns: 12 },
      );
    });

    it("show the name last used", async () => {
      const { store, now } = current();
      await earn("ada", 5, "2026-11-18");
      await store.openWindow(makeRound({ id: "named", opensAt: now() }), {
        version: 0,
        next: null,
        forget: [],
      });
      await store.recordAnswer(PLACE, "named", { ...answerOf("ada", 0), name: "Countess" }, null);
      expect((await store.standings(PLACE.team, HERE, ALL, 1, null)).rows[0]?.name).toBe("Countess");
    });
  });
}
