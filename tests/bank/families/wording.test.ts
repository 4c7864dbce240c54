import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../../src/bank/families/index.ts";
import { showText } from "../../../src/bank/tex.ts";
import { draws } from "./draws.ts";

/** Explanations are many; so many draws of each family are looked at. */
const EXPLAINED = 400;

const words = (text: string) => text.split(/\s+/).length;

/** What no text may hold: a value that is none, a letter for an option, a number that was not rounded. */
const LEFT_OVER = /undefined|null|NaN|Infinity|\boption [A-D]\b|\banswer [A-D]\b|\d\.\d{7}|--|\+ -|e[-+]\d/;

/** The problems of texts that may hold TeX. Those that differ in their numbers alone are shown once. */
function problemsOf(texts: readonly string[]): string[] {
  const skeletons = new Map(texts.map((text) => [text.replace(/\d+(?:[.,]\d+)*/g, "1"), text]));
  const unshowable = [...skeletons.values()].filter((text) => {
    const shown = showText(text);
    return !shown.ok || /[\\$]/.test(shown.text);
  });
  return [...unshowable, ...texts.filter((text) => LEFT_OVER.test(text))];
}

describe.each(FAMILIES.map((family) => [family.id, family] as const))("the texts of %s", (_id, family) => {
  const all = draws(family);

  it("ask in at most sixty words, with a question mark at the end, in many ways", () => {
    const stems = all.map((params) => family.stem(params));
    expect(problemsOf(stems).slice(0, 3)).toEqual([]);
    expect(stems.filter((stem) => words(stem) > 60 || !stem.endsWith("?")).slice(0, 3)).toEqual([]);
    expect(new Set(stems).size).toBeGreaterThan(40);
  });

  it("work the solution out to the key as shown", () => {
    const solutions = all.map((params) => family.solution(params));
    expect(problemsOf(solutions).slice(0, 3)).toEqual([]);
    const wanting = solutions.filter((solution, i) => {
      const params = all[i]!;
      return words(solution) < 8 || !solution.slice(-60).includes(family.show(family.key(params), params));
    });
    expect(wanting.slice(0, 3)).toEqual([]);
  });

  it("explain each mistake with the value that it leads to", () => {
    const explained = all.slice(0, EXPLAINED).flatMap((params) =>
      family.wrong.map(({ value, because }) => ({
        text: because(params),
        shown: family.show(value(params), params),
      })),
    );
    expect(problemsOf(explained.map(({ text }) => text)).slice(0, 3)).toEqual([]);
    const wanting = explained.filter(
      ({ text, shown }) =>
        !text.includes(shown) || !text.endsWith(".") || words(text) < 8 || text.length > 300,
    );
    expect(wanting.slice(0, 3)).toEqual([]);
  });
});
