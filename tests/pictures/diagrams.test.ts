import { describe, expect, it } from "vitest";
import { readFolder } from "../../src/bank/folder.ts";
import { itemsOf, sharedHead } from "../../src/bank/items.ts";
import type { Diagram } from "../../src/engine/words/diagram.ts";
import { writtenIn } from "../../src/engine/words/diagram.ts";
import { drawSvg } from "../../src/pictures/draw.ts";
import { fontFinder } from "../../src/pictures/fonts.ts";
import { shaped } from "../../src/pictures/shape.ts";

const items = readFolder("questions").concepts.flatMap(({ data }) => itemsOf(data, sharedHead(data, "")));
const inBank = items.flatMap(({ id, kind, diagram }) =>
  diagram === undefined ? [] : [{ id, kind, diagram }],
);
const svgOf = (diagram: Diagram, look: "dark" | "light" = "dark") =>
  drawSvg({ kind: "diagram", lang: "en", diagram }, look);

const MATRIX: Diagram = {
  ...{ kind: "matrix", alt: "", down: "a", across: "b" },
  ...{ rows: ["c"], columns: ["d"], values: [[1]] },
};

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

  it("cut no label", () => {
    const [{ cut, glyphs } = { cut: { id: "" }, glyphs: [] }] = shaped("…", {
      lang: "en",
      isBold: false,
    }).runs;
    const dots = `${cut.id}${glyphs[0]?.id}"`;
    expect(svgOf({ ...MATRIX, rows: ["a label with no room at all"] }).svg).toContain(dots);
    for (const { id, diagram } of inBank)
      expect([id, svgOf(diagram).svg.includes(dots)]).toEqual([id, writtenIn(diagram).join().includes("…")]);
  });

  it("stand beside sixty items and forty open questions", () => {
    const open = inBank.filter(({ kind }) => kind === "open").length;
    console.log(`diagrams: ${inBank.length - open} items, ${open} open questions`);
    expect(inBank.length - open).toBeGreaterThanOrEqual(60);
    expect(open).toBeGreaterThanOrEqual(40);
  });

  it("give the numbers that the keys of their questions follow from", () => {
    const of = (id: string) => {
      const found = items.find((item) => item.id === id);
      if (found?.diagram === undefined || found.kind === "open") throw new Error(`${id} has no diagram`);
      return { diagram: found.diagram, key: found.key.text };
    };
    const valuesOf = ({ diagram }: ReturnType<typeof of>) =>
      "values" in diagram ? (diagram.values as readonly number[][]) : [];
    const weighted = (rows: readonly number[][]) =>
      [1, 2].map((at) => rows.reduce((sum, row) => sum + (row[0] ?? NaN) * (row[at] ?? NaN), 0).toFixed(1));
    for (const id of ["context-vector-bottleneck.c7", "self-attention.c5"])
      expect([id, `(${weighted(valuesOf(of(id))).join(", ")})`]).toEqual([id, of(id).key]);

    const costs = of("decision-threshold.c1");
    const [[, missed = NaN] = [], [scrapped = NaN] = []] = valuesOf(costs);
    expect((scrapped / (scrapped + missed)).toFixed(2)).toBe(costs.key);

    const test = of("evaluation-metrics.c1");
    const [[found = NaN] = [], [alarms = NaN] = []] = valuesOf(test);
    expect(`${((100 * found) / (found + 99 * alarms)).toFixed(1)}%`).toBe(test.key);

    const losses = of("early-stopping.c1");
    const run = losses.diagram.kind === "curves" ? (losses.diagram.series[0]?.points ?? []) : [];
    const stop = run.find((_, i) => {
      const best = Math.min(...run.slice(0, Math.max(1, i - 1)).map(([, loss]) => loss));
      return i >= 2 && run.slice(i - 1, i + 1).every(([, loss]) => loss >= best);
    });
    expect(String(stop?.[0])).toBe(losses.key);
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
