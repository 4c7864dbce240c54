import type { PageDrawing, PagePart } from "../../cards/drawing.ts";
import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";
import { chart } from "./charts.ts";
import { heading, INSIDE, PAD, paragraph } from "./frame.ts";

const LABEL = 12;
const FACT = 14;

/** Two facts beside each other: what it is in small letters, and below it what is true. */
function facts(canvas: Canvas, colors: Colors, all: PageDrawing["facts"], from: number): number {
  const width = (INSIDE - 16) / 2;
  let y = from;
  for (let i = 0; i < all.length; i += 2) {
    const ends = all.slice(i, i + 2).map(({ label, value }, column) => {
      const place = { x: PAD + column * (width + 16), width };
      const below = paragraph(canvas, { size: LABEL, fill: colors.faint }, label, y, place);
      return paragraph(canvas, { size: FACT, fill: colors.text, bold: true }, value, below + 1, place);
    });
    y = Math.max(...ends) + 10;
  }
  return y;
}

function meters(
  canvas: Canvas,
  colors: Colors,
  rows: Extract<PagePart, { part: "meters" }>["rows"],
  from: number,
): number {
  let y = from;
  for (const { label, share, value } of rows) {
    const room = Math.min(INSIDE * 0.45, canvas.measure(value, { size: LABEL }));
    canvas.text(PAD, y + 13, label, { size: 13, fill: colors.text, width: INSIDE - room - 12 });
    canvas.text(PAD + INSIDE, y + 13, value, {
      size: LABEL,
      fill: colors.faint,
      anchor: "end",
      width: room + 1,
    });
    canvas.rect(PAD, y + 20, INSIDE, 7, colors.raised, { radius: 4 });
    canvas.rect(PAD, y + 20, INSIDE * Math.max(0, Math.min(1, share)), 7, colors.accent, { radius: 4 });
    y += 36;
  }
  return y;
}

export function page(canvas: Canvas, colors: Colors, { title, facts: all, parts }: PageDrawing): number {
  let y = facts(canvas, colors, all, heading(canvas, colors, title));
  for (const part of parts) {
    y = heading(canvas, colors, part.title, y + 8, 14);
    y = part.part === "chart" ? chart(canvas, colors, part.data, y) : meters(canvas, colors, part.rows, y);
  }
  return y + PAD - 8;
}
