import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bearingAfter,
  claimed,
  computedIn,
  coveredIn,
  FEWEST_OPEN,
  followUpFor,
  type InterviewCandidate,
  MINUTES_COMPUTED,
  MOST_OPEN,
  minutesFor,
  nextComputed,
  nextOpen,
  openIn,
  scorecardOf,
  turnOf,
} from "../../src/engine/rules/interviews.ts";
import { isCase, LEVEL_TERMS, reserveOf, roomIn } from "../../src/engine/rules/sheets.ts";
import {
  type ComputedAsked,
  HOW_ANSWERED,
  type InterviewQuestion,
  isInterview,
  isScorecard,
  LEAST_INTERVIEW,
  type OpenAsked,
  STRENGTHS,
} from "../../src/engine/words/interview.ts";
import { DIFFICULTIES, type Difficulty } from "../../src/engine/words/item.ts";
import { SENIORITIES } from "../../src/engine/words/sheet.ts";

const rank = ({ difficulty }: Pick<InterviewCandidate, "difficulty">) => DIFFICULTIES.indexOf(difficulty);

/** Twelve concepts in three topics, each building on the one before. */
const POOL: fc.Arbitrary<InterviewCandidate[]> = fc
  .array(
    fc.record({
      concept: fc.nat(11),
      difficulty: fc.constantFrom(...DIFFICULTIES),
      style: fc.constantFrom("definition", "conceptual", "compare", "decision", "diagnosis", "trick"),
      frequency: fc.constantFrom("common", "regular", "occasional"),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map((one, i) => ({
      ...one,
      id: `q${i}`,
      concept: { id: `k${one.concept}` },
      topic: { id: `t${one.concept % 3}` },
    })),
  );
const short = (id: string, topic: string, difficulty: Difficulty = "medium") => ({
  ...{ id, concept: { id }, topic: { id: topic }, difficulty },
});
const COVERED = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
const TERMS = fc.record({
  level: fc.constantFrom(...SENIORITIES),
  count: fc.integer({ min: 3, max: 8 }),
  seed: fc.string({ minLength: 1, maxLength: 6 }),
  tells: fc
    .array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 10 })
    .map((pairs) => pairs.filter(([a, b]) => a !== b)),
  covered: fc.array(COVERED, { minLength: 8, maxLength: 8 }),
});
type Terms = typeof TERMS extends fc.Arbitrary<infer T> ? T : never;
const buildsOn = (concept: string): string[] => {
  const number = Number(concept.slice(1));
  return number === 0 ? [] : [`k${number - 1}`];
};

/** A whole interview, each question answered as the terms say. */
function held(pool: readonly InterviewCandidate[], { tells, covered, ...terms }: Terms) {
  const asked: { one: InterviewCandidate; covered: number | null }[] = [];
  for (;;) {
    const one = nextOpen(pool, asked, {
      ...terms,
      prerequisitesOf: buildsOn,
      givesAway: (a, b) => tells.some(([x, y]) => a.id === `q${x}` && b.id === `q${y}`),
    });
    if (one === null) return asked;
    asked.push({ one, covered: covered[asked.length] ?? null });
  }
}
const interviews = (
  check: (asked: ReturnType<typeof held>, terms: Terms, pool: InterviewCandidate[]) => void,
) => fc.assert(fc.property(POOL, TERMS, (pool, terms) => check(held(pool, terms), terms, pool)));

const concept = (id: string) => ({ id, name: id.toUpperCase() });
const open = (over: Partial<OpenAsked> = {}): OpenAsked => ({
  ...{ kind: "open", item: "a.o1", concept: concept("a"), topic: concept("t"), difficulty: "medium" },
  ...{ minutes: 8, began: 0, ended: 60_000, weights: [3, 2, 1], how: "aloud", strength: "fair" },
  ...{ points: [], flags: [], followUp: null, judged: true, ...over },
});
const computed = (over: Partial<ComputedAsked> = {}): ComputedAsked => ({
  ...{ kind: "computed", item: "n.f1", concept: concept("n"), topic: concept("t"), difficulty: "easy" },
  ...{ minutes: 2, began: 0, ended: 1, seed: "s", choice: 0, right: true, ...over },
});
const wanted = { level: "mid", minutes: 45 } as const;

describe("how many questions an interview has", () => {
  it("is three to eight open ones, fewer of the hard ones, and none of them is rushed", () => {
    for (let minutes = LEAST_INTERVIEW; minutes <= 180; minutes++) {
      const counts = SENIORITIES.map((level) => openIn(minutes, level));
      for (const count of counts) {
        expect(count).toBeGreaterThanOrEqual(FEWEST_OPEN);
        expect(count).toBeLessThanOrEqual(Math.min(MOST_OPEN, Math.max(FEWEST_OPEN, roomIn(minutes))));
        const short = computedIn(minutes, count);
        expect(short).toBeGreaterThanOrEqual(1);
        expect(short).toBeLessThan(count);
        expect((short - 1) * MINUTES_COMPUTED).toBeLessThanOrEqual(reserveOf(minutes));
      }
      expect([...counts].sort((a, b) => b - a)).toEqual(counts);
    }
    expect(SENIORITIES.map((level) => openIn(45, level))).toEqual([6, 5, 4]);
  });

  it("shares its minutes among the open questions, all of them, whatever comes", () => {
    const difficulties = fc.array(fc.constantFrom(...DIFFICULTIES), { minLength: 8, maxLength: 8 });
    const minutes = fc.integer({ min: LEAST_INTERVIEW, max: 180 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...SENIORITIES), difficulties, (all, level, each) => {
        const plan = { open: openIn(all, level), computed: 0 };
        const questions: OpenAsked[] = [];
        for (const difficulty of each.slice(0, plan.open)) {
          const interview = { wanted: { level, minutes: all }, plan, questions };
          questions.push(open({ difficulty, minutes: minutesFor(interview, difficulty) }));
        }
        expect(questions.reduce((sum, one) => sum + one.minutes, 0)).toBe(all - reserveOf(all));
        for (const one of questions) expect(one.minutes).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it("has its computed ones between the open ones, never first, never last, never two in a row", () => {
    for (let count = FEWEST_OPEN; count <= MOST_OPEN; count++)
      for (let short = 1; short <= Math.min(3, count - 1); short++) {
        const questions: InterviewQuestion[] = [];
        const kinds: string[] = [];
        for (;;) {
          const turn = turnOf({ plan: { open: count, computed: short }, questions });
          if (turn === "end") break;
          kinds.push(turn);
          questions.push(turn === "open" ? open() : computed());
        }
        expect(kinds.filter((kind) => kind === "open")).toHaveLength(count);
        expect(kinds.filter((kind) => kind === "computed")).toHaveLength(short);
        expect([kinds[0], kinds.at(-1)]).toEqual(["open", "open"]);
        expect(kinds.join(" ")).not.toContain("computed computed");
      }
  });
});

describe("the questions of an interview", () => {
  it("are never more than planned, of no concept twice, and none tells another", () => {
    interviews((asked, { count, tells }) => {
      expect(asked.length).toBeLessThanOrEqual(count);
      expect(new Set(asked.map(({ one }) => one.concept.id)).size).toBe(asked.length);
      for (const { one } of asked)
        for (const { one: other } of asked)
          expect(tells.some(([a, b]) => one.id === `q${a}` && other.id === `q${b}`)).toBe(false);
    });
  });

  it("suit the level, but for a bridge, which may be easier", () => {
    interviews((asked, { level }) => {
      const { difficulties, without } = LEVEL_TERMS[level];
      for (const [i, { one }] of asked.entries()) {
        expect(without).not.toContain(one.style);
        const last = asked[i - 1];
        const isBridge = last !== undefined && bearingAfter(last.covered) === "bridge";
        if (isBridge && rank(one) <= rank(last.one)) continue;
        expect(difficulties).toContain(one.difficulty);
      }
    });
  });

  it("are the same with the same seed, whatever order the bank has", () => {
    interviews((asked, terms, pool) => {
      expect(held([...pool].reverse(), terms)).toEqual(asked);
    });
  });

  const plain = (
    id: string,
    difficulty: (typeof DIFFICULTIES)[number],
    over: Partial<InterviewCandidate> = {},
  ) =>
    ({
      ...{ id, difficulty, style: "conceptual", frequency: "regular" },
      ...{ concept: { id }, topic: { id: "t" }, ...over },
    }) satisfies InterviewCandidate;
  const next = (
    pool: readonly InterviewCandidate[],
    asked: readonly [InterviewCandidate, number][],
    count = 4,
    needs: Readonly<Record<string, readonly string[]>> = {},
  ) =>
    nextOpen(
      pool,
      asked.map(([one, covered]) => ({ one, covered })),
      { level: "mid", count, seed: "s", prerequisitesOf: (id) => needs[id] ?? [], givesAway: () => false },
    )?.id;
  const all = [plain("e", "easy"), plain("m", "medium"), plain("h", "hard"), plain("x", "easy")];

  it("get harder after good coverage, and easier after poor coverage", () => {
    const [easy, medium, hard] = all as [InterviewCandidate, InterviewCandidate, InterviewCandidate];
    expect(next(all, [[easy, 0.9]])).toBe("m");
    expect(next(all, [[medium, 0.9]])).toBe("h");
    expect(["e", "x"]).toContain(next(all, [[medium, 0.1]]));
    expect(next([easy, medium, hard], [[hard, 0.1]])).toBe("m");
  });

  it("bridge to what the last one builds on after a poor answer, first of all", () => {
    const last = plain("last", "hard");
    const base = plain("base", "medium", { topic: { id: "other" } });
    const near = plain("near", "easy");
    expect(next([near, base], [[last, 0.2]], 4, { last: ["base"] })).toBe("base");
    expect(next([near, plain("far", "easy", { topic: { id: "other" } })], [[last, 0.2]])).toBe("near");
  });

  it("hold one case, and at the end where none came before", () => {
    const design = plain("d", "hard", { style: "decision" });
    expect(next([...all, design], [[plain("z", "medium"), 0.5]], 2)).toBe("d");
    expect(isCase(design)).toBe(true);
    expect(next([design, plain("p", "hard")], [[plain("c", "hard", { style: "scenario" }), 0.5]], 3)).toBe(
      "p",
    );
  });

  it("are computed ones of what was asked about, and of no concept twice", () => {
    const pool = [short("b", "u"), short("a", "t"), short("c", "t")];
    expect(nextComputed(pool, [open()], "s", "mid").map(({ id }) => id)).toEqual(["c", "b"]);
    expect(nextComputed(pool, [], "s", "mid")).toHaveLength(3);
  });

  it("are computed ones as hard as the level has them, before harder ones of what was asked about", () => {
    const pool = [short("b", "t", "hard"), short("c", "u", "easy")];
    expect(nextComputed(pool, [open()], "s", "junior").map(({ id }) => id)).toEqual(["c", "b"]);
    expect(nextComputed(pool, [open()], "s", "senior").map(({ id }) => id)).toEqual(["b", "c"]);
  });
});

describe("the follow-up", () => {
  it("is aimed at the heaviest key point that was missed, and goes furthest where none was", () => {
    const asked = { weights: [1, 3, 2], points: [0] };
    const speaks = (followUp: number, point: number) =>
      [[0], [2], [1], [1]][followUp]?.includes(point) ?? false;
    expect(followUpFor(4, asked, speaks)).toBe(2);
    expect(followUpFor(4, { ...asked, points: [0, 1] }, speaks)).toBe(1);
    expect(followUpFor(4, { ...asked, points: [0, 1, 2] }, speaks)).toBe(3);
    expect(followUpFor(0, asked, speaks)).toBeNull();
    expect(followUpFor(2, asked, () => false)).toBe(0);
  });
});

const QUESTION: fc.Arbitrary<InterviewQuestion> = fc.oneof(
  fc
    .record({
      concept: fc.nat(5),
      topic: fc.nat(2),
      weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }),
      points: fc.uniqueArray(fc.nat(7)),
      flags: fc.uniqueArray(fc.nat(3)),
      how: fc.constantFrom(...HOW_ANSWERED),
      strength: fc.option(fc.constantFrom(...STRENGTHS)),
      judged: fc.boolean(),
      ended: fc.option(fc.nat(10 ** 7)),
    })
    .map((one) => open({ ...one, concept: concept(`k${one.concept}`), topic: concept(`t${one.topic}`) })),
  fc.option(fc.boolean()).map((right) => computed({ right })),
);

describe("the scorecard", () => {
  const cards = (check: (card: ReturnType<typeof scorecardOf>, questions: InterviewQuestion[]) => void) =>
    fc.assert(
      fc.property(fc.array(QUESTION, { maxLength: 10 }), (questions) =>
        check(scorecardOf({ wanted, questions }), questions),
      ),
    );

  it("says shares that lie between none and all, and between the best and the worst question", () => {
    cards(({ covered, questions, topics }) => {
      const shares = questions.map((one) => one.covered);
      for (const share of [covered, ...shares, ...topics.map((one) => one.covered)]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(covered).toBeGreaterThanOrEqual(Math.min(1, ...shares) * Math.sign(shares.length) - 1e-9);
      expect(covered).toBeLessThanOrEqual(Math.max(0, ...shares) + 1e-9);
    });
  });

  it("counts every open question that was judged or skipped once by topic, and no other", () => {
    cards((card, questions) => {
      const scored = questions.filter((one) => one.kind === "open" && (one.judged || one.how === "skipped"));
      expect(card.questions).toHaveLength(scored.length);
      expect(card.topics.reduce((sum, topic) => sum + topic.questions, 0)).toBe(scored.length);
      const claims = scored.filter((one) => one.kind === "open" && one.strength && one.how !== "skipped");
      const { over, under, fitting } = card.calibration;
      expect(over + under + fitting).toBe(claims.length);
    });
  });

  it("names three concepts to study at most, each once, and none that was covered well", () => {
    cards(({ study }, questions) => {
      expect(study.length).toBeLessThanOrEqual(3);
      expect(new Set(study.map(({ id }) => id)).size).toBe(study.length);
      for (const { id } of study)
        expect(
          questions.some(
            (one) =>
              one.concept.id === id &&
              (one.kind === "open" ? one.flags.length > 0 || coveredIn(one) < 0.9 : one.right === false),
          ),
        ).toBe(true);
    });
  });

  it("says that somebody who said strong covered 45 percent", () => {
    expect([claimed("strong", 0.45), claimed("weak", 0.45), claimed("fair", 0.45)]).toEqual([
      "over",
      "under",
      "fitting",
    ]);
    const card = scorecardOf({
      wanted,
      questions: [open({ weights: [9, 11], points: [0], strength: "strong" })],
    });
    expect(card).toMatchObject({ covered: 0.45, calibration: { over: 1, under: 0, fitting: 0 } });
  });

  it("weighs the key points of all questions together, and keeps time and red flags by question", () => {
    const card = scorecardOf({
      wanted,
      questions: [
        open({ points: [0, 1, 2], flags: [1], began: 1000, ended: 61_000 }),
        open({ concept: concept("b"), topic: concept("u"), weights: [2], how: "skipped", judged: false }),
        computed({ right: false }),
        computed({ right: null }),
        open({ concept: concept("c"), judged: false }),
      ],
    });
    expect(card).toMatchObject({
      covered: 0.75,
      questions: [
        { covered: 1, spent: 60_000, flags: [1] },
        { covered: 0, how: "skipped" },
      ],
      topics: [
        { topic: { id: "t" }, covered: 1, questions: 1 },
        { topic: { id: "u" }, covered: 0, questions: 1 },
      ],
      computed: { right: 0, asked: 1 },
      study: [{ id: "b" }, { id: "n" }, { id: "a" }],
    });
  });
});

describe("an interview as it is kept", () => {
  it("is read as what it was, and anything else as none", () => {
    const interview = { wanted, seed: "s", plan: { open: 3, computed: 1 }, questions: [open(), computed()] };
    expect(isInterview(JSON.parse(JSON.stringify(interview)))).toBe(true);
    expect(isScorecard(JSON.parse(JSON.stringify(scorecardOf(interview))))).toBe(true);
    for (const other of [null, 3, [], {}, { ...interview, questions: [{}] }, { ...interview, plan: null }])
      expect([isInterview(other), isScorecard(other)]).toEqual([false, false]);
  });
});
