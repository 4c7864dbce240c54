import { describe, expect, it } from "vitest";
import { readFolder } from "../../src/bank/folder.ts";
import { itemsOf, sharedHead } from "../../src/bank/items.ts";
import type { Diagram } from "../../src/engine/words/diagram.ts";
import { writtenIn } from "../../src/engine/words/diagram.ts";
import { drawSvg } from "../../src/pictures/draw.ts";
import { fontFinder } from "../../src/pictures/fonts.ts";

const inBank = readFolder("questions").concepts.flatMap(({ data }) =>
  itemsOf(data, sharedHead(data, "")).flatMap(({ id, diagram }) =>
    diagram === undefined ? [] : [{ id, diagram }],
  ),
);
const svgOf = (diagram: Diagram, look: "dark" | "light" = "dark") =>
  drawSvg({ kind: "diagram", lang: "en", diagram }, look);

/** Corners of boxes and paths, and middles of circles, that lie outside of the picture. */
function outside({ svg, width, height }: ReturnType<typeof svgOf>): string[] {
  const body = svg.slice(svg.indexOf("</defs>"));
  const points = [
    ...[...body.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"/g)].flatMap(
      ([, x, y, w, h]) => [
        [Number(x), Number(y)],
        [Number(x) + Number(w), Number(y) + Number(h)],
      ],
    ),
    ...[...body.matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    ...[...body.matchAll(/<circle cx="([-\d.]+)" cy="([-\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]),
    ...[...body.matchAll(/translate\(([-\d.]+) ([-\d.]+)\)/g)].map(([, x, y]) => [Number(x), Number(y)]),
  ];
  return points
    .filter(([x = NaN, y = NaN]) => !(x >= 0 && x <= width && y >= 0 && y <= height))
    .map((point) => point.join());
}

describe("the diagrams of the bank", () => {
  it("are of every kind", () => {
    expect([...new Set(inBank.map(({ diagram }) => diagram.kind))].sort()).toEqual([
      "curves",
      "graph",
      "heat",
      "layers",
      "matrix",
      "roofline",
      "window",
    ]);
  });

  it("stay inside of their pictures, light and dark", () => {
    for (const { id, diagram } of inBank)
      for (const look of ["light", "dark"] as const)
        expect([id, outside(svgOf(diagram, look))]).toEqual([id, []]);
  });

  it("lose no letter and no sign", () => {
    const find = fontFinder("en", "");
    const lost = inBank.flatMap(({ id, diagram }) =>
      [...writtenIn(diagram).join("")]
        .filter((sign) => find(sign, null) === null)
        .map((sign) => `${id} ${sign}`),
    );
    expect(lost).toEqual([]);
  });
});
