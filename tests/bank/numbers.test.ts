import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparable, readNumber } from "../../src/bank/numbers.ts";

describe("options that are numbers", () => {
  it.each([
    ["32", 32, "", 0],
    ["1,024 parameters", 1024, "parameter", 0],
    ["−0.50", -0.5, "", 2],
    ["-3", -3, "", 0],
    ["12.5 %", 12.5, "%", 1],
    ["12.5%", 12.5, "%", 1],
    ["2.5 × 10⁻³", 0.0025, "", 1],
    ["10⁶", 1e6, "", 0],
    ["2⁻²⁰", 2 ** -20, "", 0],
    ["3e-4", 3e-4, "", 0],
    ["1/4", 0.25, "", 0],
    ["$5", 5, "$", 0],
    ["about 16 GB", 16, "about gb", 0],
    ["`64`", 64, "", 0],
    ["1.5 ms per token", 1.5, "ms per token", 1],
    ["8 bits", 8, "bit", 0],
    ["300 tokens/s", 300, "token/s", 0],
  ])("%s is %d %s", (text, value, unit, decimals) => {
    const number = readNumber(text);
    expect(number?.value).toBeCloseTo(value, 12);
    expect(number).toMatchObject({ unit, decimals });
  });

  it.each([
    "(32, 64)",
    "28 × 28",
    "3 to 5",
    "3-5",
    "n²",
    "2 of the 3 layers",
    "",
    "7x7 kernel",
    "4 because of its padding",
  ])("%j is none", (text) => {
    expect(readNumber(text)).toBeNull();
  });

  it("are read back as they were written", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (whole, decimals) => {
        const value = whole / 10 ** decimals;
        const text = new Intl.NumberFormat("en", { minimumFractionDigits: decimals }).format(value);
        expect(readNumber(`${text} units`)).toMatchObject({ value, unit: "unit", decimals });
      }),
    );
  });

  it("are put in order only when all have one unit and different values", () => {
    expect(comparable(["4 GB", "16 GB", "1,024 GB", "0.5 GB"])).toEqual([4, 16, 1024, 0.5]);
    expect(comparable(["1 layer", "2 layers", "3 layers", "4 layers"])).toEqual([1, 2, 3, 4]);
    expect(comparable(["4 GB", "16 MB", "1 GB", "2 GB"])).toBeNull();
    expect(comparable(["0.5", "0.50", "1", "2"])).toBeNull();
    expect(comparable(["4", "16", "many", "2"])).toBeNull();
  });
});
