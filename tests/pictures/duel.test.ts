import { describe, expect, it } from "vitest";
import type { DuelDrawing } from "../../src/cards/drawing.ts";
import { drawSvg } from "../../src/pictures/draw.ts";

const duel = (lang: string, mark: DuelDrawing["rows"][number]["marks"][number]): DuelDrawing => ({
  kind: "duel",
  lang,
  sides: [
    { name: "آدا", value: "1", won: true },
    { name: "Ben", value: "0", won: false },
  ],
  rows: [{ label: "Receptive field", marks: [mark, mark] }],
});
const shapes = (svg: string) => [...svg.matchAll(/<(?:path|circle|rect) [^>]*stroke="#[^>]*>/g)].length;
/** Whether the long arm of a tick goes up to the right. */
function arms(svg: string): boolean[] {
  return [...svg.matchAll(/d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+L([\d.]+) [\d.]+"/g)].map(
    ([, first, , last]) => Number(last) > Number(first),
  );
}

describe("the picture of a duel", () => {
  it("tells marks apart by their shape, not by their colour alone", () => {
    const drawn = (["right", "wrong", "none"] as const).map((mark) => drawSvg(duel("en", mark), "dark").svg);
    expect(new Set(drawn.map(shapes)).size).toBe(3);
    for (const svg of drawn) expect(svg).not.toMatch(/<text|undefined|NaN/);
  });

  it("writes a tick the same way where one reads from the right", () => {
    for (const lang of ["en", "ar"]) {
      const ticks = arms(drawSvg(duel(lang, "right"), "light").svg);
      expect(ticks).toEqual([true, true]);
    }
  });
});
