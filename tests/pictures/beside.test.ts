import { beforeAll, describe, expect, it } from "vitest";
import { readFolder } from "../../src/bank/folder.ts";
import { itemsOf, sharedHead } from "../../src/bank/items.ts";
import type { Drawing } from "../../src/cards/drawing.ts";
import { shownBeside } from "../../src/cards/pictured.ts";
import type { Look } from "../../src/cards/ports.ts";
import { spans } from "../../src/engine/words/text.ts";
import { drawSvg, readyFor } from "../../src/pictures/draw.ts";

const items = readFolder("questions").concepts.flatMap(({ data }) => itemsOf(data, sharedHead(data, "")));
const formula = (tex: string): Drawing => ({ kind: "formula", lang: "en", tex });
const code = (text: string, syntax: string | null = "python"): Drawing => ({
  ...{ kind: "code", lang: "en" },
  ...{ code: text, syntax },
});

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Colours of letters and outlines. */
const fills = (svg: string) =>
  new Set([...svg.matchAll(/<g [^>]*(?:fill|color)="(#[0-9a-fA-F]{6})"/g)].map(([, fill]) => fill));

beforeAll(async () => {
  await readyFor(formula("x"));
  await readyFor(code("x"));
});

describe("a formula beside its text", () => {
  it("is outlines alone, and inside of its picture, for all that the bank has", () => {
    const all = new Set(items.flatMap(({ formulas = [] }) => formulas.map(({ tex }) => tex)));
    expect(all.size).toBeGreaterThan(25);
    for (const tex of all)
      for (const look of ["dark", "light"] satisfies Look[]) {
        const { svg, width, height } = drawSvg(formula(tex), look);
        expect([tex, /<text|merror|\\/.test(svg)]).toEqual([tex, false]);
        expect([tex, width, height < 200]).toEqual([tex, 420, true]);
      }
  });

  it("is told in text where it is no formula, has letters that its font lacks, or is too wide to be read", () => {
    for (const tex of ["\\frac{a}{", "\\unknown x", "x = 重", `x = ${"a + ".repeat(40)} b`])
      expect(() => drawSvg(formula(tex), "dark")).toThrow(/formula/);
    expect(drawSvg(formula("\\frac{a}{b + c}"), "dark").height).toBeLessThan(120);
  });
});

describe("code beside its text", () => {
  it("is drawn where it is wider than a phone, and not where it fits", () => {
    const [fits, wide] = [`x = ${"1".repeat(30)}`, `x = ${"1".repeat(31)}`];
    const shown = (text: string) => shownBeside(`Look:\n\`\`\`python\n${text}\n\`\`\`\nWhy?`, undefined);
    expect(shown(fits)).toEqual([]);
    expect(shown(wide)).toMatchObject([
      { type: "picture", alt: wide, instead: [], source: { make: { kind: "code", syntax: "python" } } },
    ]);
  });

  it("has colours where its language is known, which differ in the dark, and one where it is not", () => {
    const text = 'for x in loader:  # all\n    print("x", 1)';
    const [dark, light, plain] = [
      drawSvg(code(text), "dark"),
      drawSvg(code(text), "light"),
      drawSvg(code(text, null), "dark"),
    ].map(({ svg }) => fills(svg));
    expect(dark?.size).toBeGreaterThan(3);
    expect(light).not.toEqual(dark);
    expect(plain?.size).toBe(1);
  });

  it("keeps every letter in its column", () => {
    const startsOf = (text: string) =>
      [...drawSvg(code(text, null), "dark").svg.matchAll(/translate\(([\d.]+) /g)].map(([, x]) => x);
    expect(startsOf("ab  cd\n    ef")).toEqual([
      startsOf("a")[0],
      startsOf("    x")[0],
      startsOf("    x")[0],
    ]);
    expect(startsOf("\tx")).toEqual(startsOf("    x"));
  });

  it("can be read for every block of the bank", () => {
    const wide = items.flatMap((item) =>
      [...new Set(textsIn(item))]
        .filter((text) => spans(text).some(({ kind }) => kind === "block"))
        .flatMap((text) => shownBeside(text, undefined)),
    );
    expect(wide.length).toBeGreaterThan(25);
    for (const { source, alt } of wide)
      if (source.kind === "made") expect(drawSvg(source.make, "dark").height, alt).toBeLessThan(320);
  });

  it("is told in text where no phone could show its columns", () => {
    expect(() => drawSvg(code("x".repeat(120)), "dark")).toThrow("120 columns");
  });
});
