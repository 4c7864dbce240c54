import type { GraphDiagram } from "../../engine/words/diagram.ts";
import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";
import { INSIDE, PAD } from "./frame.ts";

const SIZE = 13;
const SMALL = 11;
const ROW = 62;
const HIGH = 34;
const TIP = 7;
/** How far what goes around a node keeps from the column. */
const DETOUR = 16;

type Point = readonly [number, number];
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  isRound: boolean;
  at: Point;
}

function arrow(canvas: Canvas, color: string, [x0, y0]: Point, [x, y]: Point): void {
  const length = Math.hypot(x - x0, y - y0) || 1;
  const [dx, dy] = [(x - x0) / length, (y - y0) / length];
  const back: Point = [x - dx * TIP, y - dy * TIP];
  canvas.lines(
    [
      [x, y],
      [back[0] - dy * TIP * 0.55, back[1] + dx * TIP * 0.55],
      [back[0] + dy * TIP * 0.55, back[1] - dx * TIP * 0.55],
    ],
    { fill: color },
  );
}

/** Where a line from the middle of a box towards a point leaves it. */
function rim({ x, y, width, height, isRound }: Box, [toX, toY]: Point): Point {
  const [dx, dy] = [toX - x, toY - y];
  const reach = isRound
    ? width / 2 / (Math.hypot(dx, dy) || 1)
    : Math.min(width / 2 / (Math.abs(dx) || 1e-9), height / 2 / (Math.abs(dy) || 1e-9));
  return [x + dx * reach, y + dy * reach];
}

/** Whether a straight line between two boxes runs through a third. */
const isBlocked = (from: Box, to: Box, others: readonly Box[]) =>
  others.some((other) => {
    if (other === from || other === to) return false;
    for (let t = 0.02; t < 1; t += 0.02) {
      const [x, y] = [from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t];
      if (Math.abs(x - other.x) < other.width / 2 + 2 && Math.abs(y - other.y) < other.height / 2 + 2)
        return true;
    }
    return false;
  });

/** Around what stands between two boxes: beside a column, above a row. */
function detour(from: Box, to: Box, boxes: readonly Box[], lane: number): Point[] {
  if (Math.abs(from.x - to.x) < Math.abs(from.y - to.y)) {
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    const between = boxes.filter(({ y, x }) => y >= top && y <= bottom && Math.abs(x - from.x) < 40);
    const x = Math.max(from.x, to.x, ...between.map((one) => one.x + one.width / 2)) + DETOUR + lane * 10;
    return [
      [from.x + from.width / 2, from.y],
      [x, from.y],
      [x, to.y],
      [to.x + to.width / 2, to.y],
    ];
  }
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const between = boxes.filter(({ x, y }) => x >= left && x <= right && Math.abs(y - from.y) < 20);
  const y = Math.min(...between.map((one) => one.y - one.height / 2)) - 12 - lane * 8;
  return [
    [from.x, from.y - from.height / 2],
    [from.x, y],
    [to.x, y],
    [to.x, to.y - to.height / 2],
  ];
}

function lay(canvas: Canvas, { nodes }: GraphDiagram, top: number): Map<string, Box> {
  const left = Math.min(...nodes.map(({ at }) => at[0]));
  const columns = Math.max(...nodes.map(({ at }) => at[0])) - left + 1;
  const room = INSIDE / columns;
  const first = Math.min(...nodes.map(({ at }) => at[1]));
  return new Map(
    nodes.map(({ id, label, at, shape }) => {
      const isRound = shape === "round";
      const wide = Math.min(room - 14, Math.max(46, canvas.measure(label, { size: SIZE }) + 20));
      const lines = isRound ? 1 : canvas.wrapped(label, { size: SIZE }, wide - 12).length;
      const width = isRound
        ? Math.max(32, Math.min(room - 14, canvas.measure(label, { size: SIZE }) + 16))
        : wide;
      return [
        id,
        {
          x: PAD + room * (at[0] - left + 0.5),
          y: top + HIGH / 2 + ROW * (at[1] - first),
          width,
          height: isRound ? width : Math.max(HIGH, lines * 16 + 12),
          isRound,
          at,
        },
      ];
    }),
  );
}

export function graph(canvas: Canvas, colors: Colors, diagram: GraphDiagram, from: number): number {
  const isAbove = diagram.edges.some(({ from: a, to: b }) => {
    const [one, other] = [a, b].map((id) => diagram.nodes.find((node) => node.id === id)?.at ?? [0, 0]);
    return one?.[1] === other?.[1];
  });
  const top = from + (isAbove ? 22 : 4);
  const boxes = lay(canvas, diagram, top);
  const all = [...boxes.values()];
  const notes: { x: number; y: number; label: string }[] = [];
  const half = (label: string) => canvas.measure(label, { size: SMALL }) / 2;
  let lane = 0;
  for (const { from: a, to: b, label, dashed } of diagram.edges) {
    const [start, end] = [boxes.get(a), boxes.get(b)];
    if (start === undefined || end === undefined) continue;
    const way = isBlocked(start, end, all)
      ? detour(start, end, all, lane++ % 3)
      : [rim(start, [end.x, end.y]), rim(end, [start.x, start.y])];
    canvas.lines(way, { stroke: colors.faint, width: 1.8, dash: dashed ? "5 4" : "" });
    const [before, last] = way.slice(-2);
    if (before !== undefined && last !== undefined) arrow(canvas, colors.faint, before, last);
    const [m, n] = way.slice(way.length / 2 - 1);
    if (label !== "" && m !== undefined && n !== undefined)
      notes.push({
        // Beside a short way down, else upon it.
        x: (m[0] + n[0]) / 2 + (way.length === 2 && Math.abs(m[0] - n[0]) < 8 ? 8 + half(label) : 0),
        y: (m[1] + n[1]) / 2,
        label,
      });
  }
  for (const { label, id } of diagram.nodes) {
    const box = boxes.get(id);
    if (box === undefined) continue;
    const { x, y, width, height, isRound } = box;
    if (isRound) canvas.circle(x, y, width / 2, colors.accent);
    else {
      canvas.rect(x - width / 2, y - height / 2, width, height, colors.faint, { radius: 7 });
      canvas.rect(x - width / 2 + 1.2, y - height / 2 + 1.2, width - 2.4, height - 2.4, colors.raised, {
        radius: 6,
      });
    }
    const fill = isRound ? colors.ground : colors.text;
    const lines = isRound ? [label] : canvas.wrapped(label, { size: SIZE }, width - 12);
    for (const [i, line] of lines.entries())
      canvas.text(x, y + 4.5 + (i - (lines.length - 1) / 2) * 16, line, {
        ...{ size: SIZE, fill, anchor: "middle", bold: isRound },
        width: width - (isRound ? 4 : 8),
      });
  }
  for (const { x, y, label } of notes) {
    const wide = canvas.measure(label, { size: SMALL }) + 8;
    const middle = Math.max(PAD + wide / 2, Math.min(PAD + INSIDE - wide / 2, x));
    canvas.rect(middle - wide / 2, y - 8, wide, 16, colors.ground, { radius: 4, opacity: 0.92 });
    canvas.text(middle, y + 4, label, { size: SMALL, fill: colors.text, anchor: "middle" });
  }
  return Math.max(...all.map(({ y, height }) => y + height / 2)) + PAD;
}
