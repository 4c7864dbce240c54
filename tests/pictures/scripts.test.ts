import { describe, expect, it } from "vitest";
import type { BoardDrawing } from "../../src/cards/drawing.ts";
import { drawSvg } from "../../src/pictures/draw.ts";
import { NoGlyph, shaped } from "../../src/pictures/shape.ts";

const NAMES: Readonly<Record<string, string>> = {
  Latin: "Ada Łukasz Nguyễn Ðorđe",
  Greek: "Ωμέγα Αθηνά",
  Cyrillic: "Кириллов Їжак",
  Arabic: "محمد پریسا",
  Hebrew: "דוד בן־גוריון",
  Devanagari: "क्षत्रिय प्रार्थना",
  Bengali: "রবীন্দ্রনাথ",
  Tamil: "தமிழ்ச்செல்வி",
  Telugu: "శ్రీనివాస్",
  Thai: "สมชาย ดีใจ",
  Japanese: "山田 太郎 さくら タロウ",
  Chinese: "王小明 喆镕 陳大文",
  Korean: "김민수",
  emoji: "😀🎉👩‍👩‍👧‍👦🇩🇪❤️👍🏽",
  mixed: "Sharma क्षत्रिय 山田 محمد 😀 (42)",
};

const board = (name: string, lang = "en"): BoardDrawing => ({
  kind: "board",
  lang,
  title: name,
  rows: [{ rank: 1, name, value: "40 points", moved: 2, streak: null, own: true }],
  foot: "",
});

const glyphsOf = (text: string, lang = "en") =>
  shaped(text, { lang, isBold: false }).runs.flatMap(({ cut, glyphs }) =>
    glyphs.map(({ id }) => `${cut.id}${id}`),
  );

describe("a name in a picture", () => {
  for (const [script, name] of Object.entries(NAMES))
    it(`is written without boxes: ${script}`, () => {
      // The first glyph of a font is its box for what it does not have.
      for (const isBold of [true, false])
        for (const { cut, glyphs } of shaped(name, { lang: "en", isBold }).runs)
          expect(
            glyphs.map(({ id }) => id),
            cut.id,
          ).not.toContain(0);
      const { svg } = drawSvg(board(name), "dark");
      expect(svg).not.toMatch(/<text|undefined|NaN/);
    });

  it("joins Arabic letters, and gives Devanagari its conjuncts, also beside Latin ones", () => {
    const [alone] = glyphsOf("م");
    expect(glyphsOf("محمد")).not.toContain(alone);
    const conjunct = glyphsOf("क्ष");
    expect(conjunct).toHaveLength(1);
    expect(glyphsOf("Sharma क्ष")).toContain(conjunct[0]);
  });

  it("goes from right to left in its own letters alone", () => {
    const runs = shaped("Ada דוד Bob", { lang: "en", isBold: false }).runs;
    const fonts = runs.map(({ cut }) => cut.id.split("-")[0]);
    expect(fonts.filter((font, i) => font !== fonts[i - 1])).toEqual(["latin", "hebrew", "latin"]);
    // In a Hebrew sentence the Latin name stands at the left of what comes before it.
    expect(shaped("דוד Ada", { lang: "he", isBold: false }).runs[0]?.cut.id).toMatch(/^latin/);
  });

  it("has Chinese characters as the reader's language has them", () => {
    const fontOf = (text: string, lang: string) => shaped(text, { lang, isBold: false }).runs[0]?.cut.id;
    expect([fontOf("直", "zh"), fontOf("直", "ja"), fontOf("直さ", "en"), fontOf("直", "en")]).toEqual([
      "sc-r",
      "jp-r",
      "jp-r",
      "sc-r",
    ]);
  });

  it("is written plainly where it is fancy, and without ornaments that no font has", () => {
    expect(glyphsOf("𝓐𝓭𝓪")).toEqual(glyphsOf("Ada"));
    expect(glyphsOf("Ada\u{1CEC4}")).toEqual(glyphsOf("Ada"));
  });

  it("is no picture at all where letters of it would be lost", () => {
    expect(() => drawSvg(board("𓀀𓀁"), "dark")).toThrow(NoGlyph);
  });

  it("is cut where it has no room, at a letter", () => {
    const { svg, width } = drawSvg(board("👩‍👩‍👧‍👦".repeat(40)), "dark");
    expect(svg.length).toBeLessThan(60_000);
    expect(width).toBe(420);
  });
});

describe("a picture", () => {
  it("is mirrored where its language is read from right to left", () => {
    const x = (lang: string) =>
      Number(/<circle cx="([\d.]+)"/.exec(drawSvg(board("Ada", lang), "dark").svg)?.[1]);
    expect(x("ar")).toBe(420 - x("en"));
  });

  it("has a ground of its own, light and dark", () => {
    const grounds = (["light", "dark"] as const).map(
      (look) => /<rect [^>]*fill="(#\w+)"/.exec(drawSvg(board("Ada"), look).svg)?.[1],
    );
    expect(grounds).toEqual(["#ffffff", "#1b1d23"]);
  });

  it.each([
    ["no days", { form: "calendar", from: "2026-11-01", days: [] }],
    ["no bars", { form: "bars", categories: [], series: [] }],
    ["one bar of nothing", { form: "bars", categories: ["a"], series: [{ label: "s", values: [0] }] }],
    [
      "values below nothing",
      { form: "lines", categories: ["a", "b"], series: [{ label: "s", values: [-3, 5] }] },
    ],
    [
      "what is no number",
      { form: "lines", categories: ["a", "b"], series: [{ label: "s", values: [Number.NaN, 5] }] },
    ],
    ["shares beyond all", { form: "heat", columns: ["a"], rows: [{ label: "r", values: [7] }] }],
  ] as const)("can be drawn of %s", (_, data) => {
    const { svg, height } = drawSvg({ kind: "chart", lang: "en", title: "T", data }, "light");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(height).toBeGreaterThan(20);
  });
});
