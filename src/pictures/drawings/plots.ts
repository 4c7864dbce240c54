import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from "d3-scale";
import type { CurvesDiagram, RooflineDiagram } from "../../engine/words/diagram.ts";
import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";
import { INSIDE, PAD } from "./frame.ts";

const SMALL = 12;
const PLOT = 190;

type Scale = ScaleContinuousNumeric<number, number>;
const shown = (value: number) =>
  new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value).replace("-", "−");

/** The axes with their marks and names; gives the lower edge. */
function axes(
  canvas: Canvas,
  colors: Colors,
  { x, y, xMarks, yMarks }: { x: Scale; y: Scale; xMarks: readonly number[]; yMarks: readonly number[] },
  names: { x: string; y: string },
): number {
  const [left = 0, right = 0] = x.range();
  const [bottom = 0, top = 0] = y.range();
  const style = { size: SMALL, fill: colors.faint } as const;
  canvas.text(PAD, top - 12, names.y, { ...style, width: INSIDE });
  for (const mark of yMarks) {
    canvas.lines(
      [
        [left, y(mark)],
        [right, y(mark)],
      ],
      { stroke: colors.grid },
    );
    canvas.text(left - 8, y(mark) + 4, shown(mark), { ...style, anchor: "end" });
  }
  canvas.lines(
    [
      [left, bottom],
      [right, bottom],
    ],
    { stroke: colors.faint },
  );
  for (const mark of xMarks) canvas.text(x(mark), bottom + 17, shown(mark), { ...style, anchor: "middle" });
  canvas.text((left + right) / 2, bottom + 36, names.x, { ...style, anchor: "middle", width: right - left });
  return bottom + 40 + PAD;
}

function legend(canvas: Canvas, colors: Colors, names: readonly string[], y: number): number {
  let [x, at] = [PAD, y];
  for (const [i, name] of names.entries()) {
    const width = Math.min(INSIDE, canvas.measure(name, { size: SMALL }) + 34);
    if (x > PAD && x + width > PAD + INSIDE) [x, at] = [PAD, at + 20];
    canvas.lines(
      [
        [x, at + 7],
        [x + 18, at + 7],
      ],
      look(colors, i),
    );
    canvas.text(x + 24, at + 11, name, { size: SMALL, fill: colors.text, width: INSIDE - 24 });
    x += width + 10;
  }
  return at + 24;
}

/** Dashes tell apart, too, whoever sees no colours. */
const DASHES = ["", "7 5", "2 5", "9 4 2 4"];
const look = (colors: Colors, i: number) => ({
  stroke: colors.series[i % colors.series.length] ?? colors.accent,
  width: 2.5,
  dash: DASHES[i % DASHES.length] ?? "",
});

export function curves(canvas: Canvas, colors: Colors, diagram: CurvesDiagram, from: number): number {
  const { series } = diagram;
  const top =
    legend(
      canvas,
      colors,
      series.map(({ label }) => label),
      from,
    ) + 26;
  const points = series.flatMap((one) => one.points);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const y = scaleLinear()
    .domain([Math.min(0, ...ys), Math.max(...ys)])
    .nice(5)
    .range([top + PLOT, top]);
  const yMarks = y.ticks(5);
  const widest = Math.max(...yMarks.map((mark) => canvas.measure(shown(mark), { size: SMALL })));
  const x = scaleLinear()
    .domain([Math.min(...xs), Math.max(...xs)])
    .range([PAD + widest + 10, PAD + INSIDE - 10]);
  const low = axes(canvas, colors, { x, y, xMarks: x.ticks(6), yMarks }, { x: diagram.x, y: diagram.y });
  for (const [i, one] of series.entries())
    canvas.lines(
      one.points.map(([at, value]) => [x(at), y(value)] as const),
      look(colors, i),
    );
  return low;
}

/** The powers of ten within a scale. */
function tens(scale: Scale): number[] {
  const [from = 1, to = 1] = scale.domain().map(Math.log10);
  return Array.from({ length: Math.floor(to) - Math.ceil(from) + 1 }, (_, i) => 10 ** (Math.ceil(from) + i));
}

export function roofline(canvas: Canvas, colors: Colors, diagram: RooflineDiagram, from: number): number {
  const { peak, bandwidth, points } = diagram;
  const ridge = peak / bandwidth;
  const roof = (intensity: number) => Math.min(peak, bandwidth * intensity);
  const marks = points.map(({ intensity, reached }) => ({ intensity, speed: reached ?? roof(intensity) }));
  const top = from + 26;
  const all = [ridge, ...marks.map(({ intensity }) => intensity)];
  const domain = [
    10 ** Math.floor(Math.log10(Math.min(...all) / 3)),
    10 ** Math.ceil(Math.log10(Math.max(...all) * 2)),
  ] as const;
  const lowest = Math.min(roof(domain[0]), ...marks.map(({ speed }) => speed));
  const y = scaleLog()
    .domain([lowest, peak * 2.5])
    .range([top + PLOT, top]);
  const widest = Math.max(...tens(y).map((mark) => canvas.measure(shown(mark), { size: SMALL })), 20);
  const x = scaleLog()
    .domain([...domain])
    .range([PAD + widest + 10, PAD + INSIDE - 10]);
  const low = axes(
    canvas,
    colors,
    { x, y, xMarks: tens(x), yMarks: tens(y) },
    { x: "FLOP per byte", y: "TFLOP/s" },
  );
  canvas.lines(
    [
      [x(domain[0]), y(roof(domain[0]))],
      [x(ridge), y(peak)],
      [x(domain[1]), y(peak)],
    ],
    { stroke: colors.accent, width: 3 },
  );
  const note = { size: SMALL, fill: colors.text } as const;
  canvas.text(x(domain[1]), y(peak) - 8, `${shown(peak)} TFLOP/s`, { ...note, anchor: "end" });
  const half = Math.sqrt(domain[0] * ridge);
  canvas.text(x(half) - 8, y(roof(half)) - 8, `${shown(bandwidth)} TB/s`, { ...note, anchor: "end" });
  for (const [i, { intensity, speed }] of marks.entries()) {
    const [px, py] = [x(intensity), y(speed)];
    canvas.circle(px, py, 5.5, colors.series[1 + (i % (colors.series.length - 1))] ?? colors.text);
    const name = points[i]?.label ?? "";
    // Below the roof: beside what stands on its slope, under what stands on its flat part.
    const half = canvas.measure(name, { size: SMALL, bold: true }) / 2;
    const isFlat = intensity >= ridge;
    canvas.text(isFlat ? Math.min(px, PAD + INSIDE - half) : px + 10, py + (isFlat ? 22 : 16), name, {
      ...{ ...note, anchor: isFlat ? "middle" : "start", bold: true },
    });
  }
  return low;
}
