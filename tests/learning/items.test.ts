import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counted, type ItemSums, merged, NO_SUMS, sumsIn } from "../../src/learning/item-sums.ts";
import {
  ALPHA,
  discrimination,
  healthOf,
  significant,
  upperTail,
  wrongKeyChance,
  wrongKeys,
} from "../../src/learning/items.ts";

const answer = fc.record({
  option: fc.integer({ min: 0, max: 5 }),
  share: fc.option(fc.integer({ min: 0, max: 100 })),
});
type Answer = { option: number; share: number | null };
const sumsOf = (answers: readonly Answer[]) =>
  answers.reduce<ItemSums>((sums, { option, share }) => counted(sums, option, share), NO_SUMS);
const many = (times: number, option: number, share: number | null): Answer[] =>
  Array.from({ length: times }, () => ({ option, share }));

/** Pearson's correlation of two lists, straight from its definition. */
function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (all: readonly number[]) => all.reduce((a, b) => a + b, 0) / all.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const over = (f: (x: number, y: number) => number) => xs.reduce((sum, x, i) => sum + f(x, ys[i] ?? 0), 0);
  return (
    over((x, y) => (x - mx) * (y - my)) /
    Math.sqrt(over((x) => (x - mx) ** 2) * over((_, y) => (y - my) ** 2))
  );
}

describe("the sums of an item", () => {
  it("are the same in whatever order answers come, and wherever they are added up", () => {
    fc.assert(
      fc.property(fc.array(answer), fc.integer({ min: 0, max: 50 }), (answers, cut) => {
        const parts = merged(sumsOf(answers.slice(0, cut)), sumsOf(answers.slice(cut)));
        expect(parts).toEqual(sumsOf(answers));
        expect(sumsOf([...answers].reverse())).toEqual(sumsOf(answers));
      }),
    );
  });

  it("are read as nothing where what is kept is no sums", () => {
    expect(sumsIn("")).toEqual(NO_SUMS);
    expect(sumsIn("x,y")).toEqual(NO_SUMS);
  });
});

describe("discrimination", () => {
  it("is the correlation of being right with the share before", () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 2 }), (answers) => {
        const known = answers.filter(({ share }) => share !== null);
        const shares = known.map(({ share }) => share ?? 0);
        const rights = known.map(({ option }) => (option === 0 ? 1 : 0));
        const found = discrimination(sumsOf(answers));
        if (new Set(shares).size < 2 || new Set(rights).size < 2) expect(found).toBeNull();
        else expect(found).toBeCloseTo(correlation(shares, rights), 6);
      }),
    );
  });
});

describe("tests", () => {
  it("know the tail of the normal distribution, far out as well", () => {
    // Abramowitz and Stegun, table 26.2; and Q(6) = 9.8659e-10.
    for (const [z, tail] of [
      [0, 0.5],
      [1, 0.158655254],
      [1.96, 0.024997895],
      [3, 0.001349898],
      [6, 9.8659e-10],
    ] as const)
      expect(upperTail(z) / tail).toBeCloseTo(1, 5);
    expect(upperTail(-1.96)).toBeCloseTo(0.975002105, 6);
  });

  it("take together no more than each alone, and no fewer than Bonferroni would", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (chances) => {
        const names = new Map(chances.map((chance, i) => [i, chance] as const));
        const found = significant(names);
        for (const [i, chance] of names) {
          if (found.has(i)) expect(chance).toBeLessThanOrEqual(ALPHA);
          if (chance <= ALPHA / chances.length) expect(found.has(i)).toBe(true);
        }
      }),
    );
  });

  it("find a key that strong learners contradict", () => {
    const wrong = [
      ...many(60, 2, 90),
      ...many(15, 0, 85),
      ...many(20, 2, 40),
      ...many(20, 0, 40),
      ...many(40, 1, 30),
    ];
    expect(wrongKeyChance(sumsOf(wrong))).toBeLessThan(1e-5);
    expect([
      ...wrongKeys(
        new Map([
          ["bad", sumsOf(wrong)],
          ["good", NO_SUMS],
        ]),
      ),
    ]).toEqual(["bad"]);
  });

  it("leave alone what is merely hard: weak and strong learners alike take the bait", () => {
    const hard = [...many(60, 2, 90), ...many(15, 0, 85), ...many(60, 2, 40), ...many(15, 0, 40)];
    expect(wrongKeyChance(sumsOf(hard))).toBeGreaterThan(0.1);
  });

  it("leave alone what few have answered, and a distractor that strong learners like less than the key", () => {
    expect(wrongKeyChance(sumsOf([...many(19, 1, 99), ...many(50, 0, 20)]))).toBe(1);
    expect(
      wrongKeyChance(sumsOf([...many(60, 0, 90), ...many(40, 1, 90), ...many(50, 2, 20)])),
    ).toBeGreaterThan(0.5);
  });

  it("quarantine hardly ever an item whose key is right, however many there are", () => {
    // Everybody chooses by their share, and nobody prefers a distractor; a bank of 200 items, 50 times.
    let seed = 7;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    let alarms = 0;
    for (let bank = 0; bank < 50; bank++) {
      const items = new Map(
        Array.from({ length: 200 }, (_, item) => {
          const answers = Array.from({ length: 80 }, () => {
            const share = Math.floor(random() * 101);
            const right = random() * 100 < share * 0.5 + 20;
            return { share, option: right ? 0 : 1 + Math.floor(random() * 3) };
          });
          return [item, sumsOf(answers)] as const;
        }),
      );
      alarms += wrongKeys(items).size > 0 ? 1 : 0;
    }
    expect(alarms).toBe(0);
  });
});

describe("the health of an item", () => {
  const health = (answers: readonly Answer[], options: number | null = 4) =>
    healthOf(sumsOf(answers), options, { isWrongKey: false, reports: 0 }).flags;

  it("says that it is too easy or too hard only after fifty answers", () => {
    expect(health(many(49, 0, null))).toEqual([]);
    expect(health([...many(49, 0, null), ...many(1, 1, null)])).toEqual(["too-easy"]);
    expect(health([...many(10, 0, null), ...many(40, 1, null)])).toEqual(["too-hard"]);
    expect(health([...many(14, 0, null), ...many(36, 1, null)])).toEqual([]);
    // By chance one of two is right in half of the cases.
    expect(health([...many(24, 0, null), ...many(36, 1, null)], 2)).toEqual(["too-hard"]);
  });

  it("says that a distractor is dead that nobody chose, and nothing of one whose wrong options differ each time", () => {
    const answers = [...many(60, 0, null), ...many(25, 1, null), ...many(15, 2, null)];
    expect(health(answers)).toEqual(["dead-distractor"]);
    expect(health(answers, 3)).toEqual([]);
    expect(health(answers, null)).toEqual([]);
  });

  it("is a share of each option, and they are all of it", () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1 }), fc.integer({ min: 2, max: 6 }), (answers, options) => {
        const { chosen, right, answered } = healthOf(sumsOf(answers), options, {
          isWrongKey: false,
          reports: 1,
        });
        expect(answered).toBe(answers.length);
        expect(right).toBe(chosen[0]);
        expect(chosen.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        expect(chosen.length).toBeGreaterThanOrEqual(options);
      }),
    );
  });
});
