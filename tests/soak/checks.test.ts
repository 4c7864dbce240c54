import { describe, expect, it } from "vitest";
import { broken, doubles, type INVARIANTS } from "./checks.ts";
import { isToldOf, possibleOf } from "./observer.ts";
import type { Seen, WindowSeen } from "./record.ts";

const window: WindowSeen = {
  group: "g1",
  date: "2026-11-20",
  round: { id: "g1-2026-11-20-abc", status: "closed", windowNo: 1, message: "m1" },
  questions: [{ message: "m1", round: "g1-2026-11-20-abc", shows: "result" }],
  summaries: 1,
  results: 0,
  told: false,
};
const answer = {
  group: "g1",
  round: "g1-2026-11-20-abc",
  learner: "ada",
  possible: [1],
  tried: "1 confirmed 1",
  stored: 1,
  awarded: true,
} as const;
const streak = { last: 1, length: 1, best: 1 };

/** A record in which all is well. */
const well: Seen = {
  windows: [window],
  answers: [answer],
  settled: [{ round: "g1-2026-11-20-abc", learner: "ada", atClose: 1, now: 1 }],
  boards: [{ group: "g1", board: "all", shown: { ada: 21 }, rebuilt: { ada: 21 } }],
  streaks: [{ group: "g1", learner: "ada", stored: streak, rebuilt: streak }],
  recaps: [{ group: "g1", week: "2026-W47", count: 1 }],
  bystander: { before: { key: "a" }, after: { key: "a" } },
  strangers: [],
};
const withWindow = (change: Partial<WindowSeen>): Seen => ({ ...well, windows: [{ ...window, ...change }] });
const open = { ...window.questions[0], shows: "answers" } as WindowSeen["questions"][number];
const copy = { ...open, message: "m2" };

/** Records that somebody doctored, by the invariant that they break. */
const DOCTORED: Readonly<Record<keyof typeof INVARIANTS, Readonly<Record<string, Seen>>>> = {
  "a window is posted once or visibly skipped": {
    "a question came up twice": withWindow({ questions: [...window.questions, copy] }),
    "no question came up": withWindow({ questions: [] }),
    "the one that came up is not the one that is known": withWindow({
      questions: [{ ...copy, shows: "result" }],
    }),
    "a date was left out silently": withWindow({ round: null, questions: [], summaries: 0 }),
    "a void question takes answers": withWindow({
      ...{ round: { id: "r", status: "void", windowNo: null, message: null }, told: true },
      questions: [open],
    }),
    "a window has no number": {
      ...well,
      windows: [
        window,
        { ...window, date: "2026-11-21", round: { id: "r", status: "closed", windowNo: 3, message: "m1" } },
      ],
    },
  },
  "one result, one summary": {
    "two summaries": withWindow({ summaries: 2 }),
    "no summary": withWindow({ summaries: 0 }),
    "no result": withWindow({ questions: [open] }),
    "a result in its place and one besides": withWindow({ results: 1 }),
    "a round that never closes": withWindow({
      round: { id: "g1-2026-11-20-abc", status: "closing", windowNo: 1, message: "m1" },
    }),
    "two recaps of a week": { ...well, recaps: [{ group: "g1", week: "2026-W47", count: 2 }] },
  },
  "nothing acknowledged is lost": {
    "an answer that was confirmed is not there": {
      ...well,
      answers: [{ ...answer, stored: null, awarded: false }],
    },
    "another one is there": { ...well, answers: [{ ...answer, stored: 2 }] },
    "one is there that nobody gave": { ...well, answers: [{ ...answer, possible: [null] }] },
  },
  "a learner is scored once per round": {
    "an answer is not booked": { ...well, answers: [{ ...answer, awarded: false }] },
    "nothing was answered and it is booked": {
      ...well,
      answers: [{ ...answer, possible: [null], stored: null }],
    },
    "a streak was lengthened twice": {
      ...well,
      streaks: [{ group: "g1", learner: "ada", stored: { ...streak, length: 2 }, rebuilt: streak }],
    },
  },
  "boards equal a rebuild from the answers": {
    "points were booked twice": {
      ...well,
      boards: [{ group: "g1", board: "all", shown: { ada: 42 }, rebuilt: { ada: 21 } }],
    },
    "a learner is missing": {
      ...well,
      boards: [{ group: "g1", board: "all", shown: {}, rebuilt: { ada: 21 } }],
    },
  },
  "nothing is written after the close": {
    "an answer was changed": {
      ...well,
      settled: [{ round: "g1-2026-11-20-abc", learner: "ada", atClose: 1, now: 2 }],
    },
    "an answer came in late": {
      ...well,
      settled: [{ round: "g1-2026-11-20-abc", learner: "ben", atClose: null, now: 0 }],
    },
  },
  "no key of another team is touched": {
    "one was changed": { ...well, bystander: { before: { key: "a" }, after: { key: "b" } } },
    "one is gone": { ...well, bystander: { before: { key: "a" }, after: {} } },
    "one came": { ...well, bystander: { before: {}, after: { key: "a" } } },
    "a team that is none of this run has one": { ...well, strangers: ["dlq:{1}:discord:9:names"] },
  },
};

describe("the checks of the soak", () => {
  it("find nothing where all is well", () => {
    expect(broken(well)).toEqual([]);
  });

  for (const [name, records] of Object.entries(DOCTORED))
    for (const [what, seen] of Object.entries(records))
      it(`"${name}" fails where ${what}`, () => {
        expect(broken(seen).some((line) => line.startsWith(name))).toBe(true);
      });

  it("let a question be left out where somebody is told, and be taken back where it came twice", () => {
    expect(broken(withWindow({ round: null, questions: [], summaries: 0, told: true }))).toEqual([]);
    const taken = { ...copy, shows: "taken-back" } as const;
    expect(broken(withWindow({ questions: [...window.questions, taken] }))).toEqual([]);
    expect(doubles([...window.questions, taken, { ...copy, message: "m3" }])).toEqual({
      live: 1,
      takenBack: 1,
    });
  });

  it("take each date for told of that a word names, alone or as one of several", () => {
    const one = "I was away when the question of 20 Nov 2026 was due";
    const several =
      "I was away when 3 questions were due in #daily, from 30 Nov 2026 to 2 Dec 2026, and it was";
    const dates = ["2026-11-20", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"];
    expect(dates.filter((date) => isToldOf(date, one))).toEqual(["2026-11-20"]);
    expect(dates.filter((date) => isToldOf(date, several))).toEqual([
      ...["2026-11-30", "2026-12-01", "2026-12-02"],
    ]);
  });

  it("take what was tried after the last confirmed answer for possible, and nothing before it", () => {
    expect(possibleOf([])).toEqual([null]);
    expect(possibleOf([{ choice: 1, confirmed: null }])).toEqual([null, 1]);
    expect(
      possibleOf([
        { choice: 0, confirmed: null },
        { choice: 1, confirmed: 1 },
        { choice: 2, confirmed: null },
      ]),
    ).toEqual([1, 2]);
  });
});
