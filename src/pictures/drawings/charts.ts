import { scaleBand, scaleLinear } from "d3-scale";
import type { ChartBlock } from "../../cards/model.ts";
import type { Canvas } from "../canvas.ts";
import { between, type Colors } from "../looks.ts";
import { calendar } from "./calendar.ts";
import { INSIDE, PAD } from "./frame.ts";

type Data = ChartBlock["data"];
type Plot = Extract<Data, { form: "bars" | "lines" }>;

const SMALL = 12;
const PLOT = 150;
/** Bars whose numbers have room above them. */
const NUMBERED = 14;
const FINE = 0.999;

function legend(canvas: Canvas, colors: Colors, names: readonly string[], y: number): number {
  if (names.length < 2) return y;
  let [x, at] = [PAD, y];
  for (const [i, name] of names.entries()) {
    const width = Math.min(INSIDE, canvas.measure(name, { size: SMALL }) + 20);
    if (x > PAD && x + width > PAD + INSIDE) [x, at] = [PAD, at + 20];
    canvas.rect(x, at + 2, 10, 10, seriesColor(colors, i), { radius: 3 });
    canvas.text(x + 15, at + 11, name, { size: SMALL, fill: colors.faint, width: INSIDE - 15 });
    x += width + 12;
  }
  return at + 24;
}

const seriesColor = (colors: Colors, i: number) => colors.series[i % colors.series.length] ?? colors.accent;

/** Names below the plot; where they have no room each, every second one or fewer. */
function names(
  canvas: Canvas,
  colors: Colors,
  all: readonly { x: number; name: string }[],
  room: number,
  y: number,
) {
  const widest = Math.max(0, ...all.map(({ name }) => Math.min(64, canvas.measure(name, { size: SMALL }))));
  const step = Math.max(1, Math.ceil((widest + 6) / room));
  for (const [i, { x, name }] of all.entries())
    if (i % step === 0)
      canvas.text(x, y, name, { size: SMALL, fill: colors.faint, anchor: "middle", width: room * step - 4 });
}

function plot(canvas: Canvas, colors: Colors, { form, categories, series }: Plot, from: number): number {
  const count = new Intl.NumberFormat(canvas.lang, { maximumFractionDigits: 1 });
  const top =
    legend(
      canvas,
      colors,
      series.map(({ label }) => label),
      from,
    ) + 14;
  const values = series.flatMap((one) => one.values).filter(Number.isFinite);
  const y = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(...values, 0) || 1])
    .nice(4)
    .range([top + PLOT, top]);
  const marks = y.ticks(4);
  const left =
    PAD + 8 + Math.max(...marks.map((mark) => canvas.measure(count.format(mark), { size: SMALL })));
  for (const mark of marks) {
    canvas.lines(
      [
        [left, y(mark)],
        [PAD + INSIDE, y(mark)],
      ],
      { stroke: colors.grid },
    );
    canvas.text(left - 8, y(mark) + 4, count.format(mark), {
      size: SMALL,
      fill: colors.faint,
      anchor: "end",
    });
  }
  const band = scaleBand<number>()
    .domain(categories.map((_, i) => i))
    .range([left, PAD + INSIDE])
    .padding(form === "bars" ? 0.25 : 0);
  const middle = (i: number) => (band(i) ?? left) + band.bandwidth() / 2;
  if (form === "bars") {
    const inner = scaleBand<number>()
      .domain(series.map((_, i) => i))
      .range([0, band.bandwidth()])
      .padding(series.length > 1 ? 0.08 : 0);
    const width = Math.min(44, inner.bandwidth());
    for (const [s, one] of series.entries())
      for (const [i, value] of one.values.entries()) {
        const x = (band(i) ?? 0) + (inner(s) ?? 0) + (inner.bandwidth() - width) / 2;
        const [high, low] = [y(Math.max(0, value)), y(Math.min(0, value))];
        canvas.rect(x, high, width, Math.max(low - high, 1), seriesColor(colors, s), { radius: 3 });
        if (series.length * categories.length <= NUMBERED)
          canvas.text(x + width / 2, high - 4, count.format(value), {
            size: 11,
            fill: colors.text,
            anchor: "middle",
          });
      }
  } else
    for (const [s, one] of series.entries()) {
      const points = one.values.map((value, i) => [middle(i), y(value)] as const);
      canvas.lines(points, { stroke: seriesColor(colors, s), width: 2.5 });
      // Few points are seen as such; of many the line says enough.
      if (points.length <= NUMBERED)
        for (const [x, at] of points) canvas.circle(x, at, 3.5, seriesColor(colors, s));
    }
  names(
    canvas,
    colors,
    categories.map((name, i) => ({ x: middle(i), name })),
    band.step(),
    top + PLOT + 18,
  );
  return top + PLOT + 26;
}

/** How light or dark a letter has to be on a cell. */
const onCell = (colors: Colors, share: number) => (share > 0.55 ? colors.ground : colors.text);

function heat(
  canvas: Canvas,
  colors: Colors,
  { columns, rows }: Extract<Data, { form: "heat" }>,
  from: number,
): number {
  const percent = new Intl.NumberFormat(canvas.lang, { style: "percent", maximumFractionDigits: 0 });
  const widest = Math.max(0, ...rows.map(({ label }) => canvas.measure(label, { size: SMALL + 1 })));
  const left = PAD + Math.min(widest, INSIDE * 0.4) + 10;
  const band = scaleBand<number>()
    .domain(columns.map((_, i) => i))
    .range([left, PAD + INSIDE])
    .paddingInner(0.06);
  names(
    canvas,
    colors,
    columns.map((name, i) => ({ x: (band(i) ?? 0) + band.bandwidth() / 2, name })),
    band.step(),
    from + SMALL,
  );
  let y = from + SMALL + 8;
  for (const { label, values } of rows) {
    canvas.text(PAD, y + 18, label, { size: SMALL + 1, fill: colors.text, width: left - PAD - 10 });
    for (const [i, value] of values.entries()) {
      if (value === null) {
        canvas.rect(band(i) ?? 0, y, band.bandwidth(), 26, colors.raised, { radius: 4 });
        continue;
      }
      const share = Math.max(0, Math.min(FINE, value));
      canvas.rect(band(i) ?? 0, y, band.bandwidth(), 26, between(colors.raised, colors.accent, share), {
        radius: 4,
      });
      const written = percent.format(value);
      if (canvas.measure(written, { size: 11 }) < band.bandwidth() - 4)
        canvas.text((band(i) ?? 0) + band.bandwidth() / 2, y + 17, written, {
          size: 11,
          fill: onCell(colors, share),
          anchor: "middle",
        });
    }
    y += 30;
  }
  return y + 2;
}

/** A chart from its upper edge; gives its lower edge. */
export function chart(canvas: Canvas, colors: Colors, data: Data, y: number): number {
  switch (data.form) {
    case "bars":
    case "lines":
      return data.categories.length === 0 || data.series.length === 0 ? y : plot(canvas, colors, data, y);
    case "calendar":
      return calendar(canvas, colors, data, y);
    case "heat":
      return heat(canvas, colors, data, y);
    default:
      return data satisfies never;
  }
}
