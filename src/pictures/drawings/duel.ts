import type { DuelDrawing } from "../../cards/drawing.ts";
import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";
import { INSIDE, PAD } from "./frame.ts";

const NAME = 15;
const SCORE = 34;
const ROW = 40;
const SIGN = 9;

type Mark = DuelDrawing["rows"][number]["marks"][number];

/** A tick, a cross, or a bar for what was not answered or does not count: told apart without colours. */
function sign(canvas: Canvas, colors: Colors, mark: Mark, x: number, y: number): void {
  if (mark === "right") {
    canvas.circle(x, y, SIGN + 3, colors.good);
    // A tick is written one way, from whichever side one reads.
    const way = canvas.mirrored ? -1 : 1;
    canvas.lines(
      [
        [x - 5 * way, y],
        [x - 1 * way, y + 4],
        [x + 6 * way, y - 4],
      ],
      { stroke: colors.ground, width: 2.5 },
    );
  } else if (mark === "wrong") {
    canvas.circle(x, y, SIGN + 3, colors.bad);
    for (const down of [1, -1])
      canvas.lines(
        [
          [x - 4, y - 4 * down],
          [x + 4, y + 4 * down],
        ],
        { stroke: colors.ground, width: 2.5 },
      );
  } else canvas.rect(x - 7, y - 1.5, 14, 3, colors.faint, { radius: 1.5 });
}

/** The two with what they had right, and below them each question between their marks. */
export function duel(canvas: Canvas, colors: Colors, { sides, rows }: DuelDrawing): number {
  const middle = PAD + INSIDE / 2;
  const half = INSIDE / 2;
  for (const [place, { name, value, won }] of sides.entries()) {
    const x = PAD + half * (place + 0.5);
    const left = PAD + half * place + 4;
    canvas.rect(left, PAD, half - 8, 92, colors.raised, { radius: 10 });
    if (won) canvas.rect(left, PAD, half - 8, 6, colors.medals[0], { radius: 3 });
    const fill = colors.text;
    canvas.text(x, PAD + 32, name, { size: NAME, bold: won, fill, anchor: "middle", width: half - 28 });
    const score = won ? colors.medals[0] : colors.text;
    canvas.text(x, PAD + 76, value, { size: SCORE, bold: true, fill: score, anchor: "middle" });
  }
  let y = PAD + 92 + 12;
  for (const { label, marks } of rows) {
    const base = y + ROW / 2;
    canvas.rect(PAD + 4, y, INSIDE - 8, 1, colors.grid);
    const [first, second] = marks;
    sign(canvas, colors, first, PAD + 26, base);
    sign(canvas, colors, second, PAD + INSIDE - 26, base);
    canvas.text(middle, base + 5, label, {
      ...{ size: 14, fill: first === "struck" ? colors.faint : colors.text },
      ...{ anchor: "middle", width: INSIDE - 110 },
    });
    y += ROW;
  }
  return y + PAD - 8;
}
