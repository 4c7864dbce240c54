import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";

/** As wide as a phone shows a picture in a conversation: what is written in it keeps its size there. */
export const WIDTH = 420;
export const PAD = 18;
export const INSIDE = WIDTH - 2 * PAD;

const TITLE = 17;
const LINE = 1.35;

/** Text on as many lines as it takes, from its upper edge; gives its lower edge. */
export function paragraph(
  canvas: Canvas,
  { size, fill, bold = false }: { size: number; fill: string; bold?: boolean },
  text: string,
  y: number,
  { x = PAD, width = INSIDE }: { x?: number; width?: number } = {},
): number {
  let at = y;
  for (const line of canvas.wrapped(text, { size, bold }, width)) {
    canvas.text(x, at + size, line, { size, fill, bold });
    at += size * LINE;
  }
  return at;
}

/** The title, and where the rest begins. */
export const heading = (canvas: Canvas, colors: Colors, title: string, y = PAD, size = TITLE): number =>
  title === "" ? y : paragraph(canvas, { size, fill: colors.text, bold: true }, title, y) + 8;
