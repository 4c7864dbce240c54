import type { CodeDrawing } from "../../cards/drawing.ts";
import type { Look } from "../../cards/ports.ts";
import type { Canvas } from "../canvas.ts";
import { colored } from "../coloring.ts";
import type { Colors } from "../looks.ts";
import { graphemes, NoGlyph } from "../shape.ts";
import { INSIDE, PAD } from "./frame.ts";

const SIZE = 13;
/** Smaller, nobody reads it on a phone. */
const SMALLEST = 8;
const LINE = 1.5;
const TAB = "    ";

/** Code on lines as they are written, each letter in its column. */
export function code(
  canvas: Canvas,
  colors: Colors,
  { code: written, syntax }: CodeDrawing,
  look: Look,
): number {
  const text = written.replaceAll("\t", TAB);
  const columns = Math.max(...text.split("\n").map((line) => graphemes(line).length));
  const em = canvas.measure("0", { size: 1, mono: true });
  const size = Math.min(SIZE, INSIDE / (columns * em));
  if (size < SMALLEST) throw new NoGlyph(`code of ${columns} columns is too wide`);
  let y = PAD;
  for (const line of colored(text, syntax, look)) {
    let column = 0;
    for (const { text: part, color } of line) {
      // Spaces are set as one where they stand together, so words are set one by one.
      for (const word of part.split(/(\s+)/)) {
        if (word.trim() !== "")
          canvas.text(PAD + column * em * size, y + size, word, {
            ...{ size, mono: true },
            fill: color ?? colors.text,
          });
        column += graphemes(word).length;
      }
    }
    y += size * LINE;
  }
  return y - (LINE - 1) * size + PAD + 2;
}
