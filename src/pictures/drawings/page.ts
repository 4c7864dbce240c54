import type { PageDrawing, PagePart } from "../../cards/drawing.ts";
import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";
import { chart } from "./charts.ts";
import { heading, INSIDE, PAD } from "./frame.ts";

const LABEL = 12;

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

export function page(canvas: Canvas, colors: Colors, { title, parts }: PageDrawing): number {
  let y = heading(canvas, colors, title);
  for (const part of parts) {
    y = heading(canvas, colors, part.title, y + 8, 14);
    y = part.part === "chart" ? chart(canvas, colors, part.data, y) : meters(canvas, colors, part.rows, y);
  }
  return y + PAD - 8;
}
