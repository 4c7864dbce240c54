import type { FormulaDrawing } from "../../cards/drawing.ts";
import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";
import { outlinesOf } from "../setting.ts";
import { NoGlyph } from "../shape.ts";
import { INSIDE, PAD } from "./frame.ts";

const EM = 1000;
const SIZE = 21;
/** Smaller, nobody reads it on a phone. */
const SMALLEST = 11;

/** A formula by itself, as large as there is room. */
export function formula(canvas: Canvas, colors: Colors, { tex }: FormulaDrawing): number {
  const set = outlinesOf(tex);
  const size = Math.min(SIZE, (INSIDE * EM) / set.width);
  if (size < SMALLEST) throw new NoGlyph(`a formula is too wide: ${tex}`);
  const scale = size / EM;
  canvas.outlines(PAD + (INSIDE - set.width * scale) / 2, PAD, scale, colors.text, set);
  return PAD + set.height * scale + PAD;
}
