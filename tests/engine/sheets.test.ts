import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import {
  type Candidate,
  isCase,
  LEVEL_TERMS,
  pickSheet,
  reserveOf,
  roomIn,
  timesOf,
} from "../../src/engine/rules/sheets.ts";
import { DIFFICULTIES, ROLES } from "../../src/engine/words/item.ts";
import { decodeSheet, encodeSheet, SENIORITIES } from "../../src/engine/words/sheet.ts";

const STYLES = ["definition", "conceptual", "compare", "decision", "diagnosis", "trick"];

/** Twelve concepts, each building on the one before; an open question or two on each. */
const POOL: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      concept: fc.nat(11),
      difficulty: fc.constantFrom(...DIFFICULTIES),
      style: fc.constantFrom(...STYLES),
      frequency: fc.constantFrom("common", "regular", "occasional"),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((one, i) => ({ ...one, id: `q${i}`, concept: { id: `k${one.concept}` } })));
const TERMS = fc.record({
  level: fc.constantFrom(...SENIORITIES),
  count: fc.integer({ min: 1, max: 8 }),
  seed: fc.string({ minLength: 1, maxLength: 6 }),
  /** Which pairs give each other away. */
  tells: fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 20 }),
});
const before = (concept: string): string[] => {
  const number = Number(concept.slice(1));
  return number === 0 ? [] : [`k${number - 1}`];
};
type Terms = typeof TERMS extends fc.Arbitrary<infer T> ? T : never;
const pick = (pool: readonly Candidate[], { tells, ...terms }: Terms) =>
  pickSheet(pool, {
    ...terms,
    prerequisitesOf: before,
    givesAway: (one, other) => tells.some(([a, b]) => one.id === `q${a}` && other.id === `q${b}`),
  });
const sheets = (check: (picked: Candidate[], terms: Terms, pool: Candidate[]) => void) =>
  fc.assert(fc.property(POOL, TERMS, (pool, terms) => check(pick(pool, terms), terms, pool)));

describe("the questions of a sheet", () => {
  it("are never more than were asked for, and each is about another concept", () => {
    sheets((picked, { count }) => {
      expect(picked.length).toBeLessThanOrEqual(count);
      expect(new Set(picked.map(({ concept }) => concept.id)).size).toBe(picked.length);
    });
  });

  it("suit the level, and go from the easiest to the hardest", () => {
    sheets((picked, { level }) => {
      const { difficulties, without } = LEVEL_TERMS[level];
      for (const { difficulty, style } of picked) {
        expect(difficulties).toContain(difficulty);
        expect(without).not.toContain(style);
      }
      const ranks = picked.map(({ difficulty }) => DIFFICULTIES.indexOf(difficulty));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    });
  });

  it("come after all that they build on", () => {
    sheets((picked) => {
      const numbers = picked.map(({ concept }) => Number(concept.id.slice(1)));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    });
  });

  it("do not give each other away", () => {
    sheets((picked, { tells }) => {
      const ids = new Set(picked.map(({ id }) => id));
      for (const [a, b] of tells) expect(a !== b && ids.has(`q${a}`) && ids.has(`q${b}`)).toBe(false);
    });
  });

  it("have a design or a diagnosis among them wherever there is one for the level", () => {
    sheets((picked, { level, tells }, pool) => {
      const { difficulties } = LEVEL_TERMS[level];
      const there = pool.some((one) => isCase(one) && difficulties.includes(one.difficulty));
      if (tells.length === 0) expect(picked.some(isCase)).toBe(there);
    });
  });

  it("are the same for the same seed, in whatever order the bank lists them", () => {
    sheets((picked, terms, pool) => {
      expect(pick([...pool].reverse(), terms)).toEqual(picked);
    });
  });

  it("take all the minutes that are not left to the candidate, none less than nothing", () => {
    fc.assert(
      fc.property(POOL, fc.integer({ min: 5, max: 180 }), (pool, minutes) => {
        const asked = pool.slice(0, roomIn(minutes));
        if (asked.length === 0) return;
        const times = timesOf(asked, minutes);
        expect(times.reduce((sum, time) => sum + time, 0)).toBe(minutes - reserveOf(minutes));
        expect(Math.min(...times)).toBeGreaterThan(0);
      }),
    );
  });
});

describe("sheets of the bank that ships", () => {
  const loaded = loadBank("questions", FAMILIES);
  if (loaded.kind !== "loaded") throw new Error("the bank is refused");
  const { bank } = loaded;
  const pool = bank.pool({ kinds: ["open"] }).flatMap(({ id }) => {
    const item = bank.item(id, "");
    return item?.kind === "open" ? [item] : [];
  });

  it("are full for every role and level, with a case, and never warm up with a hard one below senior", () => {
    for (const role of ROLES)
      for (const level of SENIORITIES) {
        const picked = pickSheet(
          pool.filter(({ roles }) => roles.includes(role)),
          {
            ...{ level, count: 5, seed: `${role} ${level}` },
            prerequisitesOf: (concept) => bank.prerequisites(concept),
            givesAway: () => false,
          },
        );
        expect([role, level, picked.length, picked.some(isCase)]).toEqual([role, level, 5, true]);
        expect(picked[0]?.difficulty).not.toBe("hard");
      }
  });

  it("are named by a button with all that was asked for, whatever the bank calls it", () => {
    for (const { id: topic } of bank.subjects())
      for (const company of [...bank.companies(), undefined])
        for (const role of ROLES) {
          const level = "senior" as const;
          const wanted = {
            ...{ topic, role, level, questions: 10, minutes: 180 },
            ...(company === undefined ? {} : { company }),
          };
          expect(decodeSheet(...encodeSheet(wanted))).toEqual(wanted);
        }
  });

  it("know that an answer about the LSTM tells what counts of the GRU, and one about dropout does not", () => {
    const answer = (id: string) => {
      const item = bank.item(id, "");
      return item?.kind === "open"
        ? Object.values(item.modelAnswers)
            .map((one) => one.answer)
            .join(" ")
        : "";
    };
    expect(bank.tells("gru.o1", answer("lstm.o1"))).toBeGreaterThan(0.5);
    expect(bank.tells("gru.o1", answer("pooling.o1"))).toBeLessThan(0.3);
    expect(bank.tells("no.such", "words")).toBe(0);
  });
});
