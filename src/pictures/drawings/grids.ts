import {
  type HeatDiagram,
  type LayersDiagram,
  type MatrixDiagram,
  type WindowDiagram,
  widthsOf,
} from "../../engine/words/diagram.ts";
import type { Canvas } from "../canvas.ts";
import { between, type Colors } from "../looks.ts";
import { INSIDE, PAD } from "./frame.ts";

const SMALL = 12;
/** From one row of units to the next. */
const LAYER = 56;
/** From here on a cell is too strong for the usual letters. */
const STRONG = 0.55;

/** An empty square: its rim in a colour, its ground inside. */
function frame(canvas: Canvas, x: number, y: number, size: number, rim: string, width: number): void {
  const [right, low] = [x + size, y + size];
  canvas.lines(
    [
      [x, y],
      [right, y],
      [right, low],
      [x, low],
      [x, y],
    ],
    { stroke: rim, width },
  );
}

/** A padded grid with the kernel on it, and where it goes next. */
export function window(canvas: Canvas, colors: Colors, diagram: WindowDiagram, from: number): number {
  const { input, kernel, stride, padding, dilation, values } = diagram;
  const side = input + 2 * padding;
  const cell = Math.min(38, Math.floor(INSIDE / side));
  const [left, top] = [PAD + (INSIDE - cell * side) / 2, from + 2];
  const reach = dilation * (kernel - 1) + 1;
  const isTaken = (row: number, column: number) =>
    row < reach && column < reach && row % dilation === 0 && column % dilation === 0;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const isPadding = [row, column].some((at) => at < padding || at >= side - padding);
      const taken = isTaken(row, column);
      const fill = taken
        ? between(colors.raised, colors.accent, 0.7)
        : isPadding
          ? colors.ground
          : colors.raised;
      const [x, y] = [left + column * cell, top + row * cell];
      canvas.rect(x + 1, y + 1, cell - 2, cell - 2, fill, { radius: 3 });
      if (isPadding) frame(canvas, x + 2.5, y + 2.5, cell - 5, colors.grid, 1);
      const value = isPadding ? 0 : values[row - padding]?.[column - padding];
      if (value !== undefined && (values.length > 0 || isPadding))
        canvas.text(x + cell / 2, y + cell / 2 + 4.5, String(value).replace("-", "−"), {
          ...{ size: 12, anchor: "middle", width: cell - 4 },
          fill: taken ? colors.ground : isPadding ? colors.faint : colors.text,
        });
    }
  frame(canvas, left, top, reach * cell, colors.accent, 2.5);
  if (stride + reach <= side) {
    const [x, size] = [left + stride * cell, reach * cell];
    canvas.lines(
      [
        [x, top + 3],
        [x + size, top + 3],
        [x + size, top + size - 3],
        [x, top + size - 3],
        [x, top + 3],
      ],
      { stroke: colors.series[1] ?? colors.text, width: 2, dash: "6 4" },
    );
  }
  return top + side * cell + PAD;
}

interface Row {
  label: string;
  count: number;
  /** How far its units stand apart, in cells of the input. */
  pace: number;
  seen: ReadonlySet<number>;
  /** What each of its units sees of the row below. */
  inputs(unit: number): readonly number[];
}

/** From the one unit at the top down to the input. */
function rowsOf(diagram: LayersDiagram): Row[] {
  const widths = widthsOf(diagram);
  const all: readonly { label: string; kernel: number; stride: number; dilation: number }[] = [
    ...[...diagram.layers].reverse(),
    { label: diagram.input, kernel: 0, stride: 1, dilation: 1 },
  ];
  let seen: ReadonlySet<number> = new Set([0]);
  return all.map(({ label, kernel, stride, dilation }, i) => {
    const inputs = (unit: number) => Array.from({ length: kernel }, (_, k) => unit * stride + k * dilation);
    const pace = all.slice(i).reduce((product, one) => product * one.stride, 1);
    const row = { label, count: widths[i] ?? 1, pace, seen, inputs };
    seen = new Set([...seen].flatMap(inputs));
    return row;
  });
}

export function layers(canvas: Canvas, colors: Colors, diagram: LayersDiagram, from: number): number {
  const rows = rowsOf(diagram);
  const widest = Math.min(110, Math.max(...rows.map(({ label }) => canvas.measure(label, { size: SMALL }))));
  const left = PAD + widest + 12;
  const room = PAD + INSIDE - left;
  const step = Math.min(26, room / Math.max(...rows.map(({ count }) => count)));
  const size = Math.min(20, step * 0.8);
  const x = ({ count, pace }: Row, unit: number) => left + room / 2 + (unit - (count - 1) / 2) * step * pace;
  const y = (i: number) => from + 14 + i * LAYER;
  for (const [i, row] of rows.entries()) {
    const below = rows[i + 1];
    if (below === undefined) continue;
    for (const unit of row.seen)
      for (const one of row.inputs(unit))
        canvas.lines(
          [
            [x(row, unit), y(i)],
            [x(below, one), y(i + 1)],
          ],
          { stroke: colors.accent },
        );
  }
  for (const [i, row] of rows.entries()) {
    canvas.text(PAD, y(i) + 4, row.label, { size: SMALL, fill: colors.text, width: widest + 2 });
    for (let unit = 0; unit < row.count; unit++)
      canvas.rect(
        x(row, unit) - size / 2,
        y(i) - size / 2,
        size,
        size,
        row.seen.has(unit) ? colors.accent : colors.grid,
        { radius: 4 },
      );
  }
  return y(rows.length - 1) + 14 + PAD;
}

/** Headings of rows and columns around cells; what they are stands above. */
export function cells(
  canvas: Canvas,
  colors: Colors,
  diagram: HeatDiagram | MatrixDiagram,
  from: number,
): number {
  const { kind, down, across, rows, columns, values } = diagram;
  const title = { size: SMALL, fill: colors.faint } as const;
  canvas.text(PAD + INSIDE, from + 11, `${across} →`, { ...title, anchor: "end", width: INSIDE / 2 - 8 });
  canvas.text(PAD, from + 11, `${down} ↓`, { ...title, width: INSIDE / 2 - 8 });
  const widest = Math.max(...rows.map((row) => canvas.measure(row, { size: SMALL + 1 })));
  const left = PAD + Math.min(widest, INSIDE * 0.34) + 10;
  const wide = (PAD + INSIDE - left) / columns.length;
  const high = kind === "matrix" ? 42 : Math.min(40, Math.max(26, wide * 0.7));
  const top = from + 44;
  for (const [i, column] of columns.entries())
    canvas.text(left + wide * (i + 0.5), top - 8, column, {
      ...{ size: SMALL, fill: colors.text, anchor: "middle", width: wide - 2 },
    });
  const largest = Math.max(...values.flat().map(Math.abs), 1e-9);
  for (const [r, row] of rows.entries()) {
    const y = top + r * high;
    canvas.text(PAD, y + high / 2 + 4, row, { size: SMALL + 1, fill: colors.text, width: left - PAD - 8 });
    for (const [c, value] of (values[r] ?? []).entries()) {
      const share = kind === "heat" ? value : (Math.abs(value) / largest) * STRONG;
      canvas.rect(
        left + c * wide + 1,
        y + 1,
        wide - 2,
        high - 2,
        between(colors.raised, colors.accent, share),
        {
          radius: 4,
        },
      );
      if (kind === "matrix")
        canvas.text(left + (c + 0.5) * wide, y + high / 2 + 5, new Intl.NumberFormat("en").format(value), {
          ...{ size: 14, fill: colors.text, bold: true, anchor: "middle", width: wide - 6 },
        });
    }
  }
  return top + rows.length * high + PAD;
}
