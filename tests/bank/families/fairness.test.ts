import { describe, expect, it } from "vitest";
import { drawItem } from "../../../src/bank/draw.ts";
import type { NumericFamily } from "../../../src/bank/families/family.ts";
import { FAMILIES } from "../../../src/bank/families/index.ts";
import { CATALOGUE } from "./catalogue.ts";
import { draws, SEEDS } from "./draws.ts";

const HEAD = { concept: { id: "any", name: "Any" }, topic: { id: "any", name: "Any" }, links: [] };
const LISTED_SHARE = new Map(CATALOGUE.map(([id, , , few]) => [id, few]));
/** What chance may add to a listed share over the seeds. */
const LEEWAY = 0.02;

interface Value {
  value: number;
  shown: string;
}

/** The key of each draw and the wrong values, in the order of the family's mistakes. */
function valuesOf<P>(family: NumericFamily<P>): { key: Value; wrong: Value[] }[] {
  return draws(family).map((params) => {
    const shown = (value: number) => ({ value, shown: family.show(value, params) });
    return { key: shown(family.key(params)), wrong: family.wrong.map(({ value }) => shown(value(params))) };
  });
}

/** The wrong values that can be told from the key and from each other. */
function distinct({ key, wrong }: { key: Value; wrong: Value[] }): number[] {
  const byText = new Map(wrong.map(({ shown, value }) => [shown, value]));
  byText.delete(key.shown);
  return [...byText.values()];
}

const UNITS = new Map([
  ["", 1],
  [" GB", 1e9],
  [" GFLOP", 1e9],
  [" GiB", 2 ** 30],
  [" MiB", 2 ** 20],
  [" million", 1e6],
]);
const SHOWN = /^(−?)([\d,]+)(?:\.(\d+))?(?: × 10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+))?( \D+)?$/;

/** Reads a shown value: what it stands for, what its last digit is worth, and the form that all four share. */
function readBack(text: string): { value: number; digit: number; form: string } {
  const [, minus, units = "", decimals = "", down, raised = "", unit = ""] = SHOWN.exec(text) ?? [];
  const power = Number([...raised].map((sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)).join("")) * (down ? -1 : 1);
  const scale = (UNITS.get(unit) ?? Number.NaN) * 10 ** power;
  const size = Number(`${units.replaceAll(",", "")}.${decimals}`) * scale;
  return {
    value: minus ? -size : size,
    digit: scale * 10 ** -decimals.length,
    form: `${decimals.length} decimals${unit}`,
  };
}

describe("the list of families", () => {
  it("has the ids, topics and concepts of the catalogue, each once", () => {
    const listed = CATALOGUE.map(([id, topic, concept]) => `${id}: ${topic}/${concept}`);
    expect(FAMILIES.map(({ id, topic, concept }) => `${id}: ${topic}/${concept}`).sort()).toEqual(
      listed.sort(),
    );
    expect(new Set(FAMILIES.map(({ id }) => id)).size).toBe(CATALOGUE.length);
  });

  it("has at most two fifths easy families, and some hard ones", () => {
    const count = (wanted: string) => FAMILIES.filter(({ difficulty }) => difficulty === wanted).length;
    expect(count("easy")).toBeLessThanOrEqual(0.4 * FAMILIES.length);
    expect(count("hard")).toBeGreaterThanOrEqual(0.15 * FAMILIES.length);
  });
});

describe.each(FAMILIES.map((family) => [family.id, family] as const))("the values of %s", (id, family) => {
  const all = valuesOf(family);

  it("come from at least five mistakes, each named once", () => {
    expect(family.wrong.length).toBeGreaterThanOrEqual(5);
    expect(new Set(family.wrong.map(({ name }) => name)).size).toBe(family.wrong.length);
  });

  it("read back as they are shown, with one unit and one precision", () => {
    const problems = all.flatMap(({ key, wrong }) => {
      const { form } = readBack(key.shown);
      return [key, ...wrong].filter(({ value, shown }) => {
        const read = readBack(shown);
        const rounded = Math.abs(read.value - value) <= 0.5001 * read.digit;
        const counted = /[.× ]/.test(shown) || read.value === value;
        return !rounded || !counted || read.form !== form;
      });
    });
    expect(problems.slice(0, 3)).toEqual([]);
  });

  it("have at least three distinct wrong ones in the large majority of draws", () => {
    const few = all.filter((draw) => distinct(draw).length < 3).length / SEEDS;
    expect(few, `share of draws of ${id} with fewer than three`).toBeLessThanOrEqual(
      (LISTED_SHARE.get(id) ?? 0) + LEEWAY,
    );
  });

  it("have wrong ones on both sides of the key, and three on one side often enough", () => {
    let [oneSided, extreme] = [0, 0];
    for (const draw of all) {
      const wrong = distinct(draw);
      const below = wrong.filter((value) => value < draw.key.value).length;
      const above = wrong.length - below;
      if (below === 0 || above === 0) oneSided++;
      if (below >= 3 || above >= 3) extreme++;
    }
    expect(oneSided).toBe(0);
    expect(extreme / SEEDS).toBeGreaterThan(0.35);
  });

  it("differ from the key for each mistake in a good part of the draws", () => {
    for (const [i, { name }] of family.wrong.entries()) {
      const hidden = all.filter(({ key, wrong }) => wrong[i]?.shown === key.shown).length;
      expect(hidden / SEEDS, name).toBeLessThan(0.56);
    }
  });
});

const DRAWN = 400;

/** How often the key takes each place from the smallest option up, and what the items ask. */
function drawnItems(family: NumericFamily<unknown>) {
  const ranks = [0, 0, 0, 0];
  const stems = new Set<string>();
  let nearest = Number.POSITIVE_INFINITY;
  for (let seed = 0; seed < DRAWN; seed++) {
    const { layout, stem } = drawItem(family, HEAD, `fair ${seed}`);
    const [key = 0, ...others] = layout.by === "ascending" ? layout.values : [];
    const rank = others.filter((value) => value < key).length;
    ranks[rank] = (ranks[rank] ?? 0) + 1 / DRAWN;
    nearest = Math.min(nearest, ...others.map((value) => Math.abs(value - key) / (Math.abs(key) || 1e-9)));
    stems.add(stem);
  }
  return { ranks, nearest, stems: stems.size };
}

/** What is unfair about a family, in words. */
function unfair(family: NumericFamily<unknown>): string[] {
  const { ranks, nearest, stems } = drawnItems(family);
  const off = ranks.filter((rank) => Math.abs(rank - 0.25) > 0.08);
  return [
    ...(off.length > 0 ? [`ranks ${ranks.map((rank) => rank.toFixed(2)).join(" ")}`] : []),
    ...(nearest <= 0.03 ? [`a wrong option ${(nearest * 100).toFixed(1)}% from the key`] : []),
    ...(stems < 300 ? [`${stems} stems`] : []),
  ];
}

describe("the items of each family", () => {
  it.each(FAMILIES.map(({ id }) => id))(
    "%s: the key at each place alike, nothing within three hundredths of it, at least 300 questions in 400 draws",
    (id) => expect(unfair(FAMILIES.find((family) => family.id === id)!)).toEqual([]),
  );

  it("are found unfair where a family is", () => {
    const [iou] = FAMILIES.filter(({ id }) => id === "iou");
    const above = (by: number) => ({
      name: `${by}`,
      value: (p: unknown) => iou!.key(p) + by,
      because: () => "x",
    });
    expect(unfair({ ...iou!, wrong: [0.1, 0.2, 0.3].map(above) })).toEqual(["ranks 1.00 0.00 0.00 0.00"]);
    expect(unfair({ ...iou!, stem: () => "What?" })).toEqual(["1 stems"]);
  });
});

describe("items drawn from all families", () => {
  it("have the key at an extreme in about half of the draws, in each family and over all", () => {
    let total = 0;
    for (const family of FAMILIES) {
      let extreme = 0;
      for (let seed = 0; seed < 200; seed++) {
        const { layout } = drawItem(family, HEAD, `place ${seed}`);
        const values = layout.by === "ascending" ? layout.values : [];
        const rank = values.filter((value) => value < (values[0] ?? Number.NaN)).length;
        if (rank === 0 || rank === 3) extreme++;
      }
      expect(Math.abs(extreme / 200 - 0.5), family.id).toBeLessThan(0.15);
      total += extreme;
    }
    expect(Math.abs(total / (200 * FAMILIES.length) - 0.5)).toBeLessThan(0.03);
  });

  it("show the same numbers when they are drawn again from the same seed", () => {
    for (const family of FAMILIES)
      for (const seed of ["round 7", "round 8"])
        expect(drawItem(family, HEAD, seed)).toEqual(drawItem(family, HEAD, seed));
  });
});
