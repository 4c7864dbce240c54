import { describe, expect, it } from "vitest";
import { code, defineFamily, tex } from "../../../src/bank/families/define.ts";
import { type Display, decimals, scientific, whole } from "../../../src/bank/families/display.ts";
import { randomFrom } from "../../../src/engine/rules/random.ts";

interface Given {
  a: number;
}

/** A family that draws a whole number `a` up to `most`, has `a / 8` for a key, and two mistakes around it. */
function eighths(
  most: number,
  options: { off?: number; display?: () => Display; possible?: (value: number) => boolean } = {},
) {
  const { off = 1, display = () => decimals(2), possible = () => true } = options;
  return defineFamily<Given>({
    id: "eighths",
    topic: "any",
    concept: "any",
    difficulty: "easy",
    asks: "An eighth",
    draw: (random) => ({ a: random.int(1, most) }),
    stem: ({ a }) => `What is an eighth of ${a}?`,
    key: ({ a }) => a / 8,
    display,
    possible,
    wrong: [
      { name: "too much", value: ({ a }) => a / 8 + off, because: (_, shown) => `${shown} is too much.` },
      { name: "too little", value: ({ a }) => a / 8 - 1, because: (_, shown) => `${shown} is too little.` },
    ],
    solution: ({ a }, shown) => tex`$${a}/8 = ${shown}$`,
  });
}

const drawn = (family: ReturnType<typeof eighths>) =>
  Array.from({ length: 300 }, (_, i) => family.draw(randomFrom(`${i}`)).a);

describe("a family that is defined from its parts", () => {
  it("hands explanations and the solution the value as shown", () => {
    const family = eighths(9);
    expect(family.wrong.map((mistake) => mistake.because({ a: 4 }))).toEqual([
      "1.50 is too much.",
      "−0.50 is too little.",
    ]);
    expect(family.solution({ a: 4 })).toBe("$4/8 = 0.50$");
    expect(family.show(family.key({ a: 4 }), { a: 4 })).toBe("0.50");
  });

  it("says whether the shown value is exact or rounded, however the texts were written", () => {
    const family = eighths(9);
    expect(family.solution({ a: 3 })).toBe("$3/8 \\approx 0.38$");
    expect(family.solution({ a: 2 })).toBe("$2/8 = 0.25$");
    expect(eighths(9, { display: () => decimals(3) }).solution({ a: 3 })).toBe("$3/8 = 0.375$");
  });

  it("draws again where the last digit of the key would be a matter of rounding", () => {
    expect(drawn(eighths(40)).filter((a) => a % 2 === 1)).toEqual([]);
    expect(drawn(eighths(40, { display: () => decimals(3) })).some((a) => a % 2 === 1)).toBe(true);
  });

  it("draws again where a wrong value is impossible for what is asked", () => {
    const all = drawn(eighths(40, { possible: (value) => value >= 0 }));
    expect(Math.min(...all)).toBe(8);
  });

  it("refuses a wrong value so near the key that rounding on the way could lead to it", () => {
    expect(() => drawn(eighths(40, { off: 0.02 }))).toThrow("eighths found no fair draw");
    expect(drawn(eighths(40, { off: 0.03 }))).toHaveLength(300);
  });

  it("refuses a key that would be the smallest or the largest value for sure", () => {
    expect(() => drawn(eighths(40, { off: -0.5 }))).toThrow("no fair draw");
  });
});

describe("a display", () => {
  it("shows whole numbers with thousands separated", () => {
    expect([0, 7, 999, 1000, 4864, 1073741824].map(whole().show)).toEqual([
      "0",
      "7",
      "999",
      "1,000",
      "4,864",
      "1,073,741,824",
    ]);
  });

  it("shows a fixed number of decimals of a unit", () => {
    expect([0, -0.0004, -1.5, 1234.5678].map(decimals(3).show)).toEqual([
      "0.000",
      "0.000",
      "−1.500",
      "1,234.568",
    ]);
    expect(decimals(2, " GFLOP", 1e9).show(1073741824)).toBe("1.07 GFLOP");
  });

  it("shows powers of ten", () => {
    expect([1.0234e-7, 45600, -0.5].map(scientific(2).show)).toEqual([
      "1.02 × 10⁻⁷",
      "4.56 × 10⁴",
      "−5.00 × 10⁻¹",
    ]);
  });

  it("knows what its last digit is worth", () => {
    expect(whole().step(4864)).toBe(1);
    expect(decimals(2, " GFLOP", 1e9).step(5e9)).toBeCloseTo(1e7);
    expect(scientific(2).step(1.02e-7)).toBeCloseTo(1e-9, 15);
  });
});

describe("text", () => {
  it("keeps backslashes and shows numbers as they are read", () => {
    expect(tex`$\sqrt{${4096}} \times ${-0.123456} = ${"7.9"}$`).toBe(
      "$\\sqrt{4,096} \\times −0.1235 = 7.9$",
    );
    expect(tex`${1000.5} and ${-0.00001} and ${2.5}`).toBe("1,000.5 and 0 and 2.5");
    expect(code("p=0.1")).toBe("`p=0.1`");
  });

  it("puts before a number the relation that is true of it as shown", () => {
    expect(tex`$1/8 \approx ${1 / 8}$, $1/3 = ${1 / 3}$, $0.1 + 0.2 = ${0.1 + 0.2}$`).toBe(
      "$1/8 = 0.125$, $1/3 \\approx 0.3333$, $0.1 + 0.2 = 0.3$",
    );
    expect(tex`$1/8 \approx ${"0.13"}$ and $x \approx y$`).toBe("$1/8 \\approx 0.13$ and $x \\approx y$");
  });
});
